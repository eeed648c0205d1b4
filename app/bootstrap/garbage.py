"""Python's garbage, collected on the window's thread only.

WORKAROUND: the cycle collector runs on whichever thread happens to allocate, and a Qt object that
it frees on another thread than its own can corrupt memory. The writer thread allocates all day, so
the collector is taken away from it.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 100
"""How often is looked whether there is enough garbage: nothing else runs meanwhile, so in bits."""

FULL_EVERY = 1_200
"""After how many looks the oldest objects are looked through as well, in the next quiet moment."""

FULL_AT_LAST = 6_000
"""After how many looks they are, however much is going on: it holds everything up for long."""


class GarbageKeeper(QObject):
    """Switches the automatic collector off and collects on its own thread instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin to look."""
        super().__init__(parent)
        self._since_full = 0
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect where as much was made as Python itself would wait for."""
        self._since_full += 1
        made, thresholds = gc.get_count(), gc.get_threshold()
        is_quiet = made[0] <= thresholds[0]
        if self._since_full >= (FULL_EVERY if is_quiet else FULL_AT_LAST):
            self._since_full = 0
            gc.collect()
        elif not is_quiet:
            gc.collect(0)
        elif made[1] > thresholds[1]:  # what outlived a busy time is looked through after it
            gc.collect(1)

    def stop(self) -> None:
        """Give the collector back."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

"""Python's garbage, collected on the window's thread only.

WORKAROUND: the cycle collector runs on whichever thread happens to allocate, and a Qt object that
it frees on another thread than its own can corrupt memory. The writer thread allocates all day, so
the collector is taken away from it.
"""

import gc

from PySide6.QtCore import QObject, Qt, QTimer

EVERY_MS = 1_000
"""How often is looked whether there is enough garbage."""

FULL_EVERY = 120
"""Every how many looks the oldest objects are looked through as well."""


class GarbageKeeper(QObject):
    """Switches the automatic collector off and collects on its own thread instead."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin; what is there already (imports, code) is never looked through again."""
        super().__init__(parent)
        self._looks = 0
        self._was_on = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._timer.timeout.connect(self.look)
        self._timer.start(EVERY_MS)

    def look(self) -> None:
        """Collect where as much was made as Python itself would wait for."""
        self._looks += 1
        if self._looks % FULL_EVERY == 0:
            gc.collect()
            return
        made, thresholds = gc.get_count(), gc.get_threshold()
        if made[1] > thresholds[1]:
            gc.collect(1)
        elif made[0] > thresholds[0]:
            gc.collect(0)

    def stop(self) -> None:
        """Give the collector back."""
        self._timer.stop()
        if self._was_on:
            gc.enable()

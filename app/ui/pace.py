"""How often what thirty stations write is told: the first of it at once, the rest together.

Whoever shows it uses the same processor, and holds the same lock, as whoever takes in the next
entries: what takes long to show is therefore shown less often.
"""

import time

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import FROM_STATIONS, Changes

MOST_SHARE = 0.3
"""The most of a thread's time that showing what stations wrote may take."""

LONGEST_REST = 0.4
"""Seconds after which news is shown, however long the last of it took."""


def rest_after(spent: float, share: float = MOST_SHARE) -> float:
    """Return how long to rest, in seconds, from the beginning of what took ``spent`` seconds.

    ``share`` is the most of a thread's time that it may take.
    """
    return min(spent / share, LONGEST_REST)


class Pace(QObject):
    """Passes changes on: those of this laptop at once, those of stations at most so often.

    After changes that took long to show it waits longer, see :func:`rest_after`.

    Signals:
        told(Changes, str): what changed since the last one, and the submitter's origin.
    """

    told = Signal(object, str)

    def __init__(self, every_ms: int, parent: QObject | None = None) -> None:
        """Tell of stations' changes once in ``every_ms`` milliseconds."""
        super().__init__(parent)
        self._held = Changes()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._every_ms = every_ms
        self._timer.timeout.connect(self._tell_held)

    def take(self, changes: Changes, origin: str) -> None:
        """Pass changes on, or hold them until it is time."""
        if origin != FROM_STATIONS:
            held, self._held = self._held, Changes()
            if held:
                self.told.emit(held, FROM_STATIONS)
            self.told.emit(changes, origin)
        else:
            self._held |= changes
            if not self._timer.isActive():
                self._tell_held()

    @property
    def rests_ms(self) -> int:
        """Return how long it rests at a time, after what it told last."""
        return self._timer.interval()

    def _tell_held(self) -> None:
        held, self._held = self._held, Changes()
        if not held:
            return
        # Processor time: what others do meanwhile is no reason to be late.
        began = time.thread_time()
        self._timer.start(self._every_ms)
        self.told.emit(held, FROM_STATIONS)
        rest = round(1000 * rest_after(time.thread_time() - began))
        if rest > self._every_ms:
            self._timer.start(rest)

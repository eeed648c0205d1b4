"""How often what thirty stations write is told: the first of it at once, the rest together."""

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.changes import FROM_STATIONS, Changes


class Pace(QObject):
    """Passes changes on: those of this laptop at once, those of stations at most so often.

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
        self._timer.setInterval(every_ms)
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

    def _tell_held(self) -> None:
        held, self._held = self._held, Changes()
        if held:
            self._timer.start()
            self.told.emit(held, FROM_STATIONS)

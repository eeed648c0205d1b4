"""What was done on this laptop and could be taken back, the newest last."""

import threading

from app.domain.clock import NoteSleep
from app.domain.commands import Command
from app.domain.ids import HUB
from app.domain.stations import AdmitStation
from app.services.execution import Result

DEPTH = 200

NOTICED = (NoteSleep, AdmitStation)
"""What the program noticed by itself: undo takes back what somebody did on this laptop."""


class UndoMemory:
    """Written on the writer's thread, asked on the window's."""

    def __init__(self) -> None:
        """Remember nothing yet."""
        self._done: list[tuple[Command, Command | None]] = []
        self._lock = threading.Lock()

    def remember(self, result: Result) -> None:
        """Remember what was carried out, where it was done here and changed anything."""
        command = result.command
        ours = command.station == HUB and not command.undoes and not isinstance(command, NOTICED)
        if ours and (result.undo is not None or result.changes):
            with self._lock:
                self._done.append((command, result.undo))
                del self._done[:-DEPTH]

    def take(self) -> tuple[Command, Command | None] | None:
        """Return the last command and its way back, if it has one, and forget it."""
        with self._lock:
            return self._done.pop() if self._done else None

    @property
    def undoable(self) -> Command | None:
        """Return the command that could be taken back now; None where the last one cannot."""
        with self._lock:
            command, way_back = self._done[-1] if self._done else (None, None)
        return command if way_back is not None else None

    def forget(self) -> None:
        """Forget everything: withdrawn words may be in it."""
        with self._lock:
            self._done.clear()

    def __bool__(self) -> bool:
        """Tell whether there is anything, be it without a way back."""
        return bool(self._done)

"""The facilitator's own room for tests: a real desk, its real door, real sockets on loopback."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.bootstrap.room_door import OpenDoor
from app.domain.commands import Command
from app.domain.room_open import DoorPhase, Opening
from app.operations import Operations
from app.ui.desk import Desk
from tests.room.ports import LOOPBACK, free_port
from tests.room.rooms import Caller, until
from tests.workshops import NOON, copy_of_template

_BEGAN = datetime.now(UTC)


def on_the_day() -> datetime:
    """Return a moment of the workshop's day that goes on as time does."""
    return NOON + (datetime.now(UTC) - _BEGAN)


class OpenDesk:
    """A workshop with two groups on a desk, and the door that the program would give it."""

    def __init__(self, path: Path, now: Callable[[], datetime] | None = None) -> None:
        self.path = path if path.exists() else copy_of_template(path)
        self.operations = Operations(self.path, now or on_the_day, path.parent, spare=())
        self.desk = Desk(self.operations, path.parent)
        self.door = OpenDoor(self.desk, parent=self.desk)
        self.desk.door = self.door
        self.said: list[str] = []
        self.desk.said.connect(lambda word: self.said.append(word.text))
        self.callers: list[Caller] = []

    def open(self, port: int = 0) -> None:
        self.door.open(Opening(interface=LOOPBACK, port=port or free_port(), plain=True))
        self.wait(lambda: self.door.door.is_open)

    def shut(self) -> None:
        self.door.close_room()
        self.wait(lambda: self.door.door.phase is DoorPhase.CLOSED)

    @property
    def http(self) -> str:
        return self.door.door.address

    def code(self, group_id: str = "gA") -> str:
        way = self.door.door.way(group_id)
        assert way is not None
        return way.code

    def joined(self, group: str = "gA") -> Caller:
        caller = Caller(group=group)
        self.callers.append(caller)
        assert caller.join(self).status_code == 200
        self.wait(lambda: self.desk.snapshot.station(caller.station) is not None)
        return caller

    def do(self, *commands: Command) -> None:
        for command in commands:
            self.desk.submit(command)
        assert self.operations.flush()
        QCoreApplication.processEvents()

    def wait(self, condition: Callable[[], bool], seconds: float = 60.0) -> None:
        """Wait for something that the window's thread hears of."""

        def looked() -> bool:
            QCoreApplication.processEvents()
            return condition()

        until(looked, seconds)

    def close(self) -> None:
        for caller in self.callers:
            caller.client.close()
        self.desk.stop()
        self.door.end()
        self.door.wait()
        self.operations.close()
        self.desk.deleteLater()

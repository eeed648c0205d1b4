"""Open rooms and stations for tests: real files, real sockets on loopback, real certificates."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
from PySide6.QtCore import Qt

from app.bootstrap.room_office import RoomOffice, identity_for
from app.bootstrap.station_outbox import FileOutbox
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.enrolments import Enrolment
from app.domain.envelopes import canonical
from app.domain.ids import new_id
from app.domain.room_keys import join_code
from app.operations import Operations
from app.paths import resource_path
from app.room.addresses import Link
from app.room.hub import Hub
from app.room.joining import join
from app.room.link import LinkState, Listeners
from app.room.station import StationLink
from app.services.execution import Result, execute
from app.steady import Now
from app.storage import outbox
from app.storage.database import Database
from tests.room.clients import a_client
from tests.room.ports import LOOPBACK, free_port
from tests.room.stations import Sender
from tests.workshops import NOON, copy_of_template


class OpenRoom:
    """A workshop with two groups, its operations, and a hub on loopback."""

    def __init__(
        self,
        path: Path,
        port: int = 0,
        now: Now = lambda: datetime.now(UTC),
    ) -> None:
        self.path = path if path.exists() else copy_of_template(path)
        self.operations = Operations(self.path, now, spare=())
        self.identity = identity_for(self.operations)
        self.office = RoomOffice(self.operations, self.identity)
        pages, port = resource_path("web"), port or free_port()
        try:
            self.hub = Hub(self.office, interface=LOOPBACK, port=port, plain=True, pages=pages)
        except BaseException:
            self.operations.close()
            raise
        self.operations.changed.connect(
            lambda _changes, _origin: self.hub.changed(), Qt.ConnectionType.DirectConnection
        )
        self.https, self.http = self.hub.at.addresses[0], self.hub.at.plain_addresses[0]

    def close(self) -> None:
        self.hub.close()
        self.operations.close()

    def do(self, command: Command) -> Result:
        result = self.operations.request(command).result(60)
        assert result.error is None, result.error
        return result

    def code(self, group_id: str = "gA") -> str:
        return join_code(self.identity, group_id)

    def link(self, group_id: str = "gA") -> Link:
        return Link(self.https, self.code(group_id), self.hub.at.fingerprint)


@dataclass
class Caller(Sender):
    """A station that speaks plain http by hand, so that it can misbehave."""

    client: httpx.Client = field(default_factory=a_client)
    welcome: dict[str, Any] = field(default_factory=dict)
    language: str = "en"

    def join(self, room: OpenRoom) -> httpx.Response:
        wish: dict[str, Any] = {
            "protocol": 2,
            "code": room.code(self.group),
            "station": self.station,
        }
        wish["language"] = self.language
        answer = self.client.post(f"{room.http}/v1/join", json={"protocol": 2, **wish})
        self.welcome = answer.json()
        return answer

    @property
    def headers(self) -> dict[str, str]:
        return {
            "Authorization": f"Bearer {self.welcome['token']}",
            "X-Station": self.station,
            "Content-Type": "application/json",
        }

    def addressed(self, **other: Any) -> dict[str, Any]:
        place = {name: self.welcome[name] for name in ("room", "workshop", "epoch")}
        return self.data(**{**place, **other})

    def post(self, room: OpenRoom, **other: Any) -> httpx.Response:
        body = canonical(self.addressed(**other))
        return self.client.post(f"{room.http}/v1/entries", content=body, headers=self.headers)

    def view(self, room: OpenRoom, have: str = "") -> dict[str, Any]:
        place = f"{room.http}/v1/view"
        answer = self.client.get(place, params={"have": have}, headers=self.headers)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found


class Device:
    """A desktop station: its own file with an outbox, and the link that empties it."""

    def __init__(self, path: Path, enrolment: Enrolment) -> None:
        self.enrolment = enrolment
        self.database = Database(copy_of_template(path))
        with self.database.writing() as tx:
            outbox.enrol(tx, to_json(enrolment))
        self.outbox = FileOutbox(self.database)
        self.views: list[dict[str, Any]] = []
        self.receipts: list[dict[str, Any]] = []
        self.states: list[LinkState] = []
        self.link: StationLink | None = None
        self.written = 0

    @classmethod
    def joined(cls, path: Path, room: OpenRoom, group_id: str = "gA") -> "Device":
        return cls(path, join(room.link(group_id), new_id(), label="Blue laptop"))

    def write(self, command: Command) -> None:
        self.written += 1
        now = datetime.now(UTC)
        own = replace(command, at=now, station=self.enrolment.station)
        execute(self.database, own, recorded_at=NOON)
        if self.link is not None:
            self.link.nudge()

    def connect(self, *addresses: str) -> StationLink:
        enrolment = replace(self.enrolment, addresses=addresses or self.enrolment.addresses)
        listeners = Listeners(self.states.append, self.receipts.append, self.views.append)
        self.link = StationLink(enrolment, self.outbox, listeners)
        self.link.start()
        return self.link

    def is_home(self) -> bool:
        """Tell whether all that was written is known to be on the hub's disk."""
        state = self.link.state if self.link else LinkState()
        return state.heard and state.through == self.written and state.equal

    def disconnect(self) -> None:
        if self.link is not None:
            self.link.stop()
            self.link = None

    def close(self) -> None:
        self.disconnect()
        self.database.close()


def until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait for something that happens on another thread."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)

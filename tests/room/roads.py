"""Stations and hubs without sockets, joined by every road: network, file, code and paper."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.bootstrap.station_outbox import FileOutbox
from app.domain.cells import SetCell
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.enrolments import Enrolment
from app.domain.envelopes import Envelope, canonical, loads, read_envelope
from app.domain.ids import new_id
from app.domain.room_keys import RoomIdentity, station_token
from app.domain.snapshot import Snapshot
from app.domain.station_road import Shown
from app.domain.station_view import StationViews
from app.domain.stations import AdmitStation
from app.room import exchange
from app.services import hub_view, snapshot, spoken
from app.services.execution import execute
from app.services.reception import Reception, receive_all
from app.storage import outbox, received
from app.storage.database import Database
from tests.room.stations import ROOM
from tests.workshops import NOON, OpenWorkshop, copy_of_template

IDENTITY = RoomIdentity(room_id=ROOM, secret=b"s" * 32, key_pem="", certificate_pem="")


@dataclass
class Clock:
    """The one clock of a test; each thing that happens takes some seconds."""

    now: datetime = NOON

    def step(self) -> datetime:
        self.now += timedelta(seconds=2, milliseconds=125)
        return self.now


class Table:
    """A station on its own laptop: file, outbox, what the hub showed, and the codes it read out."""

    def __init__(self, path: Path, clock: Clock, group: str = "gA") -> None:
        self.clock = clock
        station = new_id()
        self.enrolment = Enrolment(
            station=station, token=station_token(IDENTITY.secret, station), room=ROOM,
            workshop="lineage-1", epoch="epoch-1", group=group,
        )  # fmt: skip
        self.database = Database(copy_of_template(path))
        with self.database.writing() as tx:
            outbox.enrol(tx, to_json(self.enrolment))
        self.outbox = FileOutbox(self.database)
        self.codes: list[str] = []

    @property
    def written(self) -> list[dict[str, Any]]:
        return list(self.outbox.after(0, 100_000))

    def read(self) -> Snapshot:
        return snapshot.load(self.database)

    def do(self, command: Command) -> None:
        at = command.at or self.clock.step()
        own = replace(command, at=at, station=self.enrolment.station)
        execute(self.database, own, recorded_at=self.clock.now)

    def write(self, cell: object, value: object) -> None:
        tips = self.read().written_cells.states.get(str(cell))
        based_on = tuple(sorted(tips.tips)) if tips else ()
        self.do(SetCell(cell=str(cell), value=value, based_on=based_on))

    def say(self, dimension: str = "d01") -> str:
        """Read a code aloud, as the station's window does; "" where there is none."""
        found = spoken.saying(self.read(), self.enrolment, self.enrolment.group, dimension)
        if found.code:
            for command in found.commands:
                self.do(command)
            self.codes.append(found.code)
        self.clock.step()
        return found.code

    def envelope(self, first: int = 0, count: int = 100_000) -> Envelope:
        last_seq, digest = self.outbox.newest()
        place = to_json(self.enrolment)
        data = {
            **{name: place[name] for name in ("room", "workshop", "epoch", "station")},
            "entries": self.written[first : first + count],
            "status": {"last_seq": last_seq, "digest": digest},
        }
        return read_envelope(loads(canonical(data)))

    def file(self) -> bytes:
        return exchange.station_file(self.enrolment, self.outbox, epoch="", now=self.clock.now)

    def look(self, hub: "Desk") -> None:
        """Hear what the hub shows."""
        known = hub.read()
        view = StationViews().of(known, known.station(self.enrolment.station))
        through = hub.through(self.enrolment.station)
        shown = Shown(through=through)
        hub_view.take_view(self.database, {"records": loads_plain(view.records)}, shown)


def loads_plain(records: Any) -> Any:
    """Return records as JSON brings them."""
    import json

    return json.loads(json.dumps(records))


@dataclass
class Desk:
    """A hub: its file, and every road into it."""

    workshop: OpenWorkshop
    clock: Clock
    typed: list[Command] = field(default_factory=list)

    @classmethod
    def at(cls, path: Path, clock: Clock, tables: list[Table]) -> "Desk":
        desk = cls(OpenWorkshop(copy_of_template(path)), clock)
        for number, table in enumerate(tables):
            command = AdmitStation(
                id=f"admit-{number}", station_id=table.enrolment.station,
                group_id=table.enrolment.group, at=NOON,
            )  # fmt: skip
            execute(desk.workshop.database, command, recorded_at=NOON)
        return desk

    def read(self) -> Snapshot:
        return self.workshop.read()

    def through(self, station: str) -> int:
        with self.workshop.database.reading() as reader:
            mark = received.mark_of(reader, station)
        return mark.through if mark else 0

    def digests(self) -> dict[str, tuple[int, str]]:
        with self.workshop.database.reading() as reader:
            return {mark.station: (mark.through, mark.digest) for mark in received.marks(reader)}

    def hear(self, *envelopes: Envelope) -> list[Reception]:
        return receive_all(self.workshop.database, envelopes, now=self.clock.now)

    def read_file(self, content: bytes) -> None:
        found = exchange.opened(content, "a.eqx", exchange.TO_HUB)
        exchange.proven(found, station_token(IDENTITY.secret, found.station), "a.eqx")
        self.hear(*exchange.envelopes_of(found, "lineage-1", "a.eqx"))

    def type_code(self, code: str) -> None:
        heard = spoken.heard(self.read(), IDENTITY, code, now=self.clock.now)
        command = replace(heard.command, at=self.clock.step())
        execute(self.workshop.database, command, recorded_at=self.clock.now)

    def paper(self, cell: object, value: object, *, knowing: bool) -> Command:
        """Write from a paper sheet, on top of what stands or of nothing."""
        state = self.read().written_cells.states.get(str(cell))
        based_on = tuple(sorted(state.tips)) if state and knowing else ()
        command = SetCell(cell=str(cell), value=value, based_on=based_on, at=self.clock.step())
        self.take(command)
        return command

    def take(self, command: Command) -> None:
        self.typed.append(command)
        execute(self.workshop.database, command, recorded_at=self.clock.now)

    def close(self) -> None:
        self.workshop.database.close()

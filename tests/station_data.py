"""Devices in every state, made by what they would have sent: for pictures, not collected."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from app.domain.cells import AskForHelp, CellKey, Field, SayFinished
from app.domain.commands import Command
from app.domain.seating import AddGroup, Group
from app.domain.stations import AdmitStation, MoveStation, RevokeStation, TellStations
from app.services import reception
from app.services import snapshot as reading
from app.services.execution import execute_all
from app.storage.database import Database
from tests.room.stations import Sender

NAMES = (
    "Blue laptop", "Chromebook 14", "Table tablet", "Old ThinkPad", "Library Chromebook",
    "", "Portátil de la mesa 4", "A laptop with a very long name that somebody typed in full",
)  # fmt: skip


def add_stations(database: Database, now: datetime, *, overfull: bool = False) -> None:
    """Let devices join every group and send: all well, but for one of each kind of trouble."""
    hall = _Hall(database, now)
    if overfull:
        hall.do(
            *(
                AddGroup(group_id=f"more{n}", seating_id="scoring", label=f"{n}", position=40.0 + n,
                         place=f"Table {n}", dimensions=("d01",))
                for n in (11, 12)
            )
        )  # fmt: skip
    groups = reading.load(database).groups
    for number, group in enumerate(groups):
        for place in range(2 if overfull else 1):
            hall.join(group, 2 * number + place)
    senders = list(hall.senders)
    for number, sender in enumerate(senders):
        hall.send(sender, _state(number, overfull=overfull))
    spare = hall.join(groups[0], 90) if overfull else hall.join(groups[0], 90, name="Spare laptop")
    if not overfull:
        hall.do(MoveStation(station_id=spare.station, group_id=""))
    hall.contest(senders[0], spare, groups[0])
    hall.do(
        AskForHelp(group_id=groups[1].id, at=now - timedelta(minutes=2)),
        SayFinished(group_id=groups[2].id, at=now - timedelta(minutes=3)),
        TellStations(text="Ten minutes left. Write one sentence of evidence for each score."),
    )
    if overfull:
        hall.do(RevokeStation(station_id=senders[5].station))


def _state(number: int, *, overfull: bool) -> str:
    kinds = {3: "behind", 4: "silent"}
    if overfull:
        kinds |= {6: "differs", 8: "never", 13: "silent", 14: "behind"}
    return kinds.get(number, "well")


class _Hall:
    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.now = database, now
        self.senders: list[Sender] = []

    def do(self, *commands: Command) -> None:
        stamped = [replace(one, at=one.at or self.now) for one in commands]
        results = execute_all(self.database, stamped, recorded_at=self.now)
        assert [one.error for one in results if one.error] == []

    def join(self, group: Group, number: int, name: str = "") -> Sender:
        sender = Sender(group=group.id, station=f"{number + 1:032x}")
        sender.now = self.now - timedelta(minutes=20)
        joined = self.now - timedelta(minutes=2 if number == 1 else 30)
        kind = ("desktop", "page", "page")[number % 3]
        label = name or NAMES[number % len(NAMES)]
        self.do(
            AdmitStation(station_id=sender.station, group_id=group.id, label=label, kind=kind,
                         at=joined)
        )  # fmt: skip
        self.senders.append(sender)
        return sender

    def send(self, sender: Sender, state: str) -> None:
        if state == "never":
            return
        for text in ("Buses leave early.", "Who is not here?", "Ask the library."):
            sender.note(f"{text} ({sender.station[-2:]})")
        heard = self.now - timedelta(minutes=4 if state == "silent" else 0, seconds=5)
        digest = self._receive(sender, sender.sent, heard)
        last = len(sender.sent) + (4 if state == "behind" else 0)
        if state == "differs":
            digest = "0" * 64
        group = reading.load(self.database).group(sender.group)
        dimension = group.dimensions[0] if group and group.dimensions else ""
        status = {
            "dimension": dimension, "last_seq": last, "digest": digest,
            "last_saved_at": (heard - timedelta(seconds=40)).isoformat().replace("+00:00", "Z"),
            "clock": heard.isoformat().replace("+00:00", "Z"),
        }  # fmt: skip
        self._receive(sender, [], heard, status)

    def contest(self, one: Sender, spare: Sender, group: Group) -> None:
        """Let a spare send what waits, and one device another version of a score."""
        dimension = group.dimensions[0] if group.dimensions else "d01"
        key = CellKey(group.id, dimension, Field.REASON, "foundations")
        first = one.cell(key, "The budget is there, and half of it goes to two schools.")
        spare.cell(key, "Nobody at the table has seen the budget.")
        self._receive(one, [first], self.now)
        digest = self._receive(spare, spare.sent, self.now)
        self._receive(spare, [], self.now, {"last_seq": len(spare.sent), "digest": digest})
        digest = self._receive(one, [], self.now)
        self._receive(one, [], self.now, {"last_seq": len(one.sent), "digest": digest,
                                          "dimension": dimension})  # fmt: skip

    def _receive(
        self, sender: Sender, entries: Sequence[dict], at: datetime, status: dict | None = None
    ) -> str:
        """Take in what a station sends; return the hub's digest over it."""
        more = {"status": status} if status else {}
        envelope = sender.envelope(list(entries), **more)
        (taken,) = reception.receive_all(self.database, [envelope], now=at)
        return taken.receipt.digest

"""Envelopes that come together are taken in as if they had come one after the other."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.cells import CellEntry, CellKey
from app.domain.changes import Changes
from app.domain.commands import Command
from app.domain.envelopes import Envelope, Outcome, chain, entry_hash
from app.domain.merge import CellStanding
from app.domain.snapshot import Snapshot
from app.domain.stations import AdmitStation
from app.services import cells, snapshot
from app.services.execution import Result, state_of
from app.services.reception import Reception, receive_all
from app.services.station_commands import Facts, command_of
from app.storage.database import Database, Reader
from tests.room.stations import Sender
from tests.workshops import OpenWorkshop, copy_of_template, rating, reason

F2 = {"level": "f2", "framework": 1}
F9 = {"level": "f9", "framework": 1}
ACCEPTED, REFUSED, REPEATED = Outcome.ACCEPTED, Outcome.REFUSED, Outcome.REPEATED


class Hub(OpenWorkshop):
    """A workshop file that takes loads in, with its newest state at hand or without."""

    def __init__(self, path: Path, *, has_state: bool) -> None:
        super().__init__(path)
        self._seen = self.read() if has_state else None

    def do(self, command: Command) -> Result:
        done = super().do(command)
        if self._seen is not None:
            self._seen = snapshot.refreshed(self.database, self._seen, done.changes)
        return done

    def join(self, group: str = "gA") -> Sender:
        sender = Sender(group=group)
        self.do(AdmitStation(station_id=sender.station, group_id=group))
        return sender

    def take(self, *envelopes: Envelope) -> list[Reception]:
        self.now += timedelta(seconds=1)
        taken = receive_all(self.database, envelopes, now=self.now, at_hand=self._seen)
        if self._seen is not None:
            changes = Changes.joined(one.changes for one in taken)
            known = {name: entry for one in taken for name, entry in one.cells.items()}
            self._seen = snapshot.refreshed(self.database, self._seen, changes, cells=known)
            assert_same(self._seen, self.read())
        return taken


def assert_same(seen: Snapshot, read: Snapshot) -> None:
    """Compare what was carried on with what lies in the file."""
    assert seen == read
    carried, made = seen.written_cells, read.written_cells
    assert carried.by_cell == made.by_cell
    assert carried.states == made.states
    assert {cell: {e.id for e in found} for cell, found in carried.standing.items()} == {
        cell: {e.id for e in found} for cell, found in made.standing.items()
    }


def outcomes(taken: list[Reception]) -> list[list[Outcome]]:
    return [[result.outcome for result in one.receipt.results] for one in taken]


@pytest.fixture(params=[True, False], ids=["state at hand", "nothing at hand"])
def hub(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(copy_of_template(tmp_path / "w.eqw"), has_state=request.param)
    yield hub
    hub.database.close()


@pytest.fixture
def other(hub: Hub, tmp_path: Path) -> Iterator[Hub]:
    other = Hub(copy_of_template(tmp_path / "other.eqw"), has_state=False)
    yield other
    other.database.close()


def test_what_would_be_superseded_by_what_came_before_it_is(hub: Hub) -> None:
    one, two = hub.join(), hub.join()
    first = one.cell(reason(), "from one")
    two.cell(reason(), "on top of it", first["id"])
    hub.take(two.envelope())
    hub.take(one.envelope())
    assert hub.read().cell(reason()).value == "on top of it"


def test_words_that_a_load_withdraws_are_not_taken_in_again(hub: Hub) -> None:
    sender = hub.join()
    sender.cell(reason(), "what nobody should have said")
    hub.take(sender.envelope())
    hub.withdraw(f"cell:{reason()}")
    again = hub.join()
    again.cell(reason(), "what nobody should have said")
    hub.take(again.envelope())
    assert hub.read().cell(reason()).value is None


def test_two_envelopes_of_a_load_write_the_same_cell(hub: Hub) -> None:
    one, two = hub.join(), hub.join()
    first = one.cell(reason(), "from one")
    two.cell(reason(), "on top of it", first["id"])
    assert outcomes(hub.take(one.envelope(), two.envelope())) == [[ACCEPTED], [ACCEPTED]]
    assert hub.read().cell(reason()).value == "on top of it"
    one.cell(reason(), "at the same time", two.sent[0]["id"])
    two.cell(reason(), "as this", two.sent[0]["id"])
    hub.take(one.envelope(one.sent[1:]), two.envelope(two.sent[1:]))
    assert hub.read().cell(reason()).standing is CellStanding.CONTESTED


def test_what_supersedes_may_come_before_what_it_supersedes(hub: Hub) -> None:
    one, two = hub.join(), hub.join()
    first = one.cell(reason(), "from one")
    two.cell(reason(), "on top of it", first["id"])
    hub.take(two.envelope(), one.envelope())
    assert hub.read().cell(reason()).value == "on top of it"


def test_an_entry_that_is_in_a_load_twice_is_one(hub: Hub) -> None:
    sender = hub.join()
    sender.cell(reason(), "once")
    sender.cell(rating(), F2)
    taken = hub.take(sender.envelope(), sender.envelope(sender.sent[1:]), sender.envelope())
    assert outcomes(taken) == [[ACCEPTED] * 2, [REPEATED], [REPEATED] * 2]
    assert [one.receipt.through for one in taken] == [2, 2, 2]
    assert {one.receipt.digest for one in taken} == {chain(map(entry_hash, sender.sent))}
    assert len(hub.read().cells) == 2


def test_a_load_fills_the_gap_that_it_began_with(hub: Hub) -> None:
    sender = hub.join()
    for number in range(4):
        sender.cell(reason(), f"words {number}")
    parts = [[sender.sent[3]], [sender.sent[1]], [sender.sent[0]], [sender.sent[2]]]
    taken = hub.take(*map(sender.envelope, parts))
    assert [one.receipt.through for one in taken] == [0, 0, 2, 4]
    assert [one.receipt.missing for one in taken] == [((1, 3),), ((1, 1), (3, 3)), ((3, 3),), ()]
    assert taken[3].receipt.digest == chain(map(entry_hash, sender.sent))


@pytest.mark.parametrize("together", [True, False])
def test_an_id_that_another_station_used_is_refused(hub: Hub, together: bool) -> None:
    one, two = hub.join(), hub.join("gB")
    entry = one.cell(reason(), "the first")
    two.cell(reason("gB"), "another")
    two.sent[0]["id"] = entry["id"]
    if together:
        taken = hub.take(one.envelope(), two.envelope())
    else:
        taken = [*hub.take(one.envelope()), *hub.take(two.envelope())]
    assert outcomes(taken) == [[ACCEPTED], [REFUSED]]
    assert taken[1].receipt.through == 1
    assert hub.read().cell(reason("gB")).value is None


def test_a_twin_number_waits_also_where_both_come_together(hub: Hub) -> None:
    sender = hub.join()
    sender.cell(reason(), "the first")
    twin = Sender(station=sender.station)
    twin.cell(reason(), "from a copy of the device")
    taken = hub.take(sender.envelope(), twin.envelope())
    assert outcomes(taken) == [[ACCEPTED], [Outcome.QUARANTINED]]
    assert taken[1].receipt.digest == chain([entry_hash(sender.sent[0])])
    assert taken[1].changes


def test_what_is_refused_in_the_middle_leaves_what_stands_around_it(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    sender = hub.join()
    before = sender.cell(reason(), "before")
    sender.cell(rating(), F9)
    sender.cell(reason(), "fails half-way", before["id"])
    sender.cell(reason(), "after", before["id"])

    def fails(tx: Reader, key: CellKey, _when: object) -> None:
        if "fails half-way" in [entry.value for entry in tx.all(CellEntry, cell=str(key))]:
            raise LookupError

    monkeypatch.setattr(cells, "note_score", fails)
    taken = hub.take(sender.envelope())
    assert outcomes(taken) == [[ACCEPTED, REFUSED, REFUSED, ACCEPTED]]
    assert taken[0].receipt.through == 4
    read = hub.read()
    assert read.cell(reason()).value == "after"
    assert [entry.value for entry in read.entries(reason())] == ["before", "after"]
    assert read.cell(rating()).value is None


def test_what_fails_only_as_it_is_written_harms_nothing_beside_it(hub: Hub) -> None:
    """An id that is in the cells but not in the ledger, as a file that was mended may have it."""
    one, two, three = hub.join(), hub.join("gB"), hub.join()
    entry = one.cell(reason(), "here before")
    hub.take(one.envelope())
    with hub.database.writing() as tx:
        tx.add("DELETE FROM ledger WHERE id = ?", (entry["id"],))
        tx.add("DELETE FROM received", ())
    twice = two.cell(reason("gB"), "with an id that is taken")
    two.sent[0]["id"] = entry["id"]
    one.cell(reason(dimension="d02"), "nobody's harm")
    three.note("read while the others wait")
    taken = hub.take(two.envelope(), one.envelope(one.sent[1:]), three.envelope())
    assert outcomes(taken)[1:] == [[ACCEPTED], [ACCEPTED]]
    read = hub.read()
    assert read.cell(reason(dimension="d02")).value == "nobody's harm"
    assert twice["id"] == entry["id"]
    hub.database.close()
    assert_same(hub.read(), read)


def test_what_the_ledger_has_and_reception_lost_is_part_of_the_workshop(hub: Hub) -> None:
    sender = hub.join()
    sender.cell(reason(), "in the ledger already")
    envelope = sender.envelope()
    with hub.database.reading() as reader:
        command = command_of(Facts(reader), envelope.entries[0], sender.station, now=hub.now)
    assert command is not None
    hub.do(command)
    taken = hub.take(envelope)
    assert outcomes(taken) == [[ACCEPTED]]
    assert not taken[0].changes
    assert len(hub.read().cells) == 1


def test_a_load_is_the_same_as_its_envelopes_one_by_one(hub: Hub, other: Hub) -> None:
    senders = [hub.join(), hub.join(), hub.join("gB"), Sender()]
    for sender in senders[:3]:
        other.do(AdmitStation(station_id=sender.station, group_id=sender.group))
    for number in range(30):
        sender = senders[number % 4]
        own = [entry["id"] for entry in sender.sent if "cell" in entry["payload"]]
        sender.cell(reason(sender.group), f"words {number}", *own[-1:])
        sender.cell(rating(sender.group), F9 if number % 7 == 0 else F2, *own[-2:-1])
        if number % 5 == 0:
            sender.note(f"a note {number}")
    load = [s.envelope(s.sent[a : a + 9]) for a in (0, 6, 3, 12) for s in senders]
    alone = [reception for envelope in load for reception in receive_all(
        other.database, [envelope], now=hub.now + timedelta(seconds=1)
    )]  # fmt: skip
    taken = hub.take(*load)
    assert [one.receipt for one in taken] == [one.receipt for one in alone]
    assert [one.changes for one in taken] == [one.changes for one in alone]
    assert state_of(hub.database)["cells"] == state_of(other.database)["cells"]
    assert received_rows(hub.database) == received_rows(other.database)


def received_rows(database: Database) -> list[tuple[object, ...]]:
    with database.reading() as reader:
        return reader.ask("SELECT number, station, seq, hash, outcome, entry FROM received")


def test_reading_back_a_load_is_reading_everything(hub: Hub) -> None:
    senders = [hub.join(), hub.join()]
    seen = hub.read()
    for number in range(12):
        for sender in senders:
            own = [entry["id"] for entry in sender.sent]
            sender.cell(reason(dimension=f"d0{number % 3 + 1}"), f"words {number}", *own[-3:-2])
        load = [sender.envelope(sender.sent[-2:]) for sender in senders]
        for reception in hub.take(*load):
            seen = snapshot.refreshed(hub.database, seen, reception.changes)
        assert_same(seen, hub.read())

"""What stations send is on the hub's disk before it is acknowledged, whatever becomes of it."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.cells import CellKey, Field, words_key
from app.domain.codec import to_json
from app.domain.envelopes import Envelope, Outcome, chain, entry_hash
from app.domain.errors import StorageProblemError
from app.domain.ids import new_id
from app.domain.merge import CellStanding
from app.domain.stations import AdmitStation, MoveStation, RevokeStation
from app.operations import Operations
from app.services import kept_entries, reception
from app.services.reception import Reception, receive_all
from app.storage import received
from tests.room.stations import Sender
from tests.workshops import (
    SENTENCE,
    OpenWorkshop,
    copy_of_template,
    rating,
    reason,
    replayed_state,
)

F2 = {"level": "f2", "framework": 1}
F3 = {"level": "f3", "framework": 1}


class Hub(OpenWorkshop):
    """A workshop file that takes envelopes in."""

    def join(self, sender: Sender) -> Sender:
        self.do(AdmitStation(station_id=sender.station, group_id=sender.group))
        return sender

    def take(self, *envelopes: Envelope) -> Reception:
        self.now += timedelta(seconds=1)
        return receive_all(self.database, envelopes, now=self.now)[-1]

    def outcomes(self, *envelopes: Envelope) -> list[Outcome]:
        return [result.outcome for result in self.take(*envelopes).receipt.results]


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    hub = Hub(copy_of_template(tmp_path / "w.eqw"))
    yield hub
    hub.database.close()


def test_an_entry_becomes_part_of_the_workshop_and_of_its_ledger(hub: Hub, tmp_path: Path) -> None:
    sender = hub.join(Sender())
    sender.cell(rating(), F2)
    sender.cell(reason(), "Two schools lack a nurse.")
    note = sender.note("More counselors")
    receipt = hub.take(sender.envelope()).receipt
    assert [one.outcome for one in receipt.results] == [Outcome.ACCEPTED] * 3
    assert receipt.through == 3
    assert receipt.missing == ()
    assert receipt.digest == chain(entry_hash(entry) for entry in sender.sent)
    read = hub.read()
    assert read.cell(rating()).value == F2
    assert read.entries(rating())[0].station == sender.station
    assert read.words(note["payload"]["note_id"]) == "More counselors"
    assert replayed_state(hub, tmp_path / "replay.eqw")["cells"] == [
        to_json(one) for one in sorted(read.cells, key=lambda c: c.id)
    ]


def test_the_same_envelope_twice_is_one(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.cell(rating(), F2)
    first = hub.take(sender.envelope()).receipt
    again = hub.take(sender.envelope())
    assert [one.outcome for one in again.receipt.results] == [Outcome.REPEATED]
    assert (again.receipt.through, again.receipt.digest) == (first.through, first.digest)
    assert not again.changes
    assert hub.outcomes(sender.envelope([*sender.sent, *sender.sent])) == [Outcome.REPEATED] * 2


def test_gaps_are_named_until_they_are_filled(hub: Hub) -> None:
    sender = hub.join(Sender())
    for number in range(9):
        sender.cell(reason(), f"words {number}")
    receipt = hub.take(sender.envelope([sender.sent[i] for i in (7, 2, 3)])).receipt
    assert (receipt.through, receipt.digest) == (0, "")
    assert receipt.missing == ((1, 2), (5, 7))
    receipt = hub.take(sender.envelope(sender.sent[:2])).receipt
    assert (receipt.through, receipt.missing) == (4, ((5, 7),))
    assert receipt.digest == chain(entry_hash(entry) for entry in sender.sent[:4])
    assert hub.take(sender.envelope()).receipt.through == 9


def test_the_same_id_with_another_content_is_refused_and_both_stay(hub: Hub) -> None:
    sender = hub.join(Sender())
    entry = sender.cell(reason(), "the first")
    hub.take(sender.envelope())
    other = {**entry, "payload": {**entry["payload"], "value": "another"}}
    assert hub.outcomes(sender.envelope([other])) == [Outcome.REFUSED]
    assert hub.read().cell(reason()).value == "the first"
    assert [row.entry["payload"]["value"] for row in kept_entries.to_decide(hub.database)] == [
        "another"
    ]


def test_a_number_used_twice_waits_for_the_facilitator(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.cell(reason(), "the first")
    hub.take(sender.envelope())
    twin = Sender(station=sender.station)
    twin.cell(reason(), "from a copy of the device")
    assert hub.outcomes(twin.envelope()) == [Outcome.QUARANTINED]
    (waiting,) = kept_entries.to_decide(hub.database)
    kept_entries.accept(hub.database, waiting.number, now=hub.now)
    assert hub.read().cell(reason()).standing is CellStanding.CONTESTED
    assert kept_entries.to_decide(hub.database) == ()


def test_a_level_that_the_scale_lacks_is_refused_and_kept(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.cell(rating(), {"level": "f9", "framework": 1})
    sender.cell(reason(), "These words stay.")
    receipt = hub.take(sender.envelope()).receipt
    assert [one.outcome for one in receipt.results] == [Outcome.REFUSED, Outcome.ACCEPTED]
    assert receipt.through == 2
    assert receipt.results[0].said is not None
    again = hub.take(sender.envelope()).receipt
    assert again.results[0] == receipt.results[0]


def test_another_group_cannot_be_written(hub: Hub) -> None:
    sender = hub.join(Sender(group="gA"))
    other = hub.join(Sender(group="gB"))
    note = other.note("of group B")
    hub.take(other.envelope())
    sender.cell(rating("gB"), F2)
    sender.cell(words_key(note["payload"]["note_id"]), "changed")
    sender.write("note.add", {"note_id": new_id(), "group_id": "gB", "text": "as if of B"})
    sender.write("group.help", {"group_id": "gB", "on": True})
    sender.write("results.reveal", {"revealed": True})
    sender.cell(CellKey("room", "d01", Field.AGREED, "foundations"), {"level": "f2"})
    assert hub.outcomes(sender.envelope()) == [Outcome.REFUSED] * 6
    assert not hub.take(sender.envelope()).barred
    read = hub.read()
    assert read.words(note["payload"]["note_id"]) == "of group B"
    assert read.workshop.revealed_at is None
    assert not read.group_state("gB").help_asked_at


def test_an_envelope_for_a_group_never_held_is_barred(hub: Hub) -> None:
    sender = hub.join(Sender(group="gA"))
    sender.group = "gB"
    sender.cell(rating("gB"), F2)
    taken = hub.take(sender.envelope())
    assert taken.barred
    assert taken.receipt.through == 1
    (waiting,) = kept_entries.to_decide(hub.database)
    hub.do(MoveStation(station_id=sender.station, group_id="gB"))
    kept_entries.accept(hub.database, waiting.number, now=hub.now)
    assert hub.read().cell(rating("gB")).value == F2


@pytest.mark.parametrize(
    "value",
    [
        {"deep": {"down": [1]}}, ["a list"], 7, True, {"level": 3, "framework": 1},
        {"level": "f2", "framework": 1, "more": "x"}, "f2",
    ],
)  # fmt: skip
def test_a_score_of_another_form_never_reaches_the_screens(hub: Hub, value: object) -> None:
    sender = hub.join(Sender())
    sender.cell(rating(), value)
    sender.cell(CellKey("gA", "d99", Field.REASON, "foundations"), "a dimension that is none")
    sender.cell("no|cell", "x")
    assert hub.outcomes(sender.envelope()) == [Outcome.REFUSED] * 3
    assert hub.read().cells == ()


def test_commands_of_a_later_version_are_kept_and_taken_up(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.write("cell.dream", {"anything": ["goes", {"in": 1}]})
    sender.cell(reason(), "known")
    sender.write("cell.set", {"cell": str(reason()), "value": "later form"}, version=2)
    assert hub.outcomes(sender.envelope()) == [Outcome.KEPT, Outcome.ACCEPTED, Outcome.KEPT]
    with hub.database.writing() as tx:  # as if a later program knew the first one
        tx.connection.exec_driver_sql("UPDATE received SET kind = 'cell.set' WHERE seq = 1")
        tx.connection.exec_driver_sql(
            "UPDATE received SET entry = json_set(entry, '$.kind', 'cell.set', '$.payload',"
            f' json(\'{{"cell": "{rating()}", "value": {{"cannot_tell": true}}}}\'))'
            " WHERE seq = 1"
        )
    hub.database.close()
    opened = Operations(hub.path, lambda: hub.now, spare=())
    assert opened.snapshot.cell(rating()).value == {"cannot_tell": True}
    opened.close()
    assert [row.seq for row in kept_entries.to_decide(hub.database)] == [3]


def known_now(hub: Hub, sender: Sender, *values: object) -> None:
    """Keep entries of a later version, as if it were this program's now."""
    for value in values:
        payload = {"cell": str(reason()), "value": value}
        sender.write("cell.set", payload, version=2)
    hub.take(sender.envelope())
    with hub.database.writing() as tx:
        change = "UPDATE received SET entry = json_set(entry, '$.version', 1)"
        tx.connection.exec_driver_sql(change)


def test_what_makes_no_sense_after_all_waits_for_the_facilitator(hub: Hub) -> None:
    known_now(hub, hub.join(Sender()), {"of": "another form"}, "Kept since the last version.")
    hub.database.close()
    Operations(hub.path, lambda: hub.now, spare=()).close()
    assert hub.read().cell(reason()).value == "Kept since the last version."
    (waiting,) = kept_entries.to_decide(hub.database)
    assert waiting.outcome is Outcome.QUARANTINED


def test_a_workshop_opens_also_while_what_was_kept_cannot_be_taken_up(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, logged_errors: list[logging.LogRecord]
) -> None:
    known_now(hub, hub.join(Sender()), "Kept since the last version.")
    hub.database.close()
    for problem, logged in ((StorageProblemError("held"), 0), (AssertionError("a fault"), 1)):

        def fails(*_arguments: Any, problem: Exception = problem, **_named: Any) -> Any:
            raise problem

        with monkeypatch.context() as patched:
            patched.setattr(kept_entries, "_carry_out" if logged else "_is_known", fails)
            Operations(hub.path, lambda: hub.now, spare=()).close()
        assert len(logged_errors) == logged
        assert hub.read().cell(reason()).value is None
    Operations(hub.path, lambda: hub.now, spare=()).close()
    assert hub.read().cell(reason()).value == "Kept since the last version."


def test_what_a_moved_station_wrote_before_waits_and_is_not_lost(hub: Hub) -> None:
    sender = hub.join(Sender())
    late = sender.cell(reason(), "written before it moved")
    hub.do(MoveStation(station_id=sender.station, group_id="gB"))
    sender.group = "gB"
    sender.cell(reason("gB"), "written after")
    assert hub.outcomes(sender.envelope()) == [Outcome.QUARANTINED, Outcome.ACCEPTED]
    assert hub.read().cell(reason()).value is None
    (waiting,) = kept_entries.to_decide(hub.database)
    assert waiting.entry_id == late["id"]
    kept_entries.accept(hub.database, waiting.number, now=hub.now)
    assert hub.read().cell(reason()).value == "written before it moved"


def test_what_is_set_aside_stays_readable(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.cell(reason(), "late")
    hub.do(RevokeStation(station_id=sender.station))
    assert hub.outcomes(sender.envelope()) == [Outcome.QUARANTINED]
    (waiting,) = kept_entries.to_decide(hub.database)
    kept_entries.set_aside(hub.database, waiting.number)
    (kept,) = kept_entries.to_decide(hub.database)
    assert kept.outcome is Outcome.SET_ASIDE
    assert hub.outcomes(sender.envelope()) == [Outcome.SET_ASIDE]
    with hub.database.reading() as reader:
        assert received.of_id(reader, waiting.entry_id)[0].entry["payload"]["value"] == "late"


def test_a_third_device_waits_and_what_it_wrote_waits_with_it(hub: Hub) -> None:
    for _ in range(2):
        hub.join(Sender())
    third = hub.join(Sender())
    third.cell(reason(), "of the third")
    assert hub.read().stations[2].group_id == ""
    assert hub.outcomes(third.envelope()) == [Outcome.QUARANTINED]


def test_an_older_backup_is_made_whole_by_what_stations_still_have(hub: Hub) -> None:
    sender = hub.join(Sender())
    for number in range(5):
        sender.cell(reason(), f"words {number}", *(e["id"] for e in sender.sent[-1:]))
    hub.take(sender.envelope(sender.sent[:2]))
    backup = hub.database.content()
    hub.take(sender.envelope())
    whole = hub.read()
    hub.database.close()
    hub.path.write_bytes(backup)
    receipt = hub.take(sender.envelope([])).receipt
    assert receipt.through == 2
    hub.take(sender.envelope(sender.sent[receipt.through :]))
    assert hub.read().cells == whole.cells
    assert hub.take(sender.envelope([])).receipt.digest == chain(map(entry_hash, sender.sent))


def test_a_backup_from_before_it_joined_knows_a_station_by_its_token(hub: Hub) -> None:
    sender = Sender()
    sender.cell(reason(), "from before the restore")
    assert hub.outcomes(sender.envelope()) == [Outcome.QUARANTINED]
    assert hub.read().station(sender.station) is not None


def test_withdrawn_words_leave_what_was_received_and_stay_away(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.cell(reason(), SENTENCE)
    before = hub.take(sender.envelope()).receipt
    hub.withdraw(f"cell:{reason()}")
    sender.cell(CellKey("gA", "d06", Field.EVIDENCE), f"They said: {SENTENCE}", new_id())
    sender.cell(CellKey("gA", "d06", Field.EVIDENCE), SENTENCE)
    sender.write("dream.on", {"said": SENTENCE})
    hub.take(sender.envelope())
    hub.database.vacuum()
    content = hub.path.read_bytes().decode("utf-8", "replace")
    assert f'"value":"{SENTENCE}"' not in content
    assert f'"said":"{SENTENCE}"' not in content
    receipt = hub.take(sender.envelope([])).receipt
    assert receipt.digest == chain(map(entry_hash, sender.sent))
    assert before.digest == entry_hash_chain(sender, 1)


def entry_hash_chain(sender: Sender, count: int) -> str:
    return chain(map(entry_hash, sender.sent[:count]))


def test_a_clock_that_runs_ahead_does_not_outlast_what_follows(hub: Hub) -> None:
    sender = hub.join(Sender())
    sender.write("group.help", {"group_id": "gA", "on": True}, at="2099-01-01T00:00:00Z")
    hub.take(sender.envelope())
    assert hub.read().group_state("gA").help_asked_at
    off = sender.write("group.help", {"group_id": "gA", "on": False})
    off["at"] = to_json(hub.now + timedelta(seconds=1))
    hub.take(sender.envelope())
    assert not hub.read().group_state("gA").help_asked_at


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0), (2, 0, 1)])
def test_what_a_group_says_does_not_depend_on_the_order_of_arrival(
    hub: Hub, order: tuple[int, ...]
) -> None:
    sender = hub.join(Sender())
    sender.cell(rating(), F2)
    sender.write("group.confirm", {"group_id": "gA", "on": True})
    sender.write("group.finished", {"group_id": "gA", "on": True})
    hub.now += timedelta(minutes=1)
    for place in order:
        hub.take(sender.envelope([sender.sent[place]]))
    state = hub.read().group_state("gA")
    assert state.confirmed_at
    assert state.finished_at
    sender.cell(rating(lens="access"), {"cannot_tell": True})
    hub.take(sender.envelope())
    assert not hub.read().group_state("gA").confirmed_at


def test_a_fault_that_one_entry_brings_to_light_keeps_the_others_going(
    hub: Hub, monkeypatch: pytest.MonkeyPatch, logged_errors: list[logging.LogRecord]
) -> None:
    """The program's own fault: the entry waits for the facilitator, and holds up no other."""
    sender = hub.join(Sender())
    sender.cell(reason(), "before")
    bad = sender.cell(CellKey("gA", "d06", Field.EVIDENCE), "brings it to light")
    sender.cell(reason(lens="access"), "behind")
    usual = reception.command_of

    def faulty(*arguments: Any, **named: Any) -> Any:
        if arguments[1].id == bad["id"]:
            raise AssertionError("a fault")
        return usual(*arguments, **named)

    monkeypatch.setattr(reception, "command_of", faulty)
    receipt = hub.take(sender.envelope()).receipt
    assert [one.outcome for one in receipt.results] == [
        Outcome.ACCEPTED, Outcome.QUARANTINED, Outcome.ACCEPTED,
    ]  # fmt: skip
    assert receipt.through == 3
    assert receipt.digest == chain(map(entry_hash, sender.sent))
    assert len(logged_errors) == 2
    monkeypatch.undo()
    (waiting,) = kept_entries.to_decide(hub.database)
    kept_entries.accept(hub.database, waiting.number, now=hub.now)
    assert hub.read().cell(CellKey("gA", "d06", Field.EVIDENCE)).value == "brings it to light"

"""The end of the day of a room: the reveal, what is said to it, and that all of it is there."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from app.domain.envelopes import Outcome, canonical, chain, entry_hash, loads
from app.domain.framework import Lens
from app.domain.results_reading import results_table
from app.domain.snapshot import Snapshot
from app.rehearsal import checks, findings
from app.services import snapshot as reading
from app.services.reports import start_build
from app.storage import ledger, outbox, received
from app.storage.database import Database
from tests.day.room_day import DIMENSIONS, GONE, OWNER, STEP, TABLES, RoomDay
from tests.day.room_troubles import NOT_OURS, bring_file
from tests.room.rooms import until

NOTE = "We had not expected this: {}note."
LAST = "One more thing, on a stick: elmlast."


def reveal(day: RoomDay) -> None:
    """Every group confirmed: the room sees the chart, and so does every station."""
    day.hub.does("turn_to", "confirm")
    day.hub.does("turn_to", "pause")
    day.follow_clock()
    day.hub.does("reveal")
    said = day.hub.does("results")
    for name, station in day.desktops.items():
        if name != "elm":
            assert station.does("results") == said, name
    for name, page in day.pages.items():
        until(lambda page=page: page.look()["revealed"])
        shown = page.results()
        rows = [line for line in shown.splitlines() if line.strip()]
        assert len(rows) > len(DIMENSIONS) * len(day.groups), name
    seen = day.desktops["elm"].look()
    assert not seen["revealed"]
    assert seen["others"] == [], "who has no network waits for the facilitator's answer"


def talk(day: RoomDay) -> None:
    """Notes to the prompt from all tables; two of them are withdrawn, and are nowhere any more."""
    day.hub.does("turn_to", "expected")
    day.follow_clock()
    day.together([name for name in day.desktops if name != "elm"], "look")
    names = [name for name in TABLES if name not in ("elm", "dahlia", "pagina")]
    words = {name: NOTE.format(name) for name in names}
    words |= dict(zip(("dahlia", "pagina"), GONE, strict=True))
    day.desktops["elm"].does("note", LAST)
    with day.meanwhile(
        [name for name in words if name in day.desktops], lambda name: ("note", words[name])
    ):
        for name, page in day.pages.items():
            page.note(words[name])
    day.words += [NOTE.format(name) for name in names] + [LAST]
    day.all_home()
    until(lambda: set(day.hub.does("look")["notes"]) >= set(words.values()))
    assert day.desktops["dahlia"].held(GONE) == [GONE[0]]
    assert day.pages["pagina"].held(GONE) == [GONE[1]]
    for gone in GONE:
        day.hub.does("withdraw", gone)
    for name, one in day.everybody.items():
        until(lambda one=one: one.held(GONE) == [])
        assert one.held(GONE) == [], name


def leave_early(day: RoomDay) -> None:
    """Most tables close their laptops when the talk is over; pages, a window and elm stay."""
    for name, station in day.desktops.items():
        if name not in ("birch", "elm"):
            station.close()


def end_the_day(day: RoomDay) -> None:
    """Next steps, the summary, the last stick; the closing check says that everything is here."""
    day.hub.does("name_step", STEP, OWNER)
    day.hub.does("finish")
    day.follow_clock()
    assert day.hub.does("look")["visits"], "a stick is still to come"
    bring_file(day)
    assert day.desktops["elm"].does("results") == day.hub.does("results")
    day.all_home()
    # Who left was heard after the group had said that it is finished: nothing can be missing.
    assert day.hub.does("closing") == "Everything is here"
    seen = day.hub.sees(all_here=True, to_decide=0, contested=[], visits=[])
    assert all(seen["complete"].values())
    assert {one.id for one in day.everybody.values()} == set(seen["stations"])


def go_home(day: RoomDay) -> "Proofs":
    """Close every laptop in order; return what can be looked into then."""
    written = {page.id: page.written() for page in day.pages.values()}
    for station in day.desktops.values():
        station.close()
        written[station.id] = written_by(station.file)
    path = Path(day.hub.does("look")["file"])
    day.hub.close()
    return Proofs(day, path, written)


def written_by(path: Path) -> list[dict[str, Any]]:
    """Return the entries of a desktop station's file, whose digest is that of its entries."""
    database = Database(path)
    try:
        with database.reading() as reader:
            seq, digest = outbox.newest(reader)
            entries = [loads(canonical(one)) for one in outbox.after(reader, 0, 100_000)]
    finally:
        database.close()
    assert seq == len(entries)
    assert digest == chain(entry_hash(one) for one in entries)
    return entries


class Proofs:
    """The workshop's file at the end, and what every station has."""

    def __init__(self, day: RoomDay, path: Path, written: dict[str, list[dict[str, Any]]]) -> None:
        """Read the file, which nobody has open."""
        self.day, self.path, self.written = day, path, written
        database = Database(path)
        try:
            self.snapshot: Snapshot = reading.load(database)
            with database.reading() as reader:
                self.marks = {mark.station: mark for mark in received.marks(reader)}
                self.came = received.with_outcome(reader, *Outcome)
                self.ledger = list(ledger.entries(reader))
        finally:
            database.close()

    def every_digest_is_equal(self) -> None:
        """Hub and station mean the same entries by the same numbers, without a gap."""
        assert set(self.marks) == set(self.written)
        for station, entries in self.written.items():
            assert [one["seq"] for one in entries] == list(range(1, len(entries) + 1))
            mark = self.marks[station]
            assert mark.through == len(entries)
            assert mark.digest == chain(entry_hash(one) for one in entries)

    def nothing_came_twice(self) -> None:
        """Each entry of each station is in the ledger once, and was accepted."""
        assert {one.outcome for one in self.came} == {Outcome.ACCEPTED.value}
        ids = [one["id"] for entries in self.written.values() for one in entries]
        assert len(ids) == len(set(ids))
        carried_out = [one.id for one in self.ledger if one.station in self.written]
        assert len(carried_out) == len(set(carried_out))
        assert set(carried_out) == set(ids)

    def every_word_is_there_once(self) -> None:
        """What was typed stands in the workshop, each once; what was withdrawn nowhere."""
        standing = [str(one.value) for one in self.snapshot.cells if not one.superseded]
        counted = {words: sum(words in one for one in standing) for words in self.day.words}
        assert {words: count for words, count in counted.items() if count != 1} == {}
        assert len(self.day.words) > 12 * 10
        content = self.path.read_bytes()
        assert [words for words in GONE if words.encode() in content] == []

    def scores_are_as_they_were_pressed(self) -> None:
        """All groups, all dimensions, both lenses."""
        assert findings.in_file(self.snapshot) == self.day.scores
        assert len(self.day.scores) == len(self.day.groups) * len(DIMENSIONS) * 2
        assert STEP in [step.text for step in self.snapshot.next_steps]

    def the_report_says_the_same(self) -> None:
        """ "Cannot tell" and "chose not to score" are told as such, never as a level."""
        unscored = {name: shown for name, shown in self.day.scores.items() if not shown.isdigit()}
        assert sorted(set(unscored.values())) == ["cannot_tell", "chose_not"]
        now = self.day.clock.wall().astimezone(UTC)
        rows = {row.dimension_id: row for row in results_table(self.snapshot, "en").rows}
        for name, shown in unscored.items():
            dimension, label, lens = name.split("/")
            marks = rows[dimension].lens_marks(Lens(lens))
            (mark,) = (one for one in marks if one.group_label == label)
            assert (mark.standing.value, mark.shown_levels) == (shown, ())
        target = self.day.folder / "summary.pdf"
        with start_build(self.snapshot, "summary.pdf", target, now=now) as build:
            build.wait()
        pages = findings.pdf_pages(target)
        assert findings.in_pdf(pages, self.snapshot, now) == self.day.scores
        assert NOT_OURS in " ".join(pages)

    def entries_bear_the_time_of_the_venue(self) -> None:
        """Nothing is dated outside the day, whatever network there was."""
        moments = [
            datetime.fromisoformat(one["at"])
            for entries in self.written.values()
            for one in entries
        ]
        begin = self.day.clock.begin
        assert begin < min(moments) < max(moments) < self.day.clock.wall().astimezone(UTC)

    def the_file_is_whole(self) -> None:
        """SQLite finds no fault in it, and the ledger alone rebuilds it."""
        assert checks.integrity(self.path).go
        told = checks.replay_equals_state(self.path, self.day.folder)
        assert told.go, told.seen

    def nothing_fell_over(self) -> None:
        """No laptop had a fault that nobody handled."""
        folder = self.day.folder
        for errors in folder.glob("*-errors.txt"):
            assert "Traceback" not in errors.read_text("utf-8"), errors.read_text("utf-8")
        logs = "".join(path.read_text("utf-8") for path in folder.rglob("*.log*"))
        assert "a fault nobody handled" not in logs
        assert not [one for one in folder.rglob("crash*/*") if one.is_file()]

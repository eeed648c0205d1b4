"""Commands: once, whole, undoable; one refused never harms another."""

import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

from app.domain.agenda import EditActivity, RemoveBlock
from app.domain.cells import SetCell, words_key
from app.domain.clock import GoTo, StartDay
from app.domain.commands import all_kinds
from app.domain.drafts import Draft, Settled
from app.domain.errors import (
    InvalidChangeError,
    NotAllowedError,
    StaleUndoError,
    StorageProblemError,
)
from app.domain.merge import CellStanding
from app.domain.norms import AdoptNorms, EditNorm, RemoveNorm
from app.domain.notes import AddNextStep, AddNote, PlaceNotes
from app.domain.people import AddPerson, EditPerson, RemovePerson, Role
from app.domain.seating import RemoveGroup, Seat
from app.domain.workshop import EditDetails
from app.services import snapshot
from app.services.execution import execute_all, state_of
from app.services.registry import handled
from app.storage.database import Database
from tests.workshops import NOON, OpenWorkshop, copy_of_template, rating, reason

F2 = {"level": "f2", "framework": 1}


def entries(workshop: OpenWorkshop) -> int:
    with workshop.database.reading() as reader:
        count = reader.connection.exec_driver_sql("SELECT count(*) FROM ledger").scalar()
    return int(count or 0)


def test_every_verb_has_its_function() -> None:
    ours = {kind.cls for kind in all_kinds() if kind.cls.__module__.startswith("app.")}
    assert ours == handled()


def test_the_same_command_twice_is_one_change(workshop: OpenWorkshop) -> None:
    command = AddNote(note_id="n1", text="Once is enough.")
    assert workshop.do(command).changes
    before = entries(workshop)
    again = workshop.do(command)
    assert (bool(again.changes), again.undo) == (False, None)
    assert entries(workshop) == before
    assert len(workshop.read().notes) == 1


def test_a_command_keeps_the_moment_of_its_typing(workshop: OpenWorkshop) -> None:
    command = replace(AddNote(note_id="n1", text="Typed off-line."), at=NOON)
    execute_all(workshop.database, [command], recorded_at=NOON.replace(hour=20))
    with workshop.database.reading() as reader:
        row = reader.connection.exec_driver_sql(
            "SELECT at, recorded_at FROM ledger ORDER BY seq DESC LIMIT 1"
        ).one()
    assert tuple(row) == ("2026-11-20T17:00:00Z", "2026-11-20T20:00:00Z")


def test_one_refused_command_leaves_the_others_alone(workshop: OpenWorkshop) -> None:
    commands = [
        AddNote(note_id="n1", text="first"),
        PlaceNotes(note_ids=("nothing",), place="wall"),
        AddNote(note_id="n2", text=" "),
        Seat(participant_id="nobody", group_id="gA"),
        AddNote(note_id="n3", text="last"),
    ]
    results = execute_all(
        workshop.database, [replace(c, at=NOON) for c in commands], recorded_at=NOON
    )
    assert [type(r.error).__name__ for r in results] == [
        "NoneType", "InvalidChangeError", "InvalidChangeError", "InvalidChangeError", "NoneType",
    ]  # fmt: skip
    assert [note.id for note in workshop.read().notes] == ["n1", "n3"]


def test_a_refused_command_leaves_no_half(workshop: OpenWorkshop) -> None:
    before, count = state_of(workshop.database), entries(workshop)
    with pytest.raises(InvalidChangeError):
        workshop.do(PlaceNotes(note_ids=("nothing",), place="wall"))
    with pytest.raises(InvalidChangeError):
        workshop.do(EditActivity(activity_id="nothing", values={"minutes": 3}))
    assert (state_of(workshop.database), entries(workshop)) == (before, count)


@pytest.mark.parametrize(
    "values", [{"minutes": 0}, {"minutes": "many"}, {"id": "x"}, {"colour": "red"}]
)
def test_values_that_make_no_sense_are_named(
    workshop: OpenWorkshop, values: dict[str, object]
) -> None:
    activity = workshop.read().agenda.activities[0]
    with pytest.raises(InvalidChangeError):
        workshop.do(EditActivity(activity_id=activity.id, values=values))
    assert workshop.read().agenda.activities[0] == activity


def test_a_level_must_be_of_the_scale(workshop: OpenWorkshop) -> None:
    with pytest.raises(InvalidChangeError):
        workshop.write(rating(), {"level": "f9", "framework": 1})
    with pytest.raises(InvalidChangeError):
        workshop.write(reason(), "x" * 20_001)
    with pytest.raises(InvalidChangeError):
        workshop.do(SetCell(cell="no cell", value="x"))


# ------------------------------------------------------------------------------------- undo


def test_undo_puts_back_what_was_there(workshop: OpenWorkshop) -> None:
    norm = workshop.read().norms[0]
    block = workshop.read().agenda.blocks[0]
    before = state_of(workshop.database)
    for command in (
        EditNorm(norm_id=norm.id, language="en", name="Other", text="words"),
        RemoveNorm(norm_id=norm.id),
        RemoveBlock(block_id=block.id),
        AdoptNorms(),
        AddNextStep(step_id="s1", position=1.0, text="Count the buses"),
    ):
        undo = workshop.do(command).undo
        assert undo is not None
        assert state_of(workshop.database) != before
        workshop.do(undo)
        assert state_of(workshop.database) == before


def test_undo_brings_a_person_back_with_name_seat_and_wishes(workshop: OpenWorkshop) -> None:
    for number in (1, 2):
        identity = {"name": f"Invented {number}", "keep_apart": [f"p{3 - number}"]}
        person = AddPerson(
            participant_id=f"p{number}", role=Role.ADVOCATE, group_id="gA", identity=identity
        )
        workshop.do(person)
    before = workshop.read()
    undo = workshop.do(RemovePerson(participant_id="p1")).undo
    assert undo is not None
    assert len(workshop.read().people) == 1
    workshop.do(undo)
    assert workshop.read() == before


def test_undo_can_be_undone(workshop: OpenWorkshop) -> None:
    norm = workshop.read().norms[0]
    removed = workshop.do(RemoveNorm(norm_id=norm.id))
    assert removed.undo is not None
    back = workshop.do(removed.undo)
    assert back.undo is not None
    workshop.do(back.undo)
    assert norm not in workshop.read().norms


def test_a_stale_undo_is_refused(workshop: OpenWorkshop) -> None:
    norm = workshop.read().norms[0]
    first = workshop.do(EditNorm(norm_id=norm.id, language="en", name="One", text="one"))
    workshop.do(EditNorm(norm_id=norm.id, language="en", name="Two", text="two"))
    assert first.undo is not None
    with pytest.raises(StaleUndoError):
        workshop.do(first.undo)
    assert workshop.read().norms[0].name["en"] == "Two"


def test_undoing_a_score_writes_the_former_one(workshop: OpenWorkshop) -> None:
    workshop.write(rating(), {"level": "f1", "framework": 1})
    changed = workshop.write(rating(), F2)
    assert changed.undo is not None
    workshop.do(changed.undo)
    state = workshop.read().cell(rating())
    assert (state.standing, state.value) == (
        CellStanding.SETTLED,
        {"level": "f1", "framework": 1},
    )


def test_scores_are_taken_back_one_by_one_to_the_first(workshop: OpenWorkshop) -> None:
    levels = [{"level": level, "framework": 1} for level in ("f1", "f2", "f3")]
    undo = [workshop.write(rating(), level).undo for level in levels]
    for command, left in zip(reversed(undo), (levels[1], levels[0], None), strict=True):
        assert command is not None
        workshop.do(command)
        state = workshop.read().cell(rating())
        assert (state.value, len(state.versions)) == (left, 1 if left else 0)


def test_undoing_a_score_against_a_newer_one_is_shown_to_people(workshop: OpenWorkshop) -> None:
    workshop.write(rating(), {"level": "f1", "framework": 1})
    changed = workshop.write(rating(), F2)
    workshop.write(rating(), {"level": "f3", "framework": 1})
    assert changed.undo is not None
    workshop.do(changed.undo)
    assert workshop.read().cell(rating()).standing is CellStanding.CONTESTED


def test_going_on_can_be_undone(workshop: OpenWorkshop) -> None:
    first, second = workshop.read().agenda.activities[:2]
    workshop.do(StartDay(activity_id=first.id))
    moved = workshop.do(GoTo(activity_id=second.id))
    assert moved.undo is not None
    workshop.do(moved.undo)
    line = workshop.read().rundown(workshop.now).line
    assert line is not None
    assert line.activity_id == first.id
    with pytest.raises(NotAllowedError):
        workshop.do(StartDay(activity_id=first.id))


def test_a_group_that_answered_cannot_go(workshop: OpenWorkshop) -> None:
    workshop.write(rating(), F2)
    with pytest.raises(NotAllowedError):
        workshop.do(RemoveGroup(group_id="gA"))
    workshop.do(RemoveGroup(group_id="gB"))


# ------------------------------------------------------------------------- drafts and reading


def test_a_refused_entry_leaves_its_draft(workshop: OpenWorkshop) -> None:
    draft = Draft(key="new", text=" x" * 20_000, at="")
    command = AddNote(note_id="n1", text=" ", at=NOON)
    (result,) = execute_all(
        workshop.database, [command], recorded_at=NOON,
        draft_steps=(draft, Settled("new", command.id)),
    )  # fmt: skip
    assert result.error is not None
    assert workshop.read().draft("new") == draft


def test_what_is_typed_after_a_draft_was_settled_is_kept(workshop: OpenWorkshop) -> None:
    steps = (Draft(key="k", text="a", at=""), Settled("k"), Draft(key="k", text="b", at=""))
    execute_all(workshop.database, [], recorded_at=NOON, draft_steps=steps)
    assert workshop.read().draft("k") == steps[-1]


def test_a_draft_becomes_an_entry_in_one_transaction(workshop: OpenWorkshop) -> None:
    key = str(reason())
    draft = Draft(key=key, text="Two schools la", at="", based_on=("x",))
    execute_all(workshop.database, [], recorded_at=NOON, draft_steps=(draft,))
    assert workshop.read().draft(key) == draft
    command = SetCell(cell=key, value="Two schools lack a nurse.", at=NOON)
    execute_all(workshop.database, [command], recorded_at=NOON, draft_steps=(Settled(key),))
    assert workshop.read().draft(key) is None
    assert workshop.read().cell(reason()).value == "Two schools lack a nurse."


def test_reading_again_only_what_changed_is_reading_everything(workshop: OpenWorkshop) -> None:
    seen = workshop.read()
    person = AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Invented"})
    rename = EditPerson(participant_id="p1", identity={"name": "Newly Invented"})
    for command in (
        person,
        rename,
        Seat(participant_id="p1", group_id="gA"),
        AddNote(note_id="n1", text="words"),
        SetCell(cell=str(words_key("n1")), value="other words"),
        AddNote(note_id="n2", text="more words"),
        StartDay(activity_id=seen.agenda.activities[0].id),
        RemoveNorm(norm_id=seen.norms[0].id),
        AdoptNorms(),
        RemovePerson(participant_id="p1"),
    ):
        done = workshop.do(command)
        seen = snapshot.refreshed(workshop.database, seen, done.changes)
        assert seen == workshop.read()
        assert seen.written_cells.states == workshop.read().written_cells.states
    added = workshop.do(AddNote(note_id="n3", text="taken back"))
    seen = snapshot.refreshed(workshop.database, seen, added.changes)
    assert added.undo is not None
    gone = workshop.do(added.undo)
    seen = snapshot.refreshed(workshop.database, seen, gone.changes)
    assert seen == workshop.read()
    assert seen.written_cells.states == workshop.read().written_cells.states


def test_reading_while_another_thread_writes(workshop: OpenWorkshop) -> None:
    reader = Database(workshop.path)
    with reader.reading() as first:
        before = first.connection.exec_driver_sql("SELECT count(*) FROM notes").scalar()
        assert before == 0
    workshop.note("Written in between.")
    assert len(snapshot.load(reader).notes) == 1
    reader.close()


# ------------------------------------------------------------------------- when the disk refuses


def test_a_file_that_is_locked_loses_nothing_and_says_so(
    workshop: OpenWorkshop, monkeypatch: pytest.MonkeyPatch
) -> None:
    workshop.read()
    workshop.database.raw().execute("PRAGMA busy_timeout=50")
    other = sqlite3.connect(workshop.path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StorageProblemError) as caught:
        workshop.note("Typed while the file was locked.")
    assert caught.value.safe
    other.execute("ROLLBACK")
    other.close()
    workshop.note("Typed while the file was locked.")
    assert len(workshop.read().notes) == 1


def test_a_full_disk_takes_all_or_nothing(tmp_path: Path) -> None:
    workshop = OpenWorkshop(copy_of_template(tmp_path / "w.eqw"))
    connection = workshop.database.raw()
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count={pages + 2}")
    commands = [replace(AddNote(note_id=f"n{n}", text="words " * 500), at=NOON) for n in range(60)]
    with pytest.raises(StorageProblemError):
        execute_all(workshop.database, commands, recorded_at=NOON)
    assert workshop.read().notes == ()
    connection.execute("PRAGMA max_page_count=1073741823")
    execute_all(workshop.database, commands, recorded_at=NOON)
    assert len(workshop.read().notes) == 60
    workshop.database.close()


def test_the_file_is_as_safe_as_it_was_decided(workshop: OpenWorkshop) -> None:
    connection = workshop.database.raw()

    def pragma(name: str) -> object:
        return connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert pragma("journal_mode") == "delete"
    assert pragma("synchronous") == 3
    assert (pragma("foreign_keys"), pragma("secure_delete")) == (1, 1)
    assert (pragma("trusted_schema"), pragma("mmap_size")) == (0, 0)


@pytest.mark.parametrize(
    "values",
    [
        {"start_time": "99:99"},
        {"start_time": ""},
        {"planned_end_time": "noon"},
        {"hard_stop_time": "24:00"},
        {"date": "9999-12-31", "start_time": "23:00", "time_zone": "America/New_York"},
    ],
)
def test_times_that_make_no_day_are_refused(workshop: OpenWorkshop, values: dict[str, str]) -> None:
    before = workshop.read().workshop
    with pytest.raises(InvalidChangeError):
        workshop.do(EditDetails(values=values))
    assert workshop.read().workshop == before


@pytest.mark.parametrize("zone", ["", "Mars/Phobos", "America", "../etc", "\0"])
def test_a_time_zone_that_there_is_not_means_the_laptop_s_own(
    workshop: OpenWorkshop, zone: str
) -> None:
    workshop.do(EditDetails(values={"time_zone": zone}))
    assert workshop.read().schedule.start.tzinfo is not None

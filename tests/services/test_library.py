"""Home: every workshop is listed, whatever is wrong with it; copies go out and come in clean."""

import json
import shutil
import sqlite3
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.domain.agenda import EditActivity, RemoveBlock
from app.domain.clock import FinishDay, PauseClock, ResumeClock, StartDay
from app.domain.drafts import Draft
from app.domain.errors import InvalidChangeError, StorageProblemError, UserError
from app.domain.norms import EditNorm, RemoveNorm
from app.domain.notes import AddNextStep
from app.domain.people import AddPerson, ImportPeople, PersonEntry, Role
from app.domain.preparation import AddHistoryItem, CheckItem, ReplaceFramework
from app.domain.workshop import EditDetails, NameHosts
from app.operations import Operations
from app.services import creation, exports_log, library, sample
from app.services.execution import execute_all, state_of
from app.storage import opening
from app.storage.problems import (
    DamagedFileError,
    ForeignPartsError,
    NewerFileError,
    NotAWorkshopError,
    OlderFileError,
    UnreadableFolderError,
)
from tests.workshops import NOON, OpenWorkshop, copy_of_template, rating, replayed_state

DAY = date(2026, 11, 20)


def create(data_dir: Path, district: str = "Riverbend", day: date = DAY) -> Path:
    return library.create_workshop(data_dir, district=district, day=day, now=NOON)


# ---------------------------------------------------------------------------------- the list


def test_an_empty_or_missing_folder_lists_nothing(data_dir: Path) -> None:
    assert library.workshops(data_dir) == ()
    assert library.workshops(data_dir / "not there") == ()


def test_a_new_workshop_needs_district_and_day_only(data_dir: Path) -> None:
    path = create(data_dir, "  Río   Verde / North: “A”?  ")
    assert path.name == "Río Verde North “A” 2026-11-20.eqw"
    (one,) = library.workshops(data_dir)
    assert (one.district, one.day, one.state, one.sample, one.problem) == (
        "Río Verde / North: “A”?", DAY, "preparing", False, None,
    )  # fmt: skip
    workshop = OpenWorkshop(path)
    read = workshop.read()
    assert read.agenda.total_minutes == 240
    assert len(read.framework.dimensions) == 10
    assert len(read.norms) == 7
    workshop.database.close()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("district", ["", "   ", "\n"])
def test_a_workshop_without_a_district_is_not_made(data_dir: Path, district: str) -> None:
    with pytest.raises(InvalidChangeError):
        create(data_dir, district)
    assert library.workshops(data_dir) == ()


@pytest.mark.parametrize("district", ["..", "CON", "a" * 300, "???", "مدارس النهر", ".hidden"])
def test_any_district_makes_a_lawful_file_name(data_dir: Path, district: str) -> None:
    path = create(data_dir, district)
    assert path.parent == data_dir / "workshops"
    assert len(path.name) < 120
    assert not path.name.startswith(".")
    assert library.workshops(data_dir)[0].district == district


def test_two_of_the_same_day_are_two_files(data_dir: Path) -> None:
    assert create(data_dir) != create(data_dir)
    assert len({one.lineage for one in library.workshops(data_dir)}) == 2


def test_a_broken_pack_leaves_no_file(data_dir: Path) -> None:
    with pytest.raises(UserError):
        library.create_workshop(
            data_dir, district="Riverbend", day=DAY, now=NOON, framework_pack={"id": "x"}
        )
    assert list((data_dir / "workshops").iterdir()) == []


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("a file, where the data folder should be")
    with pytest.raises(StorageProblemError) as caught:
        create(blocked)
    assert caught.value.remedy
    with pytest.raises(UnreadableFolderError) as unread:
        library.workshops(blocked)
    assert str(blocked) in unread.value.happened
    assert unread.value.remedy


def test_states_and_order(data_dir: Path) -> None:
    paths = {name: create(data_dir, name) for name in ("Prepared", "Running", "Paused", "Done")}
    for name, path in paths.items():
        workshop = OpenWorkshop(path)
        first = workshop.read().agenda.activities[0].id
        if name != "Prepared":
            workshop.do(StartDay(activity_id=first))
        if name == "Paused":
            workshop.do(PauseClock())
        if name == "Done":
            workshop.do(FinishDay())
        workshop.database.close()
    listed = library.workshops(data_dir)
    assert {one.district: one.state for one in listed} == {
        "Prepared": "preparing", "Running": "running", "Paused": "paused", "Done": "finished",
    }  # fmt: skip
    assert [one.district for one in listed] == ["Paused", "Running", "Done", "Prepared"]
    assert listed[0].state_since == NOON + timedelta(seconds=2)


def test_a_day_runs_since_it_was_started_also_after_a_pause(data_dir: Path) -> None:
    workshop = OpenWorkshop(create(data_dir, "Riverbend"))
    first = workshop.read().agenda.activities[0].id
    workshop.do(StartDay(activity_id=first))
    began = workshop.read().clock_events[0].moment
    workshop.do(PauseClock())
    workshop.do(ResumeClock())
    workshop.database.close()
    (listed,) = library.workshops(data_dir)
    assert (listed.state, listed.state_since) == ("running", began)


def test_a_file_that_cannot_be_opened_is_listed_with_its_problem(data_dir: Path) -> None:
    good, damaged = create(data_dir, "Good"), create(data_dir, "Damaged")
    damaged.write_bytes(damaged.read_bytes()[:3000])
    (data_dir / "workshops/text.eqw").write_text("Dear all")
    newer = create(data_dir, "Newer")
    connection = sqlite3.connect(newer)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    (data_dir / "workshops/readme.txt").write_text("not listed")
    listed = {one.path.name: one.problem for one in library.workshops(data_dir)}
    assert listed[good.name] is None
    assert {type(p) for p in listed.values() if p} == {
        DamagedFileError, NotAWorkshopError, NewerFileError,
    }  # fmt: skip
    assert len(listed) == 4


@pytest.mark.parametrize(
    "spoilt", ["", "{", "[]", '{"version": 1, "files": 3}', "\x00\xff", "[" * 100_000]
)
def test_a_spoilt_catalogue_is_rebuilt(data_dir: Path, spoilt: str) -> None:
    create(data_dir)
    expected = library.workshops(data_dir)
    (data_dir / "catalogue.json").write_text(spoilt, "utf-8")
    assert library.workshops(data_dir) == expected
    assert json.loads((data_dir / "catalogue.json").read_text("utf-8"))["files"]
    (data_dir / "catalogue.json").unlink()
    (data_dir / "catalogue.json").mkdir()
    assert library.workshops(data_dir) == expected


def test_the_catalogue_follows_every_change(data_dir: Path) -> None:
    path = create(data_dir)
    assert library.workshops(data_dir)[0].district == "Riverbend"
    workshop = OpenWorkshop(path)
    workshop.do(EditDetails(values={"district": "Lakeside", "date": "2027-01-05"}))
    assert library.workshops(data_dir)[0].district == "Lakeside"
    workshop.database.close()
    path.unlink()
    assert library.workshops(data_dir) == ()


def test_five_hundred_workshops_list_quickly(data_dir: Path) -> None:
    for number in range(500):
        copy_of_template(data_dir / f"workshops/Riverbend {number:03}.eqw")
    assert len(library.workshops(data_dir)) == 500
    began = time.thread_time()
    listed = library.workshops(data_dir)
    assert time.thread_time() - began < 0.5
    assert len(library.search(listed, "riverbend 49")) == 15
    shutil.rmtree(data_dir / "workshops")


def test_search_knows_no_case_and_no_accents(data_dir: Path) -> None:
    for name in ("Río Verde", "Riverbend", "Old Mill"):
        create(data_dir, name)
    listed = library.workshops(data_dir)
    assert [one.district for one in library.search(listed, "RIO")] == ["Río Verde"]
    assert [one.district for one in library.search(listed, "mill 2026")] == ["Old Mill"]
    assert library.search(listed, "  ") == listed
    assert library.search(listed, "nowhere") == ()


def test_deleting_can_be_taken_back(data_dir: Path) -> None:
    path = create(data_dir)
    gone = library.delete(data_dir, path, now=NOON)
    assert library.workshops(data_dir) == ()
    assert [one.path for one in library.deleted(data_dir)] == [gone]
    assert library.undelete(data_dir, gone) == path
    assert library.workshops(data_dir)[0].path == path


# ---------------------------------------------------------------------------------- next year


def test_next_year_starts_from_what_was_prepared_and_from_nobodys_words(
    workshop: OpenWorkshop, data_dir: Path
) -> None:
    old = workshop.read()
    blocks, activities = old.agenda.blocks, old.agenda.activities
    for command in (
        RemoveBlock(block_id=blocks[3].id),
        EditActivity(activity_id=activities[0].id, values={"minutes": 12}),
        EditNorm(norm_id=old.norms[0].id, language="en", name="Here", text="We stay."),
        RemoveNorm(norm_id=old.norms[1].id),
        CheckItem(item_id=old.checklist[0].id),
        EditDetails(values={"place": "Main hall", "start_time": "09:00", "languages": ["es"]}),
        NameHosts(facilitators="Orsolya Pinter"),
        AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Zelda Quint"}),
        AddHistoryItem(item_id="h1", kind="history", position=1.0, text="A levy failed."),
        AddNextStep(step_id="s1", position=1.0, text="Count the buses"),
        ReplaceFramework(pack={**sample.default_pack(), "active_scale": "3"}),
        StartDay(activity_id=activities[0].id),
    ):
        workshop.do(command)
    workshop.note("Words of last year.")
    workshop.write(rating(), None)
    before = workshop.read()
    workshop.database.close()
    path = library.duplicate(data_dir, workshop.path, date(2027, 11, 19), now=NOON)
    fresh = OpenWorkshop(path)
    read = fresh.read()
    assert read.agenda == before.agenda
    assert read.norms == before.norms
    assert read.framework.active_scale == "3"
    assert [item.done for item in read.checklist] == [False] * len(before.checklist)
    assert (read.workshop.place, read.workshop.start_time, read.workshop.languages) == (
        "Main hall", "09:00", ("es",),
    )  # fmt: skip
    assert read.workshop.date == date(2027, 11, 19)
    assert read.workshop.lineage != before.workshop.lineage
    assert (read.people, read.notes, read.next_steps, read.history, read.cells) == ((),) * 5
    assert (read.groups, read.clock_events, read.workshop.scale_locked_at) == ((), (), None)
    assert state_of(fresh.database) == replayed_state(fresh, data_dir / "replay.eqw")
    fresh.database.close()
    for words in (b"Words of last year", b"Zelda", b"Orsolya", b"levy failed"):
        assert words not in path.read_bytes()


def test_the_sample_is_made_once(data_dir: Path) -> None:
    people = ImportPeople(
        people=(PersonEntry(participant_id="p1", role=Role.EDUCATOR),),
        identities={"p1": {"name": "Invented Person"}},
    )
    path = library.open_sample(data_dir, now=NOON, commands=[people])
    (one,) = library.workshops(data_dir)
    assert (one.district, one.sample) == ("Riverbend Community Schools", True)
    assert library.open_sample(data_dir, now=NOON, commands=[people]) == path
    workshop = OpenWorkshop(path)
    assert [person.name for person in workshop.read().people] == ["Invented Person"]
    workshop.database.close()


# ---------------------------------------------------------------------------------- out and in


def with_people(workshop: OpenWorkshop) -> None:
    for number, name in enumerate(("Zelda Quint", "Yorick Amber"), 1):
        identity = {"name": name, "keep_apart": [f"p{3 - number}"], "supervisor_of": ["p2"]}
        identity["answered"] = {"keep_apart": identity["keep_apart"]}
        person = AddPerson(
            participant_id=f"p{number}", role=Role.ADVOCATE, group_id="gA", identity=identity
        )
        workshop.do(person)
    workshop.do(NameHosts(facilitators="Orsolya Pinter"))


def test_an_export_carries_everything_but_names(
    workshop: OpenWorkshop, tmp_path: Path, data_dir: Path
) -> None:
    with_people(workshop)
    workshop.note("A finding.")
    draft = Draft(key="key", text="half a wo", at="")
    execute_all(workshop.database, [], recorded_at=NOON, draft_steps=(draft,))
    out = library.export_workshop(workshop.database, tmp_path / "new/out.eqw", now=NOON)
    for name in (b"Zelda", b"Yorick", b"Orsolya", str(tmp_path).encode()):
        assert name not in out.read_bytes()
    opening.check(out)
    copy = OpenWorkshop(out)
    assert state_of(copy.database) == state_of(workshop.database)
    assert copy.read().drafts == (draft,)
    assert [person.identity for person in copy.read().people] == [None, None]
    copy.database.close()
    assert [p.name for p in out.parent.iterdir()] == ["out.eqw"]
    (left,) = exports_log.exports(workshop.database)
    assert (left.kind, left.path, left.at) == ("workshop", out, NOON)
    assert workshop.read().people[0].name == "Zelda Quint", "the workshop itself keeps its names"


def test_names_go_along_where_asked_but_never_who_is_kept_apart(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    with_people(workshop)
    out = library.export_workshop(workshop.database, tmp_path / "out.eqw", now=NOON, names=True)
    copy = OpenWorkshop(out)
    identities = [person.identity for person in copy.read().people]
    copy.database.close()
    assert not any(i.answered for i in identities if i)
    assert [(i.name, i.keep_apart) for i in identities if i] == [
        ("Zelda Quint", ()), ("Yorick Amber", ()),
    ]  # fmt: skip


def test_an_export_that_fails_leaves_what_was_there(workshop: OpenWorkshop, tmp_path: Path) -> None:
    target = tmp_path / "out.eqw"
    target.mkdir()
    with pytest.raises(StorageProblemError):
        library.export_workshop(workshop.database, target, now=NOON)
    assert [p.name for p in tmp_path.iterdir() if "part" in p.name] == []
    assert exports_log.exports(workshop.database) == ()


def test_an_import_is_a_copy_with_an_epoch_of_its_own(
    workshop: OpenWorkshop, tmp_path: Path, data_dir: Path
) -> None:
    workshop.note("A finding.")
    out = library.export_workshop(workshop.database, tmp_path / "out.eqw", now=NOON)
    before = out.read_bytes()
    taken = OpenWorkshop(library.import_workshop(data_dir, out, now=NOON))
    again = library.import_workshop(data_dir, out, now=NOON)
    assert taken.path.name == "Riverbend 2026-11-20.eqw"
    assert again.name == "Riverbend 2026-11-20 2.eqw"
    assert taken.read().workshop.lineage == "lineage-1"
    assert taken.read().workshop.epoch not in ("epoch-1", "")
    assert [taken.read().words(note.id) for note in taken.read().notes] == ["A finding."]
    taken.do(EditDetails(values={"place": "Elsewhere"}))
    taken.database.close()
    assert out.read_bytes() == before


def break_json(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("UPDATE frameworks SET pack = '{\"id\": 7}'")
    connection.commit()
    connection.close()


def plant_trigger(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TRIGGER sly AFTER INSERT ON ledger BEGIN DELETE FROM notes; END")
    connection.commit()
    connection.close()


def old_version(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version=0")
    connection.execute("DROP TABLE alembic_version")
    connection.commit()
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "kind"),
    [
        (lambda p: p.write_bytes(b""), UserError),
        (lambda p: p.write_text("Dear all"), NotAWorkshopError),
        (lambda p: p.write_bytes(p.read_bytes()[:100_000]), DamagedFileError),
        (break_json, UserError),
        (plant_trigger, ForeignPartsError),
        (old_version, UserError),
        (Path.unlink, UserError),
    ],
    ids=["empty", "text", "cut", "content", "trigger", "migration", "gone"],
)
def test_a_bad_file_is_refused_and_nothing_taken_in(
    tmp_path: Path, data_dir: Path, spoil: Any, kind: type[UserError]
) -> None:
    source = copy_of_template(tmp_path / "received.eqw")
    spoil(source)
    before = source.read_bytes() if source.exists() else b""
    with pytest.raises(kind):
        library.import_workshop(data_dir, source, now=NOON)
    assert (source.read_bytes() if source.exists() else b"") == before
    assert library.workshops(data_dir) == ()
    folder = data_dir / "workshops"
    assert not folder.exists() or list(folder.iterdir()) == []


def test_opening_refuses_what_is_no_good_and_makes_nothing(data_dir: Path) -> None:
    missing = data_dir / "workshops/gone.eqw"
    with pytest.raises(UserError):
        library.open_workshop(data_dir, missing, now=NOON)
    assert not missing.exists()
    path = create(data_dir)
    database = library.open_workshop(data_dir, path, now=NOON)
    database.close()


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE frameworks SET pack = '{'",
        "UPDATE frameworks SET pack = '{}'",
        "DELETE FROM frameworks",
        "UPDATE workshop SET languages = 'zzz'",
        "UPDATE workshop SET revealed_at = 'soon'",
        "UPDATE workshop SET place = x'00ff'",
        "UPDATE workshop SET start_time = '99:99'",
        "UPDATE norms SET position = 'first'",
        "UPDATE activities SET notes = CAST(x'7b22ff227d' AS TEXT)",
    ],
)
def test_content_that_cannot_be_read_is_damage_wherever_the_file_is_used(
    data_dir: Path, tmp_path: Path, damage: str
) -> None:
    path = create(data_dir)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute(damage)
    connection.close()
    content = path.read_bytes()
    with pytest.raises(DamagedFileError, match=path.stem):
        Operations(path, lambda: NOON, data_dir)
    with pytest.raises(DamagedFileError, match=path.stem):
        library.duplicate(data_dir, path, DAY, now=NOON)
    with pytest.raises(DamagedFileError, match=path.stem):
        library.import_workshop(tmp_path / "other", path, now=NOON)
    assert list((tmp_path / "other" / "workshops").iterdir()) == []
    assert path.read_bytes() == content
    create(data_dir, "Another")  # the folder goes on being of use


def test_an_older_file_is_known_as_such(tmp_path: Path) -> None:
    source = copy_of_template(tmp_path / "old.eqw")
    old_version(source)
    with pytest.raises(OlderFileError):
        opening.check(source)


def test_file_names_never_leave_their_folder() -> None:
    for district in ("../../etc", "a/b\\c", "C:\\x", "\x00\x01"):
        assert Path(creation.file_name(district, DAY)).name == creation.file_name(district, DAY)

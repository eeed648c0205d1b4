"""Damaged files of every kind: set aside untouched, rebuilt from backup and what is readable."""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.drafts import Draft
from app.domain.errors import FileProblemError
from app.domain.people import AddPerson, Role
from app.services import backups, library, rebuilding
from app.services.execution import execute_all, state_of
from app.storage import opening
from app.write_points import Point, listen
from tests.refusing import cut_off, damage_header, damage_middle, make_empty
from tests.workshops import NOON, OpenWorkshop, copy_of_template, replayed_state


def break_an_index(path: Path) -> None:
    """Let an index say something else than its table."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA writable_schema=ON")
        connection.execute(
            "UPDATE sqlite_schema SET rootpage = "
            "(SELECT rootpage FROM sqlite_schema WHERE name = 'ix_memberships_group_id') "
            "WHERE name = 'ix_cells_cell'"
        )


def add_foreign_parts(path: Path) -> None:
    """Put a table and a trigger in that this program never makes."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("CREATE TABLE spy (words TEXT)")
        connection.execute(
            "CREATE TRIGGER listen AFTER INSERT ON ledger "
            "BEGIN INSERT INTO spy VALUES (new.payload); END"
        )


def leave_a_stray_journal(path: Path) -> None:
    """Put another file's journal beside a damaged one."""
    damage_middle(path)
    opening.beside_file(path, "-journal").write_bytes(os.urandom(4096))


DAMAGES: dict[str, tuple[Callable[[Path], None], bool]] = {
    "header": (damage_header, True),
    "middle": (damage_middle, False),
    "cut off": (cut_off, False),
    "index": (break_an_index, True),
    "foreign parts": (add_foreign_parts, True),
    "stray journal": (leave_a_stray_journal, False),
    "zero bytes": (make_empty, False),
}
"""Name → what damages a file, and whether its rows can all be read afterwards."""


@pytest.fixture
def damaged(data_dir: Path) -> Path:
    """Return a workshop's file: a backup, then two notes, a name and a draft, then the end."""
    workshop = OpenWorkshop(copy_of_template(data_dir / "workshops/Riverbend.eqw"))
    for number in range(60):
        workshop.note("words " * 200, f"n{number}")
    backups.back_up(workshop.database, data_dir, reason="block", now=workshop.now)
    workshop.note("after the backup", "late")
    workshop.do(
        AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Invented Person"})
    )
    draft = Draft(key="k", text="being typed", at=workshop.now.isoformat())
    execute_all(workshop.database, [], recorded_at=workshop.now, draft_steps=[draft])
    workshop.database.close()
    return workshop.path


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damaged_file_is_rebuilt(
    kind: str, damaged: Path, data_dir: Path, tmp_path: Path
) -> None:
    harm, readable = DAMAGES[kind]
    harm(damaged)
    before = damaged.read_bytes()
    (listed,) = library.workshops(data_dir)
    with pytest.raises(FileProblemError) as refused:
        opening.check(damaged)
    assert library.can_rebuild(refused.value)
    assert listed.problem is None or listed.rebuildable
    assert damaged.read_bytes() == before, "a damaged file was written to"
    began = time.monotonic()
    done = rebuilding.rebuild(data_dir, damaged, now=NOON + timedelta(hours=1))
    print(f"{kind}: rebuilt in {time.monotonic() - began:.2f} s")
    assert done.aside is not None
    assert done.aside.read_bytes() == before
    rebuilt = OpenWorkshop(damaged)
    shot = rebuilt.read()
    notes = {note.id for note in shot.notes}
    assert {f"n{number}" for number in range(60)} <= notes
    if readable:
        assert "late" in notes
        assert [person.name for person in shot.people] == ["Invented Person"]
        assert [draft.text for draft in shot.drafts] == ["being typed"]
        assert (done.entries, done.drafts) == (2, 1)
        assert done.until == NOON + timedelta(seconds=62)
    assert done.backup_at <= done.until
    assert state_of(rebuilt.database) == replayed_state(rebuilt, tmp_path / "replay.eqw")
    rebuilt.database.close()
    assert opening.check(damaged).district == done.district == "Riverbend"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and SIGKILL")
@pytest.mark.parametrize(
    "point", [Point.RESTORE_READY, Point.SIDES_COPIED, Point.FILE_MOVED, Point.RESTORE_SET_ASIDE]
)
def test_dying_in_the_middle_of_it_leaves_the_damaged_file_or_all_that_is_back(
    point: Point, damaged: Path, data_dir: Path
) -> None:
    damage_header(damaged)
    before = damaged.read_bytes()
    child = os.fork()
    if child == 0:
        listen(lambda reached: os.kill(os.getpid(), signal.SIGKILL) if reached is point else None)
        rebuilding.rebuild(data_dir, damaged, now=NOON)
        os._exit(0)
    os.waitpid(child, 0)
    (listed,) = library.workshops(data_dir)
    if listed.rebuildable:
        assert damaged.read_bytes() == before
        rebuilding.rebuild(data_dir, damaged, now=NOON)
    rebuilt = OpenWorkshop(damaged)
    assert "late" in {note.id for note in rebuilt.read().notes}
    assert [draft.text for draft in rebuilt.read().drafts] == ["being typed"]
    rebuilt.database.close()


def test_a_stray_journal_beside_a_sound_file_does_no_harm(damaged: Path) -> None:
    before = damaged.read_bytes()
    opening.beside_file(damaged, "-journal").write_bytes(os.urandom(4096))
    assert opening.check(damaged).district == "Riverbend"
    assert damaged.read_bytes() == before


def test_a_bad_backup_is_passed_over(damaged: Path, data_dir: Path) -> None:
    (good,) = backups.backups_of(data_dir, "lineage-1")
    newer = good.path.with_name(good.path.name.replace("20261120", "20261121"))
    shutil.copyfile(good.path, newer)
    damage_middle(newer)
    make_empty(damaged)
    done = rebuilding.rebuild(data_dir, damaged, now=NOON)
    assert done.backup_at == good.made_at


def test_without_a_backup_nothing_is_touched(damaged: Path, data_dir: Path) -> None:
    shutil.rmtree(data_dir / "backups")
    damage_middle(damaged)
    before = damaged.read_bytes()
    with pytest.raises(FileProblemError, match="no good backup"):
        rebuilding.rebuild(data_dir, damaged, now=NOON)
    assert damaged.read_bytes() == before


def test_a_drill_shows_whether_the_newest_backup_is_good(damaged: Path, data_dir: Path) -> None:
    before = {path: path.read_bytes() for path in data_dir.rglob("*.eqw")}
    drill = rebuilding.try_restore(data_dir, damaged)
    assert drill.well
    assert drill.entries == 63
    assert {path: path.read_bytes() for path in data_dir.rglob("*.eqw")} == before
    (backup,) = backups.backups_of(data_dir, "lineage-1")
    damage_middle(backup.path)
    assert not rebuilding.try_restore(data_dir, damaged).well
    backup.path.unlink()
    assert rebuilding.try_restore(data_dir, damaged).backup is None

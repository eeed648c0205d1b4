"""A file is looked over before it is opened: each fault has its own words, nothing is written."""

import os
import shutil
import sqlite3
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from app.domain.clock import FinishDay, GoTo, PauseClock, StartDay
from app.domain.errors import FileProblemError
from app.storage import opening, problems
from app.storage.format import SCHEMA_VERSION
from tests.nobody import as_nobody
from tests.workshops import OpenWorkshop, copy_of_template

PNG = b"\x89PNG\r\n\x1a\n" + zlib.compress(bytes(2000))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return copy_of_template(tmp_path / "Riverbend.eqw")


def sql(path: Path, *statements: str) -> None:
    connection = sqlite3.connect(path)
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()


def foreign(path: Path) -> None:
    path.unlink()
    sql(path, "CREATE TABLE songs (title TEXT)")


def garbage_in_the_middle(path: Path) -> None:
    content = bytearray(path.read_bytes())
    for page in range(3, len(content) // 4096, 2):
        content[page * 4096 : page * 4096 + 600] = os.urandom(600)
    path.write_bytes(content)


def cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 3])


FAULTS: dict[str, tuple[Callable[[Path], object], type[FileProblemError], str]] = {
    "missing": (Path.unlink, problems.MissingFileError, "not there"),
    "zero bytes": (lambda p: p.write_bytes(b""), problems.EmptyFileError, "empty"),
    "text": (lambda p: p.write_text("Dear all,\n" * 300), problems.NotAWorkshopError, "not a work"),
    "one letter": (lambda p: p.write_text("x"), problems.NotAWorkshopError, "not a workshop"),
    "picture": (lambda p: p.write_bytes(PNG), problems.NotAWorkshopError, "not a workshop"),
    "foreign": (foreign, problems.NotAWorkshopError, "not a workshop"),
    "newer": (
        lambda p: sql(p, f"PRAGMA user_version={SCHEMA_VERSION + 6}"),
        problems.NewerFileError,
        f"file format {SCHEMA_VERSION + 6}; this version reads up to {SCHEMA_VERSION}",
    ),
    "older": (lambda p: sql(p, "PRAGMA user_version=0"), problems.OlderFileError, "older version"),
    "cut off": (cut, problems.DamagedFileError, "damaged"),
    "only the first bytes": (
        lambda p: p.write_bytes(p.read_bytes()[:60]),
        problems.DamagedFileError,
        "damaged",
    ),
    "garbage pages": (garbage_in_the_middle, problems.DamagedFileError, "damaged"),
    "table gone": (lambda p: sql(p, "DROP TABLE ledger"), problems.DamagedFileError, "damaged"),
    "column gone": (
        lambda p: sql(p, "ALTER TABLE notes DROP COLUMN place"),
        problems.DamagedFileError,
        "damaged",
    ),
    "no workshop in it": (
        lambda p: sql(p, "DELETE FROM workshop"),
        problems.DamagedFileError,
        "damaged",
    ),
    "trigger": (
        lambda p: sql(p, "CREATE TRIGGER sly AFTER INSERT ON notes BEGIN DELETE FROM ledger; END"),
        problems.ForeignPartsError,
        "“sly”",
    ),
    "view": (
        lambda p: sql(p, "CREATE VIEW sly AS SELECT 1"),
        problems.ForeignPartsError,
        "“sly”",
    ),
}


@pytest.mark.parametrize("name", FAULTS)
def test_every_fault_is_named(file: Path, name: str) -> None:
    spoil, kind, words = FAULTS[name]
    spoil(file)
    before = file.read_bytes() if file.exists() else None
    with pytest.raises(kind) as caught:
        opening.check(file, writable=False)
    assert type(caught.value) is kind
    assert words in caught.value.happened
    assert "Riverbend.eqw" in caught.value.happened
    assert caught.value.safe
    assert caught.value.remedy
    assert (file.read_bytes() if file.exists() else None) == before
    assert [p.name for p in file.parent.iterdir()] == ([file.name] if before is not None else [])


def test_a_good_file_tells_its_head(workshop: OpenWorkshop) -> None:
    agenda = workshop.read().agenda
    first, second = (activity.id for activity in agenda.activities[:2])
    head = opening.check(workshop.path)
    assert (head.district, head.date.isoformat(), head.state) == (
        "Riverbend", "2026-11-20", "preparing",
    )  # fmt: skip
    for command, state in (
        (StartDay(activity_id=first), "running"),
        (PauseClock(), "paused"),
        (GoTo(activity_id=second), "paused"),
        (FinishDay(), "finished"),
        (GoTo(activity_id=first), "running"),
    ):
        workshop.do(command)
        assert opening.inspect(workshop.path).state == state
    assert opening.inspect(workshop.path).last_used == workshop.now


@pytest.mark.parametrize("name", ["with space.eqw", "a?b#c%20.eqw", "Año ñ 学校.eqw"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    assert opening.check(copy_of_template(tmp_path / name)).district == "Riverbend"


def test_a_folder_is_no_workshop(tmp_path: Path) -> None:
    with pytest.raises(problems.NotAWorkshopError):
        opening.check(tmp_path)


def test_a_file_in_use_elsewhere(file: Path) -> None:
    hold = (
        "import sqlite3, sys\n"
        "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
        "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()\n"
    )
    holder = subprocess.Popen(
        [sys.executable, "-c", hold, str(file)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(problems.LockedFileError):
            opening.check(file)
        with pytest.raises(problems.LockedFileError):
            opening.inspect(file)
        assert holder.stdin is not None
        holder.stdin.close()
    opening.check(file)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_read_only_file_or_folder(tmp_path: Path, what: str) -> None:
    place = tmp_path / "stick"
    path = copy_of_template(place / "Riverbend.eqw")
    path.chmod(0o444 if what == "file" else 0o666)
    place.chmod(0o777 if what == "file" else 0o555)
    to_write = as_nobody(tmp_path, lambda: told(lambda: opening.check(path)))
    assert to_write == "ReadOnlyFileError"
    to_read = as_nobody(tmp_path, lambda: told(lambda: opening.check(path, writable=False)))
    assert to_read == "fine"
    place.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "Riverbend.eqw")
    path.chmod(0)
    answer = as_nobody(tmp_path, lambda: told(lambda: opening.inspect(path)))
    assert answer == "UnreadableFileError"


def told(ask: Callable[[], object]) -> str:
    """Return the name of the problem that is told, or "fine"."""
    try:
        ask()
    except FileProblemError as error:
        return type(error).__name__
    return "fine"


def test_a_write_ahead_file_is_read_and_left_alone(file: Path) -> None:
    sql(file, "PRAGMA journal_mode=WAL", "INSERT INTO themes VALUES ('t', 1.0, 'x', 0)")
    before = file.read_bytes()
    assert opening.check(file, writable=False).district == "Riverbend"
    assert file.read_bytes() == before


def test_a_cut_off_change_is_looked_at_in_a_copy(file: Path) -> None:
    """The journal beside the file is "hot": SQLite would roll the file back on the next write."""
    journal = opening.beside_file(file, "-journal")
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("PRAGMA cache_size=1")
    connection.execute("BEGIN")
    connection.execute("UPDATE workshop SET district = 'Half done'")
    for number in range(400):
        connection.execute("INSERT INTO themes VALUES (?, 1.0, ?, 0)", (f"t{number}", "x" * 500))
    torn, torn_journal = file.with_name("torn.eqw"), file.with_name("torn.eqw-journal")
    shutil.copyfile(file, torn)
    shutil.copyfile(journal, torn_journal)
    connection.execute("ROLLBACK")
    connection.close()
    before = (torn.read_bytes(), torn_journal.read_bytes())
    assert opening.inspect(torn).district == "Riverbend"
    assert opening.check(torn, writable=False).district == "Riverbend"
    assert (torn.read_bytes(), torn_journal.read_bytes()) == before
    moved = opening.set_aside(torn, file.parent / "aside", "now")
    assert moved.read_bytes() == before[0]
    assert opening.beside_file(moved, "-journal").read_bytes() == before[1]
    assert not torn.exists()
    assert not torn_journal.exists()


def test_a_taken_name_gets_a_number(tmp_path: Path) -> None:
    for expected in ("a.eqw", "a 2.eqw", "a 3.eqw"):
        free = opening.free_name(tmp_path / "a.eqw")
        assert free.name == expected
        free.touch()

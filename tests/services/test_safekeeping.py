"""A workshop file that refuses: the day goes on beside it, nothing is lost, the order is kept."""

import os
import shutil
import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.commands import Command
from app.domain.drafts import Draft, Settled
from app.domain.notes import AddNote
from app.services import rescue, snapshot
from app.services.execution import execute_all, state_of
from app.services.safekeeping import Safekeeping
from app.services.saving import Batch
from app.storage import refusals, spare
from app.storage.database import Database
from tests.refusing import damage_header, damage_middle, held, small_disk
from tests.workshops import NOON, OpenWorkshop, copy_of_template, replayed_state

LONG = "word " * 3600


class Day:
    """One open workshop with its safekeeping, written as the writer does it."""

    def __init__(self, data_dir: Path, spare_dirs: list[Path], path: Path | None = None) -> None:
        self.path = path or data_dir / "workshops/Riverbend.eqw"
        self.data_dir, self.spare_dirs = data_dir, spare_dirs
        self.database = Database(self.path)
        self.now = NOON
        self.keeping = Safekeeping(self.database, data_dir, spare_dirs, now=NOON)
        self.keeping.reserve()

    def save(self, *commands: Command, drafts: tuple[Draft | Settled, ...] = ()) -> None:
        self.now += timedelta(seconds=1)
        stamped = tuple(replace(command, at=self.now) for command in commands)
        self.keeping.save(Batch(stamped, drafts), now=self.now)

    def note(self, number: int, words: str = "") -> None:
        self.save(AddNote(note_id=f"n{number}", text=f"note {number} {words}"))

    def draft(self, text: str) -> None:
        self.save(drafts=(Draft(key="k", text=text, at=self.now.isoformat()),))

    def notes(self) -> list[str]:
        shot = snapshot.load(self.keeping.database)
        return sorted((note.id for note in shot.notes), key=lambda one: int(one[1:]))

    def draft_text(self) -> str:
        draft = snapshot.load(self.keeping.database).draft("k")
        return draft.text if draft else ""

    def end(self) -> None:
        self.keeping.close()
        self.database.close()

    def die(self) -> None:
        """Stop as a killed program does: nothing is said good-bye to."""
        self.database.close()

    def check_file(self, folder: Path) -> None:
        """The file by itself is whole, and its ledger makes its state."""
        with closing(sqlite3.connect(self.path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        opened = OpenWorkshop(self.path)
        assert state_of(opened.database) == replayed_state(opened, folder / "replay.eqw")
        opened.database.close()


@pytest.fixture
def spare_dirs(tmp_path: Path) -> list[Path]:
    return [tmp_path / "spare", tmp_path / "other spare"]


@pytest.fixture
def day(data_dir: Path, spare_dirs: list[Path]) -> Iterator[Day]:
    copy_of_template(data_dir / "workshops/Riverbend.eqw")
    opened = Day(data_dir, spare_dirs)
    yield opened
    opened.end()


def kept(spare_dirs: list[Path]) -> int:
    return sum(len(found.items) for found in spare.found(spare_dirs))


def go_through(day: Day, tmp_path: Path, kind: type[Exception], well: Callable[[], None]) -> None:
    """Work on while the file refuses, let it be well again, and look for everything."""
    day.note(2)
    assert isinstance(day.keeping.trouble, kind)
    day.draft("typ")
    day.note(3)
    day.draft("typing")
    assert day.notes() == ["n1", "n2", "n3"], "the day goes on"
    assert day.draft_text() == "typing"
    assert day.keeping.durable
    assert str(day.spare_dirs[0]) in day.keeping.trouble.safe
    assert kept(day.spare_dirs) == 4
    assert not day.keeping.try_again(now=day.now)
    well()
    assert day.keeping.try_again(now=day.now)
    assert day.keeping.trouble is None
    assert day.notes() == ["n1", "n2", "n3"]
    assert day.draft_text() == "typing"
    assert kept(day.spare_dirs) == 0
    day.note(4)
    assert day.notes() == ["n1", "n2", "n3", "n4"]
    day.check_file(tmp_path)
    assert not list(tmp_path.rglob("*.part"))


Full = tuple[Day, Callable[[], None], Callable[[], None]]
"""A day on a small disk, and what fills and frees the disk."""


@pytest.fixture
def full(tmp_path: Path, spare_dirs: list[Path]) -> Iterator[Full]:
    with small_disk(tmp_path / "small") as disk:
        copy_of_template(disk.folder / "workshops/Riverbend.eqw")
        opened = Day(disk.folder, spare_dirs)
        yield opened, disk.fill, disk.free
        opened.end()


def test_a_full_disk(full: Full, tmp_path: Path) -> None:
    day, fill, free = full
    day.note(1)
    fill()
    go_through(day, tmp_path, refusals.DiskFullError, free)


def test_a_file_that_another_program_holds(day: Day, tmp_path: Path) -> None:
    day.note(1)
    holding = held(day.path)
    holding.__enter__()
    go_through(day, tmp_path, refusals.FileHeldError, lambda: holding.__exit__(None, None, None))


def test_a_folder_that_goes_and_comes_back(day: Day, tmp_path: Path) -> None:
    day.note(1)
    folder, away = day.path.parent, tmp_path / "away"
    folder.rename(away)
    go_through(day, tmp_path, refusals.FileGoneError, lambda: shutil.move(away, folder))


def test_a_drive_that_is_plugged_in_again_is_another_file_with_the_same_content(
    day: Day, tmp_path: Path
) -> None:
    day.note(1)
    folder, away = day.path.parent, tmp_path / "away"
    folder.rename(away)
    go_through(
        day, tmp_path, refusals.FileGoneError, lambda: shutil.copytree(away, folder) and None
    )


def test_an_older_copy_that_comes_back_is_set_aside(day: Day, tmp_path: Path) -> None:
    folder, away, older = day.path.parent, tmp_path / "away", tmp_path / "older"
    shutil.copytree(folder, older)
    day.note(1)
    folder.rename(away)
    day.note(2)
    older.rename(folder)
    assert day.keeping.try_again(now=day.now)
    assert day.notes() == ["n1", "n2"]
    day.check_file(tmp_path)
    assert list((day.data_dir / "set-aside").rglob("*.eqw"))


def test_a_folder_that_never_comes_back_leaves_a_whole_workshop_in_the_second_place(
    day: Day, tmp_path: Path
) -> None:
    day.note(1)
    day.path.parent.rename(tmp_path / "away")
    day.note(2)
    day.end()
    (rescued,) = rescue.found(day.data_dir, day.spare_dirs)
    assert rescued.district == "Riverbend"
    assert rescued.path.is_relative_to(day.spare_dirs[0])
    assert str(day.spare_dirs[0]) in str(day.keeping.trouble and day.keeping.trouble.safe)
    assert rescue.bring_back(day.data_dir, rescued.path, now=NOON) == day.path
    assert rescue.found(day.data_dir, day.spare_dirs) == ()
    again = Day(day.data_dir, day.spare_dirs)
    assert again.notes() == ["n1", "n2"]
    again.check_file(tmp_path)
    again.end()


def test_a_file_damaged_in_the_middle_of_the_day_is_set_aside_and_written_anew(
    day: Day, tmp_path: Path
) -> None:
    """What SQLite has in its cache it would not read again: the header it reads every time."""
    day.note(1)
    damage_header(day.path)
    damage_middle(day.path)
    day.note(2)
    assert isinstance(day.keeping.trouble, refusals.FileBrokenError)
    day.draft("typing")
    damaged = day.path.read_bytes()
    assert day.keeping.try_again(now=day.now)
    assert day.notes() == ["n1", "n2"]
    assert day.draft_text() == "typing"
    (aside,) = (day.data_dir / "set-aside").rglob("*.eqw")
    assert aside.read_bytes() == damaged
    day.note(3)
    day.check_file(tmp_path)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs another user")
def test_a_folder_that_may_not_be_written_any_more(tmp_path: Path) -> None:
    """Root may write everything: a child that is nobody tries it."""
    home = tmp_path / "home"
    copy_of_template(home / "workshops/Riverbend.eqw")
    if os.geteuid() == 0:
        for folder in (tmp_path, *tmp_path.parents[:3]):
            if folder.stat().st_uid == 0 and folder != Path("/"):
                folder.chmod(folder.stat().st_mode | 0o055)
        for path in (home, *home.rglob("*")):
            os.chown(path, 65534, 65534)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            if os.geteuid() == 0:
                os.setgid(65534)
                os.setuid(65534)
            day = Day(home, [home / "spare", home / "other"])
            day.note(1)
            day.path.parent.chmod(0o555)
            go_through(day, home, refusals.MayNotWriteError, lambda: day.path.parent.chmod(0o755))
            day.end()
            code = 0
        except Exception as error:  # noqa: BLE001 - the exit code tells the parent
            print(repr(error), file=sys.stderr)
        finally:
            os._exit(code)
    _pid, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 0


def test_killed_while_the_file_refuses_everything_is_taken_in_at_the_next_start(
    day: Day, tmp_path: Path
) -> None:
    day.note(1)
    with held(day.path):
        day.note(2)
        day.draft("typing")
        day.die()
    again = Day(day.data_dir, day.spare_dirs)
    assert again.keeping.brought_back == 2
    assert again.keeping.trouble is None
    assert again.notes() == ["n1", "n2"]
    assert again.draft_text() == "typing"
    assert kept(day.spare_dirs) == 0
    again.check_file(tmp_path)
    again.end()


def test_a_disk_that_is_still_full_at_the_next_start(full: Full, tmp_path: Path) -> None:
    day, fill, free = full
    day.note(1)
    fill()
    day.note(2)
    day.draft("typing")
    day.die()
    again = Day(day.data_dir, day.spare_dirs)
    assert isinstance(again.keeping.trouble, refusals.DiskFullError)
    assert again.notes() == ["n1", "n2"]
    again.note(3)
    again.die()
    third = Day(day.data_dir, day.spare_dirs)
    assert third.notes() == ["n1", "n2", "n3"]
    free()
    assert third.keeping.try_again(now=NOON)
    assert third.notes() == ["n1", "n2", "n3"]
    assert third.draft_text() == "typing"
    assert kept(day.spare_dirs) == 0
    third.check_file(tmp_path)
    third.end()


def test_the_spare_journal_finds_room_on_the_same_full_disk(tmp_path: Path) -> None:
    """Room was taken beforehand; when that is used up too, the next folder is tried."""
    with small_disk(tmp_path / "small", 5000) as disk:
        if not disk.real:
            pytest.skip("only root may mount a small disk")
        copy_of_template(disk.folder / "workshops/Riverbend.eqw")
        day = Day(disk.folder, [disk.folder / "spare", tmp_path / "elsewhere"])
        day.note(1)
        disk.fill()
        for number in range(2, 30):
            day.note(number, LONG)
        assert day.keeping.durable
        assert kept([disk.folder / "spare"]) == 28
        for number in range(30, 80):
            day.note(number, LONG)
        assert day.keeping.durable
        assert kept([tmp_path / "elsewhere"]) == 78
        day.die()
        disk.free()
        again = Day(disk.folder, day.spare_dirs)
        assert again.notes() == [f"n{one}" for one in range(1, 80)]
        assert kept(day.spare_dirs) == 0
        again.end()


def test_with_no_second_place_it_goes_on_in_memory_and_says_so(
    data_dir: Path, tmp_path: Path
) -> None:
    copy_of_template(data_dir / "workshops/Riverbend.eqw")
    (tmp_path / "a file").touch()
    day = Day(data_dir, [tmp_path / "a file" / "below"])
    with held(day.path):
        day.note(1)
        assert day.notes() == ["n1"]
        assert not day.keeping.durable
        assert day.keeping.trouble is not None
        assert "memory" in day.keeping.trouble.safe
    assert day.keeping.try_again(now=NOON)
    assert day.notes() == ["n1"]
    day.end()


def test_a_journal_that_was_cut_off_gives_what_is_whole(day: Day, tmp_path: Path) -> None:
    with held(day.path):
        for number in range(1, 5):
            day.note(number)
        day.die()
    (found,) = spare.found(day.spare_dirs)
    content = found.path.read_bytes()
    with found.path.open("r+b") as file:
        file.seek(found.end - 20)
        file.write(bytes(20))
    assert len(content) == spare.ROOM
    again = Day(day.data_dir, day.spare_dirs)
    assert again.notes() == ["n1", "n2", "n3"]
    again.end()


def test_a_journal_never_goes_into_another_copy_of_the_workshop(day: Day, tmp_path: Path) -> None:
    twin = tmp_path / "twin/workshops/Riverbend.eqw"
    twin.parent.mkdir(parents=True)
    shutil.copyfile(day.path, twin)
    with held(day.path):
        day.note(1)
        day.die()
    other = Day(tmp_path / "twin", day.spare_dirs, twin)
    assert other.notes() == []
    other.end()
    again = Day(day.data_dir, day.spare_dirs)
    assert again.notes() == ["n1"]
    again.end()


def test_a_draft_that_was_typed_on_since_stays(day: Day) -> None:
    with held(day.path):
        day.draft("old")
        day.die()
    later = OpenWorkshop(day.path)
    newer = Draft(key="k", text="newer", at=(day.now + timedelta(minutes=1)).isoformat())
    execute_all(later.database, [], recorded_at=NOON, draft_steps=[newer])
    later.database.close()
    again = Day(day.data_dir, day.spare_dirs)
    assert again.draft_text() == "newer"
    again.end()


def test_a_good_end_leaves_no_journal(day: Day, spare_dirs: list[Path]) -> None:
    assert list(spare_dirs[0].iterdir())
    day.note(1)
    day.end()
    assert not list(spare_dirs[0].iterdir())

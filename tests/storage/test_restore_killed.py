"""A restore that is cut off brings no withdrawn words back, wherever the power goes.

The workshop's own file is missing, and the backup lay on a stick that was away when the words were
withdrawn: only the list of what was withdrawn keeps them out.
"""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest

from app import paths
from app.domain.cells import words_key
from app.domain.errors import UserError
from app.domain.notes import AddNote
from app.domain.withdrawal import WithdrawWords
from app.services import backups, library, rebuilding, rescue, taking_back
from app.services.execution import execute
from app.storage import scratch
from app.storage.database import Database
from app.storage.places import Places
from app.write_points import Point, listen
from tests.workshops import NOON, SENTENCE, copy_of_template

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

LATER = NOON + timedelta(minutes=1)


class Missing:
    """A data folder whose workshop is gone, and a stick with what it was before a withdrawal."""

    def __init__(self, root: Path) -> None:
        self.data, self.stick = root / "data", root / "stick"
        self.main = self.data / "workshops/Riverbend.eqw"
        copy_of_template(self.main)
        database = Database(self.main)
        execute(database, AddNote(note_id="secret", text=SENTENCE, at=NOON), recorded_at=NOON)
        execute(database, AddNote(note_id="kept", text="It stays.", at=NOON), recorded_at=NOON)
        done = backups.back_up(database, self.data, reason="block", now=NOON)
        self.stick.mkdir()
        self.backup = self.stick / done.path.name
        shutil.move(done.path, self.backup)
        command = WithdrawWords(target=f"cell:{words_key('secret')}")
        taking_back.withdraw(database, command, data_dir=self.data, now=NOON)
        database.close()
        self.main.unlink()

    def restore(self) -> None:
        backups.restore(self.data, self.backup, self.main, now=LATER)

    def rebuild(self) -> None:
        folder = self.data / "backups" / "lineage-1"
        folder.mkdir(parents=True, exist_ok=True)
        rebuilding.rebuild(self.data, self.main, now=LATER, second_dir=self._second())

    def take_in(self) -> None:
        library.import_workshop(self.data, self.backup, now=LATER)

    def fetch(self) -> None:
        kept = rescue.kept_path(self.stick, "lineage-1", self.main)
        kept.parent.mkdir(exist_ok=True)
        shutil.copyfile(self.backup, kept)
        rescue.bring_back(self.data, kept, now=LATER)

    def _second(self) -> Path:
        folder = self.stick / "lineage-1"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(self.backup, folder / self.backup.name)
        return self.stick

    def start_again(self) -> None:
        """Do what every start of the program does, and look at Home."""
        scratch.sweep()
        library.workshops(self.data)
        taking_back.finish_open(self.data, now=LATER)

    def holding_the_words(self) -> list[Path]:
        files = [path for path in self.data.rglob("*") if path.is_file()]
        return [path for path in files if SENTENCE.encode() in path.read_bytes()]


WAYS: dict[str, Callable[[Missing], None]] = {
    "restore": Missing.restore,
    "rebuild": Missing.rebuild,
    "import": Missing.take_in,
    "fetch": Missing.fetch,
}


@pytest.fixture(autouse=True)
def _own_scratch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let copies for a moment lie in the data folder, as the program's own do."""
    monkeypatch.setattr(scratch, "default_data_dir", lambda: tmp_path / "data")
    assert paths.default_data_dir() != tmp_path


def _moments(place: Missing, way: Callable[[Missing], None]) -> list[int]:
    """Return the moments to die at: each kind of moment the first and the last time it comes."""
    heard: list[Point] = []
    listen(heard.append)
    try:
        way(place)
    finally:
        listen(None)
    first = {point: heard.index(point) for point in heard}
    last = {point: place for place, point in enumerate(heard)}
    return sorted({number + 1 for number in (*first.values(), *last.values())})


def _die(place: Missing, way: Callable[[Missing], None], moment: int) -> None:
    child = os.fork()
    if child == 0:
        left = [moment]

        def hear(_point: Point) -> None:
            left[0] -= 1
            if left[0] == 0:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            listen(hear)
            way(place)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status), "the child ended by itself"


@pytest.mark.parametrize("name", WAYS)
def test_withdrawn_words_stay_away_wherever_it_is_cut_off(name: str, tmp_path: Path) -> None:
    way = WAYS[name]
    whole = Missing(tmp_path / "whole")
    moments = _moments(whole, way)
    assert whole.holding_the_words() == []
    place = Missing(tmp_path / "template")
    data = tmp_path / "data"
    for moment in moments:
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(place.data, data)
        place.data, place.main = data, data / "workshops/Riverbend.eqw"
        _die(place, way, moment)
        place.start_again()
        assert place.holding_the_words() == [], f"after moment {moment}"
        assert not list((data / "workshops").glob(".*.restoring"))
        place.data = tmp_path / "template/data"
    place.data = data
    with suppress(UserError):  # it may be there already
        way(place)
    assert library.workshops(data), "nothing keeps it from being brought back now"
    assert place.holding_the_words() == []


def test_a_deleted_workshop_is_not_replaced_by_what_a_crash_left_ready(tmp_path: Path) -> None:
    place = Missing(tmp_path)
    place.restore()
    left = place.main.with_name(f".{place.main.name}.restoring")
    shutil.copyfile(place.main, left)
    library.delete(place.data, place.main, now=LATER)
    assert library.workshops(place.data) == ()
    assert not left.exists()
    assert Places(place.data).deleted.is_dir()

"""What is given up leaves nothing half done, whichever step it had come to."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from app.domain.cells import words_key
from app.domain.giving_up import GivenUpError, Tell
from app.domain.notes import AddNote
from app.domain.withdrawal import WithdrawWords
from app.services import (
    backups,
    framework_files,
    handover,
    library,
    rebuilding,
    rescue,
    taking_back,
)
from app.services.execution import execute_all
from app.storage import opening, scratch, sealed
from app.storage.database import Database
from app.storage.places import Places
from tests.workshops import NOON, SENTENCE, copy_of_template

LATER = NOON + timedelta(minutes=5)


class Shelf:
    """A data folder with a workshop of 200 notes, a backup on a stick, and a folder to export to.

    Attributes:
        data, stick, out: the folders.
        main: the workshop.
        backup: its backup.

    """

    def __init__(self, root: Path) -> None:
        self.data, self.stick, self.out = root / "data", root / "stick", root / "out"
        self.main = self.data / "workshops/Riverbend.eqw"
        self.backup = next(iter((self.data / "backups").rglob("*.eqw")), self.main)

    def fill(self) -> None:
        copy_of_template(self.main)
        self.out.mkdir()
        (self.out / "ours.eqw").write_bytes(b"what lay there before")
        (self.out / "ours.json").write_bytes(b"what lay there before")
        database = Database(self.main)
        notes = [
            AddNote(note_id=f"n{number}", text=f"{SENTENCE} {number} " * 4, at=NOON)
            for number in range(200)
        ]
        assert not any(one.error for one in execute_all(database, notes, recorded_at=NOON))
        backups.back_up(database, self.data, reason="block", now=NOON)
        sealed.seal(self.main, self.out / "given.eqh", "passphrase")
        database.close()

    def duplicate(self, tell: Tell) -> object:
        return library.duplicate(self.data, self.main, NOON.date(), now=LATER, tell=tell)

    def take_in(self, tell: Tell) -> object:
        return library.import_workshop(self.data, self.main, now=LATER, tell=tell)

    def be_given(self, tell: Tell) -> object:
        given = self.out / "given.eqh"
        return handover.receive_handover(self.data, given, "passphrase", now=LATER, tell=tell)

    def restore(self, tell: Tell) -> object:
        return backups.restore(self.data, self.backup, self.main, now=LATER, tell=tell)

    def rebuild(self, tell: Tell) -> object:
        return rebuilding.rebuild(self.data, self.main, now=LATER, tell=tell)

    def fetch(self, tell: Tell) -> object:
        return rescue.bring_back(self.data, self.backup, now=LATER, tell=tell)

    def export(self, tell: Tell) -> object:
        return self._with(
            lambda database: library.export_workshop(
                database, self.out / "ours.eqw", now=LATER, tell=tell
            )
        )

    def back_up(self, tell: Tell) -> object:
        return self._with(
            lambda database: backups.back_up(
                database, self.data, reason="asked", now=LATER, tell=tell
            )
        )

    def second(self, tell: Tell) -> object:
        self.stick.mkdir(exist_ok=True)
        return backups.copy_second(self.backup, self.stick, tell)

    def save_pack(self, tell: Tell) -> object:
        pack = framework_files.default_framework()
        framework_files.write_framework(self.out / "ours.json", pack, tell)
        return True

    def _with(self, act: Callable[[Database], Any]) -> object:
        database = Database(self.main)
        try:
            return act(database)
        finally:
            database.close()

    def look(self) -> dict[str, str]:
        """Return everything that lies anywhere, with what is in it."""
        root = self.data.parent
        return {
            str(path.relative_to(root)): sha256(path.read_bytes()).hexdigest()
            for path in root.rglob("*")
            if path.is_file()
        }


WAYS: dict[str, Callable[[Shelf, Tell], object]] = {
    "duplicate": Shelf.duplicate,
    "import": Shelf.take_in,
    "handed over": Shelf.be_given,
    "restore": Shelf.restore,
    "rebuild": Shelf.rebuild,
    "fetch": Shelf.fetch,
    "export": Shelf.export,
    "backup": Shelf.back_up,
    "second copy": Shelf.second,
    "save a pack": Shelf.save_pack,
}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("filled")
    with pytest.MonkeyPatch.context() as cheap:
        cheap.setattr(sealed, "LOG_N", 10)  # what a guess costs is of no interest here
        Shelf(root).fill()
    return root


@pytest.fixture
def shelf(filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shelf:
    monkeypatch.setattr(scratch, "default_data_dir", lambda: tmp_path / "shelf/data")
    shutil.copytree(filled, tmp_path / "shelf")
    return Shelf(tmp_path / "shelf")


@pytest.mark.parametrize("name", WAYS)
def test_given_up_at_any_step_everything_is_as_it_was(name: str, shelf: Shelf) -> None:
    way, before = WAYS[name], shelf.look()
    step, done = 0, None
    while done is None:
        step += 1
        left = [step]

        def tell(_done: int, _count: int, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] == 0:
                raise GivenUpError

        try:
            done = way(shelf, tell)
        except GivenUpError:
            assert shelf.look() == before, f"given up at step {step}"
    assert step > 1, "it can be given up"
    assert done or name == "restore"
    assert shelf.look() != before
    opening.check(shelf.main)


def test_an_erasure_that_is_given_up_between_two_copies_is_finished_later(shelf: Shelf) -> None:
    database = Database(shelf.main)
    backups.back_up(database, shelf.data, reason="asked", now=LATER)
    taken = taking_back.withdraw(
        database, WithdrawWords(target=f"cell:{words_key('n7')}"), data_dir=shelf.data, now=LATER,
        here_only=True,
    )  # fmt: skip
    database.close()

    def tell(done: int, _count: int) -> None:
        if done == 1:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        taking_back.reach_copies(taken, data_dir=shelf.data, now=LATER, but=shelf.main, tell=tell)
    said = f"{SENTENCE} 7 ".encode()
    folder = Places(shelf.data).backups("lineage-1")
    assert [said in path.read_bytes() for path in sorted(folder.iterdir())].count(True) == 1
    for path in folder.iterdir():
        opening.check(path, writable=False)
    assert taking_back.finish_open(shelf.data, now=LATER) == ()
    assert not any(said in path.read_bytes() for path in folder.iterdir())

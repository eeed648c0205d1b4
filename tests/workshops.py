"""Workshops for tests: real files, made, written and read as the program does it.

:func:`create` makes one with nothing but its framework, :func:`copy_of_template` one with two
groups, and :class:`OpenWorkshop` works on it. A whole day of people, scores and words is in
``tests/day_data.py``. What is made alike is made once in a process, and copied.
"""

import atexit
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from app.domain.cells import CellKey, Field, SetCell, words_key
from app.domain.commands import Command
from app.domain.notes import AddNote
from app.domain.seating import AddGroup
from app.domain.snapshot import Snapshot
from app.domain.withdrawal import WithdrawWords
from app.domain.workshop import CreateWorkshop
from app.services import sample, snapshot
from app.services.execution import Result, execute, replay, state_of
from app.storage.database import Database

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""Noon in Riverbend, when its workshop is to start."""
SENTENCE = "Nobody ever listened to the families on Elm Street."


class OpenWorkshop:
    """An open workshop file with a clock that moves a second a command."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = Database(path)
        self.now = NOON

    def do(self, command: Command) -> Result:
        self.now += timedelta(seconds=1)
        stamped = command if command.at else replace(command, at=self.now)
        return execute(self.database, stamped, recorded_at=self.now)

    def read(self) -> Snapshot:
        return snapshot.load(self.database)

    def note(self, text: str, note_id: str = "n1") -> Result:
        return self.do(AddNote(note_id=note_id, text=text))

    def write(self, key: CellKey, value: object) -> Result:
        tips = tuple(sorted(self.read().cell(key).tips))
        return self.do(SetCell(cell=str(key), value=value, based_on=tips))

    def withdraw(self, target: str) -> Result:
        return self.do(WithdrawWords(target=target))

    def withdraw_note(self, note_id: str = "n1") -> Result:
        return self.withdraw(f"cell:{words_key(note_id)}")


def reason(group: str = "gA", dimension: str = "d01", lens: str = "foundations") -> CellKey:
    return CellKey(group, dimension, Field.REASON, lens)


def rating(group: str = "gA", dimension: str = "d01", lens: str = "foundations") -> CellKey:
    return CellKey(group, dimension, Field.RATING, lens)


def creation(**details: Any) -> CreateWorkshop:
    """Return the command that makes Riverbend's workshop; ``details`` say what is different."""
    usual = {
        "lineage": "lineage-1", "epoch": "epoch-1", "district": "Riverbend",
        "date": date(2026, 11, 20), "time_zone": "America/New_York", "languages": ("en", "es"),
    }  # fmt: skip
    return CreateWorkshop(**{"framework": sample.default_pack(), **usual, **details})


def create(path: Path, *, at: datetime = NOON, **details: Any) -> Database:
    """Make a workshop with nothing but its framework, and return it open."""

    def make(empty: Path) -> None:
        database = Database(empty)
        database.create()
        execute(database, creation(at=at, **details), recorded_at=at)
        database.close()

    return Database(copy_of(f"{at} {details}", make, path))


def copy_of_template(path: Path) -> Path:
    """Make a workshop with two groups, and return its path."""
    return copy_of("two groups", _make_template, path)


def copy_of(name: str, make: Callable[[Path], object], path: Path) -> Path:
    """Copy to ``path`` what ``make`` makes, which is made once for all tests of a process."""
    kept = _patterns().setdefault(name, _folder() / f"{len(_patterns())}.eqw")
    if not kept.exists():
        make(kept)
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(kept, path))


@cache
def _patterns() -> dict[str, Path]:
    return {}


@cache
def _folder() -> Path:
    folder = mkdtemp(prefix="equity-workshop-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return Path(folder)


def _make_template(path: Path) -> None:
    create(path).close()
    workshop = OpenWorkshop(path)
    for place, label in enumerate("AB", 1):
        group = AddGroup(
            group_id=f"g{label}",
            seating_id="scoring",
            label=label,
            position=float(place),
            dimensions=("d01", "d06"),
        )
        workshop.do(group)
    workshop.database.close()


def replayed_state(workshop: OpenWorkshop, path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the state that the ledger alone rebuilds."""
    path.unlink(missing_ok=True)
    target = Database(path)
    try:
        target.create()
        replay(workshop.database, target)
        return state_of(target)
    finally:
        target.close()

"""A real workshop file for tests: made, written and read as the program does it."""

import atexit
import shutil
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

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
SENTENCE = "Nobody ever listened to the families on Elm Street."


class OpenWorkshop:
    """An open workshop file with a clock that moves a second a command."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.database = Database(path)
        self.now = NOW

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


@cache
def template() -> Path:
    """Return a fresh workshop with two groups, made once for all tests of a process."""
    folder = mkdtemp(prefix="equity-workshop-template-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / "template.eqw"
    workshop = OpenWorkshop(path)
    workshop.database.create()
    workshop.do(
        CreateWorkshop(
            lineage="lineage-1",
            epoch="epoch-1",
            district="Riverbend",
            date=date(2026, 11, 20),
            framework=sample.default_pack(),
            languages=("en", "es"),
            time_zone="America/New_York",
        )
    )
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
    return path


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


def copy_of_template(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(template(), path))

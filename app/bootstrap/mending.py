"""Damaged and rescued workshops: what Home can have done about them."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.bootstrap import locks
from app.domain.giving_up import Tell
from app.paths import spare_dirs
from app.services import rescue

if TYPE_CHECKING:
    from app.bootstrap.program import Program
    from app.services.rebuilding import Rebuilt


def rebuild(program: "Program", path: Path, tell: Tell) -> "Rebuilt":
    """Rebuild a damaged workshop.

    Raises:
        UserError: where there is no good backup, or another window has it open.

    """
    from app.services import rebuilding  # brings the database along: Home is painted before

    second = program.settings.second_backup_dir
    with locks.locked(path):
        return rebuilding.rebuild(
            program.data_dir,
            path,
            now=program.now(),
            tell=tell,
            second_dir=Path(second) if second else None,
        )


def rescued(program: "Program") -> Sequence[rescue.Rescued]:
    """Return the workshops that only a second place still has."""
    return rescue.found(program.data_dir, spare_dirs())


def fetch(program: "Program", path: Path, tell: Tell) -> Path:
    """Put such a copy among the workshops again.

    Raises:
        UserError: where the data folder cannot be written.

    """
    return rescue.bring_back(program.data_dir, path, now=program.now(), tell=tell)

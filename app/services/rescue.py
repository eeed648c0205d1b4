"""Workshops whose own folder went away while they were open, and the whole copies kept of them."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from app.domain.giving_up import Tell, untold
from app.storage import exchange, opening
from app.storage.catalogue import look
from app.storage.format import SUFFIX
from app.storage.places import Places, folder_name
from app.storage.refusals import refusal


@dataclass(frozen=True, kw_only=True)
class Rescued:
    """A whole copy in a second place; ``district`` names the workshop."""

    path: Path
    district: str


def kept_path(folder: Path, lineage: str, workshop: Path) -> Path:
    """Return where a whole copy is kept of a workshop whose own file is gone."""
    return folder / folder_name(lineage) / workshop.name


def drop(folders: Sequence[Path], lineage: str, workshop: Path) -> None:
    """Forget the copies of a workshop whose own file is there again."""
    for folder in folders:
        kept = kept_path(folder, lineage, workshop)
        with contextlib.suppress(OSError):
            kept.unlink(missing_ok=True)
            kept.parent.rmdir()


def found(data_dir: Path, spare_dirs: Sequence[Path]) -> tuple[Rescued, ...]:
    """Return the workshops that only a second place has now."""
    there = Places(data_dir).workshops
    rescued = []
    for folder in spare_dirs:
        with contextlib.suppress(OSError):
            for path in sorted(folder.glob(f"*/*{SUFFIX}")):
                head = look(path).head
                if head is not None and not opening.is_file(there / path.name):
                    rescued.append(Rescued(path=path, district=head.district))
    return tuple(rescued)


def bring_back(data_dir: Path, rescued: Path, *, now: datetime, tell: Tell = untold) -> Path:
    """Put a rescued workshop among the others; return where it lies now.

    What its spare journal holds is taken in when it is opened; what was withdrawn stays away.

    Raises:
        UserError: where the data folder cannot be written, or ``tell`` gives it up; the copy stays
            where it is.

    """
    from app.services.taking_back import without_withdrawn  # Home is painted before the database

    target = opening.free_name(Places(data_dir).workshops / rescued.name)
    try:
        head = opening.check(rescued, writable=False)
        target.parent.mkdir(parents=True, exist_ok=True)
        tell(0, 0)
        with without_withdrawn(rescued, data_dir, head.lineage, now=now) as clean:
            tell(0, 0)
            exchange.write_whole(target, clean.read_bytes())
    except OSError as error:
        raise refusal(error, target) from error
    with contextlib.suppress(OSError):  # it is back, whatever else lies in that folder
        rescued.unlink()
        rescued.parent.rmdir()
    return target

"""Another file takes a workshop's place, and the former one is set aside: whole, or not at all.

No SQLAlchemy: Home finishes what a crash cut off, before it is imported.
"""

import contextlib
import os
from datetime import UTC, datetime
from pathlib import Path

from app.domain.giving_up import GivenUpError, Tell, untold
from app.storage import opening
from app.storage.problems import UnreadableFileError
from app.write_points import Point, reached

_WAITING = ".restoring"
_PIECE = 1 << 20


def exchange(fresh: Path, target: Path, aside: Path, *, now: datetime) -> Path | None:
    """Put ``fresh`` in a workshop's place; what lies there is set aside first.

    Returns:
        Where the former file lies now, or None where there was none.

    Raises:
        UnreadableFileError: where a file cannot be moved; the former one is then in its place.

    """
    reached(Point.RESTORE_READY)
    moved = opening.set_aside(target, aside, _stamp(now)) if target.exists() else None
    reached(Point.RESTORE_SET_ASIDE)
    try:
        _put(fresh, target)
    except OSError as error:
        if moved is not None and not target.exists():
            with contextlib.suppress(UnreadableFileError):  # set aside, it is whole all the same
                opening.move(moved, target)
        raise UnreadableFileError(target, error) from error
    reached(Point.RESTORED)
    return moved


def _put(fresh: Path, target: Path) -> None:
    for side in opening.SIDE_FILES:  # a former file's journal would be rolled back into this one
        opening.beside_file(target, side).unlink(missing_ok=True)
    fresh.replace(target)


def write_whole(path: Path, content: bytes, tell: Tell = untold) -> None:
    """Write a file that is on the disk with all of its content, or is not there.

    Raises:
        OSError: where it cannot be written; nothing is left behind.
        GivenUpError: where ``tell`` says so; likewise.

    """
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with part.open("wb") as file:
            for start in range(0, len(content), _PIECE):
                tell(start, len(content))
                file.write(content[start : start + _PIECE])
                reached(Point.COPY_STEP)
            file.flush()
            os.fsync(file.fileno())
        reached(Point.COPY_FLUSHED)
        part.replace(path)
        reached(Point.COPY_NAMED)
    except (OSError, GivenUpError):
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def waiting_for(target: Path) -> Path:
    """Return where what is to take a workshop's place is made ready: beside it, out of sight."""
    return target.with_name(f".{target.name}{_WAITING}")


def drop_waiting(target: Path) -> None:
    """Remove what was made ready for the place of a workshop and is not needed (any more).

    It may hold words that are withdrawn from now on, and would come back after a deletion.
    """
    waiting = waiting_for(target)
    with contextlib.suppress(OSError):
        for left in (waiting, waiting.with_name(waiting.name + ".part")):
            left.unlink(missing_ok=True)


def finish_exchanges(folder: Path) -> None:
    """Put in its place what was ready when the program died in the middle of an exchange."""
    with contextlib.suppress(OSError):
        for fresh in folder.glob(f".*{_WAITING}"):
            target = folder / fresh.name[1 : -len(_WAITING)]
            if not target.exists():
                _put(fresh, target)


def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")

"""Copies of one workshop that this program keeps: backups, what was set aside, moved or deleted."""

from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import FileProblemError, UserError
from app.storage import backup, opening
from app.storage.catalogue import look
from app.storage.places import Places, files_in, folder_name
from app.storage.problems import (
    EmptyFileError,
    LockedFileError,
    MissingFileError,
    UnsearchedFileError,
)


def numbered(
    data_dir: Path,
    second_dir: Path | None,
    lineage: str,
    but: Path | None,
    problems: list[UserError],
) -> Iterator[tuple[int, int, tuple[Path, bool]]]:
    """Yield every copy but the open workshop ``but``: (number, how many, (path, may be deleted)).

    What may be a copy and could not be looked into is added to ``problems``.

    The second folder is listed last, when every backup is clean that may still be copied there.
    """
    own = list(_copies(data_dir, lineage, but, problems))
    folder = second_dir / folder_name(lineage) if second_dir else None
    ahead = len(files_in(folder)) if folder else 0
    for number, each in enumerate(own):
        yield number, len(own) + ahead, each
    if folder is not None:
        with backup.SECOND:
            backup.drop_unfinished(folder)
            second = files_in(folder)
        for number, path in enumerate(second, len(own)):
            yield number, len(own) + len(second), (path, True)


def _copies(
    data_dir: Path,
    lineage: str,
    but: Path | None,
    problems: list[UserError],
) -> Iterator[tuple[Path, bool]]:
    """Yield every copy of a lineage in the data folder, and whether it may be deleted.

    A workshop file that does not say whose it is may be a copy, too: it goes to ``problems``.
    """
    places = Places(data_dir)
    name = folder_name(lineage)
    for folder in (places.backups(lineage), places.set_aside / name):
        backup.drop_unfinished(folder)
        for path in files_in(folder):
            yield path, True
    open_one = but.resolve() if but is not None else None
    for path in (*places.files(), *files_in(places.deleted)):
        if path.resolve() == open_one:
            continue
        found = look(path)
        if found.head is None:
            problems += _unsearched(path, found.problem)
        elif found.head.lineage == lineage:
            yield path, False


def _unsearched(path: Path, problem: FileProblemError | None) -> tuple[UserError, ...]:
    """Return what to tell of a file without a head; nothing where there is nothing in it."""
    if isinstance(problem, EmptyFileError | MissingFileError):
        return ()
    return (problem if isinstance(problem, LockedFileError) else UnsearchedFileError(path),)


def delete(path: Path) -> bool:
    """Delete a copy together with what SQLite left beside it; return whether that could be done."""
    try:
        for side in ("", *opening.SIDE_FILES):
            opening.beside_file(path, side).unlink(missing_ok=True)
    except OSError:
        return False
    return True

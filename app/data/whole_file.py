"""A file's bytes as a whole: of a file and nothing else, which nobody writes meanwhile."""

import os
import stat
from pathlib import Path

from app.data.limits import MOST_BYTES, refuse_bytes
from app.domain.errors import FileProblemError
from app.i18n import _

State = tuple[int, int]
"""A file's size and when it was last written."""


def bytes_of(path: Path) -> bytes:
    """Return what is in a file.

    Raises:
        FileProblemError: for one that is not there, too large, or written while it is read, and
            for a folder, or a pipe or device, which may never end.

    """
    try:
        _refuse_what_is_no_file(path)
        with path.open("rb") as file:
            before = state_of(os.fstat(file.fileno()))
            refuse_bytes(path.name, before[0])
            data = file.read(MOST_BYTES + 1)
            refuse_if_written(path.name, before, state_of(os.fstat(file.fileno())))
    except OSError as error:
        raise FileProblemError(
            _("“{name}” cannot be opened: {reason}.").format(
                name=path.name, reason=error.strerror or type(error).__name__
            ),
            safe=_("Nothing was imported."),
            remedy=_("Check that it is still there and not open elsewhere, then choose it again."),
        ) from error
    return data


def state_of(found: os.stat_result) -> State:
    """Return what changes where a file is written."""
    return found.st_size, found.st_mtime_ns


def refuse_if_written(name: str, before: State, after: State) -> None:
    """Refuse a file that was written while it was read: half of it may be of yesterday.

    Raises:
        FileProblemError: naming the file.

    """
    if before != after:
        raise FileProblemError(
            _("“{name}” was being written while it was read.").format(name=name),
            safe=_("Nothing was imported."),
            remedy=_("Wait until it is saved, then choose it again."),
        )


def _refuse_what_is_no_file(path: Path) -> None:
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode):
        said = (
            _("“{name}” is a folder.")
            if stat.S_ISDIR(mode)
            else _("“{name}” is no file: it is a device or a pipe, and may never end.")
        )
        raise FileProblemError(
            said.format(name=path.name),
            safe=_("Nothing was imported."),
            remedy=_("Choose a file with a header row and at least one row below it."),
        )

"""One window a workshop file: a second program neither opens, moves nor replaces it meanwhile."""

import contextlib
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.domain.errors import FileProblemError
from app.i18n import _

_HALF_WRITTEN_SECONDS = 5.0
"""A lock that names no process after this long was cut off as it was written (a dead battery)."""

_PATIENCE_MS = 400
"""How long to wait: another file's words are erased from this one in a tenth of a second."""


def lock_workshop(path: Path) -> QLockFile:
    """Take the lock of a workshop file; it holds until ``unlock`` or the end of the process.

    Where the folder refuses a lock the file cannot be written either: opening it says so.

    Raises:
        FileProblemError: where another window has the file open.

    """
    beside = path.with_suffix(".lock")
    lock = QLockFile(str(beside))
    lock.setStaleLockTime(0)  # however long ago it was taken, a living process keeps it
    if lock.tryLock(_PATIENCE_MS) or lock.error() is not QLockFile.LockError.LockFailedError:
        return lock
    if _is_cut_off(lock, beside):
        with contextlib.suppress(OSError):
            beside.unlink()
        if lock.tryLock(0):
            return lock
    raise FileProblemError(
        _("This workshop is open in another window of the program."),
        safe=_("Nothing was changed."),
        remedy=_("Use that window, or close it first."),
    )


@contextlib.contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock of a workshop file while it is moved or replaced.

    Raises:
        FileProblemError: where another window has the file open.

    """
    lock = lock_workshop(path)
    try:
        yield
    finally:
        lock.unlock()


def _is_cut_off(lock: QLockFile, beside: Path) -> bool:
    process, *_rest = lock.getLockInfo()
    with contextlib.suppress(OSError):
        return not process and time.time() - beside.stat().st_mtime > _HALF_WRITTEN_SECONDS
    return False

"""Why a workshop file does not take what is saved, told so that a person knows what to do."""

import errno
import sqlite3
from pathlib import Path

from app.domain.errors import StorageProblemError
from app.i18n import _

READONLY_DBMOVED = 1032
"""SQLite found another file, or none, at the path of the one that it has open
(https://www.sqlite.org/rescode.html#readonly_dbmoved)."""

HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
CLOSED = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_CANTOPEN)


def _in_memory() -> str:
    return _("Everything typed is kept in the program’s memory: please leave it open.")


class DiskFullError(StorageProblemError):
    """There is no room."""

    def __init__(self, path: Path) -> None:
        """Name the disk by the file on it."""
        super().__init__(
            _("The disk is full, so “{name}” takes nothing more.").format(name=path.name),
            safe=_in_memory(),
            remedy=_("Empty the trash or move a big file away; saving then goes on by itself."),
        )


class FileHeldError(StorageProblemError):
    """Another program has the file to itself for a while."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("Another program is using “{name}”, often a virus scanner.").format(name=path.name),
            safe=_in_memory(),
            remedy=_("There is nothing to do: saving goes on by itself when it is done."),
        )


class MayNotWriteError(StorageProblemError):
    """The system does not let the file, or a journal beside it, be written."""

    def __init__(self, path: Path) -> None:
        """Name the folder."""
        super().__init__(
            _("Writing is not allowed in “{folder}” any more.").format(folder=path.parent),
            safe=_in_memory(),
            remedy=_("Allow writing to the folder again; saving then goes on by itself."),
        )


class FileGoneError(StorageProblemError):
    """The file, its folder or its drive is not there."""

    def __init__(self, path: Path) -> None:
        """Name file and folder."""
        super().__init__(
            _("“{name}” is not in “{folder}” any more.").format(name=path.name, folder=path.parent),
            safe=_in_memory(),
            remedy=_("Put the folder back, or plug the drive in; saving then goes on by itself."),
        )


class FileBrokenError(StorageProblemError):
    """What stands in the file makes no sense to SQLite."""

    def __init__(self, path: Path) -> None:
        """Name the file."""
        super().__init__(
            _("“{name}” was damaged on the disk.").format(name=path.name),
            safe=_in_memory(),
            remedy=_("It is being put aside and written anew."),
        )


class DiskRefusesError(StorageProblemError):
    """Anything else: the drive or the system fails."""

    def __init__(self, path: Path, reason: str) -> None:
        """Name the file and the system's reason."""
        super().__init__(
            _("The disk does not take “{name}” ({reason}).").format(name=path.name, reason=reason),
            safe=_in_memory(),
            remedy=_("Saving is tried again every second; check the drive and its cable."),
        )


def is_held(error: Exception) -> bool:
    """Tell whether another program holds the file."""
    original = getattr(error, "orig", None) or error
    return int(getattr(original, "sqlite_errorcode", 0)) & 0xFF in HELD


def refusal(error: Exception, path: Path) -> StorageProblemError:
    """Return what a person should be told of a write to ``path`` that failed."""
    original = getattr(error, "orig", None) or error
    extended = int(getattr(original, "sqlite_errorcode", 0))
    code = extended & 0xFF
    if code == sqlite3.SQLITE_FULL or getattr(original, "errno", 0) == errno.ENOSPC:
        return DiskFullError(path)
    if code in HELD:
        return FileHeldError(path)
    if code in BROKEN:
        return FileBrokenError(path)
    if extended == READONLY_DBMOVED or not _is_there(path):
        return FileGoneError(path)
    if code in CLOSED or isinstance(original, PermissionError):
        return MayNotWriteError(path)
    return DiskRefusesError(path, str(original).partition(" with text ")[0])


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False

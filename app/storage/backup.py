"""Backups: copies made through SQLite's backup API, verified, rotated, put back.

A backup of workshop file ``Name.eqw`` is ``<stem>-<UTC stamp>-<reason>.eqw`` in the folder of its
lineage.
"""

import contextlib
import os
import re
import sqlite3
import threading
import time
import weakref
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.domain.errors import FileProblemError, UserError
from app.domain.giving_up import GivenUpError, Tell, untold
from app.storage import exchange, opening
from app.storage.database import Database
from app.storage.format import SUFFIX
from app.storage.problems import BackupFailedError, OlderFileError, UnreadableFileError
from app.storage.refusals import refusal
from app.write_points import Point, reached

BEFORE_UPGRADE = "before-upgrade"
KEPT_FOR_GOOD = frozenset({BEFORE_UPGRADE})
"""Reasons whose backups rotation leaves alone."""

KEEP_NEWEST = 20
PAGES_PER_STEP = 256
"""About a megabyte: no step holds the file for more than a few milliseconds."""

ALONE = threading.RLock()
"""Held by whoever writes into a folder of backups: the writer that makes one, or the cleaning of
copies in the background, one copy at a time."""

SECOND = threading.RLock()
"""Held while a backup is copied into the second folder, and while that folder is listed to erase
words in it: a copy that was made from an uncleaned backup is on the list, or not begun."""

_PIECE = 1 << 18
_STAMP = "%Y%m%dT%H%M%SZ"
_NAME = re.compile(r"^(?P<stem>.+)-(?P<stamp>\d{8}T\d{6}Z)-(?P<reason>[a-z][a-z-]*?)(?: \d+)?$")
_REASON = re.compile(r"[a-z]([a-z-]*[a-z])?")


@dataclass(frozen=True)
class Backup:
    """One backup file; ``made_at`` in UTC, ``size`` in bytes."""

    path: Path
    made_at: datetime
    reason: str
    size: int


@dataclass(frozen=True)
class BackupDone:
    """What became of a backup.

    Attributes:
        path: the verified backup.
        second: its copy in the second folder, or None.
        problem: why there is no second copy although one was asked for, or None.

    """

    path: Path
    second: Path | None = None
    problem: UserError | None = None


def stamp(moment: datetime) -> str:
    """Return a moment as it stands in the names of files."""
    return moment.astimezone(UTC).strftime(_STAMP)


@dataclass(frozen=True, eq=False)
class Taken:
    """A workshop as it was at one moment, not yet on the disk as a backup.

    Attributes:
        copy: the whole file, in memory.
        stem: its name without the suffix.
        reason: why it is backed up.
        at: the moment.

    """

    copy: sqlite3.Connection
    stem: str
    reason: str
    at: datetime


_UNDER_WAY: "weakref.WeakSet[Taken]" = weakref.WeakSet()


def take(database: Database, *, reason: str, now: datetime) -> Taken:
    """Take a workshop as it is now, for :func:`write`; on the writer's thread, held for a moment.

    Raises:
        StorageProblemError: where the file cannot be read.

    """
    copy = sqlite3.connect(":memory:", check_same_thread=False)
    try:
        database.raw().backup(copy)  # tells of a page that cannot be read: serialize() does not
    except sqlite3.Error as error:
        copy.close()
        raise refusal(error, database.path) from error
    taken = Taken(copy, database.path.stem, reason, now)
    _UNDER_WAY.add(taken)
    return taken


def write(taken: Taken, folder: Path, tell: Tell = untold) -> Path:
    """Write a backup of what was taken into ``folder``, verify and rotate; on any thread.

    Raises:
        BackupFailedError: where ``folder`` cannot take a sound backup.
        GivenUpError: where ``tell`` says so; nothing is left of it.

    """
    try:
        with ALONE:
            target = _target(folder, taken.stem, taken.reason, taken.at)
            try:
                exchange.write_whole(target, taken.copy.serialize(), tell)
            except OSError as error:
                raise BackupFailedError(folder, _reason(error)) from error
            _verify(target)
            _rotate(folder)
            return target
    finally:
        taken.copy.close()
        _UNDER_WAY.discard(taken)


def wait_for_written(tell: Tell = untold) -> None:
    """Wait until all that was taken is on the disk, or given up: then no copy is missing there.

    Whoever erases words asks for it before he looks which copies there are.

    Raises:
        GivenUpError: where ``tell`` says so.

    """
    while _UNDER_WAY:
        tell(0, 0)
        time.sleep(0.01)


def make(
    database: Database,
    folder: Path,
    *,
    reason: str,
    now: datetime,
    second: Path | None = None,
    tell: Tell = untold,
) -> BackupDone:
    """Back an open workshop up into ``folder``, and into ``second`` where that can be reached.

    Call it on the writer's thread: its connection sees every commit.

    Raises:
        BackupFailedError: where ``folder`` cannot take a sound backup.
        GivenUpError: where ``tell`` says so; nothing is left of it.

    """
    with ALONE:
        path = _write(database.raw(), database.path.stem, folder, reason, now, tell)
        _rotate(folder)
        if second is None:
            return BackupDone(path)
        try:
            copy = copy_second(path, second)
        except BackupFailedError as error:
            return BackupDone(path, None, error)
        return BackupDone(path, copy)


def copy_of_file(path: Path, folder: Path, *, reason: str, now: datetime) -> Path:
    """Back up a file that nobody has open.

    Raises:
        BackupFailedError: where it cannot be read, or ``folder`` cannot take it.

    """
    try:
        with ALONE, opening.reading(path) as source:
            return _write(source, path.stem, folder, reason, now)
    except (sqlite3.Error, OSError) as error:
        raise BackupFailedError(folder, _reason(error)) from error


def copy_pages(source: sqlite3.Connection, target: Path, tell: Tell = untold) -> None:
    """Copy a database in steps to ``target``, whole or not at all, and flush it to the disk.

    Raises:
        OSError: where that fails; nothing is left at ``target``.
        GivenUpError: where ``tell`` says so; likewise.

    """

    def step_done(_status: int, remaining: int, total: int) -> None:
        reached(Point.COPY_STEP)
        tell(total - remaining, total)

    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    try:
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode=OFF")
            copy.execute("PRAGMA synchronous=OFF")
            source.backup(copy, pages=PAGES_PER_STEP, progress=step_done)
        flush(part)
        reached(Point.COPY_FLUSHED)
        part.replace(target)
        reached(Point.COPY_NAMED)
    except (sqlite3.Error, OSError, GivenUpError) as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, sqlite3.Error):
            raise OSError(str(error)) from error
        raise


def _write(
    source: sqlite3.Connection,
    stem: str,
    folder: Path,
    reason: str,
    now: datetime,
    tell: Tell = untold,
) -> Path:
    target = _target(folder, stem, reason, now)
    try:
        copy_pages(source, target, tell)
    except (sqlite3.Error, OSError) as error:
        raise BackupFailedError(folder, _reason(error)) from error
    _verify(target)
    return target


def _target(folder: Path, stem: str, reason: str, now: datetime) -> Path:
    """Return the name of a new backup in a folder, which is made where it is not there."""
    if not _REASON.fullmatch(reason):
        raise ValueError(f"“{reason}” cannot be part of a backup's name")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return opening.free_name(folder / f"{stem}-{stamp(now)}-{reason}{SUFFIX}")
    except OSError as error:
        raise BackupFailedError(folder, _reason(error)) from error


def copy_second(path: Path, folder: Path, tell: Tell = untold) -> Path:
    """Copy a backup into the second folder, verify and rotate; on any thread.

    Raises:
        BackupFailedError: where that folder cannot take it.
        GivenUpError: where ``tell`` says so; nothing is left there then.

    """
    with SECOND:
        copy = _copy_verified(path, folder, tell)
        _rotate(folder)
    return copy


def _copy_verified(path: Path, folder: Path, tell: Tell) -> Path:
    target = folder / path.name
    part = target.with_name(target.name + ".part")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _copy_in_steps(path, part, tell)
        flush(part)
        reached(Point.SECOND_COPIED)
        tell(0, 0)
        part.replace(target)
        reached(Point.SECOND_NAMED)
    except (OSError, GivenUpError) as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        if isinstance(error, GivenUpError):
            raise
        raise BackupFailedError(folder, _reason(error)) from error
    _verify(target)
    return target


def _copy_in_steps(path: Path, target: Path, tell: Tell) -> None:
    size = path.stat().st_size
    with path.open("rb") as source, target.open("wb") as copy:
        while piece := source.read(_PIECE):
            tell(copy.tell(), size)
            copy.write(piece)
            reached(Point.COPY_STEP)


def _verify(path: Path) -> None:
    """Open a fresh backup as a stranger would; a bad one goes at once."""
    try:
        opening.check(path, writable=False)
    except OlderFileError:
        return
    except FileProblemError as error:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise BackupFailedError(path.parent, error.happened) from error


def flush(path: Path) -> None:
    """Wait until a file is on the disk."""
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _reason(error: Exception) -> str:
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error)


def all_in(folder: Path) -> tuple[Backup, ...]:
    """Return the backups in a folder, newest first; none where there is no folder."""
    found = []
    with contextlib.suppress(OSError):
        for path in folder.glob(f"*{SUFFIX}"):
            name = _NAME.match(path.stem)
            made_at = _moment(name["stamp"]) if name is not None else None
            if name is not None and made_at is not None:
                found.append(Backup(path, made_at, name["reason"], path.stat().st_size))
    return tuple(sorted(found, key=lambda b: (b.made_at, b.path.name), reverse=True))


def _moment(text: str) -> datetime | None:
    """Return the moment in a backup's name; None where somebody wrote what is none."""
    with contextlib.suppress(ValueError):
        return datetime.strptime(text, _STAMP).replace(tzinfo=UTC)
    return None


def superfluous(backups: Iterable[Backup]) -> tuple[Backup, ...]:
    """Return what rotation takes: not the newest, not the first of its hour, not kept for good."""
    ordered = sorted(backups, key=lambda b: (b.made_at, b.path.name))
    first_of_hour: dict[str, Path] = {}
    for one in ordered:
        first_of_hour.setdefault(one.made_at.strftime("%Y%m%d%H"), one.path)
    kept = {*first_of_hour.values(), *(one.path for one in ordered[-KEEP_NEWEST:])}
    return tuple(b for b in ordered if b.path not in kept and b.reason not in KEPT_FOR_GOOD)


def _rotate(folder: Path) -> None:
    for one in superfluous(all_in(folder)):
        with contextlib.suppress(OSError):
            one.path.unlink()


def drop_unfinished(folder: Path) -> None:
    """Remove what a backup left that was cut off."""
    with ALONE, contextlib.suppress(OSError):
        for path in folder.glob("*.part*"):
            path.unlink()


def copy_file(
    source: Path, target: Path, tell: Tell = untold, *, named: Path | None = None
) -> None:
    """Copy a workshop file that nobody writes, with what SQLite must finish in it.

    ``named`` is what the file is called for people, where ``source`` is only a copy for a moment.

    Raises:
        UnreadableFileError: where it cannot be read, or ``target`` cannot be written.
        GivenUpError: where ``tell`` says so; nothing is left at ``target``.

    """
    try:
        with opening.reading(source) as connection:
            copy_pages(connection, target, tell)
    except (sqlite3.Error, OSError) as error:
        cause = error if isinstance(error, OSError) else OSError(str(error))
        raise UnreadableFileError(named or source, cause) from error

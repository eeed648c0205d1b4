"""Looking at a file before it is opened: what it is, and what is wrong with it.

Nothing here writes to the file. A file whose last change was cut off (a "hot" journal lies beside
it) is looked at in a copy, where SQLite may finish what it must.
"""

import contextlib
import os
import shutil
import sqlite3
import tempfile
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

from app.domain.errors import InvalidChangeError
from app.domain.framework.checking import FrameworkError
from app.storage import scratch
from app.storage.format import APPLICATION_ID, MAGIC, SCHEMA_VERSION
from app.storage.head import FileHead, head_of
from app.storage.problems import (
    DamagedFileError,
    EmptyFileError,
    ForeignPartsError,
    LockedFileError,
    MissingFileError,
    NewerFileError,
    NotAWorkshopError,
    OlderFileError,
    ReadOnlyFileError,
    UnreadableFileError,
)
from app.write_points import Point, reached

LOCK_WAIT_SECONDS = 1.5
SIDE_FILES = ("-journal", "-wal", "-shm")
"""What SQLite may leave beside a file; the first holds what was cut off."""


def inspect(path: Path) -> FileHead:
    """Read the head of a workshop file; cheap, never writes.

    Raises:
        FileProblemError: where it is no workshop file, or its head cannot be read.

    """
    _check_there(path)
    with _telling_damage(path), reading(path) as connection:
        return head_of(connection, _check_marks(path, connection))


def check(path: Path, *, writable: bool = True) -> FileHead:
    """Look a file over, all of it, before it is opened.

    ``writable`` also asks whether it can be written now; a received file is only read.

    Raises:
        OlderFileError: it needs an upgrade first; everything else about it is fine.
        FileProblemError: it must not be opened; the class says why.

    """
    _check_there(path)
    with _telling_damage(path), reading(path) as connection:
        version = _check_marks(path, connection)
        _check_schema(path, connection)
        _check_pages(path, connection)
        head = head_of(connection, version)
    if writable:
        _check_writable(path)
    if version < SCHEMA_VERSION:
        raise OlderFileError(path, version)
    return head


def set_aside(path: Path, folder: Path, stamp: str) -> Path:
    """Move a file, together with what SQLite left beside it, into ``folder``; return its new path.

    Raises:
        UnreadableFileError: where it cannot be moved.

    """
    return move(path, folder / f"{path.stem}-{stamp}{path.suffix}")


def move(path: Path, target: Path) -> Path:
    """Move a file, together with what SQLite left beside it, to ``target`` or a free name like it.

    Raises:
        UnreadableFileError: where it cannot be moved.

    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        target = free_name(target)
        # A file and its journal are one: until the file is there, both must be in both places.
        sides = [side for side in SIDE_FILES if beside_file(path, side).exists()]
        for side in sides:
            shutil.copyfile(beside_file(path, side), beside_file(target, side))
        reached(Point.SIDES_COPIED)
        shutil.move(path, target)
        reached(Point.FILE_MOVED)
        for side in sides:
            beside_file(path, side).unlink()
    except OSError as error:
        raise UnreadableFileError(path, error) from error
    return target


def beside_file(path: Path, side: str) -> Path:
    """Return the file that SQLite keeps beside ``path``."""
    return path.with_name(path.name + side)


def free_name(path: Path) -> Path:
    """Return ``path``, or the same with a number where that name is taken."""
    number, fresh = 1, path
    while fresh.exists():
        number += 1
        fresh = path.with_name(f"{path.stem} {number}{path.suffix}")
    return fresh


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Give a connection that cannot write to ``path``, nor to anything beside it."""
    with contextlib.ExitStack() as stack:
        connection = _read_only(path)
        stack.callback(lambda: connection.close())  # whichever connection it is by then
        try:
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        except sqlite3.OperationalError as error:
            if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise
            connection.close()
            if any(_has_content(beside_file(path, side)) for side in SIDE_FILES[:2]):
                connection = _recovered(path, stack.enter_context(scratch.place()))
                stack.callback(connection.close)
            else:
                connection = _still(path)
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        yield connection


def _read_only(path: Path) -> sqlite3.Connection:
    """Connect without the right to write.

    The file is never opened beside SQLite while it may be in use: closing it would drop the locks
    of every connection of this process (https://www.sqlite.org/howtocorrupt.html, section 2.2).
    """
    connection = sqlite3.connect(f"file:{quoted(path)}?mode=ro", uri=True, timeout=0.5)
    return _prepared(connection)


def _still(path: Path) -> sqlite3.Connection:
    """Connect to a write-ahead file without its log, as it lies in a folder we cannot write."""
    address = f"file:{quoted(path)}?mode=ro&immutable=1"
    return _prepared(sqlite3.connect(address, uri=True, timeout=0.5))


def _recovered(path: Path, folder: Path) -> sqlite3.Connection:
    copy = folder / "copy.eqw"
    for side in ("", *SIDE_FILES[:2]):
        if (source := beside_file(path, side)).exists():
            shutil.copyfile(source, beside_file(copy, side))
    return _prepared(sqlite3.connect(copy))


def _prepared(connection: sqlite3.Connection) -> sqlite3.Connection:
    connection.row_factory = sqlite3.Row
    connection.execute("PRAGMA trusted_schema=OFF")
    return connection


def quoted(path: Path) -> str:
    """Return a path as SQLite's ``file:`` addresses want it."""
    return urllib.parse.quote(str(path))


def is_file(path: Path) -> bool:
    """Tell whether a file is there; False also where its folder cannot be looked into."""
    try:
        return path.is_file()
    except OSError:
        return False


def _has_content(path: Path) -> bool:
    try:
        return path.stat().st_size > 0
    except OSError:
        return False


def _check_there(path: Path) -> None:
    try:
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise MissingFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, error) from error
    if path.is_dir():
        raise NotAWorkshopError(path)
    if size == 0:
        raise EmptyFileError(path)


def _check_marks(path: Path, connection: sqlite3.Connection) -> int:
    """Return the schema version of a file that bears our mark."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        raise NotAWorkshopError(path)
    if version > SCHEMA_VERSION:
        raise NewerFileError(path, version)
    return int(version)


@contextlib.contextmanager
def _telling_damage(path: Path) -> Iterator[None]:
    try:
        yield
    except (sqlite3.Error, ValueError, KeyError, TypeError, OverflowError) as error:
        code = _code(error)
        if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LockedFileError(path) from error
        if code == sqlite3.SQLITE_CANTOPEN:
            raise UnreadableFileError(path, OSError(str(error))) from error
        if code == sqlite3.SQLITE_NOTADB and not _starts_like_sqlite(path):
            raise NotAWorkshopError(path) from error
        raise DamagedFileError(path) from error
    except OSError as error:
        raise UnreadableFileError(path, error) from error


@contextlib.contextmanager
def telling_unreadable(path: Path) -> Iterator[None]:
    """Tell content that makes no sense (broken JSON, an impossible date) as damage of ``path``.

    SQLite's own check passes on such a file, as every page of it is sound.

    Raises:
        DamagedFileError: instead of whatever reading raised.

    """
    from sqlalchemy.exc import SQLAlchemyError  # only where a file is really opened

    try:
        yield
    except (
        SQLAlchemyError, sqlite3.DatabaseError, InvalidChangeError, FrameworkError, ValueError,
        TypeError, LookupError, ArithmeticError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        raise DamagedFileError(path) from error


def _check_schema(path: Path, connection: sqlite3.Connection) -> None:
    """Refuse triggers, views and virtual tables (they could act on their own); miss nothing."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema").fetchall()
    for kind, name, sql in rows:
        virtual = str(sql or "").upper().lstrip().startswith("CREATE VIRTUAL")
        if kind in ("trigger", "view") or virtual:
            raise ForeignPartsError(path, str(name))
    tables = {name for kind, name, _sql in rows if kind == "table"}
    if not {"workshop", "ledger", "clock_events"} <= tables:
        raise DamagedFileError(path)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version == SCHEMA_VERSION:
        _check_columns(path, connection)


def _check_columns(path: Path, connection: sqlite3.Connection) -> None:
    from app.storage.tables import metadata  # SQLAlchemy: only where a file is really opened

    for table in metadata.tables.values():
        found = {row["name"] for row in connection.execute(f'PRAGMA table_info("{table.name}")')}
        if not {column.name for column in table.columns} <= found:
            raise DamagedFileError(path)


def _check_pages(path: Path, connection: sqlite3.Connection) -> None:
    answers = [row[0] for row in connection.execute("PRAGMA quick_check(1)")]
    if answers != ["ok"]:
        raise DamagedFileError(path)


def _check_writable(path: Path) -> None:
    """Raise where the file, or its folder (the journal lies there), cannot be written now."""
    if not os.access(path, os.W_OK):
        raise ReadOnlyFileError(path)
    try:
        with tempfile.TemporaryFile(dir=path.parent):
            pass
        with contextlib.closing(_writing(path)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            connection.execute("ROLLBACK")
    except OSError as error:
        raise ReadOnlyFileError(path) from error
    except sqlite3.OperationalError as error:
        if _code(error) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise LockedFileError(path) from error
        raise ReadOnlyFileError(path) from error


def _writing(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"file:{quoted(path)}?mode=rw", uri=True, isolation_level=None, timeout=LOCK_WAIT_SECONDS
    )


def _code(error: Exception) -> int:
    """Return SQLite's primary result code of an error; 0 where it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def _starts_like_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC

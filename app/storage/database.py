"""One workshop file: engine, pragmas, reading, and the one writing transaction."""

import contextlib
import hashlib
import sqlite3
import threading
import urllib.parse
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from app.domain.changes import Changes
from app.domain.codec import to_json
from app.domain.errors import InvalidChangeError
from app.domain.records import Record, is_private, table_of
from app.i18n import _
from app.storage import statements
from app.storage.format import APPLICATION_ID, SCHEMA_VERSION, revision_of
from app.storage.refusals import is_held, refusal
from app.storage.rows import dump, from_values, to_row
from app.storage.tables import metadata
from app.write_points import Point, reached

R = TypeVar("R", bound=Record)
T = TypeVar("T")

PRAGMAS = (
    "journal_mode=DELETE",
    "synchronous=EXTRA",
    "foreign_keys=ON",
    "busy_timeout=1000",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "mmap_size=0",
    "temp_store=MEMORY",
)
"""DELETE and EXTRA: SQLite 3.40 to 3.51.2, which Python ships, can corrupt a file on WAL reset."""

STAMP = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))",
    f"INSERT INTO alembic_version (version_num) VALUES ('{revision_of(SCHEMA_VERSION)}')",
)
"""Marks a new file as fully migrated, in Alembic's own table, without importing Alembic."""


BUGS = (sqlite3.ProgrammingError, sqlite3.InterfaceError, sqlite3.DataError, sqlite3.IntegrityError)
"""What SQLite says of a faulty statement or value: trying again would never help."""


def _is_undecodable(error: Exception) -> bool:
    """Tell whether a text in the file is no text: the disk is well, the file is damaged."""
    return "Could not decode to UTF-8" in str(getattr(error, "orig", None) or error)


class Reader:
    """Reads records; what it returns are frozen dataclasses, never rows."""

    def __init__(self, connection: sa.Connection) -> None:
        """Read through ``connection``."""
        self.connection = connection
        self._driver = driver_of(connection)
        self._known: dict[type[Record], Any] = {}

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question in SQL, asked past SQLAlchemy: a short way."""
        return self._driver.execute(question, values).fetchall()

    def find(self, cls: type[R], record_id: str) -> R | None:
        """Return one record, or None."""
        rows = self.ask(statements.selecting(cls, ("id",)), (record_id,))
        return from_values(cls, rows[0]) if rows else None

    def get(self, cls: type[R], record_id: str) -> R:
        """Return one record.

        Raises:
            InvalidChangeError: where there is none.

        """
        found = self.find(cls, record_id)
        if found is None:
            raise _gone(f"{table_of(cls)}/{record_id}")
        return found

    def all(self, cls: type[R], **where: Any) -> tuple[R, ...]:
        """Return all records whose plain columns equal ``where``."""
        rows = self.ask(statements.selecting(cls, tuple(where)), tuple(where.values()))
        return tuple(from_values(cls, row) for row in rows)

    def once(self, cls: type[Record], make: Callable[[], T]) -> T:
        """Return what ``make`` makes of the only record of its kind, until that is written anew."""
        if cls not in self._known:
            self._known[cls] = make()
        found: T = self._known[cls]
        return found

    def column(self, cls: type[Record], record_id: str, name: str) -> Any:
        """Return one column of a record as it lies in the file; None where there is no record."""
        rows = self.ask(statements.reading_column(cls, name), (record_id,))
        return rows[0][0] if rows else None


def _gone(name: str) -> InvalidChangeError:
    """Return what is told of a record that is missing; the log also gets its name."""
    error = InvalidChangeError(
        _("What this change belongs to is not there any more."),
        safe=_("Nothing was changed."),
        remedy=_("Look again: somebody may have removed it."),
    )
    error.add_note(name)
    return error


class Transaction(Reader):
    """One writing transaction; remembers what each record was before it was touched."""

    def __init__(self, connection: sa.Connection, *, replaying: bool = False) -> None:
        """Write through ``connection``; ``replaying`` switches off the checks of live commands."""
        super().__init__(connection)
        self.replaying = replaying
        self.before: dict[tuple[type[Record], str], Record | None] = {}

    def part(self) -> "Transaction":
        """Begin a part that remembers for itself; end it with :meth:`keep` or :meth:`take_back`."""
        self._driver.execute("SAVEPOINT part")
        inner = Transaction(self.connection)
        inner._known = self._known
        return inner

    def keep(self) -> None:
        """End a part: what it did is in the transaction."""
        self._driver.execute("RELEASE part")

    def take_back(self) -> None:
        """End a part as if it had never begun."""
        self._known.clear()
        self._driver.execute("ROLLBACK TO part")
        self._driver.execute("RELEASE part")

    def put(self, record: Record) -> None:
        """Insert or replace a record.

        Raises:
            InvalidChangeError: where it belongs to something that is not there.

        """
        if self._remember(type(record), record.id):
            self._change(record)
        else:
            self._write(statements.inserting(type(record)), to_row(record))

    def replace(self, before: R, after: R) -> None:
        """Put ``after`` in the place of ``before``, which was just read: it is not read again.

        Raises:
            InvalidChangeError: where it belongs to something that is not there.

        """
        self._remember(type(before), before.id, before)
        self._change(after)

    def _change(self, record: Record) -> None:
        self._write(statements.updating(type(record)), to_row(record))

    def remove(self, cls: type[Record], record_id: str) -> None:
        """Remove a record where there is one."""
        if self._remember(cls, record_id):
            self._write(statements.deleting(cls), (record_id,))

    def add(self, statement: str, values: Mapping[str, Any] | Sequence[Any]) -> int:
        """Carry out a statement in SQL, past SQLAlchemy as well; return a new row's number."""
        return self._driver.execute(statement, values).lastrowid or 0

    def _write(self, statement: str, values: Mapping[str, Any] | Sequence[Any]) -> None:
        try:
            self.add(statement, values)
            reached(Point.ROW_WRITTEN)
        except sqlite3.IntegrityError as error:
            raise InvalidChangeError(
                _("This change does not fit what is there now."),
                safe=_("Nothing was changed."),
                remedy=_("Look again: somebody may have removed what it belongs to."),
            ) from error

    def _remember(self, cls: type[R], record_id: str, found: R | None = None) -> bool:
        self._known.pop(cls, None)
        found = found or self.find(cls, record_id)
        self.before.setdefault((cls, record_id), found)
        return found is not None

    def changes(self) -> Changes:
        """Return what was touched so far."""
        touched: dict[str, set[str]] = {}
        for cls, record_id in self.before:
            touched.setdefault(table_of(cls), set()).add(record_id)
        return Changes({table: frozenset(ids) for table, ids in touched.items()})

    def fingerprints(self) -> dict[str, str]:
        """Return ``table/id`` → fingerprint of each touched record as it is now.

        Identity tables are left out: a fingerprint of a name can be guessed.
        """
        return {
            f"{table_of(cls)}/{record_id}": fingerprint(self.find(cls, record_id))
            for cls, record_id in self.before
            if not is_private(table_of(cls))
        }


def fingerprint(record: Record | None) -> str:
    """Return a short digest of a record's content; "" for none."""
    if record is None:
        return ""
    return hashlib.sha256(dump(to_json(record)).encode()).hexdigest()[:16]


class Database:
    """A workshop file. One thread writes; any thread reads through a connection of its own."""

    def __init__(self, path: Path) -> None:
        """Prepare ``path``; nothing is opened yet."""
        self.path = path
        self._mode = "rw"  # never "rwc": an empty file would take the place of one that is gone
        self._engine = sa.create_engine(
            "sqlite://",
            creator=self._connect,
            poolclass=NullPool,
            echo=False,
            hide_parameters=True,  # names and words would reach the log in an error's text
        )
        sa.event.listen(self._engine, "begin", _begin)
        self._lock = threading.RLock()
        self._connections: dict[int, sa.Connection] = {}

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{_quoted(self.path)}?mode={self._mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=1.0,  # the first pragma reads the file already
        )
        try:
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _connection(self) -> sa.Connection:
        thread = threading.get_ident()
        with self._lock:
            if thread not in self._connections:
                self._connections[thread] = self._engine.connect()
            return self._connections[thread]

    def create(self) -> None:
        """Make the tables of a new file.

        Raises:
            StorageProblemError: where the place cannot be written.

        """
        self._mode = "rwc"
        try:
            connection = self._connection()
            self._mode = "rw"
            with connection.begin():
                metadata.create_all(connection)
                for statement in STAMP:
                    connection.exec_driver_sql(statement)
                connection.exec_driver_sql(f"PRAGMA application_id={APPLICATION_ID}")
                connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
            raise refusal(error, self.path) from error

    @contextlib.contextmanager
    def reading(self) -> Iterator[Reader]:
        """Give a reader whose reads see one state of the file; keep it short.

        Raises:
            FileHeldError: where another program has the file to itself.

        """
        try:
            connection = self._connection()
            if connection.in_transaction():
                yield Reader(connection)
                return
            connection.execution_options(begin="DEFERRED")
            with connection.begin():
                yield Reader(connection)
        except (sa.exc.OperationalError, sqlite3.OperationalError) as error:
            if is_held(error):
                raise refusal(error, self.path) from error
            raise

    @contextlib.contextmanager
    def writing(self, *, replaying: bool = False) -> Iterator[Transaction]:
        """Give the writing transaction; it is on the disk when the block ends.

        Raises:
            StorageProblemError: where the file cannot be written; nothing of the block stays.

        """
        try:
            connection = self._connection()
            connection.execution_options(begin="IMMEDIATE")
            with connection.begin():
                yield Transaction(connection, replaying=replaying)
                reached(Point.BEFORE_COMMIT)
            reached(Point.COMMITTED)
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            if isinstance(getattr(error, "orig", error), BUGS) or _is_undecodable(error):
                raise
            raise refusal(error, self.path) from error

    def close(self) -> None:
        """Close every connection."""
        with self._lock:
            for connection in self._connections.values():
                with contextlib.suppress(sa.exc.SQLAlchemyError, sqlite3.Error):
                    connection.close()
            self._connections.clear()
        self._engine.dispose()

    def vacuum(self) -> None:
        """Rewrite the file, so that nothing erased lingers in it.

        Raises:
            StorageProblemError: where there is no room for it.

        """
        reached(Point.ERASED)
        try:
            self.raw().execute("VACUUM")
        except sqlite3.Error as error:
            raise refusal(error, self.path) from error
        reached(Point.VACUUMED)

    def content(self) -> bytes:
        """Return the whole file as it is now.

        Raises:
            StorageProblemError: where it cannot be read.

        """
        try:
            return self.raw().serialize()
        except (sa.exc.DBAPIError, sqlite3.Error) as error:
            raise refusal(error, self.path) from error

    def be_patient(self, milliseconds: int) -> None:
        """Wait at most so long, on this thread, for another program that holds the file."""
        with contextlib.suppress(sa.exc.DBAPIError, sqlite3.Error):
            self.raw().execute(f"PRAGMA busy_timeout={milliseconds}")

    def raw(self) -> sqlite3.Connection:
        """Return this thread's driver connection, for the backup API and VACUUM."""
        return driver_of(self._connection())


class MemoryDatabase(Database):
    """A workshop in memory only, for one thread: it stands in while its file refuses."""

    def __init__(self, path: Path, content: bytes) -> None:
        """Begin with the content of the file ``path``; the file itself is not touched."""
        super().__init__(path)
        self._content = content

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        with contextlib.closing(sqlite3.connect(":memory:")) as whole:
            whole.deserialize(self._content)
            whole.backup(connection)
        for pragma in PRAGMAS[2:]:
            connection.execute(f"PRAGMA {pragma}")
        return connection


def driver_of(connection: sa.Connection) -> sqlite3.Connection:
    """Return the driver's connection below SQLAlchemy's."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the SQLite driver has no connection")
    return driver


def _begin(connection: sa.Connection) -> None:
    mode = connection.get_execution_options().get("begin", "DEFERRED")
    connection.exec_driver_sql(f"BEGIN {mode}")


def _quoted(path: Path) -> str:
    return urllib.parse.quote(str(path))

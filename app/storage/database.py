"""One workshop file: engine, pragmas, and the transactions that read and write it."""

import contextlib
import sqlite3
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.pool import NullPool

from app.storage.format import APPLICATION_ID, SCHEMA_VERSION, revision_of
from app.storage.refusals import is_held, refusal
from app.storage.tables import metadata
from app.storage.transaction import Reader, Transaction, driver_of, fingerprint
from app.write_points import Point, reached

__all__ = ["PRAGMAS", "STAMP", "Database", "MemoryDatabase", "Reader", "Transaction", "fingerprint"]

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

STATEMENTS = 512
"""Prepared ones that a connection keeps: one for each number of rows that are added at once."""

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
        self._lock = threading.RLock()
        self._connections: dict[int, sa.Connection] = {}

    def _connect(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            f"file:{_quoted(self.path)}?mode={self._mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=1.0,  # the first pragma reads the file already
            cached_statements=STATEMENTS,
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
            with _transaction(connection, "DEFERRED"):
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
            if driver_of(connection).in_transaction:
                yield Reader(connection)
                return
            with _transaction(connection, "DEFERRED"):
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
            with _transaction(connection, "IMMEDIATE"):
                transaction = Transaction(connection, replaying=replaying)
                yield transaction
                transaction.catch_up()
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


@contextlib.contextmanager
def _transaction(connection: sa.Connection, mode: str) -> Iterator[None]:
    """Begin and end a transaction at the driver, which is much shorter than SQLAlchemy's way.

    SQLAlchemy takes part in it without a word to SQLite, and is told when it is over.
    """
    driver = driver_of(connection)
    driver.execute(f"BEGIN {mode}")
    try:
        yield
        driver.commit()
    except BaseException:
        with contextlib.suppress(sqlite3.Error):  # what went wrong before is what counts
            driver.rollback()
        raise
    finally:
        if connection.in_transaction():
            connection.rollback()


def _quoted(path: Path) -> str:
    return urllib.parse.quote(str(path))

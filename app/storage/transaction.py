"""Reading records in a transaction, and the one that writes them."""

import hashlib
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

import sqlalchemy as sa

from app.domain.changes import Changes
from app.domain.codec import to_json
from app.domain.errors import InvalidChangeError
from app.domain.records import Record, is_private, table_of
from app.i18n import _
from app.storage import statements
from app.storage.behind import Behind, add_rows
from app.storage.rows import changed_fields, dump, from_values, to_columns, to_row
from app.storage.statements import Insertion
from app.write_points import Point, reached

R = TypeVar("R", bound=Record)
T = TypeVar("T")


class Reader:
    """Reads records; what it returns are frozen dataclasses, never rows."""

    def __init__(self, connection: sa.Connection, *, around: "Reader | None" = None) -> None:
        """Read through ``connection``; what is known is shared with the one ``around`` this."""
        self._connection = connection
        self._driver: sqlite3.Connection = around._driver if around else driver_of(connection)
        self._known: dict[type[Record], dict[str, Any]] = around._known if around else {}

    @property
    def connection(self) -> sa.Connection:
        """Return SQLAlchemy's connection."""
        return self._connection

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

    def some(self, cls: type[R], ids: Iterable[str]) -> tuple[R, ...]:
        """Return those of some records that are there, asked for at once; in no order."""
        rows = self.ask(statements.selecting_some(cls), (dump(sorted(ids)),))
        return tuple(from_values(cls, row) for row in rows)

    def once(self, cls: type[Record], name: str, make: Callable[[], T]) -> T:
        """Return what ``make`` made of records of a kind; made anew after one of it is written.

        ``name`` says what it is.
        """
        known = self._known.setdefault(cls, {})
        if name not in known:
            known[name] = make()
        found: T = known[name]
        return found

    def known(self, cls: type[R], record_id: str) -> R | None:
        """Return a record, or None, that much else is held against: it is read once, as it is.

        What is written back must be asked for with :meth:`find`: SQL past this class may have
        changed other parts of it.
        """
        return self.once(cls, f"record {record_id}", lambda: self.find(cls, record_id))

    def believe(self, cls: type[Record], known: Mapping[str, Any]) -> None:
        """Take for known of a kind what would be read else: names of :meth:`once` → what they are.

        For who is certain that the file says the same.
        """
        self._known.setdefault(cls, {}).update(known)

    def believe_records(self, cls: type[R], records: Iterable[R]) -> None:
        """Take records for known, see :meth:`believe`."""
        self.believe(cls, {f"record {record.id}": record for record in records})

    def believe_absent(self, cls: type[Record], ids: Iterable[str]) -> None:
        """Take for known that there are no records with some ids, see :meth:`believe`."""
        self.believe(cls, {f"record {record_id}": None for record_id in ids})

    def believed(self, cls: type[Record], name: str) -> Any:
        """Return what is known of a kind under a name; None where nothing is."""
        return self._known.get(cls, {}).get(name)

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


def _misfit() -> InvalidChangeError:
    return InvalidChangeError(
        _("This change does not fit what is there now."),
        safe=_("Nothing was changed."),
        remedy=_("Look again: somebody may have removed what it belongs to."),
    )


class Transaction(Reader):
    """One writing transaction; remembers what each record was before it was touched."""

    def __init__(
        self,
        connection: sa.Connection,
        *,
        replaying: bool = False,
        around: "Transaction | None" = None,
    ) -> None:
        """Write through ``connection``; ``replaying`` switches off the checks of live commands."""
        super().__init__(connection, around=around)
        self._behind: Behind = around._behind if around else Behind(self._driver)
        self._is_inseparable = False
        self.replaying = replaying
        self.before: dict[tuple[type[Record], str], Record | None] = {}

    def part(self) -> "Transaction":
        """Begin a part that remembers for itself; end it with :meth:`keep` or :meth:`take_back`."""
        self.catch_up()
        self._driver.execute("SAVEPOINT part")
        return Transaction(self._connection, around=self)

    def inseparable_part(self) -> "Transaction":
        """Begin a part that remembers for itself, and is taken back only with all of this.

        What it writes may wait until something is read, or until :meth:`catch_up`: whatever it is
        that the file does not take may show only then.
        """
        part = Transaction(self._connection, around=self)
        part._is_inseparable = True
        return part

    def catch_up(self) -> None:
        """Write what waits.

        Raises:
            WaitingRefusedError: where the file does not take it; all of this is to be given up.

        """
        if self._behind:
            self._behind.write()

    @property
    def connection(self) -> sa.Connection:
        """Return SQLAlchemy's connection; what waited is written."""
        self.catch_up()
        return self._connection

    def ask(self, question: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return the rows that answer a question in SQL; what waited is written."""
        self.catch_up()
        return super().ask(question, values)

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

    def put_new(self, record: Record) -> None:
        """Put a record that hardly is there already: only where it is, is it asked for.

        Raises:
            InvalidChangeError: where it belongs to something that is not there.

        """
        if self._is_inseparable:
            self._behind.put_new(record)
            self._note(type(record), record.id, None)
            return
        try:
            self.add(statements.inserting(type(record)), to_row(record))
        except sqlite3.IntegrityError:
            self.put(record)
            return
        reached(Point.ROW_WRITTEN)
        self._note(type(record), record.id, None)

    def replace(self, before: R, after: R) -> None:
        """Put ``after`` in the place of ``before``, which was just read: it is not read again.

        Raises:
            InvalidChangeError: where it belongs to something that is not there.

        """
        self._remember(type(before), before.id, before)
        if self._is_inseparable:
            self._behind.replace(before, after)
            return
        names = changed_fields(before, after)
        if names:
            row = to_columns(after, ("id", *names))
            self._write(statements.updating(type(after), names), row)

    def _change(self, record: Record) -> None:
        self._write(statements.updating(type(record)), to_row(record))

    def remove(self, cls: type[Record], record_id: str) -> None:
        """Remove a record where there is one."""
        if self._remember(cls, record_id):
            self._write(statements.deleting(cls), (record_id,))

    def add(self, statement: str, values: Mapping[str, Any] | Sequence[Any]) -> int:
        """Carry out a statement in SQL, past SQLAlchemy as well; return a new row's number."""
        self.catch_up()
        return self._driver.execute(statement, values).lastrowid or 0

    def add_all(self, statement: str, rows: Sequence[Sequence[Any]]) -> None:
        """Carry out a statement in SQL for each of some rows, in their order."""
        self.catch_up()
        if rows:
            self._driver.executemany(statement, rows)

    def insert(self, insertion: Insertion, *rows: Sequence[Any]) -> None:
        """Add rows to a table, in their order."""
        if self._is_inseparable:
            for row in rows:
                self._behind.add(insertion, row)
            return
        self.catch_up()
        add_rows(self._driver, insertion, rows)

    def _write(self, statement: str, values: Mapping[str, Any] | Sequence[Any]) -> None:
        try:
            self.add(statement, values)
            reached(Point.ROW_WRITTEN)
        except sqlite3.IntegrityError as error:
            raise _misfit() from error

    def _remember(self, cls: type[R], record_id: str, found: R | None = None) -> bool:
        found = found or self.find(cls, record_id)
        self._note(cls, record_id, found)
        return found is not None

    def _note(self, cls: type[R], record_id: str, found: R | None) -> None:
        self._known.pop(cls, None)
        self.before.setdefault((cls, record_id), found)

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


def driver_of(connection: sa.Connection) -> sqlite3.Connection:
    """Return the driver's connection below SQLAlchemy's."""
    driver = connection.connection.driver_connection
    if not isinstance(driver, sqlite3.Connection):
        raise TypeError("the SQLite driver has no connection")
    return driver

"""Rows that wait to be written together with others like them: SQLite takes many in one step."""

import sqlite3
from collections.abc import Sequence
from typing import Any

from app.domain.records import Record
from app.storage import statements
from app.storage.rows import changed_fields, to_columns, to_row
from app.storage.statements import Insertion
from app.write_points import Point, reached


class WaitingRefusedError(Exception):
    """The file does not take what waited: nothing of the transaction may stay.

    No UserError, or whoever reads next would take it for the answer to what is asked there.
    """


class Behind:
    """What a transaction wrote and the file does not have yet; nothing may be read past it."""

    def __init__(self, driver: sqlite3.Connection) -> None:
        """Write through ``driver``."""
        self._driver = driver
        self._rows: dict[Insertion, list[Sequence[Any]]] = {}
        self._fresh: dict[tuple[type[Record], str], Record] = {}
        self._changed: dict[tuple[type[Record], str], tuple[Record, Record]] = {}
        self._has_failed = False

    def __bool__(self) -> bool:
        """Tell whether anything waits, or could not be written."""
        return bool(self._rows or self._fresh or self._changed or self._has_failed)

    def add(self, insertion: Insertion, row: Sequence[Any]) -> None:
        """Let a row wait; those of one table are written in the order in which they came."""
        self._rows.setdefault(insertion, []).append(row)

    def put_new(self, record: Record) -> None:
        """Let a record wait that is not in the file."""
        self._fresh[type(record), record.id] = record

    def replace(self, before: Record, after: Record) -> None:
        """Let a record wait that takes the place of one in the file, or of one that waits."""
        key = (type(after), after.id)
        if key in self._fresh:
            self._fresh[key] = after
        else:
            self._changed[key] = (self._changed.get(key, (before, before))[0], after)

    def write(self) -> None:
        """Write all that waits.

        Raises:
            WaitingRefusedError: where the file does not take it, now or before.
            sqlite3.Error: where it cannot be written at all.

        """
        if self._has_failed:
            raise WaitingRefusedError
        self._has_failed = True  # until all of it is written
        try:
            self._write()
        except (sqlite3.IntegrityError, ValueError, TypeError, OverflowError) as error:
            raise WaitingRefusedError from error
        self._has_failed = False

    def _write(self) -> None:
        rows, self._rows = self._rows, {}
        fresh, self._fresh = self._fresh, {}
        changed, self._changed = self._changed, {}
        for insertion, waiting in rows.items():
            add_rows(self._driver, insertion, waiting)
        if rows:
            reached(Point.LEDGER_APPENDED)
        records: dict[Insertion, list[Sequence[Any]]] = {}
        for (cls, _id), record in fresh.items():
            row = tuple(to_row(record).values())
            records.setdefault(statements.insertion(cls), []).append(row)
        for insertion, waiting in records.items():
            add_rows(self._driver, insertion, waiting)
        updates: dict[str, list[dict[str, Any]]] = {}
        for (cls, _id), (before, after) in changed.items():
            if names := changed_fields(before, after):
                row_of = to_columns(after, ("id", *names))
                updates.setdefault(statements.updating(cls, names), []).append(row_of)
        for statement, some in updates.items():
            self._driver.executemany(statement, some)
        if fresh or changed:
            reached(Point.ROW_WRITTEN)


ROWS_A_STATEMENT = 32
"""So many at most; for each smaller number there is a statement of its own.

Each one gives Python's lock away, and gets it back when others are through with their turn.
"""


def add_rows(
    driver: sqlite3.Connection, insertion: Insertion, rows: Sequence[Sequence[Any]]
) -> None:
    """Add rows in their order, many in one step."""
    for start in range(0, len(rows), ROWS_A_STATEMENT):
        some = rows[start : start + ROWS_A_STATEMENT]
        driver.execute(insertion.text(len(some)), [value for row in some for value in row])

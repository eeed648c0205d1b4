"""SQL for single records, written once a kind: it goes to the driver as it is.

A command asks some twenty of these questions. SQLAlchemy's way from a statement to the driver takes
ten times as long as SQLite's answer.
"""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from app.domain.codec import once
from app.storage.tables import TABLES


def _columns(cls: Any) -> tuple[str, ...]:
    return tuple(field.name for field in fields(cls))


@dataclass(frozen=True)
class Insertion:
    """The statement that adds rows to a table; their values come in the order of the columns."""

    table: str
    columns: tuple[str, ...]

    @cache  # noqa: B019 - there is one for each table, for ever
    def text(self, rows: int = 1) -> str:
        """Return it for so many rows at once."""
        columns = ", ".join(f'"{name}"' for name in self.columns)
        row = f"({', '.join('?' for _name in self.columns)})"
        return f'INSERT INTO "{self.table}" ({columns}) VALUES {", ".join([row] * rows)}'


@once
def selecting(cls: Any, names: tuple[str, ...]) -> str:
    """Return the question for records whose named columns have given values, in this order.

    The answer's columns are the record's fields in their order.
    """
    columns = ", ".join(f'"{name}"' for name in _columns(cls))
    wanted = " AND ".join(f'"{name}" = ?' for name in names)
    return f'SELECT {columns} FROM "{TABLES[cls].name}"' + (f" WHERE {wanted}" if names else "")


@once
def selecting_some(cls: Any) -> str:
    """Return the question for the records whose ids are in a list (JSON text)."""
    return selecting(cls, ()) + ' WHERE "id" IN (SELECT value FROM json_each(?))'


@once
def reading_column(cls: Any, name: str) -> str:
    """Return the question for one column of the record with a given id."""
    return f'SELECT "{name}" FROM "{TABLES[cls].name}" WHERE "id" = ?'


@once
def inserting(cls: Any) -> str:
    """Return the statement that adds a record from its row (column → value)."""
    names = _columns(cls)
    columns = ", ".join(f'"{name}"' for name in names)
    values = ", ".join(f":{name}" for name in names)
    return f'INSERT INTO "{TABLES[cls].name}" ({columns}) VALUES ({values})'


@once
def insertion(cls: Any) -> Insertion:
    """Return the statement that adds records from their rows' values."""
    return Insertion(TABLES[cls].name, _columns(cls))


@once
def updating(cls: Any, names: tuple[str, ...] = ()) -> str:
    """Return the statement that replaces the named columns, or all, of the record of a row's id."""
    written = names or tuple(name for name in _columns(cls) if name != "id")
    values = ", ".join(f'"{name}" = :{name}' for name in written)
    return f'UPDATE "{TABLES[cls].name}" SET {values} WHERE "id" = :id'


@once
def deleting(cls: Any) -> str:
    """Return the statement that removes the record of a given id."""
    return f'DELETE FROM "{TABLES[cls].name}" WHERE "id" = ?'

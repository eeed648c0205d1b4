"""The register of records: which frozen dataclass lies in which table.

A record is one row of current state. Every record has an ``id``; ``PRIVATE_TABLES`` hold a person's
identity and ``LOCAL_TABLES`` what belongs to this laptop: neither is in the ledger, and neither is
rebuilt by a replay.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar


@dataclass(frozen=True, kw_only=True)
class Record:
    """One row of state."""

    id: str


R = TypeVar("R", bound=Record)
_TABLES: dict[type[Record], str] = {}
_PRIVATE: set[str] = set()


def record(table: str, *, private: bool = False) -> Callable[[type[R]], type[R]]:
    """Register a record class under its table's name."""

    def register(cls: type[R]) -> type[R]:
        _TABLES[cls] = table
        if private:
            _PRIVATE.add(table)
        return cls

    return register


def table_of(cls: type[Record]) -> str:
    """Return the table of a record class."""
    return _TABLES[cls]


def class_of(table: str) -> type[Record]:
    """Return the record class of a table.

    Raises:
        KeyError: for a table without records.

    """
    return {name: cls for cls, name in _TABLES.items()}[table]


def record_classes() -> tuple[type[Record], ...]:
    """Return every record class, by table name."""
    return tuple(sorted(_TABLES, key=lambda cls: _TABLES[cls]))


def is_private(table: str) -> bool:
    """Tell whether a table holds a person's identity."""
    return table in _PRIVATE

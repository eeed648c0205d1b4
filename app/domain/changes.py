"""What a committed command touched: every open view decides from it whether to read again."""

from collections.abc import Iterable
from dataclasses import dataclass, field

ALL_TABLES = "*"
"""A pseudo-table: everything may have changed (another workshop was opened, a restore)."""

FROM_STATIONS = "stations"
"""The origin of what stations changed."""


@dataclass(frozen=True)
class Changes:
    """Touched records, by table name: table → ids.

    Table names are the nouns of the storage: ``norms``, ``activities``, ``cells``, ``notes`` …
    """

    touched: dict[str, frozenset[str]] = field(default_factory=dict)

    def touches(self, *tables: str) -> bool:
        """Tell whether any of ``tables`` was touched; :data:`ALL_TABLES` stands for any of all."""
        if ALL_TABLES in tables or ALL_TABLES in self.touched:
            return bool(self.touched)
        return any(table in self.touched for table in tables)

    def __or__(self, other: "Changes") -> "Changes":
        """Return both, as one."""
        return Changes.joined((self, other))

    @classmethod
    def joined(cls, parts: Iterable["Changes"]) -> "Changes":
        """Return many as one."""
        touched: dict[str, set[str]] = {}
        for part in parts:
            for table, ids in part.touched.items():
                touched.setdefault(table, set()).update(ids)
        return cls({table: frozenset(ids) for table, ids in touched.items()})

    def __bool__(self) -> bool:
        """Tell whether anything was touched."""
        return bool(self.touched)


EVERYTHING = Changes({ALL_TABLES: frozenset()})
"""What a job returns that replaced the whole state (a restore, a withdrawal)."""

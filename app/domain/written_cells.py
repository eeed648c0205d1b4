"""All entries of all cells at one moment, and the same a moment later: only what is touched."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from app.domain.cells import CellEntry, CellKey
from app.domain.merge import CellState, merge

ANY = "*"
"""No dimension's id: what any cell was read with."""


@dataclass(frozen=True, kw_only=True)
class WrittenCells:
    """Entries of cells, and what stands in each cell.

    Attributes:
        entries: all, in order.
        by_cell: a cell's entries in order; a list stays the same until its cell changes.
        states: what stands in each cell.
        tokens: what stays the same while a dimension's cells do, by the dimension.

    """

    entries: tuple[CellEntry, ...]
    by_cell: dict[str, list[CellEntry]]
    states: dict[str, CellState]
    tokens: dict[str, object] = field(default_factory=lambda: {ANY: object()})

    @classmethod
    def of(cls, entries: tuple[CellEntry, ...]) -> "WrittenCells":
        """Return what entries make, which are in their order."""
        by_cell: dict[str, list[CellEntry]] = {}
        for entry in entries:
            by_cell.setdefault(entry.cell, []).append(entry)
        return cls(
            entries=entries,
            by_cell=by_cell,
            states={cell: _state(found) for cell, found in by_cell.items()},
        )

    @cached_property
    def _by_id(self) -> dict[str, CellEntry]:
        return {entry.id: entry for entry in self.entries}

    def again(self, touched: frozenset[str], found: Iterable[CellEntry]) -> "WrittenCells":
        """Return the same where ``found`` is all that there is now of the entries ``touched``.

        What is looked at are their cells. To be asked of the newest, on one thread.
        """
        by_id, fresh = self._by_id, list(found)
        # Nothing else reads it, and all that was ever written is in it: handed on, not copied.
        del self.__dict__["_by_id"]
        gone = [entry for one in touched if (entry := by_id.pop(one, None)) is not None]
        by_id.update((entry.id, entry) for entry in fresh)
        cells = {entry.cell for entry in (*gone, *fresh)}
        by_cell = {**self.by_cell, **self._cells_again(cells, touched, fresh)}
        states = {**self.states, **{cell: _state(by_cell[cell]) for cell in cells}}
        for cell in [cell for cell in cells if not by_cell[cell]]:
            del by_cell[cell], states[cell]
        made = WrittenCells(
            entries=self._entries_again(gone, fresh),
            by_cell=by_cell,
            states=states,
            tokens={**self.tokens, **{CellKey.parse(one).dimension_id: object() for one in cells}},
        )
        made.__dict__["_by_id"] = by_id
        return made

    def _entries_again(
        self, gone: list[CellEntry], fresh: list[CellEntry]
    ) -> tuple[CellEntry, ...]:
        entries = list(self.entries)
        for entry in gone:
            del entries[bisect_left(entries, place(entry), key=place)]
        for entry in fresh:
            insort(entries, entry, key=place)
        return tuple(entries)

    def _cells_again(
        self, cells: set[str], touched: frozenset[str], fresh: list[CellEntry]
    ) -> dict[str, list[CellEntry]]:
        again = {
            cell: [entry for entry in self.by_cell.get(cell, ()) if entry.id not in touched]
            for cell in cells
        }
        for entry in fresh:
            insort(again[entry.cell], entry, key=place)
        return again


def place(entry: CellEntry) -> tuple[str, str]:
    """Return where an entry stands among others: they are in the order of their moments."""
    return (entry.at, entry.id)


def _state(entries: Iterable[CellEntry]) -> CellState:
    """Return the state of a cell; what is superseded has no part in it."""
    return merge(entry.version() for entry in entries if not entry.superseded)

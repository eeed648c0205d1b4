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
        standing: those of a cell that nothing supersedes.
        states: what stands in each cell.
        tokens: what stays the same while a dimension's cells do, by the dimension.

    """

    entries: tuple[CellEntry, ...]
    by_cell: dict[str, list[CellEntry]]
    standing: dict[str, list[CellEntry]]
    states: dict[str, CellState]
    tokens: dict[str, object] = field(default_factory=lambda: {ANY: object()})

    @classmethod
    def of(cls, entries: tuple[CellEntry, ...]) -> "WrittenCells":
        """Return what entries make, which are in their order."""
        by_cell: dict[str, list[CellEntry]] = {}
        for entry in entries:
            by_cell.setdefault(entry.cell, []).append(entry)
        standing = {
            cell: [entry for entry in found if not entry.superseded]
            for cell, found in by_cell.items()
        }
        return cls(
            entries=entries,
            by_cell=by_cell,
            standing=standing,
            states={cell: _state(found) for cell, found in standing.items()},
        )

    @cached_property
    def _by_id(self) -> dict[str, CellEntry]:
        return {entry.id: entry for entry in self.entries}

    @cached_property
    def _places(self) -> list[tuple[str, str]]:
        return [place(entry) for entry in self.entries]

    @cached_property
    def _named(self) -> set[str]:
        return {name for entry in self.entries for name in entry.based_on}

    def is_named(self, entry_id: str) -> bool:
        """Tell whether any entry may say that it supersedes ``entry_id``.

        To be asked of the newest, on the thread that asks :meth:`again`.
        """
        return entry_id in self._named

    def again(self, touched: frozenset[str], found: Iterable[CellEntry]) -> "WrittenCells":
        """Return the same where ``found`` is all that there is now of the entries ``touched``.

        What is looked at are their cells. To be asked of the newest, on one thread.
        """
        by_id, places, named, fresh = self._by_id, self._places, self._named, list(found)
        # Nothing else reads them, and all that was ever written is there: handed on, not copied.
        handed_on = {"_by_id": by_id, "_places": places, "_named": named}
        for name in handed_on:
            del self.__dict__[name]
        gone = [entry for one in touched if (entry := by_id.pop(one, None)) is not None]
        by_id.update((entry.id, entry) for entry in fresh)
        named.update(name for entry in fresh for name in entry.based_on)
        changed: dict[str, tuple[list[CellEntry], list[CellEntry]]] = {}
        for which, entries in enumerate((gone, fresh)):
            for entry in entries:
                changed.setdefault(entry.cell, ([], []))[which].append(entry)
        by_cell, standing, states = dict(self.by_cell), dict(self.standing), dict(self.states)
        for cell, (before, after) in changed.items():
            by_cell[cell] = _exchanged(by_cell.get(cell, []), before, after)
            left = [entry for entry in standing.get(cell, ()) if entry.id not in touched]
            standing[cell] = [*left, *(entry for entry in after if not entry.superseded)]
            states[cell] = _state(standing[cell])
            if not by_cell[cell]:
                del by_cell[cell], standing[cell], states[cell]
        made = WrittenCells(
            entries=self._entries_again(places, gone, fresh),
            by_cell=by_cell,
            standing=standing,
            states=states,
            tokens={
                **self.tokens,
                **{CellKey.parse(one).dimension_id: object() for one in changed},
            },
        )
        made.__dict__.update(handed_on)
        return made

    def _entries_again(
        self, places: list[tuple[str, str]], gone: list[CellEntry], fresh: list[CellEntry]
    ) -> tuple[CellEntry, ...]:
        """Return the entries, and bring their ``places`` up to date with them."""
        entries, again = list(self.entries), {place(entry): entry for entry in fresh}
        for entry in gone:
            at = bisect_left(places, place(entry))
            same = again.pop(places[at], None)
            if same is not None:
                entries[at] = same
            else:
                del entries[at], places[at]
        for where, entry in again.items():
            at = bisect_left(places, where)
            entries.insert(at, entry)
            places.insert(at, where)
        return tuple(entries)


def _exchanged(
    entries: list[CellEntry], gone: list[CellEntry], fresh: list[CellEntry]
) -> list[CellEntry]:
    """Return a cell's entries without those that are gone and with the fresh ones, in order."""
    again, new = list(entries), {place(entry): entry for entry in fresh}
    for entry in gone:
        at = bisect_left(again, place(entry), key=place)
        same = new.pop(place(entry), None)
        if same is not None:
            again[at] = same
        else:
            del again[at]
    for entry in new.values():
        insort(again, entry, key=place)
    return again


def place(entry: CellEntry) -> tuple[str, str]:
    """Return where an entry stands among others: they are in the order of their moments."""
    return (entry.at, entry.id)


def _state(standing: Iterable[CellEntry]) -> CellState:
    """Return the state of a cell of which these entries stand."""
    return merge(entry.version() for entry in standing)

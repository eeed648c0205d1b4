"""Entries of a cell that matter to a new one, found without reading all that came before."""

import json

from app.domain.cells import CellEntry
from app.domain.written_cells import WrittenCells
from app.storage import statements
from app.storage.database import Reader, Transaction
from app.storage.rows import from_values

_MATTERS = " AND (NOT superseded OR instr(based_on, ?) > 0)"
_AT_HAND = "entries by cell"


class CellsAtHand:
    """Every entry of every cell, with what the transaction wrote.

    Attributes:
        written: entry id → what the transaction made of it.

    """

    def __init__(self, before: WrittenCells) -> None:
        """Begin with what the file holds."""
        self._before = before
        self._standing: dict[str, dict[str, CellEntry]] = {}
        self._named: set[str] = set()
        self.written: dict[str, CellEntry] = {}

    def all(self, cell: str) -> tuple[CellEntry, ...]:
        """Return a cell's entries."""
        known = {entry.id: entry for entry in self._before.by_cell.get(cell, ())}
        return tuple(
            {**known, **{e.id: e for e in self.written.values() if e.cell == cell}}.values()
        )

    def standing(self, cell: str) -> dict[str, CellEntry]:
        """Return the entries of a cell that nothing supersedes, by their ids."""
        if cell not in self._standing:
            self._standing[cell] = {e.id: e for e in self._before.standing.get(cell, ())}
        return self._standing[cell]

    def standing_or_naming(self, cell: str, entry_id: str) -> tuple[CellEntry, ...]:
        """Return the entries of a cell that stand, and those that supersede ``entry_id``."""
        if entry_id in self._named or self._before.is_named(entry_id):
            return tuple(e for e in self.all(cell) if not e.superseded or entry_id in e.based_on)
        return tuple(self.standing(cell).values())

    def put(self, entry: CellEntry) -> None:
        """Take note of an entry that was written."""
        standing = self.standing(entry.cell)
        self.written[entry.id] = entry
        self._named.update(entry.based_on)
        if entry.superseded:
            standing.pop(entry.id, None)
        else:
            standing[entry.id] = entry


def believe_cells(reader: Reader, written: WrittenCells) -> None:
    """Take for known which entries the cells have, see :meth:`Reader.believe`."""
    reader.believe(CellEntry, {_AT_HAND: CellsAtHand(written)})


def at_hand(reader: Reader) -> CellsAtHand | None:
    """Return what is known of all entries; None where they must be asked for."""
    found = reader.believed(CellEntry, _AT_HAND)
    return found if isinstance(found, CellsAtHand) else None


def put_new(tx: Transaction, entry: CellEntry) -> None:
    """Put an entry that hardly is there already."""
    known = at_hand(tx)
    tx.put_new(entry)
    _go_on(tx, known, entry)


def put(tx: Transaction, entry: CellEntry) -> None:
    """Put an entry."""
    known = at_hand(tx)
    tx.put(entry)
    _go_on(tx, known, entry)


def replace(tx: Transaction, before: CellEntry, after: CellEntry) -> None:
    """Put ``after`` in the place of ``before``, which is what is there."""
    known = at_hand(tx)
    tx.replace(before, after)
    _go_on(tx, known, after)


def _go_on(tx: Transaction, known: CellsAtHand | None, entry: CellEntry) -> None:
    """Keep what is known: any other writing of an entry would have it asked for again."""
    if known is not None:
        known.put(entry)
        tx.believe(CellEntry, {_AT_HAND: known})


def entries(reader: Reader, cell: str) -> tuple[CellEntry, ...]:
    """Return every entry of a cell."""
    known = at_hand(reader)
    return known.all(cell) if known else reader.all(CellEntry, cell=cell)


def standing(reader: Reader, cell: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that nothing supersedes."""
    known = at_hand(reader)
    if known is None:
        return reader.all(CellEntry, cell=cell, superseded=False)
    return tuple(known.standing(cell).values())


def standing_or_naming(reader: Reader, cell: str, entry_id: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that stand, and those that may supersede ``entry_id``.

    The database looks through the ids that are superseded as text, so one entry too many may come.
    """
    known = at_hand(reader)
    if known is not None:
        return known.standing_or_naming(cell, entry_id)
    named = json.dumps(entry_id, ensure_ascii=False)
    question = statements.selecting(CellEntry, ("cell",)) + _MATTERS
    return tuple(from_values(CellEntry, row) for row in reader.ask(question, (cell, named)))

"""Entries of a cell that matter to a new one, found without reading all that came before."""

import json

from app.domain.cells import CellEntry
from app.storage import statements
from app.storage.database import Reader
from app.storage.rows import from_values

_MATTERS = " AND (NOT superseded OR instr(based_on, ?) > 0)"


def standing(reader: Reader, cell: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that nothing supersedes."""
    return reader.all(CellEntry, cell=cell, superseded=False)


def standing_or_naming(reader: Reader, cell: str, entry_id: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that stand, and those that may supersede ``entry_id``.

    The database looks through the ids that are superseded as text, so one entry too many may come.
    """
    named = json.dumps(entry_id, ensure_ascii=False)
    question = statements.selecting(CellEntry, ("cell",)) + _MATTERS
    return tuple(from_values(CellEntry, row) for row in reader.ask(question, (cell, named)))

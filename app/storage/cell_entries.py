"""Entries of a cell that matter to a new one, found without reading all that came before."""

import json

import sqlalchemy as sa

from app.domain.cells import CellEntry
from app.storage.database import Reader
from app.storage.rows import from_row
from app.storage.tables import TABLES


def standing(reader: Reader, cell: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that nothing supersedes."""
    return reader.all(CellEntry, cell=cell, superseded=False)


def standing_or_naming(reader: Reader, cell: str, entry_id: str) -> tuple[CellEntry, ...]:
    """Return the entries of a cell that stand, and those that may supersede ``entry_id``.

    The database looks through the ids that are superseded as text, so one entry too many may come.
    """
    table = TABLES[CellEntry]
    named = sa.func.instr(table.c.based_on, json.dumps(entry_id, ensure_ascii=False)) > 0
    query = sa.select(table).where(
        table.c.cell == cell, sa.or_(table.c.superseded.is_(False), named)
    )
    return tuple(from_row(CellEntry, row._mapping) for row in reader.connection.execute(query))

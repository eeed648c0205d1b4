"""Cells as stations see them: a group's own in full, of others the scores; remade as they change.

Thirty stations look after every entry; what is told of a cell is worked out when that cell changes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.cells import CellEntry, Field
from app.domain.codec import to_json
from app.domain.envelopes import canonical
from app.domain.snapshot import Snapshot

Row = dict[str, Any]
Rows = list[Row]

REVEALED = (Field.RATING, Field.NOT_SCORED, Field.AGREED)
"""What the chart shows of other groups and of the room, once it is revealed."""


def hash_of(rows: Rows) -> str:
    """Return the hash by which a station and the hub know that rows are the same."""
    return short_hash(canonical(rows))


def short_hash(content: bytes) -> str:
    """Return the first 16 digits of SHA-256."""
    return hashlib.sha256(content).hexdigest()[:16]


@dataclass(frozen=True)
class Part:
    """Rows of one owner, in order of their cells, and one hash over them."""

    rows: Rows
    hash: str


@dataclass(frozen=True)
class _Told:
    """What is told of a cell, and the entries that it was made of."""

    entries: Sequence[CellEntry]
    row: Row
    hash: str


class ShownCells:
    """What stations see of cells; an owner is a group, a note, a data need, or the room."""

    def __init__(self) -> None:
        """Begin without any."""
        self._seen: object = None
        self._entries: dict[str, Sequence[CellEntry]] = {}
        self._names: dict[str, set[str]] = {}
        self._told: dict[tuple[str, bool], _Told] = {}
        self._parts: dict[tuple[str, bool], Part] = {}

    def look(self, snapshot: Snapshot) -> None:
        """Take in which cells changed since the last look."""
        if self._seen is snapshot.cells:
            return
        now, before = snapshot.entries_by_cell, self._entries
        fresh = [cell for cell, entries in now.items() if before.get(cell) is not entries]
        gone = before.keys() - now.keys()
        for cell in (*fresh, *gone):
            owner = cell.partition("|")[0]
            self._parts.pop((owner, True), None)
            self._parts.pop((owner, False), None)
            names = self._names.setdefault(owner, set())
            if cell in now:
                names.add(cell)
                continue
            names.discard(cell)
            self._told.pop((cell, True), None)
            self._told.pop((cell, False), None)
        self._seen, self._entries = snapshot.cells, dict(now)

    def part(self, owner: str, *, own: bool) -> Part:
        """Return an owner's cells: in full where they are one's ``own``, else its scores."""
        known = self._parts.get((owner, own))
        if known is None:
            cells = sorted(self._names.get(owner, ()))
            told = [self._cell(cell, own) for cell in cells if own or self._is_shown(cell)]
            whole = short_hash("".join(one.hash for one in told).encode())
            known = self._parts[owner, own] = Part([one.row for one in told], whole)
        return known

    def _is_shown(self, cell: str) -> bool:
        return self._entries[cell][0].field in REVEALED

    def _cell(self, cell: str, own: bool) -> _Told:
        entries = self._entries[cell]
        known = self._told.get((cell, own))
        if known is None or known.entries is not entries:
            row = _row(cell, entries, own=own)
            known = self._told[cell, own] = _Told(entries, row, hash_of([row]))
        return known


def _row(cell: str, entries: Sequence[CellEntry], *, own: bool) -> Row:
    """Return a cell: what stands; of one's own also which entries do not stand any more."""
    names = ("id", "value", "at", "withdrawn", *(("based_on", "station") if own else ()))
    tips = [entry for entry in entries if not entry.superseded]
    told: Row = {
        "cell": cell,
        "tips": [{name: to_json(getattr(tip, name)) for name in names} for tip in tips],
    }
    if own:
        told["superseded"] = [entry.id for entry in entries if entry.superseded]
    return told

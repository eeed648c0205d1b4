"""What a station may see: its own group's work, what is for everyone, and no person's name.

Other groups' scores only after the reveal. Pure; the hub sends only the tables that a station does
not have yet, which it tells by their hashes.
"""

import hashlib
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.cells import ROOM, CellEntry, CellKey, Field, words_key
from app.domain.codec import to_json
from app.domain.envelopes import canonical
from app.domain.framework.pack import framework_to_json
from app.domain.judged import Judged, erased_ids, judged_rows
from app.domain.rundown import Phase
from app.domain.seating import Group
from app.domain.snapshot import Snapshot
from app.domain.stations import Station

Rows = list[dict[str, Any]]
_Tables = dict[str, Rows]

LEFT_OUT, WITHDRAWN = "left_out", "withdrawn"
"""The tables of a station's own entries: no part of the workshop; without their words."""
_NOTHING: dict[str, Judged] = {}

REVEALED = (Field.RATING, Field.NOT_SCORED, Field.AGREED)
"""What the chart shows of other groups and of the room, once it is revealed."""


@dataclass(frozen=True)
class StationView:
    """What a station sees.

    Attributes:
        standing: "writes", "waits" (for the facilitator) or "revoked".
        records: table → rows; see ``app/room/PROTOCOL.md``.
        hashes: table → hash of its rows.

    """

    standing: str
    records: dict[str, Rows] = field(default_factory=dict)
    hashes: dict[str, str] = field(default_factory=dict)


def standing_of(station: Station | None) -> str:
    """Return how a station stands with the room."""
    if station is not None and station.revoked_at:
        return "revoked"
    return "writes" if station is not None and station.group_id else "waits"


class StationViews:
    """Makes stations' views; what did not change since the last one is not made again."""

    def __init__(self) -> None:
        """Begin without any."""
        self._made: dict[tuple[str, str], tuple[tuple[Any, ...], Rows, str]] = {}
        self._cells: dict[tuple[str, bool], _MadeCell] = {}
        self._owners: tuple[object, dict[str, list[str]]] = (None, {})
        self._scores: tuple[object, list[tuple[str, _MadeCell]]] = (None, [])

    def of(self, snapshot: Snapshot, station: Station | None) -> StationView:
        """Return what a station sees of the workshop."""
        standing = standing_of(station)
        if station is None:
            return StationView(standing)
        records, hashes = self._own_entries(snapshot, station)
        if standing != "writes":
            return StationView(standing, records, hashes)
        for table, (uses, make) in _TABLES.items():
            group_id = "" if table in _SHARED else station.group_id
            rows, hash_ = self._table(snapshot, table, group_id, uses, make)
            records[table], hashes[table] = rows, hash_
        records["cells"], hashes["cells"] = self._cells_of(snapshot, station.group_id)
        rows = [_own_station(station)]
        records["station"], hashes["station"] = rows, _hash(rows)
        return StationView(standing, records, hashes)

    def _own_entries(self, snapshot: Snapshot, station: Station) -> tuple[_Tables, dict[str, str]]:
        """Return what became of the station's own entries: it is told wherever it stands now."""
        entries = snapshot.judged.get(station.id, _NOTHING)
        uses = (entries, snapshot.tombstones, snapshot.notes, snapshot.data_needs, station)
        makers: dict[str, Callable[[], Rows]] = {
            LEFT_OUT: lambda: judged_rows(entries),
            WITHDRAWN: lambda: _withdrawn(snapshot, station, entries),
        }
        records, hashes = {}, {}
        for table, make in makers.items():
            known = self._made.get((table, station.id))
            if known is None or any(a is not b for a, b in zip(known[0], uses, strict=True)):
                rows = make()
                known = self._made[(table, station.id)] = (uses, rows, _hash(rows))
            records[table], hashes[table] = known[1], known[2]
        return records, hashes

    def _table(
        self, snapshot: Snapshot, table: str, group_id: str, uses: "_Uses", make: "_Make"
    ) -> tuple[Rows, str]:
        sources = uses(snapshot)
        known = self._made.get((table, group_id))
        if known is not None and all(a is b for a, b in zip(known[0], sources, strict=True)):
            return known[1], known[2]
        rows = make(snapshot, group_id)
        self._made[(table, group_id)] = (sources, rows, _hash(rows))
        return rows, self._made[(table, group_id)][2]

    def _cells_of(self, snapshot: Snapshot, group_id: str) -> tuple[Rows, str]:
        """Return the group's own cells, and after the reveal every group's scores.

        Others' reasons, evidence and other views stay with them and the facilitator, who opens
        them in the room or does not.
        """
        s = snapshot
        sources = (s.cells, s.notes, s.data_needs, s.seatings, s.workshop)
        known = self._made.get(("cells", group_id))
        if known is not None and all(a is b for a, b in zip(known[0], sources, strict=True)):
            return known[1], known[2]
        made = self._made_cells(snapshot, group_id)
        whole = hashlib.sha256("".join(one.hash for one in made).encode()).hexdigest()[:16]
        rows = [one.row for one in made]
        self._made[("cells", group_id)] = (sources, rows, whole)
        return rows, whole

    def _made_cells(self, snapshot: Snapshot, group_id: str) -> "list[_MadeCell]":
        owners = self._by_owner(snapshot)
        records = [
            *(n.id for n in snapshot.notes if n.group_id == group_id),
            *(n.id for n in snapshot.data_needs if n.group_id == group_id),
        ]
        own = [cell for owner in (group_id, *records) for cell in owners.get(owner, ())]
        made = [self._cell(snapshot, cell, own=True) for cell in own]
        if snapshot.workshop.revealed_at is not None:
            made += [one for owner, one in self._all_scores(snapshot) if owner != group_id]
        return made

    def _all_scores(self, snapshot: Snapshot) -> "list[tuple[str, _MadeCell]]":
        """Return what the chart shows of every group and of the room, with whose it is."""
        sources = (snapshot.cells, snapshot.seatings)
        known = self._scores[0]
        if not isinstance(known, tuple) or any(
            a is not b for a, b in zip(known, sources, strict=True)
        ):
            owners, entries = self._by_owner(snapshot), snapshot.entries_by_cell
            scores = [
                (owner, self._cell(snapshot, cell, own=False))
                for owner in (*(group.id for group in snapshot.groups), ROOM)
                for cell in owners.get(owner, ())
                if entries[cell][0].field in REVEALED
            ]
            self._scores = (sources, scores)
        return self._scores[1]

    def _by_owner(self, snapshot: Snapshot) -> dict[str, list[str]]:
        """Return the names of cells by the group, note or data need that they belong to."""
        if self._owners[0] is not snapshot.cells:
            owners: dict[str, list[str]] = {}
            for cell in sorted(snapshot.entries_by_cell):
                owners.setdefault(cell.partition("|")[0], []).append(cell)
            self._owners = (snapshot.cells, owners)
        return self._owners[1]

    def _cell(self, snapshot: Snapshot, cell: str, *, own: bool) -> "_MadeCell":
        entries = snapshot.entries_by_cell[cell]
        known = self._cells.get((cell, own))
        if known is None or known.entries is not entries:
            row = _cell(cell, entries, own=own)
            known = self._cells[(cell, own)] = _MadeCell(entries, row, _hash([row]))
        return known


@dataclass(frozen=True)
class _MadeCell:
    """A cell's row, and the entries that it was made of."""

    entries: Sequence[CellEntry]
    row: dict[str, Any]
    hash: str


def _hash(rows: Rows) -> str:
    return hashlib.sha256(canonical(rows)).hexdigest()[:16]


def _own_station(station: Station) -> dict[str, Any]:
    return {"id": station.id, "group_id": station.group_id, "label": station.label}


def _workshop(snapshot: Snapshot, _group: str) -> Rows:
    row: dict[str, Any] = to_json(snapshot.workshop)
    return [row]


def _framework(snapshot: Snapshot, _group: str) -> Rows:
    return [framework_to_json(snapshot.framework)]


def _norms(snapshot: Snapshot, _group: str) -> Rows:
    return [to_json(norm) for norm in snapshot.norms]


def _groups(snapshot: Snapshot, group_id: str) -> Rows:
    revealed = snapshot.workshop.revealed_at is not None
    return [_group(group, own=group.id == group_id, revealed=revealed) for group in snapshot.groups]


def _group(group: Group, *, own: bool, revealed: bool) -> dict[str, Any]:
    told: dict[str, Any] = {"id": group.id, "position": group.position, "label": group.label}
    if own:
        told["place"] = group.place
    if own or revealed:
        told["dimensions"] = list(group.dimensions)
    return told


def _state(snapshot: Snapshot, group_id: str) -> Rows:
    return [to_json(snapshot.group_state(group_id))]


def _notes(snapshot: Snapshot, group_id: str) -> Rows:
    return [to_json(note) for note in snapshot.notes if note.group_id == group_id]


def _needs(snapshot: Snapshot, group_id: str) -> Rows:
    return [to_json(need) for need in snapshot.data_needs if need.group_id == group_id]


def _data_asked(snapshot: Snapshot, _group: str) -> Rows:
    """Return how many data needs all groups have in a dimension, once that is revealed."""
    if snapshot.workshop.revealed_at is None:
        return []
    asked = Counter(n.dimension_id for n in snapshot.data_needs if snapshot.words(n.id).strip())
    return [{"dimension_id": name, "count": count} for name, count in sorted(asked.items())]


def _cell(cell: str, entries: Sequence[CellEntry], *, own: bool) -> dict[str, Any]:
    """Return a cell: what stands; of one's own also which entries do not stand any more."""
    names = ("id", "value", "at", "withdrawn", *(("based_on", "station") if own else ()))
    rows = (to_json(entry) for entry in entries if not entry.superseded)
    told: dict[str, Any] = {
        "cell": cell,
        "tips": [{name: row[name] for name in names} for row in rows],
    }
    if own:
        told["superseded"] = [entry.id for entry in entries if entry.superseded]
    return told


def _datasets(snapshot: Snapshot, group_id: str) -> Rows:
    group = snapshot.group(group_id)
    wanted = set(group.dimensions) if group else set()
    return [to_json(one) for one in snapshot.datasets if one.shown and wanted & set(one.dimensions)]


def _withdrawn(snapshot: Snapshot, station: Station, entries: Mapping[str, Judged]) -> Rows:
    """Return which entries lost their words: they leave the stations as well.

    Of every group that the station ever wrote for, and of notes that nobody knows the group of any
    more; whatever it sent from which the words were taken is named as well.
    """
    groups = {one for one in (station.group_id, station.wants, *station.held) if one}
    records = [(one.id, one.group_id) for one in snapshot.notes]
    records += [(one.id, one.group_id) for one in snapshot.data_needs]
    others = {str(words_key(name)) for name, group_id in records if group_id not in groups}
    rows = [
        {"id": stone.id, "entry_ids": list(stone.entry_ids)}
        for stone in snapshot.tombstones
        if _concerns(stone.target, groups, others)
    ]
    if sent := erased_ids(entries):
        rows.append({"id": station.id, "entry_ids": sent})
    return rows


def _concerns(target: str, groups: set[str], others: set[str]) -> bool:
    """Tell whether a withdrawal is of a group of these, or of words that are not ``others``'."""
    table, _colon, cell = target.partition(":")
    if table != "cell":
        return False
    key = CellKey.parse(cell)
    return cell not in others if key.field is Field.TEXT else key.group_id in groups


_Uses = Callable[[Snapshot], tuple[Any, ...]]
_Make = Callable[[Snapshot, str], Rows]
_TABLES: dict[str, tuple[_Uses, _Make]] = {
    "workshop": (lambda s: (s.workshop,), _workshop),
    "framework": (lambda s: (s.framework,), _framework),
    "norms": (lambda s: (s.norms,), _norms),
    "groups": (lambda s: (s.seatings, s.workshop), _groups),
    "state": (lambda s: (s.group_states,), _state),
    "notes": (lambda s: (s.notes,), _notes),
    "needs": (lambda s: (s.data_needs,), _needs),
    "data_asked": (lambda s: (s.workshop, s.data_needs, s.cells), _data_asked),
    "datasets": (lambda s: (s.datasets, s.seatings), _datasets),
}
"""Table → what it is made of (by which it is known that it did not change), and how."""

_SHARED = frozenset({"workshop", "framework", "norms", "data_asked"})
"""Tables that are the same for every group."""


def clock_of(snapshot: Snapshot, group_id: str, now: datetime) -> dict[str, Any]:
    """Return where the day stands, as a station shows it; moments are the hub's.

    ``ends_at`` is null while the clock stands; ``remaining_seconds`` is below 0 in overtime.
    While nobody touches the clock, everything but the seconds that are left stays the same.
    """
    day = snapshot.rundown(now)
    activity = snapshot.activity_now(day)
    state = snapshot.group_state(group_id)
    granted = state.granted_seconds if activity and state.granted_for == activity.id else 0
    running = day.phase is Phase.RUNNING and activity is not None
    left = math.floor(day.remaining_seconds)
    ends = now + timedelta(seconds=day.remaining_seconds)
    return {
        "phase": day.phase.value,
        "paused": day.phase is Phase.PAUSED,
        "activity_id": activity.id if activity else "",
        "title": activity.title if activity else {},
        "prompt": activity.prompt if activity else {},
        "prompt_id": activity.prompt_id if activity else "",
        "remaining_seconds": left,
        "ends_at": _told(ends) if running else None,
        "group_ends_at": _told(ends + timedelta(seconds=granted)) if running else None,
    }


def _told(moment: datetime) -> str:
    """Return a moment to the tenth of a second: worked out at two moments it is still the same."""
    tenth = round(moment.timestamp(), 1)
    told: str = to_json(datetime.fromtimestamp(tenth, UTC))
    return told

"""What a station may see: its own group's work, what is for everyone, and no person's name.

Other groups' scores only after the reveal. Pure; the hub sends only the tables that a station does
not have yet, which it tells by their hashes.
"""

import math
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from app.domain.bar_tables import relation_of, shares_source
from app.domain.cells import ROOM, CellKey, Field, words_key
from app.domain.codec import to_json
from app.domain.framework.pack import framework_to_json
from app.domain.judged import Judged, erased_ids, judged_rows
from app.domain.relations import Relation
from app.domain.rundown import Phase
from app.domain.seating import Group
from app.domain.shown_cells import Rows, ShownCells, hash_of, short_hash
from app.domain.snapshot import Snapshot
from app.domain.stations import Station

_Tables = dict[str, Rows]

LEFT_OUT, WITHDRAWN = "left_out", "withdrawn"
"""The tables of a station's own entries: no part of the workshop; without their words."""
_NOTHING: dict[str, Judged] = {}


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
        self._cells = ShownCells()

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
        makers = {"station": lambda: [_own_station(station)]}
        of_station, its_hash = self._made_of(station, (station,), makers)
        records |= of_station
        hashes |= its_hash
        return StationView(standing, records, hashes)

    def _own_entries(self, snapshot: Snapshot, station: Station) -> tuple[_Tables, dict[str, str]]:
        """Return what became of the station's own entries: it is told wherever it stands now."""
        entries = snapshot.judged.get(station.id, _NOTHING)
        uses = (entries, snapshot.tombstones, snapshot.notes, snapshot.data_needs, station)
        makers = {
            LEFT_OUT: lambda: judged_rows(entries, station.language),
            WITHDRAWN: lambda: _withdrawn(snapshot, station, entries),
        }
        return self._made_of(station, uses, makers)

    def _made_of(
        self, station: Station, uses: tuple[Any, ...], makers: "dict[str, Callable[[], Rows]]"
    ) -> tuple[_Tables, dict[str, str]]:
        """Return a station's own tables; made again where one of what they use is another."""
        records, hashes = {}, {}
        for table, make in makers.items():
            known = self._made.get((table, station.id))
            if known is None or any(a is not b for a, b in zip(known[0], uses, strict=True)):
                rows = make()
                known = self._made[(table, station.id)] = (uses, rows, hash_of(rows))
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
        self._made[(table, group_id)] = (sources, rows, hash_of(rows))
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
        self._cells.look(snapshot)
        parts = [self._cells.part(one, own=True) for one in _owners(snapshot, group_id)]
        if snapshot.workshop.revealed_at is not None:
            others = (*(one.id for one in snapshot.groups if one.id != group_id), ROOM)
            parts += [self._cells.part(one, own=False) for one in others]
        rows = [row for part in parts for row in part.rows]
        whole = short_hash("".join(part.hash for part in parts).encode())
        self._made[("cells", group_id)] = (sources, rows, whole)
        return rows, whole


def _owners(snapshot: Snapshot, group_id: str) -> tuple[str, ...]:
    """Return a group, and its notes and data needs: whose cells are the group's own."""
    notes = (n.id for n in snapshot.notes if n.group_id == group_id)
    needs = (n.id for n in snapshot.data_needs if n.group_id == group_id)
    return (group_id, *notes, *needs)


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


def _datasets(snapshot: Snapshot, group_id: str) -> Rows:
    group = snapshot.group(group_id)
    wanted = set(group.dimensions) if group else set()
    own = [one for one in snapshot.datasets if one.shown and wanted & set(one.dimensions)]
    compared = any(relation_of(one) is Relation.REPRESENTATION for one in own)
    students = shares_source(snapshot.datasets) if compared else None
    if students is not None and students not in own:
        own.append(replace(students, dimensions=()))
    return [to_json(one) for one in own]


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

"""Reading a whole workshop, and reading again only what changed."""

from bisect import insort
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from app.domain.agenda import Activity, Block, in_order
from app.domain.cells import CellEntry, GroupState
from app.domain.changes import ALL_TABLES, Changes
from app.domain.clock import ClockEvent
from app.domain.drafts import Draft
from app.domain.framework import Framework, framework_from_json
from app.domain.judged import JUDGED, ByStation, by_station
from app.domain.measures import Dataset
from app.domain.norms import Norm
from app.domain.notes import DataNeed, NextStep, Note, Theme
from app.domain.people import Participant, Person, PersonIdentity
from app.domain.preparation import FRAMEWORK_ID, ChecklistItem, FrameworkSnapshot, HistoryItem
from app.domain.records import Record
from app.domain.scenes import SCENE_ID, SceneState
from app.domain.seating import Group, Membership, Seating, SeatingPlan
from app.domain.snapshot import Snapshot
from app.domain.stations import BROADCAST_ID, Broadcast, Station
from app.domain.withdrawal import Tombstone
from app.domain.workshop import WORKSHOP_ID, Hosts, Workshop
from app.domain.written_cells import WrittenCells
from app.storage import drafts, opening, received
from app.storage.database import Database, Reader

R = TypeVar("R", bound=Record)
_LISTS: dict[str, type[Record]] = {
    "norms": Norm,
    "checklist": ChecklistItem,
    "history": HistoryItem,
    "datasets": Dataset,
    "clock_events": ClockEvent,
    "cells": CellEntry,
    "group_states": GroupState,
    "notes": Note,
    "themes": Theme,
    "data_needs": DataNeed,
    "next_steps": NextStep,
    "tombstones": Tombstone,
    "stations": Station,
}
"""Snapshot field (and table) → record class, where the one is simply the list of the other."""


def load(database: Database) -> Snapshot:
    """Read everything.

    Raises:
        InvalidChangeError: for a file without a workshop.

    """
    with database.reading() as reader:
        values: dict[str, Any] = {name: _sorted(reader, cls) for name, cls in _LISTS.items()}
        return Snapshot(
            workshop=reader.get(Workshop, WORKSHOP_ID),
            hosts=reader.find(Hosts, WORKSHOP_ID) or Hosts(),
            framework=_framework(reader),
            agenda=in_order(reader.all(Block), reader.all(Activity)),
            people=_people(reader),
            seatings=_seatings(reader),
            scene=reader.find(SceneState, SCENE_ID) or SceneState(),
            broadcast=reader.find(Broadcast, BROADCAST_ID) or Broadcast(),
            drafts=_drafts(reader),
            judged=by_station(received.judged(reader)),
            **values,
        )


def load_opened(database: Database, source: Path) -> Snapshot:
    """Read everything of a file that has just been opened; ``source`` names it in a message.

    Raises:
        DamagedFileError: where its pages are sound but what stands in them cannot be read.

    """
    with opening.telling_unreadable(source):
        found = load(database)
        found.rundown(datetime.now(UTC))  # times of day that every clock will read
        return found


def refreshed(
    database: Database,
    old: Snapshot,
    changes: Changes,
    *,
    with_drafts: bool = True,
    cells: Mapping[str, CellEntry] | None = None,
) -> Snapshot:
    """Read again only what ``changes`` touched; the cost does not grow with the workshop.

    What is being typed is told by no change: it is read ``with_drafts``. ``cells`` are entries, by
    their ids, of which is known what they are now: they are not read.
    """
    if ALL_TABLES in changes.touched:
        return load(database)
    known = cells or {}
    touched = changes.touched.get("cells", frozenset())
    only_known = changes.touched.keys() == {"cells"} and touched and touched <= known.keys()
    if only_known and not with_drafts:
        return _with_cells(old, old.written_cells.again(touched, _of(known, touched)))
    with database.reading() as reader:
        written = _cells_again(reader, old, changes, known)
        values = _values_again(reader, old, changes)
        values["judged"] = _judged(reader, old, changes)
        values["drafts"] = _drafts(reader) if with_drafts else old.drafts
    return _with_cells(old, written, **values)


def _values_again(reader: Reader, old: Snapshot, changes: Changes) -> dict[str, Any]:
    """Return by its name what is in tables that were touched, the cells left out."""
    values: dict[str, Any] = {}
    for name, cls in _LISTS.items():
        if name != "cells" and changes.touches(name):
            values[name] = _again(reader, cls, getattr(old, name), changes.touched[name])
    if changes.touches("workshop"):
        values["workshop"] = reader.get(Workshop, WORKSHOP_ID)
    if changes.touches("hosts"):
        values["hosts"] = reader.find(Hosts, WORKSHOP_ID) or Hosts()
    if changes.touches("frameworks"):
        values["framework"] = _framework(reader)
    if changes.touches("blocks", "activities"):
        values["agenda"] = in_order(reader.all(Block), reader.all(Activity))
    if changes.touches("participants", "identities"):
        values["people"] = _people(reader)
    if changes.touches("seatings", "groups", "memberships"):
        values["seatings"] = _seatings(reader)
    if changes.touches("scene"):
        values["scene"] = reader.find(SceneState, SCENE_ID) or SceneState()
    if changes.touches("broadcasts"):
        values["broadcast"] = reader.find(Broadcast, BROADCAST_ID) or Broadcast()
    return values


def _with_cells(old: Snapshot, written: WrittenCells, **values: Any) -> Snapshot:
    fresh = replace(old, cells=written.entries, **values)
    fresh.take_over(written)
    return fresh


def _of(known: Mapping[str, CellEntry], ids: Iterable[str]) -> list[CellEntry]:
    return [known[one] for one in ids if one in known]


def _drafts(reader: Reader) -> tuple[Draft, ...]:
    return tuple(drafts.all_drafts(reader).values())


def _cells_again(
    reader: Reader, old: Snapshot, changes: Changes, known: Mapping[str, CellEntry]
) -> WrittenCells:
    """Return the cells, of which there are thousands: only touched ones are read and merged."""
    if not changes.touches("cells"):
        return old.written_cells
    touched = changes.touched["cells"]
    if not touched:
        return WrittenCells.of(_sorted(reader, CellEntry))
    asked = touched - known.keys()
    read = reader.some(CellEntry, asked) if asked else ()
    return old.written_cells.again(touched, (*read, *_of(known, touched)))


def _again(
    reader: Reader, cls: type[R], old: tuple[R, ...], touched: frozenset[str]
) -> tuple[R, ...]:
    """Return a list with the records that were touched as they are now, and the others kept."""
    if not touched:
        return _sorted(reader, cls)
    kept = [record for record in old if record.id not in touched]
    for record in reader.some(cls, touched):
        insort(kept, record, key=_place)
    return tuple(kept)


def _sorted(reader: Reader, cls: type[R]) -> tuple[R, ...]:
    return tuple(sorted(reader.all(cls), key=_place))


def _place(record: Record) -> tuple[Any, ...]:
    number = getattr(record, "number", None)
    position = getattr(record, "position", 0.0) if number is None else float(number)
    return (position, getattr(record, "at", ""), record.id)


def _judged(reader: Reader, old: Snapshot, changes: Changes) -> ByStation:
    if changes.touches("tombstones"):  # withdrawn words left what stations sent as well
        return by_station(received.judged(reader))
    touched = changes.touched.get(JUDGED, frozenset())
    if not touched:
        return old.judged
    return by_station(received.judged(reader, touched), old.judged, touched)


def _framework(reader: Reader) -> Framework:
    pack = reader.get(FrameworkSnapshot, FRAMEWORK_ID).pack
    return framework_from_json(pack, complete=False)


def _people(reader: Reader) -> tuple[Person, ...]:
    identities = {identity.id: identity for identity in reader.all(PersonIdentity)}
    return tuple(Person(p, identities.get(p.id)) for p in _sorted(reader, Participant))


def _seatings(reader: Reader) -> tuple[SeatingPlan, ...]:
    groups, seats = _sorted(reader, Group), _sorted(reader, Membership)
    return tuple(
        SeatingPlan(
            seating,
            tuple(g for g in groups if g.seating_id == seating.id),
            tuple(m for m in seats if m.seating_id == seating.id),
        )
        for seating in _sorted(reader, Seating)
    )

"""Taking in what the hub shows a station: its records stand beside what was written here.

What the hub has of this station's entries is the hub's to tell; what it does not have yet stays,
merged with what it shows (:mod:`app.domain.merge`). Called on the writer's thread.
"""

import logging
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from app.domain.cells import CellEntry, CellKey, Field, GroupState
from app.domain.changes import ALL_TABLES, Changes
from app.domain.codec import CodecError, from_json, to_json
from app.domain.envelopes import Outcome
from app.domain.framework import framework_from_json
from app.domain.ids import HUB
from app.domain.measures import Dataset
from app.domain.merge import tip_ids
from app.domain.norms import Norm
from app.domain.notes import DataNeed, Note
from app.domain.preparation import FRAMEWORK_ID, FrameworkSnapshot
from app.domain.records import Record
from app.domain.seating import SCORING, Group
from app.domain.station_road import LEFT_OUT, LeftOut, Settled, Shown
from app.domain.station_view import LEFT_OUT as LEFT_OUT_TABLE
from app.domain.stations import BROADCAST_ID, Broadcast, Station
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import once_more
from app.services.station_file import OUTCOMES, SHOWN, keep_heard
from app.storage import outbox
from app.storage.database import Database, Reader, Transaction
from app.storage.erasure_entries import erase_entries

R = TypeVar("R", bound=Record)
Row = dict[str, Any]

_LISTS: dict[str, type[Record]] = {
    "norms": Norm, "datasets": Dataset, "notes": Note, "needs": DataNeed,
}  # fmt: skip
_SAID = (
    ("group.help", "help_asked_at", "help_said_at"),
    ("group.finished", "finished_at", "finished_said_at"),
    ("group.confirm", "confirmed_at", "confirmed_said_at"),
)
_PART_OF_IT = (Outcome.ACCEPTED.value, Outcome.REPEATED.value)

logger = logging.getLogger(__name__)


def take_view(database: Database, view: Row, beside: Shown) -> Changes:
    """Take in a view; ``beside`` is what it says beside its records.

    A table that this version cannot read is left as it was, and logged.

    Raises:
        StorageProblemError: where the file cannot be written; nothing of it stays.

    """
    records, erased = view.get("records", {}), False
    with database.writing() as tx:
        taking = _Taking(tx, beside.through)
        # What is no part of the workshop is known first: the other tables are read by it.
        for table, rows in sorted(records.items(), key=lambda one: one[0] != LEFT_OUT_TABLE):
            try:
                taking.take(table, rows)
            except (CodecError, ValueError, KeyError, TypeError):
                logger.exception("what the hub shows of %s cannot be read", table)
        tx.put(Broadcast(id=BROADCAST_ID, text=beside.message))
        outbox.keep(tx, SHOWN, to_json(beside))
        erased = taking.erased
        changes = tx.changes()
    if erased:
        database.vacuum()
        return Changes({ALL_TABLES: frozenset()})
    return changes


class _Taking:
    """One view on its way into the file; ``through`` is the newest entry that the hub has."""

    def __init__(self, tx: Transaction, through: int) -> None:
        self.tx, self.through = tx, through
        self.erased = False
        self._ours = outbox.numbers(tx)
        self._outcomes: dict[str, Row] = outbox.kept(tx, OUTCOMES)
        self._station = str((outbox.enrolment(tx) or {}).get("station", ""))

    def take(self, table: str, rows: list[Row]) -> None:
        """Take one table in."""
        if table in _LISTS:
            fresh = [from_json(_LISTS[table], row) for row in rows]
            self._replace(_LISTS[table], fresh, self._made_here() if table != "norms" else ())
        elif table == "workshop":
            self._put(*(from_json(Workshop, {**row, "id": WORKSHOP_ID}) for row in rows))
        elif table == "framework":
            self._take_framework(rows[0])
        elif table == "groups":
            self._take_groups(rows)
        elif table == "state":
            for row in rows:
                self._take_state(from_json(GroupState, row))
        elif table == "cells":
            self._take_cells(rows)
        elif table == "withdrawn":
            ids = [str(one) for row in rows for one in row["entry_ids"]]
            # Others' too: what was shown here once stays on this disk, also of a revoked station.
            self.erased = erase_entries(self.tx, ids)
        elif table == LEFT_OUT_TABLE:
            self._take_left_out(rows)
        elif table == "station":
            self._take_station(rows[0])

    def _put(self, *records: Record) -> None:
        """Put what differs from what is there."""
        for record in records:
            if self.tx.find(type(record), record.id) != record:
                self.tx.put(record)

    def _replace(self, cls: type[R], fresh: Iterable[R], stays: Iterable[str] = ()) -> None:
        """Let a table be what the hub shows, and what ``stays`` of it."""
        wanted = {record.id: record for record in fresh}
        known = {record.id: record for record in self.tx.all(cls)}
        for gone in known.keys() - wanted.keys() - set(stays):
            self.tx.remove(cls, gone)
        for record in wanted.values():
            if known.get(record.id) != record:
                self.tx.put(record)

    def _is_pending(self, entry_id: str) -> bool:
        """Tell whether an entry of this station is no part of the hub's state yet."""
        seq = self._ours.get(entry_id)
        return seq is not None and (seq > self.through or entry_id in self._outcomes)

    def _stands_here(self, entry_id: str) -> bool:
        outcome = self._outcomes.get(entry_id, {}).get("outcome", "")
        return self._is_pending(entry_id) and outcome not in LEFT_OUT

    def _made_here(self) -> list[str]:
        made = outbox.made_records(self.tx)
        return [record for record, entry_id in made.items() if self._stands_here(entry_id)]

    def _take_framework(self, pack: Row) -> None:
        framework_from_json(pack, complete=False)  # raises where it makes no sense
        version = int(pack.get("version", 1))
        self._put(FrameworkSnapshot(id=FRAMEWORK_ID, version=version, pack=pack))

    def _take_groups(self, rows: list[Row]) -> None:
        fresh = [from_json(Group, {**row, "seating_id": SCORING}) for row in rows]
        self._replace(Group, fresh)

    def _take_station(self, row: Row) -> None:
        station = from_json(Station, {**row, "position": 1.0})
        self._put(station)
        ours = outbox.enrolment(self.tx) or {}
        if station.group_id and ours.get("group") != station.group_id:
            outbox.enrol(self.tx, {**ours, "group": station.group_id})

    def _take_left_out(self, rows: list[Row]) -> None:
        """Know what became of entries: what is not named any more is part of the workshop."""
        fresh = {
            str(entry_id): _outcome(row)
            for row in rows
            for entry_id in row["entry_ids"]
            if str(entry_id) in self._ours
        }
        if fresh != self._outcomes:
            self._outcomes = fresh
            outbox.keep(self.tx, OUTCOMES, fresh)

    def _take_state(self, theirs: GroupState) -> None:
        """Take what the group says of itself; what was said here later and is on its way stays."""
        ours = self.tx.find(GroupState, theirs.id) or GroupState(id=theirs.id)
        kinds = outbox.kinds(self.tx).items()
        on_way = {kind for entry_id, kind in kinds if self._stands_here(entry_id)}
        later = {
            name: getattr(ours, name)
            for kind, *pair in _SAID
            if kind in on_way
            for name in pair
            if _moment(getattr(ours, pair[1])) > _moment(getattr(theirs, pair[1]))
        }
        merged = replace(theirs, **later)
        confirmed = _moment(merged.confirmed_at)
        if confirmed and any(at > confirmed for at in self._pending_scores(theirs.id)):
            merged = replace(merged, confirmed_at="")
        self._put(merged)

    def _pending_scores(self, group_id: str) -> list[float]:
        scores = (Field.RATING.value, Field.NOT_SCORED.value)
        return [
            _moment(entry.at)
            for field in scores
            for entry in self.tx.all(CellEntry, group_id=group_id, field=field)
            if self._stands_here(entry.id)
        ]

    def _take_cells(self, rows: list[Row]) -> None:
        """Let the cells be what the hub shows, merged with what it does not have yet."""
        shown = {str(row["cell"]): row for row in rows}
        gone = {str(one) for row in rows for one in row.get("superseded", ())}
        entries: dict[str, dict[str, CellEntry]] = {}
        for entry in self.tx.all(CellEntry):
            if self._stands_here(entry.id) and entry.id not in gone:
                entries.setdefault(entry.cell, {})[entry.id] = entry
        for cell, row in shown.items():
            for tip in row["tips"]:
                entries.setdefault(cell, {})[tip["id"]] = _entry(cell, tip)
        fresh: list[CellEntry] = []
        for found in entries.values():
            tips = tip_ids(entry.version() for entry in found.values())
            fresh += [replace(entry, superseded=entry.id not in tips) for entry in found.values()]
        self._replace(CellEntry, fresh)


def _entry(cell: str, tip: Row) -> CellEntry:
    key = CellKey.parse(cell)
    return CellEntry(
        id=tip["id"],
        cell=cell,
        group_id=key.group_id,
        dimension_id=key.dimension_id,
        lens=key.lens,
        field=key.field.value,
        value=tip["value"],
        based_on=tuple(tip.get("based_on", ())),
        at=tip["at"],
        station=tip.get("station", ""),
        withdrawn=bool(tip["withdrawn"]),
    )


def _moment(text: str) -> float:
    return datetime.fromisoformat(text).timestamp() if text else 0.0


def take_receipt(
    database: Database,
    results: Iterable[Row],
    through: int,
    heard_at: datetime,
    ahead_seconds: float,
) -> bool:
    """Note how far the hub has the entries, and what became of those that are no part of it.

    ``ahead_seconds`` is the hub's clock minus the one that this laptop shows. Another start
    without the network then knows as much. Return whether what became is news.

    Raises:
        StorageProblemError: where the file cannot be written.

    """
    with database.writing() as tx:
        known = outbox.kept(tx, OUTCOMES)
        fresh = dict(known)
        for result in results:
            entry_id, outcome = str(result["id"]), str(result["outcome"])
            if outcome == Outcome.ACCEPTED.value:
                fresh.pop(entry_id, None)
            elif outcome not in _PART_OF_IT:
                fresh[entry_id] = _outcome(result)
        if fresh != known:
            outbox.keep(tx, OUTCOMES, fresh)
        keep_heard(tx, through, heard_at, ahead_seconds)
        return fresh != known


def _outcome(told: Row) -> Row:
    return {"outcome": str(told["outcome"]), "said": _said(told.get("said"))}


def _said(said: Any) -> str:
    parts = said if isinstance(said, dict) else {}
    told = (str(parts[name]) for name in ("happened", "remedy") if parts.get(name))
    return " ".join(once_more(words) for words in told)


def left_out(reader: Reader) -> tuple[LeftOut, ...]:
    """Return the entries that did not become part of the workshop, oldest first."""
    found = outbox.kept(reader, OUTCOMES)
    entries = outbox.entries(reader, found)
    return tuple(LeftOut(entry_id=one, entry=entries[one], **found[one]) for one in entries)


def settled(reader: Reader) -> tuple[Settled, ...]:
    """Return the cells in which the facilitator settled another value than was written here."""
    standing: dict[str, list[CellEntry]] = {}
    for entry in reader.all(CellEntry):
        if not entry.superseded and not entry.withdrawn:
            standing.setdefault(entry.cell, []).append(entry)
    theirs = [found[0] for found in standing.values() if len(found) == 1]
    theirs = [entry for entry in theirs if entry.station == HUB]
    over = outbox.entries(reader, (one for entry in theirs for one in entry.based_on))
    return tuple(
        Settled(cell=entry.cell, value=entry.value)
        for entry in sorted(theirs, key=lambda one: (one.at, one.cell))
        if any(_differs(over[one], entry.value) for one in entry.based_on if one in over)
    )


def _differs(written: Row, value: Any) -> bool:
    """Tell whether somebody wrote something else; withdrawn words are compared with nothing."""
    payload = written["payload"]
    mine = payload.get("value", payload.get("text"))
    return not written.get("erased") and mine not in (None, "", []) and mine != value

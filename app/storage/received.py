"""What stations sent, each entry with what became of it; and how far each station is heard.

Outside the ledger: an entry that is carried out is in the ledger as well. The first row of a
(station, number) is the one that counts; another content under the same number stays beside it.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.codec import to_json
from app.domain.envelopes import Outcome
from app.domain.judged import Judged
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.statements import Insertion
from app.storage.tables import received, station_marks


@dataclass(frozen=True, kw_only=True)
class Received:
    """One entry that a station sent.

    Attributes:
        number: order of arrival.
        entry: as it was sent (JSON); without words that were withdrawn.
        hash: of the entry as it was sent.
        reason: the three sentences of a refusal, or {}.

    """

    number: int
    station: str
    seq: int
    entry_id: str
    hash: str
    kind: str
    entry: dict[str, Any]
    outcome: Outcome
    reason: dict[str, str]
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Mark:
    """How far a station is heard.

    Attributes:
        through: every entry from 1 to this one is here.
        digest: over them.
        status: what the station last said of itself (JSON).
        heard_at: when it was last heard (UTC).

    """

    station: str
    through: int = 0
    digest: str = ""
    status: dict[str, Any]
    heard_at: datetime


_COLUMNS = tuple(column.name for column in received.columns)
_MARK_COLUMNS = tuple(column.name for column in station_marks.columns)
_RECEIVED, _MARKS = ", ".join(_COLUMNS), ", ".join(_MARK_COLUMNS)
_OF_NUMBERS = (
    f"SELECT {_RECEIVED} FROM received "
    "WHERE station = ? AND seq IN (SELECT value FROM json_each(?)) ORDER BY number"
)
_IDS_KNOWN = "SELECT entry_id FROM received WHERE entry_id IN (SELECT value FROM json_each(?))"
_HASHES = "SELECT seq, hash FROM received WHERE station = ? AND seq > ? ORDER BY seq, number"
_BEYOND = (
    "SELECT received.station, received.seq, received.hash FROM json_each(?) AS heard "
    "CROSS JOIN received ON received.station = json_extract(heard.value, '$[0]') "
    "AND received.seq > json_extract(heard.value, '$[1]') ORDER BY received.seq, received.number"
)
"""CROSS: first the few stations, then by the index what lies behind the mark of each."""
_ADD = Insertion("received", _COLUMNS[1:])
_JUDGED = (
    "SELECT station, entry_id, outcome, reason, "
    "coalesce(json_extract(entry, '$.erased'), 0) AS gone "
    f"FROM received WHERE (outcome != '{Outcome.ACCEPTED.value}' OR gone){{more}} "
    "ORDER BY number DESC"
)
"""The first of an entry that came twice is the one that counts: it is read last."""
_JUDGED_ALL = _JUDGED.format(more="")
_JUDGED_OF = _JUDGED.format(more=" AND entry_id IN (SELECT value FROM json_each(?))")
_MARK = f"SELECT {_MARKS} FROM station_marks WHERE station = ?"
_MARKS_OF = f"SELECT {_MARKS} FROM station_marks WHERE station IN (SELECT value FROM json_each(?))"
_KEEP_MARK = (
    f"INSERT INTO station_marks ({_MARKS}) "
    f"VALUES ({', '.join('?' for _name in _MARK_COLUMNS)}) ON CONFLICT (station) DO UPDATE "
    f"SET {', '.join(f'{name} = excluded.{name}' for name in _MARK_COLUMNS[1:])}"
)
"""They go to the driver as they are, for each load; see :mod:`app.storage.statements`."""


def add(tx: Transaction, rows: Iterable[Received]) -> None:
    """Add rows; each gets its number here."""
    tx.insert(
        _ADD,
        *(
            (
                row.station, row.seq, row.entry_id, row.hash, row.kind, dump(row.entry),
                row.outcome.value, dump(row.reason) if row.reason else "{}", to_json(row.at),
            )
            for row in rows
        ),
    )  # fmt: skip


def of_numbers(reader: Reader, station: str, numbers: Iterable[int]) -> tuple[Received, ...]:
    """Return what is here under some of a station's numbers, in order of arrival."""
    return _read(reader.ask(_OF_NUMBERS, (station, dump(sorted(numbers)))))


def ids_known(reader: Reader, entry_ids: Iterable[str]) -> frozenset[str]:
    """Return those of some entry ids that arrived before."""
    return frozenset(found for (found,) in reader.ask(_IDS_KNOWN, (dump(sorted(entry_ids)),)))


def of_id(reader: Reader, entry_id: str) -> tuple[Received, ...]:
    """Return every arrival of an entry id."""
    return _select(reader, received.c.entry_id == entry_id)


def with_outcome(reader: Reader, *outcomes: Outcome) -> tuple[Received, ...]:
    """Return what has one of some outcomes, in order of arrival."""
    return _select(reader, received.c.outcome.in_([str(one) for one in outcomes]))


def judged(reader: Reader, entry_ids: Iterable[str] | None = None) -> tuple[Judged, ...]:
    """Return what became of entries that are no part of the workshop, or lost their words.

    Of all, or of some ids.
    """
    if entry_ids is None:
        rows = reader.ask(_JUDGED_ALL)
    else:
        rows = reader.ask(_JUDGED_OF, (dump(sorted(entry_ids)),))
    return tuple(
        Judged(
            station=station,
            entry_id=entry,
            outcome=Outcome(outcome),
            said=json.loads(reason),
            erased=bool(erased),
        )
        for station, entry, outcome, reason, erased in rows
    )


def by_number(reader: Reader, number: int) -> Received | None:
    """Return one arrival by its number, or None."""
    return next(iter(_select(reader, received.c.number == number)), None)


def judge(tx: Transaction, number: int, outcome: Outcome, reason: dict[str, str]) -> None:
    """Change what became of an entry."""
    change = sa.update(received).where(received.c.number == number)
    tx.connection.execute(change.values(outcome=str(outcome), reason=dump(reason)))


def hashes(reader: Reader, station: str, *, after: int) -> tuple[tuple[int, str], ...]:
    """Return a station's (number, hash) behind a number, in order; the first of each that came."""
    found: dict[int, str] = {}
    for seq, digest in reader.ask(_HASHES, (station, after)):
        found.setdefault(seq, digest)
    return tuple(found.items())


def beyond(reader: Reader, through: Mapping[str, int]) -> dict[str, dict[int, str]]:
    """Return, by station, hashes by number behind a number of each, in order; the first that came.

    Few as a rule: what came over a gap.
    """
    found: dict[str, dict[int, str]] = {station: {} for station in through}
    for station, seq, digest in reader.ask(_BEYOND, (dump(list(through.items())),)):
        found[station].setdefault(seq, digest)
    return found


def mark_of(reader: Reader, station: str) -> Mark | None:
    """Return how far a station is heard; None where it never was."""
    rows = reader.ask(_MARK, (station,))
    return _mark(rows[0]) if rows else None


def marks_of(reader: Reader, stations: Iterable[str]) -> dict[str, Mark]:
    """Return how far some stations are heard, by station; those that never were are left out."""
    rows = reader.ask(_MARKS_OF, (dump(sorted(stations)),))
    return {mark.station: mark for mark in map(_mark, rows)}


def marks(reader: Reader) -> tuple[Mark, ...]:
    """Return how far every station is heard."""
    rows = reader.ask(f"SELECT {_MARKS} FROM station_marks ORDER BY station")
    return tuple(_mark(row) for row in rows)


def keep_marks(tx: Transaction, marks: Iterable[Mark]) -> None:
    """Keep how far stations are heard."""
    tx.add_all(
        _KEEP_MARK,
        [
            (mark.station, mark.through, mark.digest, dump(mark.status), to_json(mark.heard_at))
            for mark in marks
        ],
    )


def clear(tx: Transaction) -> None:
    """Forget all that stations sent."""
    tx.connection.execute(sa.delete(received))
    tx.connection.execute(sa.delete(station_marks))


def _mark(row: Sequence[Any]) -> Mark:
    station, through, digest, status, heard_at = row
    return Mark(
        station=station, through=through, digest=digest, status=json.loads(status),
        heard_at=datetime.fromisoformat(heard_at),
    )  # fmt: skip


def _select(reader: Reader, where: sa.ColumnElement[bool]) -> tuple[Received, ...]:
    query = sa.select(received).where(where).order_by(received.c.number)
    return _read(reader.connection.execute(query))


def _read(rows: Iterable[Sequence[Any]]) -> tuple[Received, ...]:
    return tuple(
        Received(
            number=number, station=station, seq=seq, entry_id=entry_id, hash=digest, kind=kind,
            entry=json.loads(entry), outcome=Outcome(outcome), reason=json.loads(reason),
            at=datetime.fromisoformat(at),
        )
        for number, station, seq, entry_id, digest, kind, entry, outcome, reason, at in rows
    )  # fmt: skip

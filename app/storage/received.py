"""What stations sent, each entry with what became of it; and how far each station is heard.

Outside the ledger: an entry that is carried out is in the ledger as well. The first row of a
(station, number) is the one that counts; another content under the same number stays beside it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.codec import to_json
from app.domain.envelopes import Outcome
from app.domain.judged import Judged
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
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
_ADD = (
    f"INSERT INTO received ({', '.join(_COLUMNS[1:])}) "
    f"VALUES ({', '.join(f':{name}' for name in _COLUMNS[1:])})"
)
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
_KEEP_MARK = (
    f"INSERT INTO station_marks ({_MARKS}) "
    f"VALUES ({', '.join(f':{name}' for name in _MARK_COLUMNS)}) ON CONFLICT (station) DO UPDATE "
    f"SET {', '.join(f'{name} = excluded.{name}' for name in _MARK_COLUMNS[1:])}"
)
"""They go to the driver as they are, for each envelope; see :mod:`app.storage.statements`."""


def add(tx: Transaction, rows: Iterable[Received]) -> None:
    """Add rows; each gets its number here."""
    for row in rows:
        values = {
            "station": row.station,
            "seq": row.seq,
            "entry_id": row.entry_id,
            "hash": row.hash,
            "kind": row.kind,
            "entry": dump(row.entry),
            "reason": dump(row.reason),
            "outcome": str(row.outcome),
            "at": to_json(row.at),
        }
        tx.add(_ADD, values)


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


def mark_of(reader: Reader, station: str) -> Mark | None:
    """Return how far a station is heard; None where it never was."""
    rows = reader.ask(_MARK, (station,))
    return _mark(rows[0]) if rows else None


def marks(reader: Reader) -> tuple[Mark, ...]:
    """Return how far every station is heard."""
    rows = reader.ask(f"SELECT {_MARKS} FROM station_marks ORDER BY station")
    return tuple(_mark(row) for row in rows)


def keep_mark(tx: Transaction, mark: Mark) -> None:
    """Keep how far a station is heard."""
    values = {
        "station": mark.station,
        "through": mark.through,
        "digest": mark.digest,
        "status": dump(mark.status),
        "heard_at": to_json(mark.heard_at),
    }
    tx.add(_KEEP_MARK, values)


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

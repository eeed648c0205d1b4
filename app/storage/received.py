"""What stations sent, each entry with what became of it; and how far each station is heard.

Outside the ledger: an entry that is carried out is in the ledger as well. The first row of a
(station, number) is the one that counts; another content under the same number stays beside it.
"""

import json
from collections.abc import Iterable
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


def _listed(parameter: str) -> sa.Select[Any]:
    """Return the values of a JSON list that is given when the question is asked."""
    return sa.select(sa.column("value")).select_from(sa.func.json_each(sa.bindparam(parameter)))


_MINE = received.c.station == sa.bindparam("station")
_OF_NUMBERS = (
    sa.select(received)
    .where(_MINE, received.c.seq.in_(_listed("numbers")))
    .order_by(received.c.number)
)
_IDS_KNOWN = sa.select(received.c.entry_id).where(received.c.entry_id.in_(_listed("ids")))
_HASHES = (
    sa.select(received.c.seq, received.c.hash)
    .where(_MINE, received.c.seq > sa.bindparam("after"))
    .order_by(received.c.seq, received.c.number)
)
_JUDGED = (
    sa.select(received.c.station, received.c.entry_id, received.c.outcome, received.c.reason)
    .where(received.c.outcome != Outcome.ACCEPTED.value)
    .order_by(received.c.number.desc())
)
"""The first of an entry that came twice is the one that counts: it is read last."""
_JUDGED_OF = _JUDGED.where(received.c.entry_id.in_(_listed("ids")))
_ADD = sa.insert(received)
_MARK = sa.select(station_marks).where(station_marks.c.station == sa.bindparam("station"))
_ADD_MARK = sa.insert(station_marks)
_CHANGE_MARK = (
    sa.update(station_marks)
    .where(station_marks.c.station == sa.bindparam("whose"))
    .values({name: sa.bindparam(name) for name in ("through", "digest", "status", "heard_at")})
)
"""Asked for every envelope: making a statement anew each time costs more than carrying it out."""


def add(tx: Transaction, rows: Iterable[Received]) -> None:
    """Add rows; each gets its number here."""
    values = [
        {
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
        for row in rows
    ]
    if values:
        tx.connection.execute(_ADD, values)


def of_numbers(reader: Reader, station: str, numbers: Iterable[int]) -> tuple[Received, ...]:
    """Return what is here under some of a station's numbers, in order of arrival."""
    wanted = {"station": station, "numbers": dump(sorted(numbers))}
    return _read(reader.connection.execute(_OF_NUMBERS, wanted))


def ids_known(reader: Reader, entry_ids: Iterable[str]) -> frozenset[str]:
    """Return those of some entry ids that arrived before."""
    wanted = {"ids": dump(sorted(entry_ids))}
    return frozenset(reader.connection.execute(_IDS_KNOWN, wanted).scalars())


def of_id(reader: Reader, entry_id: str) -> tuple[Received, ...]:
    """Return every arrival of an entry id."""
    return _select(reader, received.c.entry_id == entry_id)


def with_outcome(reader: Reader, *outcomes: Outcome) -> tuple[Received, ...]:
    """Return what has one of some outcomes, in order of arrival."""
    return _select(reader, received.c.outcome.in_([str(one) for one in outcomes]))


def judged(reader: Reader, entry_ids: Iterable[str] | None = None) -> tuple[Judged, ...]:
    """Return what became of entries that are no part of the workshop: of all, or of some."""
    query, wanted = _JUDGED, {}
    if entry_ids is not None:
        query, wanted = _JUDGED_OF, {"ids": dump(sorted(entry_ids))}
    return tuple(
        Judged(
            station=row.station,
            entry_id=row.entry_id,
            outcome=Outcome(row.outcome),
            said=json.loads(row.reason),
        )
        for row in reader.connection.execute(query, wanted)
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
    for row in reader.connection.execute(_HASHES, {"station": station, "after": after}):
        found.setdefault(row.seq, row.hash)
    return tuple(found.items())


def mark_of(reader: Reader, station: str) -> Mark | None:
    """Return how far a station is heard; None where it never was."""
    row = reader.connection.execute(_MARK, {"station": station}).first()
    return _mark(row) if row is not None else None


def marks(reader: Reader) -> tuple[Mark, ...]:
    """Return how far every station is heard."""
    query = sa.select(station_marks).order_by(station_marks.c.station)
    return tuple(_mark(row) for row in reader.connection.execute(query))


def keep_mark(tx: Transaction, mark: Mark) -> None:
    """Keep how far a station is heard."""
    values = {
        "whose": mark.station,
        "through": mark.through,
        "digest": mark.digest,
        "status": dump(mark.status),
        "heard_at": to_json(mark.heard_at),
    }
    if tx.connection.execute(_CHANGE_MARK, values).rowcount == 0:
        values["station"] = values.pop("whose")
        tx.connection.execute(_ADD_MARK, values)


def clear(tx: Transaction) -> None:
    """Forget all that stations sent."""
    tx.connection.execute(sa.delete(received))
    tx.connection.execute(sa.delete(station_marks))


def _mark(row: Any) -> Mark:
    return Mark(
        station=row.station,
        through=row.through,
        digest=row.digest,
        status=json.loads(row.status),
        heard_at=datetime.fromisoformat(row.heard_at),
    )


def _select(reader: Reader, where: sa.ColumnElement[bool]) -> tuple[Received, ...]:
    query = sa.select(received).where(where).order_by(received.c.number)
    return _read(reader.connection.execute(query))


def _read(rows: Iterable[Any]) -> tuple[Received, ...]:
    return tuple(
        Received(
            number=row.number, station=row.station, seq=row.seq, entry_id=row.entry_id,
            hash=row.hash, kind=row.kind, entry=json.loads(row.entry),
            outcome=Outcome(row.outcome), reason=json.loads(row.reason),
            at=datetime.fromisoformat(row.at),
        )
        for row in rows
    )  # fmt: skip

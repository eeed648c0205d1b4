"""The ledger: append-only entries, and the state that they rebuild."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.domain.codec import from_json, to_json
from app.domain.commands import Command, from_payload, kind_of, payload_of
from app.domain.records import is_private, table_of
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.statements import Insertion
from app.storage.tables import SCHEMA_VERSION, TABLES, checkpoints, ledger
from app.write_points import Point, reached

_APPENDING = Insertion(
    "ledger",
    (
        "id", "kind", "version", "at", "recorded_at", "station", "station_seq", "epoch", "undoes",
        "payload", "withdrawn",
    ),
)  # fmt: skip


@dataclass(frozen=True)
class LedgerEntry:
    """One accepted change, as it lies in the ledger."""

    seq: int
    id: str
    kind: str
    at: datetime
    station: str
    undoes: str
    payload: dict[str, Any]
    withdrawn: bool

    def command(self) -> Command:
        """Rebuild the command."""
        return from_payload(
            self.kind, self.payload, id=self.id, at=self.at, station=self.station,
            undoes=self.undoes,
        )  # fmt: skip


def has_entry(reader: Reader, entry_id: str) -> bool:
    """Tell whether an entry is in the ledger already."""
    return bool(reader.ask("SELECT 1 FROM ledger WHERE id = ?", (entry_id,)))


def known_ids(reader: Reader, entry_ids: Iterable[str]) -> frozenset[str]:
    """Return those of some ids that are in the ledger already."""
    question = "SELECT id FROM ledger WHERE id IN (SELECT value FROM json_each(?))"
    return frozenset(found for (found,) in reader.ask(question, (dump(sorted(entry_ids)),)))


def seq_of(reader: Reader, entry_id: str) -> int | None:
    """Return an entry's place in the ledger; None where it is not there."""
    found = reader.ask("SELECT seq FROM ledger WHERE id = ?", (entry_id,))
    return int(found[0][0]) if found else None


def append(
    tx: Transaction, command: Command, *, recorded_at: datetime, station_seq: int | None = None
) -> None:
    """Append a command. ``station_seq`` is its number at its station."""
    kind = kind_of(command)
    workshop = tx.known(Workshop, WORKSHOP_ID)
    tx.insert(
        _APPENDING,
        (
            command.id, kind.name, kind.version, to_json(command.when), to_json(recorded_at),
            command.station, station_seq,
            workshop.epoch if workshop else getattr(command, "epoch", ""),
            command.undoes, dump(payload_of(command)), False,
        ),
    )  # fmt: skip
    reached(Point.LEDGER_APPENDED)


def newest_id(reader: Reader) -> str:
    """Return the id of the newest entry; "" where there is none."""
    query = sa.select(ledger.c.id).order_by(ledger.c.seq.desc()).limit(1)
    return str(reader.connection.execute(query).scalar() or "")


def entries(reader: Reader, *, after: int = 0, kind: str = "") -> Iterator[LedgerEntry]:
    """Yield the ledger's entries in order, from after a sequence number; all kinds for ""."""
    query = sa.select(ledger).where(ledger.c.seq > after).order_by(ledger.c.seq)
    if kind:
        query = query.where(ledger.c.kind == kind)
    for row in reader.connection.execute(query):
        yield LedgerEntry(
            row.seq, row.id, row.kind, datetime.fromisoformat(row.at), row.station, row.undoes,
            json.loads(row.payload), bool(row.withdrawn),
        )  # fmt: skip


def full_state(reader: Reader) -> dict[str, list[dict[str, Any]]]:
    """Return every ledger-borne record as JSON, by table, sorted by id."""
    state = {}
    for cls in TABLES:
        name = table_of(cls)
        if not is_private(name):
            rows = [to_json(record) for record in reader.all(cls)]
            state[name] = sorted(rows, key=lambda row: str(row["id"]))
    return state


def write_checkpoint(tx: Transaction, *, at: datetime) -> None:
    """Keep the full state, from where a later replay starts."""
    newest = tx.connection.execute(sa.select(sa.func.max(ledger.c.seq))).scalar() or 0
    row = {
        "schema_version": SCHEMA_VERSION,
        "at": to_json(at),
        "state": dump(full_state(tx)),
    }
    tx.connection.execute(sa.delete(checkpoints).where(checkpoints.c.seq == newest))
    tx.connection.execute(sa.insert(checkpoints), {"seq": newest, **row})


def load_checkpoint(source: Reader, target: Transaction) -> int:
    """Put the newest checkpoint of ``source`` into ``target``; return its sequence number (0)."""
    query = sa.select(checkpoints).order_by(checkpoints.c.seq.desc()).limit(1)
    row = source.connection.execute(query).first()
    if row is None:
        return 0
    state = json.loads(row.state)
    for cls in TABLES:
        for record in state.get(table_of(cls), ()):
            target.put(from_json(cls, record))
    return int(row.seq)

"""The room's identity in the workshop file: outside the ledger, never in a copy for others."""

import json
import sqlite3
from pathlib import Path

import sqlalchemy as sa

from app.domain.room_keys import RoomIdentity
from app.storage import opening, received
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import enrolments, outbox, room

_ID = "room"


def identity(reader: Reader) -> RoomIdentity | None:
    """Return the room's identity; None where the room was never opened."""
    row = reader.connection.execute(sa.select(room).where(room.c.id == _ID)).first()
    if row is None:
        return None
    return RoomIdentity(
        room_id=row.room_id,
        secret=bytes.fromhex(row.secret),
        key_pem=row.key_pem,
        certificate_pem=row.certificate_pem,
        renewals={str(k): int(v) for k, v in json.loads(row.renewals).items()},
    )


def certificate_in(path: Path) -> str:
    """Return the certificate (PEM) in a file that nothing has open here; "" where there is none.

    Nothing is written, and a file that cannot be read, or is of before the room, has none.
    """
    try:
        with opening.reading(path) as connection:
            row = connection.execute("SELECT certificate_pem FROM room").fetchone()
    except (OSError, sqlite3.Error):
        return ""
    return str(row[0]) if row else ""


def keep(tx: Transaction, kept: RoomIdentity) -> None:
    """Keep the room's identity."""
    values = {
        "room_id": kept.room_id,
        "secret": kept.secret.hex(),
        "key_pem": kept.key_pem,
        "certificate_pem": kept.certificate_pem,
        "renewals": dump(kept.renewals),
    }
    tx.connection.execute(sa.delete(room))
    tx.connection.execute(sa.insert(room), {"id": _ID, **values})


def clear(tx: Transaction) -> None:
    """Forget the room: identity, what stations sent, and what this laptop was to send itself."""
    received.clear(tx)
    for table in (room, outbox, enrolments):
        tx.connection.execute(sa.delete(table))

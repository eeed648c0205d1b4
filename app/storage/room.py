"""The room's identity in the workshop file: outside the ledger, never in a copy for others."""

import json
import sqlite3
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from app.domain.codec import to_json
from app.domain.room_keys import RoomIdentity
from app.storage import opening, received
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import enrolments, outbox, room

_ID, _HANDED_OVER = "room", "handed_over"


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
    return _rows_in(path).get(_ID, ("", ""))[1]


def room_in(path: Path) -> str:
    """Return the room's id in such a file; "" where there is none, or it was handed over."""
    rows = _rows_in(path)
    return "" if _HANDED_OVER in rows else rows.get(_ID, ("", ""))[0]


def is_elsewhere(path: Path) -> bool:
    """Tell whether the room in a file that nothing has open here was handed over."""
    return _HANDED_OVER in _rows_in(path)


def _rows_in(path: Path) -> dict[str, tuple[str, str]]:
    try:
        with opening.reading(path) as connection:
            found = connection.execute("SELECT id, room_id, certificate_pem FROM room").fetchall()
    except (OSError, sqlite3.Error):
        return {}
    return {str(row[0]): (str(row[1]), str(row[2])) for row in found}


def keep(tx: Transaction, kept: RoomIdentity) -> None:
    """Keep the room's identity."""
    values = {
        "room_id": kept.room_id,
        "secret": kept.secret.hex(),
        "key_pem": kept.key_pem,
        "certificate_pem": kept.certificate_pem,
        "renewals": dump(kept.renewals),
    }
    _put(tx, _ID, values)


def _put(tx: Transaction, row_id: str, values: dict[str, str]) -> None:
    tx.connection.execute(sa.delete(room).where(room.c.id == row_id))
    tx.connection.execute(sa.insert(room), {"id": row_id, **values})


def handed_over_at(reader: Reader) -> datetime | None:
    """Return when the room was handed over to another laptop; None where it was not."""
    row = reader.connection.execute(sa.select(room).where(room.c.id == _HANDED_OVER)).first()
    return datetime.fromisoformat(json.loads(row.renewals)["at"]) if row is not None else None


def mark_handed_over(tx: Transaction, at: datetime) -> None:
    """Note that another laptop runs the room from now on; it is a row beside the identity."""
    nothing = dict.fromkeys(("room_id", "secret", "key_pem", "certificate_pem"), "")
    _put(tx, _HANDED_OVER, {**nothing, "renewals": dump({"at": to_json(at)})})


def unmark_handed_over(tx: Transaction) -> None:
    """Note that this laptop runs the room."""
    tx.connection.execute(sa.delete(room).where(room.c.id == _HANDED_OVER))


def clear(tx: Transaction) -> None:
    """Forget the room: identity, what stations sent, and what this laptop was to send itself."""
    received.clear(tx)
    for table in (room, outbox, enrolments):
        tx.connection.execute(sa.delete(table))

"""A station's outbox: its own entries, numbered without gaps, kept until the closing check.

An entry gets its number in the transaction that writes it into the station's own ledger.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from app.domain.cells import CellKey, Field, SetCell
from app.domain.codec import to_json
from app.domain.commands import Command, kind_of, payload_of
from app.domain.envelopes import entry_hash, next_digest
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import enrolments, outbox

_ID = "enrolment"
_MAKES = {"note.add": "note_id", "need.add": "need_id"}
"""Verb → the field that names the record which it makes."""


def enrolment(reader: Reader) -> dict[str, Any] | None:
    """Return where this station belongs (JSON: station, room, workshop, token …), or None."""
    return kept(reader, _ID) or None


def enrol(tx: Transaction, content: Mapping[str, Any]) -> None:
    """Keep where this station belongs; ``station`` and ``group`` must be there."""
    keep(tx, _ID, content)


def keep(tx: Transaction, name: str, content: Mapping[str, Any]) -> None:
    """Keep something that a station knows beside its entries, under a name."""
    tx.connection.execute(sa.delete(enrolments).where(enrolments.c.id == name))
    tx.connection.execute(sa.insert(enrolments), {"id": name, "content": dump(dict(content))})


def kept(reader: Reader, name: str) -> dict[str, Any]:
    """Return what was kept under a name; empty for nothing."""
    query = sa.select(enrolments.c.content).where(enrolments.c.id == name)
    found = reader.connection.execute(query).scalar()
    return {} if found is None else dict(json.loads(found))


def append(tx: Transaction, command: Command) -> int:
    """Number a command of this station; 0 where it is another one's, or this is no station."""
    ours = enrolment(tx)
    if ours is None or ours.get("station") != command.station:
        return 0
    seq, digest = newest(tx)
    group = group_of(command) or _made_for(tx, command) or str(ours.get("group", ""))
    entry = entry_of(command, seq=seq + 1, group=group)
    row = {
        "seq": seq + 1,
        "entry_id": command.id,
        "kind": entry["kind"],
        "entry": dump(entry),
        "digest": next_digest(digest, entry_hash(entry)),
    }
    tx.connection.execute(sa.insert(outbox), row)
    return seq + 1


def group_of(command: Command) -> str:
    """Return the group that a command names; "" where it names none (the words of a note).

    A station that is moved just now still writes for the group whose sheet is on its screen.
    """
    if isinstance(command, SetCell):
        key = CellKey.parse(command.cell)
        return "" if key.field is Field.TEXT else key.group_id
    return str(getattr(command, "group_id", ""))


def _made_for(reader: Reader, command: Command) -> str:
    """Return the group for which this station made the note whose words these are, or ""."""
    if not isinstance(command, SetCell):
        return ""
    record_id = CellKey.parse(command.cell).group_id
    query = sa.select(outbox.c.kind, outbox.c.entry)
    query = query.where(outbox.c.kind.in_(_MAKES), outbox.c.entry.contains(record_id))
    for kind, text in reader.connection.execute(query):
        entry = json.loads(text)
        if entry["payload"].get(_MAKES[kind]) == record_id:
            return str(entry["group"])
    return ""


def entry_of(command: Command, *, seq: int, group: str) -> dict[str, Any]:
    """Return a command as it goes to the hub."""
    kind, payload = kind_of(command), payload_of(command)
    return {
        "id": command.id,
        "seq": seq,
        "group": group,
        "kind": kind.name,
        "version": kind.version,
        "at": to_json(command.when),
        "based_on": payload.pop("based_on", []),
        "payload": payload,
        "salt": secrets.token_hex(8),
    }


def newest(reader: Reader) -> tuple[int, str]:
    """Return the number of the newest entry and the digest over all; 0 and "" for none."""
    query = sa.select(outbox.c.seq, outbox.c.digest).order_by(outbox.c.seq.desc()).limit(1)
    row = reader.connection.execute(query).first()
    return (int(row.seq), str(row.digest)) if row is not None else (0, "")


def after(reader: Reader, seq: int, limit: int) -> tuple[dict[str, Any], ...]:
    """Return the entries behind a number, in order, at most ``limit``."""
    query = sa.select(outbox.c.entry).where(outbox.c.seq > seq).order_by(outbox.c.seq).limit(limit)
    return tuple(json.loads(text) for text in reader.connection.execute(query).scalars())


def numbers(reader: Reader) -> dict[str, int]:
    """Return the number of each entry by its id."""
    rows = reader.connection.execute(sa.select(outbox.c.entry_id, outbox.c.seq)).all()
    return {row.entry_id: row.seq for row in rows}


def entries(reader: Reader, entry_ids: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Return some entries by their ids, in the order in which they were made."""
    query = sa.select(outbox.c.entry_id, outbox.c.entry).order_by(outbox.c.seq)
    wanted = set(entry_ids)
    rows = reader.connection.execute(query).all() if wanted else ()
    return {row.entry_id: json.loads(row.entry) for row in rows if row.entry_id in wanted}


def kinds(reader: Reader) -> dict[str, str]:
    """Return the kind of each entry by its id."""
    rows = reader.connection.execute(sa.select(outbox.c.entry_id, outbox.c.kind)).all()
    return {row.entry_id: row.kind for row in rows}


def made_records(reader: Reader) -> dict[str, str]:
    """Return the id of the entry that made each note and data need, by the record's id."""
    query = sa.select(outbox.c.entry_id, outbox.c.entry)
    rows = reader.connection.execute(query.where(outbox.c.kind.in_(tuple(_MAKES)))).all()
    payloads = [(row.entry_id, json.loads(row.entry)) for row in rows]
    return {entry["payload"][_MAKES[entry["kind"]]]: entry_id for entry_id, entry in payloads}


def digest_at(reader: Reader, seq: int) -> str:
    """Return the digest over the entries up to a number; "" for 0 or one that is not there."""
    query = sa.select(outbox.c.digest).where(outbox.c.seq == seq)
    return str(reader.connection.execute(query).scalar() or "")

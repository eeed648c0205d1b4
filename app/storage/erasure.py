"""Erasing words from everything that a workshop file holds: ledger, state, drafts, checkpoints."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.withdrawal import SHORTEST_SEARCHED
from app.storage.database import Database, Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import TABLES, checkpoints, drafts, exports, ledger

_JSON_MARKS = ("{", "[", '"')


def scrubber(texts: Iterable[str]) -> Callable[[Any], Any]:
    """Return a function that takes every given text out of any JSON value."""
    searched = sorted({t for t in texts if len(t) >= SHORTEST_SEARCHED}, key=len, reverse=True)

    def scrub(value: Any) -> Any:
        if isinstance(value, str):
            for text in searched:
                value = value.replace(text, "")
            return value
        if isinstance(value, list):
            return [scrub(item) for item in value]
        if isinstance(value, dict):
            return {key: scrub(item) for key, item in value.items()}
        return value

    return scrub


def erase_texts(tx: Transaction, texts: Iterable[str]) -> None:
    """Take the texts out of every text column of every table."""
    scrub = scrubber(texts)
    for table in (*TABLES.values(), ledger, drafts, checkpoints):
        _scrub_table(tx, table, scrub)


def _scrub_table(tx: Transaction, table: sa.Table, scrub: Callable[[Any], Any]) -> None:
    key = next(iter(table.primary_key.columns))
    for row in tx.connection.execute(sa.select(table)).all():
        old = dict(row._mapping)
        new = {name: _scrub_column(value, scrub) for name, value in old.items()}
        if new != old:
            tx.connection.execute(sa.update(table).where(key == old[key.name]).values(new))


def _scrub_column(value: Any, scrub: Callable[[Any], Any]) -> Any:
    if not isinstance(value, str):
        return value
    if value.startswith(_JSON_MARKS):
        try:
            decoded = json.loads(value)
        except ValueError:
            return scrub(value)
        cleaned = scrub(decoded)
        return value if cleaned == decoded else dump(cleaned)
    return scrub(value)


def blank_entries(tx: Transaction, entry_ids: Iterable[str], mark: dict[str, Any]) -> None:
    """Put ``mark`` in place of the words of ledger entries (their ``value`` or ``text``)."""
    for entry_id in entry_ids:
        query = sa.select(ledger.c.payload).where(ledger.c.id == entry_id)
        text = tx.connection.execute(query).scalar()
        if text is None:
            continue
        payload = json.loads(text)
        for name, blank in (("value", mark), ("text", "")):
            if name in payload:
                payload[name] = blank
        tx.connection.execute(
            sa.update(ledger)
            .where(ledger.c.id == entry_id)
            .values(payload=dump(payload), withdrawn=True)
        )


def wordings(tx: Reader, record_id: str, field: str) -> tuple[str, ...]:
    """Return every wording of a record's field that the ledger holds, oldest first."""
    found: dict[str, None] = {}
    for _, payload in _mentioning(tx, record_id):
        for holder in _holders(payload, record_id, field):
            for name, value in holder.items():
                if name in (field, record_id) and isinstance(value, str) and value:
                    found[value] = None
    return tuple(found)


def blank_wordings(tx: Transaction, record_id: str, field: str) -> None:
    """Blank every wording of a record's field in the ledger."""
    for seq, payload in list(_mentioning(tx, record_id)):
        for holder in _holders(payload, record_id, field):
            for name in (field, record_id):
                if isinstance(holder.get(name), str):
                    holder[name] = ""
        change = sa.update(ledger).where(ledger.c.seq == seq)
        tx.connection.execute(change.values(payload=dump(payload), withdrawn=True))


def _mentioning(reader: Reader, record_id: str) -> Iterator[tuple[int, dict[str, Any]]]:
    query = sa.select(ledger.c.seq, ledger.c.payload).order_by(ledger.c.seq)
    for row in reader.connection.execute(query).all():
        if f'"{record_id}"' in row.payload:
            yield row.seq, json.loads(row.payload)


def _holders(payload: dict[str, Any], record_id: str, field: str) -> list[dict[str, Any]]:
    """Return the objects in a payload that may hold the wording of this one record's field."""
    own = record_id in [value for key, value in payload.items() if key.endswith("_id")]
    found = [payload, payload.get("values")] if own else []
    found += [payload.get("history"), payload.get("efforts")]
    for image in payload.get("images") or ():
        if image.get("id") == record_id:
            found.append(image.get("row"))
    return [
        holder
        for holder in found
        if isinstance(holder, dict) and (field in holder or record_id in holder)
    ]


def drop_draft(tx: Transaction, key: str) -> None:
    """Erase a field's draft."""
    tx.connection.execute(sa.delete(drafts).where(drafts.c.key == key))


def compact(database: Database) -> None:
    """Rewrite the file so that no erased byte lingers in a free page."""
    database.raw().execute("VACUUM")


def left_files(tx: Transaction) -> tuple[tuple[str, str, str], ...]:
    """Return (moment, kind, path) of every file that was exported before."""
    rows = tx.connection.execute(sa.select(exports).order_by(exports.c.at))
    return tuple((row.at, row.kind, row.path) for row in rows)

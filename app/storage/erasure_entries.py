"""Erasing the words of single entries from a station's file: the hub says which were withdrawn."""

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import sqlalchemy as sa

from app.domain.cells import CellEntry
from app.domain.commands import class_of_verb, word_fields
from app.domain.envelopes import entry_hash, without_words
from app.domain.withdrawal import WITHDRAWN
from app.storage.database import Transaction
from app.storage.erasure import erase_texts, texts_in
from app.storage.rows import dump
from app.storage.tables import drafts, ledger, outbox

Row = dict[str, Any]


def erase_entries(tx: Transaction, ids: Iterable[str]) -> bool:
    """Take the words out of entries, wherever they lie here; return whether any were left.

    Ledger, outbox (the hash as first sent stays), state, and what is being typed in the same words.
    """
    found: list[str] = []
    for entry_id in ids:
        found += _from_ledger(tx, entry_id)
        _from_outbox(tx, entry_id)
        entry = tx.find(CellEntry, entry_id)
        if entry is not None and not entry.withdrawn:
            found += texts_in(entry.value)
            tx.put(replace(entry, value=None, withdrawn=True))
    if found:
        erase_texts(tx, found)
        tx.connection.execute(sa.delete(drafts).where(drafts.c.text.in_(found)))
    return bool(found)


def _from_ledger(tx: Transaction, entry_id: str) -> list[str]:
    row = tx.connection.execute(sa.select(ledger).where(ledger.c.id == entry_id)).first()
    if row is None or row.withdrawn:
        return []
    payload = json.loads(row.payload)
    fresh = _blanked(row.kind, payload)
    change = sa.update(ledger).where(ledger.c.id == entry_id)
    tx.connection.execute(change.values(payload=dump(fresh), withdrawn=True))
    return [text for name in _words_in(row.kind, payload) for text in texts_in(payload[name])]


def _from_outbox(tx: Transaction, entry_id: str) -> None:
    row = tx.connection.execute(sa.select(outbox).where(outbox.c.entry_id == entry_id)).first()
    entry = json.loads(row.entry) if row is not None else {}
    if not entry or entry.get("erased"):
        return
    text = dump(without_words(entry, _blanked(entry["kind"], entry["payload"]), entry_hash(entry)))
    change = sa.update(outbox).where(outbox.c.entry_id == entry_id)
    tx.connection.execute(change.values(entry=text))


def _words_in(kind: str, payload: Row) -> list[str]:
    cls = class_of_verb(kind)
    return [name for name in (word_fields(cls) if cls else ()) if name in payload]


def _blanked(kind: str, payload: Row) -> Row:
    gone: Any = dict(WITHDRAWN) if kind == "cell.set" else ""
    return {**payload, **dict.fromkeys(_words_in(kind, payload), gone)}

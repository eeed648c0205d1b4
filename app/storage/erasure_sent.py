"""Erasing words from what stations sent, and from what this station is to send.

The hash of an entry stays, so that numbers and digests still tell whether all of it arrived; its
salt goes, so that nobody can guess from the hash what the words were.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import sqlalchemy as sa

from app.domain.envelopes import entry_hash, without_words
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import outbox, received

Row = dict[str, Any]


def payloads(reader: Reader) -> Iterator[tuple[str, Row]]:
    """Yield kind and payload of everything that was sent or is to be."""
    for table in (received, outbox):
        query = sa.select(table.c.kind, table.c.entry)
        for row in reader.connection.execute(query).all():
            yield row.kind, json.loads(row.entry).get("payload", {})


def rewrite(tx: Transaction, change: Callable[[str, Row], Row]) -> None:
    """Put what ``change`` makes of kind and payload in the place of each payload."""
    for table, key in ((received, received.c.number), (outbox, outbox.c.seq)):
        for row in tx.connection.execute(sa.select(table)).all():
            entry = json.loads(row.entry)
            payload = entry.get("payload", {})
            fresh = change(row.kind, payload)
            if fresh != payload:
                first = row.hash if table is received else entry_hash(entry)
                text = dump(without_words(entry, fresh, first))
                where = sa.update(table).where(key == row._mapping[key])
                tx.connection.execute(where.values(entry=text))

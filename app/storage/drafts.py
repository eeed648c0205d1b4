"""Drafts: durable at every keystroke, outside the ledger."""

import json

import sqlalchemy as sa

from app.domain.drafts import PERSONAL, Draft
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import drafts
from app.write_points import Point, reached


def keep(tx: Transaction, draft: Draft) -> None:
    """Keep the newest text of a field; an empty text is kept too (the field was emptied)."""
    row = {"text": draft.text, "at": draft.at, "based_on": dump(list(draft.based_on))}
    done = tx.connection.execute(sa.update(drafts).where(drafts.c.key == draft.key), row)
    if done.rowcount == 0:
        tx.connection.execute(sa.insert(drafts), {"key": draft.key, **row})
    reached(Point.DRAFT_WRITTEN)


def drop(tx: Transaction, key: str) -> None:
    """Forget a draft (its text has become an entry)."""
    tx.connection.execute(sa.delete(drafts).where(drafts.c.key == key))


def drop_personal(tx: Transaction) -> None:
    """Forget every draft of a field that holds a name."""
    tx.connection.execute(sa.delete(drafts).where(drafts.c.key.startswith(PERSONAL)))


def all_drafts(reader: Reader) -> dict[str, Draft]:
    """Return every draft by key."""
    rows = reader.ask("SELECT key, text, at, based_on FROM drafts")
    return {
        key: Draft(key=key, text=text, at=at, based_on=tuple(json.loads(based_on)))
        for key, text, at, based_on in rows
    }

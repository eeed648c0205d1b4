"""The tables: one per record class, from its fields; and those outside the state.

Ledger, drafts, checkpoints, exports; at the hub the room's identity and what stations sent; at a
station where it belongs and what it is to send.
"""

import types
import typing
from dataclasses import fields
from datetime import date, datetime
from enum import Enum

import sqlalchemy as sa

from app.domain.codec import hints
from app.domain.nouns import RECORDS
from app.domain.records import Record, table_of
from app.storage.format import APPLICATION_ID, SCHEMA_VERSION

__all__ = [
    "APPLICATION_ID", "SCHEMA_VERSION", "TABLES", "bare_hint", "checkpoints", "drafts",
    "enrolments", "exports", "is_plain", "ledger", "metadata", "outbox", "received", "room",
    "station_marks",
]  # fmt: skip

metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_REFERENCES = {
    ("activities", "block_id"): "blocks.id",
    ("groups", "seating_id"): "seatings.id",
    ("memberships", "seating_id"): "seatings.id",
    ("memberships", "group_id"): "groups.id",
    ("memberships", "participant_id"): "participants.id",
}
_INDEXED = {("cells", "cell"), ("memberships", "group_id"), ("activities", "block_id")}
_PLAIN: dict[type, type[sa.types.TypeEngine[typing.Any]]] = {
    str: sa.Text,
    int: sa.Integer,
    bool: sa.Boolean,
    float: sa.Float,
    datetime: sa.Text,
    date: sa.Text,
}


def bare_hint(hint: typing.Any) -> typing.Any:
    """Return a hint without "or None"."""
    if typing.get_origin(hint) in (types.UnionType, typing.Union):
        rest = [part for part in typing.get_args(hint) if part is not type(None)]
        return rest[0] if len(rest) == 1 else hint
    return hint


def is_plain(hint: typing.Any) -> bool:
    """Tell whether a field lies in a column as it is; everything else is JSON text."""
    bare = bare_hint(hint)
    return isinstance(bare, type) and (bare in _PLAIN or issubclass(bare, Enum))


def _column(table: str, name: str, hint: typing.Any) -> sa.Column[typing.Any]:
    bare = bare_hint(hint)
    kind = sa.Text if not is_plain(hint) else _PLAIN.get(bare, sa.Text)
    options: list[typing.Any] = []
    if (table, name) in _REFERENCES:
        options.append(sa.ForeignKey(_REFERENCES[(table, name)]))
    return sa.Column(
        name,
        kind,
        *options,
        primary_key=name == "id",
        nullable=name != "id" and (hint is typing.Any or hint is not bare),
        index=(table, name) in _INDEXED or None,
    )


def _build(cls: type[Record]) -> sa.Table:
    name = table_of(cls)
    known = hints(cls)
    columns = [_column(name, field.name, known[field.name]) for field in fields(cls)]
    return sa.Table(name, metadata, *columns)


TABLES: dict[type[Record], sa.Table] = {cls: _build(cls) for cls in RECORDS}

ledger = sa.Table(
    "ledger",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("recorded_at", sa.Text, nullable=False),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("station_seq", sa.Integer),
    sa.Column("epoch", sa.Text, nullable=False),
    sa.Column("undoes", sa.Text, nullable=False),
    sa.Column("payload", sa.Text, nullable=False),
    sa.Column("withdrawn", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("based_on", sa.Text, nullable=False),
)

checkpoints = sa.Table(
    "checkpoints",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("schema_version", sa.Integer, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
)

exports = sa.Table(
    "exports",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("at", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("before_reveal", sa.Boolean, nullable=False),
)

room = sa.Table(
    "room",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("room_id", sa.Text, nullable=False),
    sa.Column("secret", sa.Text, nullable=False),
    sa.Column("key_pem", sa.Text, nullable=False),
    sa.Column("certificate_pem", sa.Text, nullable=False),
    sa.Column("renewals", sa.Text, nullable=False),
)

received = sa.Table(
    "received",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=True),
    sa.Column("station", sa.Text, nullable=False),
    sa.Column("seq", sa.Integer, nullable=False),
    sa.Column("entry_id", sa.Text, nullable=False, index=True),
    sa.Column("hash", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.Text, nullable=False),
    sa.UniqueConstraint("station", "seq", "hash", name="uq_received_station"),
)

station_marks = sa.Table(
    "station_marks",
    metadata,
    sa.Column("station", sa.Text, primary_key=True),
    sa.Column("through", sa.Integer, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("heard_at", sa.Text, nullable=False),
)

outbox = sa.Table(
    "outbox",
    metadata,
    sa.Column("seq", sa.Integer, primary_key=True),
    sa.Column("entry_id", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("entry", sa.Text, nullable=False),
    sa.Column("digest", sa.Text, nullable=False),
)

enrolments = sa.Table(
    "enrolments",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("content", sa.Text, nullable=False),
)

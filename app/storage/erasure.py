"""Erasing words from everything that a workshop file holds: ledger, state, drafts, checkpoints.

Only places that hold somebody's words are searched, so that a withdrawn "practitioner" never
reaches a role, nor a withdrawn sentence the framework.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from app.domain.cells import CellKey, Field
from app.domain.commands import class_of_verb, word_fields
from app.domain.records import class_of
from app.domain.withdrawal import WITHDRAWN, is_recognisable
from app.storage import erasure_sent
from app.storage.database import Reader, Transaction
from app.storage.rows import dump
from app.storage.tables import TABLES, checkpoints, drafts, ledger

Row = dict[str, Any]
Scrub = Callable[[Any], Any]

WORD_COLUMNS = {
    "cells": "value",
    "history": "text",
    "next_steps": "text",
    "themes": "name",
    "scene": "message",
    "broadcasts": "text",
}
"""Table → the column that holds somebody's words."""

_NAMED_BY = {
    "note.add": ("cells", "note_id"),
    "need.add": ("cells", "need_id"),
    "history.add": ("history", "item_id"),
    "history.edit": ("history", "item_id"),
    "step.add": ("next_steps", "step_id"),
    "step.edit": ("next_steps", "step_id"),
    "theme.add": ("themes", "theme_id"),
    "theme.rename": ("themes", "theme_id"),
}
"""Verb → the table that its words go to, and the field that names the record."""


@dataclass(frozen=True)
class Target:
    """What is withdrawn: ``cell:<key>``, or ``<table>:<record id>`` of a table with words."""

    table: str
    name: str

    @classmethod
    def parse(cls, text: str) -> "Target":
        """Read a target.

        Raises:
            ValueError: where it holds no words.

        """
        kind, _, name = text.partition(":")
        table = "cells" if kind == "cell" else kind
        if table not in WORD_COLUMNS or table in ("scene", "broadcasts") or not name:
            raise ValueError(f"“{text}” holds no words.")
        if table == "cells":
            CellKey.parse(name)
        return cls(table, name)

    def owns(self, row: Row) -> bool:
        """Tell whether a row of :attr:`table` is what is withdrawn."""
        return bool(row.get("cell" if self.table == "cells" else "id") == self.name)

    @property
    def record_id(self) -> str:
        """Return the id by which commands name it: the record's, or a note's behind its cell."""
        if self.table != "cells":
            return self.name
        key = CellKey.parse(self.name)
        return key.group_id if key.field is Field.TEXT else ""


def texts_in(value: Any) -> Iterator[str]:
    """Yield every text inside a JSON value."""
    if isinstance(value, str):
        if value.strip():
            yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from texts_in(item)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from texts_in(item)


def mapped(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value with ``change`` applied to every text in it (not to keys)."""
    if isinstance(value, str):
        return change(value)
    if isinstance(value, list | tuple):
        return [mapped(item, change) for item in value]
    if isinstance(value, dict):
        return {key: mapped(item, change) for key, item in value.items()}
    return value


def scrubber(texts: Iterable[str]) -> Scrub:
    """Return a function that takes every recognisable text out of any JSON value."""
    searched = sorted({t for t in texts if is_recognisable(t)}, key=len, reverse=True)

    def change(value: str) -> str:
        for text in searched:
            value = value.replace(text, "")
        return value

    return lambda value: mapped(value, change)


def scrub_row(table: str, row: Row, scrub: Scrub) -> Row:
    """Return a row (as JSON) without the texts; a cell that has nothing left is marked."""
    column = WORD_COLUMNS.get(table)
    if column is None or column not in row:
        return row
    value = scrub(row[column])
    if value == row[column]:
        return row
    if table == "cells" and value == "":
        return {**row, "value": None, "withdrawn": True}
    return {**row, column: value}


def blank_row(table: str, row: Row) -> Row:
    """Return a row (as JSON) without its words, marked as withdrawn."""
    column = WORD_COLUMNS[table]
    return {**row, column: None if table == "cells" else "", "withdrawn": True}


def scrub_payload(kind: str, payload: Row, scrub: Scrub) -> Row:
    """Return a ledger payload without the texts."""
    cls = class_of_verb(kind)
    fresh = dict(payload)
    for name in word_fields(cls) if cls else ():
        if name in payload:
            value = scrub(payload[name])
            emptied = kind == "cell.set" and value == "" and payload[name] != ""
            fresh[name] = dict(WITHDRAWN) if emptied else value
    if "images" in payload:
        fresh["images"] = [
            {**image, "row": scrub_row(image["table"], image["row"], scrub)}
            if image.get("row")
            else image
            for image in payload["images"]
        ]
    return fresh


def erase_texts(tx: Transaction, texts: Iterable[str]) -> None:
    """Take the recognisable ones of ``texts`` out of every place that holds somebody's words."""
    searched = [text for text in texts if is_recognisable(text)]
    if not searched:
        return
    scrub = scrubber(searched)
    for table in WORD_COLUMNS:
        _scrub_rows(tx, table, scrub)
    for row in tx.connection.execute(sa.select(drafts)).all():
        if (text := scrub(row.text)) != row.text:
            change = sa.update(drafts).where(drafts.c.key == row.key)
            tx.connection.execute(change.values(text=text))
    for seq, kind, payload in _payloads(tx):
        _rewrite_payload(tx, seq, payload, scrub_payload(kind, payload, scrub), mark=False)
    erasure_sent.rewrite(tx, lambda kind, payload: _scrub_sent(kind, payload, scrub))
    _rewrite_checkpoints(tx, lambda table, row: scrub_row(table, row, scrub))


def erase_target(tx: Transaction, target: Target) -> None:
    """Blank every wording of a target in the ledger, the checkpoints and the drafts."""
    for seq, kind, payload in _payloads(tx):
        fresh = _without_target(kind, payload, target)
        _rewrite_payload(tx, seq, payload, fresh, mark=True)
    erasure_sent.rewrite(tx, lambda kind, payload: _without_target(kind, payload, target))
    _rewrite_checkpoints(
        tx,
        lambda table, row: (
            blank_row(table, row) if table == target.table and target.owns(row) else row
        ),
    )
    for key in tx.connection.execute(sa.select(drafts.c.key)).scalars().all():
        # The fields of a record name it in their keys, whatever stands around it.
        if key == target.name or target.name in re.split(r"[.:|]", key):
            tx.connection.execute(sa.delete(drafts).where(drafts.c.key == key))


def wordings(reader: Reader, target: Target) -> tuple[str, ...]:
    """Return every wording that a target ever had, in the file's rows, ledger and checkpoints."""
    found: dict[str, None] = {}
    column = WORD_COLUMNS[target.table]
    for row in _json_rows(reader, target.table):
        if target.owns(row):
            found.update(dict.fromkeys(texts_in(row[column])))
    for kind, payload in _all_payloads(reader):
        found.update(dict.fromkeys(_words_of(kind, payload, target)))
    for state in _checkpoint_states(reader).values():
        for row in state.get(target.table, ()):
            if target.owns(row):
                found.update(dict.fromkeys(texts_in(row.get(column))))
    return tuple(found)


def all_words(reader: Reader) -> tuple[str, ...]:
    """Return every recognisable text that anybody wrote, wherever it lies."""
    found: dict[str, None] = {}
    for table, column in WORD_COLUMNS.items():
        for row in _json_rows(reader, table):
            found.update(dict.fromkeys(texts_in(row[column])))
    for kind, payload in _all_payloads(reader):
        cls = class_of_verb(kind)
        for name in word_fields(cls) if cls else tuple(payload):
            found.update(dict.fromkeys(texts_in(payload.get(name))))
        for image in payload.get("images") or ():
            column = WORD_COLUMNS.get(image.get("table"), "")
            found.update(dict.fromkeys(texts_in((image.get("row") or {}).get(column))))
    for text in reader.connection.execute(sa.select(drafts.c.text)).scalars():
        found.update(dict.fromkeys(texts_in(text)))
    return tuple(text for text in found if is_recognisable(text))


def entry_ids(reader: Reader, target: Target) -> tuple[str, ...]:
    """Return the ids of the ledger entries that carry a target's words."""
    query = sa.select(ledger.c.id, ledger.c.kind, ledger.c.payload).order_by(ledger.c.seq)
    return tuple(
        row.id
        for row in reader.connection.execute(query).all()
        if _concerns(row.kind, json.loads(row.payload), target)
    )


def _concerns(kind: str, payload: Row, target: Target) -> bool:
    """Tell whether a command wrote the words of a target (not: restored them)."""
    if kind == "cell.set":
        return target.table == "cells" and payload.get("cell") == target.name
    table, name = _NAMED_BY.get(kind, ("", ""))
    return table == target.table and bool(name) and payload.get(name) == target.record_id


def _words_of(kind: str, payload: Row, target: Target) -> Iterator[str]:
    """Yield a target's wordings in a payload."""
    cls = class_of_verb(kind)
    if cls is not None and _concerns(kind, payload, target):
        for name in word_fields(cls):
            value = payload.get(name)
            yield from texts_in(_own_part(value, target))
    elif kind == "people.import" and target.table == "history":
        for holder in (payload.get("history"), payload.get("efforts")):
            yield from texts_in((holder or {}).get(target.name))
    for image in payload.get("images") or ():
        row = image.get("row")
        if row and image["table"] == target.table and target.owns(row):
            yield from texts_in(row.get(WORD_COLUMNS[target.table]))


def _own_part(value: Any, target: Target) -> Any:
    """Return the words in a field: of named values only the one that holds words."""
    if target.table != "cells" and isinstance(value, dict):
        return value.get(WORD_COLUMNS[target.table])
    return value


def _without_target(kind: str, payload: Row, target: Target) -> Row:
    cls = class_of_verb(kind)
    fresh = dict(payload)
    if cls is not None and _concerns(kind, payload, target):
        for name in word_fields(cls):
            if name in payload:
                fresh[name] = _blanked(kind, payload[name], target)
    elif kind == "people.import" and target.table == "history":
        for name in ("history", "efforts"):
            if target.name in (payload.get(name) or {}):
                fresh[name] = {**payload[name], target.name: ""}
    if "images" in payload:
        fresh["images"] = [_image_without(image, target) for image in payload["images"]]
    return fresh


def _blanked(kind: str, value: Any, target: Target) -> Any:
    if kind == "cell.set":
        return dict(WITHDRAWN) if value is not None else None
    if isinstance(value, dict):
        column = WORD_COLUMNS[target.table]
        return {**value, column: ""} if column in value else value
    return ""


def _image_without(image: Row, target: Target) -> Row:
    row = image.get("row")
    if row and image["table"] == target.table and target.owns(row):
        return {**image, "row": blank_row(target.table, row)}
    return image


def _payloads(reader: Reader) -> list[tuple[int, str, Row]]:
    query = sa.select(ledger.c.seq, ledger.c.kind, ledger.c.payload).order_by(ledger.c.seq)
    return [(r.seq, r.kind, json.loads(r.payload)) for r in reader.connection.execute(query).all()]


def _all_payloads(reader: Reader) -> Iterator[tuple[str, Row]]:
    """Yield kind and payload of the ledger, of what stations sent and of what is to be sent."""
    yield from ((kind, payload) for _, kind, payload in _payloads(reader))
    yield from erasure_sent.payloads(reader)


def _scrub_sent(kind: str, payload: Row, scrub: Scrub) -> Row:
    """Return a sent payload without the texts; of an unknown command any text may be words."""
    if class_of_verb(kind) is None:
        fresh: Row = scrub(payload)
        return fresh
    return scrub_payload(kind, payload, scrub)


def _rewrite_payload(tx: Transaction, seq: int, old: Row, fresh: Row, *, mark: bool) -> None:
    if fresh == old:
        return
    values: Row = {"payload": dump(fresh)}
    if mark:
        values["withdrawn"] = True
    tx.connection.execute(sa.update(ledger).where(ledger.c.seq == seq).values(values))


def _json_rows(reader: Reader, table: str) -> list[Row]:
    """Return a table's rows with the words' column as JSON value."""
    query = sa.select(TABLES[class_of(table)])
    rows = [dict(row._mapping) for row in reader.connection.execute(query).all()]
    if table == "cells":
        for row in rows:
            row["value"] = None if row["value"] is None else json.loads(row["value"])
    return rows


def _scrub_rows(tx: Transaction, table: str, scrub: Scrub) -> None:
    where = TABLES[class_of(table)]
    for row in _json_rows(tx, table):
        fresh = scrub_row(table, row, scrub)
        if fresh != row:
            names = (WORD_COLUMNS[table], "withdrawn")
            values = {name: fresh[name] for name in names if name in fresh}
            if table == "cells" and values["value"] is not None:
                values["value"] = dump(values["value"])
            tx.connection.execute(sa.update(where).where(where.c.id == row["id"]).values(values))


def _checkpoint_states(reader: Reader) -> dict[int, dict[str, list[Row]]]:
    rows = reader.connection.execute(sa.select(checkpoints.c.seq, checkpoints.c.state)).all()
    return {row.seq: json.loads(row.state) for row in rows}


def _rewrite_checkpoints(tx: Transaction, change: Callable[[str, Row], Row]) -> None:
    for seq, state in _checkpoint_states(tx).items():
        fresh = {table: [change(table, row) for row in rows] for table, rows in state.items()}
        if fresh != state:
            where = sa.update(checkpoints).where(checkpoints.c.seq == seq)
            tx.connection.execute(where.values(state=dump(fresh)))

"""Withdrawing words: out of state, ledger, drafts and checkpoints; a tombstone stays."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from app.domain.cells import CellEntry, SetCell
from app.domain.codec import to_json
from app.domain.commands import Command, word_fields
from app.domain.errors import InvalidChangeError
from app.domain.notes import NextStep, Theme
from app.domain.preparation import HistoryItem
from app.domain.records import Record
from app.domain.withdrawal import WITHDRAWN, Tombstone, WithdrawWords, digest
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.services.registry import handles
from app.storage import erasure
from app.storage.database import Reader, Transaction

_RECORDS: dict[str, tuple[type[Record], str]] = {
    "history": (HistoryItem, "text"),
    "next_steps": (NextStep, "text"),
    "themes": (Theme, "name"),
}


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


def texts_of(reader: Reader, target: str) -> tuple[str, ...]:
    """Return every wording that a target ever had.

    Raises:
        InvalidChangeError: where the target is none.

    """
    kind, _, name = target.partition(":")
    if kind == "cell":
        entries = reader.all(CellEntry, cell=name)
        return tuple(dict.fromkeys(t for e in entries for t in texts_in(e.value)))
    if kind not in _RECORDS:
        raise InvalidChangeError(f"“{target}” holds no words.")
    cls, field = _RECORDS[kind]
    text = getattr(reader.get(cls, name), field)
    return tuple(dict.fromkeys(t for t in (*erasure.wordings(reader, name, field), text) if t))


def prepared(reader: Reader, command: WithdrawWords) -> WithdrawWords:
    """Return the command with its digests and entries filled in, before it enters the ledger."""
    workshop = reader.get(Workshop, WORKSHOP_ID)
    texts = texts_of(reader, command.target)
    kind, _, name = command.target.partition(":")
    entries = reader.all(CellEntry, cell=name) if kind == "cell" else ()
    return replace(
        command,
        digests=tuple(sorted({digest(t, workshop.lineage) for t in texts})),
        entry_ids=tuple(sorted(e.id for e in entries)),
    )


@handles(WithdrawWords)
def withdraw(tx: Transaction, command: WithdrawWords) -> None:
    """Erase words; the record stays, empty and marked."""
    kind, _, name = command.target.partition(":")
    if not tx.replaying:
        texts = texts_of(tx, command.target)
        erasure.blank_entries(tx, command.entry_ids, WITHDRAWN)
        if kind in _RECORDS:
            erasure.blank_wordings(tx, name, _RECORDS[kind][1])
        erasure.erase_texts(tx, texts)
    if kind == "cell":
        for entry in tx.all(CellEntry, cell=name):
            tx.put(replace(entry, value=None, withdrawn=True))
        erasure.drop_draft(tx, name)
    else:
        cls, field = _RECORDS[kind]
        tx.put(replace(tx.get(cls, name), **{field: "", "withdrawn": True}))  # type: ignore[arg-type]
    tx.put(
        Tombstone(
            id=command.id, at=to_json(command.when), target=command.target,
            entry_ids=command.entry_ids, digests=command.digests,
        )
    )  # fmt: skip


def screened(reader: Reader, command: Command) -> Command:
    """Return a command without words that were withdrawn: a tombstone refuses them for good."""
    fields = word_fields(type(command))
    stones = reader.all(Tombstone) if fields else ()
    if not stones:
        return command
    refused = {d for stone in stones for d in stone.digests}
    salt = reader.get(Workshop, WORKSHOP_ID).lineage
    known_ids = {i for stone in stones for i in stone.entry_ids}
    changes: dict[str, Any] = {}
    for name in fields:
        value = getattr(command, name)
        hit = any(digest(text, salt) in refused for text in texts_in(value))
        if hit or command.id in known_ids:
            changes[name] = _emptied(command, value)
    return replace(command, **changes) if changes else command


def _emptied(command: Command, value: Any) -> Any:
    if isinstance(command, SetCell):
        return dict(WITHDRAWN)
    if isinstance(value, dict):
        return {key: "" if isinstance(item, str) else item for key, item in value.items()}
    return ""

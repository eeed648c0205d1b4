"""Withdrawing words: out of state, ledger, drafts and checkpoints; a tombstone stays."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.domain.cells import CellEntry, SetCell
from app.domain.codec import to_json
from app.domain.commands import Command, word_fields
from app.domain.errors import InvalidChangeError, WordsWithdrawnError
from app.domain.notes import NextStep, Theme
from app.domain.preparation import HistoryItem
from app.domain.records import Record
from app.domain.undo import RestoreRecords
from app.domain.withdrawal import (
    WITHDRAWN,
    Tombstone,
    WithdrawWords,
    digest,
    is_recognisable,
    normalised,
)
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.registry import handles
from app.storage import erasure, ledger
from app.storage.database import Reader, Transaction
from app.storage.erasure import Target

_RECORDS: dict[str, tuple[type[Record], str]] = {
    "history": (HistoryItem, "text"),
    "next_steps": (NextStep, "text"),
    "themes": (Theme, "name"),
}


def target_of(text: str) -> Target:
    """Return what a withdrawal is aimed at.

    Raises:
        InvalidChangeError: where it holds no words.

    """
    try:
        return Target.parse(text)
    except ValueError as error:
        raise InvalidChangeError(_("“{text}” holds no words.").format(text=text)) from error


def texts_of(reader: Reader, target: str) -> tuple[str, ...]:
    """Return every wording that a target ever had.

    Raises:
        InvalidChangeError: where the target is none.

    """
    return erasure.wordings(reader, target_of(target))


def prepared(reader: Reader, command: WithdrawWords) -> WithdrawWords:
    """Return the command with its digests and entries filled in, before it enters the ledger.

    Digests and entries that it carries already (from another copy of the workshop) stay.
    """
    salt = reader.get(Workshop, WORKSHOP_ID).lineage
    texts = [t for t in texts_of(reader, command.target) if is_recognisable(t)]
    found = erasure.entry_ids(reader, target_of(command.target))
    return replace(
        command,
        digests=tuple(sorted({*command.digests, *(digest(t, salt) for t in texts)})),
        entry_ids=tuple(sorted({*command.entry_ids, *found})),
    )


@handles(WithdrawWords)
def withdraw(tx: Transaction, command: WithdrawWords) -> None:
    """Erase words; the record stays, empty and marked."""
    target = target_of(command.target)
    if not tx.replaying:
        own = erasure.wordings(tx, target)
        texts = (*own, *_recognised(tx, command.digests, own))
        erasure.erase_target(tx, target)
        erasure.erase_texts(tx, texts)
    if target.table == "cells":
        for entry in tx.all(CellEntry, cell=target.name):
            tx.put(replace(entry, value=None, withdrawn=True))
    else:
        cls, field = _RECORDS[target.table]
        record = tx.find(cls, target.name)
        if record is not None:
            tx.put(replace(record, **{field: "", "withdrawn": True}))  # type: ignore[arg-type]
    tx.put(
        Tombstone(
            id=command.id, at=to_json(command.when), target=command.target,
            entry_ids=command.entry_ids, digests=command.digests,
        )
    )  # fmt: skip


def _recognised(reader: Reader, digests: tuple[str, ...], own: tuple[str, ...]) -> list[str]:
    """Return the texts in the file that the digests know, wherever they were copied to.

    A digest takes a millisecond: the target's ``own`` wordings are compared as they are, and only
    for digests of other wordings (an older copy lacks the last ones) is every text tried.
    """
    if not digests:
        return []
    salt = reader.get(Workshop, WORKSHOP_ID).lineage
    known = {normalised(text) for text in own if is_recognisable(text)}
    others = set(digests) - {digest(text, salt) for text in known}
    return [
        text
        for text in erasure.all_words(reader)
        if normalised(text) in known or (others and digest(text, salt) in others)
    ]


def screened(reader: Reader, command: Command) -> Command:
    """Return a command without words that were withdrawn: a tombstone refuses them for good.

    Raises:
        WordsWithdrawnError: where the command would add nothing but such words.

    """
    fields = word_fields(type(command))
    undoing = isinstance(command, RestoreRecords)
    stones = stones_of(reader) if fields or undoing else ()
    if not stones:
        return command
    refused = {d for stone in stones for d in stone.digests}
    salt = reader.get(Workshop, WORKSHOP_ID).lineage

    def without(text: str) -> str:
        known = is_recognisable(text) and digest(text, salt) in refused
        return "" if known else text

    older = _withdrawn_since(reader, command, stones)
    if isinstance(command, RestoreRecords):
        return _screened_images(command, older, without)
    if isinstance(command, SetCell):
        gone = f"cell:{command.cell}" in older or erasure.mapped(command.value, without) != (
            command.value
        )
        return replace(command, value=dict(WITHDRAWN)) if gone else command
    values: dict[str, Any] = {
        name: erasure.mapped(getattr(command, name), without) for name in fields
    }
    changed = {name: value for name, value in values.items() if value != getattr(command, name)}
    if "" in changed.values():
        raise WordsWithdrawnError(
            _("These words were withdrawn from this workshop."),
            safe=_("Nothing was changed."),
            remedy=_("Say it in other words."),
        )
    return replace(command, **changed) if changed else command


@dataclass(frozen=True)
class Withdrawn:
    """The digests of all words that were withdrawn, and their salt."""

    digests: frozenset[str]
    salt: str


ALL_STONES = "all"
"""By which name a transaction knows them."""


def stones_of(reader: Reader) -> tuple[Tombstone, ...]:
    """Return what was withdrawn so far; of a transaction's many entries each is held against it."""
    return reader.once(Tombstone, ALL_STONES, lambda: reader.all(Tombstone))


def withdrawn(reader: Reader, salt: str) -> Withdrawn:
    """Return what was withdrawn from the workshop; ``salt`` is its lineage."""
    digests = frozenset(d for stone in stones_of(reader) for d in stone.digests)
    return Withdrawn(digests, salt)


def screened_payload(gone: Withdrawn, payload: dict[str, Any]) -> dict[str, Any]:
    """Return a payload without texts that were withdrawn, whatever command it is of."""
    if not gone.digests:
        return payload

    def without(text: str) -> str:
        known = is_recognisable(text) and digest(text, gone.salt) in gone.digests
        return "" if known else text

    fresh: dict[str, Any] = erasure.mapped(payload, without)
    return fresh


def _withdrawn_since(
    reader: Reader, command: Command, stones: tuple[Tombstone, ...]
) -> frozenset[str]:
    """Return the targets withdrawn after the entry that a command takes back."""
    undone = ledger.seq_of(reader, command.undoes) if command.undoes else None
    if undone is None:
        return frozenset()
    return frozenset(
        stone.target for stone in stones if (ledger.seq_of(reader, stone.id) or 0) > undone
    )


def _screened_images(
    command: RestoreRecords, older: frozenset[str], without: Callable[[str], str]
) -> RestoreRecords:
    targets = [target_of(text) for text in older]
    images = []
    for image in command.images:
        row = image.row
        if row is not None:
            row = erasure.scrub_row(image.table, row, lambda v: erasure.mapped(v, without))
            if any(t.table == image.table and t.owns(row) for t in targets):
                row = erasure.blank_row(image.table, row)
        images.append(replace(image, row=row))
    return replace(command, images=tuple(images))

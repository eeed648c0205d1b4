"""Cells: a group's answers, what it says of itself, and the reveal."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from app.domain.canonical import canonical_text
from app.domain.cells import (
    AskForHelp,
    CellEntry,
    CellKey,
    ConfirmScores,
    Field,
    GrantTime,
    GroupState,
    RevealResults,
    SayFinished,
    SetCell,
)
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.errors import InvalidChangeError
from app.domain.merge import CellStanding, CellState, merge, tip_ids
from app.domain.withdrawal import WITHDRAWN
from app.domain.workshop import WORKSHOP_ID, Workshop
from app.i18n import _
from app.services.framework import lock
from app.services.registry import handles
from app.storage import cell_entries
from app.storage.database import Reader, Transaction
from app.storage.framework_ids import framework_ids

LONGEST_TEXT = 20_000
"""Characters of one field; far more than anyone writes in a group."""


@handles(SetCell)
def set_cell(tx: Transaction, command: SetCell) -> None:
    """Write a cell; what stands of it afterwards is the merge of its entries.

    Raises:
        InvalidChangeError: for a value that the cell's field does not hold.

    """
    key = _parsed(command.cell)
    withdrawn = command.value == WITHDRAWN
    if not tx.replaying and not withdrawn:
        check_value(tx, key, command.value)
    entry = CellEntry(
        id=command.id,
        cell=command.cell,
        group_id=key.group_id,
        dimension_id=key.dimension_id,
        lens=key.lens,
        field=key.field.value,
        value=None if withdrawn else command.value,
        based_on=command.based_on,
        at=to_json(command.when),
        station=command.station,
        withdrawn=withdrawn,
    )
    put_entry(tx, entry)
    note_score(tx, key, command.when)


def note_score(tx: Transaction, key: CellKey, when: datetime) -> None:
    """Do what every score does: it locks the scale, and takes an earlier confirmation back."""
    if key.field in (Field.RATING, Field.NOT_SCORED):
        lock(tx, when)
        _unconfirm(tx, key.group_id, when)


def put_entry(tx: Transaction, entry: CellEntry) -> None:
    """Add an entry and mark, on the entries of the cell, whether they are superseded.

    A cell may have thousands of them: as a rule only what stands is looked at.
    """
    near = cell_entries.standing_or_naming(tx, entry.cell, entry.id)
    if _is_plain(near, entry):
        plain = replace(entry, superseded=False) if entry.superseded else entry
        cell_entries.put_new(tx, plain)
        over = [e for e in near if e.id in entry.based_on and not e.superseded]
        fresh = [(e, replace(e, superseded=True)) for e in over]
    else:
        others = [e for e in entries_of(tx, entry.cell) if e.id != entry.id]
        tips = tip_ids(e.version() for e in (*others, entry))
        cell_entries.put(tx, replace(entry, superseded=entry.id not in tips))
        fresh = [(e, replace(e, superseded=e.id not in tips)) for e in others]
    for before, after in fresh:
        if after != before:
            cell_entries.replace(tx, before, after)


def _is_plain(near: tuple[CellEntry, ...], entry: CellEntry) -> bool:
    """Tell whether an entry came after all that it concerns, and nothing goes in a circle.

    Then it stands, and what it names does not.
    """
    if not near:
        return True
    ids = {e.id for e in near}
    circle = any(ids.intersection(e.based_on) - {e.id} for e in near)
    return not circle and not any(e.id == entry.id or entry.id in e.based_on for e in near)


def _parsed(text: str) -> CellKey:
    try:
        return CellKey.parse(text)
    except ValueError as error:
        raise InvalidChangeError(
            _("“{text}” is no place for an answer.").format(text=text)
        ) from error


def check_value(tx: Transaction, key: CellKey, value: Any) -> None:
    """Refuse a value that a cell does not hold.

    Raises:
        InvalidChangeError: where it does not.

    """
    if value is None:
        return
    if isinstance(value, str) and len(value) > LONGEST_TEXT:
        raise InvalidChangeError(
            _("A text is at most {n} characters long.").format(n=LONGEST_TEXT),
            remedy=_("Shorten it."),
        )
    level = value.get("level") if isinstance(value, dict) else None
    if key.field in (Field.RATING, Field.AGREED):
        if not isinstance(value, dict):
            raise InvalidChangeError(_("A score is a level, or “cannot tell”."))
        if level is not None:
            _check_level(tx, key, str(level))


def _check_level(tx: Transaction, key: CellKey, level: str) -> None:
    if level not in framework_ids(tx).levels:
        raise InvalidChangeError(_("The scale has no level “{level}”.").format(level=level))


def _unconfirm(tx: Transaction, group_id: str, when: datetime) -> None:
    """Take a confirmation back that came before a score; a score that arrives late was known."""
    state = tx.known(GroupState, group_id)
    if state is not None and state.confirmed_at and not _is_earlier(when, state.confirmed_at):
        tx.put(replace(state, confirmed_at=""))


def _is_earlier(when: datetime, said_at: str) -> bool:
    """Tell whether something was said before what is known: it arrived late, and changes nothing.

    So the order of arrival does not matter.
    """
    return bool(said_at) and when < datetime.fromisoformat(said_at)


def entries_of(reader: Reader, cell: str) -> Iterable[CellEntry]:
    """Return every entry of a cell."""
    return cell_entries.entries(reader, cell)


def state_of_cell(reader: Reader, cell: str) -> CellState:
    """Return the merged state of a cell: what is superseded has no part in it."""
    return merge(e.version() for e in cell_entries.standing(reader, cell))


def undo_of_cell(reader: Reader, command: Command) -> Command | None:
    """Return the command that writes a cell's former value back; None where it was contested."""
    if not isinstance(command, SetCell):
        return None
    before = state_of_cell(reader, command.cell)
    if before.standing is CellStanding.CONTESTED:
        return None
    return SetCell(cell=command.cell, value=before.value, based_on=(command.id,), undoes=command.id)


def caught_up(reader: Reader, command: SetCell) -> SetCell:
    """Return a command that takes an entry back, on top of what stands where that is the same.

    Taking back twice in a row needs it: the first one's entry stands in the place of its target.
    Against anything else that came since, the two are shown to people.
    """
    undone = reader.find(CellEntry, command.undoes) if command.undoes else None
    if undone is None or undone.cell != command.cell:
        return command
    standing = cell_entries.standing(reader, command.cell)
    as_left = all(
        canonical_text(e.value) == canonical_text(undone.value) and e.station == command.station
        for e in standing
    )
    tips = {entry.id for entry in standing} if as_left else set()
    return replace(command, based_on=tuple(sorted({*command.based_on, *tips})))


def _group_state(tx: Transaction, group_id: str) -> GroupState:
    return tx.find(GroupState, group_id) or GroupState(id=group_id)


@handles(AskForHelp)
def ask_for_help(tx: Transaction, command: AskForHelp) -> None:
    """A group asks for help, or was helped."""
    state, said = _group_state(tx, command.group_id), to_json(command.when)
    if not _is_earlier(command.when, state.help_said_at):
        tx.put(replace(state, help_asked_at=said if command.on else "", help_said_at=said))


@handles(SayFinished)
def say_finished(tx: Transaction, command: SayFinished) -> None:
    """A group says that it is finished."""
    state, said = _group_state(tx, command.group_id), to_json(command.when)
    if not _is_earlier(command.when, state.finished_said_at):
        tx.put(replace(state, finished_at=said if command.on else "", finished_said_at=said))


@handles(ConfirmScores)
def confirm_scores(tx: Transaction, command: ConfirmScores) -> None:
    """A group confirms what the room will see: the scores that it knew by then."""
    state, said = _group_state(tx, command.group_id), to_json(command.when)
    if _is_earlier(command.when, state.confirmed_said_at):
        return
    on = command.on and not _scored_since(tx, command.group_id, command.when)
    tx.put(replace(state, confirmed_at=said if on else "", confirmed_said_at=said))


def _scored_since(reader: Reader, group_id: str, when: datetime) -> bool:
    scores = (Field.RATING.value, Field.NOT_SCORED.value)
    entries = (e for field in scores for e in reader.all(CellEntry, group_id=group_id, field=field))
    return any(_is_earlier(when, entry.at) for entry in entries)


@handles(GrantTime)
def grant_time(tx: Transaction, command: GrantTime) -> None:
    """Give one group more time within an activity; grants for the same activity add up."""
    state = _group_state(tx, command.group_id)
    same = state.granted_for == command.activity_id
    seconds = (state.granted_seconds if same else 0) + command.seconds
    tx.put(replace(state, granted_seconds=max(0, seconds), granted_for=command.activity_id))


@handles(RevealResults)
def reveal_results(tx: Transaction, command: RevealResults) -> None:
    """Reveal the results, or hide them again."""
    workshop = tx.get(Workshop, WORKSHOP_ID)
    moment = (workshop.revealed_at or command.when) if command.revealed else None
    tx.put(replace(workshop, revealed_at=moment))

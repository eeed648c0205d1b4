"""Carrying out commands: each one ledger entry and its rows, many in one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.domain.cells import SetCell, TakeSpokenScores
from app.domain.changes import Changes
from app.domain.codec import to_json
from app.domain.commands import Command
from app.domain.drafts import Draft, Settled
from app.domain.errors import UserError, WordsWithdrawnError
from app.domain.ids import HUB, new_id
from app.domain.people import ForgetPeople
from app.domain.preparation import LockScale
from app.domain.records import is_private, table_of
from app.domain.undo import Image, RestoreRecords
from app.domain.withdrawal import WithdrawWords
from app.domain.workshop import BeginEpoch, CreateWorkshop
from app.services import all_verbs  # noqa: F401 - registers every handler
from app.services.cells import caught_up, undo_of_cell
from app.services.framework import undo_of_framework
from app.services.needed_words import check_words
from app.services.registry import handler_of
from app.services.withdrawal import prepared, screened
from app.storage import drafts, ledger, outbox
from app.storage.database import Database, Transaction

DraftStep = Draft | Settled
"""What becomes of a draft: kept with its newest text, or settled."""

FINAL = (
    WithdrawWords, ForgetPeople, CreateWorkshop, BeginEpoch, LockScale, SetCell, TakeSpokenScores,
)  # fmt: skip
"""Verbs without a way back through records; a cell has a way back of its own."""


@dataclass(frozen=True)
class Result:
    """What became of one command.

    Attributes:
        command: as it was carried out (stamped).
        changes: what it touched; empty for a repetition.
        undo: the command that would take it back, or None.
        error: why it was refused or failed, or None.

    """

    command: Command
    changes: Changes
    undo: Command | None = None
    error: Exception | None = None


def execute(database: Database, command: Command, *, recorded_at: datetime) -> Result:
    """Carry out one command in a transaction of its own.

    Raises:
        UserError: where it is refused or cannot be saved; nothing of it stays.

    """
    (result,) = execute_all(database, [command], recorded_at=recorded_at)
    if result.error is not None:
        raise result.error
    return result


def execute_all(
    database: Database,
    commands: Sequence[Command],
    *,
    recorded_at: datetime,
    draft_steps: Sequence[DraftStep] = (),
) -> list[Result]:
    """Carry out commands in one transaction, each in a savepoint: one refused never harms another.

    ``draft_steps`` follow in their order; the draft behind a refused command stays.

    Raises:
        StorageProblemError: where the file cannot be written; nothing of all this stays.

    """
    results = []
    with database.writing() as tx:
        for command in commands:
            results.append(carry_out(tx, command, recorded_at=recorded_at))
        lost = frozenset(result.command.id for result in results if _leaves_words(result.error))
        for step in draft_steps:
            if isinstance(step, Draft):
                drafts.keep(tx, step)
            elif step.entry_id not in lost:
                drafts.drop(tx, step.key)
    return results


REFUSALS = (UserError, ValueError, TypeError, KeyError, LookupError)
"""What a command that is refused, or makes no sense, raises."""


class RefusedAmongOthersError(Exception):
    """One of many commands that share their fate was refused: each is to be carried out alone."""


def _leaves_words(error: Exception | None) -> bool:
    """Tell whether a draft must stay: not where its words are withdrawn ones that came back."""
    return error is not None and not isinstance(error, WordsWithdrawnError)


def carry_out(
    tx: Transaction, command: Command, *, recorded_at: datetime, station_seq: int | None = None
) -> Result:
    """Carry out one command in a savepoint of an open transaction; the result says what went wrong.

    ``station_seq`` is the number that a station gave it. On a station itself, its own commands get
    one here, and so are in its outbox.
    """
    if ledger.has_entry(tx, command.id):
        return Result(command, Changes())
    return carry_out_new(tx, command, recorded_at=recorded_at, station_seq=station_seq)


def carry_out_new(
    tx: Transaction, command: Command, *, recorded_at: datetime, station_seq: int | None = None
) -> Result:
    """Do the same with a command that is known not to be in the ledger: it is not asked again."""
    inner = tx.part()
    try:
        result = _done(inner, command, recorded_at, station_seq)
    except REFUSALS as error:
        inner.take_back()
        return Result(command, Changes(), error=error)
    inner.keep()
    return result


def carry_out_with_others(
    tx: Transaction, command: Command, *, recorded_at: datetime, station_seq: int | None = None
) -> Result:
    """Do the same without a savepoint, as one of many that hardly ever fail.

    Raises:
        RefusedAmongOthersError: where it is refused; the whole transaction is to be given up.
        WaitingRefusedError: where one before it is; likewise, and also at the transaction's end.

    """
    try:
        return _done(tx.inseparable_part(), command, recorded_at, station_seq)
    except REFUSALS as error:
        raise RefusedAmongOthersError from error


def _done(
    tx: Transaction, command: Command, recorded_at: datetime, station_seq: int | None
) -> Result:
    command = _ready(tx, command)
    if command.station != HUB and station_seq is None:
        station_seq = outbox.append(tx, command) or None
    ledger.append(tx, command, recorded_at=recorded_at, station_seq=station_seq)
    ours = command.station == HUB  # another station undoes what is its own by itself
    undo = ours and (undo_of_cell(tx, command) or undo_of_framework(tx, command))
    handler_of(type(command))(tx, command)
    return Result(command, tx.changes(), (undo or _undo(tx, command)) if ours else None)


def _ready(tx: Transaction, command: Command) -> Command:
    """Return a command as it enters the ledger: without withdrawn words, with its digests.

    Raises:
        UserError: where it says nothing, or nothing but withdrawn words.

    """
    check_words(command)
    if isinstance(command, WithdrawWords):
        return prepared(tx, command)
    if isinstance(command, SetCell):
        command = caught_up(tx, command)
    return screened(tx, command)


def _undo(tx: Transaction, command: Command) -> Command | None:
    """Return the command that puts back every record this one touched."""
    if not tx.before or isinstance(command, FINAL):
        return None
    open_images: list[Image] = []
    private_images: list[Image] = []
    for (cls, record_id), before in tx.before.items():
        row: dict[str, Any] | None = to_json(before) if before is not None else None
        image = Image(table=table_of(cls), id=record_id, row=row)
        (private_images if is_private(image.table) else open_images).append(image)
    return RestoreRecords(
        id=new_id(),
        undoes=command.id,
        images=tuple(open_images),
        private_images=tuple(private_images),
        expects=tx.fingerprints(),
    )


def replay(source: Database, target: Database) -> None:
    """Rebuild ``target`` (a fresh, empty file) from the ledger of ``source``."""
    with source.reading() as old:
        found = list(ledger.entries(old))
        with target.writing(replaying=True) as tx:
            start = ledger.load_checkpoint(old, tx)
            for entry in found:
                if entry.seq > start:
                    handler_of(type(command := entry.command()))(tx, command)


def state_of(database: Database) -> dict[str, list[dict[str, Any]]]:
    """Return the full ledger-borne state, for comparison."""
    with database.reading() as reader:
        return ledger.full_state(reader)

"""What stations sent and the facilitator decides on; and what a newer program understands now."""

from datetime import datetime

from app.domain.changes import Changes
from app.domain.commands import class_of_verb, kind_of
from app.domain.envelopes import Entry, Outcome, read_entry
from app.domain.errors import InvalidChangeError
from app.domain.judged import JUDGED
from app.domain.stations import STATION_KINDS, Right, Station, right_of
from app.i18n import _
from app.services.execution import carry_out
from app.services.station_commands import Facts, command_of
from app.storage import received
from app.storage.database import Database, Transaction
from app.storage.received import Received

__all__ = ["Received", "accept", "set_aside", "take_up_kept", "to_decide"]


def to_decide(database: Database) -> tuple[Received, ...]:
    """Return what waits for the facilitator, what was refused or set aside, as it arrived."""
    outcomes = (Outcome.QUARANTINED, Outcome.REFUSED, Outcome.KEPT, Outcome.SET_ASIDE)
    with database.reading() as reader:
        return received.with_outcome(reader, *outcomes)


def accept(database: Database, number: int, *, now: datetime) -> Changes:
    """Make an entry part of the workshop after all (on the writer's thread).

    Raises:
        UserError: where it makes no sense, or the workshop's rules refuse it.

    """
    with database.writing() as tx:
        return _carry_out(tx, _row(tx, number), now)


def set_aside(database: Database, number: int) -> Changes:
    """Leave an entry out; it stays readable (on the writer's thread).

    Raises:
        InvalidChangeError: where it is part of the workshop already.

    """
    with database.writing() as tx:
        return _judge(tx, _row(tx, number), Outcome.SET_ASIDE)


def take_up_kept(database: Database, *, now: datetime) -> Changes:
    """Carry out what an older version did not know and this one does (on the writer's thread).

    Raises:
        StorageProblemError: where the file cannot be written.

    """
    changes = Changes()
    with database.writing() as tx:
        for row in received.with_outcome(tx, Outcome.KEPT):
            cls, entry = class_of_verb(row.kind), _entry(row)
            if cls is None or entry.version > kind_of(cls).version:
                continue
            right = right_of(tx.find(Station, row.station), entry.group)
            if right is not Right.WRITES or row.kind not in STATION_KINDS:
                changes |= _judge(tx, row, Outcome.QUARANTINED)
                continue
            try:
                changes |= _carry_out(tx, row, now)
            except InvalidChangeError:
                changes |= _judge(tx, row, Outcome.QUARANTINED)
    return changes


def _judge(tx: Transaction, row: Received, outcome: Outcome) -> Changes:
    received.judge(tx, row.number, outcome, {})
    return Changes({JUDGED: frozenset({row.entry_id})})


def _row(tx: Transaction, number: int) -> Received:
    row = received.by_number(tx, number)
    if row is None or row.outcome is Outcome.ACCEPTED:
        raise InvalidChangeError(
            _("This entry does not wait any more."), safe=_("Nothing was changed.")
        )
    return row


def _entry(row: Received) -> Entry:
    return read_entry(row.entry, row.hash)


def _carry_out(tx: Transaction, row: Received, now: datetime) -> Changes:
    command = None
    if row.kind in STATION_KINDS:
        command = command_of(Facts(tx), _entry(row), row.station, now=now)
    if command is None:
        raise InvalidChangeError(
            _("An entry of this device makes no sense here."), safe=_("Nothing was changed.")
        )
    done = carry_out(tx, command, recorded_at=now, station_seq=row.seq)
    if done.error is not None:
        raise done.error
    return done.changes | _judge(tx, row, Outcome.ACCEPTED)

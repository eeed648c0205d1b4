"""What stations sent and the facilitator decides on; and what a newer program understands now."""

import logging
from datetime import datetime

from app.domain.changes import Changes
from app.domain.commands import class_of_verb, kind_of
from app.domain.envelopes import Entry, Outcome, read_entry
from app.domain.errors import InvalidChangeError, StorageProblemError, UserError
from app.domain.judged import JUDGED
from app.domain.stations import STATION_KINDS, Right, Station, right_of
from app.i18n import _
from app.services.execution import carry_out
from app.services.station_commands import Facts, command_of
from app.storage import received
from app.storage.database import Database, Transaction
from app.storage.received import Received

__all__ = ["Received", "accept", "set_aside", "take_up_kept", "to_decide"]

logger = logging.getLogger(__name__)


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
    """Carry out what an older version did not know and this one does, as a workshop is opened.

    A workshop opens whatever comes of it. Where the file refuses, or an entry brings a fault of
    this program to light, all of it waits for the next time; where nothing waits, the file is not
    written.
    """
    changes = Changes()
    try:
        with database.reading() as reader:
            rows = [row for row in received.with_outcome(reader, Outcome.KEPT) if _is_known(row)]
        if rows:
            with database.writing() as tx:
                for row in rows:
                    changes |= _taken_up(tx, row, now)
    except StorageProblemError as error:
        logger.warning("what was kept waits on: %s", type(error).__name__)
        return Changes()
    except Exception:
        logger.exception("what was kept could not be taken up")
        return Changes()
    return changes


def _is_known(row: Received) -> bool:
    cls = class_of_verb(row.kind)
    return cls is not None and _entry(row).version <= kind_of(cls).version


def _taken_up(tx: Transaction, row: Received, now: datetime) -> Changes:
    """Carry an entry out; it waits for the facilitator where its station may not, or it fails."""
    right = right_of(tx.find(Station, row.station), _entry(row).group)
    if right is Right.WRITES and row.kind in STATION_KINDS:
        try:
            return _carry_out(tx, row, now)
        except (UserError, ValueError, TypeError, LookupError) as error:
            logger.warning("what was kept makes no sense: %s", type(error).__name__)
    return _judge(tx, row, Outcome.QUARANTINED)


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

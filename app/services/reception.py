"""Reception: envelopes from stations become ledger entries and state, and receipts go back.

Whatever becomes of an entry, it is on the hub's disk with what was said of it, before the receipt
leaves: an acknowledged entry is never asked for again, and nothing that was typed is dropped.
"""

import contextlib
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from app.domain.cells import CellEntry, SetCell
from app.domain.changes import Changes
from app.domain.codec import to_json
from app.domain.commands import Command, class_of_verb, kind_of
from app.domain.envelopes import (
    Entry,
    EntryResult,
    Envelope,
    Outcome,
    Receipt,
    chain,
    gaps,
    without_words,
)
from app.domain.errors import StorageProblemError, UserError
from app.domain.heard import newest_status
from app.domain.judged import JUDGED
from app.domain.snapshot import Snapshot
from app.domain.stations import STATION_KINDS, AdmitStation, Right, Station, right_of
from app.i18n import _
from app.services.at_hand import believe
from app.services.execution import (
    RefusedAmongOthersError,
    Result,
    carry_out,
    carry_out_new,
    carry_out_with_others,
)
from app.services.senders import Senders
from app.services.station_commands import Facts, command_of
from app.services.withdrawal import screened_payload
from app.storage import cell_entries
from app.storage.behind import WaitingRefusedError
from app.storage.cell_entries import CellsAtHand
from app.storage.database import Database, Transaction
from app.storage.received import Mark, Received

MOST_STANDING = 200
"""Versions of one cell side by side; two devices that never hear each other make a few."""

Said = dict[str, str]
Carry = Callable[..., Result]

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Reception:
    """What became of one envelope.

    Attributes:
        receipt: what goes back.
        changes: what it touched.
        barred: every entry was for a group that the station never had to do with.
        cells: what some of the entries of cells that it touched are now, by their ids, so that they
            need not be read again.

    """

    receipt: Receipt
    changes: Changes = field(default_factory=Changes)
    barred: bool = False
    cells: Mapping[str, CellEntry] = field(default_factory=dict)


@dataclass
class _Session:
    """What is needed while one envelope is taken in."""

    tx: Transaction
    station_id: str
    station: Station | None
    now: datetime
    facts: Facts
    senders: Senders
    keep_only: bool
    carry: Carry
    changes: list[Changes] = field(default_factory=list)


@dataclass(frozen=True)
class _Verdict:
    outcome: Outcome
    said: Said = field(default_factory=dict)
    foreign: bool = False


def receive_all(
    database: Database,
    envelopes: Sequence[Envelope],
    *,
    now: datetime,
    at_hand: Snapshot | None = None,
) -> list[Reception]:
    """Take envelopes in, in one transaction (on the writer's thread).

    Who calls this has seen each station's token. The same envelope twice is one. Where an entry
    brings a fault of this program to light, only that entry waits for the facilitator: a station
    that came with it for ever would never be rid of those behind it. ``at_hand`` is the file's
    newest state where that is known: much less is read then.

    Raises:
        StorageProblemError: where the file cannot be written; nothing of all this stays.

    """
    try:
        with contextlib.suppress(RefusedAmongOthersError, WaitingRefusedError):
            return _together(database, envelopes, now, at_hand=at_hand, carry=carry_out_with_others)
        return _together(database, envelopes, now, at_hand=at_hand)
    except StorageProblemError:
        raise
    except Exception:
        logger.exception("an envelope failed")
    return [_one_by_one(database, envelope, now) for envelope in envelopes]


def _together(
    database: Database,
    envelopes: Sequence[Envelope],
    now: datetime,
    *,
    keep_only: bool = False,
    at_hand: Snapshot | None = None,
    carry: Carry = carry_out_new,
) -> list[Reception]:
    with database.writing() as tx:
        if at_hand is not None:
            believe(tx, at_hand)
        facts, senders = Facts(tx), Senders(tx, envelopes)
        taken = [_receive(tx, one, facts, senders, now, keep_only, carry) for one in envelopes]
        tx.catch_up()
        senders.keep()
        known = cell_entries.at_hand(tx)
        return [replace(one, cells=_cells_of(one.changes, known)) for one in taken]


def _cells_of(changes: Changes, known: CellsAtHand | None) -> dict[str, CellEntry]:
    """Return what is known of the entries of cells that were touched."""
    if known is None:
        return {}
    touched = changes.touched.get("cells", frozenset())
    return {one: known.written[one] for one in touched if one in known.written}


def _one_by_one(database: Database, envelope: Envelope, now: datetime) -> Reception:
    """Take in an envelope entry by entry; one that fails is kept, and not carried out."""
    taken = []
    for entry in envelope.entries:
        alone = replace(envelope, entries=(entry,))
        try:
            taken += _together(database, [alone], now)
        except StorageProblemError:
            raise
        except Exception:
            logger.exception("an entry failed")
            taken += _together(database, [alone], now, keep_only=True)
    return joined(taken or _together(database, [envelope], now))


def joined(parts: Sequence[Reception]) -> Reception:
    """Return what became of an envelope that was taken in in parts, one after the other."""
    results = tuple(result for part in parts for result in part.receipt.results)
    receipt = replace(parts[-1].receipt, results=results)
    changes = Changes.joined(part.changes for part in parts)
    cells = {one: entry for part in parts for one, entry in part.cells.items()}
    return Reception(receipt, changes, all(part.barred for part in parts), cells)


def _receive(
    tx: Transaction, envelope: Envelope, facts: Facts, senders: Senders, now: datetime,
    keep_only: bool, carry: Carry,
) -> Reception:  # fmt: skip
    station = senders.station(envelope.station)
    session = _Session(tx, envelope.station, station, now, facts, senders, keep_only, carry)
    if station is None:
        _admit_again(session)
    judged = [_take(session, entry) for entry in sorted(envelope.entries, key=lambda e: e.seq)]
    mark, missing = _mark(session, envelope)
    senders.hear(mark)
    receipt = Receipt(
        room=envelope.room,  # the hub's own, or the envelope would not have come here
        epoch=facts.workshop.epoch,
        through=mark.through,
        missing=missing,
        results=tuple(result for result, _foreign in judged),
        digest=mark.digest,
    )
    barred = bool(judged) and all(foreign for _result, foreign in judged)
    return Reception(receipt, Changes.joined(session.changes), barred)


def _admit_again(session: _Session) -> None:
    """List a station that joined before a restore, so that the facilitator can place it."""
    command = AdmitStation(station_id=session.station_id, at=session.now)
    done = carry_out(session.tx, command, recorded_at=session.now)
    session.changes.append(done.changes)
    session.station = session.senders.listed(session.station_id)


def _take(session: _Session, entry: Entry) -> tuple[EntryResult, bool]:
    came = session.senders.under(session.station_id, entry.seq)
    same = [row for row in came if row.hash == entry.hash]
    if same:
        outcome = same[0].outcome
        outcome = Outcome.REPEATED if outcome is Outcome.ACCEPTED else outcome
        return _result(entry, _Verdict(outcome, same[0].reason)), False
    verdict = _judged(session, entry, is_twin=bool(came))
    _note(session, entry, verdict)
    return _result(entry, verdict), verdict.foreign


def _result(entry: Entry, verdict: _Verdict) -> EntryResult:
    return EntryResult(
        seq=entry.seq, id=entry.id, outcome=verdict.outcome, said=verdict.said or None
    )


def _judged(session: _Session, entry: Entry, *, is_twin: bool) -> _Verdict:
    """Say what becomes of an entry that is new here, and carry it out where it may be.

    ``is_twin`` says that something else came under its number.
    """
    if entry.id in session.senders.ids:  # with another content, number or station
        return _Verdict(Outcome.REFUSED, _other_content())
    right = right_of(session.station, entry.group)
    if right is Right.NONE:
        return _Verdict(Outcome.REFUSED, _not_its_group(), foreign=True)
    cls = class_of_verb(entry.kind)
    if cls is None or entry.version > kind_of(cls).version:
        return _Verdict(Outcome.KEPT)
    if entry.kind not in STATION_KINDS:
        return _Verdict(Outcome.REFUSED, _not_for_stations())
    if right is Right.LATE or is_twin or session.keep_only or _is_crowded(session, entry):
        return _Verdict(Outcome.QUARANTINED)
    return _carried_out(session, entry)


def _is_crowded(session: _Session, entry: Entry) -> bool:
    """Tell whether an entry would be one version too many of its cell.

    Whoever settled more than an entry can name could not; nor is a view to grow without end.
    """
    if class_of_verb(entry.kind) is not SetCell:
        return False
    standing = cell_entries.standing(session.tx, str(entry.payload.get("cell", "")))
    return len(standing) >= MOST_STANDING and not any(e.id in entry.based_on for e in standing)


def _carried_out(session: _Session, entry: Entry) -> _Verdict:
    try:
        command = command_of(session.facts, entry, session.station_id, now=session.now)
    except UserError as error:
        return _Verdict(Outcome.REFUSED, _said(error))
    if command is None:
        return _Verdict(Outcome.ACCEPTED)  # its words were withdrawn before it came
    return _done(session, command, entry.seq)


def _done(session: _Session, command: Command, seq: int) -> _Verdict:
    if command.id in session.senders.logged:
        # A rebuilt file may hold what a station sent and have lost that it came.
        return _Verdict(Outcome.ACCEPTED)
    done = session.carry(session.tx, command, recorded_at=session.now, station_seq=seq)
    if isinstance(done.error, UserError):
        return _Verdict(Outcome.REFUSED, _said(done.error))
    if done.error is not None:
        logger.warning("an entry makes no sense: %s", type(done.error).__name__)
        return _Verdict(Outcome.REFUSED, _no_sense())
    session.changes.append(done.changes)
    return _Verdict(Outcome.ACCEPTED)


def _note(session: _Session, entry: Entry, verdict: _Verdict) -> None:
    """Keep an entry with what became of it, without words that were withdrawn."""
    content = entry_json(entry)
    left = screened_payload(session.facts.withdrawn, entry.payload)
    if left != entry.payload:
        content = without_words(content, left, entry.hash)
    row = Received(
        number=0, station=session.station_id, seq=entry.seq, entry_id=entry.id, hash=entry.hash,
        kind=entry.kind, entry=content, outcome=verdict.outcome, reason=verdict.said,
        at=session.now,
    )  # fmt: skip
    session.senders.note(row)
    if verdict.outcome is not Outcome.ACCEPTED or left != entry.payload or entry.erased:
        session.changes.append(Changes({JUDGED: frozenset({entry.id})}))


def entry_json(entry: Entry) -> dict[str, Any]:
    """Return an entry as it lies in the file: as it was sent, its salt included."""
    content = {
        "id": entry.id,
        "seq": entry.seq,
        "group": entry.group,
        "kind": entry.kind,
        "version": entry.version,
        "at": to_json(entry.at),
        "based_on": list(entry.based_on),
        "payload": entry.payload,
        "salt": entry.salt,
    }
    return {**content, "hash": entry.hash, "erased": True} if entry.erased else content


def _mark(session: _Session, envelope: Envelope) -> tuple[Mark, tuple[tuple[int, int], ...]]:
    """Return how far the station is heard now, and what is missing below its newest entry."""
    earlier = session.senders.mark(session.station_id)
    through, digest = (earlier.through, earlier.digest) if earlier else (0, "")
    beyond = session.senders.beyond(session.station_id)
    end, missing = gaps([seq for seq, _ in beyond], after=through)
    digest = chain((one for seq, one in beyond if seq <= end), digest)
    said_at = min(envelope.said_at or session.now, session.now)
    mark = Mark(
        station=session.station_id,
        through=end,
        digest=digest,
        status=newest_status(
            earlier.status if earlier else {},
            envelope,
            is_older=earlier is not None and said_at < earlier.heard_at,
        ),
        heard_at=max(said_at, earlier.heard_at) if earlier else said_at,
    )
    return mark, missing


def _said(error: UserError) -> Said:
    return {"happened": error.happened, "safe": error.safe, "remedy": error.remedy}


def _other_content() -> Said:
    return {
        "happened": _("The same entry came with another content."),
        "safe": _("The first one stands; the other one is kept here."),
        "remedy": _("Compare the two with the note-taker."),
    }


def _not_its_group() -> Said:
    return {
        "happened": _("This device does not write for this group."),
        "safe": _("What was written is kept, and the facilitator can read it."),
        "remedy": _("Ask the facilitator to let this device write for the group."),
    }


def _not_for_stations() -> Said:
    return {
        "happened": _("Only the facilitator can change this."),
        "safe": _("Nothing was changed."),
        "remedy": _("Tell the facilitator what you would like."),
    }


def _no_sense() -> Said:
    return {
        "happened": _("An entry of this device makes no sense here."),
        "safe": _("It is kept, and the facilitator can read it."),
        "remedy": _("Write it once more."),
    }

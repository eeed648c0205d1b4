"""The clock of the day: every verb becomes one event with its moment."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from app.domain.agenda import Activity
from app.domain.clock import (
    AddTime,
    AnswerSleep,
    ClockEvent,
    ClockKind,
    FinishDay,
    GoTo,
    NoteSleep,
    PauseClock,
    Replan,
    ResumeClock,
    SkipActivity,
    StartDay,
    TakeBackTime,
)
from app.domain.commands import Command
from app.domain.errors import NotAllowedError
from app.domain.scenes import SCENE_ID, SceneState
from app.i18n import _
from app.services.registry import handles
from app.storage.database import Transaction

_MOVES = (ClockKind.START, ClockKind.GO, ClockKind.PAUSE, ClockKind.RESUME, ClockKind.FINISH)
"""What moves the clock; a change of lengths does not."""


def _record(
    tx: Transaction, command: Command, kind: ClockKind, *, seconds_ago: int = 0, **values: Any
) -> None:
    """Append an event; an earlier moment never lies before the clock's last move."""
    events = sorted(tx.all(ClockEvent), key=lambda e: e.number)
    moment = command.when - timedelta(seconds=max(0, seconds_ago))
    if kind is not ClockKind.START:
        moment = max([moment, *(e.moment for e in events if e.kind in _MOVES)])
    number = events[-1].number + 1 if events else 1
    tx.put(ClockEvent(id=command.id, number=number, kind=kind, moment=moment, **values))


def _started(tx: Transaction) -> bool:
    return any(e.kind is ClockKind.START for e in tx.all(ClockEvent))


@handles(StartDay)
def start_day(tx: Transaction, command: StartDay) -> None:
    """Start the first activity; a second start is refused.

    Raises:
        NotAllowedError: where the day has started already.

    """
    if _started(tx):
        raise NotAllowedError(_("The day has already started."), remedy=_("Use Next or Back."))
    tx.get(Activity, command.activity_id)
    _record(
        tx, command, ClockKind.START,
        seconds_ago=command.seconds_ago, activity_id=command.activity_id,
    )  # fmt: skip
    _follow_agenda(tx)


@handles(GoTo)
def go_to(tx: Transaction, command: GoTo) -> None:
    """Go to an activity; a scene that is not held follows the agenda again."""
    tx.get(Activity, command.activity_id)
    _record(
        tx, command, ClockKind.GO,
        seconds_ago=command.seconds_ago, activity_id=command.activity_id,
    )  # fmt: skip
    _follow_agenda(tx)


def _follow_agenda(tx: Transaction) -> None:
    state = tx.get(SceneState, SCENE_ID)
    fresh = replace(state, norms_recalled=False)
    if not state.held:
        fresh = replace(fresh, override="", arguments={})
    if fresh != state:
        tx.put(fresh)


@handles(PauseClock)
def pause(tx: Transaction, command: PauseClock) -> None:
    """Stop the clock."""
    _record(tx, command, ClockKind.PAUSE)


@handles(ResumeClock)
def resume(tx: Transaction, command: ResumeClock) -> None:
    """Let the clock go on."""
    _record(tx, command, ClockKind.RESUME)


@handles(AddTime)
def add_time(tx: Transaction, command: AddTime) -> None:
    """Give an activity more or less time."""
    _record(tx, command, ClockKind.ADD, activity_id=command.activity_id, seconds=command.seconds)


@handles(Replan)
def replan(tx: Transaction, command: Replan) -> None:
    """Give activities new durations."""
    _record(tx, command, ClockKind.PLAN, durations=command.durations)


@handles(SkipActivity)
def skip_activity(tx: Transaction, command: SkipActivity) -> None:
    """Leave an activity out, or want it again."""
    _record(tx, command, ClockKind.SKIP, activity_id=command.activity_id, on=command.skipped)


@handles(TakeBackTime)
def take_back_time(tx: Transaction, command: TakeBackTime) -> None:
    """Take unused seconds off the clock."""
    _record(tx, command, ClockKind.CREDIT, activity_id=command.activity_id, seconds=command.seconds)


@handles(NoteSleep)
def note_sleep(tx: Transaction, command: NoteSleep) -> None:
    """Note that the laptop slept: the time counts until somebody says that it does not."""
    _record(tx, command, ClockKind.SLEEP, activity_id=command.activity_id, seconds=command.seconds)


@handles(AnswerSleep)
def answer_sleep(tx: Transaction, command: AnswerSleep) -> None:
    """Let the time that the laptop slept count, or take it off that activity's clock.

    Raises:
        NotAllowedError: where it was answered already.

    """
    event = tx.get(ClockEvent, command.event_id)
    if event.kind is not ClockKind.SLEEP or not event.on:
        raise NotAllowedError(_("That was answered already."), remedy=_("Use Undo to change it."))
    kind = ClockKind.SLEEP if command.counts else ClockKind.CREDIT
    tx.put(replace(event, kind=kind, on=False))


@handles(FinishDay)
def finish_day(tx: Transaction, command: FinishDay) -> None:
    """End the day."""
    _record(tx, command, ClockKind.FINISH)

"""The clock's events and verbs: deadlines and moments, never countdowns."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from app.domain.commands import Command, verb
from app.domain.records import Record, record


class ClockKind(StrEnum):
    """What happened to the clock."""

    START = "start"
    GO = "go"
    PAUSE = "pause"
    RESUME = "resume"
    ADD = "add"
    PLAN = "plan"
    SKIP = "skip"
    CREDIT = "credit"
    SLEEP = "sleep"
    FINISH = "finish"


@record("clock_events")
@dataclass(frozen=True, kw_only=True)
class ClockEvent(Record):
    """One event.

    Attributes:
        number: order of recording, from 1.
        kind: what happened.
        moment: when it took effect (UTC); earlier than its recording for "N minutes ago".
        activity_id: the activity it concerns, or "".
        seconds: for ADD and CREDIT, signed; for SLEEP how long the laptop slept.
        durations: for PLAN, activity id → seconds it now gets.
        on: for SKIP, whether it is skipped or wanted again; for SLEEP, whether it is still to be
            asked if that time counts. It counts until then; answered with no, the event becomes a
            CREDIT.

    """

    number: int
    kind: ClockKind
    moment: datetime
    activity_id: str = ""
    seconds: int = 0
    durations: dict[str, int] = field(default_factory=dict)
    on: bool = True


@verb("clock.start")
@dataclass(frozen=True, kw_only=True)
class StartDay(Command):
    """Start the first activity, now or ``seconds_ago``."""

    activity_id: str
    seconds_ago: int = 0


@verb("clock.go")
@dataclass(frozen=True, kw_only=True)
class GoTo(Command):
    """Go to an activity: next, back, or any other; now or ``seconds_ago``."""

    activity_id: str
    seconds_ago: int = 0


@verb("clock.pause")
@dataclass(frozen=True, kw_only=True)
class PauseClock(Command):
    """Stop the clock of the day."""


@verb("clock.resume")
@dataclass(frozen=True, kw_only=True)
class ResumeClock(Command):
    """Let the clock go on."""


@verb("clock.add")
@dataclass(frozen=True, kw_only=True)
class AddTime(Command):
    """Give an activity more time, or less with negative seconds."""

    activity_id: str
    seconds: int


@verb("clock.plan")
@dataclass(frozen=True, kw_only=True)
class Replan(Command):
    """Give activities new durations: what a previewed choice came to (seconds by activity)."""

    durations: dict[str, int]
    reason: str


@verb("clock.skip")
@dataclass(frozen=True, kw_only=True)
class SkipActivity(Command):
    """Leave an activity out, or want it again."""

    activity_id: str
    skipped: bool = True


@verb("clock.credit")
@dataclass(frozen=True, kw_only=True)
class TakeBackTime(Command):
    """Take seconds that passed unused (the program was dead) off the clock.

    ``activity_id`` is the activity that was on while they passed; "" for the current one.
    """

    seconds: int
    activity_id: str = ""


@verb("clock.sleep")
@dataclass(frozen=True, kw_only=True)
class NoteSleep(Command):
    """Note that the laptop slept while an activity was on, so that it can be asked about."""

    activity_id: str
    seconds: int


@verb("clock.sleep.answer")
@dataclass(frozen=True, kw_only=True)
class AnswerSleep(Command):
    """Say whether the time that the laptop slept counts."""

    event_id: str
    counts: bool


@verb("clock.finish")
@dataclass(frozen=True, kw_only=True)
class FinishDay(Command):
    """End the day."""

"""The rundown: what the clock's events and the agenda mean at a moment. Pure; ``now`` is given."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from app.domain.agenda import Agenda
from app.domain.clock import ClockEvent, ClockKind


class Phase(StrEnum):
    """Where the day stands."""

    NOT_STARTED = "not_started"
    RUNNING = "running"
    PAUSED = "paused"
    FINISHED = "finished"


class LineState(StrEnum):
    """Where a line of the rundown stands."""

    UPCOMING = "upcoming"
    CURRENT = "current"
    DONE = "done"
    SKIPPED = "skipped"


@dataclass(frozen=True)
class Schedule:
    """The promises made before the day (UTC)."""

    start: datetime
    planned_end: datetime
    hard_stop: datetime | None = None

    def from_start(self, started_at: datetime) -> "Schedule":
        """Return what is promised on another day than planned: only how long it takes."""
        return Schedule(started_at, started_at + (self.planned_end - self.start))


@dataclass(frozen=True)
class Line:
    """One activity in the rundown; durations in seconds, moments in UTC.

    ``starts_at`` and ``ends_at`` are actual where they lie in the past, else projected.
    ``elapsed_seconds`` is never negative, also where more was taken off than had passed.
    """

    activity_id: str
    block_id: str
    planned_seconds: int
    seconds: int
    elapsed_seconds: float
    state: LineState
    starts_at: datetime
    ends_at: datetime
    visited: bool

    @property
    def left_seconds(self) -> float:
        """Return what is left of it; less than its length where it was left before its end."""
        return max(0.0, self.seconds - self.elapsed_seconds)


@dataclass(frozen=True)
class Rundown:
    """The day at one moment.

    Attributes:
        phase: where the day stands.
        now: the moment it was computed for.
        lines: every activity in agenda order.
        current: index of the current line, or -1.
        remaining_seconds: of the current activity; negative in overtime; 0 without one.
        started_at: when the day started, or None.
        schedule: the promises.
        projected_end: when the day ends if all goes on as planned from here.

    """

    phase: Phase
    now: datetime
    lines: tuple[Line, ...]
    current: int
    remaining_seconds: float
    started_at: datetime | None
    schedule: Schedule
    projected_end: datetime

    @property
    def line(self) -> Line | None:
        """Return the current line."""
        return self.lines[self.current] if self.current >= 0 else None

    @property
    def behind_seconds(self) -> float:
        """Projected end minus planned end: positive when behind, negative when ahead."""
        return (self.projected_end - self.schedule.planned_end).total_seconds()

    @property
    def over_hard_stop_seconds(self) -> float:
        """Seconds by which the projected end passes the hard stop; 0 when it does not."""
        if self.schedule.hard_stop is None:
            return 0.0
        return max(0.0, (self.projected_end - self.schedule.hard_stop).total_seconds())

    @property
    def upcoming(self) -> tuple[Line, ...]:
        """Return the lines still to come, in order."""
        return tuple(
            line
            for index, line in enumerate(self.lines)
            if index > self.current and line.state is LineState.UPCOMING
        )

    @property
    def next_line(self) -> Line | None:
        """Return the line that "next" leads to, or None at the end."""
        rest = self.upcoming
        return rest[0] if rest else None

    @property
    def previous_line(self) -> Line | None:
        """Return the line that "back" leads to, or None at the start."""
        before = [line for line in self.lines[: max(self.current, 0)] if line.visited]
        return before[-1] if before else None

    @property
    def running(self) -> bool:
        """Tell whether the day is on (running or paused)."""
        return self.phase in (Phase.RUNNING, Phase.PAUSED)


@dataclass
class _Tally:
    """What the fold knows of one activity."""

    planned: int
    seconds: int
    elapsed: float = 0.0
    skipped: bool = False
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@dataclass
class _Fold:
    tallies: dict[str, _Tally]
    phase: Phase = Phase.NOT_STARTED
    current: str = ""
    since: datetime | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None
    order: list[str] = field(default_factory=list)

    def _bank(self, moment: datetime) -> None:
        """Add the running stretch up to ``moment`` to the current activity."""
        tally = self.tallies.get(self.current)
        if tally and self.since is not None and self.phase is Phase.RUNNING:
            tally.elapsed += (moment - self.since).total_seconds()
        self.since = moment

    def _enter(self, activity_id: str, moment: datetime) -> None:
        leaving = self.tallies.get(self.current)
        if leaving:
            leaving.ends_at = moment
        self.current = activity_id
        entering = self.tallies.get(activity_id)
        if entering:
            entering.skipped = False
            entering.starts_at = entering.starts_at or moment
            entering.ends_at = None
        self.since = moment

    def take(self, event: ClockEvent) -> None:
        """Apply one event."""
        if event.kind is ClockKind.START:
            self.phase, self.started_at = Phase.RUNNING, event.moment
            self._enter(event.activity_id, event.moment)
        elif event.kind is ClockKind.GO:
            self._bank(event.moment)
            self._enter(event.activity_id, event.moment)
            if self.phase is Phase.FINISHED:
                self.phase, self.finished_at = Phase.RUNNING, None
        elif event.kind is ClockKind.PAUSE:
            self._bank(event.moment)
            self.phase = Phase.PAUSED
        elif event.kind is ClockKind.RESUME:
            self._bank(event.moment)
            self.phase = Phase.RUNNING
        elif event.kind is ClockKind.FINISH:
            self._bank(event.moment)
            self._enter("", event.moment)
            self.phase, self.finished_at = Phase.FINISHED, event.moment
        else:
            self._adjust(event)

    def _adjust(self, event: ClockEvent) -> None:
        if event.kind is ClockKind.PLAN:
            for activity_id, seconds in event.durations.items():
                if activity_id in self.tallies:
                    self.tallies[activity_id].seconds = max(0, seconds)
            return
        tally = self.tallies.get(event.activity_id or self.current)
        if tally is None:
            return
        if event.kind is ClockKind.ADD:
            tally.seconds = max(0, tally.seconds + event.seconds)
        elif event.kind is ClockKind.SKIP:
            tally.skipped = event.on
        elif event.kind is ClockKind.CREDIT:
            tally.elapsed -= event.seconds


def rundown(
    agenda: Agenda, events: Iterable[ClockEvent], schedule: Schedule, now: datetime
) -> Rundown:
    """Fold the clock's events over the agenda and project the rest of the day."""
    fold = _Fold({a.id: _Tally(a.minutes * 60, a.minutes * 60) for a in agenda.activities})
    for event in sorted(events, key=lambda e: e.number):
        fold.take(event)
    if fold.phase is Phase.RUNNING:
        fold._bank(max(now, fold.since or now))
    return _project(agenda, fold, schedule, now)


def _project(agenda: Agenda, fold: _Fold, schedule: Schedule, now: datetime) -> Rundown:
    ids = [a.id for a in agenda.activities]
    current = ids.index(fold.current) if fold.current in ids else -1
    tally = fold.tallies.get(fold.current)
    remaining = tally.seconds - tally.elapsed if tally else 0.0
    cursor = max(now, schedule.start) if fold.phase is Phase.NOT_STARTED else now
    if fold.phase is Phase.FINISHED and fold.finished_at:
        cursor = fold.finished_at
    cursor += timedelta(seconds=max(0.0, remaining))
    current_ends = cursor
    lines = []
    for index, activity in enumerate(agenda.activities):
        entry = fold.tallies[activity.id]
        state = _state(index, current, entry, fold.phase)
        if state is LineState.CURRENT:
            starts, ends = entry.starts_at or now, current_ends
        elif state is LineState.UPCOMING:
            # What was spent on it before somebody went back counts: entering it goes on from there.
            left = max(0.0, entry.seconds - entry.elapsed)
            starts, ends = cursor, cursor + timedelta(seconds=left)
            cursor = ends
        else:
            starts = entry.starts_at or cursor
            ends = entry.ends_at or starts
        lines.append(
            Line(
                activity.id, activity.block_id, entry.planned, entry.seconds,
                max(0.0, entry.elapsed), state, starts, ends, entry.starts_at is not None,
            )
        )  # fmt: skip
    return Rundown(
        fold.phase, now, tuple(lines), current, remaining, fold.started_at, schedule, cursor
    )


def _state(index: int, current: int, entry: _Tally, phase: Phase) -> LineState:
    if index == current:
        return LineState.CURRENT
    if entry.skipped:
        return LineState.SKIPPED
    if phase is Phase.FINISHED or index < current:
        return LineState.DONE if entry.starts_at else LineState.SKIPPED
    return LineState.UPCOMING

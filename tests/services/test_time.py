"""Time that cannot be wrong: random days on a laptop that sleeps, is set, dies and wakes again.

The program's clock, its verbs and its rundown on one side, :class:`Stopwatch` on the other; after
every step they must agree to the second. ``RUNDOWN_EXAMPLES`` sets how many days are tried.
"""

import itertools
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain import overrun
from app.domain.agenda import Activity, Block, in_order
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
from app.domain.rundown import LineState, Rundown, Schedule, rundown
from app.domain.scenes import SCENE_ID, SceneState
from app.domain.workshop import Workshop, local_time, planned_end, scheduled_start
from app.services import clock as _verbs  # noqa: F401 - registers the verbs
from app.services.registry import handler_of
from app.steady import JUMP_SECONDS, carried_on
from app.storage.database import Transaction
from tests.laptop import Laptop
from tests.lengths import length
from tests.services.stopwatch import Stopwatch

EXAMPLES = length("RUNDOWN_EXAMPLES", usual=300, long=12_000)
MINUTES = {"a": 10, "b": 20, "c": 30, "d": 15}
BLOCKS = {"a": "one", "b": "one", "c": "two", "d": "two"}
AGENDA = in_order(
    tuple(Block(id=i, position=float(n), title={}) for n, i in enumerate(("one", "two"))),
    tuple(
        Activity(id=i, block_id=BLOCKS[i], position=float(n), minutes=m, title={})
        for n, (i, m) in enumerate(MINUTES.items())
    ),
)
EARLY = 1800
"""The program is opened half an hour before the day is to start."""

THREE_HOURS = 3 * 3600
SUMMER_BEGINS = datetime(2026, 3, 8, 7, tzinfo=UTC)
SUMMER_ENDS = datetime(2026, 11, 1, 6, tzinfo=UTC)

DAYS = [
    (date(2026, 11, 20), "12:00", "13:15"),
    (date(2026, 11, 20), "23:20", "00:35"),
    (date(2026, 3, 8), "01:10", "03:25"),
    (date(2026, 11, 1), "00:30", "01:45"),
    (date(2026, 10, 31), "23:50", "01:05"),
    (date(2026, 12, 31), "23:30", "00:45"),
]
"""Noon; midnight; the nights that lose and gain an hour; the last of the year."""


def on_the_wall(moment: datetime) -> datetime:
    """Return what a clock in New York shows in 2026, without any database of zones."""
    summer = SUMMER_BEGINS <= moment < SUMMER_ENDS
    return moment.replace(tzinfo=None) - timedelta(hours=4 if summer else 5)


class Notebook:
    """The clock's events in memory, for the thousands; the hundreds go through SQLite elsewhere."""

    def __init__(self) -> None:
        self.events: dict[str, ClockEvent] = {}

    def all(self, _cls: type) -> tuple[ClockEvent, ...]:
        return tuple(self.events.values())

    def get(self, cls: type, record_id: str) -> Any:
        if cls is ClockEvent:
            return self.events[record_id]
        return SceneState(id=SCENE_ID) if cls is SceneState else AGENDA.activity(record_id)

    def put(self, record: Any) -> None:
        if isinstance(record, ClockEvent):
            self.events[record.id] = record


class Program:
    """The program on its laptop, beside the stopwatch; each method does one thing to both."""

    def __init__(self, day: tuple[date, str, str]) -> None:
        self.workshop = Workshop(
            lineage="l", epoch="e", district="Riverbend", date=day[0], start_time=day[1],
            planned_end_time=day[2], time_zone="America/New_York",
            created_at=datetime(2026, 1, 1, tzinfo=UTC),
        )  # fmt: skip
        start, end = scheduled_start(self.workshop), planned_end(self.workshop)
        assert end is not None
        self.schedule = Schedule(start, end)
        self.begin = start - timedelta(seconds=EARLY)
        self.laptop = Laptop(self.begin)
        self.clock = self.laptop.clock()
        self.book = Notebook()
        self.undoable: list[dict[str, ClockEvent | None]] = []
        self.uncounted = 0
        self.watch = Stopwatch({i: m * 60 for i, m in MINUTES.items()})

    def see(self) -> Rundown:
        return rundown(AGENDA, self.book.events.values(), self.schedule, self.clock())

    def do(self, command: Command) -> None:
        """Carry a command out, and check that undo returns exactly to what was."""
        before, seen = dict(self.book.events), self.see()
        stamped = replace(command, at=self.clock())
        handler_of(type(command))(cast(Transaction, self.book), stamped)
        after, self.book.events = self.book.events, dict(before)
        assert self.see() == seen
        self.book.events = after
        if not isinstance(command, NoteSleep):
            changed = {k for k in after if before.get(k) != after[k]}
            self.undoable.append({key: before.get(key) for key in changed})

    # ------------------------------------------------------------------------------------- verbs

    def start(self, ago: int) -> None:
        ago = min(ago, self.watch.now)
        self.do(StartDay(activity_id="a", seconds_ago=ago))
        self.watch.do("start", "a", ago)

    def next(self, _number: int) -> None:
        line = self.see().next_line
        if line is not None:
            self._go(line.activity_id, 0)
        elif self.see().running:
            self.do(FinishDay())
            self.watch.do("finish")

    def back(self, _number: int) -> None:
        line = self.see().previous_line
        if line is not None and self.see().running:
            self._go(line.activity_id, 0)

    def go(self, number: int) -> None:
        self._go("abcd"[number % 4], 0)

    def go_ago(self, number: int) -> None:
        self._go("abcd"[number % 4], number % 1200)

    def _go(self, activity: str, ago: int) -> None:
        self.do(GoTo(activity_id=activity, seconds_ago=ago))
        self.watch.do("go", activity, ago)

    def pause(self, _number: int) -> None:
        if self.watch.phase == "running":
            self.do(PauseClock())
            self.watch.do("pause")
        elif self.watch.phase == "paused":
            self.do(ResumeClock())
            self.watch.do("resume")

    def extend(self, number: int) -> None:
        line = self.see().line
        if line is not None:
            seconds = (60, -60, 300, -900, 7)[number % 5]
            self.do(AddTime(activity_id=line.activity_id, seconds=seconds))
            self.watch.do("add", line.activity_id, seconds)

    def skip(self, number: int) -> None:
        activity = "abcd"[number % 4]
        if activity != self.watch.on:
            wanted = activity not in self.watch.left_out
            self.do(SkipActivity(activity_id=activity, skipped=wanted))
            self.watch.do("skip", activity)

    def choose(self, number: int) -> None:
        """Take one of the choices for an overrun, or borrow; the preview must come true."""
        seen = self.see()
        if not seen.running:
            return
        seconds = number % 1500
        choice = (
            overrun.push(seen),
            overrun.shrink(seen, seconds),
            overrun.take(seen, "two", seconds),
            overrun.borrow(seen, "two", seconds),
        )[number % 4]
        total = sum(line.seconds for line in seen.lines)
        if choice.durations:
            self.do(Replan(durations=choice.durations, reason=choice.kind))
            self.watch.do("plan", durations=tuple(choice.durations.items()))
        after = self.see()
        assert after.projected_end == choice.projected_end
        saved = 0 if choice.kind == "borrow" else choice.saved_seconds
        assert sum(line.seconds for line in after.lines) == total - saved

    def undo(self, _number: int) -> None:
        if not self.undoable:
            return
        for key, image in self.undoable.pop().items():
            if image is None:
                del self.book.events[key]
            else:
                self.book.events[key] = image
        self.watch.undo()

    # ------------------------------------------------------------------------------- the laptop

    def wait(self, seconds: int) -> None:
        self._pass(seconds, self.laptop.live)

    def sleep(self, number: int) -> None:
        """Sleep ten minutes or so; the program notices as it wakes."""
        seconds = 540 + number % 120
        slept = self.clock.slept_seconds()
        self._pass(seconds, self.laptop.sleep)
        assert self.clock.slept_seconds() - slept == seconds
        if self.watch.phase == "running":
            self.do(NoteSleep(activity_id=self.watch.on, seconds=seconds))

    def answer(self, number: int) -> None:
        """Answer the oldest question about sleep."""
        asked = [e for e in self.book.events.values() if e.kind is ClockKind.SLEEP and e.on]
        if asked:
            event = min(asked, key=lambda e: e.number)
            self.do(AnswerSleep(event_id=event.id, counts=bool(number % 2)))
            off = 0 if number % 2 else event.seconds
            self.watch.do("take off", event.activity_id, off)

    def set_clock(self, number: int) -> None:
        """Set the laptop's clock three hours forward or back, or right again: nothing moves."""
        before = self.see()
        if not before.running:
            return
        away = (THREE_HOURS, -THREE_HOURS)[number % 2]
        self.laptop.set_clock(-self.laptop.set_by if self.laptop.set_by else away)
        assert self.see() == before

    def die(self, number: int) -> None:
        """Die, be dead for a while, and be opened again; the clock may be set meanwhile.

        Set forward, nobody can tell it from having been dead for longer. Set back, what passed is
        unknown, and the day goes on from its last sign of life; it is made up for where the
        laptop's clock is right again when the program starts once more.
        """
        last, ahead = self.clock(), -self.clock.strayed_seconds()
        lost = dead = number % 2000
        self.laptop.live(dead)
        if self.laptop.set_by and number % 2:
            self.laptop.set_clock(-self.laptop.set_by)
            lost, self.uncounted = dead + self.uncounted, 0
        elif not self.laptop.set_by and abs(ahead) < JUMP_SECONDS:
            lost, self.uncounted = dead + self.uncounted, 0
            if self.see().running and number % 5 == 0:
                self.laptop.set_clock(-THREE_HOURS)
                lost, self.uncounted = 0, lost
        self.undoable.clear()
        self.watch.verbs = [replace(verb, settled=True) for verb in self.watch.verbs]
        self.clock = self.laptop.clock()
        if abs(ahead) >= JUMP_SECONDS:
            self.clock.carry_on(carried_on(self.laptop.wall(), last, ahead))
        if self.clock() < last:
            self.clock.carry_on(last)
        self.watch.wait(lost)
        if lost and self.watch.phase == "running" and number % 3 == 0:
            self.do(TakeBackTime(seconds=lost, activity_id=self.watch.on))
            self.watch.do("take off", self.watch.on, lost)

    def _pass(self, seconds: int, how: Callable[[float], None]) -> None:
        """Let time pass, and check that nothing jumps while nobody does anything."""
        before = self.see()
        how(float(seconds))
        self.watch.wait(seconds)
        after = self.see()
        moved = (after.projected_end - before.projected_end).total_seconds()
        assert 0 <= moved <= seconds
        counted = seconds if before.phase == "running" and before.line else 0
        assert before.remaining_seconds - after.remaining_seconds == counted
        assert after.behind_seconds - before.behind_seconds == moved
        if before.phase == "running" and before.remaining_seconds >= seconds:
            assert moved == 0

    # -------------------------------------------------------------------------------- the check

    def agree(self) -> None:
        seen, watch = self.see(), self.watch
        assert seen.phase == watch.phase
        assert (seen.line.activity_id if seen.line else "") == watch.on
        assert seen.remaining_seconds == watch.remaining()
        assert seen.projected_end == self.begin + timedelta(seconds=watch.end(EARLY))
        assert [line.activity_id for line in seen.upcoming] == watch.to_come()
        assert sum(line.planned_seconds for line in seen.lines) == 75 * 60
        for line in seen.lines:
            assert line.seconds == watch.may_take[line.activity_id]
            assert line.elapsed_seconds == max(0, watch.spent(line.activity_id))
            assert min(line.seconds, line.elapsed_seconds, line.left_seconds) >= 0
            assert line.ends_at >= line.starts_at or line.state is not LineState.UPCOMING
            for moment in (line.starts_at, line.ends_at):
                assert local_time(self.workshop, moment).replace(tzinfo=None) == on_the_wall(moment)
        for before, after in itertools.pairwise(seen.upcoming):
            assert before.ends_at == after.starts_at


STEPS = [
    "next", "next", "back", "go", "go_ago", "pause", "pause", "extend", "skip", "choose", "choose",
    "undo", "sleep", "answer", "answer", "set_clock", "set_clock", "die",
]  # fmt: skip
STEP = st.tuples(st.integers(0, 900), st.sampled_from(STEPS), st.integers(0, 9999))


@settings(max_examples=EXAMPLES)
@given(
    st.sampled_from(DAYS),
    st.integers(0, 3600),
    st.integers(0, 1200),
    st.lists(STEP, min_size=1, max_size=20),
)
def test_a_random_day_agrees_with_a_stopwatch(
    day: tuple[date, str, str], opened: int, ago: int, steps: list[tuple[int, str, int]]
) -> None:
    program = Program(day)
    program.agree()
    program.wait(opened)
    program.start(ago)
    program.agree()
    for wait, name, number in steps:
        if program.watch.phase == "not_started":
            program.start(0)
        program.wait(wait)
        program.agree()
        getattr(program, name)(number)
        program.agree()


@pytest.mark.parametrize("day", DAYS, ids=lambda day: f"{day[0]} {day[1]}")
def test_the_plan_is_on_the_wall_what_was_typed(day: tuple[date, str, str]) -> None:
    program = Program(day)
    assert on_the_wall(program.schedule.start).strftime("%H:%M") == day[1]
    assert on_the_wall(program.schedule.planned_end).strftime("%H:%M") == day[2]
    assert program.see().behind_seconds == 0

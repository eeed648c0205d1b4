"""The day's clock, case by case; and against a plain model that counts second by second."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.agenda import Activity, Agenda, Block, in_order
from app.domain.clock import ClockEvent, ClockKind
from app.domain.rundown import LineState, Phase, Rundown, Schedule, rundown
from tests.lengths import length

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
MINUTES = {"a": 10, "b": 20, "c": 30, "d": 15}
BLOCKS = {"a": "one", "b": "one", "c": "two", "d": "two"}


def agenda() -> Agenda:
    blocks = tuple(Block(id=i, position=float(n), title={}) for n, i in enumerate(("one", "two")))
    activities = tuple(
        Activity(id=i, block_id=BLOCKS[i], position=float(n), minutes=minutes, title={})
        for n, (i, minutes) in enumerate(MINUTES.items())
    )
    return in_order(blocks, activities)


def at(minute: float) -> datetime:
    return NOON + timedelta(minutes=minute)


def planned(hard_stop: float | None = None) -> Schedule:
    return Schedule(NOON, at(75), None if hard_stop is None else at(hard_stop))


def event(kind: str, minute: float, activity: str = "", **values: Any) -> tuple[Any, ...]:
    return kind, minute, activity, values


def day(now: float, *events: tuple[Any, ...], schedule: Schedule | None = None) -> Rundown:
    recorded = [
        ClockEvent(
            id=f"e{n}", number=n, kind=ClockKind(kind), moment=at(minute), activity_id=activity,
            **values,
        )
        for n, (kind, minute, activity, values) in enumerate(events, 1)
    ]  # fmt: skip
    return rundown(agenda(), recorded, schedule or planned(), at(now))


def states(seen: Rundown) -> str:
    return " ".join(line.state.value for line in seen.lines)


START = event("start", 0, "a")


def test_before_the_start_the_plan_is_the_projection() -> None:
    seen = day(-30)
    assert (seen.phase, seen.current, seen.behind_seconds) == (Phase.NOT_STARTED, -1, 0)
    assert [line.starts_at for line in seen.lines] == [at(0), at(10), at(30), at(60)]
    assert seen.projected_end == at(75)
    assert seen.next_line is not None
    assert seen.next_line.activity_id == "a"


def test_waiting_past_the_start_pushes_the_end() -> None:
    assert day(7).behind_seconds == 7 * 60


def test_starting_late() -> None:
    seen = day(12, event("start", 8, "a"))
    assert (seen.remaining_seconds, seen.behind_seconds) == (6 * 60, 8 * 60)


def test_overtime_counts_from_the_moment_it_begins() -> None:
    assert day(10, START).behind_seconds == 0
    seen = day(13, START)
    assert (seen.remaining_seconds, seen.behind_seconds) == (-180, 180)


def test_next_early_gains_the_rest() -> None:
    seen = day(6, START, event("go", 6, "b"))
    assert (seen.behind_seconds, seen.remaining_seconds) == (-240, 1200)
    assert states(seen) == "done current upcoming upcoming"


def test_a_pause_costs_its_length_and_shows_it_while_it_lasts() -> None:
    paused = (START, event("pause", 4))
    assert day(9, *paused).remaining_seconds == 360
    assert day(9, *paused).behind_seconds == 300
    seen = day(12, *paused, event("resume", 9))
    assert (seen.remaining_seconds, seen.behind_seconds) == (180, 300)


def test_going_on_while_paused_stays_paused() -> None:
    seen = day(9, START, event("pause", 4), event("go", 5, "b"))
    assert (seen.phase, seen.remaining_seconds) == (Phase.PAUSED, 1200)


def test_a_skipped_activity_is_left_out_and_may_come_back() -> None:
    skipped = (START, event("skip", 1, "b"))
    seen = day(1, *skipped)
    assert states(seen) == "current skipped upcoming upcoming"
    assert seen.behind_seconds == -1200
    assert seen.next_line is not None
    assert seen.next_line.activity_id == "c"
    assert day(2, *skipped, event("skip", 2, "b", on=False)).behind_seconds == 0


def test_jumping_ahead_skips_what_lies_between() -> None:
    seen = day(10, START, event("go", 10, "c"))
    assert states(seen) == "done skipped current upcoming"
    assert seen.behind_seconds == -1200


def test_back_goes_on_with_what_was_left() -> None:
    seen = day(12, START, event("go", 6, "b"), event("go", 11, "a"))
    assert seen.line is not None
    assert (seen.line.activity_id, seen.remaining_seconds) == ("a", 180)
    assert seen.lines[1].state is LineState.UPCOMING


def test_a_key_pressed_by_mistake_costs_only_its_seconds() -> None:
    mistaken = (START, event("go", 4, "b"), event("go", 4.5, "a"))
    assert day(5, *mistaken).behind_seconds == 0
    seen = day(10.5, *mistaken, event("go", 10.5, "b"))
    assert (seen.remaining_seconds, seen.behind_seconds) == (19.5 * 60, 0)


def test_previous_is_the_last_visited() -> None:
    seen = day(10, START, event("go", 10, "c"))
    assert seen.previous_line is not None
    assert seen.previous_line.activity_id == "a"
    assert day(1, START).previous_line is None


def test_extending_and_shortening() -> None:
    assert day(1, START, event("add", 1, "a", seconds=120)).remaining_seconds == 660
    assert day(1, START, event("add", 1, "c", seconds=-600)).behind_seconds == -600
    assert day(1, START, event("add", 1, "a", seconds=-9999)).remaining_seconds == -60


def test_borrowing_moves_time_and_keeps_the_end() -> None:
    seen = day(9, START, event("plan", 9, durations={"a": 900, "c": 1500}))
    assert (seen.remaining_seconds, seen.behind_seconds) == (360, 0)
    assert seen.lines[2].seconds == 1500
    assert seen.lines[2].planned_seconds == 1800


def test_started_minutes_ago() -> None:
    seen = day(15, event("start", 12, "a"), event("go", 13, "b"))
    assert seen.remaining_seconds == 18 * 60
    assert seen.lines[0].ends_at == at(13)


def test_time_that_was_lost_can_be_taken_back() -> None:
    lost = (START, event("credit", 8, seconds=240))
    assert day(8, *lost).remaining_seconds == 360


def test_across_midnight() -> None:
    late = datetime(2026, 11, 21, 4, 50, tzinfo=UTC)  # 23:50 in Riverbend
    begin = ClockEvent(id="e", number=1, kind=ClockKind.START, moment=late, activity_id="a")
    schedule = Schedule(late, late + timedelta(minutes=75))
    seen = rundown(agenda(), [begin], schedule, late + timedelta(minutes=15))
    assert (seen.remaining_seconds, seen.behind_seconds) == (-300, 300)
    assert seen.projected_end == late + timedelta(minutes=80)


def test_the_hard_stop() -> None:
    assert day(10, START, schedule=planned(80)).over_hard_stop_seconds == 0
    assert day(17, START, schedule=planned(80)).over_hard_stop_seconds == 120
    assert day(17, START).over_hard_stop_seconds == 0


def test_after_the_end_nothing_moves_any_more() -> None:
    finished = (START, event("go", 10, "d"), event("finish", 20))
    first, later = day(20, *finished), day(600, *finished)
    assert (first.phase, first.projected_end) == (Phase.FINISHED, at(20))
    assert later.projected_end == at(20)
    assert states(later) == "done skipped skipped done"
    assert later.line is None


def test_a_finished_day_can_go_on() -> None:
    seen = day(25, START, event("finish", 20), event("go", 22, "d"))
    assert (seen.phase, seen.remaining_seconds) == (Phase.RUNNING, 12 * 60)


def test_an_activity_that_was_removed_stops_nothing() -> None:
    seen = day(12, START, event("go", 10, "gone"))
    assert (seen.current, seen.remaining_seconds) == (-1, 0)
    assert seen.lines[0].elapsed_seconds == 600


# ------------------------------------------------------------------------------- a plain model


@dataclass
class Model:
    """Counts every second of the day, as a person with a list would."""

    seconds: dict[str, int] = field(default_factory=lambda: {k: m * 60 for k, m in MINUTES.items()})
    elapsed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(MINUTES, 0))
    skipped: set[str] = field(default_factory=set)
    current: str = ""
    phase: str = "not_started"
    finished_at: int = 0

    def pass_second(self) -> None:
        if self.phase == "running" and self.current:
            self.elapsed[self.current] += 1

    def take(self, kind: str, second: int, activity: str, values: dict[str, Any]) -> None:
        if kind in ("start", "go"):
            self.current = activity
            self.skipped.discard(activity)
            if kind == "start" or self.phase == "finished":
                self.phase = "running"
        elif kind in ("pause", "resume"):
            self.phase = "paused" if kind == "pause" else "running"
        elif kind == "finish":
            self.phase, self.current, self.finished_at = "finished", "", second
        elif kind == "add":
            self.seconds[activity] = max(0, self.seconds[activity] + values["seconds"])
        elif kind == "plan":
            self.seconds |= values["durations"]
        elif kind == "skip":
            (self.skipped.add if values["on"] else self.skipped.discard)(activity)
        elif kind == "credit" and self.current:
            self.elapsed[self.current] -= values["seconds"]

    def end(self, now: int) -> int:
        if self.phase == "finished":
            return self.finished_at
        order = list(MINUTES)
        place = order.index(self.current) if self.current else -1
        left = {i: max(0, self.seconds[i] - self.elapsed[i]) for i in order}
        to_come = [i for n, i in enumerate(order) if n > place and i not in self.skipped]
        begin = max(now, 0) if self.phase == "not_started" else now
        return begin + (left[self.current] if self.current else 0) + sum(left[i] for i in to_come)


ACTIVITY = st.sampled_from(list(MINUTES))
SIGNED = st.integers(-900, 900)


def moves() -> st.SearchStrategy[tuple[str, str, dict[str, Any]]]:
    plans = st.dictionaries(ACTIVITY, st.integers(0, 2400), max_size=3)
    return st.one_of(
        ACTIVITY.map(lambda a: ("go", a, {})),
        ACTIVITY.map(lambda a: ("go", a, {})),
        st.sampled_from([("pause", "", {}), ("resume", "", {}), ("finish", "", {})]),
        st.tuples(ACTIVITY, SIGNED).map(lambda x: ("add", x[0], {"seconds": x[1]})),
        plans.map(lambda durations: ("plan", "", {"durations": durations})),
        st.tuples(ACTIVITY, st.booleans()).map(lambda x: ("skip", x[0], {"on": x[1]})),
        st.integers(0, 600).map(lambda s: ("credit", "", {"seconds": s})),
    )


def allowed(phase: str, kind: str) -> bool:
    """Tell whether the console offers a move: no pause or resume before the start or at the end."""
    return phase not in ("not_started", "finished") or kind not in ("pause", "resume", "credit")


def model_and_rundown(
    start: int, taken: Iterable[tuple[int, tuple[str, str, dict[str, Any]]]], rest: int
) -> tuple[Model, Rundown, int]:
    model, second = Model(), start
    events = [("start", start / 60, "a", {})]
    model.take("start", start, "a", {})
    for wait, (kind, activity, values) in taken:
        for _ in range(wait):
            model.pass_second()
        second += wait
        if allowed(model.phase, kind):
            model.take(kind, second, activity, values)
            events.append((kind, second / 60, activity, values))
    for _ in range(rest):
        model.pass_second()
    second += rest
    return model, day(second / 60, *events), second


@settings(max_examples=length("RUNDOWN_EXAMPLES", usual=300, long=12_000), deadline=None)
@given(
    st.integers(-600, 1200),
    st.lists(st.tuples(st.integers(0, 900), moves()), max_size=12),
    st.integers(0, 900),
)
def test_the_rundown_agrees_with_counting_seconds(
    start: int, taken: list[tuple[int, tuple[str, str, dict[str, Any]]]], rest: int
) -> None:
    model, seen, now = model_and_rundown(start, taken, rest)
    assert seen.phase.value == model.phase
    assert (seen.line.activity_id if seen.line else "") == model.current
    for line in seen.lines:
        assert abs(line.elapsed_seconds - max(0, model.elapsed[line.activity_id])) < 0.01
        assert line.seconds == model.seconds[line.activity_id]
    assert abs((seen.projected_end - NOON).total_seconds() - model.end(now)) < 0.01
    upcoming = seen.upcoming
    for before, after in itertools.pairwise(upcoming):
        assert before.ends_at == after.starts_at

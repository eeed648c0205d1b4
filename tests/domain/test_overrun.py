"""The three choices when the day runs over: exact to the second, previewed as they will come."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain import overrun
from app.domain.agenda import Activity, Agenda, Block, in_order
from app.domain.clock import ClockEvent, ClockKind
from app.domain.overrun import Choice
from app.domain.rundown import Rundown, Schedule, rundown

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def agenda(minutes: list[int]) -> Agenda:
    """Return activities a0, a1 …, three to a block."""
    blocks = tuple(Block(id=f"b{n}", position=float(n), title={}) for n in range(4))
    activities = tuple(
        Activity(id=f"a{n}", block_id=f"b{n // 3}", position=float(n), minutes=m, title={})
        for n, m in enumerate(minutes)
    )
    return in_order(blocks, activities)


def started(number: int, moment: datetime) -> ClockEvent:
    kind = ClockKind.START if number == 0 else ClockKind.GO
    return ClockEvent(
        id=f"e{number}", number=number + 1, kind=kind, moment=moment, activity_id=f"a{number}"
    )


def planned(durations: dict[str, int], number: int, moment: datetime) -> ClockEvent:
    return ClockEvent(
        id="plan", number=number, kind=ClockKind.PLAN, moment=moment, durations=durations
    )


def days() -> st.SearchStrategy[tuple[list[int], int, int]]:
    """Minutes of each activity, the one that is on, and how many seconds it has run."""
    return st.lists(st.integers(1, 45), min_size=2, max_size=12).flatmap(
        lambda minutes: st.tuples(
            st.just(minutes), st.integers(0, len(minutes) - 1), st.integers(0, 4000)
        )
    )


def before_and_after(
    parts: tuple[list[int], int, int], choose: "overrun.Choice | None" = None
) -> tuple[Rundown, Rundown | None]:
    minutes, on, ran = parts
    plan = agenda(minutes)
    events, moment = [], NOON
    for number in range(on + 1):
        events.append(started(number, moment))
        moment += timedelta(minutes=minutes[number]) if number < on else timedelta(seconds=ran)
    schedule = Schedule(NOON, NOON + timedelta(minutes=sum(minutes)))
    now = rundown(plan, events, schedule, moment)
    if choose is None:
        return now, None
    replanned = [*events, planned(choose.durations, len(events) + 1, moment)]
    return now, rundown(plan, replanned, schedule, moment)


def check_preview(parts: tuple[list[int], int, int], choice: Choice) -> Rundown:
    """Check that what was previewed is what then happens; return the day after it."""
    now, after = before_and_after(parts, choice)
    assert after is not None
    assert after.projected_end == choice.projected_end
    for line in after.lines:
        old = next(one for one in now.lines if one.activity_id == line.activity_id)
        if line.activity_id in choice.durations and line.seconds < old.seconds:
            assert line.seconds >= overrun.SHORTEST_SECONDS
    return after


def room(seen: Rundown, block: str = "") -> int:
    return sum(
        max(0, line.seconds - overrun.SHORTEST_SECONDS)
        for line in seen.upcoming
        if not block or line.block_id == block
    )


@given(days())
def test_pushing_changes_nothing_but_the_end(parts: tuple[list[int], int, int]) -> None:
    now, _ = before_and_after(parts)
    choice = overrun.push(now)
    assert (choice.durations, choice.saved_seconds) == ({}, 0)
    assert choice.projected_end == now.projected_end


@given(days(), st.integers(0, 6000))
def test_shrinking_saves_exactly_what_was_asked(
    parts: tuple[list[int], int, int], seconds: int
) -> None:
    now, _ = before_and_after(parts)
    choice = overrun.shrink(now, seconds)
    assert choice.saved_seconds == min(seconds, room(now))
    check_preview(parts, choice)


@given(days(), st.integers(0, 6000))
def test_shrinking_is_fair(parts: tuple[list[int], int, int], seconds: int) -> None:
    """Each gives in proportion to what it can give, to the second."""
    now, _ = before_and_after(parts)
    choice = overrun.shrink(now, seconds)
    assume(choice.saved_seconds)
    for line in now.upcoming:
        share = choice.saved_seconds * max(0, line.seconds - 60) / room(now)
        given_up = line.seconds - choice.durations.get(line.activity_id, line.seconds)
        assert abs(given_up - share) < 1


@given(days(), st.integers(0, 3), st.integers(0, 6000))
def test_taking_from_a_block_touches_only_that_block(
    parts: tuple[list[int], int, int], block: int, seconds: int
) -> None:
    now, _ = before_and_after(parts)
    choice = overrun.take(now, f"b{block}", seconds)
    assert choice.saved_seconds == min(seconds, room(now, f"b{block}"))
    blocks = {line.activity_id: line.block_id for line in now.lines}
    assert {blocks[i] for i in choice.durations} <= {f"b{block}"}
    check_preview(parts, choice)


@given(days(), st.integers(0, 3), st.integers(0, 6000))
def test_borrowing_gives_here_what_it_takes_there(
    parts: tuple[list[int], int, int], block: int, seconds: int
) -> None:
    now, _ = before_and_after(parts)
    choice = overrun.borrow(now, f"b{block}", seconds)
    after = check_preview(parts, choice)
    assert sum(line.seconds for line in after.lines) == sum(line.seconds for line in now.lines)
    if now.remaining_seconds >= 0:
        assert after.projected_end == now.projected_end


def test_an_activity_that_was_left_halfway_gives_only_what_is_left() -> None:
    minutes = [10, 10, 10]
    schedule = Schedule(NOON, NOON + timedelta(minutes=30))
    events = [
        started(0, NOON),
        started(1, NOON + timedelta(minutes=10)),
        replace(started(2, NOON + timedelta(minutes=17)), activity_id="a0"),
    ]
    now = rundown(agenda(minutes), events, schedule, NOON + timedelta(minutes=17))
    assert [line.left_seconds for line in now.upcoming] == [180, 600]
    choice = overrun.shrink(now, 99_999)
    assert choice.saved_seconds == 120 + 540
    replanned = [*events, planned(choice.durations, 9, now.now)]
    after = rundown(agenda(minutes), replanned, schedule, now.now)
    assert after.projected_end == choice.projected_end


def test_the_end_of_the_day_has_nothing_to_give() -> None:
    now, _ = before_and_after(([5, 5], 1, 900))
    for choice in (
        overrun.shrink(now, 60), overrun.take(now, "b0", 60), overrun.borrow(now, "b0", 60),
    ):  # fmt: skip
        assert (choice.durations, choice.saved_seconds) == ({}, 0)
        assert choice.projected_end == now.projected_end

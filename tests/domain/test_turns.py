"""Report-outs: the time is shared, and who talks long takes from the rest, fairly."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from app.domain.agenda import Activity, Block, in_order
from app.domain.clock import ClockEvent, ClockKind
from app.domain.rundown import Rundown, Schedule, rundown
from app.domain.scenes import SceneState
from app.domain.seating import Group, Seating, SeatingPlan
from app.domain.turns import go_to_turn, seating_now, turn_now

START = datetime(2026, 11, 18, 17, 0, tzinfo=UTC)
SCENES = ("groups", "clock", "groups", "notes")


def plan(seating_id: str, labels: str) -> SeatingPlan:
    groups = tuple(
        Group(id=f"{seating_id}{label}", seating_id=seating_id, position=float(n), label=label)
        for n, label in enumerate(labels)
    )
    return SeatingPlan(Seating(id=seating_id, position=1.0, purpose=seating_id), groups, ())


def a_day(now_minutes: float, at: int = 3, **arguments: Any) -> tuple[Any, Rundown]:
    """Return a workshop whose activity ``at`` began with the day, and its rundown then."""
    activities = tuple(
        Activity(
            id=f"a{n}", block_id="b", position=float(n), minutes=8, title={"en": "x"}, scene=scene,
            mode="report_outs" if n == 3 else "plenary",
        )
        for n, scene in enumerate(SCENES)
    )  # fmt: skip
    agenda = in_order((Block(id="b", position=1.0, title={"en": "b"}),), activities)
    events = [
        ClockEvent(id="e", number=1, kind=ClockKind.START, moment=START, activity_id=f"a{at}")
    ]
    schedule = Schedule(START, START + timedelta(minutes=32))
    day = rundown(agenda, events, schedule, START + timedelta(minutes=now_minutes))
    workshop = SimpleNamespace(
        agenda=agenda,
        scene=SceneState(arguments=arguments),
        seatings=(plan("first", "AB"), plan("second", "WXYZ")),
        activity_now=lambda each: agenda.activity(each.line.activity_id) if each.line else None,
    )
    return workshop, day


def test_the_time_is_shared_by_the_groups_of_the_seating_in_force() -> None:
    workshop, day = a_day(1)
    turn = turn_now(workshop, day)
    assert turn is not None
    assert [group.label for group in turn.groups] == list("WXYZ")
    assert (turn.share_seconds, turn.remaining_seconds) == (120, 60)
    assert turn.next_group is not None
    assert turn.next_group.label == "X"


def test_who_talks_long_takes_from_all_that_follow() -> None:
    workshop, day = a_day(5)
    command = go_to_turn(workshop, day, 1)
    assert command is not None
    workshop.scene = replace(workshop.scene, arguments=command.arguments)
    turn = turn_now(workshop, day)
    assert turn is not None
    assert (turn.group.label, turn.remaining_seconds) == ("X", 60)


def test_there_are_no_turns_elsewhere_and_none_past_the_last() -> None:
    workshop, day = a_day(1, at=1)
    assert turn_now(workshop, day) is None
    workshop, day = a_day(1)
    assert go_to_turn(workshop, day, 4) is None


def test_a_turn_of_another_activity_and_damaged_arguments_count_as_none() -> None:
    for arguments in (
        {"turn": 2, "turn_activity": "a1", "turn_from": 9},
        {"turn": "x", "turn_activity": "a3"},
    ):
        turn = turn_now(*a_day(1, **arguments))
        assert turn is not None
        assert turn.number == 0


def test_each_showing_of_the_groups_begins_the_next_seating() -> None:
    for at, wanted in ((0, "first"), (1, "first"), (2, "second"), (3, "second")):
        found = seating_now(*a_day(1, at=at))
        assert found is not None
        assert found.seating.id == wanted

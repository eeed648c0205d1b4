"""The clock that is passed in: set, asleep, started again."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from app.steady import SteadyClock, carried_on, counts_sleep, counts_waking
from tests.laptop import Laptop
from tests.workshops import NOON

HOUR = timedelta(hours=1)


def test_the_systems_own_counters_go_on_and_agree_while_awake() -> None:
    through, waking = counts_sleep(), counts_waking()
    began = through(), waking()
    time.sleep(0.05)
    passed = through() - began[0], waking() - began[1]
    assert min(passed) > 0
    assert abs(passed[0] - passed[1]) < 1


def test_this_laptops_clock_begins_at_its_time_of_day() -> None:
    clock = SteadyClock()
    assert abs(clock() - datetime.now(UTC)) < timedelta(seconds=5)
    assert clock().tzinfo is UTC
    assert clock.slept_seconds() < 1


def test_sleep_and_a_set_clock_are_told_apart() -> None:
    laptop = Laptop()
    clock = laptop.clock()
    laptop.live(60)
    laptop.sleep(600)
    laptop.set_clock(-3600)
    assert clock() == NOON + timedelta(minutes=11)
    assert (clock.slept_seconds(), clock.strayed_seconds()) == (600, -3600)
    clock.accept_wall()
    assert clock() == laptop.wall()
    assert (clock.slept_seconds(), clock.strayed_seconds()) == (600, 0)


@pytest.mark.parametrize(
    ("wall", "ahead", "taken"),
    [
        (NOON + 3 * HOUR, -3 * 3600, NOON),
        (NOON - 3 * HOUR, 3 * 3600, NOON),
        (NOON + timedelta(minutes=5), -3 * 3600, NOON + timedelta(minutes=5)),
        (NOON + timedelta(minutes=5), 3 * 3600, NOON + timedelta(minutes=5)),
        (NOON - 5 * HOUR, 3 * 3600, NOON - 5 * HOUR),
        (NOON + 99 * HOUR, -3 * 3600, NOON + 99 * HOUR),
    ],
    ids=[
        "still set forward", "still set back", "forward, set right", "back, set right",
        "set back farther", "days later",
    ],
)  # fmt: skip
def test_a_fresh_start_after_the_clock_was_set(
    wall: datetime, ahead: float, taken: datetime
) -> None:
    assert carried_on(wall, NOON, ahead) == taken

"""Showing the time anew only when a digit turns."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from math import ceil
from pathlib import Path

import pytest

from app.domain.clock import PauseClock, StartDay
from app.domain.commands import Command
from app.services.snapshot import load
from app.storage.database import Database
from app.ui.shown_second import ShownSecond
from tests import day_data

BEGAN = day_data.START + timedelta(milliseconds=370)


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Database]:
    database = day_data.create(tmp_path / "day.eqw")
    day_data.carry_out(database, [*day_data.prepared(), *day_data.seated()])
    first = load(database).agenda.activities[0]
    day_data.carry_out(database, [StartDay(activity_id=first.id)], BEGAN)
    yield database
    database.close()


def ticks(since: datetime, count: int = 100) -> list[datetime]:
    return [since + timedelta(milliseconds=190 * number) for number in range(count)]


def test_every_second_of_the_countdown_is_shown_at_the_tick_it_turns(day: Database) -> None:
    shot, seen, digits = load(day), ShownSecond(), set[int]()
    for tick in ticks(BEGAN):
        left = ceil(shot.rundown(tick).remaining_seconds)
        assert seen.moved(shot, tick) or left in digits
        digits.add(left)
    assert len(digits) >= 18


def test_in_between_nothing_is_shown_anew(day: Database) -> None:
    shot, seen = load(day), ShownSecond()
    assert sum(seen.moved(shot, tick) for tick in ticks(BEGAN)) <= 21


def test_what_happens_is_shown_at_the_next_tick(day: Database) -> None:
    shot, seen = load(day), ShownSecond()
    assert seen.moved(shot, BEGAN)
    assert not seen.moved(shot, BEGAN)
    assert seen.moved(shot, BEGAN, "another color")
    assert seen.moved(replace(shot), BEGAN, "another color")


def test_a_paused_day_follows_the_time_of_day(day: Database) -> None:
    command: Command = PauseClock()
    day_data.carry_out(day, [command], BEGAN + timedelta(seconds=5))
    shot, seen = load(day), ShownSecond()
    turned = [tick for tick in ticks(BEGAN + timedelta(seconds=6)) if seen.moved(shot, tick)]
    assert len({tick.replace(microsecond=0) for tick in turned}) == len(turned) == 20


def test_a_clock_that_is_set_back_is_read_again(day: Database) -> None:
    shot, seen = load(day), ShownSecond()
    later = BEGAN + timedelta(minutes=3)
    assert seen.moved(shot, later)
    assert seen.moved(shot, later - timedelta(seconds=30))

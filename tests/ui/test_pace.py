"""What stations write is shown at once after a calm, and no more often than it can be shown."""

import time
from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.changes import FROM_STATIONS, Changes
from app.ui.pace import LONGEST_REST, MOST_SHARE, Pace, rest_after

ONE = Changes({"cells": frozenset({"one"})})
TWO = Changes({"cells": frozenset({"two"})})


@pytest.fixture
def told(qapp: QApplication) -> Iterator[tuple[Pace, list[tuple[Changes, str]]]]:
    pace, heard = Pace(60_000), []
    pace.told.connect(lambda changes, origin: heard.append((changes, origin)))
    yield pace, heard
    pace.deleteLater()


def test_the_first_is_told_at_once_and_the_rest_together(
    told: tuple[Pace, list[tuple[Changes, str]]],
) -> None:
    pace, heard = told
    for changes in (ONE, ONE, TWO):
        pace.take(changes, FROM_STATIONS)
    assert heard == [(ONE, FROM_STATIONS)]
    pace.take(TWO, "console")
    assert heard[1:] == [(ONE | TWO, FROM_STATIONS), (TWO, "console")]


def test_what_this_laptop_changes_is_never_held(
    told: tuple[Pace, list[tuple[Changes, str]]],
) -> None:
    pace, heard = told
    for changes in (ONE, TWO, ONE):
        pace.take(changes, "console")
    assert heard == [(changes, "console") for changes in (ONE, TWO, ONE)]


def test_after_long_work_it_rests_longer(qapp: QApplication) -> None:
    pace = Pace(1)

    def work() -> None:
        end = time.thread_time() + 0.03
        while time.thread_time() < end:
            pass

    pace.told.connect(work)
    pace.take(ONE, FROM_STATIONS)
    assert pace.rests_ms >= round(1000 * 0.03 / MOST_SHARE)
    assert rest_after(0.001) < rest_after(0.01) < rest_after(100) == LONGEST_REST

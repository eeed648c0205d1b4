"""The clock's verbs in a real file: time asleep is asked about, and answered once."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from app.domain.clock import AnswerSleep, GoTo, NoteSleep, StartDay, TakeBackTime
from app.domain.errors import InvalidChangeError, NotAllowedError
from app.services.execution import state_of
from tests.workshops import NOON, OpenWorkshop, replayed_state

WOKE = NOON + timedelta(minutes=13)


@pytest.fixture
def slept(workshop: OpenWorkshop) -> OpenWorkshop:
    """Return a day that began at noon; from the third minute on the laptop slept for ten."""
    first = workshop.read().agenda.activities[0].id
    workshop.do(StartDay(activity_id=first, at=NOON))
    workshop.do(NoteSleep(id="sleep", activity_id=first, seconds=600, at=WOKE))
    return workshop


def left(workshop: OpenWorkshop) -> float:
    return workshop.read().rundown(WOKE).remaining_seconds


@pytest.mark.parametrize(("counts", "remaining"), [(True, -480), (False, 120)])
def test_each_answer_holds_comes_back_with_replay_and_can_be_undone(
    slept: OpenWorkshop, tmp_path: Path, counts: bool, remaining: int
) -> None:
    assert left(slept) == -480
    before = state_of(slept.database)
    answered = slept.do(AnswerSleep(event_id="sleep", counts=counts, at=WOKE))
    assert left(slept) == remaining
    assert state_of(slept.database) == replayed_state(slept, tmp_path / "replayed.eqw")
    assert answered.undo is not None
    slept.do(replace(answered.undo, at=WOKE))
    assert state_of(slept.database) == before


def test_a_question_is_answered_once(slept: OpenWorkshop) -> None:
    slept.do(AnswerSleep(event_id="sleep", counts=True, at=WOKE))
    with pytest.raises(NotAllowedError, match="answered already"):
        slept.do(AnswerSleep(event_id="sleep", counts=False, at=WOKE))
    with pytest.raises(InvalidChangeError):
        slept.do(AnswerSleep(event_id="another", counts=False, at=WOKE))


def test_time_is_taken_off_where_it_passed(slept: OpenWorkshop) -> None:
    first, second = slept.read().agenda.activities[:2]
    slept.do(GoTo(activity_id=second.id, at=WOKE))
    whole = left(slept)
    slept.do(AnswerSleep(event_id="sleep", counts=False, at=WOKE))
    slept.do(TakeBackTime(seconds=60, activity_id=first.id, at=WOKE))
    assert left(slept) == whole
    assert slept.read().rundown(WOKE).lines[0].elapsed_seconds == 120


def test_an_older_way_of_taking_back_means_the_current_activity(slept: OpenWorkshop) -> None:
    slept.do(TakeBackTime(seconds=60, at=WOKE))
    assert left(slept) == -420

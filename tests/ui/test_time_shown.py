"""Times of day on the console: the workshop's zone, over midnight and when summer time changes."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.domain.clock import StartDay
from app.domain.workshop import EditDetails
from app.services import library
from app.services.execution import execute
from app.services.snapshot import load
from app.steady import SimulatedClock
from app.ui.console.view import ConsoleView
from app.ui.desk import Desk
from app.ui.home.actions import Interrupted
from app.ui.home.resume import ResumeCard
from app.ui.home.wording import state_words
from tests.workshops import NOON

Carry = Callable[..., None]


def console(qtbot: QtBot, desk: Desk) -> ConsoleView:
    view = ConsoleView(desk, QWidget())
    qtbot.addWidget(view)
    view.resize(1366, 718)
    with qtbot.waitExposed(view):
        view.show()
    return view


def said(view: ConsoleView, name: str) -> str:
    return str(view.findChild(QLabel, f"console.{name}").text())


@pytest.mark.parametrize(
    ("day", "begins", "ends", "start", "shown_end", "span"),
    [
        ("2026-11-20", "22:30", "02:30", (2026, 11, 21, 3, 30), "2:30 am", "10:30 to 10:35"),
        ("2026-10-31", "23:58", "02:58", (2026, 11, 1, 3, 58), "2:58 am", "11:58 to 12:03"),
        ("2026-03-07", "23:58", "04:58", (2026, 3, 8, 4, 58), "4:58 am", "11:58 to 12:03"),
    ],
    ids=["midnight", "summer time ends", "summer time begins"],
)
def test_a_night_shows_the_hours_that_clocks_there_show(
    qtbot: QtBot,
    desk: Desk,
    clock: SimulatedClock,
    carry_out: Carry,
    day: str,
    begins: str,
    ends: str,
    start: tuple[int, int, int, int, int],
    shown_end: str,
    span: str,
) -> None:
    """All three last four hours: on the wall that is three or five when the clocks change."""
    values = {"date": day, "start_time": begins, "planned_end_time": ends}
    carry_out(desk, EditDetails(values=values))
    clock.advance(seconds=(datetime(*start, tzinfo=UTC) - clock()).total_seconds())
    carry_out(desk, StartDay(activity_id=desk.snapshot.agenda.activities[0].id))
    view = console(qtbot, desk)
    assert said(view, "behind") == "On time"
    assert said(view, "ends") == f"Ends {shown_end}"
    assert said(view, "span").startswith(span)


def test_after_midnight_a_late_start_of_yesterday_evening_is_still_today(
    qtbot: QtBot, desk: Desk, clock: SimulatedClock, carry_out: Carry
) -> None:
    values = {"date": "2026-11-20", "start_time": "23:30", "planned_end_time": "03:30"}
    carry_out(desk, EditDetails(values=values))
    midnight = datetime(2026, 11, 21, 5, 0, tzinfo=UTC)
    clock.advance(seconds=(midnight - clock()).total_seconds())
    view = console(qtbot, desk)
    assert said(view, "behind") == "30 min behind"
    clock.advance(minutes=timedelta(days=1).total_seconds() / 60)
    desk.tick()
    assert said(view, "behind") == "Not today"


def test_a_day_that_runs_on_another_date_is_measured_by_its_own_start(
    qtbot: QtBot, desk: Desk, clock: SimulatedClock, carry_out: Carry
) -> None:
    values = {
        "date": "2026-11-20", "start_time": "12:00", "planned_end_time": "16:00",
        "hard_stop_time": "16:30",
    }  # fmt: skip
    carry_out(desk, EditDetails(values=values))
    next_day = datetime(2026, 11, 21, 14, 29, tzinfo=UTC)
    clock.advance(seconds=(next_day - clock()).total_seconds())
    carry_out(desk, StartDay(activity_id=desk.snapshot.agenda.activities[0].id))
    view = console(qtbot, desk)
    assert said(view, "behind") == "On time"
    clock.advance(minutes=15)
    desk.tick()
    assert said(view, "behind") == "10 min behind", "the first activity has five minutes"
    assert desk.rundown().over_hard_stop_seconds <= 0


def test_another_zone_moves_the_hours_shown_and_nothing_else(
    qtbot: QtBot, desk: Desk, clock: SimulatedClock, carry_out: Carry
) -> None:
    carry_out(desk, StartDay(activity_id=desk.snapshot.agenda.activities[0].id))
    left = desk.rundown().remaining_seconds
    view = console(qtbot, desk)
    assert said(view, "span").startswith("12:00 to 12:05")
    carry_out(desk, EditDetails(values={"time_zone": "America/Los_Angeles"}))
    desk.tick()
    assert said(view, "span").startswith("9:00 to 9:05")
    assert desk.rundown().remaining_seconds == left


def test_home_says_when_a_day_began_on_the_workshops_wall(qtbot: QtBot, data_dir: Path) -> None:
    path = library.create_workshop(
        data_dir, district="Tokyo", day=NOON.date(), now=NOON, languages=("en",),
        time_zone="Asia/Tokyo",
    )  # fmt: skip
    database = library.open_workshop(data_dir, path, now=NOON)
    first = load(database).agenda.activities[0].id
    execute(database, StartDay(activity_id=first, at=NOON), recorded_at=NOON)
    database.close()
    for _first_read_then_remembered in range(2):
        (listed,) = library.workshops(data_dir)
        assert state_words(listed) == "running since 2:00 am"
    card = ResumeCard()
    qtbot.addWidget(card)
    card.show_interrupted(
        Interrupted(path=path, district="Tokyo", last_beat=NOON, time_zone=listed.time_zone)
    )
    assert any("running at 2:00 am" in label.text() for label in card.findChildren(QLabel))

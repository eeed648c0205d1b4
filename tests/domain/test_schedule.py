"""The day's promises in time: over midnight and on the nights when clocks change."""

from datetime import UTC, date, datetime

from app.domain.workshop import Workshop, hard_stop, planned_end, scheduled_start


def _workshop(day: date, start: str, end: str, stop: str = "") -> Workshop:
    return Workshop(
        lineage="l",
        epoch="e",
        district="Riverbend",
        date=day,
        start_time=start,
        planned_end_time=end,
        hard_stop_time=stop,
        time_zone="America/New_York",
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_an_end_before_the_start_is_on_the_next_day() -> None:
    night = _workshop(date(2026, 11, 20), "22:30", "02:30", "02:45")
    assert scheduled_start(night) == datetime(2026, 11, 21, 3, 30, tzinfo=UTC)
    assert planned_end(night) == datetime(2026, 11, 21, 7, 30, tzinfo=UTC)
    assert hard_stop(night) == datetime(2026, 11, 21, 7, 45, tzinfo=UTC)


def test_the_night_that_is_an_hour_longer_ends_by_the_wall_clock() -> None:
    night = _workshop(date(2026, 10, 31), "22:00", "03:00")
    end, start = planned_end(night), scheduled_start(night)
    assert end is not None
    assert (end - start).total_seconds() == 6 * 3600


def test_the_night_that_is_an_hour_shorter_ends_by_the_wall_clock() -> None:
    night = _workshop(date(2026, 3, 7), "22:00", "04:00")
    end, start = planned_end(night), scheduled_start(night)
    assert end is not None
    assert (end - start).total_seconds() == 5 * 3600

"""How a station stands, and when all is here."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.domain.closing_check import Reason, closing_check
from app.domain.envelopes import Envelope, Receipt, Status
from app.domain.heard import Health, Heard, health_of, heard_again
from app.domain.stations import Station

NOW = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
STATION = Station(
    id="s1", position=1.0, group_id="gA", wants="gA", joined_at="2026-11-20T16:00:00Z"
)


def sent(status: Status | None, through: int, missing: tuple = (), digest: str = "d") -> Heard:
    envelope = Envelope(room="r", workshop="w", epoch="e", station="s1", status=status)
    receipt = Receipt(
        room="r", epoch="e", through=through, missing=missing, results=(), digest=digest
    )
    return heard_again(None, STATION, envelope, receipt, NOW)


@pytest.mark.parametrize(
    ("heard", "lacking", "health"),
    [
        (sent(Status(last_seq=4, digest="d"), 4), 0, Health.WELL),
        (sent(Status(last_seq=9, digest="x"), 4), 5, Health.BEHIND),
        (sent(Status(last_seq=9, digest="x"), 4, ((5, 6),)), 4, Health.BEHIND),
        (sent(Status(last_seq=4, digest="x"), 4), 0, Health.DIFFERS),
        (sent(Status(last_seq=0), 0, digest=""), 0, Health.WELL),
    ],
)
def test_what_a_station_said_of_itself_is_compared(
    heard: Heard, lacking: int, health: Health
) -> None:
    assert heard.lacking == lacking
    assert health_of(heard, NOW) is health


def test_silence_is_told_after_a_minute_and_never_of_a_newcomer() -> None:
    heard = sent(Status(last_seq=4, digest="d"), 4)
    assert health_of(heard, NOW + timedelta(seconds=59)) is Health.WELL
    assert health_of(heard, NOW + timedelta(seconds=60)) is Health.SILENT
    fresh = Heard(station=replace(STATION, joined_at=NOW.isoformat()))
    assert health_of(fresh, NOW + timedelta(seconds=5)) is Health.WELL
    assert health_of(fresh, NOW + timedelta(minutes=2)) is Health.NEVER


def test_places_come_before_everything_else() -> None:
    waits = Heard(station=replace(STATION, group_id=""))
    assert health_of(waits, NOW) is Health.UNPLACED
    gone = Heard(station=replace(STATION, revoked_at="2026-11-20T16:30:00Z"))
    assert health_of(gone, NOW) is Health.REVOKED


def test_a_status_that_makes_no_sense_breaks_nothing() -> None:
    odd = Heard(station=STATION, heard_at=NOW, status={"clock": "noon", "dimension": 7})
    assert odd.clock is None
    assert odd.dimension == ""


class _Snapshot:
    """As much of a snapshot as the closing check looks at."""

    groups = ()

    def __init__(self, finished_at: str = "") -> None:
        self.finished_at = finished_at

    def group(self, _group_id: str) -> None:
        return None

    def group_state(self, _group_id: str) -> "_Snapshot":
        return self


def reasons(heard: Heard, now: datetime, finished_at: str = "", to_decide: int = 0) -> list:
    check = closing_check(_Snapshot(finished_at), (heard,), now, to_decide=to_decide)
    assert check.complete == (not check.visits and not to_decide)
    return [visit.reason for visit in check.visits]


def test_complete_means_gapless_equal_and_heard_after_the_last_word() -> None:
    later = NOW + timedelta(minutes=10)
    all_here = sent(Status(last_seq=4, digest="d"), 4)
    assert reasons(all_here, NOW) == []
    assert reasons(all_here, later) == [Reason.UNSURE]
    assert reasons(all_here, later, (NOW - timedelta(minutes=1)).isoformat()) == []
    assert reasons(all_here, later, (NOW + timedelta(minutes=1)).isoformat()) == [Reason.UNSURE]
    assert reasons(sent(Status(last_seq=5, digest="x"), 4), NOW) == [Reason.LACKING]
    assert reasons(sent(Status(last_seq=4, digest="x"), 4), NOW) == [Reason.DIFFERS]
    assert reasons(sent(Status(last_seq=4, digest="d", drafts=1), 4), NOW) == [Reason.BEGUN]
    assert reasons(Heard(station=STATION), NOW) == [Reason.NEVER]
    assert reasons(all_here, NOW, to_decide=1) == []


def test_a_device_that_was_taken_away_counts_only_with_what_it_named() -> None:
    gone = replace(STATION, revoked_at="2026-11-20T16:30:00Z")
    assert reasons(Heard(station=gone), NOW) == []
    lacking = replace(sent(Status(last_seq=5, digest="x"), 4), station=gone)
    assert reasons(lacking, NOW) == [Reason.LACKING]
    old = replace(sent(Status(last_seq=4, digest="d"), 4), station=gone)
    assert reasons(old, NOW + timedelta(hours=1)) == []

"""The next convening, and the workshop itself, as a calendar file (RFC 5545)."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from icalendar import Calendar, Event

from app.domain.report import ReportInput
from app.reports.wording import Wording

MEETING_HOURS = 2
"""How long the next convening is taken to last; nobody is asked for its end."""


def to_ics(report: ReportInput, *, with_workshop: bool = False) -> bytes:
    """Return the calendar; it is empty where no next convening is set and nothing else wanted.

    Moments are written in UTC where the workshop's time zone is known and else as local times,
    which every calendar reads as its own.
    """
    wording = Wording(report)
    _ = wording.gettext
    calendar = Calendar()
    calendar.add("prodid", "-//Equity Workshop//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    meeting = report.next_meeting
    if meeting is not None:
        title = _("Resource equity: next convening, {district}").format(district=report.district)
        calendar.add_component(
            _event(report, "next", title, meeting.day, meeting.time, "", meeting.place)
        )
    if with_workshop:
        title = _("Resource equity workshop, {district}").format(district=report.district)
        calendar.add_component(
            _event(report, "day", title, report.day, report.start, report.planned_end, report.place)
        )
    return bytes(calendar.to_ical())


def _event(
    report: ReportInput, kind: str, title: str, day: date, start: str, end: str, place: str
) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{report.lineage}@equity-workshop")
    event.add("dtstamp", datetime.combine(report.made_on, _time(report.made_at), tzinfo=UTC))
    event.add("summary", title)
    if place:
        event.add("location", place)
    if not start:
        event.add("dtstart", day)
        return event
    begins = datetime.combine(day, _time(start))
    ends = datetime.combine(day, _time(end)) if end else begins + timedelta(hours=MEETING_HOURS)
    if ends <= begins:
        ends += timedelta(days=1)
    event.add("dtstart", _placed(begins, report.time_zone))
    event.add("dtend", _placed(ends, report.time_zone))
    return event


def _time(local: str) -> time:
    hours, minutes = (int(part) for part in local.split(":"))
    return time(hours, minutes)


def _placed(local: datetime, zone: str) -> datetime:
    if not zone:
        return local
    try:
        return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    except (ZoneInfoNotFoundError, ValueError):
        return local

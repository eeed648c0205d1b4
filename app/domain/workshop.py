"""The workshop itself: one row per file, and the verbs on its details."""

import datetime as dt
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from app.domain.commands import PRIVATE, Command, verb
from app.domain.records import Record, record

WORKSHOP_ID = "workshop"
"""The id of the one workshop row in a file."""


@record("workshop")
@dataclass(frozen=True, kw_only=True)
class Workshop(Record):
    """One workshop.

    Attributes:
        lineage: id shared by every copy, export and backup of the same workshop.
        epoch: changes with restore, import and duplicate.
        district: the district's name, as the room sees it.
        date: the day.
        start_time, planned_end_time, hard_stop_time: local "HH:MM"; "" for none.
        time_zone: IANA name, "" for the laptop's own.
        place: where.
        languages: what the room screen shows, one or two language codes, the first one leading.
        scale_locked_at: when the scale was locked, or None.
        norms_adopted_at: when the room adopted its norms, or None.
        revealed_at: when the results were revealed, or None.
        approved_at: when the facilitator approved the summary, or None.
        next_date, next_time, next_place: the next convening.
        agree_ratings: whether the room also agrees one rating per dimension (off: no decisions).
        created_at: when the file was made.
        sample: whether this is the bundled sample.

    """

    id: str = WORKSHOP_ID
    lineage: str
    epoch: str
    district: str
    date: dt.date
    start_time: str = "12:00"
    planned_end_time: str = "16:00"
    hard_stop_time: str = ""
    time_zone: str = ""
    place: str = ""
    languages: tuple[str, ...] = ("en",)
    scale_locked_at: datetime | None = None
    norms_adopted_at: datetime | None = None
    revealed_at: datetime | None = None
    approved_at: datetime | None = None
    next_date: dt.date | None = None
    next_time: str = ""
    next_place: str = ""
    agree_ratings: bool = False
    created_at: datetime
    sample: bool = False


@record("hosts", private=True)
@dataclass(frozen=True, kw_only=True)
class Hosts(Record):
    """Who leads the day; names, so outside the ledger."""

    id: str = WORKSHOP_ID
    facilitators: str = ""
    co_host: str = ""
    contact: str = ""


@verb("workshop.create")
@dataclass(frozen=True, kw_only=True)
class CreateWorkshop(Command):
    """Begin a workshop from a framework pack; agenda, norms and checklist come from the pack."""

    lineage: str
    epoch: str
    district: str
    date: dt.date
    framework: dict[str, Any]
    start_time: str = "12:00"
    time_zone: str = ""
    languages: tuple[str, ...] = ("en",)
    sample: bool = False


@verb("workshop.edit")
@dataclass(frozen=True, kw_only=True)
class EditDetails(Command):
    """Change details; only the named ones, values as in :class:`Workshop`."""

    values: dict[str, Any]


@verb("workshop.hosts")
@dataclass(frozen=True, kw_only=True)
class NameHosts(Command):
    """Say who leads the day."""

    facilitators: str = field(default="", metadata=PRIVATE)
    co_host: str = field(default="", metadata=PRIVATE)
    contact: str = field(default="", metadata=PRIVATE)


@verb("workshop.epoch")
@dataclass(frozen=True, kw_only=True)
class BeginEpoch(Command):
    """Start a new epoch after a restore or an import, so that stations send again."""

    epoch: str


@verb("workshop.approve")
@dataclass(frozen=True, kw_only=True)
class ApproveSummary(Command):
    """Approve the summary (it loses its DRAFT mark), or take the approval back."""

    approved: bool = True


EDITABLE = frozenset(
    {
        "district", "date", "start_time", "planned_end_time", "hard_stop_time", "time_zone",
        "place", "languages", "next_date", "next_time", "next_place", "agree_ratings",
    }
)  # fmt: skip
"""The details that :class:`EditDetails` may change."""


def zone_of(workshop: Workshop) -> ZoneInfo | None:
    """Return the workshop's time zone, or None for the laptop's own."""
    return zone_named(workshop.time_zone)


def zone_named(name: str) -> ZoneInfo | None:
    """Return the time zone with an IANA name; None for "" or one that this laptop lacks."""
    if not name:
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # OSError: a folder of zones
        return None


def moment_of(workshop: Workshop, local: str, *, days: int = 0) -> datetime | None:
    """Return the UTC moment of a local "HH:MM" on the workshop's day, or ``days`` later."""
    if not local:
        return None
    hours, minutes = (int(part) for part in local.split(":"))
    naive = datetime.combine(workshop.date + timedelta(days=days), time(hours, minutes))
    zone = zone_of(workshop)
    aware = naive.replace(tzinfo=zone) if zone else naive.astimezone()
    return aware.astimezone(UTC)


def scheduled_start(workshop: Workshop) -> datetime:
    """Return the planned start (UTC)."""
    moment = moment_of(workshop, workshop.start_time)
    if moment is None:
        raise ValueError("a workshop always has a start time")
    return moment


def hard_stop(workshop: Workshop) -> datetime | None:
    """Return the hard stop (UTC), on the next day where it lies before the start; None if unset."""
    return _after_start(workshop, workshop.hard_stop_time)


def planned_end(workshop: Workshop) -> datetime | None:
    """Return the planned end (UTC), on the next day where it lies before the start."""
    return _after_start(workshop, workshop.planned_end_time)


def another_day(workshop: Workshop, now: datetime) -> bool:
    """Tell whether the workshop's date is not today, so that being late means nothing.

    A workshop over midnight is still today's until its planned end.
    """
    end = planned_end(workshop)
    if end is not None and scheduled_start(workshop) <= now <= end:
        return False
    return local_time(workshop, now).date() != workshop.date


def _after_start(workshop: Workshop, local: str) -> datetime | None:
    """Return a local time's moment after the start: the wall clock's, also on a short night."""
    moment = moment_of(workshop, local)
    if moment is not None and moment <= scheduled_start(workshop):
        return moment_of(workshop, local, days=1)
    return moment


def check_times(workshop: Workshop) -> None:
    """Refuse a day whose times no clock can show.

    Raises:
        ValueError, OverflowError: where one of them cannot be read.

    """
    scheduled_start(workshop)
    moment_of(workshop, workshop.planned_end_time)
    hard_stop(workshop)


def local_time(workshop: Workshop, moment: datetime) -> datetime:
    """Return a UTC moment on the workshop's wall clock."""
    zone = zone_of(workshop)
    return moment.astimezone(zone) if zone else moment.astimezone()

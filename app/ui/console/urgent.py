"""What cannot wait: read from snapshot and rundown, most urgent first."""

from datetime import datetime

from app.domain.clock import ClockKind
from app.domain.rundown import Phase, Rundown
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _, _n
from app.ui.console.group_reading import GroupProgress
from app.ui.console.urgent_line import Urgent
from app.ui.console.urgent_stations import station_lines
from app.ui.console.wording import lasted, listed, minutes, whole_minutes
from app.ui.group_words import group_inside, group_title
from app.ui.room_door import RoomDoor

SHARE_LEFT = 0.4
"""Below this share of the scoring time, dimensions without any score are named."""


def urgent_lines(
    snapshot: Snapshot,
    day: Rundown,
    groups: tuple[GroupProgress, ...],
    language: str,
    door: RoomDoor | None = None,
) -> tuple[Urgent, ...]:
    """Return what cannot wait at the rundown's moment."""
    lines = _sleeps(snapshot, day, language)
    lines += [_help(g, day.now) for g in groups if g.help_asked_at is not None]
    if day.running and day.over_hard_stop_seconds >= 60:
        lines.append(
            Urgent(
                "hard_stop",
                _("The day would end {time} after the hard stop.").format(
                    time=minutes(day.over_hard_stop_seconds)
                ),
                "overrun",
                _("Choose what gives"),
            )
        )
    lines += [_contested(g) for g in groups if g.contested]
    if door is not None and snapshot.stations:
        lines += station_lines(snapshot, door, day.now)
    missing = _not_scored(snapshot, day, groups, language)
    return (*lines, missing) if missing else tuple(lines)


def _sleeps(snapshot: Snapshot, day: Rundown, language: str) -> list[Urgent]:
    """Return the questions whether the time that the laptop slept counts."""
    if not day.running:
        return []
    open_events = [e for e in snapshot.clock_events if e.kind is ClockKind.SLEEP and e.on]
    lines = []
    for event in sorted(open_events, key=lambda e: e.number):
        activity = snapshot.agenda.activity(event.activity_id)
        text = _("The laptop slept for {time} during “{title}”. Does that time count?").format(
            time=lasted(event.seconds), title=say(activity.title, language) if activity else ""
        )
        lines.append(
            Urgent(
                f"sleep:{event.id}",
                text,
                f"counts:{event.id}",
                _("Count it"),
                f"unused:{event.id}",
                _("Do not count it"),
            )
        )
    return lines


def _help(group: GroupProgress, now: datetime) -> Urgent:
    where = f" · {group.group.place}" if group.group.place else ""
    waited = (now - group.help_asked_at).total_seconds() if group.help_asked_at else 0.0
    name = group_title(group.group.label) + where
    if waited >= 60:
        text = _("{group} asks for help, for {time}.").format(group=name, time=minutes(waited))
    else:
        text = _("{group} asks for help.").format(group=name)
    return Urgent(f"help:{group.group.id}", text, f"helped:{group.group.id}", _("Helped"))


def _contested(group: GroupProgress) -> Urgent:
    text = _n(
        "{group} has two versions of one answer.",
        "{group} has two versions of {n} answers.",
        group.contested,
    ).format(group=group_title(group.group.label), n=group.contested)
    return Urgent(f"contested:{group.group.id}", text, f"score:{group.group.id}", _("Look"))


def _not_scored(
    snapshot: Snapshot, day: Rundown, groups: tuple[GroupProgress, ...], language: str
) -> Urgent | None:
    line = day.line
    if line is None or day.phase is not Phase.RUNNING or not is_scoring(snapshot, line.activity_id):
        return None
    if line.seconds <= 0 or day.remaining_seconds > SHARE_LEFT * line.seconds:
        return None
    names = [
        _("{dimension} ({group})").format(
            dimension=_dimension(snapshot, dimension_id, language),
            group=group_inside(g.group.label),
        )
        for g in groups
        for dimension_id in g.unscored
    ]
    if not names:
        return None
    left = whole_minutes(max(day.remaining_seconds, 0.0))
    if day.remaining_seconds <= 0:
        text = _("Time is up and not scored yet: {names}.").format(names=listed(names, 3))
    else:
        text = _("{n} min left and not scored yet: {names}.").format(n=left, names=listed(names, 3))
    return Urgent("not_scored", text)


def is_scoring(snapshot: Snapshot, activity_id: str) -> bool:
    """Tell whether groups score in an activity: at the tables, to a prompt that asks for scores."""
    activity = snapshot.agenda.activity(activity_id)
    if activity is None or activity.mode != "groups" or not activity.prompt_id:
        return False
    try:
        return snapshot.framework.prompt(activity.prompt_id).purpose == "score"
    except KeyError:
        return False


def _dimension(snapshot: Snapshot, dimension_id: str, language: str) -> str:
    try:
        dimension = snapshot.framework.dimension(dimension_id)
    except KeyError:
        return dimension_id
    return f"{dimension.number} · {say(dimension.short_name, language)}"

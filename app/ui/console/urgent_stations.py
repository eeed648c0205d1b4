"""What cannot wait about the note-takers' devices."""

from datetime import datetime

from app.domain.heard import Health, health_of
from app.domain.snapshot import Snapshot
from app.i18n import _, _n
from app.ui.console.urgent_line import Urgent
from app.ui.console.wording import listed, minutes
from app.ui.group_words import group_title
from app.ui.room_door import RoomDoor
from app.ui.stations.reading import silent_groups, station_name

URGENT_SILENCE = 180.0
"""Seconds after which a table that is not heard is worth a visit."""


def station_lines(snapshot: Snapshot, door: RoomDoor, now: datetime) -> list[Urgent]:
    """Return lines for tables that are not heard, spares that wait, and entries to decide on."""
    lines = []
    heard = door.heard
    if door.door.is_open:
        silent = {
            group_id: since
            for group_id, since in silent_groups(heard, now).items()
            if since is None or (now - since).total_seconds() >= URGENT_SILENCE
        }
        lines += _silent(snapshot, silent, now)
    for one in heard.values():
        if health_of(one, now) is Health.UNPLACED:
            group = snapshot.group(one.station.wants)
            where = group_title(group.label) if group else _("no group")
            text = _("“{device}” waits for a place ({group}).").format(
                device=station_name(one.station), group=where
            )
            lines.append(Urgent(f"spare:{one.station.id}", text, "stations:board", _("Look")))
    if door.waiting:
        text = _n(
            "{n} entry of a device waits for your decision.",
            "{n} entries of devices wait for your decision.",
            door.waiting,
        ).format(n=door.waiting)
        lines.append(Urgent("entries", text, "stations:entries", _("Look")))
    return lines


def _silent(snapshot: Snapshot, silent: dict[str, datetime | None], now: datetime) -> list[Urgent]:
    """Return one line for all tables that are not heard: mostly it is one cause."""
    if not silent:
        return []
    names = []
    for group in snapshot.groups:
        if group.id in silent:
            since = silent[group.id]
            long = f" ({minutes((now - since).total_seconds())})" if since else ""
            names.append(group_title(group.label) + long)
    if not names:
        return []
    text = _("Not heard from: {groups}.").format(groups=listed(names, 3))
    return [Urgent("silent", text, "stations:board", _("Look"))]

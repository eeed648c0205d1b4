"""What the board says of devices and groups, read from the snapshot and from what was heard."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from app.domain.heard import Health, Heard, health_of
from app.domain.snapshot import Snapshot
from app.domain.stations import Station
from app.domain.text import say
from app.i18n import _, _n, current_language
from app.ui.console.wording import minutes, short_time
from app.ui.group_words import group_title

ICONS = {
    Health.WELL: ("wifi", "success"),
    Health.BEHIND: ("hourglass", "attention"),
    Health.SILENT: ("wifi-off", "overtime"),
    Health.NEVER: ("wifi-off", "overtime"),
    Health.DIFFERS: ("octagon-alert", "overtime"),
    Health.UNPLACED: ("hand", "attention"),
    Health.REVOKED: ("circle-minus", "quiet_ink"),
}
"""Icon and its color role for each state; the words beside it say the same."""

UNWELL = frozenset({Health.SILENT, Health.NEVER, Health.DIFFERS, Health.UNPLACED})
"""What somebody has to look at."""


@dataclass(frozen=True)
class StationLine:
    """One device as the board shows it.

    Attributes:
        heard: what is known of it.
        health: how it stands.
        words: the same in words.
        tone: of the words; color only.
        digits: the four that its own screen shows as well, or "".

    """

    heard: Heard
    health: Health
    words: str
    tone: str
    digits: str = ""

    @property
    def station(self) -> Station:
        """Return the device."""
        return self.heard.station

    @property
    def group_id(self) -> str:
        """Return the group whose card shows the device: its own, or the one it waits for."""
        return self.station.group_id or self.station.wants


@dataclass(frozen=True)
class RoomCount:
    """How many devices there are, for the console's one line.

    Attributes:
        stations: those that write for a group.
        unwell: those that somebody should look at.
        unplaced: those that wait for a group.

    """

    stations: int
    unwell: int
    unplaced: int


def station_name(station: Station) -> str:
    """Return what a device is called; one without a name is its kind and a piece of its id."""
    if station.label:
        return station.label
    kind = _("Laptop") if station.kind == "desktop" else _("Browser")
    return f"{kind} {station.id[:4]}"


def line_of(snapshot: Snapshot, heard: Heard, now: datetime, digits: str = "") -> StationLine:
    """Return one device's line at a moment."""
    health = health_of(heard, now)
    words = _words(snapshot, heard, health, now)
    _icon, role = ICONS[health]
    tone = "" if role in ("quiet_ink", "success") else role
    return StationLine(heard, health, words, tone, digits)


def lines_of(group_id: str, lines: Iterable[StationLine]) -> list[StationLine]:
    """Return a group's devices: those that write, those that wait, those that write no more."""
    return sorted(
        (line for line in lines if line.group_id == group_id),
        key=lambda line: (not line.station.writes, bool(line.station.revoked_at)),
    )


def count_of(heard: Iterable[Heard], now: datetime, *, is_open: bool) -> RoomCount:
    """Count the devices for one line; in a closed room silence is nothing to look at."""
    states = [health_of(one, now) for one in heard]
    unwell = UNWELL if is_open else UNWELL - {Health.SILENT, Health.NEVER}
    return RoomCount(
        stations=sum(s not in (Health.REVOKED, Health.UNPLACED) for s in states),
        unwell=sum(s in unwell for s in states),
        unplaced=sum(s is Health.UNPLACED for s in states),
    )


def silent_groups(heard: Mapping[str, Heard], now: datetime) -> dict[str, datetime | None]:
    """Return the groups none of whose devices is heard: group id → when one was heard last."""
    by_group: dict[str, list[Heard]] = {}
    for one in heard.values():
        if one.station.writes:
            by_group.setdefault(one.station.group_id, []).append(one)
    silent = (Health.SILENT, Health.NEVER)
    return {
        group_id: max((one.heard_at for one in ones if one.heard_at), default=None)
        for group_id, ones in by_group.items()
        if all(health_of(one, now) in silent for one in ones)
    }


def room_words(count: RoomCount, *, is_open: bool) -> str:
    """Return the room for devices in one line."""
    if not is_open and not count.stations:
        return _("Room for devices · closed")
    words = _n("{n} station", "{n} stations", count.stations).format(n=count.stations)
    if not is_open:
        return _("Room closed · {stations}").format(stations=words)
    if count.unwell:
        look = _n("{n} to look at", "{n} to look at", count.unwell).format(n=count.unwell)
        return f"{words} · {look}"
    if not count.stations:
        return _("Room open · no station yet")
    return _("{stations} · all well").format(stations=words)


def not_heard_words(since: datetime | None, now: datetime) -> str:
    """Return "not heard from for 4 min"."""
    if since is None:
        return _("never heard from")
    return _("not heard from for {time}").format(time=minutes((now - since).total_seconds()))


def _words(snapshot: Snapshot, heard: Heard, health: Health, now: datetime) -> str:
    if health is Health.REVOKED:
        return _("writes no more")
    if health is Health.UNPLACED:
        group = snapshot.group(heard.station.wants)
        if group is None:
            return _("waits: it has no group")
        return _("waits for a place in {group}").format(group=group_title(group.label))
    parts = [_state(heard, health, now)]
    if heard.lacking and health is not Health.DIFFERS:
        parts.append(_n("{n} on the way", "{n} on the way", heard.lacking).format(n=heard.lacking))
    if heard.dimension and health in (Health.WELL, Health.BEHIND):
        parts.append(_dimension(snapshot, heard.dimension))
    if heard.last_saved is not None and health is Health.SILENT:
        saved = short_time(snapshot.workshop, heard.last_saved)
        parts.append(_("last saved {time}").format(time=saved))
    return " · ".join(part for part in parts if part)


def _state(heard: Heard, health: Health, now: datetime) -> str:
    if health is Health.DIFFERS:
        return _("its entries differ from those here")
    if health in (Health.SILENT, Health.NEVER):
        return not_heard_words(heard.heard_at, now)
    if heard.heard_at is None:
        return _("just joined")
    return _("all here") if health is Health.WELL else ""


def _dimension(snapshot: Snapshot, dimension_id: str) -> str:
    try:
        dimension = snapshot.framework.dimension(dimension_id)
    except KeyError:
        return ""
    return f"{dimension.number} · {say(dimension.short_name, current_language())}"

"""The closing check: is everything here that was written, and which tables to visit where not.

Complete means: every station's sequence is without gaps up to the newest number that it named, the
digests match, and it was heard after its group had said that it is finished, or just now.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from app.domain.heard import SILENT_SECONDS, Heard
from app.domain.seating import Group
from app.domain.snapshot import Snapshot
from app.domain.stations import Station


class Reason(StrEnum):
    """Why a table is to be visited."""

    DIFFERS = "differs"
    """The numbers are all here, and the station means something else by them."""
    LACKING = "lacking"
    """It named entries that are not here."""
    BEGUN = "begun"
    """All its entries are here, and words stand in a field there that are no entry yet."""
    NEVER = "never"
    """It joined, and was never heard."""
    UNSURE = "unsure"
    """All that it named is here, but it may have written since it was last heard."""


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One device to go to.

    Attributes:
        station: the device.
        group: its group, or None while it has none.
        reason: why.
        count: entries that are not here (LACKING), or texts that are no entries yet (BEGUN).
        heard_at: when it was last heard, or None.

    """

    station: Station
    group: Group | None
    reason: Reason
    count: int = 0
    heard_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ClosingCheck:
    """What the check found.

    Attributes:
        stations: how many devices were looked at.
        entries: entries of stations that are here without a gap.
        visits: devices to go to, table by table.
        to_decide: entries that wait for the facilitator.

    """

    stations: int
    entries: int
    visits: tuple[Visit, ...]
    to_decide: int = 0

    @property
    def complete(self) -> bool:
        """Tell whether all that stations wrote is here, and decided on."""
        return not self.visits and not self.to_decide


def closing_check(
    snapshot: Snapshot, heard: Iterable[Heard], now: datetime, *, to_decide: int = 0
) -> ClosingCheck:
    """Judge every station at a moment (UTC)."""
    known = tuple(heard)
    order = {group.id: place for place, group in enumerate(snapshot.groups)}
    found = [visit for one in known if (visit := _visit(snapshot, one, now)) is not None]
    found.sort(key=lambda v: (order.get(v.group.id, 999) if v.group else 999, v.station.position))
    return ClosingCheck(
        stations=len(known),
        entries=sum(one.through for one in known),
        visits=tuple(found),
        to_decide=to_decide,
    )


def _visit(snapshot: Snapshot, heard: Heard, now: datetime) -> Visit | None:
    reason = _reason(snapshot, heard, now)
    if reason is None:
        return None
    station = heard.station
    return Visit(
        station=station,
        group=snapshot.group(station.group_id or station.wants),
        reason=reason,
        count=heard.drafts if reason is Reason.BEGUN else heard.lacking,
        heard_at=heard.heard_at,
    )


def _reason(snapshot: Snapshot, heard: Heard, now: datetime) -> Reason | None:
    station = heard.station
    if heard.heard_at is None:
        # A device that was taken away before it said anything holds nothing that is missed.
        return None if station.revoked_at else Reason.NEVER
    if heard.lacking:
        return Reason.LACKING
    if not heard.complete:
        return Reason.DIFFERS
    if heard.drafts:
        return Reason.BEGUN
    return None if station.revoked_at or _surely(snapshot, heard, now) else Reason.UNSURE


def _surely(snapshot: Snapshot, heard: Heard, now: datetime) -> bool:
    """Tell whether nothing can have been written since: heard just now, or after its last word."""
    if heard.heard_at is None:
        return False
    if (now - heard.heard_at).total_seconds() < SILENT_SECONDS:
        return True
    finished = snapshot.group_state(heard.station.group_id).finished_at
    return bool(finished) and heard.heard_at >= datetime.fromisoformat(finished)

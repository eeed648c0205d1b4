"""How far stations are heard: the heartbeat of the room, and the closing check."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.codec import to_json
from app.domain.envelopes import Envelope, Receipt
from app.domain.stations import Station

SILENT_SECONDS = 60.0
"""A station gives a sign of life every 15 seconds: with four of them missed it is silent."""


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What is known of one station.

    Attributes:
        station: it.
        through: every entry up to this one is here.
        newest: the newest entry that is here.
        missing: gaps below it.
        last_seq: the newest that it said it has.
        heard_at: when it was last heard, or None.
        status: what it last said of itself (JSON).
        complete: all that it said it has is here, and both mean the same by it.

    """

    station: Station
    through: int = 0
    newest: int = 0
    missing: tuple[tuple[int, int], ...] = ()
    last_seq: int = 0
    heard_at: datetime | None = None
    status: dict[str, Any] = field(default_factory=dict)
    complete: bool = False

    @property
    def lacking(self) -> int:
        """Return how many entries it has, by its own word, that are not here."""
        gaps = sum(last - first + 1 for first, last in self.missing)
        return gaps + max(0, self.last_seq - max(self.newest, self.through))

    @property
    def differs(self) -> bool:
        """Tell whether all its numbers are here, and yet the two sides mean different entries."""
        return not self.complete and not self.lacking and self.last_seq == self.through

    @property
    def dimension(self) -> str:
        """Return the dimension that it said it scores, or ""."""
        found = self.status.get("dimension", "")
        return found if isinstance(found, str) else ""

    @property
    def drafts(self) -> int:
        """Return how many texts were begun there that are no entries yet, by its own word."""
        found = self.status.get("drafts", 0)
        return found if isinstance(found, int) else 0

    @property
    def clock(self) -> datetime | None:
        """Return its own clock when it was last heard, or None where it did not say."""
        return _moment(self.status.get("clock"))

    @property
    def last_saved(self) -> datetime | None:
        """Return when its newest entry was made, or None."""
        return _moment(self.status.get("last_saved_at"))


def heard_again(
    known: Heard | None, station: Station, envelope: Envelope, receipt: Receipt, now: datetime
) -> Heard:
    """Return what is known of a station after an envelope of it was taken in."""
    said_at = min(envelope.said_at or now, now)
    before = known.heard_at if known and known.heard_at else said_at
    told = known.status if known else {}
    status = newest_status(told, envelope, is_older=said_at < before)
    last_seq = int(status.get("last_seq", 0))
    numbers = [entry.seq for entry in envelope.entries]
    beyond = receipt.missing[-1][1] + 1 if receipt.missing else receipt.through
    newest = max([*numbers, beyond, known.newest if known and receipt.missing else 0])
    equal = status.get("digest", "") == receipt.digest
    return Heard(
        station=station,
        through=receipt.through,
        newest=newest,
        missing=receipt.missing,
        last_seq=last_seq,
        heard_at=max(said_at, before),
        status=status,
        complete=not receipt.missing and last_seq == receipt.through and equal,
    )


def newest_status(known: dict[str, Any], envelope: Envelope, *, is_older: bool) -> dict[str, Any]:
    """Return what the station last said of itself: a file may come long after it was written."""
    said = envelope.status
    if said is None or (is_older and said.last_seq <= int(known.get("last_seq", 0))):
        return known
    return dict(to_json(said))


class Health(StrEnum):
    """How a station stands, the worst first."""

    DIFFERS = "differs"
    """The same numbers, and not the same entries."""
    NEVER = "never"
    """It joined, and was not heard since."""
    SILENT = "silent"
    """It was not heard for a while."""
    UNPLACED = "unplaced"
    """It waits for the facilitator: its group has two devices."""
    BEHIND = "behind"
    """It has entries that are not here."""
    WELL = "well"
    """It is heard, and all that it has is here."""
    REVOKED = "revoked"
    """It writes no more."""


def health_of(heard: Heard, now: datetime) -> Health:
    """Judge a station at a moment."""
    station = heard.station
    if station.revoked_at:
        return Health.REVOKED
    if not station.group_id:
        return Health.UNPLACED
    if heard.heard_at is None:
        joined = _moment(station.joined_at)
        fresh = joined is not None and (now - joined).total_seconds() < SILENT_SECONDS
        return Health.WELL if fresh else Health.NEVER
    if heard.differs:
        return Health.DIFFERS
    if (now - heard.heard_at).total_seconds() >= SILENT_SECONDS:
        return Health.SILENT
    return Health.WELL if heard.complete else Health.BEHIND


def _moment(text: object) -> datetime | None:
    try:
        found = datetime.fromisoformat(text) if isinstance(text, str) and text else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None

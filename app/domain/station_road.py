"""What a station knows of its road to the hub, and what it may truthfully say of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.envelopes import Outcome

WRITES, WAITS, REVOKED = "writes", "waits", "revoked"

LEFT_OUT = frozenset({Outcome.REFUSED.value, Outcome.SET_ASIDE.value})
"""Outcomes of entries that are no part of the workshop, and will not be."""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """What the hub last showed beside its records; kept, so that a start without it goes on.

    Attributes:
        clock: where the day stood, with the hub's moments (see ``app/room/PROTOCOL.md``).
        message: the facilitator's line, or "".
        standing: "writes", "waits" or "revoked"; "" before the first view.
        through: the newest entry that was known to be at the hub.
        ahead_seconds: the hub's clock minus the one that this laptop shows.
        heard_at: when that was, ISO text.
        data_asked: dimension → how many groups lacked data there; nothing before the reveal.

    """

    clock: dict[str, Any] = field(default_factory=dict)
    message: str = ""
    standing: str = ""
    through: int = 0
    ahead_seconds: float = 0.0
    heard_at: str = ""
    data_asked: dict[str, int] = field(default_factory=dict)


def data_asked(view: dict[str, Any], before: dict[str, int]) -> dict[str, int]:
    """Return where groups lacked data, as a view tells it where that is new.

    What makes no sense counts as nothing.
    """
    rows = (view.get("records") or {}).get("data_asked")
    if not isinstance(rows, list):
        return before
    return {
        str(row["dimension_id"]): int(row["count"])
        for row in rows
        if isinstance(row, dict) and isinstance(row.get("count"), int) and "dimension_id" in row
    }


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """An entry that did not become part of the workshop: what became of it, and why.

    ``entry`` is what was written, as it goes to the hub (JSON).
    """

    entry_id: str
    outcome: str
    said: str = ""
    entry: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settled:
    """A cell in which the facilitator settled another value than was written here."""

    cell: str
    value: Any


@dataclass(frozen=True, kw_only=True)
class RoadState:
    """What is known of the road at a moment.

    Attributes:
        connected: the hub answered the last time.
        heard: whether it answered since this program started; before that nobody knows what it has.
        waiting: entries that are not known to be on its disk.
        waiting_since: when the first of these was written, or None.
        heard_at: when the hub was last heard, or None.
        standing: "writes", "waits", "revoked", or "" while nobody knows.
        equal: whether both mean the same by what the hub has.
        problem: "unreachable", "another_certificate", the hub's own code, or "".
        again: the hub has less than it had: it was restored, and gets the rest again.
        left_out: entries that the facilitator has to decide on, or that were refused.
        settled: what the facilitator settled otherwise than it was written here.

    """

    connected: bool = False
    heard: bool = False
    waiting: int = 0
    waiting_since: datetime | None = None
    heard_at: datetime | None = None
    standing: str = ""
    equal: bool = True
    problem: str = ""
    again: bool = False
    left_out: tuple[LeftOut, ...] = ()
    settled: tuple[Settled, ...] = ()


class Said(StrEnum):
    """The one thing that the status line says; what is worst comes first."""

    REVOKED = "revoked"
    WAITS = "waits"
    DIFFERS = "differs"
    LOOKING = "looking"
    """Nothing is known of the hub yet, and nothing waits."""
    AWAY = "away"
    """No road now; some entries are only here."""
    AWAY_NOTHING = "away_nothing"
    """No road now; all was at the hub when it was last heard."""
    AGAIN = "again"
    ON_WAY = "on_way"
    SAVED = "saved"


def said_of(state: RoadState, drafts: int) -> tuple[Said, int]:
    """Return what may be said, and how many things are not known to be at the hub.

    ``drafts`` are fields whose words are not an entry yet: they are kept here, and not there.
    """
    waiting = state.waiting + drafts
    if state.standing == REVOKED:
        return Said.REVOKED, waiting
    if state.standing == WAITS:
        return Said.WAITS, waiting
    if not state.equal:
        return Said.DIFFERS, waiting
    if not state.connected:
        if waiting:
            return Said.AWAY, waiting
        return (Said.AWAY_NOTHING if state.heard_at else Said.LOOKING), 0
    if not state.heard:
        return (Said.AWAY if waiting else Said.LOOKING), waiting
    if waiting:
        return (Said.AGAIN if state.again else Said.ON_WAY), waiting
    return Said.SAVED, 0


def seconds_left(clock: dict[str, Any], now: datetime) -> float | None:
    """Return what is left of the group's time by the hub's clock; None where no activity runs.

    Below 0 in overtime. ``now`` is the hub's moment.
    """
    if not clock.get("activity_id"):
        return None
    ends = clock.get("group_ends_at") or clock.get("ends_at")
    if not ends:
        return float(clock.get("remaining_seconds", 0))
    return (datetime.fromisoformat(str(ends)) - now).total_seconds()

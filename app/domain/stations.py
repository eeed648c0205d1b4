"""Stations: the note-takers' devices, which group each writes for, and what it may write."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.commands import WORDS, Command, verb
from app.domain.records import Record, record

MOST_STATIONS = 40
"""Devices of one room: thirty and some spares."""

STATIONS_A_GROUP = 2
"""Devices that write for one group at a time; a third waits for the facilitator."""

LONGEST_LABEL = 60

BROADCAST_ID = "broadcast"


class StationKind(StrEnum):
    """What a station runs on."""

    DESKTOP = "desktop"
    """This program."""
    PAGE = "page"
    """The page in a browser."""


@record("stations")
@dataclass(frozen=True, kw_only=True)
class Station(Record):
    """One note-taker's device.

    Attributes:
        position: order of joining.
        group_id: the group that it writes for; "" while it waits for the facilitator.
        wants: the group whose code it joined with.
        held: the groups that it wrote for before.
        label: what the room calls it ("Table 3, blue laptop"); never a person's name is asked for.
        kind: "desktop" or "page".
        language: of its screen.
        joined_at, revoked_at: moments as ISO text; "" for not.
        compared_at: when the facilitator saw the same four digits on it; "" for not.

    """

    position: float
    group_id: str = ""
    wants: str = ""
    held: tuple[str, ...] = ()
    label: str = ""
    kind: str = StationKind.DESKTOP.value
    language: str = "en"
    joined_at: str = ""
    revoked_at: str = ""
    compared_at: str = ""

    @property
    def writes(self) -> bool:
        """Tell whether it writes for a group now."""
        return bool(self.group_id) and not self.revoked_at


@record("broadcasts")
@dataclass(frozen=True, kw_only=True)
class Broadcast(Record):
    """What the facilitator tells every station: a line, or "". ``at`` is ISO text."""

    id: str = BROADCAST_ID
    text: str = ""
    at: str = ""


class Right(StrEnum):
    """What becomes of an entry for a group, by who wrote it."""

    WRITES = "writes"
    """The station holds the group: it is carried out."""
    LATE = "late"
    """The station held it, waits for it, or was revoked: the facilitator decides."""
    NONE = "none"
    """The station never had to do with this group."""


def right_of(station: Station | None, group_id: str) -> Right:
    """Judge an entry for ``group_id`` from a station that proved itself by its token.

    A station that proves itself and is unknown joined before a restore: nothing of it is refused.
    """
    if station is None:
        return Right.LATE
    if group_id == station.group_id:
        return Right.LATE if station.revoked_at else Right.WRITES
    known = {station.wants, *station.held}
    unplaced = not station.group_id and not station.wants
    return Right.LATE if group_id in known or unplaced else Right.NONE


@verb("station.admit")
@dataclass(frozen=True, kw_only=True)
class AdmitStation(Command):
    """A device joined; where the group has its two, it waits for the facilitator."""

    station_id: str
    group_id: str = ""
    label: str = ""
    kind: str = StationKind.DESKTOP.value
    language: str = "en"


@verb("station.move")
@dataclass(frozen=True, kw_only=True)
class MoveStation(Command):
    """Let a station write for a group, whatever it did before; "" lets it wait."""

    station_id: str
    group_id: str


@verb("station.revoke")
@dataclass(frozen=True, kw_only=True)
class RevokeStation(Command):
    """Let a station write no more, or again; what still comes from it waits for the facilitator."""

    station_id: str
    revoked: bool = True


@verb("station.rename")
@dataclass(frozen=True, kw_only=True)
class RenameStation(Command):
    """Call a station something else."""

    station_id: str
    label: str


@verb("station.compare")
@dataclass(frozen=True, kw_only=True)
class CompareStations(Command):
    """Somebody saw the same four digits on some devices and on the facilitator's screen."""

    station_ids: tuple[str, ...]


@verb("station.tell")
@dataclass(frozen=True, kw_only=True)
class TellStations(Command):
    """Put one line on every station; "" takes it away."""

    text: str = field(metadata=WORDS)


STATION_KINDS = frozenset(
    {
        "cell.set", "need.add", "note.add", "group.help", "group.finished", "group.confirm",
    }
)  # fmt: skip
"""The commands that a station may send, for its own group."""


def is_value_of(field_name: str, value: Any) -> bool:
    """Tell whether a value has the form that a cell's field holds; None empties any field."""
    if value is None:
        return True
    if field_name == "rating":
        return _is_rating(value)
    if field_name == "student_groups":
        return (
            isinstance(value, list)
            and len(value) <= 60
            and all(isinstance(one, str) and len(one) <= 500 for one in value)
        )
    if field_name == "not_scored":
        return isinstance(value, dict) and set(value) == {"words"} and _is_text(value["words"])
    return field_name in ("reason", "evidence", "other_view", "text") and _is_text(value)


def _is_rating(value: Any) -> bool:
    if not isinstance(value, dict):
        return False
    if set(value) == {"cannot_tell"}:
        return value["cannot_tell"] is True
    return (
        set(value) == {"level", "framework"}
        and isinstance(value["level"], str)
        and 0 < len(value["level"]) <= 64
        and type(value["framework"]) is int
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)

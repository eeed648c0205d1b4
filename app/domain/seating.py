"""Seatings: how the room is arranged into groups. A day has several."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.commands import Command, verb
from app.domain.records import Record, record

SCORING = "scoring"
NEXT_STEPS = "next_steps"

SHORT_LABEL = 3
"""Letters up to which a group's label is only a letter or number, and wants the word before it."""


def is_name(label: str) -> bool:
    """Tell whether a group's label is a name of its own ("Group 5", "The owls"), not "A"."""
    return len(label) > SHORT_LABEL


@record("seatings")
@dataclass(frozen=True, kw_only=True)
class Seating(Record):
    """One arrangement of the room; ``purpose`` is "scoring", "next_steps" or free.

    ``weights`` are what the mix is made of, as far as it is not the usual:
    `app.domain.grouping.Weights` by name.
    """

    position: float
    purpose: str
    title: dict[str, str] = field(default_factory=dict)
    locked: bool = False
    weights: dict[str, int] = field(default_factory=dict)


@record("groups")
@dataclass(frozen=True, kw_only=True)
class Group(Record):
    """A table.

    Attributes:
        seating_id: the arrangement it belongs to.
        position: order.
        label: what the room calls it, "A".
        place: where it sits ("Table 3", "Library").
        dimensions: ids of the dimensions it scores, in order.
        data_helper: who supports reading the data, a participant id or "".
        offers: what its place offers to those who need it, values of
            `app.domain.place_needs.PlaceNeed`.

    """

    seating_id: str
    position: float
    label: str
    place: str = ""
    dimensions: tuple[str, ...] = ()
    data_helper: str = ""
    offers: tuple[str, ...] = ()


@record("memberships")
@dataclass(frozen=True, kw_only=True)
class Membership(Record):
    """One seat: ``id`` is ``seating/participant``, so nobody sits twice in one seating."""

    seating_id: str
    group_id: str
    participant_id: str
    locked: bool = False


def membership_id(seating_id: str, participant_id: str) -> str:
    """Return the id of a participant's seat in a seating."""
    return f"{seating_id}/{participant_id}"


@dataclass(frozen=True)
class SeatingPlan:
    """One seating with its groups in order and who sits where."""

    seating: Seating
    groups: tuple[Group, ...]
    memberships: tuple[Membership, ...]

    def members(self, group_id: str) -> tuple[str, ...]:
        """Return the participant ids of a group."""
        return tuple(m.participant_id for m in self.memberships if m.group_id == group_id)

    def group_of(self, participant_id: str) -> str:
        """Return a participant's group id, or "" without a seat."""
        for seat in self.memberships:
            if seat.participant_id == participant_id:
                return seat.group_id
        return ""

    def group(self, group_id: str) -> Group | None:
        """Return one group, or None."""
        return next((g for g in self.groups if g.id == group_id), None)


@verb("seating.add")
@dataclass(frozen=True, kw_only=True)
class AddSeating(Command):
    """Add an arrangement; ``copy_of`` takes over another one's groups without the people."""

    seating_id: str
    purpose: str
    position: float
    title: dict[str, str] = field(default_factory=dict)


@verb("seating.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveSeating(Command):
    """Remove an arrangement with its groups and seats; refused once a group has scored."""

    seating_id: str


@verb("seating.lock")
@dataclass(frozen=True, kw_only=True)
class LockSeating(Command):
    """Lock or unlock an arrangement against automatic changes."""

    seating_id: str
    locked: bool = True


@verb("seating.weigh")
@dataclass(frozen=True, kw_only=True)
class WeighSeating(Command):
    """Say what counts when the program seats people; {} is the usual again."""

    seating_id: str
    weights: dict[str, int] = field(default_factory=dict)


@verb("group.add")
@dataclass(frozen=True, kw_only=True)
class AddGroup(Command):
    """Add a table to a seating."""

    group_id: str
    seating_id: str
    label: str
    position: float
    place: str = ""
    dimensions: tuple[str, ...] = ()


@verb("group.edit")
@dataclass(frozen=True, kw_only=True)
class EditGroup(Command):
    """Change a table's label, place, dimensions, data helper, position or what it offers."""

    group_id: str
    values: dict[str, Any]


@verb("group.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveGroup(Command):
    """Remove a table; its people lose their seat; refused once it has scored."""

    group_id: str


@verb("seat.take")
@dataclass(frozen=True, kw_only=True)
class Seat(Command):
    """Put a participant at a table, moving them from another one of the same seating.

    ``also`` are those who are moved with them: one step, one undo.
    """

    participant_id: str
    group_id: str
    locked: bool = False
    also: tuple[str, ...] = ()


@verb("seat.leave")
@dataclass(frozen=True, kw_only=True)
class Unseat(Command):
    """Take a participant's seat away in one seating, and in the same step those of ``also``."""

    participant_id: str
    seating_id: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupPlan:
    """One table of a whole arrangement."""

    group_id: str
    label: str
    dimensions: tuple[str, ...] = ()
    participant_ids: tuple[str, ...] = ()
    place: str = ""
    data_helper: str = ""
    offers: tuple[str, ...] = ()


@verb("seating.arrange")
@dataclass(frozen=True, kw_only=True)
class ArrangeSeating(Command):
    """Arrange a whole seating at once; groups that are not named go, unless they have scored."""

    seating_id: str
    groups: tuple[GroupPlan, ...]

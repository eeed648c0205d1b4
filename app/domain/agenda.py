"""The agenda: blocks of activities with their minutes."""

from dataclasses import dataclass, field
from typing import Any

from app.domain.commands import Command, verb
from app.domain.records import Record, record

PLANNED_TOTAL_MINUTES = 240
"""The four hours that the total is shown against."""


@record("blocks")
@dataclass(frozen=True, kw_only=True)
class Block(Record):
    """A part of the day, such as "Reflect on Results"; its minutes are its activities' sum.

    ``minutes_source`` is "published" or "app default", from the framework pack.
    """

    position: float
    title: dict[str, str]
    minutes_source: str = ""


@record("activities")
@dataclass(frozen=True, kw_only=True)
class Activity(Record):
    """One line of the rundown.

    Attributes:
        block_id: the block it belongs to.
        position: order within the block.
        minutes: planned minutes, at least 1.
        title, prompt: what the room sees, by language.
        prompt_id: the prompt that notes taken in this activity belong to, or "".
        notes: for the facilitator only, by language.
        scene: what the room screen shows unless overridden.
        mode: "plenary", "groups" (in small groups) or "report_outs" (a turn per group).

    """

    block_id: str
    position: float
    minutes: int
    title: dict[str, str]
    prompt: dict[str, str] = field(default_factory=dict)
    prompt_id: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    scene: str = "clock"
    mode: str = "plenary"


@dataclass(frozen=True)
class Agenda:
    """The whole agenda in order."""

    blocks: tuple[Block, ...]
    activities: tuple[Activity, ...]

    def of_block(self, block_id: str) -> tuple[Activity, ...]:
        """Return a block's activities in order."""
        return tuple(a for a in self.activities if a.block_id == block_id)

    def minutes_of(self, block_id: str) -> int:
        """Return a block's planned minutes."""
        return sum(a.minutes for a in self.of_block(block_id))

    @property
    def total_minutes(self) -> int:
        """Return the whole day's planned minutes."""
        return sum(a.minutes for a in self.activities)

    def activity(self, activity_id: str) -> Activity | None:
        """Return one activity, or None."""
        return next((a for a in self.activities if a.id == activity_id), None)

    def block(self, block_id: str) -> Block | None:
        """Return one block, or None."""
        return next((b for b in self.blocks if b.id == block_id), None)


def in_order(blocks: tuple[Block, ...], activities: tuple[Activity, ...]) -> Agenda:
    """Return the agenda sorted by block, then activity; an empty block stays in ``blocks``."""
    ordered = tuple(sorted(blocks, key=lambda b: (b.position, b.id)))
    rank = {block.id: number for number, block in enumerate(ordered)}
    lines = sorted(
        (a for a in activities if a.block_id in rank),
        key=lambda a: (rank[a.block_id], a.position, a.id),
    )
    return Agenda(ordered, tuple(lines))


@verb("agenda.block.add")
@dataclass(frozen=True, kw_only=True)
class AddBlock(Command):
    """Add a block at ``position`` (a number between its neighbours')."""

    block_id: str
    title: dict[str, str]
    position: float


@verb("agenda.block.edit")
@dataclass(frozen=True, kw_only=True)
class EditBlock(Command):
    """Change a block's title or position."""

    block_id: str
    values: dict[str, Any]


@verb("agenda.block.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveBlock(Command):
    """Remove a block with its activities."""

    block_id: str


@verb("agenda.activity.add")
@dataclass(frozen=True, kw_only=True)
class AddActivity(Command):
    """Add an activity; values as in :class:`Activity`."""

    activity_id: str
    block_id: str
    values: dict[str, Any]


@verb("agenda.activity.edit")
@dataclass(frozen=True, kw_only=True)
class EditActivity(Command):
    """Change an activity: any of its values, block and position included."""

    activity_id: str
    values: dict[str, Any]


@verb("agenda.activity.remove")
@dataclass(frozen=True, kw_only=True)
class RemoveActivity(Command):
    """Remove an activity."""

    activity_id: str


@verb("agenda.activity.split")
@dataclass(frozen=True, kw_only=True)
class SplitActivity(Command):
    """Split an activity in two: the first keeps ``first_minutes``, the second gets the rest."""

    activity_id: str
    second_id: str
    first_minutes: int

"""Where blocks and activities go: pure, from the agenda to the commands that move them."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.domain.agenda import Activity, Agenda, Block, EditActivity, EditBlock
from app.domain.commands import Command
from app.ui.prepare.places import between, crowded


@dataclass(frozen=True)
class Place:
    """A place in the agenda: before the ``index``-th of a block's other activities."""

    block_id: str
    index: int


def place_of(agenda: Agenda, activity: Activity) -> Place:
    """Return where an activity is."""
    ids = [each.id for each in agenda.of_block(activity.block_id)]
    return Place(activity.block_id, ids.index(activity.id))


def a_step(agenda: Agenda, activity: Activity, steps: int) -> Place | None:
    """Return the place one line up (-1) or down (1), into the next block at a block's edge."""
    here = place_of(agenda, activity)
    index = here.index + steps
    if 0 <= index < len(agenda.of_block(here.block_id)):
        return Place(here.block_id, index)
    blocks = [block.id for block in agenda.blocks]
    neighbour = blocks.index(here.block_id) + steps
    if not 0 <= neighbour < len(blocks):
        return None
    rest = agenda.of_block(blocks[neighbour])
    return Place(blocks[neighbour], len(rest) if steps < 0 else 0)


def move_activity(agenda: Agenda, activity: Activity, place: Place) -> list[Command]:
    """Return what moves an activity; all of a block are numbered anew where it got crowded."""
    others = [each for each in agenda.of_block(place.block_id) if each.id != activity.id]
    index = max(0, min(place.index, len(others)))
    if place_of(agenda, activity) == Place(place.block_id, index):
        return []
    positions = [each.position for each in others]
    if not crowded(positions, index):
        values = {"position": between(positions, index), "block_id": place.block_id}
        return [EditActivity(activity_id=activity.id, values=values)]
    order = [*others[:index], activity, *others[index:]]
    return [
        EditActivity(
            activity_id=each.id, values={"position": float(number), "block_id": place.block_id}
        )
        for number, each in enumerate(order, 1)
    ]


def move_block(agenda: Agenda, block: Block, index: int) -> list[Command]:
    """Return what puts a block before the ``index``-th of the other blocks."""
    others = [each for each in agenda.blocks if each.id != block.id]
    index = max(0, min(index, len(others)))
    if [each.id for each in agenda.blocks].index(block.id) == index:
        return []
    positions = [each.position for each in others]
    if not crowded(positions, index):
        return [EditBlock(block_id=block.id, values={"position": between(positions, index)})]
    order = [*others[:index], block, *others[index:]]
    return [
        EditBlock(block_id=each.id, values={"position": float(number)})
        for number, each in enumerate(order, 1)
    ]


def next_position(lines: Sequence[Activity | Block], after_id: str) -> float:
    """Return a position right after ``after_id``, or at the end."""
    ids = [line.id for line in lines]
    index = ids.index(after_id) + 1 if after_id in ids else len(ids)
    return between([line.position for line in lines], index)

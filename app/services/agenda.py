"""The agenda: blocks and activities."""

from dataclasses import replace

from app.domain.agenda import (
    Activity,
    AddActivity,
    AddBlock,
    Block,
    EditActivity,
    EditBlock,
    RemoveActivity,
    RemoveBlock,
    SplitActivity,
)
from app.domain.errors import InvalidChangeError
from app.i18n import _
from app.services.registry import handles
from app.services.values import with_values
from app.storage.database import Transaction


@handles(AddBlock)
def add_block(tx: Transaction, command: AddBlock) -> None:
    """Add a block."""
    tx.put(Block(id=command.block_id, position=command.position, title=command.title))


@handles(EditBlock)
def edit_block(tx: Transaction, command: EditBlock) -> None:
    """Change a block's title or place."""
    tx.put(
        with_values(
            tx.get(Block, command.block_id), command.values, frozenset({"title", "position"})
        )
    )


@handles(RemoveBlock)
def remove_block(tx: Transaction, command: RemoveBlock) -> None:
    """Remove a block with its activities."""
    for activity in tx.all(Activity, block_id=command.block_id):
        tx.remove(Activity, activity.id)
    tx.remove(Block, command.block_id)


@handles(AddActivity)
def add_activity(tx: Transaction, command: AddActivity) -> None:
    """Add an activity."""
    blank = Activity(
        id=command.activity_id, block_id=command.block_id, position=0.0, minutes=5, title={}
    )
    tx.put(_checked(with_values(blank, command.values)))


@handles(EditActivity)
def edit_activity(tx: Transaction, command: EditActivity) -> None:
    """Change an activity."""
    tx.put(_checked(with_values(tx.get(Activity, command.activity_id), command.values)))


def _checked(activity: Activity) -> Activity:
    if not 1 <= activity.minutes <= 24 * 60:
        raise InvalidChangeError(
            _("An activity lasts at least one minute."),
            remedy=_("Give it minutes, or remove it."),
        )
    return activity


@handles(RemoveActivity)
def remove_activity(tx: Transaction, command: RemoveActivity) -> None:
    """Remove an activity."""
    tx.remove(Activity, command.activity_id)


@handles(SplitActivity)
def split_activity(tx: Transaction, command: SplitActivity) -> None:
    """Split an activity in two, one after the other."""
    first = tx.get(Activity, command.activity_id)
    after = [a.position for a in tx.all(Activity, block_id=first.block_id)]
    following = min((p for p in after if p > first.position), default=first.position + 2)
    tx.put(_checked(replace(first, minutes=command.first_minutes)))
    tx.put(
        _checked(
            replace(
                first, id=command.second_id, minutes=first.minutes - command.first_minutes,
                position=(first.position + following) / 2,
            )
        )
    )  # fmt: skip

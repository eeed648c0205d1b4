"""Seatings, groups and seats."""

from dataclasses import replace

from app.domain.cells import CellEntry
from app.domain.errors import InvalidChangeError, NotAllowedError
from app.domain.grouping import Weights
from app.domain.place_needs import PlaceNeed
from app.domain.seating import (
    AddGroup,
    AddSeating,
    ArrangeSeating,
    EditGroup,
    Group,
    GroupPlan,
    LockSeating,
    Membership,
    RemoveGroup,
    RemoveSeating,
    Seat,
    Seating,
    Unseat,
    WeighSeating,
    is_name,
)
from app.i18n import _
from app.services.registry import handles
from app.services.seats import leave_seat, take_seat
from app.services.values import with_values
from app.storage.database import Transaction


@handles(AddSeating)
def add_seating(tx: Transaction, command: AddSeating) -> None:
    """Add an arrangement."""
    tx.put(
        Seating(
            id=command.seating_id, position=command.position, purpose=command.purpose,
            title=command.title,
        )
    )  # fmt: skip


@handles(RemoveSeating)
def remove_seating(tx: Transaction, command: RemoveSeating) -> None:
    """Remove an arrangement with its tables and seats."""
    for group in tx.all(Group, seating_id=command.seating_id):
        _drop_group(tx, group)
    tx.remove(Seating, command.seating_id)


@handles(LockSeating)
def lock_seating(tx: Transaction, command: LockSeating) -> None:
    """Lock or unlock an arrangement."""
    tx.put(replace(tx.get(Seating, command.seating_id), locked=command.locked))


@handles(WeighSeating)
def weigh_seating(tx: Transaction, command: WeighSeating) -> None:
    """Keep what counts in a seating; only what is not the usual is kept.

    Raises:
        InvalidChangeError: for a weight that is none.

    """
    try:
        weights = Weights.of(command.weights)
    except ValueError as error:
        raise InvalidChangeError(_("These weights do not fit here.")) from error
    tx.put(replace(tx.get(Seating, command.seating_id), weights=weights.named))


@handles(AddGroup)
def add_group(tx: Transaction, command: AddGroup) -> None:
    """Add a table."""
    tx.put(
        Group(
            id=command.group_id, seating_id=command.seating_id, position=command.position,
            label=command.label, place=command.place, dimensions=command.dimensions,
        )
    )  # fmt: skip


@handles(EditGroup)
def edit_group(tx: Transaction, command: EditGroup) -> None:
    """Change a table.

    Raises:
        InvalidChangeError: for a value that does not fit, or a place that offers what is unknown.

    """
    group = with_values(
        tx.get(Group, command.group_id),
        command.values,
        frozenset({"label", "place", "dimensions", "data_helper", "position", "offers"}),
    )
    if not set(group.offers) <= set(PlaceNeed):
        raise InvalidChangeError(_("A table cannot offer that."))
    tx.put(group)


@handles(RemoveGroup)
def remove_group(tx: Transaction, command: RemoveGroup) -> None:
    """Remove a table; its people lose their seat."""
    _drop_group(tx, tx.get(Group, command.group_id))


def _drop_group(tx: Transaction, group: Group) -> None:
    """Remove a table.

    Raises:
        NotAllowedError: where it has answers, so that nothing said is ever lost.

    """
    if tx.all(CellEntry, group_id=group.id):
        label = group.label
        title = label if is_name(label) else _("Group {label}").format(label=label)
        raise NotAllowedError(
            _("{group} has answers already.").format(group=title),
            safe=_("Nothing was changed."),
            remedy=_("Keep the group, or give it no people."),
        )
    for seat in tx.all(Membership, group_id=group.id):
        tx.remove(Membership, seat.id)
    tx.remove(Group, group.id)


@handles(Seat)
def seat(tx: Transaction, command: Seat) -> None:
    """Put participants at a table."""
    for participant_id in (command.participant_id, *command.also):
        take_seat(tx, participant_id, command.group_id, locked=command.locked)


@handles(Unseat)
def unseat(tx: Transaction, command: Unseat) -> None:
    """Take participants' seats away."""
    for participant_id in (command.participant_id, *command.also):
        leave_seat(tx, participant_id, command.seating_id)


@handles(ArrangeSeating)
def arrange(tx: Transaction, command: ArrangeSeating) -> None:
    """Arrange a whole seating: tables are made or changed, seats follow, locks stay."""
    tx.get(Seating, command.seating_id)
    planned = {plan.group_id for plan in command.groups}
    locked = set()
    for place in tx.all(Membership, seating_id=command.seating_id):
        if place.locked:
            locked.add((place.participant_id, place.group_id))
        tx.remove(Membership, place.id)
    for group in tx.all(Group, seating_id=command.seating_id):
        if group.id not in planned and not tx.all(CellEntry, group_id=group.id):
            tx.remove(Group, group.id)
    for place_number, plan in enumerate(command.groups, 1):
        _put_plan(tx, command.seating_id, float(place_number), plan, locked)


def _put_plan(
    tx: Transaction,
    seating_id: str,
    position: float,
    plan: GroupPlan,
    locked: set[tuple[str, str]],
) -> None:
    tx.put(
        Group(
            id=plan.group_id, seating_id=seating_id, position=position, label=plan.label,
            place=plan.place, dimensions=plan.dimensions, data_helper=plan.data_helper,
            offers=plan.offers,
        )
    )  # fmt: skip
    for participant_id in plan.participant_ids:
        stays = (participant_id, plan.group_id) in locked
        take_seat(tx, participant_id, plan.group_id, locked=stays)

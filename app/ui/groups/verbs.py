"""What people do with a seating, as commands."""

from collections.abc import Sequence

from app.domain.ids import new_id
from app.domain.seating import (
    AddGroup,
    AddSeating,
    ArrangeSeating,
    EditGroup,
    LockSeating,
    RemoveGroup,
    RemoveSeating,
    Seat,
    SeatingPlan,
    Unseat,
    WeighSeating,
)
from app.i18n import _
from app.ui.desk import Desk
from app.ui.groups.reading import next_label

COMMANDS = (
    AddGroup, AddSeating, ArrangeSeating, EditGroup, LockSeating, RemoveGroup, RemoveSeating, Seat,
    Unseat, WeighSeating,
)  # fmt: skip
"""Every command that comes from the groups page."""


class SeatingVerbs:
    """Submits the commands of the groups page."""

    def __init__(self, desk: Desk) -> None:
        """Submit through ``desk``."""
        self._desk = desk

    def move(self, plan: SeatingPlan, ids: Sequence[str], group_id: str) -> None:
        """Seat people at a group; "" takes their seats away."""
        moving = [one for one in ids if plan.group_of(one) != group_id]
        if not moving:
            return
        first, also = moving[0], tuple(moving[1:])
        if group_id:
            self._desk.submit(Seat(participant_id=first, group_id=group_id, also=also))
        else:
            seating = plan.seating.id
            self._desk.submit(Unseat(participant_id=first, seating_id=seating, also=also))

    def keep_or_free(self, plan: SeatingPlan, ids: Sequence[str]) -> None:
        """Keep people at their table, or let them go where all of them are kept."""
        locks = {m.participant_id for m in plan.memberships if m.locked}
        lock = not all(participant_id in locks for participant_id in ids)
        for group in plan.groups:
            here = [one for one in ids if plan.group_of(one) == group.id]
            if here:
                first, also = here[0], tuple(here[1:])
                seat = Seat(participant_id=first, group_id=group.id, locked=lock, also=also)
                self._desk.submit(seat)

    def help_or_not(self, plan: SeatingPlan, participant_id: str) -> None:
        """Make somebody the data helper of their table, or no longer."""
        group = plan.group(plan.group_of(participant_id))
        if group is not None:
            helper = "" if group.data_helper == participant_id else participant_id
            self.edit(group.id, {"data_helper": helper})

    def edit(self, group_id: str, values: dict[str, object]) -> None:
        """Change a table."""
        self._desk.submit(EditGroup(group_id=group_id, values=dict(values)))

    def add_group(self, plan: SeatingPlan) -> None:
        """Add a table with the next free letter."""
        last = max((group.position for group in plan.groups), default=0.0)
        label = next_label([group.label for group in plan.groups])
        self._desk.submit(
            AddGroup(
                group_id=new_id(), seating_id=plan.seating.id, label=label, position=last + 1.0
            )
        )

    def remove_group(self, group_id: str) -> None:
        """Remove a table; refused once it has answers."""
        self._desk.submit(RemoveGroup(group_id=group_id))

    def add_seating(self) -> str:
        """Add one more seating; return its id."""
        plans = self._desk.snapshot.seatings
        title = {self._desk.language: _("Seating {n}").format(n=len(plans) + 1)}
        position = max((p.seating.position for p in plans), default=0.0) + 1.0
        seating_id = new_id()
        self._desk.submit(
            AddSeating(seating_id=seating_id, purpose="free", position=position, title=title)
        )
        return seating_id

    def remove_seating(self, plan: SeatingPlan) -> None:
        """Remove a seating with its tables; refused once a table has answers."""
        self._desk.submit(RemoveSeating(seating_id=plan.seating.id))

    def weigh(self, plan: SeatingPlan, weights: dict[str, int]) -> None:
        """Keep what counts when the program seats people; {} is the usual."""
        self._desk.submit(WeighSeating(seating_id=plan.seating.id, weights=weights))

    def lock(self, plan: SeatingPlan, locked: bool) -> None:
        """Lock or unlock a seating against automatic changes."""
        self._desk.submit(LockSeating(seating_id=plan.seating.id, locked=locked))

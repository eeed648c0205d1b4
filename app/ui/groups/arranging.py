"""Automatic seatings: which service arranges which seating."""

from collections.abc import Sequence
from string import ascii_uppercase

from app.domain.arranging import second_arrangement
from app.domain.errors import InvalidChangeError
from app.domain.seating import NEXT_STEPS, SCORING, ArrangeSeating
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.services import grouping


def arrange_seating(
    snapshot: Snapshot, seating_id: str, *, groups: int, seed: int
) -> ArrangeSeating:
    """Return the command that arranges one seating with so many groups.

    Tables that score are mixed and cover the dimensions; every other seating brings people
    together who did not score together.

    Raises:
        InvalidChangeError: without people, or for a seating that is locked or gone.

    """
    plan = next((p for p in snapshot.seatings if p.seating.id == seating_id), None)
    if plan is None:
        raise InvalidChangeError(_("This seating is gone."), remedy=_("Choose another one."))
    if plan.seating.purpose == SCORING:
        return grouping.arrange(snapshot, tables=groups, seed=seed)
    if plan.seating.purpose == NEXT_STEPS:
        return grouping.arrange_next_steps(snapshot, tables=groups, seed=seed)
    if plan.seating.locked:
        raise InvalidChangeError(
            _("This seating is locked."), safe=_("Nobody was moved."), remedy=_("Unlock it first.")
        )
    first = snapshot.seating(SCORING)
    met = {seat.participant_id: seat.group_id for seat in first.memberships} if first else {}
    problem = grouping.problem_of(snapshot, plan, tables=groups, cover_dimensions=False, seed=seed)
    return grouping.command_of(plan, problem, second_arrangement(problem, met))


def next_label(taken: Sequence[str]) -> str:
    """Return the first letter (then pair of letters) that no group has."""
    names = [*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)]
    return next(name for name in names if name not in taken)

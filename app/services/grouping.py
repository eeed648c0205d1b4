"""Automatic seating of a workshop: a snapshot in, a task out, and from its answer a command."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.data.languages import needed_languages
from app.domain.arranging import keep_seats, meet_anew, simple_arranger, suggest_seat
from app.domain.errors import InvalidChangeError
from app.domain.grouping import (
    Arrangement,
    Arranger,
    GroupingProblem,
    Seatable,
    TableWanted,
    Weights,
    tables_for,
)
from app.domain.ids import new_id
from app.domain.people import Arrival, Person
from app.domain.place_needs import place_needs
from app.domain.seating import (
    NEXT_STEPS,
    SCORING,
    ArrangeSeating,
    Group,
    GroupPlan,
    SeatingPlan,
)
from app.domain.snapshot import Snapshot
from app.i18n import _

_LONGEST_PART = 40
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@dataclass(frozen=True)
class SeatingTask:
    """Who is to sit where in which seating, ready for any arranger, at once or later."""

    plan: SeatingPlan
    problem: GroupingProblem

    def command(self, found: Arrangement) -> ArrangeSeating:
        """Return the command for an arrangement of the problem."""
        return command_of(self.plan, self.problem, found)

    def asks_the_same(self, other: "SeatingTask") -> bool:
        """Tell whether an arrangement of the other one's problem is one of this one's."""
        return self.plan == other.plan and self._question == other._question

    @property
    def _question(self) -> GroupingProblem:
        """Return the problem; a table that is still to be made has another id each time."""
        known = {group.id for group in self.plan.groups}
        tables = (t if t.id in known else replace(t, id="") for t in self.problem.tables)
        return replace(self.problem, tables=tuple(tables))


def wanted_tables(snapshot: Snapshot) -> int:
    """Return a good number of tables for those who are expected or here."""
    return tables_for(len(coming(snapshot)), len(snapshot.framework.dimensions))


def problem_of(
    snapshot: Snapshot,
    plan: SeatingPlan,
    *,
    tables: int | None = None,
    cover_dimensions: bool = True,
    only_here: bool = False,
    seed: int = 1,
) -> GroupingProblem:
    """Return who is to sit where in a seating.

    Args:
        snapshot: the workshop.
        plan: the seating; its groups come first, its locked seats stay.
        tables: how many tables; None keeps the groups there are, or picks a good number.
        cover_dimensions: share the dimensions out anew; a group with answers keeps its own.
        only_here: only those who have arrived.
        seed: the same seed gives the same arrangement.

    """
    scored = {entry.group_id for entry in snapshot.cells}
    count = tables or len(plan.groups) or wanted_tables(snapshot)
    locked = {seat.participant_id: seat.group_id for seat in plan.memberships if seat.locked}
    kept = _kept_groups(plan, count, scored, held=set(locked.values()))
    wanted = [
        TableWanted(
            id=group.id, dimensions=group.dimensions, fixed=group.id in scored,
            offers=group.offers,
        )
        for group in kept
    ]  # fmt: skip
    wanted += _new_tables(snapshot, plan, kept, count - len(wanted))
    helpers = {group.data_helper for group in plan.groups}
    people = tuple(
        replace(seatable, rooted=seatable.rooted or seatable.id in helpers)
        for seatable in (
            _seatable(person, locked.get(person.id, ""))
            for person in coming(snapshot, only_here=only_here)
        )
    )
    dimensions = tuple(dimension.id for dimension in snapshot.framework.dimensions)
    return GroupingProblem(
        people=people,
        tables=tuple(wanted),
        dimensions=dimensions if cover_dimensions else (),
        seated={seat.participant_id: seat.group_id for seat in plan.memberships},
        seed=seed,
        weights=Weights.of(plan.seating.weights),
    )


def task_for(
    snapshot: Snapshot,
    seating_id: str,
    *,
    tables: int | None = None,
    only_here: bool = False,
    seed: int = 1,
) -> SeatingTask:
    """Return the task to seat everybody anew.

    Tables that score are mixed and cover the dimensions; every other seating brings people
    together who did not score together.

    Raises:
        InvalidChangeError: without people, or for a seating that is locked or gone.

    """
    plan = _plan(snapshot, seating_id)
    first = snapshot.seating(SCORING)
    scores = plan.seating.purpose == SCORING
    count = tables or len(plan.groups) or (len(first.groups) if first and not scores else None)
    problem = problem_of(
        snapshot, plan, tables=count or None, cover_dimensions=scores, only_here=only_here,
        seed=seed,
    )  # fmt: skip
    if not scores:
        seats = first.memberships if first else ()
        problem = meet_anew(problem, {seat.participant_id: seat.group_id for seat in seats})
    return SeatingTask(plan, problem)


def task_again(
    snapshot: Snapshot,
    seating_id: str = SCORING,
    *,
    only_here: bool = True,
) -> SeatingTask:
    """Return the task to seat those who are here again, moving as few as possible.

    Raises:
        InvalidChangeError: without people, or for a seating that is locked or gone.

    """
    plan = _plan(snapshot, seating_id)
    problem = problem_of(snapshot, plan, cover_dimensions=False, only_here=only_here)
    return SeatingTask(plan, keep_seats(problem))


def arrange(
    snapshot: Snapshot,
    *,
    tables: int | None = None,
    seed: int = 1,
    arranger: Arranger = simple_arranger,
) -> ArrangeSeating:
    """Return the command that seats everybody at the tables that score.

    Raises:
        InvalidChangeError: without people, or for a locked arrangement.

    """
    task = task_for(snapshot, SCORING, tables=tables, seed=seed)
    return task.command(arranger(task.problem))


def arrange_again(
    snapshot: Snapshot, *, only_here: bool = True, arranger: Arranger = simple_arranger
) -> ArrangeSeating:
    """Return the command that seats those who are here again, moving as few as possible.

    Raises:
        InvalidChangeError: without people, or for a locked arrangement.

    """
    task = task_again(snapshot, only_here=only_here)
    return task.command(arranger(task.problem))


def arrange_next_steps(
    snapshot: Snapshot,
    *,
    tables: int | None = None,
    only_here: bool = False,
    seed: int = 1,
    arranger: Arranger = simple_arranger,
) -> ArrangeSeating:
    """Return the command that seats people for Next Steps, among new voices.

    Raises:
        InvalidChangeError: without people, without that seating, or where it is locked.

    """
    task = task_for(snapshot, NEXT_STEPS, tables=tables, only_here=only_here, seed=seed)
    return task.command(arranger(task.problem))


def seat_for_walk_in(
    snapshot: Snapshot, person: Person, *, purpose: str = SCORING
) -> tuple[Group, ...]:
    """Return the tables for somebody who just came in, the best first.

    ``person`` need not be in the snapshot yet.
    """
    plan = snapshot.seating(purpose)
    if plan is None or not plan.groups:
        return ()
    problem = problem_of(snapshot, plan, cover_dimensions=False)
    groups = {group.id: group for group in plan.groups}
    ranked = suggest_seat(problem, _seatable(person, ""))
    return tuple(groups[table] for table in ranked if table in groups)


def command_of(plan: SeatingPlan, problem: GroupingProblem, found: Arrangement) -> ArrangeSeating:
    """Return the command for an arrangement, labels and places of the groups kept."""
    known = {group.id: group for group in plan.groups}
    labels = _labels([known[t.id].label if t.id in known else "" for t in problem.tables])
    seated = _with_absent(plan, found.seats, {table.id for table in problem.tables})
    groups = []
    for table, label in zip(problem.tables, labels, strict=True):
        group = known.get(table.id)
        groups.append(
            GroupPlan(
                group_id=table.id,
                label=label,
                dimensions=found.dimensions[table.id],
                participant_ids=tuple(p for p, where in seated.items() if where == table.id),
                place=group.place if group else "",
                data_helper=group.data_helper if group else "",
                offers=table.offers,
            )
        )
    return ArrangeSeating(seating_id=plan.seating.id, groups=tuple(groups))


def _plan(snapshot: Snapshot, seating_id: str) -> SeatingPlan:
    plan = next((p for p in snapshot.seatings if p.seating.id == seating_id), None)
    plan = plan or snapshot.seating(seating_id)  # the two that each day has, by their purpose
    if plan is None:
        raise InvalidChangeError(_("There is no such seating yet."), remedy=_("Add it first."))
    if plan.seating.locked:
        raise InvalidChangeError(
            _("This seating is locked."),
            safe=_("Nobody was moved."),
            remedy=_("Unlock it first, or move people by hand."),
        )
    if not coming(snapshot):
        raise InvalidChangeError(
            _("There is nobody to seat yet."), remedy=_("Add or import people first.")
        )
    return plan


def coming(snapshot: Snapshot, *, only_here: bool = False) -> tuple[Person, ...]:
    """Return who is expected or here, or only who is here."""
    wanted = {Arrival.HERE} if only_here else {Arrival.HERE, Arrival.EXPECTED}
    return tuple(p for p in snapshot.people if p.participant.arrival in wanted)


def _kept_groups(
    plan: SeatingPlan, count: int, scored: set[str], held: set[str]
) -> tuple[Group, ...]:
    """Return the groups that stay, in their order.

    Those with answers stay in any case, then those that somebody is kept at, then the first ones.
    """
    ranked = sorted(plan.groups, key=lambda group: (group.id not in scored, group.id not in held))
    kept = {group.id for group in ranked[:count]} | scored
    return tuple(group for group in plan.groups if group.id in kept)


def _new_tables(
    snapshot: Snapshot, plan: SeatingPlan, kept: Sequence[Group], count: int
) -> list[TableWanted]:
    """Return tables to be made; a later seating's stand where the first one's of that name do."""
    labels = _labels([*(group.label for group in kept), *[""] * count])[len(kept) :]
    before = _same_tables(snapshot, plan)
    return [
        TableWanted(id=new_id(), offers=before[label].offers if label in before else ())
        for label in labels
    ]


def _same_tables(snapshot: Snapshot, plan: SeatingPlan) -> dict[str, Group]:
    """Return the tables of the first seating by name, for a seating that comes after it."""
    first = snapshot.seating(SCORING)
    is_later = first is not None and first.seating.id != plan.seating.id
    return {group.label: group for group in first.groups} if first and is_later else {}


def _seatable(person: Person, locked_table: str) -> Seatable:
    identity = person.identity
    if identity is None:
        return Seatable(
            id=person.id, role=person.role, interests=person.participant.interests,
            locked_table=locked_table,
        )  # fmt: skip
    return Seatable(
        id=person.id,
        role=person.role,
        affiliation=identity.affiliation.casefold().strip(),
        interests=person.participant.interests,
        needs_languages=needed_languages(identity.language_needs, identity.access_needs),
        interprets=identity.interprets,
        needs_place=place_needs(identity.access_needs),
        apart=frozenset(identity.keep_apart),
        together=frozenset(identity.keep_together),
        leads=frozenset(identity.supervisor_of),
        perspectives=_parts(identity.perspectives),
        rooted=bool(identity.access_needs),
        locked_table=locked_table,
    )


def _parts(perspectives: str) -> tuple[str, ...]:
    """Return what somebody brings in parts that can be compared: short ones, as they list them."""
    parts = (" ".join(part.casefold().split()) for part in re.split(r"[,;/\n]", perspectives))
    return tuple(dict.fromkeys(part for part in parts if 0 < len(part) <= _LONGEST_PART))


def _labels(known: list[str]) -> list[str]:
    """Return a label for each table, letters that are free for the new ones."""
    taken = {label for label in known if label}
    names = [*_LETTERS, *(f"{one}{other}" for one in _LETTERS for other in _LETTERS)]
    fresh = iter(name for name in names if name not in taken)
    return [label or next(fresh) for label in known]


def _with_absent(plan: SeatingPlan, seats: Mapping[str, str], tables: set[str]) -> dict[str, str]:
    """Return seats, those who were not arranged (absent, still expected) where they were."""
    before = {
        seat.participant_id: seat.group_id
        for seat in plan.memberships
        if seat.participant_id not in seats and seat.group_id in tables
    }
    return {**before, **seats}

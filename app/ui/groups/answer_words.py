"""What the search for a seating says, in words, and why somebody sits where they sit."""

from collections.abc import Mapping
from dataclasses import replace

from app.domain import seat_preview
from app.domain.arranging import meet_anew
from app.domain.grouping import Arrangement, Goal, GroupingProblem
from app.domain.people import Person
from app.domain.seat_preview import Effect
from app.domain.seat_quality import broken_rules, unmet_interests, value
from app.domain.seat_reasons import verdict
from app.domain.seat_words import Name, goal_name, reached_words, unmet_words, why_here
from app.domain.seating import SCORING, SeatingPlan
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _
from app.services import grouping
from app.services.seat_search import Progress
from app.ui.group_words import group_inside
from app.ui.people.wording import name_of

_AS_PEOPLE = (Goal.INTERESTS, Goal.MOVES)


def progress(now: Progress) -> str:
    """Return what is worked on, how far off the best so far is, and how near it could come."""
    words = _("{goal}: {best} off so far, {least} off at best")
    return words.format(goal=goal_name(now.goal), best=now.best, least=max(0, now.least))


def is_still(plan: SeatingPlan, found: Arrangement) -> bool:
    """Tell whether people sit as they were seated, and groups work on what they were given."""
    seats = {seat.participant_id: seat.group_id for seat in plan.memberships}
    given = {group.id: group.dimensions for group in plan.groups}
    return given == found.dimensions and all(
        seats.get(person) == table for person, table in found.seats.items()
    )


def is_still_asked(
    snapshot: Snapshot, plan: SeatingPlan, problem: GroupingProblem, *, only_here: bool
) -> bool:
    """Tell whether what was proven about a problem holds for the people and groups there are now.

    It does whoever is kept at the table where they were seated, and whoever should move last; not
    where somebody is free to move who was kept.
    """
    now = grouping.problem_of(snapshot, plan, only_here=only_here)
    if problem.met:
        now = meet_anew(now, _met(snapshot))
    if problem.dimensions and problem.dimensions != now.dimensions:
        return False
    return _question(now) == _question(problem) and _kept(problem) <= _kept(now)


def _kept(problem: GroupingProblem) -> set[tuple[str, str]]:
    """Return who is kept at which table, of those that there are."""
    tables = {table.id for table in problem.tables}
    kept = {(each.id, each.locked_table) for each in problem.people}
    return {(one, table) for one, table in kept if table in tables}


def _question(problem: GroupingProblem) -> object:
    people = {replace(each, locked_table="", rooted=False) for each in problem.people}
    offers = {table.id: set(table.offers) for table in problem.tables}
    return people, offers, problem.met, problem.weights


def reached(problem: GroupingProblem, found: Arrangement) -> str:
    """Return what an arrangement reaches, and what is proven about it."""
    parts = []
    if problem.move_cost:
        moves = value(problem, Goal.MOVES, found.seats, found.dimensions)
        parts.append(_("Moved: {n}.").format(n=moves))
    dimensions = {d for table in found.dimensions.values() for d in table}
    named = [p for p in problem.people if dimensions & set(p.interests)]
    if named:
        met = len(named) - len(unmet_interests(problem, found.seats, found.dimensions))
        words = _("{n} of {all} work on something they asked for.")
        parts.append(words.format(n=met, all=len(named)))
    if found.reached and all(one.proven for one in found.reached):
        parts.append(_("Proven: there is no better seating by what counts."))
    elif found.reached:
        parts.append(" · ".join(reached_words(one) for one in found.reached))
    return " ".join(parts)


def unmet(snapshot: Snapshot, plan: SeatingPlan, found: Arrangement | None = None) -> list[str]:
    """Return what the seating as it stands does not keep, and why.

    ``found`` is what a search made of it, where one did: it knows whether more can be kept.
    """
    seats = _seats(snapshot, plan)
    if not seats:
        return []
    problem = _problem(snapshot, plan)
    words = unmet_words(problem, seats, *_names(snapshot, plan))
    if found is not None and is_still(plan, found) and broken_rules(problem, seats):
        words.append(verdict(next((r for r in found.reached if r.goal is Goal.RULES), None)))
    return words


def effects(snapshot: Snapshot, plan: SeatingPlan, moves: Mapping[str, str]) -> list[Effect]:
    """Return what it would do that people go to these groups; "" is no table."""
    dimensions = {group.id: group.dimensions for group in plan.groups}
    coming = {person.id for person in grouping.coming(snapshot)}
    moves = {person: group for person, group in moves.items() if person in coming}
    return seat_preview.effects(
        _problem(snapshot, plan), _seats(snapshot, plan), dimensions, moves,
        *_names(snapshot, plan),
    )  # fmt: skip


def _names(snapshot: Snapshot, plan: SeatingPlan) -> tuple[Name, Name]:
    """Return what people are called, and what tables are."""

    def person(person_id: str) -> str:
        found = snapshot.person(person_id)
        return name_of(found) if found else "–"

    def table(group_id: str) -> str:
        group = plan.group(group_id)
        return group_inside(group.label) if group else "–"

    return person, table


def _problem(snapshot: Snapshot, plan: SeatingPlan) -> GroupingProblem:
    """Return who is to sit where, a later seating's among people they did not score with."""
    problem = grouping.problem_of(snapshot, plan, cover_dimensions=_scores(plan))
    if _scores(plan):
        return problem
    return meet_anew(problem, _met(snapshot))


def _met(snapshot: Snapshot) -> dict[str, str]:
    """Return where people sit when they score."""
    first = snapshot.seating(SCORING)
    return {m.participant_id: m.group_id for m in first.memberships} if first else {}


def why(snapshot: Snapshot, plan: SeatingPlan, person: Person, language: str) -> str:
    """Return why somebody sits where they sit; "" without a seat."""
    seats = _seats(snapshot, plan)
    if person.id not in seats:
        return ""
    names = {
        d.id: f"{d.number} {say(d.short_name, language)}" for d in snapshot.framework.dimensions
    }
    dimensions = {group.id: group.dimensions for group in plan.groups}
    reasons = why_here(_problem(snapshot, plan), seats, dimensions, person.id, names)
    return _("Why here: {reasons}").format(reasons=" ".join(reasons)) if reasons else ""


def _scores(plan: SeatingPlan) -> bool:
    return plan.seating.purpose == SCORING


def _seats(snapshot: Snapshot, plan: SeatingPlan) -> dict[str, str]:
    """Return who sits where of those who may come."""
    coming = {person.id for person in grouping.coming(snapshot)}
    return {m.participant_id: m.group_id for m in plan.memberships if m.participant_id in coming}

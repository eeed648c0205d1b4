"""How good a seating is: a count for every goal of what is not as wished.

The solver's own formulas say the same in another way; that both agree is tested.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.grouping import Goal, GroupingProblem, Seatable
from app.domain.people import Role

People = tuple[str, ...]


class Rule(StrEnum):
    """A rule that every arrangement keeps if there is a way."""

    PLACE = "place"
    """Somebody needs something of the place that their table does not offer, and another does."""
    APART = "apart"
    """Private: whom it is about is never told."""
    SUPERVISOR = "supervisor"
    INTERPRETER = "interpreter"
    TOGETHER = "together"


PRICES = {
    Rule.PLACE: 25,
    Rule.APART: 20,
    Rule.SUPERVISOR: 20,
    Rule.INTERPRETER: 8,
    Rule.TOGETHER: 3,
}
"""What breaking a rule counts where not all can be kept."""


@dataclass(frozen=True, kw_only=True)
class Broken:
    """A rule that is not kept, and the people it is about.

    For an interpreter it is who needs one of the ``language``, for a place who has the ``need``.
    """

    rule: Rule
    people: tuple[str, ...]
    language: str = ""
    need: str = ""


def pairs(problem: GroupingProblem, rule: Rule) -> tuple[tuple[str, str], ...]:
    """Return every pair that a rule is about, each once, in order."""
    known = {person.id for person in problem.people}
    found = {
        (min(person.id, other), max(person.id, other))
        for person in problem.people
        for other in _named(person, rule)
        if other in known and other != person.id
    }
    return tuple(sorted(found))


def _named(person: Seatable, rule: Rule) -> frozenset[str]:
    return {
        Rule.APART: person.apart,
        Rule.SUPERVISOR: person.leads,
        Rule.TOGETHER: person.together,
    }[rule]


def languages_served(
    problem: GroupingProblem,
) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return, by language, who needs an interpreter and who is one; only where there is any."""
    needy, able = defaultdict(list), defaultdict(list)
    for person in sorted(problem.people, key=lambda each: each.id):
        for code in set(person.needs_languages) - set(person.interprets):
            needy[code].append(person.id)
        for code in set(person.interprets):
            able[code].append(person.id)
    return {code: (tuple(needy[code]), tuple(able[code])) for code in sorted(needy) if able[code]}


def places_offered(problem: GroupingProblem) -> dict[str, frozenset[str]]:
    """Return, by need that somebody has, the tables that meet it; only where one does."""
    needed = sorted({need for person in problem.people for need in person.needs_place})
    there = {
        need: frozenset(table.id for table in problem.tables if need in table.offers)
        for need in needed
    }
    return {need: tables for need, tables in there.items() if tables}


def misplaced(problem: GroupingProblem, person: Seatable, table: str) -> tuple[str, ...]:
    """Return what somebody needs of their place that a table lacks though another has it."""
    offered = places_offered(problem) if person.needs_place else {}
    return tuple(n for n in person.needs_place if n in offered and table not in offered[n])


def broken_rules(problem: GroupingProblem, seats: Mapping[str, str]) -> tuple[Broken, ...]:
    """Return every rule that a seating does not keep."""
    found = [
        Broken(rule=Rule.PLACE, people=(person.id,), need=need)
        for person in problem.people
        if person.id in seats
        for need in misplaced(problem, person, seats[person.id])
    ]
    for rule in (Rule.APART, Rule.SUPERVISOR, Rule.TOGETHER):
        for one, other in pairs(problem, rule):
            if one not in seats or other not in seats:
                continue
            if (seats[one] == seats[other]) == (rule is not Rule.TOGETHER):
                found.append(Broken(rule=rule, people=(one, other)))
    for code, (needy, able) in languages_served(problem).items():
        served = {seats[person] for person in able if person in seats}
        found += [
            Broken(rule=Rule.INTERPRETER, people=(person,), language=code)
            for person in needy
            if person in seats and seats[person] not in served
        ]
    return tuple(found)


def lone_tables(problem: GroupingProblem, seats: Mapping[str, str]) -> tuple[str, ...]:
    """Return the tables where one advocate sits without another."""
    role = {person.id: person.role for person in problem.people}
    advocates = Counter(
        table for person, table in seats.items() if role.get(person) is Role.ADVOCATE
    )
    return tuple(table.id for table in problem.tables if advocates[table.id] == 1)


def moved(problem: GroupingProblem, seats: Mapping[str, str]) -> tuple[str, ...]:
    """Return who leaves the table where they sit."""
    tables = {table.id for table in problem.tables}
    return tuple(
        person.id
        for person in problem.people
        if problem.seated.get(person.id) in tables
        and seats.get(person.id) != problem.seated[person.id]
    )


def features(problem: GroupingProblem, goal: Goal) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return who shares what for a goal that counts pairs: (kind, value) → people.

    Only values that two people share are there; kinds are "role", "affiliation", "perspective" and
    "met".
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in sorted(problem.people, key=lambda each: each.id):
        for feature in _features(problem, person, goal):
            found[feature].append(person.id)
    return {key: tuple(people) for key, people in sorted(found.items()) if len(people) > 1}


def _features(problem: GroupingProblem, person: Seatable, goal: Goal) -> Iterator[tuple[str, str]]:
    if goal is Goal.NEW and problem.met.get(person.id):
        yield "met", problem.met[person.id]
    elif goal is Goal.MIX:
        if problem.weights.roles:
            yield "role", person.role.value
        if problem.weights.affiliations:
            yield from (("affiliation", one) for one in person.affiliations)
    elif goal is Goal.PERSPECTIVES:
        yield from (("perspective", one) for one in sorted(set(person.perspectives)))


def weight(problem: GroupingProblem, kind: str) -> int:
    """Return what a pair of a kind of :func:`features` counts."""
    return {"role": problem.weights.roles, "affiliation": problem.weights.affiliations}.get(kind, 1)


def pairs_in(counts: Iterable[int]) -> int:
    """Return how many pairs there are in groups of these sizes."""
    return sum(count * (count - 1) // 2 for count in counts)


def unmet_interests(
    problem: GroupingProblem,
    seats: Mapping[str, str],
    dimensions: Mapping[str, Sequence[str]],
) -> tuple[str, ...]:
    """Return who named interests that can be worked on and sits where none of them is."""
    there = {one for table in problem.tables for one in dimensions.get(table.id, ())}
    return tuple(
        person.id
        for person in problem.people
        if there & set(person.interests)
        and not set(person.interests) & set(dimensions.get(seats.get(person.id, ""), ()))
    )


def value(
    problem: GroupingProblem,
    goal: Goal,
    seats: Mapping[str, str],
    dimensions: Mapping[str, Sequence[str]],
) -> int:
    """Return how much of a goal is not as wished; 0 is perfect."""
    if goal is Goal.RULES:
        return sum(PRICES[one.rule] for one in broken_rules(problem, seats))
    if goal is Goal.LONE:
        return len(lone_tables(problem, seats))
    if goal is Goal.MOVES:
        return len(moved(problem, seats))
    if goal is Goal.INTERESTS:
        return len(unmet_interests(problem, seats, dimensions))
    return sum(
        weight(problem, kind) * pairs_in(Counter(seats[person] for person in people).values())
        for (kind, _value), people in features(problem, goal).items()
    )

"""People whom nothing tells apart are one kind: the solver decides how many of it sit where.

That takes away the countless seatings that differ only in which of two equals sits where.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from app.domain.grouping import Goal, GroupingProblem, Seatable
from app.domain.seat_quality import Rule, features, languages_served, pairs, places_offered


@dataclass(frozen=True)
class Kind:
    """People who are the same to the solver; ``sample`` is one of them."""

    people: tuple[str, ...]
    sample: Seatable


def kinds_of(problem: GroupingProblem, goals: Sequence[Goal]) -> tuple[Kind, ...]:
    """Return everybody by kind as far as these goals tell people apart.

    The order does not depend on the people's.
    """
    related = {
        person
        for rule in (Rule.APART, Rule.SUPERVISOR, Rule.TOGETHER)
        for pair in pairs(problem, rule)
        for person in pair
    }
    telling: dict[str, list[Hashable]] = {person.id: [] for person in problem.people}
    for goal in (Goal.NEW, Goal.MIX, Goal.PERSPECTIVES):
        if goal in goals:
            for feature, people in features(problem, goal).items():
                for person in people:
                    telling[person].append(feature)
    for code, (needy, able) in languages_served(problem).items():
        for person in (*needy, *able):
            telling[person].append((code, person in able))
    offered = set(problem.dimensions) | {d for t in problem.tables for d in t.dimensions}
    if Goal.INTERESTS not in goals:
        offered = set()
    offered_places = set(places_offered(problem))
    grouped: dict[Hashable, list[Seatable]] = {}
    for each in sorted(problem.people, key=lambda one: one.id):
        key: Hashable = each.id
        if each.id not in related:
            key = (
                each.role,
                tuple(telling[each.id]),
                frozenset(each.interests) & offered,
                each.locked_table,
                frozenset(each.needs_place) & offered_places,
                (problem.seated.get(each.id), each.rooted) if Goal.MOVES in goals else None,
            )
        grouped.setdefault(key, []).append(each)
    return tuple(Kind(tuple(p.id for p in people), people[0]) for people in grouped.values())

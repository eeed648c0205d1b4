"""Why a rule cannot be kept by anybody, where people and tables alone show it.

What is said here holds for every seating with tables of even size. Keep-apart and keep-together
wishes are private: of those only numbers are told.
"""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from app.domain.grouping import GroupingProblem, Reached, Seatable
from app.domain.place_needs import PlaceNeed
from app.domain.seat_quality import Broken, Rule, languages_served, pairs, places_offered
from app.domain.table_sizes import sizes
from app.i18n import _, _n

Name = Callable[[str], str]
Places = Callable[[Sequence[str]], str]
Near = dict[str, set[str]]


def reasons(
    problem: GroupingProblem, broken: Sequence[Broken], person: Name, place: Places
) -> list[str]:
    """Return why rules of the kinds that are broken cannot all be kept, a sentence each.

    Args:
        problem: who is to sit where.
        broken: what a seating does not keep.
        person: what somebody is called.
        place: what a place is called that meets a need.

    """
    kinds = {one.rule for one in broken}
    words = []
    if Rule.SUPERVISOR in kinds:
        words += _kept_beside(problem, broken, person)
        words += _too_many_led(problem, person)
    if kinds & {Rule.SUPERVISOR, Rule.APART}:
        words += _too_few_tables(problem, private=Rule.APART in kinds)
    if kinds & {Rule.TOGETHER, Rule.APART}:
        words += _contradicting(problem)
    if Rule.TOGETHER in kinds:
        words += _too_many_together(problem)
    if Rule.INTERPRETER in kinds:
        words += _too_few_interpreters(problem, broken, person)
    if Rule.PLACE in kinds:
        words += _too_few_places(problem, broken, person, place)
    return words


def verdict(reached: Reached | None) -> str:
    """Return whether it is proven that rules must be broken, or no other seating was found.

    ``reached`` is what a search tells of the rules; None for the quick one, which proves nothing.
    """
    if reached is None or reached.least <= 0:
        return _("No seating that keeps all rules was found in the time; there may be one.")
    if reached.proven:
        return _("Proven: no seating keeps more of these rules.")
    return _(
        "Proven: these rules cannot all be kept at once. One that keeps more of them was not "
        "found in the time; there may be one."
    )


def _near(problem: GroupingProblem, *rules: Rule) -> Near:
    near: Near = {}
    for rule in rules:
        for one, other in pairs(problem, rule):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    return near


def _circle(near: Near) -> list[str]:
    """Return people of whom each is near all others: many, though not always the most there are."""
    best: list[str] = []
    order = sorted(near, key=lambda each: (-len(near[each]), each))
    for first in order:
        circle = [first]
        for each in order:
            if near[each].issuperset(circle):
                circle.append(each)
        best = max(best, circle, key=len)
    return best


def _too_few_tables(problem: GroupingProblem, *, private: bool) -> list[str]:
    tables = len(problem.tables)
    circle = _circle(_near(problem, Rule.SUPERVISOR, *([Rule.APART] if private else [])))
    if len(circle) <= tables:
        return []
    words = _n(
        "{n} people must all be kept from each other, and there is {tables} table.",
        "{n} people must all be kept from each other, and there are {tables} tables.",
        tables,
    )
    return [words.format(n=len(circle), tables=tables)]


def _too_many_led(problem: GroupingProblem, person: Name) -> list[str]:
    """Tell of somebody beside whom too few may sit to fill a table."""
    near = _near(problem, Rule.SUPERVISOR)
    least = min((low for low, _most in sizes(problem)), default=0)
    words = []
    for boss in sorted(near, key=lambda each: (-len(near[each]), each)):
        others = len(problem.people) - 1 - len(near[boss])
        if others < least - 1:
            nobody = _("Nobody may sit beside {name}, and a table has {seats} seats.")
            few = _n(
                "Only {n} person may sit beside {name}, and a table has {seats} seats.",
                "Only {n} people may sit beside {name}, and a table has {seats} seats.",
                others,
            )
            said = few if others else nobody
            words.append(said.format(n=others, name=person(boss), seats=least))
    return words


def _kept_beside(problem: GroupingProblem, broken: Sequence[Broken], person: Name) -> list[str]:
    """Tell of those who sit beside their supervisor because both are kept there."""
    locked = {each.id: each.locked_table for each in problem.people}
    return [
        _("You keep both {one} and {other} at one table.").format(
            one=person(each.people[0]), other=person(each.people[1])
        )
        for each in broken
        if each.rule is Rule.SUPERVISOR
        and locked[each.people[0]]
        and locked[each.people[0]] == locked[each.people[1]]
    ]


def _joined(problem: GroupingProblem) -> list[set[str]]:
    """Return who would have to share a table, as wishes lead from one to the next."""
    near = _near(problem, Rule.TOGETHER)
    left, found = set(near), []
    while left:
        group, ahead = set(), [min(left)]
        while ahead:
            one = ahead.pop()
            if one not in group:
                group.add(one)
                ahead += near[one]
        left -= group
        found.append(group)
    return found


def _contradicting(problem: GroupingProblem) -> list[str]:
    """Count the circles of wishes to sit together in which two must not share a table."""
    apart = (*pairs(problem, Rule.APART), *pairs(problem, Rule.SUPERVISOR))
    count = sum(
        any(one in group and other in group for one, other in apart) for group in _joined(problem)
    )
    if not count:
        return []
    return [_("Wishes to sit together stand against rules that keep the same people apart.")]


def _too_many_together(problem: GroupingProblem) -> list[str]:
    most = max((high for _least, high in sizes(problem)), default=0)
    words = _("Wishes to sit together join {n} people, and a table has {seats} seats.")
    return [
        words.format(n=len(group), seats=most) for group in _joined(problem) if len(group) > most
    ]


def _too_few_interpreters(
    problem: GroupingProblem, broken: Sequence[Broken], person: Name
) -> list[str]:
    known = {each.id: each for each in problem.people}
    seats = sorted((high for _least, high in sizes(problem)), reverse=True)
    words = []
    for code in dict.fromkeys(each.language for each in broken if each.rule is Rule.INTERPRETER):
        needy, able = languages_served(problem)[code]
        beside = sum(seats[: len(able)]) - len(able)
        if len(needy) > beside:
            alone = _(
                "{name} alone interprets for {needy} people, and has {seats} seats at the table."
            )
            several = _(
                "{n} people interpret for {needy} others, and have {seats} seats at their tables."
            )
            said = alone if len(able) == 1 else several
            words.append(
                said.format(n=len(able), name=person(able[0]), needy=len(needy), seats=beside)
            )
        there = {known[one].locked_table for one in able}
        for each in broken:
            if each.rule is Rule.INTERPRETER and each.language == code:
                words += _kept_elsewhere(known[each.people[0]], there, person)
    return words


def _kept_elsewhere(one: Seatable, there: Collection[str], person: Name) -> list[str]:
    """Tell that somebody is kept at a table to which no interpreter may come: all are kept too."""
    if not one.locked_table or "" in there or one.locked_table in there:
        return []
    words = _("You keep {name} at a table, and everybody who interprets for them at another.")
    return [words.format(name=person(one.id))]


def _too_few_places(
    problem: GroupingProblem,
    broken: Sequence[Broken],
    person: Name,
    place: Places,
) -> list[str]:
    known = {each.id: each for each in problem.people}
    offered = places_offered(problem)
    room = dict(zip((table.id for table in problem.tables), sizes(problem), strict=True))
    asking = Counter(need for each in problem.people for need in set(each.needs_place))
    words = []
    for need in PlaceNeed:
        theirs = [each for each in broken if each.rule is Rule.PLACE and each.need == need.value]
        if not theirs:
            continue
        seats = sum(room[table][1] for table in offered[need])
        if asking[need] > seats:
            said = _("{n} people need a place that is {need}, and there are {seats} such seats.")
            words.append(said.format(n=asking[need], need=place([need]), seats=seats))
        words += [
            _("You keep {name} at a table whose place is not {need}.").format(
                name=person(each.people[0]), need=place([need])
            )
            for each in theirs
            if known[each.people[0]].locked_table
        ]
    both = _both(problem, broken)
    return words + (
        [_("No place is all of this: {need}.").format(need=place(both))] if both else []
    )


def _both(problem: GroupingProblem, broken: Sequence[Broken]) -> list[str]:
    """Return needs of one person that tables meet apart and none together."""
    offered = places_offered(problem)
    known = {each.id: each for each in problem.people}
    for each in broken:
        if each.rule is not Rule.PLACE:
            continue
        needs = [need for need in known[each.people[0]].needs_place if need in offered]
        if len(needs) > 1 and not frozenset.intersection(*(offered[need] for need in needs)):
            return needs
    return []

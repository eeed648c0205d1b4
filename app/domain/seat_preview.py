"""What moving people to a table would do, before they are moved: what gets worse, what better.

For the facilitator's own screen. Private wishes are counted, never named.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.domain.grouping import Goal, GroupingProblem
from app.domain.seat_quality import (
    Broken,
    Rule,
    broken_rules,
    lone_tables,
    unmet_interests,
    value,
)
from app.domain.seat_words import Name, goal_name, place_words
from app.i18n import _, _n


@dataclass(frozen=True)
class Effect:
    """One thing that a move would change; ``better`` is None for a thing that stays as it is."""

    better: bool | None
    words: str


Dimensions = Mapping[str, Sequence[str]]


def effects(
    problem: GroupingProblem,
    seats: Mapping[str, str],
    dimensions: Dimensions,
    moves: Mapping[str, str],
    person: Name,
    table: Name,
) -> list[Effect]:
    """Return what it would do that people go where ``moves`` says; what gets worse comes first.

    Args:
        problem: everybody and every table.
        seats: who sits where now, by id; who is left out has no table.
        dimensions: what each table works on.
        moves: participant id → table id, "" for no table.
        person, table: what they are called.

    """
    after = {one: where for one, where in {**seats, **moves}.items() if where}
    found = [
        *_rules(problem, seats, after, person),
        *_alone(problem, seats, after, table),
        *_sizes(problem, seats, after, table),
        *_interests(problem, seats, after, dimensions),
        *_mixes(problem, seats, after, dimensions),
    ]
    found.sort(key=lambda effect: effect.better is True)
    return found or [Effect(None, _("No rule, no mix and no interest changes."))]


def _rules(
    problem: GroupingProblem, before: Mapping[str, str], after: Mapping[str, str], person: Name
) -> list[Effect]:
    now, then = set(broken_rules(problem, before)), set(broken_rules(problem, after))
    gone = {one for one in now - then if all(each in after for each in one.people)}
    found = []
    for better, changed in ((False, then - now), (True, gone)):
        told = sorted(changed, key=lambda one: (one.rule, one.people, one.need, one.language))
        found += [Effect(better, words) for one in told if (words := _said(one, better, person))]
        wishes = sum(one.rule in (Rule.APART, Rule.TOGETHER) for one in told)
        if wishes:
            found.append(Effect(better, _wishes(wishes, better)))
    return found


def _said(broken: Broken, better: bool, person: Name) -> str:
    """Return what becomes of a rule that is nobody's private wish; "" for one that is."""
    one, other = (person(each) for each in (broken.people * 2)[:2])
    if broken.rule is Rule.SUPERVISOR:
        text = (
            _("{one} and {other} would no longer sit together: one supervises the other.")
            if better
            else _("{one} and {other} would sit together, and one supervises the other.")
        )
        return text.format(one=one, other=other)
    if broken.rule is Rule.INTERPRETER:
        text = (
            _("{name} would sit with an interpreter.")
            if better
            else _("{name} would sit where nobody interprets for them.")
        )
        return text.format(name=one)
    if broken.rule is Rule.PLACE:
        text = (
            _("{name} would get a place that is {need}.")
            if better
            else _("{name} would not get a place that is {need}.")
        )
        return text.format(name=one, need=place_words([broken.need]))
    return ""


def _wishes(count: int, better: bool) -> str:
    if better:
        return _n(
            "{n} more private wish would be kept.", "{n} more private wishes would be kept.", count
        ).format(n=count)
    return _n(
        "{n} private wish would not be kept.", "{n} private wishes would not be kept.", count
    ).format(n=count)


def _alone(
    problem: GroupingProblem, before: Mapping[str, str], after: Mapping[str, str], table: Name
) -> list[Effect]:
    now, then = set(lone_tables(problem, before)), set(lone_tables(problem, after))
    changes = (
        (False, then - now, _("In {group} one advocate would sit alone.")),
        (True, now - then, _("In {group} no advocate would sit alone any more.")),
    )
    return [
        Effect(better, text.format(group=table(one.id)))
        for better, changed, text in changes
        for one in problem.tables
        if one.id in changed
    ]


def _sizes(
    problem: GroupingProblem, before: Mapping[str, str], after: Mapping[str, str], table: Name
) -> list[Effect]:
    """Return that a table would be larger than another one by two or more, where it was not."""
    now, then = (Counter(where.values()) for where in (before, after))
    least = min((then[one.id] for one in problem.tables), default=0)
    text = _("{group} would have {n} people, and the smallest group {least}.")
    return [
        Effect(False, _begun(text.format(group=table(one.id), n=then[one.id], least=least)))
        for one in problem.tables
        if then[one.id] > now[one.id] and then[one.id] > least + 1
    ]


def _begun(words: str) -> str:
    return words[:1].upper() + words[1:]


def _interests(
    problem: GroupingProblem,
    before: Mapping[str, str],
    after: Mapping[str, str],
    dimensions: Dimensions,
) -> list[Effect]:
    fewer = len(unmet_interests(problem, before, dimensions))
    fewer -= len(unmet_interests(problem, after, dimensions))
    if fewer > 0:
        text = _n(
            "{n} more person would work on something they asked for.",
            "{n} more people would work on something they asked for.",
            fewer,
        )
        return [Effect(True, text.format(n=fewer))]
    if fewer < 0:
        text = _n(
            "{n} person fewer would work on something they asked for.",
            "{n} people fewer would work on something they asked for.",
            -fewer,
        )
        return [Effect(False, text.format(n=-fewer))]
    return []


def _mixes(
    problem: GroupingProblem,
    before: Mapping[str, str],
    after: Mapping[str, str],
    dimensions: Dimensions,
) -> list[Effect]:
    """Return whether neighbors would be more varied; of those only who sit before and after."""
    both = before.keys() & after.keys()
    if both != before.keys() | after.keys():
        return []
    seated = replace(problem, people=tuple(one for one in problem.people if one.id in both))
    found = []
    for goal in (Goal.NEW, Goal.MIX, Goal.PERSPECTIVES):
        now, then = (value(seated, goal, seats, dimensions) for seats in (before, after))
        if goal in problem.goals and now != then:
            text = _("{goal}: better") if then < now else _("{goal}: worse")
            found.append(Effect(then < now, text.format(goal=goal_name(goal))))
    return found

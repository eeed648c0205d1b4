"""What a seating reaches, what it does not and why, and why somebody sits where they sit, in words.

Keep-apart and keep-together wishes are private: they are counted, never named, and "why here?" says
only what can be seen at the table, so that nothing can be read out of what it leaves out.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence

from app.domain.grouping import Goal, GroupingProblem, Reached, Seatable
from app.domain.people import Role
from app.domain.place_needs import PlaceNeed
from app.domain.seat_quality import Rule, broken_rules, languages_served, lone_tables
from app.domain.seat_reasons import reasons
from app.i18n import N_, _, _n

Name = Callable[[str], str]
"""Somebody's or some table's id → what they are called."""

GOALS = {
    Goal.RULES: N_("Rules"),
    Goal.LONE: N_("No advocate alone"),
    Goal.MOVES: N_("Few moves"),
    Goal.NEW: N_("New neighbors"),
    Goal.MIX: N_("Mix of roles and places"),
    Goal.INTERESTS: N_("Interests"),
    Goal.PERSPECTIVES: N_("Perspectives"),
}

PLACES = {
    PlaceNeed.STEP_FREE: N_("step-free"),
    PlaceNeed.NEAR_SCREEN: N_("near the screen"),
    PlaceNeed.NEAR_DOOR: N_("near the door"),
    PlaceNeed.QUIET: N_("quiet"),
}

_MOST_NAMED = 8
"""People named in one sentence; the others are counted, so that the groups stay in sight."""

_GAP_TOLD = 0.5
"""A proven gap that is larger says little: then it is only the best found."""


def goal_name(goal: Goal) -> str:
    """Return what a goal is called."""
    return _(GOALS[goal])


def place_words(needs: Sequence[str]) -> str:
    """Return what a place offers, or is to offer: "step-free, quiet"."""
    return ", ".join(_(PLACES[need]) for need in PlaceNeed if need.value in needs)


def reached_words(one: Reached) -> str:
    """Return how sure it is that a goal cannot be reached better: "Interests: proven best"."""
    if one.proven:
        how = _("proven best")
    elif one.gap <= _GAP_TOLD and one.goal not in (Goal.RULES, Goal.LONE, Goal.MOVES):
        percent = max(1, -int(-100 * one.gap // 1))
        how = _("at most {n} % better possible").format(n=percent)
    else:
        how = _("best found")
    return _("{goal}: {how}").format(goal=goal_name(one.goal), how=how)


def unmet_words(
    problem: GroupingProblem, seats: Mapping[str, str], person: Name, table: Name
) -> list[str]:
    """Return what a seating does not keep and why, a sentence each; private wishes only counted."""
    words: list[str] = []
    wishes = 0
    unkept = broken_rules(problem, seats)
    for broken in unkept:
        if broken.rule is Rule.SUPERVISOR:
            one, other = (person(each) for each in broken.people)
            words.append(
                _("{one} and {other} sit together, and one supervises the other.").format(
                    one=one, other=other
                )
            )
        elif broken.rule is Rule.PLACE:
            words.append(
                _("{name} needs a place that is {need}, and sits elsewhere.").format(
                    name=person(broken.people[0]), need=place_words([broken.need])
                )
            )
        elif broken.rule is Rule.INTERPRETER:
            words.append(
                _("{name} sits where nobody interprets for them.").format(
                    name=person(broken.people[0])
                )
            )
        else:
            wishes += 1
    if wishes:
        words.append(
            _n(
                "{n} private wish could not be kept.",
                "{n} private wishes could not be kept.",
                wishes,
            ).format(n=wishes)
        )
    words += reasons(problem, unkept, person, place_words)
    words += _without_interpreter(problem, person)
    words += _without_place(problem, person)
    words += _lone(problem, seats, table)
    words += _crowded(problem)
    return words


def _without_interpreter(problem: GroupingProblem, person: Name) -> list[str]:
    served = languages_served(problem)
    missing = [
        each.id
        for each in problem.people
        if any(code not in served for code in set(each.needs_languages) - set(each.interprets))
    ]
    if not missing:
        return []
    named, more = [person(one) for one in missing[:_MOST_NAMED]], len(missing) - _MOST_NAMED
    if more > 0:
        named.append(_n("{n} more", "{n} more", more).format(n=more))
    # The full stop of "Grace St." is also the sentence's.
    names = ", ".join(named).removesuffix(".")
    return [_("Nobody on the list interprets for {names}.").format(names=names)]


def _without_place(problem: GroupingProblem, person: Name) -> list[str]:
    """Tell what no table offers, once for each need, with those who have it."""
    offered = {need for table in problem.tables for need in table.offers}
    words = []
    for need in PlaceNeed:
        asking = [each.id for each in problem.people if need.value in each.needs_place]
        if asking and need not in offered:
            words.append(
                _("No table is marked {need}. It is needed by {names}.").format(
                    need=place_words([need]), names=", ".join(person(one) for one in asking)
                )
            )
    return words


def _lone(problem: GroupingProblem, seats: Mapping[str, str], table: Name) -> list[str]:
    advocates = sum(each.role is Role.ADVOCATE for each in problem.people)
    words = [
        _("In {group} one advocate sits alone.").format(group=table(one))
        for one in lone_tables(problem, seats)
    ]
    if words and advocates == 1:
        words.append(_("There is only one advocate on the list."))
    return words


def _crowded(problem: GroupingProblem) -> list[str]:
    free = sum(not each.fixed for each in problem.tables)
    if free and len(problem.dimensions) > 2 * len(problem.tables):
        return [
            _n(
                "With {n} group, it looks at more than two dimensions.",
                "With {n} groups, some look at more than two dimensions.",
                len(problem.tables),
            ).format(n=len(problem.tables))
        ]
    return []


def why_here(
    problem: GroupingProblem,
    seats: Mapping[str, str],
    dimensions: Mapping[str, Sequence[str]],
    person_id: str,
    names: Mapping[str, str],
) -> list[str]:
    """Return what speaks for somebody's seat, the most telling first.

    ``names`` are the dimensions' by id. Only what can be seen at the table counts, and never a
    comparison with another table.
    """
    known = {each.id: each for each in problem.people}
    here = seats.get(person_id, "")
    me = known.get(person_id)
    if me is None or not here:
        return []
    others = [known[p] for p, t in seats.items() if t == here and p != person_id and p in known]
    words = [_("Kept at this table by you.")] if me.locked_table == here else []
    words += _place_reasons(problem, me, here)
    words += _language_reasons(me, others)
    wanted = [names[d] for d in dimensions.get(here, ()) if d in me.interests and d in names]
    if wanted:
        text = _("Asked to work on {dimensions}.")
        words.append(text.format(dimensions=", ".join(wanted)))
    words += _role_reasons(me, others)
    words += _company_reasons(problem, me, others) or _even(problem, seats)
    return words


def _place_reasons(problem: GroupingProblem, me: Seatable, here: str) -> list[str]:
    """Return that the place suits somebody, without saying what they need."""
    offers = next((table.offers for table in problem.tables if table.id == here), ())
    suits = set(me.needs_place) & set(offers)
    return [_("The place of this table meets what they need.")] if suits else []


def _language_reasons(me: Seatable, others: Sequence[Seatable]) -> list[str]:
    able = {code for each in others for code in each.interprets}
    needy = {code for each in others for code in each.needs_languages}
    words = []
    if able & set(me.needs_languages):
        words.append(_("Somebody here interprets for them."))
    if needy & set(me.interprets):
        words.append(_("Interprets for somebody here."))
    return words


def _role_reasons(me: Seatable, others: Sequence[Seatable]) -> list[str]:
    roles = Counter(each.role for each in others)
    if me.role is Role.ADVOCATE and roles[Role.ADVOCATE]:
        return [_("Is not the only advocate here.")]
    if me.role is Role.EDUCATOR and not roles[Role.EDUCATOR]:
        return [_("Is the educator of this table.")]
    if me.role is Role.PRACTITIONER and roles[Role.ADVOCATE]:
        return [_("Practitioners and advocates are mixed here.")]
    return []


def _company_reasons(
    problem: GroupingProblem, me: Seatable, others: Sequence[Seatable]
) -> list[str]:
    words = []
    if problem.met.get(me.id) and others:
        new = sum(problem.met.get(each.id) != problem.met[me.id] for each in others)
        words.append(_("{n} of {all} neighbors are new to them.").format(n=new, all=len(others)))
    mine = set(me.affiliations)
    if mine and not any(mine & set(each.affiliations) for each in others):
        words.append(_("Nobody else here comes from the same place."))
    if me.perspectives and not set(me.perspectives) & {p for e in others for p in e.perspectives}:
        words.append(_("Brings a perspective that nobody else here brings."))
    return words


def _even(problem: GroupingProblem, seats: Mapping[str, str]) -> list[str]:
    sizes = Counter(seats.values())
    here = [sizes[table.id] for table in problem.tables]
    return [_("The tables are even in size.")] if max(here) - min(here) <= 1 else []

"""What no seating can beat, worked out without seating anybody.

The solver is told these, for it would need long to see them: it decides person by person.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.domain.people import Role
from app.domain.seat_quality import PRICES, Rule, languages_served, pairs, places_offered
from app.domain.table_sizes import sizes

_WORK = 0.3
_ROLES = (Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE)


def fewest_pairs(people: int, tables: int) -> int:
    """Return how many pairs share a table at least when ``people`` are shared out evenly."""
    each, more = divmod(people, max(1, tables))
    return more * each + tables * (each * (each - 1) // 2)


def fewest_broken(problem: GroupingProblem) -> int:
    """Return what rules cost at least, where more people than tables are all kept from each other.

    Looks at circles that share nobody, the largest found first, and at places that are too few.
    """
    price = {Rule.APART: PRICES[Rule.APART], Rule.SUPERVISOR: PRICES[Rule.SUPERVISOR]}
    near: dict[str, set[str]] = {}
    for rule in price:
        for one, other in pairs(problem, rule):
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
    left = sorted(near, key=lambda each: (-len(near[each]), each))
    least = PRICES[Rule.PLACE] * _without_a_place(problem)
    while left:
        circle: list[str] = []
        for each in left:
            if near[each].issuperset(circle):
                circle.append(each)
        left = [each for each in left if each not in circle]
        least += min(price.values()) * fewest_pairs(len(circle), len(problem.tables))
    return least


def _without_a_place(problem: GroupingProblem) -> int:
    """Return how many needs are not met at least at the tables' places, whoever sits where.

    People with the same needs are one number, and so are the seats of places that offer the same.
    Too few seats cost something, and so does a need beside another one that no place meets as well.
    """
    offered = places_offered(problem)
    needs = Counter(frozenset(offered).intersection(one.needs_place) for one in problem.people)
    seats: Counter[frozenset[str]] = Counter()
    for table, (_least, most) in zip(problem.tables, sizes(problem), strict=True):
        seats[frozenset(need for need, there in offered.items() if table.id in there)] += most
    model = cp_model.CpModel()
    at = {
        (need, place): model.new_int_var(0, min(needs[need], seats[place]), "")
        for need in sorted(needs, key=sorted)
        for place in sorted(seats, key=sorted)
        if need
    }
    for need in filter(None, needs):
        model.add(sum(many for (one, _place), many in at.items() if one == need) == needs[need])
    for place, most in seats.items():
        model.add(sum(many for (_need, one), many in at.items() if one == place) <= most)
    model.minimize(sum(len(need - place) * many for (need, place), many in at.items()))
    return _proven(model)


def _proven(model: cp_model.CpModel) -> int:
    """Return the least that a small model's cost is proven to be, 0 where nothing is."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _WORK
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return max(0, round(solver.best_objective_bound)) if known else 0


def spread(people: int, tables: int, more: int) -> tuple[int, int]:
    """Return the least and most people of ``people`` at one table where pairs are few.

    Few are at most ``more`` than :func:`fewest_pairs`.
    """
    least = fewest_pairs(people, tables)

    def is_possible(here: int) -> bool:
        rest = fewest_pairs(people - here, tables - 1) if tables > 1 else 0
        return here * (here - 1) // 2 + rest <= least + more

    if tables == 1:
        return people, people
    possible = [here for here in range(people + 1) if is_possible(here)]
    return (possible[0], possible[-1]) if possible else (0, people)


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """People who have to share few tables: those with one interpreter, or with one kind of place.

    Attributes:
        people: their ids.
        roles: how many of them have each role.
        tables: how many tables there are for them at most.
        beside: how many others sit at each of those at least: the interpreter.
        elsewhere: how many of them may sit elsewhere all the same.

    """

    people: frozenset[str]
    roles: Counter[Role]
    tables: int
    beside: int = 0
    elsewhere: int = 0


def gathered(problem: GroupingProblem, broken: int) -> list[Gathered]:
    """Return who has to share few tables where rules may cost ``broken`` at most."""
    role = {person.id: person.role for person in problem.people}
    sharing = [
        (needy, len(able), 1, broken // PRICES[Rule.INTERPRETER])
        for needy, able in languages_served(problem).values()
    ]
    offered = places_offered(problem)
    kinds = {frozenset(offered).intersection(one.needs_place) for one in problem.people}
    alone = {frozenset({need}) for need in offered}
    for needs in sorted(filter(None, kinds | alone), key=sorted):
        # Who needs all of it shares the tables that offer all of it.
        needy = tuple(one.id for one in problem.people if needs.issubset(one.needs_place))
        tables = frozenset.intersection(*(offered[need] for need in needs))
        if tables:
            sharing.append((needy, len(tables), 0, broken // PRICES[Rule.PLACE]))
    return [
        Gathered(
            people=frozenset(needy), roles=Counter(role[one] for one in needy), tables=tables,
            beside=beside, elsewhere=elsewhere,
        )
        for needy, tables, beside, elsewhere in sharing
        if tables < len(problem.tables)
    ]  # fmt: skip


def fewest_pairs_gathered(people: Sequence[str], tables: int, few: Gathered) -> int:
    """Return what :func:`fewest_pairs` does where some of the people have to share few tables."""
    theirs = max(0, len(few.people.intersection(people)) - few.elsewhere)
    counts = [0] * tables
    for number in range(len(people)):
        # The others come last: each where fewest sit, which is all that a pair's price asks.
        open_to = counts[: few.tables] if number < theirs else counts
        counts[open_to.index(min(open_to))] += 1
    return sum(count * (count - 1) // 2 for count in counts)


Pattern = tuple[int, int, int]
"""How many of each role sit at a table."""


def fewest_role_pairs(
    roles: Sequence[Role],
    tables: int,
    sizes: tuple[int, int],
    lone: int,
    few: Gathered | None = None,
) -> int:
    """Return how many pairs of the same role share a table at least.

    Tables with the same numbers of each role are one pattern, and the question only how many tables
    have which pattern: ``tables`` of them, each within ``sizes``, ``lone`` with one advocate, and
    of those ``few`` have a table for as many of them as sit there.
    """
    totals = Counter(roles)
    patterns = [
        (some, others, advocates)
        for advocates in range(min(totals[Role.ADVOCATE], sizes[1]) + 1)
        for others in range(min(totals[Role.EDUCATOR], sizes[1] - advocates) + 1)
        for some in range(
            max(0, sizes[0] - advocates - others),
            min(totals[Role.PRACTITIONER], sizes[1] - advocates - others) + 1,
        )
    ]
    model = cp_model.CpModel()
    kinds: list[tuple[Pattern, int]] = [(pattern, 0) for pattern in patterns]
    if few is not None:
        kinds += [(p, many) for p in patterns for many in range(1, _fitting(p, few) + 1)]
    times = [model.new_int_var(0, tables, "") for _kind in kinds]
    model.add(sum(times) == tables)
    for place, role in enumerate(_ROLES):
        seated = sum(p[place] * n for (p, _few), n in zip(kinds, times, strict=True))
        model.add(seated == totals[role])
    alone = [n for (p, _few), n in zip(kinds, times, strict=True) if p[2] == 1]
    model.add(sum(alone) <= lone)
    if few is not None:
        theirs = [(many, n) for (_p, many), n in zip(kinds, times, strict=True) if many]
        model.add(sum(n for _many, n in theirs) <= few.tables)
        least = few.roles.total() - few.elsewhere
        model.add(sum(many * n for many, n in theirs) >= least)
    model.minimize(
        sum(
            sum(count * (count - 1) // 2 for count in p) * n
            for (p, _few), n in zip(kinds, times, strict=True)
        )
    )
    return _proven(model)


def _fitting(pattern: Pattern, few: Gathered) -> int:
    """Return how many of ``few`` can sit at most at a table with so many of each role."""
    fit = sum(min(n, few.roles[role]) for n, role in zip(pattern, _ROLES, strict=True))
    return max(0, min(fit, sum(pattern) - few.beside))

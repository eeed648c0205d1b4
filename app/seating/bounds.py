"""What no seating can beat, worked out without seating anybody.

The solver is told these, for it would need long to see them: it decides person by person.
"""

from collections import Counter
from collections.abc import Sequence

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.domain.people import Role
from app.domain.seat_quality import PRICES, Rule, pairs, places_offered
from app.seating.shape import sizes

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
    """Return how many find no seat at least at the tables that offer what they need."""
    most = {
        table.id: many for table, (_least, many) in zip(problem.tables, sizes(problem), strict=True)
    }
    return sum(
        max(
            0,
            sum(need in person.needs_place for person in problem.people)
            - sum(most[table] for table in tables),
        )
        for need, tables in places_offered(problem).items()
    )


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


def fewest_role_pairs(roles: Sequence[Role], tables: int, sizes: tuple[int, int], lone: int) -> int:
    """Return how many pairs of the same role share a table at least.

    Tables with the same numbers of each role are one pattern, and the question only how many tables
    have which pattern: ``tables`` of them, each within ``sizes``, ``lone`` with one advocate.
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
    times = [model.new_int_var(0, tables, "") for _pattern in patterns]
    model.add(sum(times) == tables)
    for place, role in enumerate(_ROLES):
        seated = sum(p[place] * n for p, n in zip(patterns, times, strict=True))
        model.add(seated == totals[role])
    alone = [n for p, n in zip(patterns, times, strict=True) if p[2] == 1]
    model.add(sum(alone) <= lone)
    model.minimize(
        sum(
            sum(count * (count - 1) // 2 for count in p) * n
            for p, n in zip(patterns, times, strict=True)
        )
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.max_deterministic_time = _WORK
    status = solver.solve(model)
    known = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return max(0, round(solver.best_objective_bound)) if known else 0

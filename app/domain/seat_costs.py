"""What a seating costs: numbers behind "mixed", "no lone advocate", "not beside the supervisor".

Costs of pairs and of person-and-table are worked out once; what depends on a table's whole company
(its mix of roles) is looked up from small counts.
"""

from collections import Counter
from collections.abc import Sequence

from app.domain.grouping import GroupingProblem, Seatable
from app.domain.people import Role
from app.domain.seat_quality import misplaced

PLACE = 6_000.0
APART = 5_000.0
SUPERVISOR = 2_000.0
LONE_ADVOCATE = 600.0
NO_ADVOCATE = 150.0
NO_PRACTITIONER = 300.0
UNEVEN_ROLE = 8.0
MET_BEFORE = 30.0
SAME_PLACE = 6.0
TOGETHER = -60.0
INTEREST = -10.0
INTERPRETED = -700.0
"""More than a lone advocate: who cannot follow has no voice at all."""

SAME_NEED = -6.0
"""Those who need the same interpreter sit together: there are never enough interpreters."""

TWO_INTERPRETERS = 40.0
EMPTY_PAIR = 400.0
"""Two empty seats at one table: what keeps the sizes even."""

_ROLES = tuple(Role)


class SeatCosts:
    """Costs for the people of one problem, by their place in ``people``.

    ``people`` may hold None: an empty seat.
    """

    def __init__(
        self,
        problem: GroupingProblem,
        people: Sequence[Seatable | None],
        dimensions: dict[str, tuple[str, ...]],
    ) -> None:
        """Work out the fixed costs."""
        self.people = people
        self.tables = [table.id for table in problem.tables]
        places = list(enumerate(people))
        self.role = [_ROLES.index(p.role) if p else -1 for p in people]
        self.pair = [
            [0.0 if here == there else _pair(problem, one, other) for there, other in places]
            for here, one in places
        ]
        self.at = [
            [_at(problem, person, table, dimensions[table]) for table in self.tables]
            for person in people
        ]
        totals = Counter(p.role for p in people if p)
        self._even = [totals[role] / max(1, len(self.tables)) for role in _ROLES]
        self._mixes: dict[tuple[int, ...], float] = {}

    def mix(self, counts: Sequence[int]) -> float:
        """Return the cost of a table with so many people of each role; empty seats come last."""
        key = tuple(counts)
        if key not in self._mixes:
            self._mixes[key] = self._mix(key)
        return self._mixes[key]

    def _mix(self, counts: tuple[int, ...]) -> float:
        cost = sum(
            UNEVEN_ROLE * (count - even) ** 2
            for count, even in zip(counts, self._even, strict=False)
        )
        practitioners = counts[_ROLES.index(Role.PRACTITIONER)]
        advocates = counts[_ROLES.index(Role.ADVOCATE)]
        if advocates == 1:
            cost += LONE_ADVOCATE
        if advocates == 0 and self._even[_ROLES.index(Role.ADVOCATE)]:
            cost += NO_ADVOCATE
        if practitioners == 0 and self._even[_ROLES.index(Role.PRACTITIONER)]:
            cost += NO_PRACTITIONER
        return cost


def _pair(problem: GroupingProblem, one: Seatable | None, other: Seatable | None) -> float:
    if one is None or other is None:
        return EMPTY_PAIR if one is None and other is None else 0.0
    cost = 0.0
    if other.id in one.apart or one.id in other.apart:
        cost += APART
    if other.id in one.leads or one.id in other.leads:
        cost += SUPERVISOR
    if other.id in one.together or one.id in other.together:
        cost += TOGETHER
    if one.affiliation and other.affiliation:
        cost += SAME_PLACE * len(set(one.affiliations) & set(other.affiliations))
    before = problem.met.get(one.id)
    if before and before == problem.met.get(other.id):
        cost += MET_BEFORE
    return cost + _languages(one, other)


def _languages(one: Seatable, other: Seatable) -> float:
    cost = SAME_NEED * len(set(one.needs_languages) & set(other.needs_languages))
    cost += TWO_INTERPRETERS * len(set(one.interprets) & set(other.interprets))
    for able, needy in ((one, other), (other, one)):
        cost += INTERPRETED * len(set(able.interprets) & set(needy.needs_languages))
    return cost


def _at(
    problem: GroupingProblem, person: Seatable | None, table: str, dimensions: tuple[str, ...]
) -> float:
    if person is None:
        return 0.0
    cost = INTEREST if any(d in person.interests for d in dimensions) else 0.0
    cost += PLACE * len(misplaced(problem, person, table))
    now = problem.seated.get(person.id)
    return cost + (problem.move_cost if now and now != table else 0.0)

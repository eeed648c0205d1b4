"""A simple automatic start: deal people out by role, then swap while that helps.

Deterministic for a seed, and fast: sixty people take a fraction of a second.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.domain.covering import cover
from app.domain.evening import evened
from app.domain.grouping import Arrangement, GroupingProblem, Seatable
from app.domain.people import Role
from app.domain.seat_costs import SeatCosts

_STARTS = 6
_MOST_ROUNDS = 30
_STAY = 45.0
_WORTH_IT = -1e-6
"""A swap has to help by more than the dust of adding floats, or two swaps undo each other."""

_ORDER = (Role.ADVOCATE, Role.EDUCATOR, Role.PRACTITIONER)


def simple_arranger(problem: GroupingProblem) -> Arrangement:
    """Seat everybody: even sizes, mixed roles, wishes kept, interests as a bonus."""
    dimensions = cover(problem)
    if not problem.tables:
        return Arrangement(seats={}, dimensions={})
    people, fixed, sizes = _seats(problem)
    costs = SeatCosts(problem, people, dimensions)
    search = _Search(costs, fixed, sizes)
    chance = random.Random(problem.seed)
    best = min(
        (search.run(start) for start in _starts(problem, people, fixed, sizes, chance)),
        key=lambda found: found[0],
    )[1]
    seats = {
        person.id: costs.tables[table]
        for person, table in zip(people, best, strict=True)
        if person is not None
    }
    return evened(problem, Arrangement(seats=seats, dimensions=dimensions))


def meet_anew(problem: GroupingProblem, first: Mapping[str, str]) -> GroupingProblem:
    """Return the same problem for people who are to meet others than they did in ``first``."""
    return replace(problem, met=dict(first), seated={}, move_cost=0.0)


def keep_seats(problem: GroupingProblem) -> GroupingProblem:
    """Return the same problem with as few as possible leaving their table of ``seated``.

    For the moment when some did not come: moves happen for an advocate left alone, for somebody
    beside their supervisor, or for tables of different size. Dimensions stay where they are.
    """
    fixed = tuple(replace(table, fixed=True) for table in problem.tables)
    return replace(problem, tables=fixed, dimensions=(), move_cost=_STAY)


def second_arrangement(problem: GroupingProblem, first: Mapping[str, str]) -> Arrangement:
    """Seat everybody so that they meet people who were not at their table in ``first``."""
    return simple_arranger(meet_anew(problem, first))


def fewest_moves(problem: GroupingProblem) -> Arrangement:
    """Seat everybody again, few of them at another table than before."""
    return simple_arranger(keep_seats(problem))


def new_neighbours(first: Mapping[str, str], second: Mapping[str, str]) -> int:
    """Return how many pairs sit together in ``second`` that did not in ``first``."""
    ids = sorted(second)
    return sum(
        second[one] == second[other] and (one not in first or first[one] != first.get(other))
        for place, one in enumerate(ids)
        for other in ids[place + 1 :]
    )


def suggest_seat(problem: GroupingProblem, person: Seatable) -> tuple[str, ...]:
    """Return the tables for a walk-in, the best first; everybody else keeps their seat."""
    dimensions = {table.id: table.dimensions for table in problem.tables}
    others = [p for p in problem.people if p.id != person.id and p.id in problem.seated]
    costs = SeatCosts(problem, [*others, person], dimensions)
    new = len(others)
    places: dict[str, list[int]] = {table.id: [] for table in problem.tables}
    for place, other in enumerate(others):
        places.setdefault(problem.seated[other.id], []).append(place)
    smallest = min((len(members) for members in places.values()), default=0)

    def price(index: int, table: str) -> float:
        members = places[table]
        before, after = _counts(costs, members), _counts(costs, [*members, new])
        cost = costs.at[new][index] + sum(costs.pair[new][each] for each in members)
        cost += costs.mix(after) - costs.mix(before)
        return cost + 120.0 * max(0, len(members) - smallest)

    ranked = sorted((price(index, table), index) for index, table in enumerate(costs.tables))
    return tuple(costs.tables[index] for _cost, index in ranked)


def _counts(costs: SeatCosts, members: list[int]) -> list[int]:
    """Return how many of each role sit there, and last (role -1) how many seats are empty."""
    counts = [0] * (len(Role) + 1)
    for place in members:
        counts[costs.role[place]] += 1
    return counts


def _seats(problem: GroupingProblem) -> tuple[list[Seatable | None], list[int], list[int]]:
    """Return people with empty seats added, the table each is locked to (or -1), and the sizes."""
    index = {table.id: place for place, table in enumerate(problem.tables)}
    people = sorted(problem.people, key=lambda person: person.id)
    fixed = [index.get(person.locked_table, -1) for person in people]
    even = -(-len(people) // len(index))
    sizes = [max(even, fixed.count(table)) for table in range(len(index))]
    empty = sum(sizes) - len(people)
    return [*people, *[None] * empty], [*fixed, *[-1] * empty], sizes


def _starts(
    problem: GroupingProblem,
    people: list[Seatable | None],
    fixed: list[int],
    sizes: list[int],
    chance: random.Random,
) -> list[list[int]]:
    """Return first seatings to improve: as they sit now, or dealt out by role."""
    index = {table.id: place for place, table in enumerate(problem.tables)}
    if problem.move_cost:
        wished = [index.get(problem.seated.get(p.id, ""), -1) if p else -1 for p in people]
        return [_filled(people, fixed, sizes, wished, list(range(len(people))))]
    starts = []
    for _start in range(_STARTS):
        order = list(range(len(people)))
        chance.shuffle(order)
        order.sort(key=lambda place: _deal_key(people[place]))
        starts.append(_filled(people, fixed, sizes, [-1] * len(people), order))
    return starts


def _deal_key(person: Seatable | None) -> int:
    return _ORDER.index(person.role) if person else len(_ORDER)


def _filled(
    people: list[Seatable | None],
    fixed: list[int],
    sizes: list[int],
    wished: list[int],
    order: list[int],
) -> list[int]:
    """Seat the locked first, then those with a wished table, then the rest where most is free."""
    at = [-1] * len(people)
    free = list(sizes)

    def sit(place: int, table: int) -> None:
        at[place] = table
        free[table] -= 1

    for place, table in enumerate(fixed):
        if table >= 0:
            sit(place, table)
    for place in order:
        if at[place] < 0 <= wished[place] and free[wished[place]]:
            sit(place, wished[place])
    for place in order:
        if at[place] < 0:
            sit(place, max(range(len(free)), key=lambda table: (free[table], -table)))
    return at


@dataclass
class _Search:
    """Swaps two people of different tables as long as a swap makes the room better."""

    costs: SeatCosts
    fixed: list[int]
    sizes: list[int]

    def run(self, start: list[int]) -> tuple[float, list[int]]:
        """Return (cost, seating) after no single swap helps."""
        at = list(start)
        size = len(self.sizes)
        members = [[p for p, table in enumerate(at) if table == t] for t in range(size)]
        link = [
            [sum(self.costs.pair[p][other] for other in members[t]) for t in range(size)]
            for p in range(len(at))
        ]
        state = _State(at, members, link, [_counts(self.costs, m) for m in members])
        movable = [place for place, table in enumerate(self.fixed) if table < 0]
        for _round in range(_MOST_ROUNDS):
            if not self._improve(state, movable):
                break
        return self._total(state), at

    def _improve(self, state: "_State", movable: list[int]) -> bool:
        helped = False
        for number, one in enumerate(movable):
            for other in movable[number + 1 :]:
                if state.at[one] != state.at[other] and self._gain(state, one, other) < _WORTH_IT:
                    state.swap(one, other, self.costs)
                    helped = True
        return helped

    def _gain(self, state: "_State", one: int, other: int) -> float:
        costs, here, there = self.costs, state.at[one], state.at[other]
        pair = 2 * costs.pair[one][other]
        gain = state.link[one][there] - state.link[one][here]
        gain += state.link[other][here] - state.link[other][there] - pair
        gain += costs.at[one][there] - costs.at[one][here]
        gain += costs.at[other][here] - costs.at[other][there]
        if costs.role[one] != costs.role[other]:
            gain += self._mix_gain(state, one, other)
        return gain

    def _mix_gain(self, state: "_State", one: int, other: int) -> float:
        gain = 0.0
        for table, leaves, comes in ((state.at[one], one, other), (state.at[other], other, one)):
            counts = list(state.counts[table])
            before = self.costs.mix(counts)
            counts[self.costs.role[leaves]] -= 1
            counts[self.costs.role[comes]] += 1
            gain += self.costs.mix(counts) - before
        return gain

    def _total(self, state: "_State") -> float:
        cost = 0.0
        for table, members in enumerate(state.members):
            cost += sum(state.link[p][table] for p in members) / 2
            cost += sum(self.costs.at[p][table] for p in members)
            cost += self.costs.mix(state.counts[table])
        return cost


@dataclass
class _State:
    """A seating under way; ``link`` is each person's cost with each table's company."""

    at: list[int]
    members: list[list[int]]
    link: list[list[float]]
    counts: list[list[int]]

    def swap(self, one: int, other: int, costs: SeatCosts) -> None:
        """Let two people of different tables change seats."""
        here, there = self.at[one], self.at[other]
        for place, row in enumerate(self.link):
            moved = costs.pair[place][other] - costs.pair[place][one]
            row[here] += moved
            row[there] -= moved
        self.members[here][self.members[here].index(one)] = other
        self.members[there][self.members[there].index(other)] = one
        self.at[one], self.at[other] = there, here
        for table in (here, there):
            self.counts[table] = _counts(costs, self.members[table])

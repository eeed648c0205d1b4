"""The seating as a constraint model: how many of each kind sit at each table, and what follows.

Variables are counts, never pairs of people, so that the model grows with people times tables.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import Goal, GroupingProblem
from app.domain.people import Role
from app.domain.seat_quality import (
    PRICES,
    Rule,
    features,
    languages_served,
    misplaced,
    pairs,
    pairs_in,
    weight,
)
from app.seating.bounds import fewest_broken, fewest_pairs, fewest_role_pairs, spread
from app.seating.kinds import Kind, kinds_of
from app.seating.shape import Cover, can_swap_people, cover_of, interchangeable, sizes

Count = Any
"""What the solver takes for a number: a whole one, a variable, or a sum of them."""

Seats = Sequence[Sequence[int]]
"""How many of a kind (first index) sit at a table (second index)."""

Worth = Callable[[Seats], int]
"""What a variable is worth in a seating."""


class SeatModel:
    """The model of one problem as far as some goals: the last is minimised, the others are settled.

    A model is made anew for each goal, since people whom only later goals tell apart are one kind
    until then.

    Attributes:
        model: the solver's own.
        kinds: the people.
        seats: how many of a kind (first index) sit at a table (second index).
        cost: what is minimised; ``least`` is what it is at least, whatever the seating.
        looked_at: for each dimension and table, whether it is looked at there.
        ordered: whether tables stand in an order of the model's own, and are to be named after.

    """

    def __init__(
        self, problem: GroupingProblem, goals: Sequence[Goal], at_most: Mapping[Goal, int]
    ) -> None:
        """Lay down who must sit somewhere, sizes, locks and dimensions, then the goals."""
        self.problem = problem
        self.model = cp_model.CpModel()
        self.kinds: tuple[Kind, ...] = kinds_of(problem, goals)
        self.tables = range(len(problem.tables))
        self.sizes = sizes(problem)
        self.looked_at: dict[tuple[str, int], Count] = {}
        self.cover: Cover | None = None
        self.ordered = False
        self._at_most = at_most
        self._hints: list[tuple[cp_model.IntVar, Worth]] = []
        self._kind_of = {
            person: number for number, kind in enumerate(self.kinds) for person in kind.people
        }
        self.seats = [self._seat_counts(kind) for kind in self.kinds]
        for table in self.tables:
            there = sum(row[table] for row in self.seats)
            self.model.add_linear_constraint(there, *self.sizes[table])
        if Goal.INTERESTS in goals:
            self.cover = cover_of(problem)
            self.looked_at = self._dimensions()
        elif can_swap_people(problem):
            self.ordered = True
            self._order_by_roles()
        for goal in goals:
            self.least = 0
            self.cost = self._cost(goal)
            if goal in at_most:
                self.model.add(self.cost <= at_most[goal])
        self.model.add(self.cost >= self.least)
        self.model.minimize(self.cost)

    def _seat_counts(self, kind: Kind) -> list[cp_model.IntVar]:
        number = len(kind.people)
        row = [
            self.model.new_int_var(
                0, min(number, self.sizes[table][1]), f"{kind.people[0]}@{table}"
            )
            for table in self.tables
        ]
        self.model.add(sum(row) == number)
        for table in self.tables:
            if self.problem.tables[table].id == kind.sample.locked_table:
                self.model.add(row[table] == number)
        return row

    def _dimensions(self) -> dict[tuple[str, int], Count]:
        """Return, for each dimension and table, whether it is looked at there."""
        found: dict[tuple[str, int], Count] = {
            (dimension, place): 1
            for place, table in enumerate(self.problem.tables)
            if self.cover is None or place not in self.cover.tables
            for dimension in table.dimensions
        }
        if self.cover is None:
            return found
        cover, chosen = self.cover, {}
        for dimension in cover.dimensions:
            for table in cover.tables:
                chosen[dimension, table] = self.model.new_bool_var(f"{dimension}@{table}")
        for number, dimension in enumerate(cover.dimensions):
            times = sum(chosen[dimension, table] for table in cover.tables)
            bounds = (cover.at_least[number], cover.at_most[number])
            self.model.add_linear_constraint(times, *bounds)
        for table in cover.tables:
            held = sum(chosen[dimension, table] for dimension in cover.dimensions)
            self.model.add_linear_constraint(held, *cover.each)
        if interchangeable(self.problem):
            self._order_tables(cover, chosen)
        return found | chosen

    def _order_tables(self, cover: Cover, chosen: dict[tuple[str, int], cp_model.IntVar]) -> None:
        """Of all ways to share dimensions out that differ only in the tables' order, keep one."""
        if len(cover.dimensions) == len(cover.tables):
            for dimension, table in zip(cover.dimensions, cover.tables, strict=True):
                self.model.add(chosen[dimension, table] == 1)
        elif len(cover.dimensions) > len(cover.tables):
            for number, dimension in enumerate(cover.dimensions):
                for place, table in enumerate(cover.tables):
                    if place > number:
                        self.model.add(chosen[dimension, table] == 0)
                    elif place:
                        before = cover.tables[place - 1]
                        earlier = [chosen[d, before] for d in cover.dimensions[:number]]
                        self.model.add(chosen[dimension, table] <= sum(earlier))
        else:
            # One a table: the tables of the same dimension stand beside each other.
            for before, table in zip(cover.tables, cover.tables[1:], strict=False):
                places = [
                    sum(n * chosen[d, where] for n, d in enumerate(cover.dimensions))
                    for where in (before, table)
                ]
                self.model.add(places[0] <= places[1])

    def _derived(self, least: int, most: int, worth: Worth) -> cp_model.IntVar:
        """Return a variable that follows from who sits where, as ``worth`` says."""
        made = self.model.new_int_var(least, most, "")
        self._hints.append((made, worth))
        return made

    def hint(self, seats: Seats, dimensions: Sequence[Collection[str]]) -> None:
        """Tell the solver of a seating to begin with: how many of each kind sit at each table."""
        for row, counts in zip(self.seats, seats, strict=True):
            for seat, count in zip(row, counts, strict=True):
                self.model.add_hint(seat, count)
        for (dimension, table), looked in self.looked_at.items():
            if not isinstance(looked, int):
                self.model.add_hint(looked, dimension in dimensions[table])
        for made, worth in self._hints:
            self.model.add_hint(made, worth(seats))

    def order(self, members: Sequence[int]) -> int:
        """Return what tables stand in order of, the largest first, where :attr:`ordered`."""
        return members[0] * (1 + max(most for _least, most in self.sizes)) + members[1]

    def _order_by_roles(self) -> None:
        keys = [
            self.order([self._role(Role.ADVOCATE, table), self._role(Role.PRACTITIONER, table)])
            for table in self.tables
        ]
        for one, after in pairwise(keys):
            self.model.add(one >= after)

    def _cost(self, goal: Goal) -> Count:
        makers = {
            Goal.RULES: self._rules,
            Goal.LONE: self._lone,
            Goal.MOVES: self._moves,
            Goal.INTERESTS: self._interests,
        }
        make = makers.get(goal)
        return make() if make else self._pairs(goal)

    def _rules(self) -> Count:
        terms: list[Count] = []
        for rule in (Rule.APART, Rule.SUPERVISOR, Rule.TOGETHER):
            for one, other in pairs(self.problem, rule):
                broken = self._derived(0, 1, self._is_broken(rule, one, other))
                terms.append(PRICES[rule] * broken)
                for table in self.tables:
                    here, there = self._at(one, table), self._at(other, table)
                    if rule is Rule.TOGETHER:
                        self.model.add(here - there <= broken)
                    else:
                        self.model.add(here + there <= 1 + broken)
        for needy, able in languages_served(self.problem).values():
            able_kinds = {self._kind_of[person] for person in able}
            for number in sorted({self._kind_of[person] for person in needy}):
                terms.append(PRICES[Rule.INTERPRETER] * self._unserved(number, able_kinds))
        terms += self._misplaced()
        self.least = fewest_broken(self.problem)
        return sum(terms)

    def _misplaced(self) -> list[Count]:
        """Return what it costs that people sit where the place lacks what they need."""
        price = PRICES[Rule.PLACE]
        return [
            price * lacking * row[place]
            for row, kind in zip(self.seats, self.kinds, strict=True)
            for place, table in enumerate(self.problem.tables)
            if (lacking := len(misplaced(self.problem, kind.sample, table.id)))
        ]

    def _is_broken(self, rule: Rule, one: str, other: str) -> Worth:
        here, there = self._kind_of[one], self._kind_of[other]
        apart = rule is Rule.TOGETHER
        return lambda seats: int((seats[here] != seats[there]) == apart)

    def _unserved(self, number: int, able: set[int]) -> Count:
        """Return how many of a kind sit where nobody interprets for them."""
        many = len(self.kinds[number].people)
        missing = []
        for table in self.tables:
            alone = self._derived(0, many, _is_unserved(number, able, table))
            served = sum(self.seats[each][table] for each in able)
            self.model.add(self.seats[number][table] - alone <= many * served)
            missing.append(alone)
        return sum(missing)

    def _at(self, person: str, table: int) -> cp_model.IntVar:
        """Return whether somebody who is a kind of their own sits at a table."""
        return self.seats[self._kind_of[person]][table]

    def _role(self, role: Role, table: int) -> Count:
        return sum(
            row[table]
            for row, kind in zip(self.seats, self.kinds, strict=True)
            if kind.sample.role is role
        )

    def _lone(self) -> Count:
        advocates = sum(person.role is Role.ADVOCATE for person in self.problem.people)
        if not advocates:
            return 0
        numbers = [n for n, kind in enumerate(self.kinds) if kind.sample.role is Role.ADVOCATE]
        lone = []
        for table in self.tables:
            seated = _sum_of(numbers, table)
            lone.append(self._derived(0, 1, _then(seated, lambda count: int(count == 1))))
            some = self._derived(0, 1, _then(seated, lambda count: int(count > 0)))
            here = self._role(Role.ADVOCATE, table)
            self.model.add(here <= min(advocates, self.sizes[table][1]) * some)
            self.model.add(here + lone[table] >= 2 * some)
        self.least = int(advocates == 1)
        return sum(lone)

    def _moves(self) -> Count:
        """Return moves, and of two equally few the one that leaves those in place who need it."""
        places = {table.id: place for place, table in enumerate(self.problem.tables)}
        terms: list[Count] = []
        for row, kind in zip(self.seats, self.kinds, strict=True):
            place = places.get(self.problem.seated.get(kind.people[0], ""))
            if place is not None:
                price = move_price(self.problem) + kind.sample.rooted
                terms.append(price * (len(kind.people) - row[place]))
        return sum(terms)

    def _interests(self) -> Count:
        terms: list[Count] = []
        there = {dimension for dimension, _table in self.looked_at}
        for row, kind in zip(self.seats, self.kinds, strict=True):
            wanted = [d for d in kind.sample.interests if d in there]
            if not wanted:
                continue
            many = len(kind.people)
            met = [self._met(row[table], many, wanted, table) for table in self.tables]
            terms.append(many - sum(met))
        return sum(terms)

    def _met(self, here: cp_model.IntVar, many: int, wanted: Iterable[str], table: int) -> Count:
        looked = [self.looked_at[d, table] for d in wanted if (d, table) in self.looked_at]
        chosen = [one for one in looked if not isinstance(one, int)]
        if len(chosen) < len(looked):
            return here
        if not chosen:
            return 0
        met = self.model.new_int_var(0, many, "")
        self.model.add(met <= here)
        self.model.add(met <= many * sum(chosen))
        return met

    def _pairs(self, goal: Goal) -> Count:
        """Return how many pairs at one table share a feature, by weight.

        A pair count is convex in how many sit there: its tangents at whole numbers say it exactly.
        """
        shared = features(self.problem, goal)
        many = len(self.tables)
        prices = {key: weight(self.problem, key[0]) for key in shared}
        alone = {key: fewest_pairs(len(people), many) for key, people in shared.items()}
        fewest_roles = self._fewest_role_pairs() if any(k == "role" for k, _v in shared) else 0
        role_price = self.problem.weights.roles
        self.least = role_price * fewest_roles + sum(
            prices[key] * least for key, least in alone.items() if key[0] != "role"
        )
        apart = sum(prices[key] * least for key, least in alone.items())
        terms: list[Count] = []
        roles: list[Count] = []
        for key, people in shared.items():
            # What is settled leaves so many pairs more than the least for one feature to use up.
            more = None
            if goal in self._at_most:
                used = self.least if key[0] != "role" else apart
                more = (self._at_most[goal] - used) // prices[key]
            found = self._pairs_of(people, more)
            terms += [prices[key] * one for one in found]
            roles += found if key[0] == "role" else []
        if roles:
            self.model.add(sum(roles) >= fewest_roles)
        return sum(terms)

    def _pairs_of(self, people: Sequence[str], more: int | None) -> list[Count]:
        """Return some people's pairs at each table, at most so many ``more`` than the least."""
        tables, total = len(self.tables), len(people)
        numbers = sorted({self._kind_of[person] for person in people})
        least = fewest_pairs(total, tables)
        low, high = 0, total
        if more is not None:
            low, high = spread(total, tables, more)
        found: list[Count] = []
        for table in self.tables:
            most = min(high, self.sizes[table][1])
            seated = _sum_of(numbers, table)
            here = self._derived(min(low, most), most, seated)
            self.model.add(here == sum(self.seats[number][table] for number in numbers))
            if most < 2:
                continue
            many = most * (most - 1) // 2
            pairs_here = self._derived(0, many, _then(seated, lambda count: pairs_in([count])))
            for count in range(max(1, low), most):
                self.model.add(pairs_here >= count * here - count * (count + 1) // 2)
            if low:
                self.model.add(pairs_here >= (low - 1) * here - low * (low - 1) // 2)
            found.append(pairs_here)
        self.model.add(sum(found) >= least)
        if more is not None:
            self.model.add(sum(found) <= least + more)
        return found

    def _fewest_role_pairs(self) -> int:
        return fewest_role_pairs(
            [person.role for person in self.problem.people],
            len(self.tables),
            (min(least for least, _most in self.sizes), max(most for _least, most in self.sizes)),
            self._at_most.get(Goal.LONE, len(self.tables)),
        )


def move_price(problem: GroupingProblem) -> int:
    """Return what one move counts: more than every difference in who moves."""
    return len(problem.people) + 1


def _sum_of(kinds: Sequence[int], table: int) -> Worth:
    return lambda seats: sum(seats[number][table] for number in kinds)


def _then(worth: Worth, follows: Callable[[int], int]) -> Worth:
    return lambda seats: follows(worth(seats))


def _is_unserved(number: int, able: set[int], table: int) -> Worth:
    return lambda seats: 0 if any(seats[each][table] for each in able) else seats[number][table]

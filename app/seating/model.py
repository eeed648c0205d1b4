"""The seating as a constraint model: how many of each kind sit at each table, and what follows.

Variables are counts, never pairs of people, so that the model grows with people times tables.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import Goal, GroupingProblem
from app.domain.people import Role
from app.domain.seat_quality import (
    PRICES,
    Rule,
    languages_served,
    pairs,
    pairs_in,
    places_offered,
)
from app.domain.table_sizes import sizes
from app.seating.bounds import fewest_broken, fewest_pairs, spread
from app.seating.kinds import Kind, kinds_of
from app.seating.pair_bounds import PairBounds
from app.seating.places import Places
from app.seating.shape import alike, interchangeable
from app.seating.special import Beside, SpecialTables, tables_beside
from app.seating.topics import Topics

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
        topics: what the model's tables look at, once interests count.
        places: where the model's tables stand.
        alike: places of tables that stand in an order of the model's own, and are named after.

    """

    def __init__(
        self,
        problem: GroupingProblem,
        goals: Sequence[Goal],
        at_most: Mapping[Goal, int],
        parts: Mapping[str, int] | None = None,
    ) -> None:
        """Lay down who must sit somewhere, sizes, locks and dimensions, then the goals.

        ``parts`` is what each kind of pair is known to cost at least.
        """
        self.problem = problem
        self.model = cp_model.CpModel()
        self.kinds: tuple[Kind, ...] = kinds_of(problem, goals)
        self.sizes = sizes(problem)
        self.topics: Topics | SpecialTables | None = None
        self.special: SpecialTables | None = None
        self.alike: list[list[int]] = []
        self._at_most = at_most
        self._parts = parts or {}
        self._hints: list[tuple[cp_model.IntVar, Worth]] = []
        self._kind_of = {
            person: number for number, kind in enumerate(self.kinds) for person in kind.people
        }
        beside = tables_beside(problem) if Goal.INTERESTS in goals else []
        if beside:
            self.special = self.topics = SpecialTables(problem, self.model, beside)
            self.sizes += [self.sizes[0] for _table in beside]
        self.tables = range(len(self.sizes))
        self.seats = [self._seat_counts(kind) for kind in self.kinds]
        for table, (least, most) in enumerate(self.sizes):
            there = sum(row[table] for row in self.seats)
            self.model.add(there >= least * self._is_open(table))
            self.model.add(there <= most * self._is_open(table))
        free = False
        if Goal.INTERESTS not in goals:
            self.alike = alike(problem)
            self._order_by_roles()
        elif not beside:
            self.topics = Topics(problem, self.model)
            free = self.topics.cover is not None and interchangeable(problem)
        self.places = Places(problem, self.model, free=free, beside=[one.place for one in beside])
        self._keep_locked()
        self._keep_interpreters(beside)
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
        return row

    def _is_open(self, table: int) -> Count:
        """Return 1, or what is 0 where nobody sits at a table of the model."""
        return self.special.is_open[table] if self.special else 1

    def _keep_locked(self) -> None:
        """Keep who is locked to a table there, wherever among the model's tables it stands."""
        place_of = {table.id: place for place, table in enumerate(self.problem.tables)}
        for row, kind in zip(self.seats, self.kinds, strict=True):
            place = place_of.get(kind.sample.locked_table)
            if place is not None:
                for table, seat in enumerate(row):
                    self.model.add(seat == len(kind.people) * self.places.holds(place, table))

    def _keep_interpreters(self, beside: Sequence[Beside]) -> None:
        """Keep who has a table beside the dimensions' there, or at one before it in their order."""
        first = len(self.problem.tables)
        own = {one.interpreter: place for place, one in enumerate(beside, start=first)}
        for row, kind in zip(self.seats, self.kinds, strict=True):
            tables = [own[person] for person in kind.people if person in own]
            for table, seat in enumerate(row):
                if table in tables:
                    self.model.add(seat >= self._is_open(table))
                elif tables and not first <= table <= max(tables):
                    self.model.add(seat == 0)

    def _derived(self, least: int, most: int, worth: Worth) -> cp_model.IntVar:
        """Return a variable that follows from who sits where, as ``worth`` says."""
        made = self.model.new_int_var(least, most, "")
        self._hints.append((made, worth))
        return made

    def hint(
        self, stands: Sequence[int], seats: Seats, dimensions: Sequence[Collection[str]]
    ) -> None:
        """Tell the solver of a seating to begin with: how many of each kind sit at each table.

        ``stands`` is the problem's table for each of the model's.
        """
        self.places.hint(self.model, stands)
        for row, counts in zip(self.seats, seats, strict=True):
            for seat, count in zip(row, counts, strict=True):
                self.model.add_hint(seat, count)
        if self.topics:
            self.topics.hint(self.model, dimensions)
        for made, worth in self._hints:
            self.model.add_hint(made, worth(seats))

    def order(self, members: Sequence[int]) -> int:
        """Return what tables that are :attr:`alike` stand in order of, the largest first."""
        return members[0] * (1 + max(most for _least, most in self.sizes)) + members[1]

    def _order_by_roles(self) -> None:
        keys = [
            self.order([self._role(Role.ADVOCATE, table), self._role(Role.PRACTITIONER, table)])
            for table in self.tables
        ]
        for places in self.alike:
            for one, after in pairwise(places):
                self.model.add(keys[one] >= keys[after])

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
        offered = places_offered(self.problem)
        return [
            PRICES[Rule.PLACE] * self._lacking(number, need, table)
            for number, kind in enumerate(self.kinds)
            for need in kind.sample.needs_place
            if need in offered
            for table in self.tables
        ]

    def _lacking(self, number: int, need: str, table: int) -> Count:
        """Return how many of a kind sit at a table without what they need of its place."""
        here, offers = self.seats[number][table], self.places.offers(need, table)
        if isinstance(offers, int):
            return here * (1 - offers)
        most = min(len(self.kinds[number].people), self.sizes[table][1])
        lacking = self._derived(
            0, most, lambda seats: seats[number][table] * (not self.places.is_hinted(need, table))
        )
        self.model.add(here - lacking <= most * offers)
        return lacking

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
        looked_at = self.topics.looked_at if self.topics else {}
        there = {dimension for dimension, _table in looked_at}
        for row, kind in zip(self.seats, self.kinds, strict=True):
            wanted = [d for d in kind.sample.interests if d in there]
            if not wanted:
                continue
            many = len(kind.people)
            met = [
                self._met(
                    here, many, [looked_at[d, table] for d in wanted if (d, table) in looked_at]
                )
                for table, here in enumerate(row)
            ]
            terms.append(many - sum(met))
        return sum(terms)

    def _met(self, here: cp_model.IntVar, many: int, looked: Sequence[Count]) -> Count:
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
        bounds = PairBounds(self.problem, goal, self._at_most, self._parts)
        self.least = bounds.least.total()
        terms: dict[str, list[Count]] = {kind: [] for kind in bounds.least}
        for key, people in bounds.shared.items():
            pairs_found = self._pairs_of(people, bounds.more(key))
            terms[key[0]] += [bounds.prices[key] * one for one in pairs_found]
        for kind, found in terms.items():
            if found:
                self.model.add(sum(found) >= bounds.least[kind])
        return sum(one for found in terms.values() for one in found)

    def _pairs_of(self, people: Sequence[str], more: int | None) -> list[Count]:
        """Return some people's pairs at each table, at most so many ``more`` than the least."""
        tables, total = len(self.problem.tables), len(people)
        numbers = sorted({self._kind_of[person] for person in people})
        least = fewest_pairs(total, tables)
        low, high = 0, total
        if more is not None:
            low, high = spread(total, tables, more)
        found: list[Count] = []
        for table in self.tables:
            most = min(high, self.sizes[table][1])
            seated = _sum_of(numbers, table)
            is_open = self._is_open(table)
            here = self._derived(0, most, seated)
            self.model.add(here == sum(self.seats[number][table] for number in numbers))
            self.model.add(here >= min(low, most) * is_open)
            self.model.add(here <= most * is_open)
            if most < 2:
                continue
            many = most * (most - 1) // 2
            pairs_here = self._derived(0, many, _then(seated, lambda count: pairs_in([count])))
            for count in range(max(1, low), most):
                self.model.add(pairs_here >= count * here - count * (count + 1) // 2 * is_open)
            if low:
                self.model.add(pairs_here >= (low - 1) * here - low * (low - 1) // 2 * is_open)
            found.append(pairs_here)
        self.model.add(sum(found) >= least)
        if more is not None:
            self.model.add(sum(found) <= least + more)
        return found


def move_price(problem: GroupingProblem) -> int:
    """Return what one move counts: more than every difference in who moves."""
    return len(problem.people) + 1


def _sum_of(kinds: Sequence[int], table: int) -> Worth:
    return lambda seats: sum(seats[number][table] for number in kinds)


def _then(worth: Worth, follows: Callable[[int], int]) -> Worth:
    return lambda seats: follows(worth(seats))


def _is_unserved(number: int, able: set[int], table: int) -> Worth:
    return lambda seats: 0 if any(seats[each][table] for each in able) else seats[number][table]

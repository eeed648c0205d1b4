"""Swapping people as long as that helps, and now and then though it does not: simulated annealing.

The solver proves; this finds what it is to prove, in a fraction of the time. Nothing here decides
what is allowed: it starts from an arrangement, keeps its sizes even, and hands back a better one.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence

from app.domain.grouping import Arrangement, Goal, GroupingProblem
from app.domain.people import Role
from app.domain.seat_quality import (
    PRICES,
    Rule,
    features,
    languages_served,
    misplaced,
    pairs,
    weight,
)
from app.domain.table_sizes import sizes
from app.seating.shape import cover_of

_HEAT = {Goal.MIX: (4.0, 0.25), Goal.NEW: (2.0, 0.2)}
_USUAL_HEAT = (1.5, 0.12)
_CHEAP, _DEAR = 1.0, 4.0
"""What an earlier goal's loss counts in units of this goal, at the beginning and at the end: the
search goes through what is forbidden, and comes back."""

_STAYING = 0.5
"""What it counts, in units of a goal that comes before few moves, that somebody has moved: without
it people change tables for nothing, and few of them find their way back."""

_LOOKS = 50
_HEAVY = {Goal.RULES: 6, Goal.LONE: 12, Goal.NEW: 4}
"""So that no gain of a later goal pays for a loss of an earlier one."""

_DIGITS = 24
_HALF, _EARLY = 1 << (_DIGITS - 1), 1 << _DIGITS
"""Added to each price of an earlier goal: one sum then says both what a change costs and, in its
higher digits, how much of it concerns earlier goals."""

Pairs = list[tuple[int, int]]


class Improver:
    """The people and tables of one problem in numbers, for looking at very many swaps."""

    def __init__(self, problem: GroupingProblem) -> None:
        """Number people, tables and what people share."""
        self.problem = problem
        self.people = sorted(problem.people, key=lambda person: person.id)
        self.place = {person.id: number for number, person in enumerate(self.people)}
        self.tables = [table.id for table in problem.tables]
        self.sizes = sizes(problem)
        ids = set(self.tables)
        self.movable = [n for n, person in enumerate(self.people) if person.locked_table not in ids]
        self.advocate = [int(person.role is Role.ADVOCATE) for person in self.people]
        self.wishes = self._wishes()
        self.lacking = [
            [PRICES[Rule.PLACE] * len(misplaced(problem, person, table)) for table in self.tables]
            for person in self.people
        ]
        self.away = self._away()
        self.languages = [
            ({self.place[p] for p in needy}, {self.place[p] for p in able})
            for needy, able in languages_served(problem).values()
        ]
        self.speaks = [
            any(n in needy or n in able for needy, able in self.languages)
            for n in range(len(self.people))
        ]
        cover = cover_of(problem)
        self.free = list(cover.tables) if cover else []

    def _away(self) -> list[list[int]]:
        """Return, for each person, at which tables they are counted as having moved."""
        seated = self.problem.seated if self.problem.move_cost > 0 else {}
        homes = [seated.get(person.id) for person in self.people]
        return [
            [int(home in self.tables and home != table) for table in self.tables] for home in homes
        ]

    def _wishes(self) -> list[Pairs]:
        """Return, for each person, with whom being at one table costs how much (or is worth it)."""
        found: list[Pairs] = [[] for _person in self.people]
        for rule in (Rule.APART, Rule.SUPERVISOR, Rule.TOGETHER):
            price = -PRICES[rule] if rule is Rule.TOGETHER else PRICES[rule]
            for one, other in pairs(self.problem, rule):
                found[self.place[one]].append((self.place[other], price))
                found[self.place[other]].append((self.place[one], price))
        return found

    def features(self, goals: Mapping[Goal, int]) -> tuple[list[Pairs], list[tuple[Goal, int]]]:
        """Return, for each person, (feature, price of a pair), and each feature's goal and weight.

        Prices are a goal's in ``goals`` times the weight.
        """
        found: list[Pairs] = [[] for _person in self.people]
        kinds: list[tuple[Goal, int]] = []
        for goal, price in goals.items():
            if goal in (Goal.NEW, Goal.MIX, Goal.PERSPECTIVES):
                for (kind, _value), people in features(self.problem, goal).items():
                    counted = weight(self.problem, kind)
                    for person in people:
                        found[self.place[person]].append((len(kinds), price * counted))
                    kinds.append((goal, counted))
        return found, kinds

    def improve(self, start: Arrangement, goals: Sequence[Goal], rounds: int) -> Arrangement:
        """Return an arrangement that is no worse by any of these goals, and better by the last.

        ``rounds`` swaps are looked at.
        """
        run = _Run(self, start, goals)
        run.anneal(rounds)
        return run.kept()


class _Run:
    """One cooling down. ``cost`` counts the last goal once, what went wrong before it dearly."""

    def __init__(self, room: Improver, start: Arrangement, goals: Sequence[Goal]) -> None:
        self.room = room
        self.goal = goals[-1]
        self.price = {goal: _EARLY * _HEAVY.get(goal, 1) for goal in goals} | {self.goal: 1}
        self.rule_price = self.price[Goal.RULES]
        self.lone_price = self.price.get(Goal.LONE, 0)
        self.features, self.kinds = room.features(self.price)
        self.shared = [dict(each) for each in self.features]
        self.interest = self.price.get(Goal.INTERESTS, 0)
        table = {name: number for number, name in enumerate(room.tables)}
        self.at = [table[start.seats[person.id]] for person in room.people]
        self.dimensions = [start.dimensions[name] for name in room.tables]
        self.chance = random.Random(room.problem.seed)
        self.stays = Goal.MOVES in room.problem.goals
        self._count()
        self.cost, self.gone, self.early, self.least, self.dear = 0, 0, 0, (0, 0), 2.0
        self.settled = self._values(goals[:-1])
        self._kept = (list(self.at), list(self.dimensions))

    def _count(self) -> None:
        tables = range(len(self.room.tables))
        self.counts = [[0] * len(self.room.tables) for _feature in self.kinds]
        self.advocates = [0 for _table in tables]
        self.members = [0 for _table in tables]
        for person, table in enumerate(self.at):
            self.members[table] += 1
            self.advocates[table] += self.room.advocate[person]
            for feature, _price in self.features[person]:
                self.counts[feature][table] += 1
        self.misses = [self._misses(person) for person in range(len(self.at))]

    def _misses(self, person: int) -> list[int]:
        """Return at which tables a person works on nothing they named."""
        there = {one for found in self.dimensions for one in found}
        wanted = there & set(self.room.people[person].interests)
        if not wanted or not self.interest:
            return [0] * len(self.dimensions)
        return [int(not wanted & set(found)) for found in self.dimensions]

    def anneal(self, rounds: int) -> None:
        """Look at so many swaps, at first also taking what is a little worse."""
        hot, cold = _HEAT.get(self.goal, _USUAL_HEAT)
        movable, chance, at = self.room.movable, self.chance, self.at
        if len(movable) < 2 or len(self.room.tables) < 2:
            return
        swaps_topics = self.interest and len(self.room.free) > 1
        for number in range(rounds):
            if not number % _LOOKS:
                heat = hot * (cold / hot) ** (number / rounds)
                self.dear = _CHEAP + (_DEAR - _CHEAP) * number / rounds
            if swaps_topics and not number % 40:
                self._try_topics(heat)
                continue
            one = movable[int(chance.random() * len(movable))]
            other = movable[int(chance.random() * len(movable))]
            if at[one] == at[other]:
                continue
            here, there = at[one], at[other]
            if not number % 8 and self._has_room(here, there):
                change = self._moving(one, there)
                gone = self._leaving(one, there) if self.stays else 0
                if self._takes(change, heat, gone):
                    self._move(one, there)
                    self._note(change, gone)
                continue
            change = self._swapping(one, other)
            gone = self._leaving(one, there) + self._leaving(other, here) if self.stays else 0
            if self._takes(change, heat, gone):
                self._move(one, there)
                self._move(other, here)
                self._note(change, gone)

    def _leaving(self, one: int, there: int) -> int:
        """Return how many more have moved where a person goes to another table: 1, 0 or -1."""
        away = self.room.away[one]
        return away[there] - away[self.at[one]]

    def _takes(self, change: int, heat: float, gone: int = 0) -> bool:
        early = (change + _HALF) >> _DIGITS
        cost = change - (early << _DIGITS) + self.dear * early + _STAYING * gone
        return cost <= 0 or self.chance.random() < math.exp(-cost / heat)

    def _note(self, change: int, gone: int = 0) -> None:
        early = (change + _HALF) >> _DIGITS
        self.early += early
        self.gone += gone
        self.cost += change - (early << _DIGITS)
        now = (self.cost, self.gone)
        if now < self.least and self.early <= 0 and self._is_lawful():
            self.least = now
            self._kept = (list(self.at), list(self.dimensions))

    def _is_lawful(self) -> bool:
        """Tell whether no earlier goal is worse than it was at the start."""
        now = self._values(self.settled)
        return all(now[goal] <= most for goal, most in self.settled.items())

    def _values(self, goals: Iterable[Goal]) -> dict[Goal, int]:
        """Return how far goals are from what is wished, compared with other seatings only."""
        found = dict.fromkeys(goals, 0)
        for goal in found:
            if goal is Goal.RULES:
                wishes = enumerate(self.room.wishes)
                lacking = sum(
                    row[table] for row, table in zip(self.room.lacking, self.at, strict=True)
                )
                found[goal] = 2 * (PRICES[Rule.INTERPRETER] * self._unserved({}) + lacking) + sum(
                    price
                    for person, wished in wishes
                    for other, price in wished
                    if self.at[person] == self.at[other]
                )
            elif goal is Goal.LONE:
                found[goal] = self.advocates.count(1)
            elif goal is Goal.INTERESTS:
                found[goal] = self._unmet()
        for (goal, counted), counts in zip(self.kinds, self.counts, strict=True):
            if goal in found:
                found[goal] += counted * sum(count * (count - 1) for count in counts) // 2
        return found

    def _has_room(self, here: int, there: int) -> bool:
        sizes = self.room.sizes
        return self.members[here] > sizes[here][0] and self.members[there] < sizes[there][1]

    def _moving(self, one: int, there: int) -> int:
        """Return what it costs that a person goes to another table."""
        here = self.at[one]
        change = self.interest * (self.misses[one][there] - self.misses[one][here])
        for feature, price in self.features[one]:
            counts = self.counts[feature]
            change += price * (counts[there] - counts[here] + 1)
        change += self._lone_change(self.room.advocate[one], here, there)
        change += self._wish_change(one, here, there, -1)
        lacking = self.room.lacking[one]
        change += self.rule_price * (lacking[there] - lacking[here])
        if self.room.speaks[one]:
            change += self._language_change({one: there})
        return change

    def _swapping(self, one: int, other: int) -> int:
        """Return what it costs that two people of different tables swap seats."""
        here, there = self.at[one], self.at[other]
        shared, theirs = self.shared[one], self.shared[other]
        change = 0
        for feature, price in self.features[one]:
            if feature not in theirs:
                counts = self.counts[feature]
                change += price * (counts[there] - counts[here] + 1)
        for feature, price in self.features[other]:
            if feature not in shared:
                counts = self.counts[feature]
                change += price * (counts[here] - counts[there] + 1)
        if self.interest:
            mine, yours = self.misses[one], self.misses[other]
            more = mine[there] - mine[here] + yours[here] - yours[there]
            change += self.interest * more
        advocates = self.room.advocate
        if advocates[one] != advocates[other]:
            change += self._lone_change(advocates[one] - advocates[other], here, there)
        mine, yours = self.room.lacking[one], self.room.lacking[other]
        change += self.rule_price * (mine[there] - mine[here] + yours[here] - yours[there])
        if self.room.wishes[one]:
            change += self._wish_change(one, here, there, other)
        if self.room.wishes[other]:
            change += self._wish_change(other, there, here, one)
        if self.room.speaks[one] or self.room.speaks[other]:
            change += self._language_change({one: there, other: here})
        return change

    def _lone_change(self, advocates: int, here: int, there: int) -> int:
        """Return what it costs that so many advocates more go from here to there than back."""
        if not advocates:
            return 0
        before = (self.advocates[here] == 1) + (self.advocates[there] == 1)
        after = (self.advocates[here] - advocates == 1) + (self.advocates[there] + advocates == 1)
        return self.lone_price * (after - before)

    def _wish_change(self, one: int, here: int, there: int, other: int) -> int:
        change = 0
        for friend, price in self.room.wishes[one]:
            if friend != other:
                where = self.at[friend]
                change += price * ((where == there) - (where == here))
        return self.rule_price * change

    def _language_change(self, moves: Mapping[int, int]) -> int:
        before = self._unserved({})
        return self.rule_price * PRICES[Rule.INTERPRETER] * (self._unserved(moves) - before)

    def _unserved(self, moves: Mapping[int, int]) -> int:
        at, missing = self.at, 0
        for needy, able in self.room.languages:
            served = {moves.get(person, at[person]) for person in able}
            missing += sum(moves.get(person, at[person]) not in served for person in needy)
        return missing

    def _move(self, one: int, there: int) -> None:
        here = self.at[one]
        self.at[one] = there
        self.members[here] -= 1
        self.members[there] += 1
        self.advocates[here] -= self.room.advocate[one]
        self.advocates[there] += self.room.advocate[one]
        for feature, _price in self.features[one]:
            self.counts[feature][here] -= 1
            self.counts[feature][there] += 1

    def _try_topics(self, heat: float) -> None:
        """Let two tables swap a dimension, or all they have."""
        one, other = self.chance.sample(self.room.free, 2)
        before = list(self.dimensions)
        first, second = list(before[one]), list(before[other])
        if self.chance.random() < 0.5 or not first or not second:
            first, second = second, first
        else:
            place = int(self.chance.random() * len(first))
            slot = int(self.chance.random() * len(second))
            first[place], second[slot] = second[slot], first[place]
        if len(set(first)) < len(first) or len(set(second)) < len(second):
            return
        unmet = self._unmet()
        self.dimensions[one], self.dimensions[other] = tuple(first), tuple(second)
        kept = self.misses
        self.misses = [self._misses(person) for person in range(len(self.at))]
        change = self.interest * (self._unmet() - unmet)
        if self._takes(change, heat):
            self._note(change)
        else:
            self.dimensions, self.misses = before, kept

    def _unmet(self) -> int:
        return sum(misses[table] for misses, table in zip(self.misses, self.at, strict=True))

    def kept(self) -> Arrangement:
        """Return the best arrangement that was met."""
        return self.best(*self._kept)

    def best(self, at: list[int], dimensions: list[tuple[str, ...]]) -> Arrangement:
        """Return an arrangement by names."""
        names = self.room.tables
        order = {d: place for place, d in enumerate(self.room.problem.dimensions)}
        free = {names[place] for place in self.room.free}
        return Arrangement(
            seats={
                person.id: names[table] for person, table in zip(self.room.people, at, strict=True)
            },
            dimensions={
                name: tuple(sorted(found, key=order.__getitem__)) if name in free else found
                for name, found in zip(names, dimensions, strict=True)
            },
        )

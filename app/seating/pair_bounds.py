"""What a goal that counts pairs comes to at least, and what that leaves for each feature."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from app.domain.grouping import Goal, GroupingProblem
from app.domain.seat_quality import features, weight
from app.domain.table_sizes import sizes
from app.seating.bounds import (
    Gathered,
    fewest_pairs,
    fewest_pairs_gathered,
    fewest_role_pairs,
    gathered,
)

Feature = tuple[str, str]
"""A kind and a value of `app.domain.seat_quality.features`."""


class PairBounds:
    """The least cost of one goal's pairs, as far as that is known without seating anybody.

    Attributes:
        shared: who shares each feature.
        prices: what a pair of each feature counts.
        alone: what each feature costs at least, whatever the others do.
        least: what each kind of feature costs at least.

    """

    def __init__(
        self,
        problem: GroupingProblem,
        goal: Goal,
        at_most: Mapping[Goal, int],
        parts: Mapping[str, int],
    ) -> None:
        """Work everything out; ``parts`` is what is known of some kinds from elsewhere."""
        self._problem = problem
        self._tables = len(problem.tables)
        self._at_most = at_most
        self._most = at_most.get(goal)
        self.shared = features(problem, goal)
        self.prices = {key: weight(problem, key[0]) for key in self.shared}
        self.alone = {
            key: self.prices[key] * self._fewest_of(people) for key, people in self.shared.items()
        }
        self.least: Counter[str] = Counter()
        for (kind, _value), price in self.alone.items():
            self.least[kind] += price
        for kind in self.least:
            known = [self.least[kind], parts.get(kind, 0)]
            if kind == "role":
                known.append(problem.weights.roles * self._fewest_role_pairs())
            self.least[kind] = max(known)

    def more(self, key: Feature) -> int | None:
        """Return how many pairs of a feature there may be more than even shares would make.

        That is what the settled cost leaves where all others use their least; None where it is not
        settled yet.
        """
        if self._most is None:
            return None
        others = sum(price for other, price in self.alone.items() if other[0] == key[0])
        others += self.least.total() - self.least[key[0]] - self.alone[key]
        even = fewest_pairs(len(self.shared[key]), self._tables)
        return (self._most - others) // self.prices[key] - even

    def _fewest_of(self, people: Sequence[str]) -> int:
        few = [fewest_pairs_gathered(people, self._tables, one) for one in self._gathered]
        return max([fewest_pairs(len(people), self._tables), *few])

    def _fewest_role_pairs(self) -> int:
        """Return how many pairs of one role there are at least, whoever has to share few tables."""
        even = sizes(self._problem)
        return max(
            fewest_role_pairs(
                [person.role for person in self._problem.people],
                self._tables,
                (min(least for least, _ in even), max(most for _, most in even)),
                self._at_most.get(Goal.LONE, self._tables),
                one,
            )
            for one in (None, *self._gathered)
        )

    @cached_property
    def _gathered(self) -> list[Gathered]:
        """Return who has to share few tables by what the rules have come to."""
        if Goal.RULES not in self._at_most:
            return []
        return gathered(self._problem, self._at_most[Goal.RULES])

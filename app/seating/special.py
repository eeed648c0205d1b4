"""Special places beside one table for each dimension: for rooms where every table has one.

A table at a special place is a table of the model by itself, with a dimension to be found, and the
table of that dimension stays empty. Then who needs the place, and what so many of one role cost
there, is known before it is known what they work on.
"""

from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.domain.seat_quality import places_offered
from app.seating.shape import alike, are_settled, cover_of, interchangeable


def special_places(problem: GroupingProblem) -> list[int]:
    """Return which tables stand at places that offer something, where it helps to know.

    It does not where they are more than a third, and where tables have another order already.
    """
    ids = {table.id for table in problem.tables}
    held = any(person.locked_table in ids for person in problem.people)
    cover = cover_of(problem)
    if held or cover is None or not interchangeable(problem) or not are_settled(problem):
        return []
    offering = set().union(*places_offered(problem).values())
    found = [place for place, table in enumerate(problem.tables) if table.id in offering]
    return found if 3 * len(found) <= len(problem.tables) else []


class SpecialTables:
    """The tables of the model: one for each dimension, then those at special places.

    Attributes:
        cover: how dimensions are shared out.
        looked_at: for each dimension and table, whether it is looked at there: 1, or a variable.
        is_open: for each table 1, or a sum that is 0 where nobody sits and 1 elsewhere.
        places: the problem's tables at special places, in the model's order.

    """

    def __init__(
        self, problem: GroupingProblem, model: cp_model.CpModel, places: Sequence[int]
    ) -> None:
        """Let every special table have one dimension, and no dimension two of them."""
        self.cover = cover_of(problem)
        self.places = list(places)
        self._dimensions = problem.dimensions
        self._tables = len(problem.tables)
        self._rows = [[model.new_bool_var(f"{d}@{p}") for d in problem.dimensions] for p in places]
        for row in self._rows:
            model.add_exactly_one(row)
        self.is_open: list[Any] = [1 - sum(column) for column in zip(*self._rows, strict=True)]
        for column in zip(*self._rows, strict=True):
            model.add_at_most_one(column)
        self.is_open += [1] * len(self._rows)
        number = dict(zip(places, self._rows, strict=True))
        for same in alike(problem):
            for one, after in pairwise([number[place] for place in same if place in number]):
                model.add(_place_in(one) + 1 <= _place_in(after))
        self.looked_at: dict[tuple[str, int], Any] = {
            (dimension, table): 1 for table, dimension in enumerate(self._dimensions)
        }
        for table, row in enumerate(self._rows, start=self._tables):
            for dimension, here in zip(self._dimensions, row, strict=True):
                self.looked_at[dimension, table] = here

    def hint(self, model: cp_model.CpModel, dimensions: Sequence[Collection[str]]) -> None:
        """Begin with these dimensions of each table of the model."""
        for row, held in zip(self._rows, dimensions[self._tables :], strict=True):
            for dimension, here in zip(self._dimensions, row, strict=True):
                model.add_hint(here, dimension in held)

    def found(self, solver: cp_model.CpSolver) -> dict[int, tuple[str, ...]]:
        """Return, by table of the model where somebody sits, its dimension."""
        taken: dict[int, tuple[str, ...]] = {}
        for table, row in enumerate(self._rows, start=self._tables):
            held = [d for d, here in zip(self._dimensions, row, strict=True) if solver.value(here)]
            taken[table] = tuple(held)
        special = {d for held in taken.values() for d in held}
        plain = {t: (d,) for t, d in enumerate(self._dimensions) if d not in special}
        return plain | taken

    def stands(self, solver: cp_model.CpSolver) -> list[int]:
        """Return the table of the problem for each of the model's, -1 where nobody sits."""
        others = iter([place for place in range(self._tables) if place not in self.places])
        there = self.found(solver)
        plain = [next(others) if table in there else -1 for table in range(self._tables)]
        return plain + self.places


def _place_in(row: Sequence[cp_model.IntVar]) -> Any:
    return sum(number * here for number, here in enumerate(row))

"""Special tables beside one table for each dimension: for rooms where every table has one.

A table at a special place is a table of the model by itself, with a dimension to be found, and the
table of that dimension stays empty. So is the table of an interpreter whom many need. Then who
needs the place or the interpreter, and what so many of one role cost there, is known before it is
known what they work on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import Arrangement, GroupingProblem
from app.domain.seat_quality import languages_served, places_offered
from app.domain.table_sizes import sizes
from app.seating.shape import alike, are_settled, cover_of, interchangeable


@dataclass(frozen=True)
class Beside:
    """A table of the model beside those of the dimensions, and what makes it one.

    Either the ``place`` where it stands, a table of the problem; or, where that is -1, that the
    ``interpreter`` sits there, and not at a table beside that comes before it: it stays empty then.
    """

    place: int = -1
    interpreter: str = ""


def tables_beside(problem: GroupingProblem) -> list[Beside]:
    """Return the tables that are beside those of the dimensions, where that helps.

    It does not where they are more than a third, and where tables have another order already.
    Places come first; interpreters' tables are only there where all of them can be.
    """
    ids = {table.id for table in problem.tables}
    held = any(person.locked_table in ids for person in problem.people)
    cover = cover_of(problem)
    if held or cover is None or not interchangeable(problem) or not are_settled(problem):
        return []
    offering = set().union(*places_offered(problem).values())
    found = [
        Beside(place=place) for place, table in enumerate(problem.tables) if table.id in offering
    ]
    few = len(problem.tables) // 3
    if len(found) > few:
        return []
    crowded = [Beside(interpreter=one) for one in _crowded_interpreters(problem)]
    return found + crowded if len(found) + len(crowded) <= few else found


def _crowded_interpreters(problem: GroupingProblem) -> list[str]:
    """Return who interprets for so many that those take two thirds of the tables with one."""
    seats = max(most for _least, most in sizes(problem))
    served = languages_served(problem).values()
    crowded = [able for needy, able in served if 3 * len(needy) >= 2 * seats * len(able)]
    return sorted({one for able in crowded for one in able})


class SpecialTables:
    """The tables of the model: one for each dimension, then those beside them.

    Attributes:
        cover: how dimensions are shared out.
        looked_at: for each dimension and table, whether it is looked at there: 1, or a variable.
        is_open: for each table 1, or a sum that is 0 where nobody sits and 1 elsewhere.
        beside: those that are beside the dimensions', in the model's order.

    """

    def __init__(
        self, problem: GroupingProblem, model: cp_model.CpModel, beside: Sequence[Beside]
    ) -> None:
        """Let every special table have one dimension, and no dimension two of them."""
        self.cover = cover_of(problem)
        self.beside = list(beside)
        self._dimensions = problem.dimensions
        self._tables = len(problem.tables)
        self._rows = [
            [model.new_bool_var(f"{d}@{one}") for d in problem.dimensions] for one in beside
        ]
        self.is_open: list[Any] = [1 - sum(column) for column in zip(*self._rows, strict=True)]
        for column in zip(*self._rows, strict=True):
            model.add_at_most_one(column)
        for one, row in zip(beside, self._rows, strict=True):
            if one.interpreter:
                model.add_at_most_one(row)
                self.is_open.append(sum(row))
            else:
                model.add_exactly_one(row)
                self.is_open.append(1)
        number = {one.place: row for one, row in zip(beside, self._rows, strict=True)}
        for same in alike(problem):
            for before, after in pairwise([number[place] for place in same if place in number]):
                model.add(_place_in(before) + 1 <= _place_in(after))
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
            if held:
                taken[table] = tuple(held)
        special = {d for held in taken.values() for d in held}
        plain = {t: (d,) for t, d in enumerate(self._dimensions) if d not in special}
        return plain | taken

    def stands(self, solver: cp_model.CpSolver) -> list[int]:
        """Return the table of the problem for each of the model's, -1 where nobody sits."""
        places = [one.place for one in self.beside]
        others = iter([place for place in range(self._tables) if place not in places])
        there = self.found(solver)
        plain = [next(others) if table in there else -1 for table in range(self._tables)]
        for table, one in enumerate(self.beside, start=self._tables):
            plain.append(next(others) if one.interpreter and table in there else one.place)
        return plain

    def named(self, problem: GroupingProblem, best: Arrangement) -> list[str]:
        """Return the table of an arrangement for each of the model's, "" where nobody sits."""
        beside: list[str] = []
        for one in self.beside:
            name = best.seats[one.interpreter] if one.interpreter else problem.tables[one.place].id
            beside.append("" if name in beside else name)
        looked = {held[0]: name for name, held in best.dimensions.items()}
        plain = [looked[dimension] for dimension in problem.dimensions]
        return ["" if name in beside else name for name in plain] + beside


def _place_in(row: Sequence[cp_model.IntVar]) -> Any:
    return sum(number * here for number, here in enumerate(row))

"""Which dimensions the model's tables look at: their own, or for the solver to share out."""

from collections.abc import Collection, Sequence
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.seating.shape import Cover, cover_of, interchangeable


class Topics:
    """The dimensions of each table of the model.

    Attributes:
        looked_at: for each dimension and table, whether it is looked at there: 1, or a variable.
        cover: how dimensions are shared out; None where every table keeps its own.

    """

    def __init__(self, problem: GroupingProblem, model: cp_model.CpModel) -> None:
        """Keep what is fixed, and lay down how the rest may be shared out."""
        self.cover = cover_of(problem)
        self._problem = problem
        self._chosen: dict[tuple[str, int], cp_model.IntVar] = {}
        self.looked_at: dict[tuple[str, int], Any] = {
            (dimension, place): 1
            for place, table in enumerate(problem.tables)
            if self.cover is None or place not in self.cover.tables
            for dimension in table.dimensions
        }
        if self.cover is not None:
            self._share_out(model, self.cover)
            self.looked_at |= self._chosen

    def _share_out(self, model: cp_model.CpModel, cover: Cover) -> None:
        chosen = self._chosen
        for dimension in cover.dimensions:
            for table in cover.tables:
                chosen[dimension, table] = model.new_bool_var(f"{dimension}@{table}")
        for number, dimension in enumerate(cover.dimensions):
            times = sum(chosen[dimension, table] for table in cover.tables)
            bounds = (cover.at_least[number], cover.at_most[number])
            model.add_linear_constraint(times, *bounds)
        for table in cover.tables:
            held = sum(chosen[dimension, table] for dimension in cover.dimensions)
            model.add_linear_constraint(held, *cover.each)
        if interchangeable(self._problem):
            self._order(model, cover)

    def _order(self, model: cp_model.CpModel, cover: Cover) -> None:
        """Of all ways to share dimensions out that differ only in the tables' order, keep one."""
        chosen = self._chosen
        if len(cover.dimensions) == len(cover.tables):
            for dimension, table in zip(cover.dimensions, cover.tables, strict=True):
                model.add(chosen[dimension, table] == 1)
        elif len(cover.dimensions) > len(cover.tables):
            for number, dimension in enumerate(cover.dimensions):
                for place, table in enumerate(cover.tables):
                    if place > number:
                        model.add(chosen[dimension, table] == 0)
                    elif place:
                        before = cover.tables[place - 1]
                        earlier = [chosen[d, before] for d in cover.dimensions[:number]]
                        model.add(chosen[dimension, table] <= sum(earlier))
        else:
            # One a table: the tables of the same dimension stand beside each other.
            for before, table in zip(cover.tables, cover.tables[1:], strict=False):
                places = [
                    sum(n * chosen[d, where] for n, d in enumerate(cover.dimensions))
                    for where in (before, table)
                ]
                model.add(places[0] <= places[1])

    def hint(self, model: cp_model.CpModel, dimensions: Sequence[Collection[str]]) -> None:
        """Begin with these dimensions of each table of the model."""
        for (dimension, table), looked in self._chosen.items():
            model.add_hint(looked, dimension in dimensions[table])

    def found(self, solver: cp_model.CpSolver) -> dict[int, tuple[str, ...]]:
        """Return, by table of the model, the dimensions that were shared out."""
        return {
            table: tuple(
                dimension
                for dimension in self._problem.dimensions
                if (dimension, table) in self._chosen
                and solver.boolean_value(self._chosen[dimension, table])
            )
            for table in (self.cover.tables if self.cover else ())
        }

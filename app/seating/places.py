"""Which place each table of the model stands at, where tables differ in what their places offer."""

from collections.abc import Sequence
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.domain.seat_quality import places_offered


class Places:
    """The places of the problem's tables: fixed, or for the solver to hand out among its tables.

    Where tables differ in nothing but their places, a table is worked out first and its place found
    for it: that is one seating, where there would be one for each way to name the tables.
    """

    def __init__(self, problem: GroupingProblem, model: cp_model.CpModel, *, free: bool) -> None:
        """Put places of the same kind together; ``free`` hands them out among the tables."""
        offered = places_offered(problem)
        self._kinds = [
            frozenset(need for need, tables in offered.items() if table.id in tables)
            for table in problem.tables
        ]
        self._stands = list(range(len(problem.tables)))
        self._chosen: dict[frozenset[str], list[cp_model.IntVar]] = {}
        if not offered or not free:
            return
        tables = range(len(problem.tables))
        for kind in sorted(set(self._kinds), key=sorted):
            row = [model.new_bool_var(f"{sorted(kind)}@{table}") for table in tables]
            model.add(sum(row) == self._kinds.count(kind))
            self._chosen[kind] = row
        for table in tables:
            model.add_exactly_one(row[table] for row in self._chosen.values())

    def offers(self, need: str, table: int) -> Any:
        """Return whether a need is met at a table of the model: 0, 1, or a sum that is either."""
        if not self._chosen:
            return int(need in self._kinds[table])
        return sum(row[table] for kind, row in self._chosen.items() if need in kind)

    def hint(self, model: cp_model.CpModel, stands: Sequence[int]) -> None:
        """Begin with a table of the problem for each of the model's."""
        self._stands = list(stands)
        for kind, row in self._chosen.items():
            for table, here in zip(self._stands, row, strict=True):
                model.add_hint(here, self._kinds[table] == kind)

    def is_hinted(self, need: str, table: int) -> bool:
        """Tell whether a need is met at a table of the model to begin with."""
        return need in self._kinds[self._stands[table]]

    def found(self, solver: cp_model.CpSolver) -> list[int]:
        """Return the table of the problem for each of the model's."""
        if not self._chosen:
            return list(range(len(self._kinds)))
        waiting = {
            kind: iter([table for table, here in enumerate(self._kinds) if here == kind])
            for kind in self._chosen
        }
        return [
            next(waiting[kind])
            for table in range(len(self._kinds))
            for kind, row in self._chosen.items()
            if solver.boolean_value(row[table])
        ]

"""Which place each table of the model stands at, where tables differ in what their places offer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from app.domain.grouping import GroupingProblem
from app.domain.seat_quality import places_offered


@dataclass(frozen=True)
class PlaceKind:
    """What tells a place from others: what it ``offers``, and a table to which people are locked.

    ``locked`` is that table's id, or "" where nobody is.
    """

    offers: frozenset[str]
    locked: str

    @property
    def is_special(self) -> bool:
        """Tell whether it is any better for anybody than a place like all others."""
        return bool(self.offers or self.locked)


class Places:
    """The places of the problem's tables: fixed, or for the solver to hand out among its tables.

    Where tables differ in nothing but their places, a table is worked out first and its place found
    for it: that is one seating, where there would be one for each way to name the tables.
    """

    def __init__(
        self,
        problem: GroupingProblem,
        model: cp_model.CpModel,
        *,
        free: bool,
        beside: Sequence[int] = (),
    ) -> None:
        """Put places of the same kind together; ``free`` hands them out among the tables.

        ``beside`` are the places of further tables of the model, -1 for one like all others: then
        no other table has any.
        """
        offered = places_offered(problem)
        held = {person.locked_table for person in problem.people}
        self._kinds = [
            PlaceKind(
                frozenset(need for need, tables in offered.items() if table.id in tables),
                table.id if table.id in held else "",
            )
            for table in problem.tables
        ]
        if beside:
            nothing = PlaceKind(frozenset(), "")
            self._kinds = [nothing for _kind in self._kinds] + [
                self._kinds[p] if p >= 0 else nothing for p in beside
            ]
        self._stands = list(range(len(self._kinds)))
        self._chosen: dict[PlaceKind, list[cp_model.IntVar]] = {}
        if not free or not any(kind.is_special for kind in self._kinds):
            return
        tables = range(len(problem.tables))
        for kind in sorted(set(self._kinds), key=lambda one: (sorted(one.offers), one.locked)):
            row = [model.new_bool_var(f"{kind}@{table}") for table in tables]
            model.add(sum(row) == self._kinds.count(kind))
            self._chosen[kind] = row
        for table in tables:
            model.add_exactly_one(row[table] for row in self._chosen.values())

    def offers(self, need: str, table: int) -> Any:
        """Return whether a need is met at a table of the model: 0, 1, or a sum that is either."""
        if not self._chosen:
            return int(need in self._kinds[table].offers)
        return sum(row[table] for kind, row in self._chosen.items() if need in kind.offers)

    def holds(self, place: int, table: int) -> Any:
        """Return whether a table of the model is the one at a place where somebody is locked."""
        if not self._chosen:
            return int(place == table)
        return self._chosen[self._kinds[place]][table]

    def hint(self, model: cp_model.CpModel, stands: Sequence[int]) -> None:
        """Begin with a table of the problem for each of the model's."""
        self._stands = list(stands)
        for kind, row in self._chosen.items():
            for table, here in zip(self._stands, row, strict=True):
                model.add_hint(here, self._kinds[table] == kind)

    def is_hinted(self, need: str, table: int) -> bool:
        """Tell whether a need is met at a table of the model to begin with."""
        return need in self._kinds[self._stands[table]].offers

    def stands(self, solver: cp_model.CpSolver) -> list[int]:
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

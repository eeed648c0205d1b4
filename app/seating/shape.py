"""What is settled before the search: how large tables are, and which dimensions may lie where."""

from collections.abc import Hashable
from dataclasses import dataclass

from app.domain.grouping import GroupingProblem
from app.domain.seat_quality import places_offered
from app.domain.table_sizes import sizes


@dataclass(frozen=True)
class Cover:
    """How the dimensions are shared out.

    Attributes:
        tables: places of the tables whose dimensions are to be chosen.
        dimensions: those that may be chosen.
        at_least: how often each is chosen at least.
        at_most: how often each is chosen at most.
        each: the least and most dimensions of one table.

    """

    tables: tuple[int, ...]
    dimensions: tuple[str, ...]
    at_least: tuple[int, ...]
    at_most: tuple[int, ...]
    each: tuple[int, int]


def cover_of(problem: GroupingProblem) -> Cover | None:
    """Return how dimensions are to be shared out; None where every table keeps its own.

    Every dimension is looked at; tables have one or two as long as that is enough, and one each
    where there are more tables than dimensions.
    """
    free = tuple(place for place, table in enumerate(problem.tables) if not table.fixed)
    if not free or not problem.dimensions:
        return None
    done = {d for table in problem.tables if table.fixed for d in table.dimensions}
    missing = [d for d in problem.dimensions if d not in done]
    if len(missing) >= len(free):
        least, more = divmod(len(missing), len(free))
        once = (1,) * len(missing)
        return Cover(free, tuple(missing), once, once, (least, least + bool(more)))
    most = -(-len(free) // len(problem.dimensions))
    return Cover(
        tables=free,
        dimensions=problem.dimensions,
        at_least=tuple(int(d not in done) for d in problem.dimensions),
        at_most=tuple(max(1, most) for _dimension in problem.dimensions),
        each=(1, 1),
    )


def alike(problem: GroupingProblem) -> list[list[int]]:
    """Return the places of the tables that could swap everybody who sits there, together.

    Before interests are looked at, that is: what they look at would stay. Tables whose places offer
    something else, of another size, or with somebody who is held there or counted as moving are no
    such.
    """
    offered = places_offered(problem)
    kept = {person.locked_table for person in problem.people}
    if problem.move_cost > 0:
        kept |= set(problem.seated.values())
    found: dict[Hashable, list[int]] = {}
    for place, (table, size) in enumerate(zip(problem.tables, sizes(problem), strict=True)):
        met = frozenset(need for need, tables in offered.items() if table.id in tables)
        found.setdefault((met, size, table.id if table.id in kept else None), []).append(place)
    return list(found.values())


def interchangeable(problem: GroupingProblem) -> bool:
    """Tell whether tables could swap everything that is at them, their places too, unnoticed.

    What their places offer and who is locked to them would go with the people.
    """
    ids = {table.id for table in problem.tables}
    seated = problem.move_cost > 0 and any(t in ids for t in problem.seated.values())
    alike = not seated and len(set(sizes(problem))) <= 1
    return alike and not any(table.fixed for table in problem.tables)


def are_settled(problem: GroupingProblem) -> bool:
    """Tell whether it is known which dimensions lie together, before anybody is seated."""
    cover = cover_of(problem)
    if cover is None:
        return True
    return interchangeable(problem) and len(cover.tables) == len(cover.dimensions)

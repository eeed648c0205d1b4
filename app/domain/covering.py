"""Which table looks at which dimensions: every dimension once, one or two at a table."""

from collections.abc import Mapping, Sequence

from app.domain.grouping import GroupingProblem


def cover(problem: GroupingProblem) -> dict[str, tuple[str, ...]]:
    """Return each table's dimensions.

    Every dimension is at some table. With fewer tables than dimensions, those that fewest people
    asked for share a table, put together where the same people want both; with more, the most
    wanted are looked at twice. Tables that are fixed keep theirs.
    """
    kept = {table.id: table.dimensions for table in problem.tables}
    free = [table.id for table in problem.tables if not table.fixed]
    if not problem.dimensions or not free:
        return kept
    done = {d for table in problem.tables if table.fixed for d in table.dimensions}
    open_ones = [d for d in problem.dimensions if d not in done]
    wanted = {d: sum(d in p.interests for p in problem.people) for d in problem.dimensions}
    bundles = _bundles(open_ones, len(free), wanted, problem)
    more = sorted(problem.dimensions, key=lambda d: (-wanted[d], problem.dimensions.index(d)))
    while len(bundles) < len(free):
        bundles.append([more[len(bundles) % len(more)]])
    order = {d: place for place, d in enumerate(problem.dimensions)}
    ordered = sorted((sorted(b, key=order.__getitem__) for b in bundles), key=lambda b: order[b[0]])
    return kept | {table: tuple(b) for table, b in zip(free, ordered, strict=True)}


def _bundles(
    dimensions: Sequence[str], tables: int, wanted: Mapping[str, int], problem: GroupingProblem
) -> list[list[str]]:
    """Share dimensions out evenly: the most wanted begin the bundles, in the smaller ones first."""
    by_wish = sorted(dimensions, key=lambda d: -wanted[d])
    count = min(tables, len(by_wish))
    if not count:
        return []
    bundles = [[dimension] for dimension in by_wish[:count]]
    small, larger = divmod(len(by_wish), count)
    room = [small - 1 + (place >= count - larger) for place in range(count)]
    for dimension in by_wish[count:]:
        open_ones = [place for place in range(count) if room[place]]
        best = max(open_ones, key=lambda place: _both([dimension], bundles[place], problem))
        bundles[best].append(dimension)
        room[best] -= 1
    return bundles


def _both(one: list[str], other: list[str], problem: GroupingProblem) -> int:
    return sum(
        any(d in person.interests for d in one) and any(d in person.interests for d in other)
        for person in problem.people
    )

"""Tables of even size out of tables that are not: as few people as that needs go to another one."""

from collections import Counter
from dataclasses import replace

from app.domain.grouping import Arrangement, GroupingProblem
from app.domain.seat_quality import value
from app.domain.table_sizes import sizes


def evened(problem: GroupingProblem, found: Arrangement) -> Arrangement:
    """Return an arrangement whose tables are as large as they are to be; who is locked stays.

    Of those who could go it is each time the one who does the least harm.
    """
    room = dict(zip((table.id for table in problem.tables), sizes(problem), strict=True))
    movable = {person.id for person in problem.people if person.locked_table not in room}
    seats = dict(found.seats)

    def harm(after: dict[str, str]) -> list[int]:
        return [value(problem, goal, after, found.dimensions) for goal in problem.goals]

    while way := _way(room, seats, movable):
        leaves, there = way
        going = [one for one, table in seats.items() if table == leaves and one in movable]
        seats = min(({**seats, one: there} for one in going), key=harm)
    return replace(found, seats=seats)


def _way(
    room: dict[str, tuple[int, int]], seats: dict[str, str], movable: set[str]
) -> tuple[str, str] | None:
    """Return which table somebody is to leave, and for which; None where nobody has to."""
    there = Counter(seats.values())
    may_leave = {table for person, table in seats.items() if person in movable}
    over = {table: there[table] - most for table, (_least, most) in room.items()}
    under = {table: least - there[table] for table, (least, _most) in room.items()}
    if max(over.values()) <= 0 and max(under.values()) <= 0:
        return None
    # Who is too many comes from the fullest table and goes to the emptiest.
    left = [one for one in room if one in may_leave]
    leaves = max(left, key=lambda one: (over[one], -under[one]))
    return leaves, max(room, key=lambda one: (under[one], -over[one]))


def staying(problem: GroupingProblem, found: Arrangement) -> Arrangement:
    """Return an arrangement where all stay at their table, but for those whom even sizes move.

    Who has none yet goes to the smallest, so that only the dimensions are as they were ``found``.
    """
    tables = [table.id for table in problem.tables]
    seats = {
        person.id: next(
            (one for one in (person.locked_table, problem.seated.get(person.id)) if one in tables),
            "",
        )
        for person in problem.people
    }
    there = Counter(seats.values())
    for person, table in seats.items():
        if not table:
            seats[person] = min(tables, key=lambda one: there[one])
            there[seats[person]] += 1
    return evened(problem, replace(found, seats=seats))

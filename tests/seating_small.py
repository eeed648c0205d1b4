"""Rooms so small that every seating can be looked at."""

from itertools import product

from app.domain.grouping import Arrangement, GroupingProblem, Seatable, TableWanted
from app.domain.seat_quality import value
from app.seating.solve import solve


def found_for(problem: GroupingProblem, work: float = 0.6) -> Arrangement:
    """Return what the solver finds with so much work."""
    return solve(problem, work=work, tell=lambda _goal, _best, _least: None)


def few(*people: Seatable, tables: int = 2) -> GroupingProblem:
    """Return a room of these people at so many tables."""
    wanted = tuple(TableWanted(id=f"t{number}") for number in range(tables))
    return GroupingProblem(people=people, tables=wanted)


def every_seating(problem: GroupingProblem) -> list[dict[str, str]]:
    """Return all seatings of even size of a small room."""
    ids = [person.id for person in problem.people]
    tables = [table.id for table in problem.tables]
    even, more = divmod(len(ids), len(tables))
    allowed = sorted([even + 1] * more + [even] * (len(tables) - more))
    return [
        dict(zip(ids, choice, strict=True))
        for choice in product(tables, repeat=len(ids))
        if sorted(choice.count(table) for table in tables) == allowed
    ]


def rank(problem: GroupingProblem, seats: dict[str, str]) -> tuple[int, ...]:
    """Return how good a seating is, goal after goal; less is better."""
    dimensions = {table.id: table.dimensions for table in problem.tables}
    return tuple(value(problem, goal, seats, dimensions) for goal in problem.goals)

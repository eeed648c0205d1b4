"""Seating 12 to 200 people at 5 to 24 tables: solved, dealt out greedily, and at random.

Nothing that seats people says how good it is here: ``tests.seating_rooms`` counts.
"""

import random
import time
from collections import Counter
from dataclasses import replace

from app.domain.arranging import keep_seats, simple_arranger
from app.domain.covering import cover
from app.domain.grouping import Arrangement, Goal, GroupingProblem, Seatable
from app.domain.people import Role
from app.seating.solve import solve
from tests import seating_rooms as rooms
from tests.bench.figures import Figure, tell

WORK = 5.0
LONG_WORK = 60.0
ROOMS = ((12, 5), (24, 5), (44, 7), (60, 10), (120, 15), (200, 24))
PROVEN = (Goal.RULES, Goal.LONE, Goal.MIX, Goal.INTERESTS)


def solved(problem: GroupingProblem, work: float = WORK) -> Arrangement:
    """Return what the solver finds; it must keep what is promised."""
    found = solve(problem, work=work, tell=lambda _goal, _best, _least: None)
    wrong = rooms.faults(problem, found)
    if wrong:
        raise AssertionError(wrong)
    return found


def at_random(problem: GroupingProblem) -> Arrangement:
    """Return people dealt out as they come from a shuffle."""
    people = [person.id for person in problem.people]
    random.Random(1).shuffle(people)
    tables = [table.id for table in problem.tables]
    seats = {person: tables[n % len(tables)] for n, person in enumerate(people)}
    return Arrangement(seats=seats, dimensions=cover(problem))


def greedy(problem: GroupingProblem) -> Arrangement:
    """Return people seated one by one where it costs the least just then."""
    dimensions = cover(problem)
    most = -(-len(problem.people) // len(problem.tables))
    seats: dict[str, str] = {}
    there: dict[str, list[Seatable]] = {table.id: [] for table in problem.tables}
    order = sorted(problem.people, key=lambda each: (each.role is not Role.ADVOCATE, each.id))
    for person in order:
        free = [table for table, sat in there.items() if len(sat) < most]
        table = min(free, key=lambda one: _price(person, there[one], dimensions[one]))
        seats[person.id] = table
        there[table].append(person)
    return Arrangement(seats=seats, dimensions=dimensions)


def _price(person: Seatable, sat: list[Seatable], dimensions: tuple[str, ...]) -> float:
    price = 0.0
    for other in sat:
        kept = person.apart | person.leads
        price += 100 * (other.id in kept or person.id in other.apart | other.leads)
        price += 3 * (other.role is person.role) + (other.affiliation == person.affiliation)
    return price + len(sat) - 2 * bool(set(person.interests) & set(dimensions))


def loss(problem: GroupingProblem, found: Arrangement) -> str:
    """Return in words what a seating does not reach, counted by hand."""
    rules = len(rooms.broken_pairs(problem, found.seats) | _as_pairs(problem, found))
    alone, mix = len(rooms.lone(problem, found.seats)), rooms.same_pairs(problem, found.seats)
    return f"{rules} rules, {alone} alone, mix {mix}, {rooms.unmet(problem, found)} interests"


def _as_pairs(problem: GroupingProblem, found: Arrangement) -> set[tuple[str, str]]:
    unserved = {(person, "") for person in rooms.unserved(problem, found.seats)}
    return unserved | rooms.misplaced(problem, found.seats)


def room(people: int, tables: int, *, places: bool = False) -> None:
    """Measure one room: what is reached and proven, beside the quick ways."""
    problem = rooms.made_up(people, tables)
    name = f"groups, {people} people at {tables} tables"
    if places:
        problem, name = rooms.with_places(problem), name + ", some in need of a place"
    began = time.perf_counter()
    found = solved(problem)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    quick = simple_arranger(problem)
    quick_seconds = time.perf_counter() - began
    open_ones = [one.goal for one in found.reached if one.goal in PROVEN and not one.proven]
    left = ", ".join(open_ones) or "nothing"
    others = "; ".join(
        f"{name}: {loss(problem, other)}"
        for name, other in (
            ("swaps", quick), ("greedy", greedy(problem)), ("random", at_random(problem)),
        )
    )  # fmt: skip
    tell(
        Figure(
            name=name, value=seconds, unit="s",
            baseline=quick_seconds, against="swaps only",
            note=f"{loss(problem, found)}; not proven: {left}; {others}",
        )
    )  # fmt: skip
    if (people, tables) == (60, 10):
        tell(
            Figure(
                name=f"{name}: goals up to interests that are not proven within 5",
                value=len(open_ones), unit="", baseline=len(PROVEN), against="asked for", budget=0,
            )
        )  # fmt: skip


def longer() -> None:
    """Measure how much better twelve times the work makes the largest room."""
    problem = rooms.made_up(200, 24)
    usual, long = solved(problem), solved(problem, LONG_WORK)
    for name, count in (("mix", rooms.same_pairs), ("people with a dimension asked for", None)):
        if count is not None:
            values = [count(problem, found.seats) for found in (usual, long)]
            worse = 100 * (values[0] - values[1]) / max(1, values[1])
        else:
            named = sum(bool(person.interests) for person in problem.people)
            values = [named - rooms.unmet(problem, found) for found in (usual, long)]
            worse = 100 * (values[1] - values[0]) / max(1, values[1])
        tell(
            Figure(
                name=f"groups, 200 at 24: {name}, worse than a 60 s run by", value=worse, unit="%",
                baseline=5, against="allowed", budget=5, note=f"{values[0]} and {values[1]}",
            )
        )  # fmt: skip


def arrivals() -> None:
    """Measure the moves after four stayed away and three came, against what is proven needed."""
    problem = replace(rooms.made_up(44, 7), dimensions=())
    first = solved(rooms.made_up(44, 7))
    now = rooms.seated(problem, first)
    new = tuple(
        Seatable(id=f"walk-in {number}", role=role)
        for number, role in enumerate((Role.ADVOCATE, Role.PRACTITIONER, Role.EDUCATOR))
    )
    gone = {person.id for person in random.Random(5).sample(list(now.people), 4)}
    people = tuple(person for person in now.people if person.id not in gone) + new
    asked = keep_seats(replace(now, people=people))
    began = time.perf_counter()
    again = solved(asked)
    seconds = time.perf_counter() - began
    proven = next(one for one in again.reached if one.goal is Goal.MOVES)
    quick = rooms.moves(asked, simple_arranger(asked).seats)
    tell(
        Figure(
            name="groups, 44 at 7, 4 stay away and 3 come: moves more than proven necessary",
            value=rooms.moves(asked, again.seats) - proven.least, unit="", baseline=max(1, quick),
            against="moves by swaps only", budget=0,
            note=f"{proven.value} moves in {seconds:.1f} s; {loss(asked, again)}",
        )
    )  # fmt: skip


def impossible() -> None:
    """Measure a room that cannot keep everything: everybody apart from everybody, and one voice."""
    problem = rooms.made_up(40, 8, advocates=0.025)
    kept = frozenset(person.id for person in problem.people[:12])
    people = tuple(
        replace(person, apart=kept - {person.id}) if person.id in kept else person
        for person in problem.people
    )
    problem = replace(problem, people=people)
    found = solved(problem)
    rules = found.reached[0]
    least = sum(n * (n - 1) // 2 for n in Counter(n % 8 for n in range(12)).values())
    tell(
        Figure(
            name="groups, 12 who are all apart at 8 tables: pairs that share one",
            value=len(rooms.broken_pairs(problem, found.seats)), unit="", baseline=least,
            against="counted by hand", budget=1, by_ratio=True,
            note="proven" if rules.proven else f"at least {rules.least} of {rules.value}",
        )
    )  # fmt: skip


def main() -> None:
    """Measure every room."""
    for people, tables in ROOMS:
        room(people, tables)
    room(60, 10, places=True)
    impossible()
    arrivals()
    longer()


if __name__ == "__main__":
    main()

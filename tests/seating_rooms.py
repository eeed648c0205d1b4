"""Rooms full of made-up people for the seating's tests and measurements, and who checks seatings.

The checks are written from what facilitators are promised, and share no code with what seats
people.
"""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations

from app.domain.grouping import Arrangement, GroupingProblem, Seatable, TableWanted
from app.domain.people import Role

DIMENSIONS = tuple(f"d{number:02}" for number in range(1, 11))
PERSPECTIVES = ("parent", "youth", "special education", "budget", "newcomer", "rural", "faith")
PLACES = ("quiet", "step_free")


def made_up(
    people: int, tables: int, *, seed: int = 1, advocates: float = 0.3, dimensions: bool = True
) -> GroupingProblem:
    """Return a room with supervisors, private wishes, interpreters, places and interests."""
    chance = random.Random(seed)
    many = round(people * advocates)
    roles = [Role.ADVOCATE] * many + [Role.EDUCATOR] * round(people * 0.15)
    roles += [Role.PRACTITIONER] * (people - len(roles))
    chance.shuffle(roles)
    places = max(4, people // 5)
    found = [
        Seatable(
            id=f"p{number:03}",
            role=role,
            affiliation=f"place {min(chance.randrange(places), chance.randrange(places))}",
            interests=tuple(chance.sample(DIMENSIONS, chance.choice((0, 1, 2, 2, 3, 3)))),
            perspectives=tuple(chance.sample(PERSPECTIVES, chance.choice((0, 0, 1, 2)))),
            rooted=chance.random() < 0.1,
        )
        for number, role in enumerate(roles)
    ]
    _add_wishes(found, chance)
    return GroupingProblem(
        people=tuple(found),
        tables=tuple(TableWanted(id=f"t{number:02}") for number in range(tables)),
        dimensions=DIMENSIONS if dimensions else (),
    )


def _add_wishes(people: list[Seatable], chance: random.Random) -> None:
    staff = [n for n, person in enumerate(people) if person.role is not Role.ADVOCATE]
    others = [n for n in range(len(people)) if n not in staff]
    ids = [person.id for person in people]
    for number in chance.sample(staff, min(len(staff), max(1, len(people) // 15))):
        led = {ids[n] for n in chance.sample(staff, min(3, len(staff))) if n != number}
        people[number] = replace(people[number], leads=frozenset(led))
    for _wish in range(max(1, len(people) // 8) if len(people) > 1 else 0):
        one, other = chance.sample(range(len(people)), 2)
        apart = people[one].apart | {ids[other]}
        people[one] = replace(people[one], apart=apart)
    if len(people) >= 20 and len(others) >= 3:
        for number in others[: len(people) // 15]:
            people[number] = replace(people[number], needs_languages=("es",))
        for number in chance.sample(staff, max(1, len(people) // 20)):
            people[number] = replace(people[number], interprets=("es",))


def with_places(
    problem: GroupingProblem, needing: float = 0.1, *, offering: int = 2
) -> GroupingProblem:
    """Return the same room with people who need something of a place that some tables offer.

    ``needing`` is their share; each of two needs is met by ``offering`` tables.
    """
    chance = random.Random(len(problem.people))
    people = tuple(
        replace(person, needs_place=tuple(chance.sample(PLACES, chance.choice((1, 1, 2)))))
        if chance.random() < needing
        else person
        for person in problem.people
    )
    there = [chance.sample(range(len(problem.tables)), offering) for _need in PLACES]
    tables = tuple(
        replace(table, offers=tuple(n for n, at in zip(PLACES, there, strict=True) if place in at))
        for place, table in enumerate(problem.tables)
    )
    return replace(problem, people=people, tables=tables)


def with_speakers(problem: GroupingProblem, code: str, *, needy: int, able: int) -> GroupingProblem:
    """Return the same room with so many advocates who need one of so few interpreters."""
    chance = random.Random(needy)
    free = [p for p in problem.people if not p.needs_languages and not p.interprets]
    advocates = [p.id for p in free if p.role is Role.ADVOCATE]
    staff = [p.id for p in free if p.role is not Role.ADVOCATE]
    speaks = set(chance.sample(advocates, needy))
    interprets = set(chance.sample(staff, able))
    people = tuple(
        replace(
            person,
            needs_languages=(*person.needs_languages, *([code] if person.id in speaks else [])),
            interprets=(*person.interprets, *([code] if person.id in interprets else [])),
        )
        for person in problem.people
    )
    return replace(problem, people=people)


def with_hosts(problem: GroupingProblem, hosts: int) -> GroupingProblem:
    """Return the same room with somebody locked to each of the first so many tables."""
    names = {person.id for person in problem.people[:: len(problem.people) // hosts][:hosts]}
    tables = iter([table.id for table in problem.tables])
    people = tuple(
        replace(person, locked_table=next(tables)) if person.id in names else person
        for person in problem.people
    )
    return replace(problem, people=people)


def seated(problem: GroupingProblem, found: Arrangement) -> GroupingProblem:
    """Return the same room with everybody sitting where they were seated."""
    tables = tuple(
        replace(table, dimensions=found.dimensions[table.id]) for table in problem.tables
    )
    return replace(problem, tables=tables, seated=dict(found.seats))


# ---------------------------------------------------------------- who checks


def faults(problem: GroupingProblem, found: Arrangement) -> list[str]:
    """Return everything that an arrangement must keep whatever it is asked, and does not."""
    said = []
    people = {person.id: person for person in problem.people}
    if set(found.seats) != set(people):
        said.append("somebody has no seat, or somebody is seated who is not asked for")
    tables = {table.id for table in problem.tables}
    if not set(found.seats.values()) <= tables:
        said.append("somebody sits at a table that there is not")
    for person in problem.people:
        if person.locked_table in tables and found.seats[person.id] != person.locked_table:
            said.append(f"{person.id} left the table they are locked to")
    sizes = Counter(found.seats.values())
    counts = [sizes[table.id] for table in problem.tables]
    if not any(person.locked_table for person in problem.people) and max(counts) - min(counts) > 1:
        said.append(f"sizes are not even: {counts}")
    for table in problem.tables:
        if table.fixed and found.dimensions[table.id] != table.dimensions:
            said.append(f"{table.id} lost its dimensions")
    if problem.dimensions and not any(table.fixed for table in problem.tables):
        said += _dimension_faults(problem, found)
    return said


def _dimension_faults(problem: GroupingProblem, found: Arrangement) -> list[str]:
    there = [found.dimensions[table.id] for table in problem.tables]
    said = []
    if {d for each in there for d in each} != set(problem.dimensions):
        said.append("not every dimension is covered")
    many = len(problem.tables)
    if many >= len(problem.dimensions) / 2 and not {len(each) for each in there} <= {1, 2}:
        said.append(f"a table does not have one or two dimensions: {there}")
    return said


def together(found: Mapping[str, str], one: str, other: str) -> bool:
    """Tell whether two people share a table."""
    return found[one] == found[other]


def broken_pairs(problem: GroupingProblem, seats: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return who shares a table and must not: supervised, or kept apart."""
    return {
        (one.id, other.id)
        for one, other in combinations(sorted(problem.people, key=lambda p: p.id), 2)
        if together(seats, one.id, other.id)
        and (other.id in one.apart | one.leads or one.id in other.apart | other.leads)
    }


def misplaced(problem: GroupingProblem, seats: Mapping[str, str]) -> set[tuple[str, str]]:
    """Return who needs something that their table's place lacks and another table's has."""
    there = {table.id: set(table.offers) for table in problem.tables}
    somewhere = set().union(*there.values())
    return {
        (person.id, need)
        for person in problem.people
        for need in person.needs_place
        if need in somewhere - there[seats[person.id]]
    }


def unserved(problem: GroupingProblem, seats: Mapping[str, str]) -> set[str]:
    """Return who sits without an interpreter though the list has one for their language."""
    able = {(code, seats[p.id]) for p in problem.people for code in p.interprets}
    languages = {code for code, _table in able}
    return {
        person.id
        for person in problem.people
        for code in person.needs_languages
        if code in languages and code not in person.interprets
        if (code, seats[person.id]) not in able
    }


def lone(problem: GroupingProblem, seats: Mapping[str, str]) -> set[str]:
    """Return the tables with exactly one advocate."""
    counts = Counter(seats[p.id] for p in problem.people if p.role is Role.ADVOCATE)
    return {table for table, count in counts.items() if count == 1}


def same_pairs(problem: GroupingProblem, seats: Mapping[str, str], role: int = 3) -> int:
    """Return the mix by hand: neighbors of one role (3 a pair) and of one place (1 a pair)."""
    total = 0
    for one, other in combinations(problem.people, 2):
        if together(seats, one.id, other.id):
            total += role * (one.role is other.role)
            total += bool(one.affiliation) and one.affiliation == other.affiliation
    return total


def unmet(problem: GroupingProblem, found: Arrangement) -> int:
    """Return how many named interests and work on none of them."""
    return sum(
        bool(person.interests)
        and not set(person.interests) & set(found.dimensions[found.seats[person.id]])
        for person in problem.people
    )


def moves(problem: GroupingProblem, seats: Mapping[str, str]) -> int:
    """Return how many left the table where they sat."""
    return sum(
        person.id in problem.seated and seats[person.id] != problem.seated[person.id]
        for person in problem.people
    )

"""What the parts of the mix cost at least, each worked out without the others.

Roles by themselves, or affiliations, make few kinds of people, and what holds them together at few
tables (an interpreter, a place, a lock) is then soon decided. Both together are no easier than the
room itself, but seldom in each other's way: their sum is what a seating is measured against.
"""

from collections.abc import Mapping
from dataclasses import replace

from app.domain.grouping import Goal, GroupingProblem
from app.domain.people import Role
from app.seating.bounds import gathered

_NOBODY: frozenset[str] = frozenset()


def parts_of(problem: GroupingProblem, settled: Mapping[Goal, int]) -> dict[str, GroupingProblem]:
    """Return, by kind of pair, the room with nothing else to be mixed, and easier in some ways.

    Whom to keep apart or together is left out, and whom else earlier goals ask for; where roles do
    not count, everybody has the same. There are no parts where nothing holds people together:
    counting them says as much.
    """
    ids = {table.id for table in problem.tables}
    held = any(person.locked_table in ids for person in problem.people)
    if not held and not gathered(problem, settled[Goal.RULES]):
        return {}
    people = tuple(
        replace(person, apart=_NOBODY, together=_NOBODY, leads=_NOBODY) for person in problem.people
    )
    eased = replace(problem, people=people, seated={}, met={}, move_cost=0.0)
    found = {}
    if problem.weights.roles:
        found["role"] = replace(eased, weights=replace(problem.weights, affiliations=0))
    if problem.weights.affiliations:
        equal = tuple(replace(person, role=Role.PRACTITIONER) for person in people)
        weights = replace(problem.weights, roles=0)
        found["affiliation"] = replace(eased, people=equal, weights=weights)
    return found

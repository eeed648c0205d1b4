"""How many people a table has: even to one, unless people are kept at some of them."""

from collections import Counter

from app.domain.grouping import GroupingProblem


def sizes(problem: GroupingProblem) -> list[tuple[int, int]]:
    """Return the least and most people at each table: even to one, unless locks fill a table more.

    What is locked at a table stays there; the others share what is left evenly.
    """
    locked = Counter(person.locked_table for person in problem.people)
    fixed = {table.id: 0 for table in problem.tables}
    left = len(problem.people)
    while True:
        free = [table.id for table in problem.tables if not fixed[table.id]]
        even, more = divmod(left, max(1, len(free)))
        most = even + bool(more)
        full = [table for table in free if locked[table] > most]
        if not full:
            # More tables are kept full than there are larger ones: the others are smaller for it.
            at_most = [table for table in free if locked[table] == most]
            full = at_most if len(at_most) > (more or len(free)) else []
        if not full:
            break
        for table in full:
            fixed[table] = locked[table]
            left -= locked[table]
    return [(fixed[t.id], fixed[t.id]) if fixed[t.id] else (even, most) for t in problem.tables]

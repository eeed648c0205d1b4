"""How the columns of a list share its width: names come first, and nothing else starves."""

from collections.abc import Mapping, Sequence


def shared_width(
    room: int, wanted: Mapping[int, int], least: int, first: Sequence[int], most: int
) -> dict[int, int]:
    """Return a width in pixels for each column of ``wanted``, {column: pixels it would like}.

    Each column has its ``least``; what is left of ``room`` goes to the columns of ``first`` in
    their order, until each has what it would like or, beside others, ``most``. What remains is
    nobody's: the table's stretching column takes it.
    """
    found = {column: min(least, max(want, 0)) for column, want in wanted.items()}
    spare = room - sum(found.values())
    for column in first:
        more = max(0, min(wanted[column], most) - found[column])
        given = min(more, max(0, spare))
        found[column] += given
        spare -= given
    return found

"""How crowded the rows of the chart of both scores are: all that its layout asks of the marks.

Scores come one by one while the whole chart is laid out for each. Most of them move a mark to
where there is room anyway: rows that are as crowded as before have the same layout.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from app.domain.framework import Lens
from app.domain.results import DimensionResult, Standing

T = TypeVar("T")

ASIDE = (Standing.CANNOT_TELL, Standing.CHOSE_NOT, Standing.NOT_YET)
"""The standings that have a column of their own to the right of the levels, in this order."""

SIDE_BY_SIDE = 3
"""How many marks of an aside column stand beside each other; more take another line."""


@dataclass(frozen=True)
class RowCrowd:
    """One row's crowd.

    Attributes:
        most: lens → the most marks that stand at one of the levels, in the lenses' order.
        aside: lens → how many marks stand in the column of each of :data:`ASIDE`.
        settled_apart: whether a lens has a range of levels to draw.
        contested: whether a mark stands at several levels until people settle it.
        agreed: whether the room tried to agree on a level.
        no_agreement: whether it found none for a lens.
        data_needs: whether data is asked for.

    """

    most: tuple[int, ...]
    aside: tuple[tuple[int, ...], ...]
    settled_apart: bool
    contested: bool
    agreed: bool
    no_agreement: bool
    data_needs: bool


Crowd = tuple[RowCrowd, ...]
"""How crowded every row of a table is, in its order."""


@dataclass(frozen=True)
class Asides:
    """What stands right of the levels.

    ``side_by_side`` is, for each of :data:`ASIDE`, how many marks its widest cell asks to have
    beside each other, 0 where nobody stands so.
    """

    side_by_side: tuple[int, ...]
    agreed: bool
    data_needs: bool


def asides_of(crowd: Crowd) -> Asides:
    """Return what stands right of the levels in any row."""
    cells = [lens for row in crowd for lens in row.aside]
    return Asides(
        side_by_side=tuple(
            min(SIDE_BY_SIDE, max((lens[place] for lens in cells), default=0))
            for place in range(len(ASIDE))
        ),
        agreed=any(row.agreed for row in crowd),
        data_needs=any(row.data_needs for row in crowd),
    )


@dataclass(frozen=True)
class Unusual:
    """What a chart shows that its key has to explain."""

    contested: bool = False
    settled_apart: bool = False
    no_agreement: bool = False


NOTHING_UNUSUAL = Unusual()


def unusual_of(crowd: Crowd) -> Unusual:
    """Return what any row shows that the key has to explain."""
    return Unusual(
        contested=any(row.contested for row in crowd),
        settled_apart=any(row.settled_apart for row in crowd),
        no_agreement=any(row.no_agreement for row in crowd),
    )


@dataclass(frozen=True)
class Crowded:
    """How crowded a whole table is: its rows, what any of them needs, and its fullest cell."""

    rows: Crowd
    asides: Asides
    unusual: Unusual
    fullest: int


def crowded(rows: Crowd) -> Crowded:
    """Return how crowded a table of such rows is."""
    cells = [max(*row.most, *map(max, row.aside)) for row in rows]
    return Crowded(rows, asides_of(rows), unusual_of(rows), max(cells, default=1))


def crowd_of(row: DimensionResult, levels: int) -> RowCrowd:
    """Return how crowded a row is on a scale of so many levels."""
    ranges = [row.range(lens) for lens in Lens]
    return RowCrowd(
        most=tuple(_most(row, lens, levels) for lens in Lens),
        aside=tuple(_aside(row, lens) for lens in Lens),
        settled_apart=any(found and found[0] < found[1] for found in ranges),
        contested=any(mark.contested and mark.shown_levels for mark in row.marks),
        agreed=row.agreed is not None,
        no_agreement=None in (row.agreed or {}).values(),
        data_needs=bool(row.data_needs),
    )


def _most(row: DimensionResult, lens: Lens, levels: int) -> int:
    at = Counter(level for mark in row.lens_marks(lens) for level in mark.shown_levels)
    return max((count for level, count in at.items() if 1 <= level <= levels), default=0)


def _aside(row: DimensionResult, lens: Lens) -> tuple[int, ...]:
    standings = [mark.standing for mark in row.lens_marks(lens)]
    return tuple(standings.count(standing) for standing in ASIDE)


def per_line(width: float, room: float, gap: float, most: int) -> int:
    """Return how many blocks of one width stand on a line, at least 1 and at most ``most``.

    Adds up as :func:`app.domain.chart_layout.pack` does, so that both always find the same.
    """
    count, used = 1, width
    while count < most and used + gap + width <= room:
        used += gap + width
        count += 1
    return count


class ByRow(Generic[T]):
    """What was made of each row when it was last asked for, while it is the very same row."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: dict[str, tuple[DimensionResult, T]] = {}

    def once(self, row: DimensionResult, make: Callable[[DimensionResult], T]) -> T:
        """Return what ``make`` returned for this row."""
        known = self._known.get(row.dimension_id)
        if known is None or known[0] is not row:
            known = self._known[row.dimension_id] = row, make(row)
        return known[1]

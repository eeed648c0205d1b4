"""Where a comparison's values lie in its chart; no drawing here."""

from dataclasses import dataclass

from app.domain.comparing import Comparison
from app.domain.measures import MeasureStatus

_LANES = 0.7
"""The share of a row that its columns' lanes take up together."""


@dataclass(frozen=True, kw_only=True)
class Mark:
    """One place of the comparison in the chart.

    ``y`` counts rows from the top, a column's lane within the row included. ``value`` is a number;
    ``bounds`` its range (twice the number for a number); both None where there is no number.
    """

    row: int
    column: int
    y: float
    value: float | None = None
    bounds: tuple[float, float] | None = None
    suppressed: bool = False


def marks_of(
    comparison: Comparison, order: tuple[int, ...], columns: tuple[int, ...]
) -> tuple[Mark, ...]:
    """Return a mark for every value, row by row; what does not apply has none."""
    found = []
    for place, row in enumerate(order):
        for lane, column in enumerate(columns):
            cell = comparison.cells[row][column]
            status = cell.only.status if cell.only else None
            if not cell.measures or status is MeasureStatus.NOT_APPLICABLE:
                continue
            shift = ((lane + 0.5) / len(columns) - 0.5) * _LANES
            found.append(
                Mark(
                    row=row,
                    column=column,
                    y=place + shift,
                    value=cell.value,
                    bounds=cell.bounds,
                    suppressed=status is MeasureStatus.SUPPRESSED,
                )
            )
    return tuple(found)


def value_end(comparison: Comparison, unit: str) -> float:
    """Return where the axis ends: 100 for percentages, else the greatest value and some air."""
    bounds = [cell.bounds[1] for row in comparison.cells for cell in row if cell.bounds]
    most = max(bounds, default=0.0)
    if unit == "percent":
        return max(100.0, most)
    return 1.05 * most or 1.0

"""District data side by side: student groups in rows, schools or years in columns.

A cell keeps what the file says. A suppressed value is no number, a range is no point, and a value
that the file gives twice is neither of the two.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.importing import EVERY, DataFilter, DataMapping, RawTable
from app.domain.measures import Measure, MeasureStatus


class Across(StrEnum):
    """What the columns are; the value is the measure's attribute."""

    ORGANISATION = "organisation"
    YEAR = "year"


@dataclass(frozen=True, kw_only=True)
class ComparisonSource:
    """Where the compared numbers come from: a dataset that is kept, or a file just read.

    Attributes:
        title: the dataset's title, or the file's name.
        kind, unit: as in a dataset.
        others: metric → (kind, unit) where a file's numbers are not all alike.
        measures: every number in it.
        dataset_id: the kept dataset's id, "" for a file.
        table, mapping: the file as read, so that one of its columns can be taken in; None and ()
            for a dataset, and () for a recognised layout.

    """

    title: str
    kind: str
    unit: str
    measures: tuple[Measure, ...]
    dataset_id: str = ""
    table: RawTable | None = None
    mapping: DataMapping = ()
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    def facts(self, comparison: "Comparison") -> tuple[str, str]:
        """Return kind and unit of the numbers that are compared."""
        found = (c.measures[0].metric for row in comparison.cells for c in row if c.measures)
        return self.others.get(next(found, ""), (self.kind, self.unit))


@dataclass(frozen=True, kw_only=True)
class ComparedCell:
    """What the file says in one place: nothing, one value, or several that contradict."""

    measures: tuple[Measure, ...] = ()

    @property
    def only(self) -> Measure | None:
        """Return the one value (which may be suppressed or a range), or None."""
        return self.measures[0] if len(self.measures) == 1 else None

    @property
    def value(self) -> float | None:
        """Return the number where exactly one was reported."""
        only = self.only
        reported = only is not None and only.status is MeasureStatus.REPORTED
        return only.value if only is not None and reported else None

    @property
    def bounds(self) -> tuple[float, float] | None:
        """Return (low, high) between which the truth lies; both the same for a number."""
        only = self.only
        if only is None:
            return None
        if only.status is MeasureStatus.RANGE:
            known = only.low is not None and only.high is not None
            return (only.low or 0.0, only.high or 0.0) if known else None
        return None if self.value is None else (self.value, self.value)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """How far several values lie apart.

    Attributes:
        least: the difference that is certain, in the values' unit; None where fewer than two
            values are known.
        exact: whether the difference is known; otherwise it is ``least`` or more, because
            somewhere a value is suppressed, missing or a range.

    """

    least: float | None = None
    exact: bool = False


def spread_of(cells: Iterable[ComparedCell]) -> Spread:
    """Return how far cells lie apart; a cell that does not apply or is not there is no cell.

    With ranges the certain difference is the highest low bound minus the lowest high bound.
    """
    counted = [
        cell
        for cell in cells
        if cell.measures and not (cell.only and cell.only.status is MeasureStatus.NOT_APPLICABLE)
    ]
    bounds = [cell.bounds for cell in counted if cell.bounds is not None]
    if len(bounds) < 2:
        return Spread()
    least = max(low for low, _high in bounds) - min(high for _low, high in bounds)
    exact = len(bounds) == len(counted) and all(low == high for low, high in bounds)
    return Spread(least=max(least, 0.0), exact=exact)


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Student groups by schools, or by years.

    Attributes:
        across: what the columns are.
        rows: the student groups in the file's order, as people read them.
        columns: schools in the file's order, or years in theirs.
        cells: one tuple a row, one cell a column.
        row_spreads: for each row, between its columns.
        column_spreads: for each column, between its rows.
        choices: what else differs in the file, and what is chosen of it.
        possible: what the columns can be.

    """

    across: Across
    rows: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[ComparedCell, ...], ...] = ()
    row_spreads: tuple[Spread, ...] = ()
    column_spreads: tuple[Spread, ...] = ()
    choices: tuple[DataFilter, ...] = ()
    possible: tuple[Across, ...] = field(default=())

    def chosen(self, column: int) -> dict[str, str]:
        """Return what picks one column out of the file: attribute of a measure → value.

        −1 picks all of them, side by side.
        """
        picked = {each.field: each.chosen for each in self.choices}
        return {**picked, self.across.value: EVERY if column < 0 else self.columns[column]}


def in_order(comparison: Comparison, column: int, *, falling: bool) -> tuple[int, ...]:
    """Return the rows' places sorted by a column; −1 sorts by spread.

    Numbers come first, then ranges by their low bound, then what is no number, whichever way.
    """

    def key(row: int) -> tuple[int, float]:
        if column < 0:
            least = comparison.row_spreads[row].least
            return (2, 0.0) if least is None else (0, -least if falling else least)
        cell = comparison.cells[row][column]
        if cell.bounds is None:
            return (2, 0.0)
        low = cell.bounds[0]
        return (0 if cell.value is not None else 1, -low if falling else low)

    return tuple(sorted(range(len(comparison.rows)), key=key))

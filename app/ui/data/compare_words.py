"""What a comparison says in words: a value, and how far values lie apart."""

from app.domain.chart_bar_marks import number
from app.domain.comparing import Across, ComparedCell, Comparison, ComparisonSource, Spread
from app.domain.measures import MeasureStatus
from app.i18n import _, _n
from app.ui.data.value_model import value_words

_NEVER_SHOWN = 0.05
"""A difference under this is 0 when it is rounded for people."""


def cell_words(cell: ComparedCell, unit: str) -> str:
    """Return a cell as people read it; a place that the file leaves out stays empty."""
    if cell.only is not None:
        return value_words(cell.only, unit)
    return _("several values") if cell.measures else ""


def spread_words(spread: Spread, unit: str) -> str:
    """Return how far values lie apart, or that it is not known."""
    if spread.least is None or (not spread.exact and spread.least < _NEVER_SHOWN):
        return _("not known")
    words = number(spread.least, "rate")
    if unit == "percent":
        words = _n("{n} point", "{n} points", 1 if words == "1" else 2).format(n=words)
    return words if spread.exact else _("at least {difference}").format(difference=words)


def column_name(comparison: Comparison, column: int, title: str) -> str:
    """Return a column's name; a file that names neither school nor year lends its own."""
    return comparison.columns[column] or title


def told(comparison: Comparison, row: int, column: int, unit: str, title: str) -> str:
    """Return one place in full, as it is read out."""
    cell = comparison.cells[row][column]
    words = cell_words(cell, unit) or _("not in the file")
    only = cell.only
    # How few students there are is what a suppressed value hides, so it is not told beside one.
    counted = cell.bounds is not None and unit == "percent"
    if counted and only is not None and only.denominator is not None:
        students = number(only.denominator, "count")
        words = _("{value}, of {n} students").format(value=words, n=students)
    if only is not None and only.status is not MeasureStatus.REPORTED and only.as_written.strip():
        written = only.as_written.strip()
        words = _("{value} (in the file: {written})").format(value=words, written=written)
    return _("{group}, {place}: {value}").format(
        group=comparison.rows[row], place=column_name(comparison, column, title), value=words
    )


def across_words(across: Across) -> str:
    """Return what the columns are."""
    return _("Schools and districts") if across is Across.ORGANISATION else _("Years")


def heading_of(source: ComparisonSource, comparison: Comparison) -> str:
    """Return what is counted, and what was chosen of it."""
    if source.dataset_id:
        return source.title
    first = next((cell.only for row in comparison.cells for cell in row if cell.only), None)
    chosen = [each.chosen for each in comparison.choices if each.field != "metric"]
    return ", ".join(part for part in (first.metric if first else "", *chosen) if part)

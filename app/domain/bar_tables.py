"""District data to the bar chart that the room sees, in the room's language."""

from app.domain.chart_bars import BarTable, BarValue, Unit
from app.domain.framework import Framework
from app.domain.measures import Dataset, Measure
from app.domain.text import say
from app.i18n import N_, translator

OUTCOME = "outcome"
DEMOGRAPHICS = "demographics"

_UNITS: dict[str, Unit] = {"percent": "percent", "count": "count", "rate": "rate"}

_GROUP_NAMES = {
    "all": N_("All students"),
    "white": N_("White students"),
    "high_needs": N_("High needs (as the state defines it)"),
}


def bar_table(
    dataset: Dataset,
    language: str,
    framework: Framework,
) -> BarTable:
    """Return a dataset as bars, one for each student group, in the file's order.

    Args:
        dataset: what to show.
        language: the language of group names and of the statement on opportunity.
        framework: names of student groups, and that statement; outcomes carry it always.

    """
    return BarTable(
        title=dataset.title,
        unit=bar_unit(dataset),
        values=tuple(bar_value(row, group_label(row, language, framework)) for row in dataset.rows),
        statement=say(framework.gap_statement, language) if dataset.kind == OUTCOME else "",
        source=dataset.source,
    )


def group_label(measure: Measure, language: str, framework: Framework) -> str:
    """Return a student group's name in a language: the framework's, else as the file writes it."""
    for group in framework.student_groups:
        if group.id == measure.group_id:
            return say(group.name, language)
    known = _GROUP_NAMES.get(measure.group_id)
    if known:
        return translator(language)(known)
    return measure.student_group or measure.organisation


def bar_unit(dataset: Dataset) -> Unit:
    """Return the unit of a dataset's bars; what is neither a percentage nor a count is a rate."""
    return _UNITS.get(dataset.unit, "rate")


def bar_value(row: Measure, label: str) -> BarValue:
    """Return a measure as a bar that is named ``label``."""
    return BarValue(
        label=label,
        value=row.value,
        low=row.low,
        high=row.high,
        status=row.status.value,
        as_written=row.as_written,
    )

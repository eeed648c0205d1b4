"""District data to the bar chart that the room sees, in the room's language."""

from app.domain.chart_bars import BarTable, BarValue
from app.domain.framework import Framework
from app.domain.measures import Dataset, Measure
from app.domain.text import say
from app.i18n import N_, translator

OUTCOME = "outcome"
DEMOGRAPHICS = "demographics"

_GROUP_NAMES = {
    "all": N_("All students"),
    "white": N_("White students"),
    "high_needs": N_("High needs (as the state defines it)"),
}


def bar_table(
    dataset: Dataset,
    language: str,
    framework: Framework,
    filters: dict[str, str] | None = None,
) -> BarTable:
    """Return a dataset as bars, one for each student group, in the file's order.

    Args:
        dataset: what to show.
        language: the language of group names and of the statement on opportunity.
        framework: names of student groups, and that statement; outcomes carry it always.
        filters: measure attribute → value ("year" → "2025"), for a dataset with several of them.

    """
    rows = [
        row
        for row in dataset.rows
        if all(getattr(row, name) == wanted for name, wanted in (filters or {}).items())
    ]
    unit = dataset.unit
    return BarTable(
        title=dataset.title,
        unit="percent" if unit == "percent" else "count" if unit == "count" else "rate",
        values=tuple(_bar(row, language, framework) for row in rows),
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


def _bar(row: Measure, language: str, framework: Framework) -> BarValue:
    return BarValue(
        label=group_label(row, language, framework),
        value=row.value,
        low=row.low,
        high=row.high,
        status=row.status.value,
        as_written=row.as_written,
    )

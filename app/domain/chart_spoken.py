"""The charts in words, for screen readers and for whoever gets the picture as text."""

from collections.abc import Callable

from app.domain.chart_labels import ChartLabels
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing


def describe(
    table: ResultsTable,
    labels: ChartLabels,
    speak: Callable[[DimensionResult], str] | None = None,
) -> str:
    """Return the whole chart in words, one line a dimension.

    ``speak`` says a row as :func:`speak_row` does, for who remembers what it said before.
    """
    if not table.may_show:
        return labels.hidden
    lines = [speak(row) if speak else speak_row(row, table, labels) for row in table.rows]
    stamp = [] if table.revealed else [table.before_reveal_mark]
    return "\n".join(stamp + lines)


def speak_row(row: DimensionResult, table: ResultsTable, labels: ChartLabels) -> str:
    """Return one dimension's marks in words, such as "1 School funding. Foundations: A: 2"."""
    head = f"{row.number} {row.name}."
    if not table.may_show:
        return head
    if not row.assigned:
        return f"{head} {labels.not_assigned}."
    parts = [head]
    for lens in Lens:
        answers = ", ".join(_speak(mark, labels) for mark in row.lens_marks(lens))
        if answers:
            parts.append(f"{table.lens_names.get(lens, lens.value)}: {answers}.")
        agreed = row.agreed or {}
        if lens in agreed:
            level = agreed[lens]
            parts.append(f"{labels.agreed}: {labels.no_agreement if level is None else level}.")
    if row.data_needs:
        parts.append(f"{labels.more_data}: {row.data_needs}.")
    return " ".join(parts)


def _speak(mark: Mark, labels: ChartLabels) -> str:
    if mark.standing is Standing.SCORED:
        answer = " / ".join(str(level) for level in mark.shown_levels)
        if mark.contested:
            answer = f"{answer} ({labels.contested})"
    else:
        answer = {
            Standing.CANNOT_TELL: labels.cannot_tell,
            Standing.CHOSE_NOT: labels.chose_not,
            Standing.NOT_YET: labels.not_yet,
        }[mark.standing]
    return labels.mark_spoken.format(group=mark.group_label, answer=answer)

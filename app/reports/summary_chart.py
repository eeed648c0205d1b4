"""The chart of both scores in a report, with the same marks as a table of words."""

from app.domain.chart import results_chart
from app.domain.drawing import Drawing, Measure
from app.domain.framework import Lens
from app.domain.report import ReportInput
from app.reports.document import Block, Callout, Cell, Heading, Picture, Table, Words
from app.reports.wording import Wording

SMALLEST_TEXT = 8.0
"""Points, on paper."""

CHART_HEIGHT = 560.0

SHORTEST_CHART = 400.0
"""Points that the chart may shrink to, where that saves a page and no row is crowded."""

CROWDED = 3
"""Marks of one lens in a row beyond which the chart keeps its height."""


def chart_drawing(
    report: ReportInput, wording: Wording, width: float, height: float, measure: Measure
) -> Drawing:
    """Return the chart of both scores for a size in points."""
    return results_chart(
        report.results,
        width,
        height,
        measure,
        labels=wording.chart_labels,
        scale=1.0,
        min_text=SMALLEST_TEXT,
    )


def chart_blocks(
    report: ReportInput,
    wording: Wording,
    *,
    new_page: bool = True,
    height: float = CHART_HEIGHT,
) -> list[Block]:
    """Return the chart and how to read it."""
    _ = wording.gettext
    level = 1 if new_page else 2
    blocks: list[Block] = [
        Heading(text=_("Both scores of every dimension"), level=level, new_page=new_page)
    ]
    if not report.results.may_show:
        return [*blocks, Callout(text=wording.chart_labels.hidden)]
    if not any(row.marks for row in report.results.rows):
        text = _("No dimension was given to a group yet, so there is nothing to draw.")
        return [*blocks, Words(text=text, kind="quiet")]
    blocks.append(
        Words(
            text=_(
                "Every group’s mark is shown. The line runs from the lowest to the highest mark; "
                "nothing is averaged."
            ),
            kind="quiet",
        )
    )
    blocks.append(
        Picture(
            draw=lambda width, height, measure: chart_drawing(
                report, wording, width, height, measure
            ),
            height=height,
            least=height if _crowded(report) else SHORTEST_CHART,
        )
    )
    return blocks


def _crowded(report: ReportInput) -> bool:
    return any(len(row.lens_marks(lens)) > CROWDED for row in report.results.rows for lens in Lens)


def standings_table(report: ReportInput, wording: Wording) -> list[Block]:
    """Return every mark in words: the chart for whoever cannot see it."""
    _ = wording.gettext
    if not any(row.marks for row in report.results.rows):
        return []
    rows = []
    for row in report.results.rows:
        lenses = []
        for lens in Lens:
            marks = row.lens_marks(lens)
            groups: dict[str, list[str]] = {}
            for mark in marks:
                groups.setdefault(wording.standing(mark), []).append(mark.group_label)
            told = "\n".join(f"{said}: {', '.join(labels)}" for said, labels in groups.items())
            lenses.append(Cell(text=told or _("Not assigned to a group"), quiet=not told))
        rows.append((Cell(text=f"{row.number} {row.name}", strong=True), *lenses))
    return [
        Heading(text=_("The same marks in words"), level=2, new_page=False),
        Table(
            caption=_("Every group’s answer for each dimension and lens"),
            headings=(
                Cell(text=_("Dimension")),
                *(Cell(text=wording.lens(lens), lens=lens) for lens in Lens),
            ),
            rows=tuple(rows),
            widths=(0.34, 0.33, 0.33),
        ),
    ]

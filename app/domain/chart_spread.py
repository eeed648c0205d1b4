"""The chart of both scores with counts instead of names: how many groups stand at each level.

For a room that looks at how far it is apart, and for pages on which no group is to be named.
"""

from dataclasses import replace

from app.domain.chart import results_chart
from app.domain.chart_labels import ChartLabels
from app.domain.drawing import Drawing, Measure
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing


def spread_chart(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    *,
    labels: ChartLabels,
    scale: float = 1.0,
    sort: str = "spread",
    min_text: float = 28.0,
) -> Drawing:
    """Return the chart with one mark a level, followed by "×" and the number of groups there.

    Contested scores count at each of their levels, with a mark of their own. Sizes and sorts are
    those of :func:`app.domain.chart.results_chart`.
    """
    ordered = table.as_shown().sorted_by(sort)
    counted = replace(ordered, rows=tuple(_counted(row) for row in ordered.rows))
    noted = replace(labels, note=labels.groups_counted)
    return results_chart(
        counted, width, height, measure, labels=noted, scale=scale, min_text=min_text
    )


def _counted(row: DimensionResult) -> DimensionResult:
    """Return the row with the marks that look alike made one, labelled with their number."""
    counts: dict[tuple[Lens, Standing, int | None, bool], int] = {}
    for mark in row.marks:
        places: tuple[int | None, ...] = mark.shown_levels or (None,)
        for level in places:
            key = (mark.lens, mark.standing, level, mark.contested)
            counts[key] = counts.get(key, 0) + 1
    marks = tuple(
        Mark(
            group_id=f"{standing.value}-{level}-{contested}",
            group_label=f"×{count}",
            lens=lens,
            standing=standing,
            level=level,
            contested=contested,
            levels=(level,) if contested and level else (),
        )
        for (lens, standing, level, contested), count in counts.items()
    )
    return replace(row, marks=marks)

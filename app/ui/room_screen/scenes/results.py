"""The chart of both scores, alone or with the question under discussion beside it."""

from dataclasses import fields, replace

from app.domain.chart_labels import ChartLabels, chart_labels
from app.domain.framework import Lens
from app.domain.results import SORTS, DimensionResult, ResultsTable
from app.domain.results_reading import results_table
from app.i18n import translator
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.clock import draw_clock
from app.ui.room_screen.scenes.prompt import question_strip
from app.ui.room_screen.stage import Area, Stage

SPOKEN = frozenset({"mark_spoken", "level_range"})
"""Labels that are patterns for readers, not words on the screen."""


def draw_results(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the chart; before the reveal the clock stands in its place."""
    if context.snapshot.workshop.revealed_at is None:
        draw_clock(context, stage, area)
        return
    labels = room_labels(context)
    sort = context.argument("sort")
    stage.chart(room_table(context), area, labels, sort if sort in SORTS else "order")


def draw_reflect(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the chart and under it the activity's question; the chart never leaves."""
    if context.snapshot.workshop.revealed_at is None:
        draw_clock(context, stage, area)
        return
    top_size = 40.0 if len(context.languages) == 1 else 33.0
    draw_results(context, stage, question_strip(context, stage, area, 0.16, top_size))


def room_labels(context: SceneContext) -> ChartLabels:
    """Return the chart's words in the room's languages, one beside the other."""
    made = []
    for language in context.languages:
        words = translator(language)
        made.append(chart_labels(words, _title(words)))
    if len(made) == 1:
        return made[0]
    joined = {
        field.name: _joined(getattr(made[0], field.name), getattr(made[1], field.name))
        for field in fields(ChartLabels)
        if field.name not in SPOKEN
    }
    return replace(made[0], **joined)


def _title(_) -> str:
    return _("What the groups found")


def room_table(context: SceneContext) -> ResultsTable:
    """Return the results, names in both languages where the room has two."""
    tables = [results_table(context.snapshot, language) for language in context.languages]
    first = tables[0]
    if len(tables) == 1:
        return first
    other = tables[1]
    rows = tuple(map(_row_in_both, first.rows, other.rows))
    return replace(
        first,
        rows=rows,
        level_names={
            lens: tuple(
                _joined(a, b)
                for a, b in zip(first.level_names[lens], other.level_names[lens], strict=True)
            )
            for lens in Lens
        },
        lens_names={lens: _joined(first.lens_names[lens], other.lens_names[lens]) for lens in Lens},
    )


def _row_in_both(row: DimensionResult, twin: DimensionResult) -> DimensionResult:
    """Return a row with both names, the same object as last time while the rows are the same."""
    known = _BOTH.get(row.dimension_id)
    if known is None or known[0] is not row or known[1] is not twin:
        name = _joined(row.short_name, twin.short_name)
        known = row, twin, replace(row, name=name, short_name=name)
        _BOTH[row.dimension_id] = known
    return known[2]


_BOTH: dict[str, tuple[DimensionResult, DimensionResult, DimensionResult]] = {}
"""Dimension id → its rows in two languages when it was last read, and both as one."""


def _joined(one: str, other: str) -> str:
    return one if one == other or not other else f"{one} / {other}"

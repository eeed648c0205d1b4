"""Both reasons side by side: why each group chose its levels for one dimension."""

from app.domain.cells import CellKey, Field
from app.domain.framework import Dimension, Lens
from app.domain.results import Mark, Standing
from app.domain.results_reading import cell_words, results_table
from app.domain.seating import Group
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.results import draw_results
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import LEAD, Para, SetText

BADGE = 56.0


def draw_reasons(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw a row a group, a column a lens; without a dimension the chart stays."""
    dimension = _dimension(context)
    if dimension is None or context.snapshot.workshop.revealed_at is None:
        draw_results(context, stage, area)
        return
    title = tuple(f"{dimension.number} · {name}" for name in context.say(dimension.name))
    area = stage.title(title, area, 54)
    marks = _marks(context, dimension)
    indent = max((stage.measure(g.label, 32, "bold") for g, _found in marks), default=0) + 60
    body = Area(area.x + indent, area.y, area.width - indent, area.height)
    columns = body.columns((1.0, 1.0), 64)
    head = _draw_heads(context, stage, columns)
    rows_area = area.below(head)

    def make(size: float) -> list[Row]:
        return [
            Row(
                cells=tuple(
                    _answer(context, stage, found[lens], size, column.width)
                    for lens, column in zip(Lens, columns, strict=True)
                ),
                lead=_badge(group, area.x, size),
            )
            for group, found in marks
        ]

    if marks:
        look = Look(xs=tuple(column.x for column in columns), gap=30, loosest=1.7)
        draw_rows(stage, rows_area, make, look, top_size=40)
    else:
        words = context.both(lambda _: _("No group was given this dimension."))
        stage.put(stage.fit(words, rows_area, 44)[0], area.x, rows_area.y)


def _dimension(context: SceneContext) -> Dimension | None:
    wished = context.argument("dimension_id")
    dimensions = context.snapshot.framework.dimensions
    return next((d for d in dimensions if d.id == wished), None)


def _marks(context: SceneContext, dimension: Dimension) -> list[tuple[Group, dict[Lens, Mark]]]:
    """Return each group of the dimension with its answer per lens, in the groups' order."""
    table = results_table(context.snapshot, context.leading)
    row = next(row for row in table.rows if row.dimension_id == dimension.id)
    found: dict[str, dict[Lens, Mark]] = {}
    for mark in row.marks:
        found.setdefault(mark.group_id, {})[mark.lens] = mark
    groups = [(context.snapshot.group(group_id), pair) for group_id, pair in found.items()]
    return [(group, pair) for group, pair in groups if group is not None]


def _draw_heads(context: SceneContext, stage: Stage, columns: tuple[Area, ...]) -> float:
    """Draw each lens's shape and name; return the height taken."""
    size, tall = 38.0, 0.0
    for lens, column in zip(Lens, columns, strict=True):
        names = context.say(context.snapshot.framework.scale(lens).name)
        block = stage.set(
            (Para(text=name, size=size, weight="bold", role=lens.value) for name in names),
            column.width - 56,
        )
        stage.lens_mark(lens, column.x + 19, column.y + LEAD * size / 2, 18)
        stage.put(block, column.x + 56, column.y)
        tall = max(tall, block.height)
    first, last = columns[0], columns[-1]
    stage.rule(first.x, first.y + tall + 12, last.right - first.x)
    return tall + 34


def _answer(context: SceneContext, stage: Stage, mark: Mark, size: float, width: float) -> SetText:
    """Return the level (or what stands for it) and the reason."""
    key = CellKey(mark.group_id, "", Field.NOT_SCORED)
    lines = [Para(text=_level(context, mark), size=size, weight="bold")]
    reason = mark.reason
    if mark.standing is Standing.CHOSE_NOT:
        wished = context.argument("dimension_id")
        key = CellKey(mark.group_id, wished, Field.NOT_SCORED)
        reason = cell_words(context.snapshot, key) if mark.lens is Lens.FOUNDATIONS else ""
    if reason.strip():
        lines.append(Para(text=reason, size=size, before=4))
    return stage.set(lines, width)


def _level(context: SceneContext, mark: Mark) -> str:
    """Return the answer in words: "2: Uneven", "Cannot tell"."""
    if mark.standing is Standing.CANNOT_TELL:
        return " / ".join(context.both(lambda _: _("Cannot tell")))
    if mark.standing is Standing.CHOSE_NOT:
        return " / ".join(context.both(lambda _: _("Chose not to score")))
    if mark.standing is Standing.NOT_YET or not mark.shown_levels:
        return " / ".join(context.both(lambda _: _("Not yet scored")))
    scale = context.snapshot.framework.scale(mark.lens)
    names = {level.position: " / ".join(context.say(level.name)) for level in scale.levels}
    return " · ".join(f"{position}: {names.get(position, '')}" for position in mark.shown_levels)


def _badge(group: Group, x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.badge(group.label, x, y + 0.62 * size, BADGE)

    return draw

"""Draws the rows of the chart of both scores: names, lanes, ranges, marks and side columns."""

from collections.abc import Sequence

from app.domain.chart_crowd import ASIDE
from app.domain.chart_layout import (
    Plan,
    RowPlan,
    cell_lines,
    lane_gap,
    level_room,
)
from app.domain.chart_marks import flag, look_of, named_token, token_size
from app.domain.chart_text import CAP, block
from app.domain.drawing import Group, Item, Line, Measure, Rect, Text, bounds
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing

Span = tuple[float, float]

_ASIDE_IDS = frozenset(standing.value for standing in ASIDE)


def draw_row(
    row: DimensionResult,
    row_plan: RowPlan,
    index: int,
    top: float,
    width: float,
    plan: Plan,
    table: ResultsTable,
    spoken: str,
    measure: Measure,
) -> Group:
    """Return one row's drawing with its top edge at ``top``."""
    text = plan.setting.text
    middle = top + row_plan.height / 2
    items: list[Item] = []
    if index % 2 == 0:
        items.append(
            Rect(
                x=0,
                y=top,
                width=width,
                height=row_plan.height,
                fill="sunken",
                radius=0.2 * text,
            )
        )
    items += _levels_grid(table, top, row_plan.height, plan)
    number_x = plan.names_x - 0.55 * text
    items += block(
        (str(row.number),), number_x, middle, text, role="quiet_ink", anchor="end", weight="bold"
    )
    items += block(row_plan.name, plan.names_x, middle, text, weight="bold")
    if table.may_show:
        for lens, lane_middle in _lanes(row_plan, middle, plan).items():
            items += _lane(row, lens, lane_middle, plan, table, measure)
        items += _data_needs(row, middle, plan)
    return Group(id=f"row-{row.dimension_id}", items=tuple(items), title=spoken, kind="row")


def _levels_grid(table: ResultsTable, top: float, height: float, plan: Plan) -> list[Item]:
    """Return the borders of the levels: whatever stands between two of them is of one level."""
    borders = (plan.level_x(level) - plan.pitch / 2 for level in range(1, table.level_count + 2))
    return [
        Line(x1=x, y1=top, x2=x, y2=top + height, stroke="edge",
             stroke_width=0.045 * plan.setting.text)
        for x in borders
    ]  # fmt: skip


def _lanes(row_plan: RowPlan, middle: float, plan: Plan) -> dict[Lens, float]:
    """Return the middle height of each lens's lane: foundations above access."""
    gap = lane_gap(plan.setting)
    heights = {
        lens: row_plan.lines[lens] * plan.size.line_height(lens) + (row_plan.lines[lens] - 1) * gap
        for lens in Lens
    }
    # Whatever a row is taller than it must be loosens its lanes a little too.
    needed = sum(heights.values()) + gap
    loose = gap + max(0.0, min(0.25 * plan.setting.text, (row_plan.height - needed) * 0.25))
    y = middle - (sum(heights.values()) + loose) / 2
    found: dict[Lens, float] = {}
    for lens in Lens:
        found[lens] = y + heights[lens] / 2
        y += heights[lens] + loose
    return found


def _lane(
    row: DimensionResult,
    lens: Lens,
    middle: float,
    plan: Plan,
    table: ResultsTable,
    measure: Measure,
) -> list[Item]:
    marks: list[Group] = []
    spans: list[Span] = []
    room = level_room(plan.pitch, plan.size)
    for level in range(1, table.level_count + 1):
        found = row.marks_at(lens, level)
        cell = _cell(found, lens, plan.level_x(level), room, middle, plan, True)
        if cell:
            # All marks of a level count as one, so that no stub of line shows between them.
            box = bounds(Group(id="", items=tuple(cell)), measure)
            spans.append((box.left, box.right))
        marks += cell
    lines = _range_lines(row, lens, middle, spans, plan)
    for column in plan.columns:
        if column.id in _ASIDE_IDS:
            found = row.marks_at(lens, Standing(column.id))
            marks += _cell(found, lens, column.middle, column.width, middle, plan, False)
        elif column.id == "agreed" and row.agreed and lens in row.agreed:
            marks.append(_agreed(row.agreed[lens], lens, column.middle, middle, plan))
    return [*lines, *marks]


def _cell(
    marks: Sequence[Mark], lens: Lens, x: float, room: float, middle: float, plan: Plan, level: bool
) -> list[Group]:
    """Return the marks of one level or column of a lane, spread sideways around ``x``."""
    if not marks:
        return []
    size, wide = plan.size, plan.size.block_width(lens)
    lines = cell_lines(marks, lens, room, size)
    step = size.line_height(lens) + lane_gap(plan.setting)
    drawn: list[Group] = []
    for line, indexes in enumerate(lines):
        left = x - (sum([wide] * len(indexes)) + size.gap * (len(indexes) - 1)) / 2
        if len(lines) == len(marks) and level and _stays_inside(wide, lens, room, plan):
            left = x - size.half(lens)
        y = middle + (line - (len(lines) - 1) / 2) * step
        for index in indexes:
            mark = marks[index]
            look = look_of(lens, mark.standing, mark.contested)
            items = named_token(lens, left, y, mark.group_label, size, look)
            drawn.append(
                Group(
                    id=f"mark-{lens}-{mark.group_id}",
                    items=items,
                    title=mark.group_label,
                    kind="mark",
                )
            )
            left += wide + size.gap
    return drawn


def _stays_inside(width: float, lens: Lens, room: float, plan: Plan) -> bool:
    """Return whether a single mark can sit in the level's middle with its label to the right."""
    return width - plan.size.half(lens) <= room / 2


def _range_lines(
    row: DimensionResult, lens: Lens, y: float, spans: list[Span], plan: Plan
) -> list[Item]:
    """Return the thin line from the lowest to the highest level, broken where marks stand.

    Between the versions of a contested mark, and outside the settled range, it is dashed.
    """
    settled = row.range(lens)
    shown = [level for mark in row.lens_marks(lens) for level in mark.shown_levels]
    pieces: list[tuple[int, int, bool]] = []
    if settled and settled[0] < settled[1]:
        pieces.append((settled[0], settled[1], False))
    contested = [
        level for mark in row.lens_marks(lens) if mark.contested for level in mark.shown_levels
    ]
    if contested:
        low, high = settled or (min(contested), min(contested))
        pieces += [(min(shown), low, True)] if min(contested) < low else []
        pieces += [(high, max(shown), True)] if max(contested) > high else []
    text = plan.setting.text
    items: list[Item] = []
    for low, high, dashed in pieces:
        for left, right in _between(plan.level_x(low), plan.level_x(high), spans, 0.1 * text):
            items.append(
                Line(
                    x1=left,
                    y1=y,
                    x2=right,
                    y2=y,
                    stroke=f"{lens.value}_line",
                    stroke_width=0.14 * text,
                    dash=(0.25 * text, 0.2 * text) if dashed else (),
                )
            )
    return items


def _between(start: float, end: float, spans: list[Span], gap: float) -> list[Span]:
    """Return the stretches of start–end that no span covers, ``gap`` away from each."""
    found: list[Span] = []
    at = start
    for left, right in sorted(spans):
        if left - gap > at:
            found.append((at, min(left - gap, end)))
        at = max(at, right + gap)
    if at < end:
        found.append((at, end))
    return [(left, right) for left, right in found if right - left > gap]


def _agreed(level: int | None, lens: Lens, x: float, y: float, plan: Plan) -> Group:
    """Return an agreed level as shape and number, or a dash for "no agreement"."""
    text = plan.setting.text
    if level is None:
        half = 0.3 * text
        dash = Line(
            x1=x - half, y1=y, x2=x + half, y2=y, stroke=lens.value, stroke_width=0.12 * text
        )
        return Group(id=f"agreed-{lens.value}", items=(dash,), kind="agreed")
    size = token_size(text, 0.2, 0.6 * text)
    left = x - size.block_width(lens) / 2
    items = named_token(lens, left, y, str(level), size, look_of(lens, Standing.SCORED))
    return Group(id=f"agreed-{lens.value}", items=items, kind="agreed")


def _data_needs(row: DimensionResult, middle: float, plan: Plan) -> list[Item]:
    """Return the flag that says more data is needed, with the number of needs if several."""
    columns = [column for column in plan.columns if column.id == "more_data"]
    if not columns or not row.data_needs:
        return []
    text, x = plan.setting.text, columns[0].middle
    several = row.data_needs > 1
    items: list[Item] = [flag(x - (0.35 * text if several else 0.0), middle, 1.05 * text)]
    if several:
        items.append(
            Text(x=x + 0.3 * text, y=middle + CAP * text / 2, text=str(row.data_needs), size=text)
        )
    return items

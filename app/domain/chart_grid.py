"""The heat grid: dimensions down, groups across, every score a cell on the ramp of levels.

Levels are told by their number first and by the shade second; what is no score has no shade.
"""

from dataclasses import dataclass, replace

from app.domain.chart_key import KEY_LINE, draw_key, key_height, key_lines
from app.domain.chart_labels import ChartLabels
from app.domain.chart_marks import look_of, short_labels, token, token_size
from app.domain.chart_spoken import describe, speak_row
from app.domain.chart_text import CAP, LINE, block, largest, shorten, wrap_all
from app.domain.drawing import Drawing, Group, Item, Measure, Rect, Text
from app.domain.framework import Lens
from app.domain.results import DimensionResult, Mark, ResultsTable, Standing

_SIGNS = {Standing.CANNOT_TELL: "?", Standing.CHOSE_NOT: "–", Standing.NOT_YET: ""}


@dataclass(frozen=True, kw_only=True)
class _Grid:
    """Measures of the grid: where names, lens signs and cells lie."""

    text: float
    names: float
    left: float
    cell: float
    top: float
    row: float

    def lane(self, index: int, lens: Lens) -> float:
        """Return the middle height of a lens's half of a row."""
        place = 0.28 if lens is Lens.FOUNDATIONS else 0.72
        return self.top + (index + place) * self.row


def heat_grid(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    *,
    labels: ChartLabels,
    scale: float = 1.0,
    sort: str = "order",
    min_text: float = 28.0,
) -> Drawing:
    """Return the heat grid, ``width`` by ``height``; text is at least ``min_text * scale``.

    Only where the grid does not fit otherwise does text become smaller than that.
    """
    ordered = table.as_shown().sorted_by(sort)
    found = largest(
        lambda text: _try(ordered, width, height, measure, labels, text),
        min_text * scale,
        (1.3, 1.2, 1.1, 1.0),
    )
    return Drawing(
        width=width,
        height=height,
        items=tuple(found or ()),
        title=labels.title,
        description=describe(ordered, labels),
    )


def _in_order(labels: tuple[str, ...]) -> tuple[str, ...]:
    """Return the groups' labels as people count them: A, B, C; Table 2 before Table 10."""
    return tuple(sorted(labels, key=lambda label: (len(label), label)))


def _try(
    table: ResultsTable,
    width: float,
    height: float,
    measure: Measure,
    labels: ChartLabels,
    text: float,
) -> list[Item] | None:
    """Return the grid at this size of text, or None when it does not fit."""
    names = short_labels(_in_order(table.group_labels))
    title = wrap_all(labels.title, 1.25 * text, "bold", width, measure)
    top = len(title) * LINE * 1.25 * text
    stamp = (
        () if table.revealed else wrap_all(table.before_reveal_mark, text, "bold", width, measure)
    )
    # The key's special entries are about the other chart's lines: only the scale is wanted here.
    key = key_lines(
        replace(table, rows=()),
        labels,
        text,
        width,
        True,
        measure,
        {s: n for n, s in names.items()},
    )
    signs = _sign_words(table, labels)
    sign_lines = wrap_all(" · ".join(signs), text, "regular", width, measure)
    foot = key_height(key, text) + len(sign_lines) * KEY_LINE * text + 0.5 * text
    numbers = max((measure(str(row.number), text, "bold") for row in table.rows), default=0.0)
    names_x = 0.3 * text + numbers + 0.6 * text
    names_width = 0.34 * width - names_x
    left = names_x + names_width + 1.5 * text
    cell = min((width - left) / max(len(names), 1), 4.5 * text)
    head = top + len(stamp) * LINE * text + 1.7 * text
    row = min((height - head - foot) / max(len(table.rows), 1), 4.2 * text)
    if row < 2.45 * text or cell < 1.7 * text:
        return None
    grid = _Grid(text=text, names=names_x, left=left, cell=cell, top=head, row=row)
    items: list[Item] = list(block(title, 0, top / 2, 1.25 * text, weight="bold"))
    middle = top + len(stamp) * LINE * text / 2
    items += block(stamp, 0, middle, text, weight="bold")
    for column, name in enumerate(names.values()):
        x = left + (column + 0.5) * cell
        items.append(
            Text(x=x, y=head - 0.55 * text, text=name, size=text, anchor="middle", weight="bold")
        )
    for index, result in enumerate(table.rows):
        items.append(_row(result, index, table, grid, names_width, measure, labels))
    bottom = head + row * len(table.rows) + 0.4 * text
    items.append(draw_key(key, bottom, text, measure))
    y = bottom + key_height(key, text) + len(sign_lines) * KEY_LINE * text / 2
    return [*items, *block(sign_lines, 0, y, text, role="quiet_ink")]


def _row(
    row: DimensionResult,
    index: int,
    table: ResultsTable,
    grid: _Grid,
    names_width: float,
    measure: Measure,
    labels: ChartLabels,
) -> Group:
    text, middle = grid.text, grid.top + (index + 0.5) * grid.row
    lines = wrap_all(row.name, text, "bold", names_width, measure)
    if len(lines) > 2:
        lines = (shorten(row.short_name, text, "bold", names_width, measure),)
    items: list[Item] = list(
        block(
            (str(row.number),),
            grid.names - 0.6 * text,
            middle,
            text,
            role="quiet_ink",
            anchor="end",
            weight="bold",
        )
    )
    items += block(lines, grid.names, middle, text, weight="bold")
    size = token_size(text, 0.4, text)
    groups = _in_order(table.group_labels)
    for lens in Lens if row.assigned and table.may_show else ():
        y = grid.lane(index, lens)
        items += token(lens, grid.left - 0.75 * text, y, size, look_of(lens, Standing.SCORED))
        marks = {mark.group_label: mark for mark in row.lens_marks(lens)}
        items += [
            _cell(marks[name], grid.left + column * grid.cell, y, grid)
            for column, name in enumerate(groups)
            if name in marks
        ]
    return Group(
        id=f"row-{row.dimension_id}",
        items=tuple(items),
        title=speak_row(row, table, labels),
        kind="row",
    )


def _cell(mark: Mark, left: float, y: float, grid: _Grid) -> Group:
    """Return one group's answer for one lens as a cell around the height ``y``."""
    text = grid.text
    levels = mark.shown_levels
    words = "/".join(str(level) for level in levels) or _SIGNS.get(mark.standing, "")
    settled = mark.settled_level
    edge = 0.05 * text
    box = Rect(
        x=left + 0.08 * text,
        y=y - 0.21 * grid.row + edge,
        width=grid.cell - 0.16 * text,
        height=0.42 * grid.row - 2 * edge,
        radius=0.14 * text,
        fill=f"level_{settled}" if settled else "",
        stroke="" if settled else "missing_ink",
        stroke_width=0.0 if settled else 1.4 * edge,
        dash=() if settled or not words else (0.2 * text, 0.14 * text),
    )
    role = f"level_ink_{settled}" if settled else "ink"
    number = Text(
        x=left + grid.cell / 2,
        y=y + CAP * text / 2,
        text=words,
        size=text,
        role=role,
        anchor="middle",
        weight="bold",
    )
    items: tuple[Item, ...] = (box, number) if words else (box,)
    return Group(id=f"cell-{mark.lens.value}-{mark.group_id}", items=items, kind="cell")


def _sign_words(table: ResultsTable, labels: ChartLabels) -> list[str]:
    """Return what the signs in cells without a score mean, those that occur."""
    standings = {mark.standing for row in table.rows for mark in row.marks}
    words = []
    if Standing.CANNOT_TELL in standings:
        words.append(f"? {labels.cannot_tell}")
    if Standing.CHOSE_NOT in standings:
        words.append(f"– {labels.chose_not}")
    if Standing.NOT_YET in standings:
        words.append(f"[ ] {labels.not_yet}")
    return words

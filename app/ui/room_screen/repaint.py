"""Painting again only what changed in the rows of a chart, most often a mark or two."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from app.domain.drawing import Box, Drawing, Group, Item, Measure, Primitive, Text, bounds
from app.ui.charts.painter import paint_items
from app.ui.room_screen.board import Board, Placed, box_of, ground
from app.ui.theme import Theme

MOST_ROWS = 4
"""Where more rows changed than this, the whole picture is painted in less time."""

MOST_ITEMS = 16
"""Where more of a row changed than this, all of the row is painted in less time."""

AIR = 2.0
"""Units that a shape may reach over its bounds, where its outline has corners."""


@dataclass(frozen=True)
class RowChange:
    """One row of a placed chart that is another one now.

    Attributes:
        x, y: where the chart's top left corner is, in units.
        old, new: the row before and now.
        near: what is painted where the row is, in order: it and its two neighbors.

    """

    x: float
    y: float
    old: Group
    new: Group
    near: tuple[Item, ...]


def rows_changed(old: Board, new: Board) -> tuple[RowChange, ...] | None:
    """Return the rows in which two boards differ; None where they differ in more than that."""
    if replace(old, pieces=(), words="") != replace(new, pieces=(), words=""):
        return None
    if len(old.pieces) != len(new.pieces):
        return None
    found: list[RowChange] = []
    for before, after in zip(old.pieces, new.pieces, strict=True):
        if isinstance(before, Placed) and isinstance(after, Placed):
            rows = _rows(before, after)
            if rows is None:
                return None
            found += rows
        elif before != after:
            return None
    return tuple(found) if len(found) <= MOST_ROWS else None


def _rows(before: Placed, after: Placed) -> list[RowChange] | None:
    old, new = before.drawing.items, after.drawing.items
    if (before.x, before.y, len(old)) != (after.x, after.y, len(new)):
        return None
    found = []
    for index, (one, other) in enumerate(zip(old, new, strict=True)):
        if one is other or one == other:
            continue
        if not (isinstance(one, Group) and isinstance(other, Group)):
            return None
        if {one.kind, other.kind} != {"row"}:
            return None
        near = new[max(0, index - 1) : index + 2]
        found.append(RowChange(after.x, after.y, one, other, near))
    return found


def repaint(
    still: QPixmap,
    rows: tuple[RowChange, ...],
    board: Board,
    theme: Theme,
    scale: float,
    measure: Measure,
) -> QRegion:
    """Paint what changed in rows anew on a picture of ``board`` at ``scale`` pixels a unit.

    Whole pixels only; returns them. What is painted there besides is painted there again.
    """
    painted = QRegion()
    painter = QPainter(still)
    for row in rows:
        pixels = [_pixels(box, row, scale) for box in _changed(row, measure)]
        region = QRegion()
        for part in pixels:
            region += part
        painter.save()
        painter.setClipRegion(region)
        for part in pixels:
            painter.fillRect(part, ground(board, theme))
        painter.scale(scale, scale)
        painter.translate(QPointF(row.x, row.y))
        places = [_units(part, row, scale) for part in pixels]
        paint_items(painter, _touching(row.near, places, measure), theme.roles)
        painter.restore()
        painted += region
    painter.end()
    return painted


def _changed(row: RowChange, measure: Measure) -> list[Box]:
    """Return the boxes in which a row is another one now, no higher and no lower than it is."""
    whole = box_of((row.old, row.new), measure)
    top, bottom = whole.top(), whole.bottom()
    before, after = frozenset(row.old.items), frozenset(row.new.items)
    differing = before ^ after
    stay = [item for item in row.new.items if item in before]
    if len(differing) > MOST_ITEMS or stay != [i for i in row.old.items if i in after]:
        return [Box(left=whole.left() - AIR, top=top, right=whole.right() + AIR, bottom=bottom)]
    boxes = (_reach(part, measure) for item in differing for part in _parts((item,)))
    return [replace(box, top=max(box.top, top), bottom=min(box.bottom, bottom)) for box in boxes]


def _parts(items: tuple[Item, ...]) -> Iterator[Primitive]:
    return Drawing(width=0, height=0, items=items).primitives()


def _reach(part: Primitive, measure: Measure) -> Box:
    """Return a box that surely holds a part: corners and letters reach over their bounds."""
    box = bounds(part, measure)
    air = 0.3 * part.size if isinstance(part, Text) else AIR + part.stroke_width
    return Box(
        left=box.left - air, top=box.top - air, right=box.right + air, bottom=box.bottom + air
    )


def _pixels(box: Box, row: RowChange, scale: float) -> QRect:
    """Return the whole pixels of a box in a row's chart."""
    left, top = (row.x + box.left) * scale, (row.y + box.top) * scale
    right, bottom = (row.x + box.right) * scale, (row.y + box.bottom) * scale
    return QRectF(QPointF(left, top), QPointF(right, bottom)).toAlignedRect()


def _units(pixels: QRect, row: RowChange, scale: float) -> Box:
    """Return the place of whole pixels in a row's chart."""
    return Box(
        left=pixels.x() / scale - row.x,
        top=pixels.y() / scale - row.y,
        right=(pixels.x() + pixels.width()) / scale - row.x,
        bottom=(pixels.y() + pixels.height()) / scale - row.y,
    )


def _touching(items: tuple[Item, ...], places: list[Box], measure: Measure) -> Iterator[Primitive]:
    """Yield, in painting order, what may be seen in any of the places."""
    for part in _parts(items):
        reach = _reach(part, measure)
        if any(reach.overlaps(place, slack=0.0) for place in places):
            yield part

"""Painting again only those rows of a chart in which something changed."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPixmap

from app.domain.drawing import Drawing, Group, Item, Measure
from app.ui.charts.painter import paint as paint_drawing
from app.ui.room_screen.board import Board, Placed, box_of, ground
from app.ui.theme import Theme


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
    old: Item
    new: Item
    near: tuple[Item, ...]


def rows_changed(old: Board, new: Board) -> tuple[RowChange, ...] | None:
    """Return the rows in which two boards differ; None where they differ in anything else."""
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
    return tuple(found)


def _rows(before: Placed, after: Placed) -> list[RowChange] | None:
    old, new = before.drawing.items, after.drawing.items
    if (before.x, before.y, len(old)) != (after.x, after.y, len(new)):
        return None
    found = []
    for index, (one, other) in enumerate(zip(old, new, strict=True)):
        if one is other or one == other:
            continue
        if not (_is_row(one) and _is_row(other)):
            return None
        near = new[max(0, index - 1) : index + 2]
        found.append(RowChange(after.x, after.y, one, other, near))
    return found


def _is_row(item: Item) -> bool:
    return isinstance(item, Group) and item.kind == "row"


def repaint(
    still: QPixmap,
    rows: tuple[RowChange, ...],
    board: Board,
    theme: Theme,
    scale: float,
    measure: Measure,
) -> None:
    """Paint rows anew on a picture of ``board`` at ``scale`` pixels a unit, whole pixels only."""
    painter = QPainter(still)
    for row in rows:
        box = box_of((row.old, row.new), measure).translated(row.x, row.y)
        pixels = QRectF(box.topLeft() * scale, box.bottomRight() * scale).toAlignedRect()
        painter.save()
        painter.setClipRect(pixels)
        painter.fillRect(pixels, ground(board, theme))
        painter.scale(scale, scale)
        painter.translate(QPointF(row.x, row.y))
        paint_drawing(painter, Drawing(width=0, height=0, items=row.near), theme.roles)
        painter.restore()
    painter.end()

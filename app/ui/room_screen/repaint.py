"""Painting again only what changed in the rows of a chart, most often a mark or two."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QPainter, QPixmap, QRegion

from app.domain.drawing import Drawing, Group, Item, Measure, Primitive, Text, bounds
from app.ui.charts.painter import paint_items
from app.ui.room_screen.board import Board, Placed, ground
from app.ui.theme import Theme

MOST_ROWS = 4
"""Where more rows changed than this, the whole picture is painted in less time."""

MOST_ITEMS = 16
"""Where more of a row changed than this, all of the row is painted in less time."""

AIR = 2.0
"""Units that a shape may reach over its bounds, where its outline has corners."""


_MOST_KNOWN = 64
"""Rows known at a time: those of a chart, and some that were."""

Edges = tuple[float, float, float, float]
"""Left, top, right and bottom, in units."""


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


class Repainter:
    """Paints anew what changed in rows; remembers how far every part of an unchanged row reaches.

    One for each picture that is painted on.
    """

    def __init__(self, measure: Measure) -> None:
        """Measure words with ``measure``, as they are painted."""
        self._measure = measure
        self._known: dict[int, _Extent] = {}

    def repaint(
        self,
        still: QPixmap,
        rows: tuple[RowChange, ...],
        board: Board,
        theme: Theme,
        scale: float,
    ) -> QRegion:
        """Paint what changed in rows anew on a picture of ``board`` at ``scale`` pixels a unit.

        Whole pixels only; returns them. What is painted there besides is painted there again.
        """
        painted = QRegion()
        painter = QPainter(still)
        for row in rows:
            pixels = [_pixels(box, row, scale) for box in self._changed(row)]
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
            paint_items(painter, self._touching(row.near, places), theme.roles)
            painter.restore()
            painted += region
        painter.end()
        return painted

    def _changed(self, row: RowChange) -> list[Edges]:
        """Return where a row is another one now, no higher and no lower than it is."""
        whole = _around([self._extent(row.old).whole, self._extent(row.new).whole])
        before, after = frozenset(row.old.items), frozenset(row.new.items)
        differing = before ^ after
        stay = [item for item in row.new.items if item in before]
        if len(differing) > MOST_ITEMS or stay != [i for i in row.old.items if i in after]:
            return [(whole[0] - AIR, whole[1], whole[2] + AIR, whole[3])]
        reaches = (
            _around([_reach(part, self._measure) for part in _parts(item)]) for item in differing
        )
        return [
            (left, max(y, whole[1]), right, min(end, whole[3])) for left, y, right, end in reaches
        ]

    def _touching(self, rows: tuple[Item, ...], places: list[Edges]) -> Iterator[Primitive]:
        """Yield, in painting order, what may be seen in any of the places."""
        around = _around(places)
        for row in rows:
            extent = self._extent(row)
            if not _meet(extent.whole, around, AIR):
                continue
            for part, reach in extent.parts:
                if _meet(reach, around) and any(_meet(reach, place) for place in places):
                    yield part

    def _extent(self, item: Item) -> "_Extent":
        """Return how far an item reaches, the same answer while it is the very same item."""
        known = self._known.get(id(item))
        if known is None or known.item is not item:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            parts = [(part, _reach(part, self._measure)) for part in _parts(item)]
            box = bounds(item, self._measure)
            whole = (box.left, box.top, box.right, box.bottom)
            known = self._known[id(item)] = _Extent(item, whole, parts)
        return known


@dataclass(frozen=True)
class _Extent:
    """An item, kept so that nothing else takes its place; its bounds, and what its parts reach."""

    item: Item
    whole: Edges
    parts: list[tuple[Primitive, Edges]]


def _parts(item: Item) -> Iterator[Primitive]:
    return Drawing(width=0, height=0, items=(item,)).primitives()


def _reach(part: Primitive, measure: Measure) -> Edges:
    """Return what surely holds a part: corners and letters reach over their bounds."""
    box = bounds(part, measure)
    air = 0.3 * part.size if isinstance(part, Text) else AIR + part.stroke_width
    return box.left - air, box.top - air, box.right + air, box.bottom + air


def _around(boxes: list[Edges]) -> Edges:
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _meet(one: Edges, other: Edges, air: float = 0.0) -> bool:
    return (
        one[0] - air < other[2]
        and other[0] - air < one[2]
        and one[1] - air < other[3]
        and other[1] - air < one[3]
    )


def _pixels(box: Edges, row: RowChange, scale: float) -> QRect:
    """Return the whole pixels of a box in a row's chart."""
    left, top, right, bottom = box
    corner = QPointF((row.x + left) * scale, (row.y + top) * scale)
    return QRectF(
        corner, QPointF((row.x + right) * scale, (row.y + bottom) * scale)
    ).toAlignedRect()


def _units(pixels: QRect, row: RowChange, scale: float) -> Edges:
    """Return the place of whole pixels in a row's chart."""
    left, top = pixels.x() / scale - row.x, pixels.y() / scale - row.y
    return left, top, left + pixels.width() / scale, top + pixels.height() / scale

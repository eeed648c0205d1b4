"""Paints a drawing with QPainter, and measures words in the same fonts."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen, QTransform

from app.domain.drawing import (
    Circle,
    Diamond,
    Drawing,
    Line,
    Measure,
    Polygon,
    Primitive,
    Rect,
    Text,
    Weight,
)
from app.ui import theme

FontOf = Callable[[float, Weight], QFont]
"""``font_of(size, weight)``: the font, sized in pixels, that texts are painted in."""

_MEASURED = 100.0
"""Fonts have whole pixel sizes: texts are measured and painted at this size, then scaled."""

_MOST_WIDTHS = 20_000
"""Widths known at a time: a day's notes in full, and no more."""

WEIGHTS: tuple[Weight, ...] = ("regular", "bold")


def chart_font(size: float, weight: Weight) -> QFont:
    """Return the program's font for a chart; digits tabular, shapes not bent to the pixels."""
    font = theme.font("heading" if weight == "bold" else "body", size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def measure_with(font_of: FontOf = chart_font) -> Measure:
    """Return a measure of text widths, in pixels, for fonts that ``font_of`` makes."""
    fonts = _Fonts(font_of)

    def measure(text: str, size: float, weight: Weight) -> float:
        return fonts.width(text, weight) * size / _MEASURED

    return measure


class _Fonts:
    """The two weights at the size in which texts are measured and painted."""

    def __init__(self, font_of: FontOf) -> None:
        self.fonts = {weight: font_of(_MEASURED, weight) for weight in WEIGHTS}
        self._metrics = {weight: QFontMetricsF(font) for weight, font in self.fonts.items()}
        self._widths: dict[tuple[str, str], float] = {}

    def width(self, text: str, weight: Weight) -> float:
        """Return a text's width; the same few words are asked for again and again."""
        found = self._widths.get((text, weight))
        if found is None:
            if len(self._widths) >= _MOST_WIDTHS:
                self._widths.clear()
            found = self._metrics[weight].horizontalAdvance(text)
            self._widths[text, weight] = found
        return found


@lru_cache(maxsize=4)
def _fonts(font_of: FontOf) -> _Fonts:
    return _Fonts(font_of)


def paint(
    painter: QPainter, drawing: Drawing, colors: Mapping[str, str], font_of: FontOf = chart_font
) -> None:
    """Paint ``drawing`` with its top left corner at the painter's origin.

    ``colors`` maps color roles to "#rrggbb"; a role that is missing raises KeyError.
    """
    paint_items(painter, drawing.primitives(), colors, font_of)


def paint_items(
    painter: QPainter,
    items: Iterable[Primitive],
    colors: Mapping[str, str],
    font_of: FontOf = chart_font,
) -> None:
    """Paint shapes and words in order, as :func:`paint` does."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    strokes = _Strokes(painter, colors, _fonts(font_of))
    for item in items:
        strokes.paint(item)
    painter.restore()


class _Strokes:
    """Paints primitives one after the other, and tells the painter only what is another now."""

    def __init__(self, painter: QPainter, colors: Mapping[str, str], fonts: _Fonts) -> None:
        self._painter, self._colors, self._fonts = painter, colors, fonts
        self._ground = painter.worldTransform()
        self._pen: QPen | None = None
        self._brush: QBrush | None = None
        self._font = ""
        self._opacity = 1.0

    def paint(self, item: Primitive) -> None:
        """Paint one primitive."""
        if isinstance(item, Text):
            self._words(item)
            return
        self._take_opacity(item.opacity)
        self._take_pen(_pen_of(item, self._colors))
        if isinstance(item, Line):
            self._painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
            return
        brush = _brush(self._colors[item.fill]) if item.fill else _NO_BRUSH
        if brush is not self._brush:
            self._brush = brush
            self._painter.setBrush(brush)
        if isinstance(item, Circle):
            self._painter.drawEllipse(QPointF(item.x, item.y), item.radius, item.radius)
        elif isinstance(item, Rect):
            rect = QRectF(item.x, item.y, item.width, item.height)
            self._painter.drawRoundedRect(rect, item.radius, item.radius)
        else:
            self._painter.drawPolygon([QPointF(x, y) for x, y in _corners(item)])

    def _take_pen(self, pen: QPen) -> None:
        if pen is not self._pen:
            self._pen = pen
            self._painter.setPen(pen)

    def _take_opacity(self, opacity: float) -> None:
        if opacity != self._opacity:
            self._opacity = opacity
            self._painter.setOpacity(opacity)

    def _words(self, item: Text) -> None:
        """Paint words at 100 pixels, scaled to size, so that they are as wide as was measured."""
        painter = self._painter
        self._take_opacity(1.0)
        self._take_pen(_pen(self._colors[item.role], 1.0))
        if item.weight != self._font:
            self._font = item.weight
            painter.setFont(self._fonts.fonts[item.weight])
        place = QTransform(self._ground)
        place.translate(item.x, item.y)
        place.rotate(180.0 if item.turned else 0.0)
        place.scale(item.size / _MEASURED, item.size / _MEASURED)
        painter.setWorldTransform(place)
        shift = _SHIFT[item.anchor] * self._fonts.width(item.text, item.weight)
        painter.drawText(QPointF(-shift, 0), item.text)
        painter.setWorldTransform(self._ground)


_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Anchor → how much of a text's width lies left of its place."""


def _corners(item: Diamond | Polygon) -> tuple[tuple[float, float], ...]:
    if isinstance(item, Polygon):
        return item.points
    return (
        (item.x, item.y - item.half_height),
        (item.x + item.half_width, item.y),
        (item.x, item.y + item.half_height),
        (item.x - item.half_width, item.y),
    )


def _pen_of(item: Rect | Line | Circle | Diamond | Polygon, colors: Mapping[str, str]) -> QPen:
    if not item.stroke:
        return _NO_PEN
    rounded = isinstance(item, Line) and item.round_ends
    return _outline(colors[item.stroke], item.stroke_width, item.dash, rounded)


_NO_PEN = QPen(Qt.PenStyle.NoPen)
_NO_BRUSH = QBrush(Qt.BrushStyle.NoBrush)


@lru_cache(maxsize=64)
def _brush(color: str) -> QBrush:
    return QBrush(QColor(color))


@lru_cache(maxsize=64)
def _pen(color: str, width: float) -> QPen:
    return QPen(QColor(color), width)


@lru_cache(maxsize=256)
def _outline(color: str, width: float, dash: tuple[float, ...], rounded: bool) -> QPen:
    pen = QPen(QColor(color), width)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if rounded else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dash:
        # Qt counts dashes in pen widths.
        pen.setDashPattern([length / width for length in dash])
    return pen

"""Paints a drawing with QPainter, and measures words in the same fonts."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPolygonF

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


def chart_font(size: float, weight: Weight) -> QFont:
    """Return the program's font for a chart; digits tabular, shapes not bent to the pixels."""
    font = theme.font("heading" if weight == "bold" else "body", size)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def measure_with(font_of: FontOf = chart_font) -> Measure:
    """Return a measure of text widths, in pixels, for fonts that ``font_of`` makes."""
    metrics = {weight: QFontMetricsF(font_of(_MEASURED, weight)) for weight in ("regular", "bold")}
    known: dict[tuple[str, str], float] = {}

    def measure(text: str, size: float, weight: Weight) -> float:
        key = (text, weight)
        if key not in known:
            known[key] = metrics[weight].horizontalAdvance(text)
        return known[key] * size / _MEASURED

    return measure


def paint(
    painter: QPainter, drawing: Drawing, colors: Mapping[str, str], font_of: FontOf = chart_font
) -> None:
    """Paint ``drawing`` with its top left corner at the painter's origin.

    ``colors`` maps color roles to "#rrggbb"; a role that is missing raises KeyError.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    fonts = {weight: font_of(_MEASURED, weight) for weight in ("regular", "bold")}
    metrics = {weight: QFontMetricsF(font) for weight, font in fonts.items()}
    for item in drawing.primitives():
        if isinstance(item, Text):
            _paint_text(painter, item, colors, fonts[item.weight], metrics[item.weight])
        else:
            _paint_shape(painter, item, colors)
    painter.restore()


def _paint_text(
    painter: QPainter,
    item: Text,
    colors: Mapping[str, str],
    font: QFont,
    metrics: QFontMetricsF,
) -> None:
    """Paint words at 100 pixels, scaled to size, so that they are as wide as they were measured."""
    painter.save()
    painter.setFont(font)
    painter.setPen(QColor(colors[item.role]))
    painter.translate(item.x, item.y)
    painter.scale(item.size / _MEASURED, item.size / _MEASURED)
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[item.anchor]
    painter.drawText(QPointF(-shift * metrics.horizontalAdvance(item.text), 0), item.text)
    painter.restore()


def _paint_shape(painter: QPainter, item: Primitive, colors: Mapping[str, str]) -> None:
    if isinstance(item, Text):
        return
    painter.setOpacity(item.opacity)
    painter.setPen(_pen(item, colors))
    if isinstance(item, Line):
        painter.drawLine(QPointF(item.x1, item.y1), QPointF(item.x2, item.y2))
        painter.setOpacity(1.0)
        return
    if item.fill:
        painter.setBrush(QColor(colors[item.fill]))
    else:
        painter.setBrush(Qt.BrushStyle.NoBrush)
    if isinstance(item, Rect):
        rect = QRectF(item.x, item.y, item.width, item.height)
        painter.drawRoundedRect(rect, item.radius, item.radius)
    elif isinstance(item, Circle):
        painter.drawEllipse(QPointF(item.x, item.y), item.radius, item.radius)
    else:
        painter.drawPolygon(QPolygonF([QPointF(x, y) for x, y in _corners(item)]))
    painter.setOpacity(1.0)


def _corners(item: Diamond | Polygon) -> tuple[tuple[float, float], ...]:
    if isinstance(item, Polygon):
        return item.points
    return (
        (item.x, item.y - item.half_height),
        (item.x + item.half_width, item.y),
        (item.x, item.y + item.half_height),
        (item.x - item.half_width, item.y),
    )


def _pen(item: Rect | Line | Circle | Diamond | Polygon, colors: Mapping[str, str]) -> QPen:
    if not item.stroke:
        return QPen(Qt.PenStyle.NoPen)
    pen = QPen(QColor(colors[item.stroke]), item.stroke_width)
    rounded = isinstance(item, Line) and item.round_ends
    pen.setCapStyle(Qt.PenCapStyle.RoundCap if rounded else Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if item.dash:
        # Qt counts dashes in pen widths.
        pen.setDashPattern([length / item.stroke_width for length in item.dash])
    return pen

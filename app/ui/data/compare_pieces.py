"""Small parts of the comparison's chart: axes, hatching, symbols. Needs pyqtgraph."""

from collections import Counter
from collections.abc import Sequence
from math import floor, log10

import pyqtgraph as pg
from pyqtgraph.graphicsItems.ScatterPlotItem import drawSymbol
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QIcon,
    QPainter,
    QPen,
    QPixmap,
    QTransform,
)

from app.domain.chart_bar_marks import Unit, number
from app.domain.comparing import ComparedCell
from app.domain.measures import MeasureStatus
from app.i18n import _, _n
from app.ui import theme

SYMBOLS = ("o", "s", "t1", "star", "t", "x", "h", "+")
"""One for each color ``series_1`` to ``series_8``: no column is known by its color alone."""

_LARGER = {"star": 1.4, "x": 1.2, "+": 1.2, "t": 1.1, "t1": 1.1, "h": 1.1}
"""What makes a symbol look as large as the others."""

_TEXT = 14


class GroupAxis(pg.AxisItem):
    """The student groups' names, each beside its row."""

    def __init__(self) -> None:
        super().__init__("left")
        self.setStyle(tickLength=0, hideOverlappingLabels=False, autoExpandTextSpace=False)
        self.setPen(pg.mkPen(None))

    def show_names(self, names: Sequence[str], width: float) -> None:
        """Show names from top to bottom, in ``width`` pixels."""
        self.setStyle(tickFont=theme.font("body", theme.scaled(_TEXT)))
        self.setTextPen(theme.color("ink"))
        self.setTicks([list(enumerate(names))])
        self.setWidth(width)

    def generateDrawSpecs(self, painter: QPainter) -> tuple | None:
        """Return the names without the dots that ticks of no length leave."""
        specs = super().generateDrawSpecs(painter)
        return None if specs is None else (specs[0], [], specs[2])


class ValueAxis(pg.AxisItem):
    """Values as people read them, with thin lines through the view."""

    def __init__(self) -> None:
        super().__init__("bottom")
        self._unit = ""
        self.setStyle(tickLength=0, hideOverlappingLabels=False)
        self.setPen(pg.mkPen(None))
        self.enableAutoSIPrefix(False)
        self.setGrid(255)

    def show_unit(self, unit: str) -> None:
        """Show values of a unit, in the colors and at the scale in force."""
        self._unit = unit
        font = theme.font("body", theme.scaled(_TEXT - 1))
        self.setStyle(tickFont=font)
        self.setTextPen(theme.color("quiet_ink"))
        self.setTickPen(pg.mkPen(theme.color("line"), width=1))
        self.setHeight(round(QFontMetricsF(font).height()) + theme.scaled(8))

    def tickSpacing(self, minVal: float, maxVal: float, size: float) -> list[tuple[float, float]]:
        """Return one distance between numbers, round and wide enough for the words."""
        metrics = QFontMetricsF(theme.font("body", theme.scaled(_TEXT - 1)))
        words = max(self.tickStrings((minVal, maxVal), 1.0, 1.0), key=len, default="")
        most = max(size / (1.6 * metrics.horizontalAdvance(words + "0") or 1.0), 1.0)
        raw = max(maxVal - minVal, 1e-9) / most
        step = 10.0 ** floor(log10(raw))
        return [(next(step * n for n in (1, 2, 2.5, 5, 10) if step * n >= raw), 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the values with their unit."""
        unit: Unit = "percent" if self._unit == "percent" else "count" if spacing >= 1 else "rate"
        return [number(value, unit) for value in values]


class Intervals(pg.GraphicsObject):
    """Ranges as what they are: hatched bars with two ends and no middle.

    ``spans`` are (low, high, y) in the plot's values; the bars are ``tall`` pixels high.
    """

    def __init__(self, spans: Sequence[tuple[float, float, float]], color: QColor, tall: int):
        super().__init__()
        self._spans, self._color, self._tall = tuple(spans), color, tall

    def boundingRect(self) -> QRectF:
        """Return the values that the bars cover, and a row's half above and below."""
        lows, highs, ys = zip(*self._spans, strict=True)
        return QRectF(QPointF(min(lows), min(ys) - 0.5), QPointF(max(highs), max(ys) + 0.5))

    def paint(self, painter: QPainter, *_options: object) -> None:
        """Draw in pixels, so that the hatching never stretches with the view."""
        to_pixels = painter.transform()
        painter.save()
        painter.resetTransform()
        painter.setPen(QPen(self._color, 1))
        for low, high, y in self._spans:
            start, end = to_pixels.map(QPointF(low, y)), to_pixels.map(QPointF(high, y))
            top = start.y() - self._tall / 2
            bar = QRectF(round(start.x()), round(top), round(end.x() - start.x()), self._tall)
            painter.fillRect(bar, theme.color("raised"))
            painter.setBrush(hatched(self._color))
            painter.drawRect(bar)
        painter.restore()


def symbol_size(slot: int, size: float) -> float:
    """Return how large a column's symbol is drawn to look ``size`` pixels large."""
    return size * _LARGER.get(SYMBOLS[slot], 1.0)


def hatched_symbol(color: QColor, size: float) -> QBrush:
    """Return hatching for a symbol: pyqtgraph stretches what it draws to the symbol's size."""
    brush = hatched(color)
    brush.setTransform(QTransform.fromScale(1 / size, 1 / size))
    return brush


def hatched(color: QColor) -> QBrush:
    """Return slanted lines, closer than Qt's own, so that they show in a small mark."""
    size = 4
    tile = QPixmap(size, size)
    tile.fill(Qt.GlobalColor.transparent)
    painter = QPainter(tile)
    painter.setPen(QPen(color, 1))
    for x in range(size):
        painter.drawPoint(x, size - 1 - x)
    painter.end()
    return QBrush(tile)


def symbol_icon(slot: int, size: int, ratio: float) -> QIcon:
    """Return a column's symbol in its color, for the legend."""
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(QPointF(size / 2, size / 2))
    color = theme.color(f"series_{slot + 1}")
    drawn = symbol_size(slot, 0.8 * size)
    drawSymbol(painter, SYMBOLS[slot], drawn, QPen(Qt.PenStyle.NoPen), QBrush(color))
    painter.end()
    return QIcon(pixmap)


def wrapped(name: str, font: QFont, width: float) -> str:
    """Return a name on at most two lines of a width in pixels, the rest cut with an ellipsis."""
    metrics = QFontMetricsF(font)
    first, rest = "", name.split()
    while rest and (not first or metrics.horizontalAdvance(f"{first} {rest[0]}") <= width):
        first = f"{first} {rest.pop(0)}".strip()
    lines = [first, " ".join(rest)] if rest else [first]
    return "\n".join(metrics.elidedText(line, Qt.TextElideMode.ElideRight, width) for line in lines)


def unsaid_words(cells: Sequence[ComparedCell]) -> str:
    """Return what a row's cells are that are no numbers: "suppressed", "2 suppressed, 1 …"."""
    kinds = Counter(
        cell.only.status if cell.only else None
        for cell in cells
        if cell.measures and cell.bounds is None
    )
    words = []
    for kind, count in kinds.items():
        if kind is MeasureStatus.SUPPRESSED:
            alone, several = _("suppressed"), _n("{n} suppressed", "{n} suppressed", count)
        elif kind is MeasureStatus.NOT_APPLICABLE:
            alone, several = (
                _("does not apply"),
                _n("{n} does not apply", "{n} do not apply", count),
            )
        elif kind is None:
            alone, several = _("several values"), _n("{n} unclear", "{n} unclear", count)
        else:
            alone, several = _("no value"), _n("{n} without value", "{n} without value", count)
        words.append(alone if len(cells) == 1 else several.format(n=count))
    return ", ".join(words)

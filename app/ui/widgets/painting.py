"""Shared strokes of the painted widgets: boxes, focus rings, lens marks, wrapped words."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QWidget


def repolish(widget: QWidget) -> None:
    """Apply the style sheet again after a dynamic property changed."""
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    widget.update()


def draw_box(
    painter: QPainter,
    box: QRectF,
    fill: QColor | None,
    edge: QColor | None,
    radius: float,
    width: float = 2.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded box whose edge lies inside ``box``."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if edge is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(box, radius, radius)
        return
    pen = QPen(edge, width)
    if dashed:
        pen.setDashPattern([3.0, 2.2])
    painter.setPen(pen)
    inset = width / 2
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), radius, radius)


def draw_mark(
    painter: QPainter,
    shape: str,
    center: QPointF,
    radius: float,
    fill: QColor | None,
    edge: QColor | None = None,
    width: float = 2.0,
    dashed: bool = False,
) -> None:
    """Draw a lens mark: ``circle`` or ``diamond``, both of about the same visual weight.

    ``radius`` is the circle's; the diamond reaches 1.2 times as far to each corner.
    """
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    pen = QPen(edge, width) if edge is not None else QPen(Qt.PenStyle.NoPen)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    if dashed:
        pen.setDashPattern([2.2, 1.8])
    painter.setPen(pen)
    if shape == "circle":
        painter.drawEllipse(center, radius, radius)
        return
    reach = radius * 1.2
    x, y = center.x(), center.y()
    corners = [(x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y)]
    painter.drawPolygon(QPolygonF([QPointF(*corner) for corner in corners]))


def wrap_flags(font: QFont, text: str, width: int) -> int:
    """Return flags that wrap between words, or inside a word that ``width`` cannot hold."""
    # Most words fit on one line: then none of them is asked for its width alone.
    if line_width(font, text) > width and longest_word(font, text) > width:
        return int(Qt.TextFlag.TextWrapAnywhere)
    return int(Qt.TextFlag.TextWordWrap)


def wrapped_size(font: QFont, text: str, width: int) -> QSize:
    """Return the size of ``text`` wrapped into ``width`` pixels."""
    box = QRect(0, 0, max(1, width), 100_000)
    return QFontMetrics(font).boundingRect(box, wrap_flags(font, text, width), text).size()


def draw_words(
    painter: QPainter, box: QRect, alignment: Qt.AlignmentFlag, font: QFont, text: str
) -> None:
    """Draw ``text`` wrapped into ``box`` in the painter's present color."""
    painter.setFont(font)
    painter.drawText(box, int(alignment) | wrap_flags(font, text, box.width()), text)


def line_width(font: QFont, text: str) -> int:
    """Return the width of ``text`` on one line, in pixels, with a pixel of air."""
    return QFontMetrics(font).horizontalAdvance(text) + 2


def longest_word(font: QFont, text: str) -> int:
    """Return the width of the longest word of ``text``, in pixels."""
    return max((line_width(font, word) for word in text.split()), default=0)


class GrowsInHeight:
    """Mixin, named before the Qt class, for widgets whose height follows from their width.

    Its size hint follows the present width, and a resize that changes the need tells the layout.
    Plain size hints survive every nesting of layouts and scroll areas, which Qt's own
    height-for-width does not.
    """

    needed_height: Callable[[int], int]
    """A method that each such widget has: the height its contents need at a width, in pixels."""

    def heightForWidth(self, width: int) -> int:
        """Answer layouts that ask, such as FlowLayout."""
        return self.needed_height(width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell the layout when the new width needs another height."""
        super().resizeEvent(event)  # type: ignore[misc]
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()  # type: ignore[attr-defined]

    def changeEvent(self, event: QEvent) -> None:
        """Measure and paint again when theme, text scale or font changed."""
        super().changeEvent(event)  # type: ignore[misc]
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()  # type: ignore[attr-defined]
            self.update()  # type: ignore[attr-defined]


class ShowsFocus:
    """Mixin, named before the Qt class: the focus ring shows for keyboards, not after a press."""

    _by_keyboard = False

    def ring_shown(self) -> bool:
        """Return whether to draw the ring now."""
        return self._by_keyboard and self.hasFocus()  # type: ignore[attr-defined]

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Note whether a key or the mouse brought the focus."""
        if event.reason() == Qt.FocusReason.MouseFocusReason:
            self._by_keyboard = False
        elif event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._by_keyboard = True
        super().focusInEvent(event)  # type: ignore[misc]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show the ring once a key is used here."""
        self._by_keyboard = True
        self.update()  # type: ignore[attr-defined]
        super().keyPressEvent(event)  # type: ignore[misc]

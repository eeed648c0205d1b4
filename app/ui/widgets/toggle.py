"""A switch with its words beside it."""

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QWidget

from app.ui import icons, theme
from app.ui.widgets.painting import (
    GrowsInHeight,
    ShowsFocus,
    draw_box,
    draw_mark,
    draw_words,
    line_width,
    longest_word,
    wrapped_size,
)


class Toggle(ShowsFocus, GrowsInHeight, QCheckBox):
    """On: filled, knob at the end, with a check mark. Off: hollow, knob at the start."""

    def __init__(self, text: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(checked)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def hitButton(self, position: QPoint) -> bool:
        """Let switch and words be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """Prefer one line; once narrower, as many lines as the words need."""
        width = line_width(self._font(), self.text()) + self._start() + theme.scaled(6)
        shown = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else width
        return QSize(width, self.needed_height(min(shown, width)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the longest word."""
        width = longest_word(self._font(), self.text()) + self._start() + theme.scaled(6)
        return QSize(width, self.sizeHint().height())

    def needed_height(self, width: int) -> int:
        """Return the height for the words wrapped into ``width``."""
        room = width - self._start() - theme.scaled(6)
        words = wrapped_size(self._font(), self.text(), room).height()
        return max(words, theme.scaled(26)) + theme.scaled(8)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw switch, words and focus ring."""
        painter = QPainter(self)
        on, direction = self.isChecked(), self.layoutDirection()
        height, width = theme.scaled(24), theme.scaled(44)
        plate = QRect(theme.scaled(4), (self.height() - height) // 2, width, height)
        knob = height - theme.scaled(8)
        inset = theme.scaled(4)
        knob_left = plate.right() + 1 - inset - knob if on else plate.left() + inset
        knob_box = QRect(knob_left, plate.top() + inset, knob, knob)
        knob_box = QStyle.visualRect(direction, self.rect(), knob_box)
        plate = QStyle.visualRect(direction, self.rect(), plate)
        edge = theme.color("accent" if on else "edge")
        fill = theme.color("accent" if on else "raised")
        draw_box(painter, QRectF(plate), fill, edge, height / 2)
        center = QPointF(QRectF(knob_box).center())
        draw_mark(painter, "circle", center, knob / 2, theme.color("accent_ink" if on else "edge"))
        if on:
            icons.paint(painter, "check", "accent", QRectF(knob_box).adjusted(2, 2, -2, -2), 4)
        text_box = QRect(self._start(), 0, self.width() - self._start(), self.height())
        text_box = QStyle.visualRect(direction, self.rect(), text_box)
        painter.setPen(theme.color("ink" if self.isEnabled() else "quiet_ink"))
        leading = Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter
        draw_words(painter, text_box, leading, self._font(), self.text())
        if self.ring_shown():
            radius = theme.scaled(8)
            draw_box(painter, QRectF(self.rect()), None, theme.color("focus"), radius, 3.0)

    @staticmethod
    def _start() -> int:
        return theme.scaled(4 + 44 + 10)

    @staticmethod
    def _font() -> QFont:
        return theme.font("body", theme.scaled(15))

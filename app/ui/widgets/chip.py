"""A pill that can be on or off; on shows a check mark, never color alone."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QStyle, QWidget

from app.ui import icons, theme
from app.ui.widgets.painting import (
    GrowsInHeight,
    ShowsFocus,
    draw_box,
    draw_words,
    line_width,
    longest_word,
    wrapped_size,
)


class Chip(ShowsFocus, GrowsInHeight, QCheckBox):
    """A choice in a row of several; ``toggled(bool)`` as for any check box."""

    def __init__(self, text: str, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setChecked(checked)
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        # The check mark makes an "on" chip wider, so its row is laid out again.
        self.toggled.connect(self.updateGeometry)

    def hitButton(self, position: QPoint) -> bool:
        """Let the whole pill be pressed."""
        return self.rect().contains(position)

    def sizeHint(self) -> QSize:
        """Prefer one line."""
        width = line_width(self._font(), self.text()) + self._extra_width()
        shown = self.width() if self.testAttribute(Qt.WidgetAttribute.WA_Resized) else width
        return QSize(width, self.needed_height(min(shown, width)))

    def minimumSizeHint(self) -> QSize:
        """Never narrower than the longest word."""
        width = longest_word(self._font(), self.text()) + self._extra_width()
        return QSize(width, self.sizeHint().height())

    def needed_height(self, width: int) -> int:
        """Return the height for the words wrapped into ``width``."""
        words = wrapped_size(self._font(), self.text(), width - self._extra_width()).height()
        return words + 2 * theme.scaled(6) + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw pill, check mark, words, and the focus ring."""
        painter = QPainter(self)
        on = self.isChecked()
        role = "ink" if self.isEnabled() else "quiet_ink"
        fill = theme.color("accent_soft" if on or self.underMouse() else "raised")
        edge = theme.color("accent" if on else "edge")
        radius = min(self.height() / 2, theme.scaled(18))
        draw_box(painter, QRectF(self.rect()), fill, edge, radius)
        start = theme.scaled(12)
        if on:
            size = theme.scaled(16)
            box = QRect(start, (self.height() - size) // 2, size, size)
            box = QStyle.visualRect(self.layoutDirection(), self.rect(), box)
            icons.paint(painter, "check", role, QRectF(box), weight=3)
            start += size + theme.scaled(5)
        text_box = QRect(start, 0, self.width() - start - theme.scaled(12), self.height())
        text_box = QStyle.visualRect(self.layoutDirection(), self.rect(), text_box)
        painter.setPen(theme.color(role))
        draw_words(painter, text_box, Qt.AlignmentFlag.AlignCenter, self._font(), self.text())
        if self.ring_shown():
            draw_box(painter, QRectF(self.rect()), None, theme.color("focus"), radius, 3.0)

    def _font(self) -> QFont:
        return theme.font("strong" if self.isChecked() else "body", theme.scaled(14))

    def _extra_width(self) -> int:
        check = theme.scaled(16) + theme.scaled(5) if self.isChecked() else 0
        return 2 * theme.scaled(12) + check

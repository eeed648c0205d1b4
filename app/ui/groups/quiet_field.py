"""A line that looks like words until somebody comes near."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QStyle, QStyleOptionFrame, QWidget

from app.ui import theme


class QuietField(QLineEdit):
    """One line; words that do not fit end in "…" while nobody edits them."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "quiet-field")

    def shown_words(self) -> str:
        """Return the words as they are drawn while nobody edits them."""
        room = self.width() - 2 * self._inset()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw elided words instead of words cut at the edge."""
        words = self.shown_words()
        if self.hasFocus() or words == self.text():
            super().paintEvent(event)
            return
        option = QStyleOptionFrame()
        self.initStyleOption(option)
        painter = QPainter(self)
        panel = QStyle.PrimitiveElement.PE_PanelLineEdit
        self.style().drawPrimitive(panel, option, painter, self)
        box = self.rect().adjusted(self._inset(), 0, -self._inset(), 0)
        painter.setPen(self.palette().text().color())
        painter.drawText(box, int(self.alignment() | Qt.AlignmentFlag.AlignVCenter), words)

    @staticmethod
    def _inset() -> int:
        """Return the frame, the padding and Qt's own margin before the first letter."""
        return 2 + theme.scaled(5) + 2

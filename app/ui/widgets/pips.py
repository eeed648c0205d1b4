"""Progress as a few squares: filled for done."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.widgets.painting import draw_box


class Pips(QWidget):
    """``done`` of ``total`` small squares; what is missing stays an outline."""

    def __init__(self, done: int = 0, total: int = 4, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done, self._total = done, total
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_progress(done, total)

    def set_progress(self, done: int, total: int) -> None:
        """Show ``done`` of ``total``."""
        if (done, total) == (self._done, self._total) and self.accessibleName():
            return
        self._done, self._total = done, total
        self.setAccessibleName(_("{done} of {total}").format(done=done, total=total))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return room for all squares."""
        side, gap = theme.scaled(12), theme.scaled(3)
        return QSize(self._total * (side + gap), side)

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the squares in the reading direction."""
        painter = QPainter(self)
        side, gap = theme.scaled(12), theme.scaled(3)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index in range(self._total):
            place = self._total - 1 - index if mirrored else index
            box = QRectF(place * (side + gap), (self.height() - side) / 2, side, side)
            if index < self._done:
                draw_box(painter, box, theme.color("accent"), None, theme.scaled(3))
            else:
                fill, edge = theme.color("track"), theme.color("edge")
                draw_box(painter, box, fill, edge, theme.scaled(3), 1.0)

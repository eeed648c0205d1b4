"""A bar that empties as time goes by."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme

STATES = ("normal", "attention", "overtime", "paused")


class TimeBar(QWidget):
    """The share of time that is left, from full to empty, in the reading direction.

    States differ in form as well as in color: ``attention`` is framed along its whole length,
    ``overtime`` is hatched from end to end, ``paused`` is hollow.
    """

    def __init__(self, thickness: int = 12, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._thickness, self._left, self._state = thickness, 1.0, "normal"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_left(self, share: float, state: str = "normal") -> None:
        """Show ``share`` (0.0 to 1.0) of the time left, in one of ``STATES``."""
        share = min(max(share, 0.0), 1.0)
        if (share, state) != (self._left, self._state):
            self._left, self._state = share, state
            self.update()

    def set_thickness(self, px: int) -> None:
        """Change the bar's height in pixels at 100 % (the room screen scales its own)."""
        self._thickness = px
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Ask for the bar's height; it takes any width."""
        return QSize(theme.scaled(120), theme.scaled(self._thickness))

    def minimumSizeHint(self) -> QSize:
        """Stay readable when narrow."""
        return QSize(theme.scaled(40), theme.scaled(self._thickness))

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the track and what is left of it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        path = QPainterPath()
        path.addRoundedRect(whole, whole.height() / 2, whole.height() / 2)
        painter.setClipPath(path)
        painter.fillRect(whole, theme.color("track"))
        if self._state == "overtime":
            painter.fillRect(whole, theme.color("overtime_soft"))
            self._stripe(painter, whole)
            self._outline(painter, path, "overtime")
            return
        left = QRectF(whole)
        left.setWidth(whole.width() * self._left)
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            left.moveRight(whole.right())
        if self._state == "paused":
            painter.fillRect(left, theme.color("edge"))
            self._outline(painter, path, "accent")
            return
        role = "attention" if self._state == "attention" else "accent"
        painter.fillRect(left, theme.color(role))
        if self._state == "attention":
            self._outline(painter, path, "attention")

    @staticmethod
    def _stripe(painter: QPainter, whole: QRectF) -> None:
        step = whole.height()
        painter.setPen(QPen(theme.color("overtime"), step * 0.42))
        x = whole.left() - step
        while x < whole.right() + step:
            painter.drawLine(QPointF(x, whole.bottom() + 2), QPointF(x + step, whole.top() - 2))
            x += step

    @staticmethod
    def _outline(painter: QPainter, path: QPainterPath, role: str) -> None:
        # Clipped to the path, so half of the pen shows.
        painter.strokePath(path, QPen(theme.color(role), 4))

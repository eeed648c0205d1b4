"""A short letter in a circle: a group's name in one glance."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.painting import draw_mark


class Badge(QWidget):
    """One or two letters in a filled circle; hollow and dashed means "not heard from".

    ``size`` is the diameter in pixels at 100 %.
    """

    def __init__(
        self,
        letters: str,
        name: str = "",
        size: int = 28,
        hollow: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._letters, self._size, self._hollow = letters, size, hollow
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name or letters)

    def set_letters(self, letters: str, name: str = "") -> None:
        """Change the letters and the accessible name."""
        if (letters, name or letters) == (self._letters, self.accessibleName()):
            return
        self._letters = letters
        self.setAccessibleName(name or letters)
        self.update()

    def set_hollow(self, hollow: bool) -> None:
        """Draw the outline only; say why in words beside it."""
        self._hollow = hollow
        self.update()

    def sizeHint(self) -> QSize:
        """Return the circle's size."""
        return QSize(theme.scaled(self._size), theme.scaled(self._size))

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the circle and the letters."""
        painter = QPainter(self)
        side = min(self.width(), self.height())
        box = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        ink, ground = theme.color("ink"), theme.color("surface")
        center = QPointF(box.center())
        if self._hollow:
            draw_mark(painter, "circle", center, side / 2 - 1.5, None, ink, 2, dashed=True)
        else:
            draw_mark(painter, "circle", center, side / 2, ink)
        share = 0.5 if len(self._letters) < 2 else 0.42
        painter.setFont(theme.font("heading", side * share))
        painter.setPen(ink if self._hollow else ground)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), self._letters)

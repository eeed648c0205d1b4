"""A heading led by its lens's shape: ● or ◆, drawn rather than typed."""

from PySide6.QtCore import QEvent, QPointF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from app.ui import theme
from app.ui.widgets.painting import draw_mark
from app.ui.widgets.text import Label


class LensMark(QWidget):
    """The shape alone. ``outlined`` draws a dashed outline. Hidden from screen readers' words."""

    def __init__(
        self,
        shape: str,
        role: str,
        size: int = 18,
        outlined: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shape, self._role, self._size, self._outlined = shape, role, size, outlined
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the mark's square."""
        return QSize(theme.scaled(self._size), theme.scaled(self._size))

    def changeEvent(self, event: QEvent) -> None:
        """Follow theme and text scale."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the shape."""
        color = theme.color(self._role)
        radius = min(self.width(), self.height()) / 2.4 - (1.5 if self._outlined else 0)
        center = QPointF(self.width() / 2, self.height() / 2)
        fill, edge = (None, color) if self._outlined else (color, None)
        draw_mark(QPainter(self), self._shape, center, radius, fill, edge, 2, self._outlined)


class LensHeading(QWidget):
    """The shape and the lens's name in its color."""

    def __init__(self, text: str, shape: str, role: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._label = Label(text, role="heading", tone=role)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(8))
        row.addWidget(LensMark(shape, role))
        row.addWidget(self._label, 1)
        self.setAccessibleName(text)

    def set_text(self, text: str) -> None:
        """Change the lens's name."""
        self._label.setText(text)
        self.setAccessibleName(text)

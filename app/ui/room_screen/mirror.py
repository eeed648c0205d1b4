"""The live mirror of the room screen, for the console."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.i18n import _
from app.ui import theme
from app.ui.desk import Desk
from app.ui.room_screen.canvas import RoomCanvas
from app.ui.room_screen.model import room_model

REST_MS = 1000
"""The small picture need not keep up with every score: each is painted for the room at once."""


class RoomMirror(QWidget):
    """The room screen in small, in the shape of the projector, live.

    The same scene painted at another size, so what it shows is what the room sees. It takes no
    focus and no clicks of its own.
    """

    SPOKEN_ROLE = QAccessible.Role.Graphic

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Mirror the room screen of ``desk``."""
        super().__init__(parent)
        self.setObjectName("room.mirror")
        self._shape = QSize(16, 9)
        self.model = room_model(desk)
        self._canvas = RoomCanvas(self.model, self, rest_ms=REST_MS)
        self._canvas.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(_("What the room sees"))

    def set_shape(self, size: QSize) -> None:
        """Take the shape of a screen of that size."""
        if size.isValid() and not size.isEmpty() and size != self._shape:
            self._shape = size
            self.updateGeometry()
            self._place()

    def hasHeightForWidth(self) -> bool:
        """Keep the room screen's shape."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height that the shape needs."""
        return round(width * self._shape.height() / self._shape.width())

    def sizeHint(self) -> QSize:
        """Ask for a readable size."""
        return QSize(theme.scaled(352), self.heightForWidth(theme.scaled(352)))

    def minimumSizeHint(self) -> QSize:
        """Stay recognisable."""
        return QSize(160, self.heightForWidth(160))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the shape, centered."""
        super().resizeEvent(event)
        self._place()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the thin edge around the picture."""
        painter = QPainter(self)
        painter.setPen(theme.color("edge"))
        painter.drawRect(self._canvas.geometry().adjusted(-1, -1, 0, 0))
        painter.end()

    def _place(self) -> None:
        inner = self.rect().adjusted(1, 1, -1, -1)
        size = self._shape.scaled(inner.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(0, 0, size.width(), size.height())
        box.moveCenter(inner.center())
        self._canvas.setGeometry(box)
        self.update()

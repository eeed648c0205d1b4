"""A line to search in."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.i18n import _
from app.ui import icons, theme

_REST_MS = 150


class SearchField(QLineEdit):
    """A search line with a magnifier; Esc empties it, and only then goes on to the window.

    Signals:
        searched(str): the words, stripped, after a short rest.
    """

    searched = Signal(str)

    def __init__(self, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(placeholder or _("Search"))
        self.setAccessibleName(placeholder or _("Search"))
        self.setClearButtonEnabled(True)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.textChanged.connect(self._on_text_changed)
        self._make_room()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Empty the line on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Follow text scale and reading direction."""
        super().changeEvent(event)
        kinds = (QEvent.Type.StyleChange, QEvent.Type.LayoutDirectionChange)
        if event.type() in kinds:
            self._make_room()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the line, then the magnifier at its start."""
        super().paintEvent(event)
        size = theme.scaled(18)
        left = theme.scaled(11)
        if self._mirrored():
            left = self.width() - left - size
        box = QRectF(left, (self.height() - size) / 2, size, size)
        icons.paint(QPainter(self), "search", "quiet_ink", box)

    def _make_room(self) -> None:
        room = theme.scaled(24)
        self.setTextMargins(0 if self._mirrored() else room, 0, room if self._mirrored() else 0, 0)

    def _mirrored(self) -> bool:
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def _on_text_changed(self) -> None:
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        self.searched.emit(self.text().strip())

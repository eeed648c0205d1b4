"""A line to search in."""

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
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
        self._glass = QAction(self)
        self.addAction(self._glass, QLineEdit.ActionPosition.LeadingPosition)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_REST_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        self.textChanged.connect(self._on_text_changed)
        self._draw_icon()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Empty the line on Esc."""
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Tint the magnifier again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_glass"):
            self._draw_icon()

    def _draw_icon(self) -> None:
        self._glass.setIcon(icons.icon("search", "quiet_ink", theme.scaled(18)))

    def _on_text_changed(self) -> None:
        self._timer.start()

    def _on_timer_timeout(self) -> None:
        self.searched.emit(self.text().strip())

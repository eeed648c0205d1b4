"""Where the words are: the line that claims only what is known, with an icon that says the same."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.ui import icons, theme
from app.ui.station.wording import ICONS
from app.ui.widgets.announcing import announce
from app.ui.widgets.text import Label

_ROLES = {"": "quiet_ink", "success": "success", "attention": "attention", "overtime": "overtime"}

WIDEST = 400
"""Pixels at 100 % after which the words break, beside something else."""
_ANY = 16_777_215


class StatusLine(QWidget):
    """An icon and one sentence; what is not well is also said aloud."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tone, self._beside = "", False
        self._icon = QLabel()
        self.words = Label(role="strong")
        self.words.setObjectName("station.status")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.scaled(8))
        row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.words, 1)
        self._draw_icon()

    def set_beside(self, beside: bool) -> None:
        """Take no more width than the words want, or (False) all that there is."""
        self._beside = beside
        self._fit()

    def show_status(self, words: str, tone: str) -> None:
        """Say what is known now."""
        if (words, tone) == (self.words.text(), self._tone):
            return
        # That all is well is seen; what is not at the hub is also said.
        if tone in ("attention", "overtime"):
            announce(self.words, words, urgent=True)
        self._tone = tone
        self.words.setText(words)
        self.words.set_tone(tone)
        self._fit()
        self._draw_icon()

    def changeEvent(self, event: QEvent) -> None:
        """Tint the icon again with the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_icon"):
            self._fit()
            self._draw_icon()

    def _fit(self) -> None:
        wanted = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 4
        width = min(wanted, theme.scaled(WIDEST)) if self._beside else 0
        self.words.setMinimumWidth(width)
        self.words.setMaximumWidth(width or _ANY)

    def _draw_icon(self) -> None:
        size = theme.scaled(20)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icons.pixmap(ICONS[self._tone], _ROLES[self._tone], size, ratio))
        self._icon.setFixedSize(size, size)

"""Widgets beside each other, or below each other where there is no room."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QWidget

from app.ui import theme


class SideBySide(QWidget):
    """A row that becomes a column when narrower than ``least_width`` (pixels at 100 %)."""

    def __init__(
        self, least_width: int = 520, spacing: int = 16, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._least_width = least_width
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.scaled(spacing))

    def add(self, widget: QWidget, stretch: int = 1, top: bool = False) -> QWidget:
        """Add a widget at the end, and return it; ``top`` leaves it as tall as it likes."""
        alignment = Qt.AlignmentFlag.AlignTop if top else Qt.AlignmentFlag(0)
        self._row.addWidget(widget, stretch, alignment)
        return widget

    @property
    def stacked(self) -> bool:
        """Tell whether the widgets stand below each other now."""
        return self._row.direction() == QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Turn the row into a column or back."""
        narrow = event.size().width() < theme.scaled(self._least_width)
        wanted = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if wanted != self._row.direction():
            self._row.setDirection(wanted)
        super().resizeEvent(event)


def button_row(*buttons: QWidget) -> QWidget:
    """Return buttons in a row, as wide as their words also where they stand below a title."""
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.scaled(8))
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return holder

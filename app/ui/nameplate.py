"""The program's name where the header will write it: all that the window's first picture says."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.ui import theme

MARGIN = 28
"""Pixels at 100 % before the name on Home, as before the page below it."""


def strip_height() -> int:
    """Return the least height in pixels of the strip over the pages, at the present text size."""
    return theme.scaled(30) + 9


class Nameplate(QFrame):
    """Stands for the header, with nothing in it to press, until the first page is there."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        """Show ``name``."""
        super().__init__(parent)
        self.setProperty("piece", "header")
        self.setFixedHeight(strip_height())
        words = QLabel(name)
        words.setProperty("role", "strong")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.scaled(MARGIN), 0, 0, 0)
        row.addWidget(words)

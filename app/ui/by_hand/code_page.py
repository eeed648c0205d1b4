"""The page beside the paper grid where codes are typed."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.by_hand.code_panel import CodePanel
from app.ui.desk import Desk
from app.ui.widgets.opening_scroll import OpeningScroll

_WIDEST = 760


class CodePage(OpeningScroll):
    """The panel, which scrolls where it must.

    Attributes:
        codes: the panel.

    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Build the page."""
        super().__init__(parent)
        inner = QWidget()
        inner.setProperty("role", "page")
        column = QVBoxLayout(inner)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(24), pad, theme.scaled(24), pad)
        self.codes = CodePanel(desk)
        self.codes.setMaximumWidth(theme.scaled(_WIDEST))
        column.addWidget(self.codes)
        column.addStretch(1)
        self.setWidget(inner)

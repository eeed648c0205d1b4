"""A page that scrolls up and down where the window is too low for it."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from app.ui import theme


class _Page(QWidget):
    """What scrolls: as high as its parts are at the width that it has, and no higher."""

    def minimumSizeHint(self) -> QSize:
        """Return the least width; the height is the layout's business, for the width that it gets.

        The layout's own least height is that of wrapped words at the least width, which would
        leave the difference blank at the end of a wide page.
        """
        least = super().minimumSizeHint()
        layout = self.layout()
        wraps = layout is not None and layout.hasHeightForWidth()
        return QSize(least.width(), 0) if wraps else least


class ScrollPage(QScrollArea):
    """A page with margins whose parts stand below each other.

    Attributes:
        column: takes the parts, from top to bottom.
    """

    def __init__(
        self, margin: int = 24, top: int = 18, spacing: int = 10, parent: QWidget | None = None
    ) -> None:
        """Make an empty page; the distances are pixels at 100 %."""
        super().__init__(parent)
        page = _Page()
        page.setProperty("role", "page")
        self.column = QVBoxLayout(page)
        beside = theme.scaled(margin)
        self.column.setContentsMargins(beside, theme.scaled(top), beside, theme.scaled(14))
        self.column.setSpacing(theme.scaled(spacing))
        self.setWidgetResizable(True)
        # Its parts take the keys, and it follows them; it has nothing to do with keys itself.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(page)


def fill(widget: QWidget, content: QWidget) -> None:
    """Let ``content`` fill ``widget`` to its edges."""
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(content)

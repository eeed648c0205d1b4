"""A section's page: a title, a line that says what it is for, and a column that scrolls."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.desk import Desk, WorkshopView
from app.ui.widgets.painting import GrowsInHeight
from app.ui.widgets.text import Heading, Label


class _Contents(GrowsInHeight, QWidget):
    """As tall as its words at the present width: nothing empty to scroll into below them."""

    def needed_height(self, width: int) -> int:
        """Return the height of everything at ``width``."""
        layout = self.layout()
        return layout.totalHeightForWidth(width) if layout is not None else 0

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        return QSize(least.width(), self.needed_height(max(self.width(), least.width())))


class Page(WorkshopView):
    """Base of the sections' pages.

    Attributes:
        column: add the page's contents here.
        area: what scrolls.
        header: add buttons at the end of the title's row with :meth:`add_action`.

    """

    def __init__(self, desk: Desk, title: str, intro: str = "", widest: int = 1040) -> None:
        """Build an empty page; its contents are never wider than ``widest`` pixels at 100 %."""
        super().__init__(desk)
        self._heading = Heading(title, role="title")
        self.setAccessibleName(title)
        self.header = QHBoxLayout()
        self.header.setSpacing(theme.scaled(10))
        self.header.addWidget(self._heading, 1)
        body = QWidget()
        body.setProperty("role", "page")
        body.setMaximumWidth(theme.scaled(widest))
        body.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.column = QVBoxLayout(body)
        margin = theme.scaled(24)
        self.column.setContentsMargins(margin, theme.scaled(18), margin, margin)
        self.column.setSpacing(theme.scaled(14))
        self.column.addLayout(self.header)
        self._intro = Label(intro, role="quiet")
        self.column.addWidget(self._intro)
        self._intro.setVisible(bool(intro))
        outer = _Contents()
        outer.setProperty("role", "page")
        row = QHBoxLayout(outer)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(body, 1)
        row.addStretch(0)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.area.setWidget(outer)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.area)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Add a widget below what is there, and return it."""
        self.column.addWidget(widget, stretch)
        return widget

    def add_action(self, widget: QWidget) -> QWidget:
        """Add a button at the end of the title's row, and return it."""
        self.header.addWidget(widget)
        return widget

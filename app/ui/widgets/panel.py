"""A titled section on a raised ground."""

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.widgets.text import Heading


class Panel(QFrame):
    """A section: heading, optional buttons at the heading's end, then a column of contents.

    Attributes:
        body: the column; add widgets and layouts to it.
        header: the row of the heading; add buttons to its end with ``add_action``.
    """

    def __init__(self, title: str = "", flat: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "panel")
        self.setProperty("flat", flat)
        self.header = QHBoxLayout()
        self._heading = Heading(title)
        self.header.addWidget(self._heading, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.scaled(10))
        column = QVBoxLayout(self)
        margin = 0 if flat else theme.scaled(16)
        column.setContentsMargins(margin, margin, margin, margin)
        column.setSpacing(theme.scaled(10))
        column.addLayout(self.header)
        column.addLayout(self.body, 1)
        self.set_title(title)

    def set_title(self, title: str) -> None:
        """Change the heading; an empty title takes no room."""
        self._heading.setText(title)
        self._heading.setVisible(bool(title))
        self.setAccessibleName(title)

    def add(self, widget: QWidget, stretch: int = 0) -> QWidget:
        """Add a widget below what is there, and return it."""
        self.body.addWidget(widget, stretch)
        return widget

    def add_action(self, widget: QWidget) -> QWidget:
        """Add a button at the end of the heading's row, and return it."""
        self.header.addWidget(widget)
        return widget

"""One page at a time; a page that needs more room than the window has is scrolled."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QWidget

from app.ui.widgets.scroll_page import fill


class Pages(QStackedWidget):
    """A stack as small as the page on top allows; hidden pages ask for nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without pages."""
        super().__init__(parent)
        self.currentChanged.connect(self.updateGeometry)

    def minimumSizeHint(self) -> QSize:
        """Return what the shown page needs."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else QSize(0, 0)

    def hasHeightForWidth(self) -> bool:
        """Leave out what Qt would ask of every page, the hidden ones too: its favorite height."""
        return False


class PageStack(QScrollArea):
    """Pages, of which one shows. The window never grows for them: at 200 % text they scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        """Begin without pages."""
        super().__init__(parent)
        self._pages = Pages()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # A scrolling area asks the layout of its widget, past what the widget itself says.
        holder = QWidget()
        fill(holder, self._pages)
        self.setWidget(holder)

    def addWidget(self, page: QWidget) -> None:
        """Take a page in."""
        self._pages.addWidget(page)

    def removeWidget(self, page: QWidget) -> None:
        """Let a page go; who owns it deletes it."""
        self._pages.removeWidget(page)

    def setCurrentWidget(self, page: QWidget) -> None:
        """Show a page, from its top."""
        if page is not self._pages.currentWidget():
            self.verticalScrollBar().setValue(0)
        self._pages.setCurrentWidget(page)

    def currentWidget(self) -> QWidget | None:
        """Return the page that shows."""
        return self._pages.currentWidget()


def place_of(page_id: str, page: QWidget | None) -> str:
    """Return where somebody is: a page, and which of its parts: "prepare:people"."""
    section = getattr(page, "section", "")
    return f"{page_id}:{section}" if section else page_id


def in_hand(pages: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was begun on which page and is not stored yet, such as a file on its way in.

    Pages where something can be begun have ``in_hand()`` for it, which may return nothing, and
    ``take_up()`` to go on with it when they were made anew.
    """
    held = {name: page.in_hand() for name, page in pages.items() if hasattr(page, "in_hand")}
    return {name: what for name, what in held.items() if what}

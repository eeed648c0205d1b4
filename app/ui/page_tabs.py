"""The pages of an open workshop: side by side where there is room, otherwise in one menu."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from app.i18n import _
from app.ui.widgets.button import Button

_GAP = 6


class PageTabs(QWidget):
    """A tab a page; :meth:`fold` puts them into a menu that is named after the open page.

    Signals:
        page_requested(str): a page was chosen.
    """

    page_requested = Signal(str)

    def __init__(self, pages: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        """Offer ``pages``, (id, words) each."""
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(_GAP)
        self._menu = Button(kind="quiet", icon_name="menu")
        self._menu.setObjectName("header.pages")
        self._menu.setCheckable(True)
        self._menu.setChecked(True)
        self._menu.clicked.connect(self._on_menu_clicked)
        self._menu.hide()
        row.addWidget(self._menu)
        self._tabs: dict[str, Button] = {}
        for page_id, words in pages:
            tab = Button(words, kind="quiet")
            tab.setCheckable(True)
            tab.setObjectName(f"header.{page_id}")
            tab.clicked.connect(lambda _on=False, page=page_id: self.page_requested.emit(page))
            self._tabs[page_id] = tab
            row.addWidget(tab)

    def set_words(self, words: dict[str, str]) -> bool:
        """Show what each page is called now; return whether anything changed."""
        changed = False
        for page, tab in self._tabs.items():
            if tab.text() != words[page]:
                tab.setText(words[page])
                tab.setAccessibleName(words[page])
                changed = True
        if changed:
            self._name_menu()
        return changed

    def mark(self, page_id: str) -> None:
        """Mark the open page; one that has no tab (help) marks none."""
        for known, tab in self._tabs.items():
            tab.setChecked(known == page_id)
        self._name_menu()

    def fold(self, folded: bool) -> None:
        """Show one menu instead of the tabs, or the tabs."""
        self._menu.setVisible(folded)
        for tab in self._tabs.values():
            tab.setVisible(not folded)

    def width_of(self, folded: bool) -> int:
        """Return the width in pixels that the tabs, or the menu instead of them, want."""
        if folded:
            return self._menu.sizeHint().width()
        widths = [tab.sizeHint().width() for tab in self._tabs.values()]
        return sum(widths) + _GAP * (len(widths) - 1)

    def minimumSizeHint(self) -> QSize:
        """Never keep the window wider than the menu needs."""
        return QSize(self.width_of(folded=True), super().minimumSizeHint().height())

    def _name_menu(self) -> None:
        shown = next((tab.text() for tab in self._tabs.values() if tab.isChecked()), "")
        self._menu.setText(shown or _("Pages"))
        self._menu.setAccessibleName(_("Pages: {page}").format(page=shown or "–"))

    def _on_menu_clicked(self) -> None:
        self._menu.setChecked(True)
        menu = QMenu(self._menu)
        menu.aboutToHide.connect(menu.deleteLater)
        group = QActionGroup(menu)
        for page_id, tab in self._tabs.items():
            action = QAction(tab.text(), menu, checkable=True, checked=tab.isChecked())
            action.triggered.connect(lambda _on=False, page=page_id: self.page_requested.emit(page))
            group.addAction(action)
            menu.addAction(action)
        menu.popup(self._menu.mapToGlobal(self._menu.rect().bottomLeft()))

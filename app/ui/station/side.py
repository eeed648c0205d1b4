"""The side of a station: the group's dimensions, the other pages, the norms, and its word."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import GroupState
from app.i18n import N_, _
from app.ui import theme
from app.ui.console.pieces import colored
from app.ui.score.group_word import GroupWord
from app.ui.widgets.opening_scroll import OpeningScroll
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Label

NOTES, DATA, RESULTS, NORMS = "notes", "data", "results", "norms"

_PAGES = (
    (NOTES, N_("Notes to the prompt"), "notebook-pen"),
    (DATA, N_("District data"), "chart-column"),
    (RESULTS, N_("What all groups said"), "chart-scatter"),
    (NORMS, N_("Norms"), "heart-handshake"),
)


class PlaceList(SidebarList):
    """Goes nowhere by itself: a list that gets the focus without a current row stays as it is."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Have a current row without going there, where Qt would choose the first."""
        blocked = self.blockSignals(True)
        super().focusInEvent(event)
        self.blockSignals(blocked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the current row with Enter or Space: it may not be what is shown."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._go()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Go to a row that is current already and is not shown."""
        super().mouseReleaseEvent(event)
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self._go()

    def _go(self) -> None:
        if self.current_id():
            self.section_chosen.emit(self.current_id())


class StationSide(QWidget):
    """What there is to do, and where the group stands with it.

    What the group says of itself stays in sight below a list that is longer than the window: help
    is one press away. Opened, all of it stands in full height, and the page scrolls.

    Signals:
        dimension_chosen(str): show this dimension.
        page_requested(str): show "notes", "data", "results" or "norms".
    """

    dimension_chosen = Signal(str)
    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        colored(self, "raised")
        inner = QWidget()
        inner.setProperty("role", "raised")
        self._progress = Label(role="small")
        self._progress.setObjectName("station.progress")
        self._list = PlaceList(_("Your group’s dimensions, and other pages"))
        self._list.setObjectName("station.places")
        self._list.section_chosen.connect(self._on_list_section_chosen)
        self._norms = Label(role="small")
        self._norms.setObjectName("station.norm_names")
        self._norms.setContentsMargins(theme.scaled(40), 0, 0, 0)
        self.word = GroupWord(ours=True)
        pad = theme.scaled(14)
        column = QVBoxLayout(inner)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.scaled(8))
        for widget in (self._progress, self._list, self._norms):
            column.addWidget(widget)
        column.addStretch(1)
        self._scroll = OpeningScroll()
        self._scroll.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._scroll, 1)
        whole.addWidget(self.word)
        if (inside := self.word.layout()) is not None:
            inside.setContentsMargins(pad, theme.scaled(10), pad, pad)

    def set_opened(self, opened: bool) -> None:
        """Stand in full height, or scroll the list alone."""
        self._scroll.set_opened(opened)

    def show_places(
        self, dimensions: Sequence[Row], offered: Sequence[str], shown: str, done: int
    ) -> None:
        """List the group's dimensions, ``done`` of them scored, and other pages; mark one."""
        words = _("{done} of {all} scored").format(done=done, all=len(dimensions))
        self._progress.setText(words)
        self._progress.setVisible(bool(dimensions))
        pages = [
            Row(row_id=name, title=_(title), icon_name=icon)
            for name, title, icon in _PAGES
            if name in offered
        ]
        self._list.set_rows([*dimensions, *pages])
        self._list.select(shown)
        self._list.setVisible(self._list.count() > 0)

    def take_focus(self) -> None:
        """Let the keys go to the list of dimensions and other pages."""
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_norms(self, names: Sequence[str]) -> None:
        """List the norms by name, where there is room for them."""
        self._norms.setText("\n".join(names))
        self._norms.setVisible(bool(names) and theme.text_scale() < 1.5)

    def show_state(self, state: GroupState, *, writes: bool) -> None:
        """Show what the group says of itself; without a group it cannot say anything."""
        self.word.show_state(state)
        self.word.setVisible(writes)

    def _on_list_section_chosen(self, row_id: str) -> None:
        if row_id in {name for name, _title, _icon in _PAGES}:
            self.page_requested.emit(row_id)
        else:
            self.dimension_chosen.emit(row_id)

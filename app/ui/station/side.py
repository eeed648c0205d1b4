"""The side of a station: the group's dimensions, the other pages, the norms, and its word."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.domain.cells import GroupState
from app.i18n import N_, _
from app.ui import theme
from app.ui.score.group_word import GroupWord
from app.ui.widgets.opening_scroll import OpeningScroll
from app.ui.widgets.sidebar_list import Row, SidebarList
from app.ui.widgets.text import Label, Rule

NOTES, DATA, RESULTS, NORMS = "notes", "data", "results", "norms"

_PAGES = (
    (NOTES, N_("Notes to the prompt"), "notebook-pen"),
    (DATA, N_("District data"), "chart-column"),
    (RESULTS, N_("What all groups said"), "chart-scatter"),
    (NORMS, N_("Norms"), "heart-handshake"),
)


class StationSide(OpeningScroll):
    """What there is to do, and where the group stands with it.

    Signals:
        dimension_chosen(str): show this dimension.
        page_requested(str): show "notes", "data", "results" or "norms".
    """

    dimension_chosen = Signal(str)
    page_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        inner.setProperty("role", "raised")
        self._progress = Label(role="small")
        self._progress.setObjectName("station.progress")
        self._list = SidebarList(_("Your group’s dimensions"), marks=False)
        self._list.setObjectName("station.dimensions")
        self._list.section_chosen.connect(self.dimension_chosen)
        self._pages = SidebarList(_("Other pages"))
        self._pages.setObjectName("station.pages")
        self._pages.section_chosen.connect(self.page_requested)
        self._norms = Label(role="small")
        self._norms.setObjectName("station.norm_names")
        self._norms.setContentsMargins(theme.scaled(44), 0, 0, 0)
        self.word = GroupWord(ours=True)
        column = QVBoxLayout(inner)
        pad = theme.scaled(14)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.scaled(8))
        column.addWidget(self._progress)
        column.addWidget(self._list)
        column.addWidget(Rule())
        column.addWidget(self._pages)
        column.addWidget(self._norms)
        column.addStretch(1)
        column.addWidget(self.word)
        self.setWidget(inner)

    def show_dimensions(self, rows: Sequence[Row], chosen: str, done: int) -> None:
        """Show the group's dimensions; ``done`` of them have both answers."""
        words = _("{done} of {all} scored").format(done=done, all=len(rows))
        self._progress.setText(words)
        self._progress.setVisible(bool(rows))
        self._list.set_rows(rows)
        self._list.select(chosen)
        self._list.setVisible(bool(rows))

    def take_focus(self) -> None:
        """Let the keys go to the list of dimensions, or to the other pages."""
        shown = next((one for one in (self._list, self._pages) if one.count()), self)
        shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_pages(self, offered: Sequence[str], shown: str) -> None:
        """Offer pages, and mark the one that is shown."""
        rows = [
            Row(row_id=name, title=_(words), icon_name=icon)
            for name, words, icon in _PAGES
            if name in offered
        ]
        self._pages.set_rows(rows)
        self._pages.select(shown)
        self._pages.setVisible(bool(rows))

    def show_norms(self, names: Sequence[str]) -> None:
        """List the norms by name, where there is room for them."""
        self._norms.setText("\n".join(names))
        self._norms.setVisible(bool(names) and theme.text_scale() < 1.5)

    def show_state(self, state: GroupState, *, writes: bool) -> None:
        """Show what the group says of itself; without a group it cannot say anything."""
        self.word.show_state(state)
        self.word.setVisible(writes)

"""Prepare: the sections with how they stand, and the page of the chosen one."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.domain.changes import ALL_TABLES
from app.i18n import _
from app.ui import theme
from app.ui.console.word_stack import WordStack
from app.ui.desk import Desk, WorkshopView
from app.ui.page_stack import in_hand
from app.ui.prepare.section import Section
from app.ui.prepare.states import section_state
from app.ui.prepare.undo_words import undo_words
from app.ui.widgets.button import Button
from app.ui.widgets.sidebar_list import Row, SidebarList

WIDEST_SIDEBAR = 360
"""In pixels: with large text the page needs the room more than the list does."""

LARGE = 1.5
"""Text scale from which the list of parts wants the room of what stands below it."""


class PrepareView(WorkshopView):
    """Everything before the day. A section's page is made when it is first opened.

    ``open_section(id)`` shows a section, ``open_detail(id)`` too (for the main window).
    """

    TABLES = (ALL_TABLES,)

    def __init__(
        self,
        desk: Desk,
        sections: Sequence[Section | tuple],
        parent: QWidget | None = None,
    ) -> None:
        """Show ``sections``, given as :class:`Section` or as (id, label, icon, factory)."""
        super().__init__(desk, parent)
        self.setObjectName("prepare")
        self._sections = {s.section_id: s for s in (Section(*each) for each in sections)}
        self._pages: dict[str, Any] = {}
        self._list = SidebarList(_("Parts of the preparation"))
        self._list.setObjectName("prepare.sections")
        self._list.section_chosen.connect(self.open_section)
        self._undo = Button(_("Undo"), kind="quiet", icon_name="undo-2")
        self._undo.setObjectName("prepare.undo")
        self._undo.clicked.connect(self.undo)
        # Large words want the room for the parts: no picture, and no undo while there is none.
        self._large = theme.text_scale() >= LARGE
        play = "" if self._large else "play"
        self._start = Button(_("Go to the console"), kind="primary", icon_name=play)
        self._start.setObjectName("prepare.start")
        self._start.clicked.connect(self._on_start_clicked)
        self._stack = QStackedWidget()
        column = QVBoxLayout()
        column.setSpacing(0)
        margin = theme.scaled(24)
        words = WordStack(desk)
        shell = QVBoxLayout()
        shell.setContentsMargins(margin, theme.scaled(8), margin, 0)
        shell.addWidget(words)
        column.addLayout(shell)
        column.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._sidebar())
        row.addLayout(column, 1)
        self.refresh()
        self._take_up_drafts()
        if self._sections:
            self.open_section(next(iter(self._sections)))

    @property
    def section(self) -> str:
        """Return the open section's id, or ""."""
        shown = self._stack.currentWidget()
        return next((name for name, page in self._pages.items() if page is shown), "")

    def open_section(self, section_id: str) -> None:
        """Show a section; an unknown id shows nothing new."""
        section = self._sections.get(section_id)
        if section is None:
            return
        self._make(section)
        self._stack.setCurrentWidget(self._pages[section_id])
        self.refresh()
        self._list.select(section_id)

    def open_detail(self, detail: str) -> None:
        """Show a section, as the main window asks for it."""
        self.open_section(detail)

    def page(self, section_id: str) -> QWidget | None:
        """Return a section's page if it was made, or None."""
        return self._pages.get(section_id)

    def in_hand(self) -> tuple[str, dict[str, Any]] | None:
        """Return what was begun in which section, and the section that is open; or nothing."""
        held = in_hand(self._pages)
        return (self.section, held) if held else None

    def take_up(self, held: tuple[str, dict[str, Any]]) -> None:
        """Go on with what was begun before the page was made anew."""
        section, begun = held
        for section_id, what in begun.items():
            self._make(self._sections[section_id])
            self._pages[section_id].take_up(what)
        self.open_section(section)

    def undo(self) -> None:
        """Take the last change back."""
        self.desk.operations.undo()
        self._show_undo()

    def refresh(self) -> None:
        """Say how every section stands."""
        self._list.set_rows(
            [
                Row(
                    row_id=each.section_id,
                    title=each.label,
                    detail=section_state(each.section_id, self.snapshot),
                    icon_name=each.icon_name,
                    icon_role="accent" if each.section_id == self.section else "quiet_ink",
                )
                for each in self._sections.values()
            ]
        )
        running = self.desk.rundown().running
        self._start.setText(_("Back to the running day") if running else _("Go to the console"))
        self._show_undo()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo with the system's key wherever nobody's typing takes it first."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
            return
        super().keyPressEvent(event)

    def _make(self, section: Section) -> None:
        if section.section_id not in self._pages:
            page = section.make(self.desk)
            self._pages[section.section_id] = page
            self._stack.addWidget(page)

    def _take_up_drafts(self) -> None:
        """Make the pages of words that a crash left unfinished: their fields take them up."""
        for draft in self.snapshot.drafts:
            home, _dot, rest = draft.key.partition(".")
            section = self._sections.get(rest.partition(".")[0])
            if home == "prepare" and section is not None:
                self._make(section)

    def _sidebar(self) -> QFrame:
        side = QFrame()
        side.setProperty("role", "raised")
        side.setFixedWidth(min(theme.scaled(236), WIDEST_SIDEBAR))
        column = QVBoxLayout(side)
        gap = theme.scaled(10)
        column.setContentsMargins(gap, gap, gap, gap)
        column.setSpacing(gap)
        column.addWidget(self._list, 1)
        column.addWidget(self._undo)
        column.addWidget(self._start)
        return side

    def _show_undo(self) -> None:
        operations = self.desk.operations
        self._undo.setEnabled(operations.remembers)
        self._undo.setVisible(operations.remembers or not self._large)
        none = _("Undo") if operations.remembers else _("Nothing to undo")
        self._undo.setText(
            undo_words(operations.undoable, self.snapshot, self.desk.language) or none
        )

    def _on_start_clicked(self) -> None:
        self.desk.page_requested.emit("console")

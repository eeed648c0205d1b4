"""The notes page: board, next steps, data needs."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from app.domain.commands import Command
from app.domain.errors import UserError
from app.i18n import _
from app.services.taking_back import TakenBack
from app.ui import theme
from app.ui.after.taking_back import (
    LATER,
    TakingBack,
    beginning_words,
    later_action,
    outcome_words,
    progress_words,
)
from app.ui.after.withdraw_panel import WithdrawPanel
from app.ui.desk import Desk, WorkshopView
from app.ui.notes.board import NotesBoard
from app.ui.notes.needs import NeedsList
from app.ui.notes.steps import NextSteps
from app.ui.score.cell_writer import CellWriter
from app.ui.widgets.banner import Banner
from app.ui.widgets.segmented import Segmented

BOARD, STEPS, NEEDS = "board", "steps", "needs"


class NotesView(WorkshopView):
    """Notes wait in a tray until the facilitator lets them onto the wall.

    Signals:
        withdrawn(str): words at this target were withdrawn.
    """

    TABLES = (
        "notes", "themes", "cells", "data_needs", "next_steps", "groups", "seatings",
        "frameworks", "activities", "workshop",
    )  # fmt: skip

    withdrawn = Signal(str)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the board, at the prompt of the activity that runs."""
        super().__init__(desk, parent)
        self.setObjectName("notes")
        writer = CellWriter(desk.submit, desk.keep_draft, desk.settle, self)
        self._writer = writer
        self._taking = TakingBack(desk, self)
        self._taking.began.connect(self._on_taking_began)
        self._taking.erased.connect(self._on_taking_erased)
        self._taking.stepped.connect(self._on_taking_stepped)
        self._taking.done.connect(self._on_taking_done)
        self._taking.failed.connect(self._on_taking_failed)
        desk.operations.refused.connect(self._on_operations_refused)
        self._panel = WithdrawPanel(self._taking)
        self._panel.confirmed.connect(self._taking.withdraw)
        self._banner = Banner()
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self._board = NotesBoard(desk, writer)
        self._steps = NextSteps(desk)
        self._needs = NeedsList(desk, writer)
        self._board.step_requested.connect(self._on_board_step_requested)
        self._board.withdraw_requested.connect(self._panel.ask)
        self._steps.withdraw_requested.connect(self._panel.ask)
        self._pages = Segmented(
            [(BOARD, _("Notes")), (STEPS, _("Next steps")), (NEEDS, _("Data needs"))],
            BOARD,
            _("What to work on"),
        )
        self._pages.setObjectName("notes.pages")
        self._pages.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._pages.chosen.connect(self.open_page)
        self._stack = QStackedWidget()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._board.setProperty("role", "page")
        scroll.setWidget(self._board)
        self._widgets: dict[str, QWidget] = {BOARD: scroll, STEPS: self._steps, NEEDS: self._needs}
        for widget in self._widgets.values():
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        pad = theme.scaled(16)
        column.setContentsMargins(theme.scaled(20), pad, theme.scaled(20), pad)
        column.setSpacing(theme.scaled(10))
        for widget in (self._pages, self._banner, self._panel):
            column.addWidget(widget)
        column.addWidget(self._stack, 1)
        self.refresh()

    @property
    def section(self) -> str:
        """Return the open page's id."""
        return self._pages.value()

    def open_page(self, page: str) -> None:
        """Show the board, the next steps or the data needs."""
        if page in self._widgets:
            self._pages.set_value(page)
            self._stack.setCurrentWidget(self._widgets[page])
            self.refresh()

    def open_detail(self, detail: str) -> None:
        """Show a page by its id."""
        self.open_page(detail)

    def refresh(self) -> None:
        """Read the snapshot again, for the page that shows."""
        {
            BOARD: self._board.refresh,
            STEPS: self._steps.refresh,
            NEEDS: self._needs.refresh,
        }[self._pages.value()]()

    def _on_board_step_requested(self, note_id: str) -> None:
        words = self.snapshot.words(note_id).strip()
        if words:
            self._steps.add(words)
            self._banner.show_message("info", _("Added to the next steps."), words[:200])

    def _on_taking_erased(self, _target: str) -> None:
        words = _("The words are withdrawn.")
        self._banner.show_message("info", words, progress_words(), later_action())

    def _on_taking_began(self, _target: str) -> None:
        self._banner.show_message("info", beginning_words())

    def _on_taking_stepped(self, done: int, count: int) -> None:
        words = progress_words(done, count)
        self._banner.show_message("info", _("The words are withdrawn."), words, later_action())

    def _on_banner_action_requested(self, action_id: str) -> None:
        if action_id == LATER:
            self._taking.leave_rest()

    def _on_taking_done(self, target: str, taken: TakenBack) -> None:
        kind = "attention" if taken.problems else "info"
        self._banner.show_message(kind, _("The words are withdrawn."), outcome_words(taken))
        self.withdrawn.emit(target)

    def _on_taking_failed(self, error: UserError) -> None:
        self._banner.show_error(error)

    def _on_operations_refused(self, command: Command, _error: UserError) -> None:
        self._writer.forget(command)

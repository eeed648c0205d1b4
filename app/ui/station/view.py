"""A station's pages: the sheet of one dimension at a time, and what stands beside it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.domain.cells import ConfirmScores
from app.domain.commands import Command
from app.domain.errors import UserError
from app.domain.scoring_sheet import ScoringSheet, sheets
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.ui import theme
from app.ui.console.pieces import scrolled
from app.ui.desk import WorkshopView
from app.ui.score.confirm_page import ConfirmPage
from app.ui.score.dimension_row import dimension_row
from app.ui.score.saving import SavingWatch
from app.ui.score.sheet_view import ScoringSheetWidget
from app.ui.score.whole_pages import WholePages
from app.ui.station.desk import StationDesk
from app.ui.station.group_data import GroupData, of_the_group
from app.ui.station.group_notes import GroupNotes
from app.ui.station.norms_page import NormsPage
from app.ui.station.roads_page import RoadsPage
from app.ui.station.room_results import RoomResults
from app.ui.station.side import DATA, NORMS, NOTES, RESULTS, StationSide
from app.ui.station.waiting_page import WaitingPage
from app.ui.widgets.scroll_page import fill
from app.ui.widgets.sidebar_list import Row

SHEET, CONFIRM, WAITING, ROADS = "sheet", "confirm", "waiting", "roads"
_SIDE_WIDTH = 268
LOW = 340
"""Below this height, at 100 %, headings give up their place: everything scrolls together."""


class StationView(WorkshopView):
    """One group's work on one device.

    Signals:
        status_changed(str, str): how saving on this laptop stands, as :class:`SavingWatch` says.
        leave_requested(): leave the room on this laptop.
    """

    TABLES = (
        "workshop", "frameworks", "seatings", "groups", "cells", "group_states", "data_needs",
        "notes", "norms", "datasets", "stations", "tombstones",
    )  # fmt: skip

    status_changed = Signal(str, str)
    leave_requested = Signal()

    def __init__(self, desk: StationDesk, parent: QWidget | None = None) -> None:
        """Show the group's first dimension that is not scored yet."""
        super().__init__(desk, parent)
        self.setObjectName("station")
        self._desk = desk
        self._dimension_id = ""
        self._page = SHEET
        self._prompt = ("", "")
        self._watch = SavingWatch(desk.operations, self)
        self._sheet = ScoringSheetWidget(
            desk.submit, desk.keep_draft, desk.settle, here=desk.station_id
        )
        self._sheet.edited.connect(self._watch.note_edit)
        self._sheet.too_long.connect(self._watch.note_too_long)
        self._confirm = ConfirmPage()
        self._confirm.confirmed.connect(self._on_confirm_confirmed)
        self._confirm.dimension_requested.connect(self.open_dimension)
        self._notes = GroupNotes(self._sheet.writer)
        self._results, self._norms, self._data = RoomResults(), NormsPage(), GroupData()
        self._waiting, self.roads = WaitingPage(), RoadsPage(desk.road)
        self.roads.leave_requested.connect(self.leave_requested)
        self._side = StationSide()
        self._side.dimension_chosen.connect(self.open_dimension)
        self._side.page_requested.connect(self.open_page)
        self._side.word.said.connect(desk.submit)
        self._side.word.confirmation_requested.connect(lambda: self.open_page(CONFIRM))
        self._widgets: dict[str, QWidget] = {
            SHEET: self._sheet, CONFIRM: self._confirm, NOTES: self._notes, DATA: self._data,
            RESULTS: self._results, NORMS: self._norms, WAITING: self._waiting, ROADS: self.roads,
        }  # fmt: skip
        self._lay_out()
        self._watch.status_changed.connect(self.status_changed)
        desk.operations.refused.connect(self._on_operations_refused)
        desk.road.changed.connect(self._on_road_changed)
        self.refresh()

    @property
    def dimension_id(self) -> str:
        """Return the dimension whose sheet is on, or ""."""
        return self._dimension_id

    @property
    def page(self) -> str:
        """Return the page that shows."""
        shown = self._stack.currentWidget()
        return next(name for name, widget in self._widgets.items() if widget is shown)

    def take_focus(self) -> None:
        """Let the keys begin at the list of dimensions."""
        self._side.take_focus()

    def tell(self) -> None:
        """Say how saving stands, to whoever listens by now."""
        self._watch.tell()

    def open_dimension(self, dimension_id: str) -> None:
        """Show the sheet of a dimension."""
        self._dimension_id = dimension_id
        self.open_page(SHEET)

    def open_page(self, page: str) -> None:
        """Show one of the pages."""
        self._page = page
        self.refresh()

    def turn_roads(self) -> None:
        """Show where the words are and what else helps, or go back from there."""
        self.open_page(SHEET if self.page == ROADS else ROADS)

    def refresh(self) -> None:
        """Read the snapshot again; typing, focus and scroll positions stay."""
        snapshot, language, group_id = self.snapshot, self.desk.language, self._desk.group_id
        found = sheets(snapshot, group_id, language)
        ids = [one.dimension_id for one in found]
        if self._dimension_id not in ids:
            self._dimension_id = next((s.dimension_id for s in found if s.answered < 2), "")
            self._dimension_id = self._dimension_id or (ids[0] if ids else "")
        self._desk.road.show_dimension(self._dimension_id)
        page = self._possible(found)
        self._show_side(found, page)
        fillers: dict[str, Callable[[], None]] = {
            SHEET: lambda: self._show_sheet(found),
            CONFIRM: lambda: self._confirm.show_sheets(found),
            NOTES: lambda: self._notes.show_prompt(snapshot, group_id, *self._prompt),
            DATA: lambda: self._data.show_snapshot(snapshot, language),
            RESULTS: lambda: self._show_results(snapshot),
            NORMS: lambda: self._norms.show_norms(snapshot.norms, language),
            WAITING: lambda: self._waiting.show_state(self._desk.road.state, bool(group_id)),
        }
        if page in fillers:
            fillers[page]()
        if page != RESULTS:  # what was shown must not come up again after it is hidden
            self._show_results(snapshot)
        if self._stack.currentWidget() is not self._widgets[page]:
            # With large text everything scrolls together: another page is read from its top.
            self._area.verticalScrollBar().setValue(0)
        self._stack.setCurrentWidget(self._widgets[page])

    def _show_results(self, snapshot: Snapshot) -> None:
        asked = self._desk.road.data_asked
        self._results.show_snapshot(snapshot, self.desk.language, asked)

    def _possible(self, found: tuple[ScoringSheet, ...]) -> str:
        """Return the wished page, or the sheet where there is none of it now."""
        offered = {*self._offered(), SHEET, CONFIRM, ROADS}
        page = self._page if self._page in offered else SHEET
        return WAITING if not found and page in (SHEET, CONFIRM) else page

    def _offered(self) -> list[str]:
        clock = self._desk.road.clock
        prompt_id = str(clock.get("prompt_id") or "")
        if prompt_id and not (self._page == NOTES and self._notes.is_typed):
            # A note is ended where it began, whatever comes next; the next note has its own prompt.
            self._prompt = (prompt_id, say(dict(clock.get("prompt") or {}), self.desk.language))
        has_group = bool(self._desk.group_id)
        return [
            name
            for name, there in (
                (NOTES, has_group and bool(self._prompt[0])),
                (DATA, bool(of_the_group(self.snapshot))),
                (RESULTS, self.snapshot.workshop.revealed_at is not None),
                (NORMS, bool(self.snapshot.norms)),
            )
            if there
        ]

    def _show_side(self, found: tuple[ScoringSheet, ...], page: str) -> None:
        rows = [_marked(one) for one in found]
        done = sum(one.answered == len(one.lenses) for one in found)
        self.roads.codes.show_dimensions([(row.row_id, row.title) for row in rows])
        shown = self._dimension_id if page == SHEET else page
        self._side.show_places(rows, self._offered(), shown, done)
        self._side.show_norms([say(one.name, self.desk.language) for one in self.snapshot.norms])
        state = self.snapshot.group_state(self._desk.group_id)
        self._side.show_state(state, writes=bool(found))
        self._side.setVisible(bool(found) or bool(self._offered()))

    def _show_sheet(self, found: tuple[ScoringSheet, ...]) -> None:
        shown = next((s for s in found if s.dimension_id == self._dimension_id), None)
        if shown is not None:
            self._sheet.show_sheet(shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share and no more; where it is low, let the page scroll as a whole."""
        super().resizeEvent(event)
        self._side.setFixedWidth(min(theme.scaled(_SIDE_WIDTH), round(self.width() * 0.3)))
        low = self.height() < theme.scaled(LOW)
        for piece in (self._side, self._sheet, self._confirm):
            piece.set_opened(low)
        top = Qt.AlignmentFlag.AlignTop
        self._parts.setAlignment(self._side, top if low else Qt.AlignmentFlag(0))

    def _lay_out(self) -> None:
        self._stack = WholePages()
        for widget in self._widgets.values():
            self._stack.addWidget(widget)
        page = QWidget()
        self._parts = QHBoxLayout(page)
        self._parts.setContentsMargins(0, 0, 0, 0)
        self._parts.setSpacing(0)
        self._parts.addWidget(self._side)
        self._parts.addWidget(self._stack, 1)
        self._area = scrolled(page)
        fill(self, self._area)

    def _on_confirm_confirmed(self, on: bool) -> None:
        self.desk.submit(ConfirmScores(group_id=self._desk.group_id, on=on))

    def _on_operations_refused(self, command: Command, error: UserError) -> None:
        self._sheet.forget(command)
        self._watch.note_refused(error)

    def _on_road_changed(self) -> None:
        """Follow the prompt and the standing; what the file holds comes by its own changes."""
        told: tuple[Any, ...] = (
            self._desk.road.clock.get("prompt_id"),
            self._desk.road.state.standing,
            self._desk.road.state.heard,
        )
        if told != getattr(self, "_told", None):
            self._told = told
            self.refresh()


def _marked(one: ScoringSheet) -> Row:
    """Return a dimension's row with a sign of how far it is."""
    row = dimension_row(one)
    if one.contested:
        return replace(row, icon_name="triangle-alert", icon_role="attention")
    if one.answered == len(one.lenses):
        return replace(row, icon_name="circle-check", icon_role="success")
    return replace(row, icon_name="circle-dashed")

"""The stations' page: the board, entries that wait, the door, the room check."""

from datetime import datetime

from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.i18n import _, _n
from app.ui import theme
from app.ui.by_hand.page import ByHandPage
from app.ui.desk import Desk, WorkshopView
from app.ui.results.contests import ContestList
from app.ui.shown_second import ShownSecond
from app.ui.stations.board import Board
from app.ui.stations.check_page import CheckPage
from app.ui.stations.door_panel import DoorPanel
from app.ui.stations.entries_page import EntriesPage
from app.ui.stations.reading import count_of, room_words
from app.ui.widgets.scroll_page import ScrollPage
from app.ui.widgets.sidebar_list import Row, SidebarList

BOARD, ENTRIES, CONTESTS, BY_HAND, DOOR, CHECK = (
    "board", "entries", "contests", "by_hand", "door", "check",
)  # fmt: skip
_SIDE_WIDTH = 228


class StationsView(WorkshopView):
    """Everything about note-takers' devices; ``open_detail`` shows one of its pages."""

    TABLES = (
        "workshop", "stations", "broadcasts", "groups", "seatings", "cells", "group_states",
        "activities", "clock_events", "frameworks", "notes", "data_needs",
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the board, or where nobody can come in yet, the door."""
        super().__init__(desk, parent)
        self.setObjectName("stations")
        self._second = ShownSecond()
        self.board = Board(desk)
        self.board.score_requested.connect(self._on_board_score_requested)
        self.entries = EntriesPage(desk)
        self.contests = ContestList(desk)
        self.by_hand = ByHandPage(desk)
        self.door = DoorPanel(desk)
        self.check = CheckPage(desk)
        self._pages: dict[str, QWidget] = {
            BOARD: self.board,
            ENTRIES: self.entries,
            CONTESTS: _scrolled(self.contests),
            BY_HAND: _scrolled(self.by_hand),
            DOOR: _scrolled(self.door),
            CHECK: _scrolled(self.check),
        }
        self._stack = QStackedWidget()
        for page in self._pages.values():
            self._stack.addWidget(page)
        self._side = SidebarList(_("Stations"))
        self._side.setObjectName("stations.pages")
        self._side.section_chosen.connect(self.open_page)
        self._lay_out()
        desk.ticked.connect(self._on_desk_ticked)
        desk.door.changed.connect(self._on_door_changed)
        desk.door.heard_changed.connect(self._on_door_changed)
        desk.door.entries_changed.connect(self._on_door_changed)
        self.refresh()
        nobody = not desk.snapshot.stations and not desk.door.door.is_open
        self.open_page(DOOR if nobody else BOARD)

    @property
    def section(self) -> str:
        """Return the open page's id."""
        return self._side.current_id()

    def open_page(self, page: str) -> None:
        """Show a page by its id."""
        if page in self._pages:
            self._side.select(page)
            self._stack.setCurrentWidget(self._pages[page])

    def open_detail(self, detail: str) -> None:
        """Show a page by its id."""
        self.open_page(detail)

    def refresh(self) -> None:
        """Read the snapshot, the door, and what was heard."""
        snapshot, door, now = self.snapshot, self.desk.door, self.desk.now()
        self.board.refresh(now)
        self.entries.refresh()
        contested = self.contests.show_snapshot(snapshot, self.desk.language)
        waiting = door.waiting
        is_open = door.door.is_open
        count = count_of(door.heard.values(), now, is_open=is_open)
        rows = (
            (BOARD, _("Board"), room_words(count, is_open=is_open), "laptop", count.unwell),
            (ENTRIES, _("Waiting entries"), _waiting_words(waiting), "hourglass", waiting),
            (CONTESTS, _("Two versions"), _contested_words(contested), "split", contested),
            (BY_HAND, _("By hand"), _("files and codes"), "usb", 0),
            (DOOR, _("The room"), _("open") if is_open else _("closed"), "door-open", 0),
            (CHECK, _("Room check"), _("half a minute"), "wifi", 0),
        )
        self._side.set_rows(
            [
                Row(
                    row_id=page,
                    title=title,
                    detail=detail,
                    icon_name=icon,
                    icon_role="attention" if urgent else "quiet_ink",
                )
                for page, title, detail, icon, urgent in rows
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share and no more."""
        super().resizeEvent(event)
        self._side_box.setFixedWidth(min(theme.scaled(_SIDE_WIDTH), round(self.width() * 0.3)))

    def showEvent(self, event: QShowEvent) -> None:
        """Catch up with what was heard while hidden."""
        self._stale = True
        super().showEvent(event)

    def _lay_out(self) -> None:
        side = QWidget()
        side.setProperty("role", "raised")
        side_column = QVBoxLayout(side)
        pad = theme.scaled(14)
        side_column.setContentsMargins(pad, pad, pad, pad)
        side_column.addWidget(self._side)
        self._side_box = side
        main = QVBoxLayout()
        main.setContentsMargins(theme.scaled(20), theme.scaled(10), theme.scaled(14), 0)
        main.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(main, 1)

    def _on_desk_ticked(self, now: datetime) -> None:
        if self.isVisible() and self._second.moved(self.snapshot, now, theme.current()):
            self.board.refresh(now)

    def _on_door_changed(self) -> None:
        if self.isVisible():
            self.refresh()
        else:
            self._stale = True

    def _on_board_score_requested(self, group_id: str) -> None:
        self.desk.page_requested.emit(f"score:{group_id}")


def _scrolled(widget: QWidget) -> ScrollPage:
    page = ScrollPage(margin=0, top=6)
    page.column.addWidget(widget, 1)
    return page


def _waiting_words(count: int) -> str:
    if not count:
        return _("none")
    return _n("{n} to decide", "{n} to decide", count).format(n=count)


def _contested_words(count: int) -> str:
    return _n("{n} to settle", "{n} to settle", count).format(n=count) if count else _("none")

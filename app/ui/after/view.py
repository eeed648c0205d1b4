"""The page for after the day, and for whatever must leave the program before."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app import settings
from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell
from app.i18n import _
from app.services.backups import (
    Backup,
    BackupDone,
    back_up,
    backups_of,
    copy_second,
    second_folder,
)
from app.services.files import WorkshopFile
from app.services.taking_back import TakenBack
from app.ui import theme
from app.ui.after.approve_page import ApprovePage
from app.ui.after.exporter import Exporter
from app.ui.after.files_page import FilesPage
from app.ui.after.hand_over_page import HandOverPage
from app.ui.after.lists_page import (
    backup_rows,
    backups_page,
    left_page,
    left_rows,
    open_folder,
)
from app.ui.after.people_page import PeoplePage
from app.ui.after.taking_back import (
    LATER,
    TakingBack,
    beginning_words,
    later_action,
    outcome_words,
    progress_words,
)
from app.ui.after.words_page import WordsPage
from app.ui.background import Background
from app.ui.desk import Desk, WorkshopView
from app.ui.stations.closing_panel import ClosingPanel, closing_line
from app.ui.under_way import UnderWay
from app.ui.widgets.banner import Banner
from app.ui.widgets.sidebar_list import Row, SidebarList

CLOSING, FILES, APPROVE, WORDS, PEOPLE, HAND_OVER, LEFT, BACKUPS = (
    "closing", "files", "approve", "words", "people", "hand_over", "left", "backups",
)  # fmt: skip
_SIDE_WIDTH = 240


class AfterView(WorkshopView):
    """Files, approval, words withdrawn, people forgotten, what left, backups."""

    TABLES = (
        "workshop", "cells", "notes", "data_needs", "next_steps", "themes", "history",
        "identities", "participants", "groups", "frameworks",
    )  # fmt: skip

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        """Show the files on offer."""
        super().__init__(desk, parent)
        self.setObjectName("after")
        self.exporter = Exporter(desk, self)
        self.exporter.finished.connect(lambda _kind, _path: self._read_lists())
        self._taking = TakingBack(desk, self)
        self._taking.began.connect(self._on_taking_began)
        self._taking.erased.connect(self._on_taking_erased)
        self._taking.stepped.connect(self._on_taking_stepped)
        self._taking.done.connect(self._on_taking_done)
        self._taking.failed.connect(self._on_failed)
        self._taking.left_read.connect(self._on_taking_left_read)
        self._taken_words = ""
        self._backups: tuple[Backup, ...] = ()
        self._banner = Banner()
        self._banner.action_requested.connect(self._on_banner_action_requested)
        self._copying = UnderWay("after.work")
        self._looker = Background(self)
        self._looker.done.connect(self._on_looker_done)
        self._build_pages()
        self._side = SidebarList(_("After the day"))
        self._side.setObjectName("after.pages")
        self._side.section_chosen.connect(self.open_page)
        side = QWidget()
        side.setProperty("role", "raised")
        side_column = QVBoxLayout(side)
        pad = theme.scaled(14)
        side_column.setContentsMargins(pad, pad, pad, pad)
        side_column.addWidget(self._side)
        self._side_box = side
        main = QVBoxLayout()
        main.setContentsMargins(theme.scaled(24), theme.scaled(16), theme.scaled(12), 0)
        main.setSpacing(theme.scaled(12))
        main.addWidget(self._copying)
        main.addWidget(self._banner)
        main.addWidget(self._stack, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(side)
        row.addLayout(main, 1)
        self.refresh()
        self.open_page(FILES)

    @property
    def section(self) -> str:
        """Return the open page's id."""
        return self._side.current_id()

    def open_page(self, page: str) -> None:
        """Show a page by its id."""
        if page in self._pages:
            self._side.select(page)
            if page == WORDS and self._search_timer.isActive():
                self._search_timer.stop()
                self._words.refresh()
            self._stack.setCurrentWidget(self._pages[page])
            self._show_side()
            if page in (LEFT, BACKUPS):
                self._read_lists()
            if page == HAND_OVER:
                self._hand_over.refresh()

    def open_detail(self, detail: str) -> None:
        """Show a page by its id."""
        self.open_page(detail)

    def refresh(self) -> None:
        """Read the snapshot again."""
        self._closing.refresh()
        self._files.refresh()
        self._approve.refresh()
        self._people.refresh()
        if not self._search_timer.isActive():
            self._search_timer.start()
        self._show_side()

    def _show_side(self) -> None:
        approved = self.snapshot.workshop.approved_at is not None
        named = sum(person.identity is not None for person in self.snapshot.people)
        rows = (
            Row(
                row_id=CLOSING,
                title=_("Closing check"),
                detail=closing_line(self.desk.door.closing_check()) or _("no stations"),
                icon_name="list-checks",
            ),
            Row(row_id=FILES, title=_("Files"), icon_name="download"),
            Row(
                row_id=APPROVE,
                title=_("Approve"),
                detail=_("approved") if approved else _("draft"),
                icon_name="badge-check",
            ),
            Row(row_id=WORDS, title=_("Withdraw words"), icon_name="quote"),
            Row(
                row_id=PEOPLE,
                title=_("Forget the people"),
                detail=_("{n} by name").format(n=named) if named else _("nobody by name"),
                icon_name="user-x",
            ),
            Row(row_id=HAND_OVER, title=_("Hand over"), icon_name="users-round"),
            Row(row_id=LEFT, title=_("Files that left"), icon_name="send"),
            Row(row_id=BACKUPS, title=_("Backups"), icon_name="hard-drive"),
        )
        shown = self._stack.currentWidget()
        self._side.set_rows(
            [
                replace(row, icon_role="accent") if self._pages[row.row_id] is shown else row
                for row in rows
            ]
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the side its share and no more."""
        super().resizeEvent(event)
        width = min(theme.scaled(_SIDE_WIDTH), round(self.width() * 0.3))
        self._side_box.setFixedWidth(width)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the lists, which no change of the workshop announces."""
        super().showEvent(event)
        self.refresh()
        self._read_lists()

    def _build_pages(self) -> None:
        self._closing = ClosingPanel(self.desk)
        self._closing.entries_requested.connect(
            lambda: self.desk.page_requested.emit("stations:entries")
        )
        self._files = FilesPage(self.desk, self.exporter)
        self._approve = ApprovePage(self.desk)
        self._words = WordsPage(self.desk, self._taking)
        self._people = PeoplePage(self.desk, self._taking)
        self._hand_over = HandOverPage(self.desk)
        self._hand_over.handed_over.connect(self._read_lists)
        self._left = left_page()
        self._backup_list = backups_page()
        self._backup_list.action_requested.connect(self._on_backups_action_requested)
        # Searching all words again can wait until a burst of changes is over.
        self._search_timer = QTimer(self)
        self._search_timer.setSingleShot(True)
        self._search_timer.setInterval(300)
        self._search_timer.timeout.connect(self._words.refresh)
        self._pages: dict[str, QWidget] = {
            CLOSING: _scrolled(self._closing),
            FILES: _scrolled(self._files),
            APPROVE: _scrolled(self._approve),
            WORDS: _scrolled(self._words),
            PEOPLE: _scrolled(self._people),
            HAND_OVER: _scrolled(self._hand_over),
            LEFT: self._left,
            BACKUPS: self._backup_list,
        }
        self._stack = QStackedWidget()
        for widget in self._pages.values():
            self._stack.addWidget(widget)

    def _read_lists(self) -> None:
        self._taking.read_left()
        data_dir, lineage = self.desk.data_dir, self.snapshot.workshop.lineage
        second = self._second_dir()
        # Not on the writer's thread: a second folder may be slow to answer.
        self._looker.start(lambda: backups_of(data_dir, lineage, second))

    def _second_dir(self) -> Path | None:
        wished = settings.load(self.desk.data_dir).second_backup_dir
        return Path(wished) if wished else None

    def _on_backups_action_requested(self, action: str) -> None:
        if action == "open_backups":
            if self._backups:
                open_folder(self._backups[0].path.parent)
            return
        self._back_up()

    def _back_up(self) -> None:
        data_dir, now, second = self.desk.data_dir, self.desk.now(), self._second_dir()
        operations, lineage = self.desk.operations, self.snapshot.workshop.lineage

        def job(file: WorkshopFile, tell: Tell) -> BackupDone:
            return back_up(file.database, data_dir, reason="asked", now=now, tell=tell)

        def work(tell: Tell) -> None:
            done = operations.ask(job, tell)
            if second is not None:
                copy_second(done.path, second_folder(second, lineage), tell)

        self._copying.begin(_("Backing up…"), work, self._on_copying_done)

    def _on_copying_done(self, _result: object, error: object) -> None:
        if isinstance(error, GivenUpError):
            self._banner.show_message("info", "", error.happened)
        elif isinstance(error, UserError):
            self._on_failed(error)
        else:
            self._banner.show_message("info", _("Backed up and checked."))
        self._read_lists()

    def _on_looker_done(self, found: object, error: object) -> None:
        if error is None:
            self._backups = tuple(found)  # type: ignore[arg-type]
            self._backup_list.show_rows(backup_rows(self.snapshot.workshop, self._backups))

    def _on_taking_left_read(self, files: object) -> None:
        rows = left_rows(self.snapshot.workshop, files)  # type: ignore[arg-type]
        self._left.show_rows(rows)

    def _on_taking_erased(self, aim: str) -> None:
        self._taken_words = _taken_words(aim)
        words = progress_words()
        self._banner.show_message("info", self._taken_words, words, later_action())

    def _on_taking_began(self, _aim: str) -> None:
        self._banner.show_message("info", beginning_words())

    def _on_banner_action_requested(self, action_id: str) -> None:
        if action_id == LATER:
            self._taking.leave_rest()

    def _on_taking_stepped(self, done: int, count: int) -> None:
        words = progress_words(done, count)
        self._banner.show_message("info", self._taken_words, words, later_action())

    def _on_taking_done(self, aim: str, taken: TakenBack) -> None:
        kind = "attention" if taken.problems else "info"
        self._banner.show_message(kind, _taken_words(aim), outcome_words(taken))
        self._read_lists()

    def _on_failed(self, error: UserError) -> None:
        self._banner.show_error(error)


def _taken_words(aim: str) -> str:
    return _("The people are forgotten.") if aim == "people" else _("The words are withdrawn.")


def _scrolled(widget: QWidget) -> QScrollArea:
    scroll = QScrollArea()
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(widget)
    return scroll

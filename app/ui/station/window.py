"""The station's window: its strip, what is to be told, and the pages; it asks before it closes."""

from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from app.domain.station_road import RoadState, seconds_left
from app.domain.text import say
from app.i18n import _, _n
from app.settings import Settings
from app.ui import theme
from app.ui.console.word_stack import WordStack
from app.ui.focus_keeper import FocusKeeper
from app.ui.group_words import group_title
from app.ui.page_stack import PageStack
from app.ui.station.became import lines
from app.ui.station.desk import StationDesk
from app.ui.station.header import StationHeader
from app.ui.station.notices import Notices
from app.ui.station.view import ROADS, StationView
from app.ui.station.wording import SUCCESS, status_words
from app.ui.widgets.draft_text import DraftText

CLOSING = "closing"
"""Key of the question whether to close while something is not at the hub yet."""


class StationWindow(QMainWindow):
    """Joining a room, or the station of one.

    Signals:
        setting_requested(str, object): a setting is to change.
        leave_requested(): leave the room on this laptop.
        close_requested(): the window is about to close.
    """

    setting_requested = Signal(str, object)
    leave_requested = Signal()
    close_requested = Signal()

    def __init__(self, settings: Settings) -> None:
        super().__init__()
        self.setObjectName("station.window")
        self.setWindowTitle(_("Equity Workshop"))
        self._settings = settings
        self._desk: StationDesk | None = None
        self._second: datetime | None = None
        self._local = ("", SUCCESS)
        self._may_close = False
        self.view: StationView | None = None
        self._page: QWidget | None = None
        self._words: WordStack | None = None
        self._stack = PageStack()
        self._notices = Notices()
        self._notices.became_requested.connect(self._on_notices_became_requested)
        body = QWidget()
        self._column = QVBoxLayout(body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._header = self._make_header()
        for widget in (self._header, self._notices):
            self._column.addWidget(widget)
        self._column.addWidget(self._stack, 1)
        self.setCentralWidget(body)
        self._focus = FocusKeeper(self, self._stack)
        help_key = QShortcut(QKeySequence(Qt.Key.Key_F1), self)
        help_key.activated.connect(self._on_help_requested)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.commitDataRequest.connect(self.let_close)

    def show_page(self, page: QWidget) -> None:
        """Show a page while no station is open: joining, comparing the digits."""
        self.drop()
        self._page = page
        self._header.show_station(False)
        self._header.show_group("", _("Equity Workshop"), _("Join a room"))
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def show_station(self, desk: StationDesk) -> None:
        """Show an open station."""
        self.drop()
        self._desk = desk
        self._header.show_station(True)
        self.view = StationView(desk)
        self.view.status_changed.connect(self._on_view_status_changed)
        self.view.leave_requested.connect(self.leave_requested)
        self._words = WordStack(desk, self.centralWidget(), margin=theme.scaled(10))
        self._column.insertWidget(2, self._words)
        self._stack.addWidget(self.view)
        self._stack.setCurrentWidget(self.view)
        desk.road.changed.connect(self._tell)
        desk.changed.connect(self._tell)
        desk.operations.drafts_kept.connect(self._tell)
        desk.ticked.connect(self._on_desk_ticked)
        self.view.tell()
        self._tell()
        self.view.take_focus()

    def rebuild(self, settings: Settings) -> None:
        """Make everything anew, in another language, color or size, and stay where we are."""
        self._settings = settings
        old = self._header
        self._header = self._make_header()
        self._column.replaceWidget(old, self._header)
        old.hide()
        old.deleteLater()
        self._notices.forget()
        if self._desk is not None and self.view is not None:
            page, dimension_id = self.view.page, self.view.dimension_id
            self.show_station(self._desk)
            self.view.open_dimension(dimension_id)
            self.view.open_page(page)

    def settle(self) -> None:
        """Let every field hand over what was typed in it."""
        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        for words in self.findChildren(DraftText):
            words.settle_now()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once where something is not at the hub yet; a second × is the answer."""
        if self._desk is not None and not self._may_close:
            self.settle()
            if self._must_ask(self._desk):
                event.ignore()
                self._ask_to_close(self._desk)
                return
        self.close_requested.emit()
        super().closeEvent(event)

    def close(self) -> bool:
        """Close without asking: it is the program that wishes it."""
        self._may_close = True
        return super().close()

    def let_close(self, _session: object = None) -> None:
        """Ask no more: the system's session ends."""
        self._may_close = True

    @staticmethod
    def _must_ask(desk: StationDesk) -> bool:
        return desk.road.state.waiting > 0 and CLOSING not in desk.words

    def _ask_to_close(self, desk: StationDesk) -> None:
        words = _n(
            "{n} answer is not on the facilitator’s laptop yet. It is kept on this one. Close?",
            "{n} answers are not on the facilitator’s laptop yet. They are kept on this one. "
            "Close?",
            desk.road.state.waiting,
        )
        desk.say(
            "attention",
            words.format(n=desk.road.state.waiting),
            CLOSING,
            (
                (_("Close"), lambda: QTimer.singleShot(0, self, self.close)),
                (_("Go on"), lambda: desk.unsaid.emit(CLOSING)),
            ),
            again=lambda: self._ask_to_close(desk),
        )

    def _make_header(self) -> StationHeader:
        header = StationHeader(self._settings)
        header.setting_requested.connect(self.setting_requested)
        header.help_requested.connect(self._on_help_requested)
        return header

    def drop(self) -> None:
        """Let what is shown go."""
        if self._desk is not None:
            self._desk.road.changed.disconnect(self._tell)
            self._desk.changed.disconnect(self._tell)
            self._desk.operations.drafts_kept.disconnect(self._tell)
            self._desk.ticked.disconnect(self._on_desk_ticked)
        for widget in (self.view, self._page):
            if widget is not None:
                widget.hide()
                self._stack.removeWidget(widget)
                widget.deleteLater()
        if self._words is not None:
            self._column.removeWidget(self._words)
            self._words.hide()
            self._words.deleteLater()
        self._desk = self.view = self._page = self._words = None
        self._header.show_time(None, paused=False)
        self._notices.clear()

    def _tell(self, *_what: object) -> None:
        """Say whose station this is, and where its words are."""
        desk, view = self._desk, self.view
        if desk is None or view is None:
            return
        snapshot = desk.snapshot
        group = snapshot.group(desk.group_id)
        label = group.label if group is not None else ""
        title = group_title(label) if label else _("Equity Workshop")
        activity = say(dict(desk.road.clock.get("title") or {}), desk.language)
        beside = " · ".join(part for part in (snapshot.workshop.district, activity) if part)
        self._header.show_group(label, title, beside)
        program = _("Equity Workshop")
        self.setWindowTitle(f"{title} · {program}" if label else program)
        words, tone = self._status(desk, desk.road.state)
        self._header.status.show_status(words, tone)
        view.roads.show_road(words, tone, title if label else "")
        view.roads.became.show_lines(lines(desk.road.state, snapshot, desk.language))
        self._notices.show_road(desk.road)

    def _status(self, desk: StationDesk, state: RoadState) -> tuple[str, str]:
        words, tone = self._local
        if tone in ("attention", "overtime"):
            return words, tone
        drafts = sum(bool(draft.text.strip()) for draft in desk.snapshot.drafts)
        said, said_tone = status_words(state, drafts, desk.snapshot.workshop)
        if tone != SUCCESS and said_tone == SUCCESS:
            return words, tone  # it is still on its way to this laptop's own disk
        return said, said_tone

    def _on_view_status_changed(self, words: str, tone: str) -> None:
        self._local = (words, tone)
        self._tell()

    def _on_desk_ticked(self, now: datetime) -> None:
        second = now.replace(microsecond=0)
        if self._desk is None or second == self._second:
            return
        self._second = second
        clock = self._desk.road.clock
        self._header.show_time(seconds_left(clock, now), paused=bool(clock.get("paused")))

    def _on_notices_became_requested(self) -> None:
        if self.view is not None:
            self.view.open_page(ROADS)

    def _on_help_requested(self) -> None:
        if self.view is not None:
            self.view.turn_roads()

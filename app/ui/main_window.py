"""The main window: assembles header, pages and banners, and wires them; nothing else.

What its first picture does not show is imported after it: the header's parts with the first page,
and what only an open workshop needs with that.
"""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QMainWindow,
    QVBoxLayout,
    QWidget,
)

from app.i18n import N_, _
from app.settings import Settings
from app.ui import theme
from app.ui.nameplate import Nameplate
from app.ui.page_stack import PageStack, in_hand, place_of

if TYPE_CHECKING:
    from app.domain.changes import Changes
    from app.ui.console.word_stack import WordStack
    from app.ui.desk import Desk
    from app.ui.header import Header

PAGES = (
    ("prepare", N_("Prepare")),
    ("arrivals", N_("Arrivals")),
    ("console", N_("Run")),
    ("stations", N_("Stations")),
    ("score", N_("Score")),
    ("results", N_("Results")),
    ("notes", N_("Notes")),
    ("after", N_("After")),
)
"""The pages of an open workshop, in the order of the day."""

SPEAKING_PAGES = ("prepare", "console")
"""Pages that say the desk's words at a place of their own; above the others stands a strip."""

EVERYWHERE = frozenset({"next", "back", "pause", "add_minute", "take_minute", "blackout"})
"""Actions whose keys work on every page while the day runs; the others only on the console."""

DAY_TABLES = (
    "workshop", "participants", "identities", "notes", "stations", "scene", "blocks", "activities",
    "clock_events",
)  # fmt: skip
"""What the header says is made of these."""

CLOSING = "closing"
"""Key of the question whether to close while the day runs."""

PageFactory = Callable[[Any], Any]
"""Makes a page from the workshop's desk; help from None too, where no workshop is open."""


class MainWindow(QMainWindow):
    """One window: Home, or an open workshop's pages.

    Signals:
        home_requested(): the person wants to leave the workshop.
        setting_requested(str, object): a setting is to change.
        close_requested(): the window is about to close.
        page_shown(str): a page came up.
        room_requested(): show the room screen on the projector, or take it away.
    """

    home_requested = Signal()
    setting_requested = Signal(str, object)
    close_requested = Signal()
    page_shown = Signal(str)
    room_requested = Signal()

    def __init__(self, factories: dict[str, PageFactory], settings: Settings) -> None:
        """Build what the first picture shows; the rest comes with the first page."""
        super().__init__()
        self.setObjectName("main")
        self.setWindowTitle(_("Equity Workshop"))
        self._factories = factories
        self._pages: dict[str, Any] = {}
        self._desk: Desk | None = None
        self._second: datetime | None = None
        self._home: QWidget | None = None
        self._home_help: Any = None
        self._before_help = "console"
        self._settings = settings
        self._may_close = False
        self._header: Header | None = None
        self._stack = PageStack()
        self._words: WordStack | None = None
        body = QWidget()
        self._column = column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._nameplate = Nameplate(_("Equity Workshop"))
        column.addWidget(self._nameplate)
        column.addWidget(self._stack, 1)
        self.setCentralWidget(body)

    @property
    def header(self) -> "Header":
        """Return the strip over every page; the first to ask has the window furnished."""
        if self._header is None:
            self._header = self._make_header()
            self._column.replaceWidget(self._nameplate, self._header)
            self._header.lower()  # read aloud before the pages, though made after their stack
            self._nameplate.hide()
            self._nameplate.deleteLater()
            self._watch_keys_and_focus()
        return self._header

    def _watch_keys_and_focus(self) -> None:
        from app.ui.actions import ActionKeys
        from app.ui.focus_keeper import FocusKeeper

        self._focus = FocusKeeper(self, self._stack)
        self._keys = ActionKeys(self)
        self._keys.triggered.connect(self.run_action)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_application_focus_changed)
            application.commitDataRequest.connect(self.let_close)
            application.saveStateRequest.connect(self.let_close)

    def _make_header(self) -> "Header":
        from app.ui.header import Header

        header = Header(PAGES)
        header.show_settings(self._settings)
        header.show_workshop("")
        header.home_requested.connect(self.home_requested)
        header.page_requested.connect(self.show_page)
        header.setting_requested.connect(self.setting_requested)
        header.help_requested.connect(self.show_help)
        header.room_requested.connect(self.room_requested)
        return header

    def show_home(self, home: QWidget) -> None:
        """Show Home instead of a workshop."""
        self._drop_pages()
        self._desk = None
        self._home = home
        self.header.show_workshop("")
        self._stack.addWidget(home)
        self._stack.setCurrentWidget(home)

    def show_workshop(self, desk: "Desk", page_id: str) -> None:
        """Show an open workshop."""
        from app.ui.console.word_stack import WordStack

        self._drop_pages()
        self._desk = desk
        self.header.show_workshop(desk.snapshot.workshop.district)
        desk.page_requested.connect(self.show_page)
        desk.changed.connect(self._on_desk_changed)
        desk.ticked.connect(self._on_desk_ticked)
        self.header.show_day(desk)
        self._words = WordStack(desk, self.centralWidget(), margin=theme.scaled(10))
        self._column.insertWidget(1, self._words)
        self.show_page(page_id)

    def show_page(self, page: str) -> None:
        """Show a page, or one thing on it: ``score:GROUP`` hands GROUP to the page."""
        page_id, _colon, detail = page.partition(":")
        if self._desk is None or page_id not in self._factories:
            return
        widget = self._pages.get(page_id) or self._make_page(page_id)
        self._stack.setCurrentWidget(widget)
        self.header.show_page(page_id)
        if self._words is not None:
            self._words.setVisible(page_id not in SPEAKING_PAGES)
        if detail and hasattr(widget, "open_detail"):
            widget.open_detail(detail)
        self.page_shown.emit(page_id)

    def show_help(self) -> None:
        """Show help about the page that is shown, or go back to it from there."""
        page = self.current_page
        if self._desk is None:
            self._show_home_help()
        elif page == "help":
            self.show_page(self._before_help)
        else:
            self._before_help = place_of(page, self._pages.get(page))
            self.show_page(f"help:{self._before_help}")

    def _help_shown(self) -> bool:
        home = self._home_help is not None and self._stack.currentWidget() is self._home_help
        return home or self.current_page == "help"

    def _show_home_help(self) -> None:
        if self._home is None:
            return
        if self._home_help is None:
            self._home_help = self._factories["help"](None)
            self._home_help.closed.connect(self.show_help)
            self._stack.addWidget(self._home_help)
        shown = self._stack.currentWidget() is self._home_help
        self._stack.setCurrentWidget(self._home if shown else self._home_help)
        if not shown:
            self._home_help.open_detail("home")

    def _make_page(self, page_id: str) -> Any:
        if self._desk is None:
            raise LookupError("no workshop is open")
        widget: Any = self._factories[page_id](self._desk)
        self._pages[page_id] = widget
        self._stack.addWidget(widget)
        if page_id == "help":
            widget.closed.connect(self.show_help)
        return widget

    def page(self, page_id: str) -> QWidget | None:
        """Return a page that was made, or None."""
        return self._pages.get(page_id)

    @property
    def current_page(self) -> str:
        """Return the shown page's id, or "home"."""
        shown = self._stack.currentWidget()
        return next((name for name, widget in self._pages.items() if widget is shown), "home")

    def rebuild(self, desk: "Desk") -> None:
        """Make every page anew, in a new language or text size, and stay where we are."""
        place = place_of(self.current_page, self._pages.get(self.current_page))
        held = in_hand(self._pages)
        self.rebuild_header()
        self.show_workshop(desk, place)
        for page_id, what in held.items():
            (self._pages.get(page_id) or self._make_page(page_id)).take_up(what)

    def rebuild_header(self) -> None:
        """Make the strip over every page anew."""
        old = self.header
        self._header = self._make_header()
        self._header.show_room(old.room_shown)
        self._column.replaceWidget(old, self._header)
        self._header.lower()
        old.deleteLater()
        self.setWindowTitle(_("Equity Workshop"))

    def show_room(self, shown: bool, size: QSize) -> None:
        """Mark whether the room sees the room screen; the mirror takes its shape."""
        self.header.show_room(shown)
        console = self._pages.get("console")
        if shown and console is not None:
            console.mirror.set_shape(size)

    def show_settings(self, settings: Settings) -> None:
        """Mark the present settings in the menu."""
        self._settings = settings
        self.header.show_settings(settings)

    def run_action(self, action_id: str) -> None:
        """Do an action of the running day, wherever its key was pressed."""
        if action_id == "help":
            self.show_help()
            return
        if action_id == "leave_full_screen" and self._help_shown():
            self.show_help()
            return
        if self._desk is None:
            return
        if action_id == "room_screen":
            self.room_requested.emit()
            return
        if action_id == "undo":
            self._undo()
            return
        everywhere = action_id in EVERYWHERE and self._desk.rundown().running
        if self.current_page != "console" and not everywhere:
            return
        if "console" not in self._pages:
            self._make_page("console")
        self._pages["console"].run(action_id)

    def _undo(self) -> None:
        """Take the last change back, before, during and after the day."""
        if self.current_page == "prepare":
            self._pages["prepare"].undo()
        elif self._desk is not None:
            self._desk.operations.undo()

    def take_key(self, event: QKeyEvent) -> None:
        """Do what a key stands for that was pressed on the room screen."""
        from app.ui.actions import action_for_key

        action_id = action_for_key(event.key(), event.modifiers())
        if action_id in EVERYWHERE or self.current_page == "console":
            self.run_action(action_id)
        elif action_id:
            self.show_page("console")
            self.run_action(action_id)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask once while the day runs; else give the program the chance to finish writing.

        The question is a strip, never a dialog, and a second × answers it: the window cannot be
        kept open against somebody's will, nor against the end of the system's session.
        """
        if self._must_ask():
            event.ignore()
            self._ask_to_close()
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

    def _must_ask(self) -> bool:
        desk = self._desk
        return not (
            self._may_close or desk is None or CLOSING in desk.words or not desk.rundown().running
        )

    def _ask_to_close(self) -> None:
        desk = self._desk
        if desk is None:
            return
        if self.current_page == "help":
            self.show_help()
        desk.say(
            "attention",
            _("The day is running. Close anyway?"),
            CLOSING,
            (
                # The strip is put away before the window and all that is on it goes.
                (_("Close"), lambda: QTimer.singleShot(0, self, self.close)),
                (_("Go on"), lambda: desk.unsaid.emit(CLOSING)),
            ),
            again=self._ask_to_close,
        )

    def settle(self) -> None:
        """Let every field hand over what was typed in it, before the workshop is closed."""
        from app.ui.widgets.draft_text import DraftText

        focused = self.focusWidget()
        if focused is not None:
            focused.clearFocus()
        for words in self.findChildren(DraftText):
            words.settle_now()

    def _on_application_focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        """Keep the focus on the page when what had it is put away, wherever that was.

        Qt hands it to the next in line, which at a page's end is "All workshops": a space bar
        pressed then would leave the day.
        """
        if old is None or new is None or not self.header.isAncestorOf(new):
            return
        put_away = not (old.isVisible() and old.isEnabled())
        if put_away and old.window() is self and not self.header.isAncestorOf(old):
            # Not before the page that comes instead, if one does, is there.
            QTimer.singleShot(0, self, lambda: self._take_focus_back(new))

    def _take_focus_back(self, fallen_on: QWidget) -> None:
        page = self._stack.currentWidget()
        if page is not None and QApplication.focusWidget() is fallen_on:
            page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop_pages(self) -> None:
        if self._desk is not None:
            self._desk.page_requested.disconnect(self.show_page)
            self._desk.changed.disconnect(self._on_desk_changed)
            self._desk.ticked.disconnect(self._on_desk_ticked)
        for widget in (*self._pages.values(), self._home, self._home_help):
            if widget is not None:
                self._stack.removeWidget(widget)
                widget.deleteLater()
        self._pages.clear()
        if self._words is not None:
            self._column.removeWidget(self._words)
            self._words.deleteLater()
            self._words = None
        self._home = self._home_help = None

    def _on_desk_changed(self, changes: "Changes", origin: str) -> None:
        if self._desk is not None and changes.touches(*DAY_TABLES):
            self.header.show_workshop(self._desk.snapshot.workshop.district)
            self.header.show_day(self._desk)

    def _on_desk_ticked(self, now: datetime) -> None:
        second = now.replace(microsecond=0)
        if self._desk is not None and second != self._second:
            self._second = second
            self.header.show_day(self._desk)

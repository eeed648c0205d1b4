"""The room screen itself: a bare full-screen window on the projector that heals by itself."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QScreen
from PySide6.QtWidgets import QApplication, QWidget

from app.domain.workshop import local_time
from app.i18n import _
from app.settings import Settings, load
from app.ui.desk import Desk
from app.ui.room_screen.canvas import RoomCanvas
from app.ui.room_screen.console_place import ConsolePlace
from app.ui.room_screen.displays import Choice, Reason, choose, displays_now, screen_named
from app.ui.room_screen.keys import KeysOfConsole
from app.ui.room_screen.model import room_model
from app.ui.room_screen.taskbar import keep_out_of_taskbar

CHECK_EVERY_TICKS = 5
"""How many ticks of the desk (five a second) pass between two looks at the displays."""

SETTLE_MS = 250
"""Systems announce a new display before it has its size; this long the screen waits."""

WORD_KEY = "room.display"


class RoomScreen(QWidget):
    """The window that the room sees: no frame, no pointer, no tooltip, never a dialog.

    It never covers the console unless one-screen mode is asked for. :meth:`open` says that it is
    wanted; until :meth:`leave` it comes back whenever a display for it is there.

    Signals:
        key_pressed(QKeyEvent): a key for the console's actions (all but Esc, which leaves).
        shown_changed(bool): whether the room sees it now.
        left(): Esc, or closed by the system: it is no longer wanted.
    """

    key_pressed = Signal(object)
    shown_changed = Signal(bool)
    left = Signal()

    def __init__(
        self, desk: Desk, chosen: Settings | None = None, console: QWidget | None = None
    ) -> None:
        """Prepare the window; it shows nothing before :meth:`start` or :meth:`open`.

        ``chosen`` are this laptop's settings. ``console`` is the facilitator's window; without it
        the program's window in front counts as that.
        """
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("room.screen")
        self.setWindowTitle(_("Room screen"))
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self._desk = desk
        self._place = ConsolePlace(console) if console is not None else None
        self._keys = KeysOfConsole(self, console)
        self._chosen = chosen or load(desk.data_dir)
        self._wanted = self._one_screen = self._asked = False
        self._waiting = self._makeshift = False
        self._told: Reason | None = None
        self._ticks = 0
        self.model = room_model(desk)
        self._canvas = RoomCanvas(self.model, self)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.heal)
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.screenAdded.connect(self._on_app_screen_added)
        app.screenRemoved.connect(self._later)
        app.primaryScreenChanged.connect(self._later)
        for screen in QGuiApplication.screens():
            self._watch(screen)
        desk.ticked.connect(self._on_desk_ticked)

    @property
    def wanted(self) -> bool:
        """Tell whether the room screen is to be seen, even if no display is there for it."""
        return self._wanted

    def canvas(self) -> RoomCanvas:
        """Return the widget that paints."""
        return self._canvas

    def start(self) -> None:
        """Come by itself on the day: where a projector is, and never over the console.

        On other days the display beside the laptop belongs to whoever prepares.
        """
        self._waiting = not self._chosen.one_screen
        self._come_on_the_day()

    def open(self, *, one_screen: bool | None = None) -> bool:
        """Show the room screen; tell whether a display was there.

        ``one_screen`` True shows it on the console's own display; None follows the settings.
        """
        self._one_screen = self._chosen.one_screen if one_screen is None else one_screen
        self._asked, self._makeshift = True, False
        self._show()
        return self.isVisible()

    def follow_settings(self, chosen: Settings) -> None:
        """Take new settings at once: another display, no movement, one screen."""
        if chosen.one_screen != self._chosen.one_screen:
            self._one_screen = self._one_screen and chosen.one_screen
            self._makeshift = False
        self._chosen = chosen
        self._set_motion()
        self.heal()

    def _show(self) -> None:
        self._set_motion()
        self._wanted, self._waiting, self._told = True, False, None
        self.heal()

    def _set_motion(self) -> None:
        seen = QGuiApplication.platformName() != "offscreen"
        self._canvas.set_motion(self.may_move and seen)

    @property
    def may_move(self) -> bool:
        """Tell whether the settings allow movement."""
        return not self._chosen.reduced_motion

    def _come_on_the_day(self) -> None:
        if not self._waiting:
            return
        workshop = self._desk.snapshot.workshop
        today = local_time(workshop, self._desk.now()).date() == workshop.date
        if today or self._desk.rundown().running:
            self._show()

    def leave(self) -> None:
        """Take the room screen away; it is no longer wanted. The console says what is seen now."""
        if not self._wanted and not self.isVisible():
            return
        uncovered = self.isVisible() and not self._one_screen
        self._wanted = self._one_screen = self._asked = False
        self._settle.stop()
        self._unsay()
        self._vanish()
        self.left.emit()
        if uncovered:
            self._say_left()

    def _say_left(self) -> None:
        text = _("The room screen is off. The projector shows this laptop’s desktop.")
        back = (_("Show it again"), self._come_back)
        self._desk.say("attention", text, WORD_KEY, (back,), again=self._say_left)

    def _come_back(self) -> None:
        self.open()

    def choice(self) -> Choice:
        """Return the display that the room screen belongs on now."""
        return self._choose(one_screen=self._one_screen)

    def _choose(self, *, one_screen: bool) -> Choice:
        own = self._console_screen()
        name = own.name() if own else ""
        return choose(displays_now(), name, self._chosen.room_screen, one_screen=one_screen)

    def _console_screen(self) -> QScreen | None:
        """Return the display that the facilitator looks at."""
        if self._place is not None:
            return self._place.screen()
        windows = [QApplication.activeWindow(), *QApplication.topLevelWidgets()]
        for window in windows:
            if window is not None and window is not self and window.isVisible():
                return window.screen()
        return QGuiApplication.primaryScreen()

    def heal(self) -> None:
        """Be where the room screen belongs, in full; or nowhere, and say why on the console.

        The console is brought back to its own display first, wanted or not.
        """
        if self._place is not None:
            self._place.look()
        if not self._wanted:
            return
        if self._makeshift and self._choose(one_screen=False).display is not None:
            self._one_screen = self._makeshift = False
        choice = self.choice()
        display = choice.display
        screen = screen_named(display.name, display.geometry) if display else None
        if screen is None:
            self._vanish()
        elif not self.isVisible() or self.screen() is not screen or not self._fills(screen):
            self._fill(screen)
        self._say(choice.reason)

    def _fills(self, screen: QScreen) -> bool:
        return self.geometry() == screen.geometry()

    def _fill(self, screen: QScreen) -> None:
        was = self.isVisible()
        if not self._one_screen:
            self._keys.unrest()
        if was and self.screen() is not screen:
            # Some systems keep a full-screen window where it is until it is an ordinary one.
            self.setWindowState(Qt.WindowState.WindowNoState)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        # Never showFullScreen(): it would take the keys away from whoever is typing on the console.
        self.setWindowState(Qt.WindowState.WindowFullScreen)
        if not was:
            keep_out_of_taskbar(self)
        self.show()
        self.setGeometry(screen.geometry())
        if self._one_screen and QGuiApplication.platformName() != "offscreen":
            self.raise_()
            self.activateWindow()
        if not was:
            self.shown_changed.emit(True)

    def _vanish(self) -> None:
        if self.isVisible():
            self.hide()
            self.shown_changed.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the picture fill the window."""
        super().resizeEvent(event)
        self._canvas.setGeometry(self.rect())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave on Esc; pass every other key to the console."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            self.key_pressed.emit(event)
        event.accept()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is leaving."""
        self._wanted = self._waiting = False
        self._settle.stop()
        super().closeEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        """Show no tooltip here, whatever asks for one; keep no keys that nobody gave."""
        if event.type() is QEvent.Type.WindowActivate:
            self._keys.taken()
        elif event.type() is QEvent.Type.MouseButtonPress:
            self._keys.clicked()
        if event.type() in (QEvent.Type.ToolTip, QEvent.Type.WhatsThis):
            return True
        return super().event(event)

    def _watch(self, screen: QScreen) -> None:
        screen.geometryChanged.connect(self._later)
        screen.physicalDotsPerInchChanged.connect(self._later)
        screen.logicalDotsPerInchChanged.connect(self._later)

    def _later(self, *_args: object) -> None:
        if self.isVisible() and not self._one_screen:
            self._keys.unrest()
        self._settle.start()

    def _on_app_screen_added(self, screen: QScreen) -> None:
        self._watch(screen)
        self._later()

    def _on_desk_ticked(self) -> None:
        """Look after the displays: not every system says when one changed."""
        self._ticks += 1
        if self._ticks % CHECK_EVERY_TICKS == 0:
            self._come_on_the_day()
            self.heal()

    def _say(self, reason: Reason) -> None:
        if reason is self._told or not (self._asked or self._desk.rundown().running):
            return
        self._told = reason
        if reason is Reason.MIRRORED:
            text = _(
                "This laptop shows the same picture on both displays. The room sees your console. "
                "Extend the displays in the system's settings, or use one-screen mode."
            )
        elif reason is Reason.NO_PROJECTOR:
            text = _(
                "No second display is connected. The day goes on. "
                "The room screen comes by itself as soon as a projector is plugged in."
            )
        else:
            self._unsay()
            return
        self._desk.say("attention", text, WORD_KEY, self._ways_out(), again=self._say_again)

    def _say_again(self) -> None:
        told, self._told = self._told, None
        if told is not None:
            self._say(told)

    def _ways_out(self) -> tuple[tuple[str, Callable[[], None]], ...]:
        return ((_("Use this display"), self._use_this_display),)

    def _use_this_display(self) -> None:
        """Cover the console while there is no other way; a projector takes the room screen over."""
        self.open(one_screen=True)
        self._makeshift = True

    def _unsay(self) -> None:
        self._desk.unsaid.emit(WORD_KEY)

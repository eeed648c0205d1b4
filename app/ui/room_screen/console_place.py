"""Where the facilitator's window is: with its display, and whole, however displays come and go."""

import time

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtWidgets import QWidget

from app.ui.room_screen.displays import displays_now, screen_named

UNREST_SECONDS = 2.0
"""After displays changed, systems move windows for so long; only later moves are a person's."""

PATIENCE_SECONDS = 15.0
"""How long a slow system may take to tell how thick a window's frame is, after displays changed."""


class ConsolePlace:
    """Keeps the facilitator's window on its own display.

    Systems leave a window where it was when its display moves or shrinks: it may then lie on the
    projector, under the room screen, or on no display at all. The window belongs to the display
    on which a person last put it, and comes back to it when that display comes back.
    """

    def __init__(self, console: QWidget) -> None:
        """Watch ``console``; :meth:`look` does the rest."""
        self._console = console
        self._seen = displays_now()
        self._frame = console.frameGeometry()
        self._changed_at = time.monotonic() - PATIENCE_SECONDS
        self._home = self._lies_on()

    def screen(self) -> QScreen | None:
        """Return the display that the console belongs on, of those that are there."""
        home = next((display for display in self._seen if display.name == self._home), None)
        found = screen_named(home.name, home.geometry) if home else None
        return found or self._screen_under()

    def look(self) -> None:
        """Bring the console home if displays changed; learn its home where a person moved it."""
        now = displays_now()
        if now != self._seen:
            self._seen = now
            self._changed_at = time.monotonic()
            self._bring_home(again=False)
        elif self._restless():
            self._bring_home(again=True)
        elif self._console.frameGeometry() != self._frame:
            self._home = self._lies_on()
        self._frame = self._console.frameGeometry()

    def _restless(self) -> bool:
        """Tell whether a move may still be the system's: for a while, or until all is in sight."""
        since = time.monotonic() - self._changed_at
        if since < UNREST_SECONDS or since >= PATIENCE_SECONDS:
            return since < UNREST_SECONDS
        screen, frame = self.screen(), self._console.window().frameGeometry()
        if screen is not None and screen.geometry().contains(frame):
            self._changed_at -= PATIENCE_SECONDS
            return False
        return True

    def _bring_home(self, *, again: bool) -> None:
        """Put the window into its display, in full; ``again`` where the system undid that."""
        console, screen = self._console.window(), self.screen()
        if screen is None or not console.isVisible() or console.isMinimized():
            return
        room, frame = screen.availableGeometry() & screen.geometry(), console.frameGeometry()
        if room.isEmpty():
            room = screen.geometry()
        state = console.windowState()
        filled = state & (Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen)
        if room.contains(frame) and not (filled and frame.size() != room.size() and not again):
            return
        if filled:
            console.setWindowState(Qt.WindowState.WindowNoState)
        console.setGeometry(_inside(room, frame, console.geometry()))
        if filled and not again:
            console.setWindowState(state)

    def _lies_on(self) -> str:
        screen = self._screen_under()
        return screen.name() if screen else ""

    def _screen_under(self) -> QScreen | None:
        """Return the display that shows most of the console; the first of those that tie."""
        frame = self._console.window().frameGeometry()
        screens = QGuiApplication.screens()
        most = max(screens, key=lambda screen: _area(screen.geometry() & frame), default=None)
        if most is None or _area(most.geometry() & frame) == 0:
            return QGuiApplication.primaryScreen()
        own = self._console.window().screen()
        tie = _area(own.geometry() & frame) == _area(most.geometry() & frame)
        return own if tie else most


def _area(box: QRect) -> int:
    return max(box.width(), 0) * max(box.height(), 0)


def _inside(room: QRect, frame: QRect, content: QRect) -> QRect:
    """Return where a window's content goes so that its frame lies inside ``room``."""
    left, top = content.left() - frame.left(), content.top() - frame.top()
    beside, over = frame.width() - content.width(), frame.height() - content.height()
    width = min(content.width(), room.width() - beside)
    height = min(content.height(), room.height() - over)
    x = max(room.left(), min(frame.left(), room.right() + 1 - width - beside))
    y = max(room.top(), min(frame.top(), room.bottom() + 1 - height - over))
    return QRect(QPoint(x + left, y + top), QPoint(x + left + width - 1, y + top + height - 1))

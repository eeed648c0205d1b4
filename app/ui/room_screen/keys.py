"""Whose the keys are: a room screen that comes, moves or grows leaves them on the console."""

import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QApplication, QWidget

GRACE_SECONDS = 2.0
"""After displays changed or it was put in place, only a click gives it the keys for so long."""

CLICK_MS = 200
"""With the pointer on it, so long a click is waited for: systems give the keys before they tell."""


class KeysOfConsole:
    """Gives the keys back to the facilitator's window where a system moved them uninvited.

    Some window managers (openbox among them) hand the keys to any window that fills a display,
    whatever the window asked for.
    """

    def __init__(self, room: QWidget, console: QWidget | None) -> None:
        """Look after ``room``; ``console`` is the facilitator's window, where one is known."""
        self._room, self._console = room, console
        self._unrest_at = time.monotonic() - GRACE_SECONDS
        self._uninvited = False
        self._wait = QTimer(room)
        self._wait.setSingleShot(True)
        self._wait.setInterval(CLICK_MS)
        self._wait.timeout.connect(self._give_back)

    def unrest(self) -> None:
        """Note that displays change, or that the room screen is about to be put in place."""
        if self._console is not None and QApplication.activeWindow() is self._console.window():
            self._uninvited = True
        elif time.monotonic() - self._unrest_at >= GRACE_SECONDS:
            self._uninvited = False
        self._unrest_at = time.monotonic()

    def clicked(self) -> None:
        """Note that a person clicked into the room screen: they mean it."""
        self._uninvited = False

    def taken(self) -> None:
        """Give the keys back if the room screen got them now without being asked."""
        if self._room.geometry().contains(QCursor.pos()):
            self._wait.start()
        else:
            self._give_back()

    def _give_back(self) -> None:
        recent = time.monotonic() - self._unrest_at < GRACE_SECONDS
        if self._console is not None and self._uninvited and recent:
            self._console.window().activateWindow()

"""Keeping the display awake while the day runs: a dark projector would look like a fault.

Each system is asked in its own way; where none answers, the day goes on all the same.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from app.bootstrap.session_bus import session_bus_is_there
from app.domain.changes import Changes
from app.ui.desk import Desk

WHO, WHY = "Equity Workshop", "A workshop is running"
_BUS_NAME = "equity-workshop-awake"
_CONTINUOUS, _SYSTEM, _DISPLAY = 0x80000000, 0x1, 0x2


class Way(StrEnum):
    """How the display is kept awake."""

    WINDOWS = "SetThreadExecutionState"
    CAFFEINATE = "caffeinate"
    SCREEN_SAVER = "org.freedesktop.ScreenSaver"
    LOGIN_SERVICE = "systemd-inhibit"
    NONE = ""


def ways() -> list[Way]:
    """Return what this system seems to offer, the best first."""
    if sys.platform == "win32":
        return [Way.WINDOWS]
    if sys.platform == "darwin":
        return [Way.CAFFEINATE] if shutil.which("caffeinate") else []
    found = []
    if session_bus_is_there():
        found.append(Way.SCREEN_SAVER)
    if shutil.which("systemd-inhibit") and Path("/run/systemd/seats").exists():
        found.append(Way.LOGIN_SERVICE)
    return found


class Awake(QObject):
    """Holds the display awake between :meth:`hold` and :meth:`release`; both may be repeated."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Hold nothing yet."""
        super().__init__(parent)
        self._held: list[Way] = []
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def held(self) -> tuple[Way, ...]:
        """Return in which ways the display is kept awake at present."""
        return tuple(self._held)

    def hold(self) -> None:
        """Keep the display awake, in every way that the system offers."""
        if not self._held:
            self._held = [way for way in ways() if self._begin(way)]

    def release(self) -> None:
        """Let the display sleep as the system wishes."""
        held, self._held = self._held, []
        if Way.WINDOWS in held:
            _tell_windows(_CONTINUOUS)
        if Way.SCREEN_SAVER in held:
            from PySide6.QtDBus import QDBusConnection

            # What was asked for ends with the connection that asked.
            QDBusConnection.disconnectFromBus(_BUS_NAME)
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

    def _begin(self, way: Way) -> bool:
        if way is Way.WINDOWS:
            return _tell_windows(_CONTINUOUS | _SYSTEM | _DISPLAY)
        if way is Way.SCREEN_SAVER:
            return _ask_screen_saver()
        command = {
            Way.CAFFEINATE: ["caffeinate", "-d", "-i", "-w", str(os.getpid())],
            Way.LOGIN_SERVICE: [
                "systemd-inhibit", "--what=idle:sleep", f"--who={WHO}", f"--why={WHY}",
                "tail", f"--pid={os.getpid()}", "-f", "/dev/null",
            ],
        }[way]  # fmt: skip
        nothing = subprocess.DEVNULL
        try:
            self._process = subprocess.Popen(command, stdin=nothing, stdout=nothing, stderr=nothing)
        except OSError:
            return False
        return True


def _tell_windows(state: int) -> bool:
    windll = getattr(ctypes, "windll", None)
    return windll is not None and bool(windll.kernel32.SetThreadExecutionState(state))


def _ask_screen_saver() -> bool:
    try:
        from PySide6.QtDBus import QDBusConnection, QDBusMessage
    except ImportError:  # some packages of Qt come without it
        return False
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS_NAME)
    if not bus.isConnected():
        return False
    name = Way.SCREEN_SAVER.value
    asked = QDBusMessage.createMethodCall(name, "/org/freedesktop/ScreenSaver", name, "Inhibit")
    asked.setArguments([WHO, WHY])
    # Nobody waits for the answer: a service that hangs must not stop the window.
    return bool(bus.send(asked))


class AwakeKeeper(QObject):
    """Keeps the display awake while one workshop's day runs or its room screen is shown."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Watch a workshop; without a display there is nothing to keep awake."""
        super().__init__(parent)
        self.awake = Awake(self)
        self._desk = desk
        self._room_shown = False
        self._real = QGuiApplication.platformName() not in ("offscreen", "minimal", "vnc")
        desk.changed.connect(self._on_desk_changed)
        self._follow()

    def show_room(self, shown: bool) -> None:
        """Note whether the room screen is shown."""
        self._room_shown = shown
        self._follow()

    def end(self) -> None:
        """Let go."""
        self._desk.changed.disconnect(self._on_desk_changed)
        self.awake.release()

    def _on_desk_changed(self, changes: Changes, origin: str) -> None:
        if changes.touches("clock_events"):
            self._follow()

    def _follow(self) -> None:
        if self._real and (self._room_shown or self._desk.rundown().running):
            self.awake.hold()
        else:
            self.awake.release()

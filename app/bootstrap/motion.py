"""Whether the system was asked to show little movement.

Read beside the window's thread, and again whenever the program comes to the front: whoever changes
the system's settings leaves it for them. A system that does not answer wishes nothing.
"""

import ctypes
import subprocess
import sys
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from app.bootstrap.session_bus import session_bus_is_there
from app.ui.background import Background

ANSWER_MS = 1_000
"""How long the desktop may take for an answer."""

_BUS_NAME = "equity-workshop-motion"
_PORTAL = "org.freedesktop.portal.Desktop"
_PLACE = "/org/freedesktop/portal/desktop"
_SETTINGS = "org.freedesktop.portal.Settings"
_READINGS = ("ReadOne", "Read")
"""The portal's ways to read one setting, the newer one first."""

_UNKNOWN = "org.freedesktop.DBus.Error.UnknownMethod"

_WINDOWS_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION: "Show animations in Windows"."""


class MotionWatch(QObject):
    """Follows the system's wish.

    Signals:
        told(bool): whether the system wishes as little movement as can be; sent when it changed.
    """

    told = Signal(bool)

    def __init__(self, parent: QObject | None = None) -> None:
        """Take it that movement is welcome."""
        super().__init__(parent)
        self.still = False
        self._background = Background(self)
        self._background.done.connect(self._on_background_done)

    def start(self) -> None:
        """Ask now, and whenever the program comes to the front."""
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_application_state_changed)
        self.ask()

    def ask(self) -> None:
        """Ask the system; ``told`` says if the answer is another than before."""
        if not self._background.busy:
            self._background.start(stillness_wished)

    def _on_application_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self.ask()

    def _on_background_done(self, wished: object, _error: object) -> None:
        if bool(wished) != self.still:
            self.still = bool(wished)
            self.told.emit(self.still)


def stillness_wished() -> bool | None:
    """Return whether the system wishes little movement; None where it does not say.

    Takes up to ``ANSWER_MS`` for each question: not for the window's thread.
    """
    if sys.platform == "win32":
        return _ask_windows()
    if sys.platform == "darwin":
        return _ask_mac()
    return _ask_desktop() if session_bus_is_there() else None


def _ask_windows() -> bool | None:
    windll = getattr(ctypes, "windll", None)
    shown = ctypes.c_int(1)
    if windll is None or not windll.user32.SystemParametersInfoW(
        _WINDOWS_ANIMATION, 0, ctypes.byref(shown), 0
    ):
        return None
    return not shown.value


def _ask_mac() -> bool | None:
    command = ["defaults", "read", "com.apple.universalaccess", "reduceMotion"]
    try:
        said = subprocess.run(
            command, capture_output=True, text=True, timeout=ANSWER_MS / 1000, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return said.stdout.strip() == "1" if said.returncode == 0 else None


def _ask_desktop() -> bool | None:
    """Ask the desktop's portal: for its own setting, else for GNOME's older one."""
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:  # some packages of Qt come without it
        return None
    bus = QDBusConnection.connectToBus(QDBusConnection.BusType.SessionBus, _BUS_NAME)
    try:
        if not bus.isConnected():
            return None
        reduced = _read(bus, "org.freedesktop.appearance", "reduced-motion")
        if reduced is not None:
            return bool(reduced)
        animated = _read(bus, "org.gnome.desktop.interface", "enable-animations")
        return None if animated is None else not animated
    finally:
        del bus
        QDBusConnection.disconnectFromBus(_BUS_NAME)


def _read(bus: Any, namespace: str, key: str) -> int | bool | None:
    """Return a setting of the desktop, or None where it is not known."""
    from PySide6.QtDBus import QDBus, QDBusMessage

    for reading in _READINGS:
        asked = QDBusMessage.createMethodCall(_PORTAL, _PLACE, _SETTINGS, reading)
        asked.setArguments([namespace, key])
        answer = bus.call(asked, QDBus.CallMode.Block, ANSWER_MS)
        if answer.type() == QDBusMessage.MessageType.ReplyMessage and answer.arguments():
            value = answer.arguments()[0]
            while hasattr(value, "variant"):  # the older way wraps it twice
                value = value.variant()
            return value if isinstance(value, int) else None
        if answer.errorName() != _UNKNOWN:  # nobody there, no answer, or no such setting
            return None
    return None

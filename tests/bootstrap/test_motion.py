"""Who asked the system for little movement gets it here, too, unless they chose otherwise."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import motion
from app.bootstrap.motion import MotionWatch
from app.bootstrap.program import Program
from app.services import library
from app.settings import Settings, load, save
from app.steady import SimulatedClock
from app.ui.widgets.button import IconButton
from tests.workshops import NOON

ROOT = Path(__file__).resolve().parents[2]
DESKTOP = """
import json, sys
from PySide6.QtCore import QCoreApplication
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusVariant, QDBusVirtualObject

METHODS, KNOWN = json.loads(sys.argv[1])

class Portal(QDBusVirtualObject):
    def introspect(self, path):
        return ""
    def handleMessage(self, message, connection):
        method, (namespace, key) = message.member(), message.arguments()
        if method not in METHODS:
            reply = message.createErrorReply(
                "org.freedesktop.DBus.Error.UnknownMethod", "no such method")
        elif key not in KNOWN:
            reply = message.createErrorReply("org.freedesktop.portal.Error.NotFound", key)
        else:
            value = QDBusVariant(KNOWN[key])
            reply = message.createReply(QDBusVariant(value) if method == "Read" else value)
        connection.send(reply)
        return True

app = QCoreApplication(sys.argv)
bus, portal = QDBusConnection.sessionBus(), Portal()
bus.registerVirtualObject("/org/freedesktop/portal/desktop", portal)
print("there", bus.registerService("org.freedesktop.portal.Desktop"), flush=True)
app.exec()
"""
ASKING = """
import subprocess, sys
from PySide6.QtCore import QCoreApplication
command = [sys.executable, "-c", sys.argv[1], sys.argv[2]]
service = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
print(service.stdout.readline(), end="", flush=True)
from PySide6.QtCore import QTimer
from app.bootstrap.motion import MotionWatch, stillness_wished
app = QCoreApplication(sys.argv)
print(stillness_wished(), flush=True)
watch = MotionWatch()
watch.told.connect(lambda still: (print("told", still, flush=True), app.quit()))
watch._background.done.connect(lambda *_: QTimer.singleShot(0, app.quit))
watch.ask()
app.exec()
service.kill()
service.wait()
"""


def asked(desktop: str) -> list[str]:
    """Return what a real desktop bus with such a portal on it is understood to wish."""
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", ASKING, DESKTOP, desktop],
        cwd=ROOT, env=dict(os.environ), capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux session bus")
@pytest.mark.parametrize(
    ("desktop", "wished"),
    [
        ('[["ReadOne", "Read"], {"reduced-motion": 1}]', True),
        ('[["ReadOne"], {"reduced-motion": 0, "enable-animations": false}]', False),
        ('[["Read"], {"enable-animations": false}]', True),
        ('[["ReadOne"], {"enable-animations": true}]', False),
        ('[["ReadOne", "Read"], {}]', None),
        ("[[], {}]", None),
    ],
    ids=["reduced", "own setting first", "older GNOME", "animated", "says nothing", "no settings"],
)
def test_the_desktop_s_portal_is_asked(desktop: str, wished: bool | None) -> None:
    there, answer, *told = asked(desktop)
    assert there == "there True"
    assert answer == str(wished)
    assert told == (["told True"] if wished else [])


def test_no_bus_is_asked_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.delitem(sys.modules, "PySide6.QtDBus", raising=False)
    assert motion.stillness_wished() is None
    assert "PySide6.QtDBus" not in sys.modules


@pytest.mark.parametrize(("said", "wished"), [("1", True), ("0", False), ("", None)])
def test_a_mac_is_asked_for_its_own_setting(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, said: str, wished: bool | None
) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    program = tmp_path / "defaults"
    program.write_text(f"#!/bin/sh\n[ -n '{said}' ] && echo '{said}'\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    assert motion.stillness_wished() is wished
    program.unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    assert motion.stillness_wished() is None


def test_windows_without_an_answer_wishes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")
    assert motion.stillness_wished() in (None, False, True)


def test_it_asks_again_when_the_program_comes_to_the_front(
    qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = iter([True, True, None])
    monkeypatch.setattr(motion, "stillness_wished", lambda: next(wishes))
    watch = MotionWatch()
    with qtbot.waitSignal(watch.told) as told:
        watch.start()
    assert told.args == [True]
    with qtbot.assertNotEmitted(watch.told), qtbot.waitSignal(watch._background.done):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    with qtbot.waitSignal(watch.told) as told:
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert told.args == [False]
    watch.deleteLater()


def test_the_system_s_wish_holds_until_the_person_chooses(
    qapp: QApplication, qtbot: QtBot, data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(motion, "stillness_wished", lambda: True)
    save(data_dir, Settings(language="en", theme="light"))
    path = library.create_workshop(
        data_dir, district="Riverbend", day=NOON.date(), now=NOON, languages=("en",)
    )
    program = Program(qapp, data_dir, SimulatedClock(NOON))
    program.window.show()
    program.open_workshop(path)
    assert program.day is not None
    room = program.day.room

    def shown() -> bool:
        menu = program.window.findChild(IconButton, "header.look").menu()
        return next(one for one in menu.actions() if one.text() == "No movement").isChecked()

    assert (room.may_move, shown()) == (True, False)
    program.watch_motion()
    qtbot.waitUntil(lambda: (room.may_move, shown()) == (False, True))
    assert not load(data_dir).reduced_motion, "the system's wish is not this person's choice"
    program.change_setting("reduced_motion", False)
    qapp.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert (room.may_move, shown()) == (True, False)
    assert load(data_dir).under(True) == load(data_dir), "chosen for good"
    program.quit()
    program.window.deleteLater()
    program.deleteLater()
    qapp.processEvents()


def test_no_movement_that_was_chosen_needs_no_system() -> None:
    assert Settings(reduced_motion=True).under(False).reduced_motion
    assert Settings(reduced_motion=True, motion_chosen=True).under(False).reduced_motion
    assert not Settings().under(False).reduced_motion

"""The display stays awake while the day runs, where the system can be asked, and never else."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap import awake
from app.bootstrap.awake import Awake, Way

ROOT = Path(__file__).resolve().parents[2]
SERVICE = """
import sys
from PySide6.QtCore import QCoreApplication, QObject, ClassInfo, Slot
from PySide6.QtDBus import QDBusConnection
@ClassInfo({"D-Bus Interface": "org.freedesktop.ScreenSaver"})
class Saver(QObject):
    @Slot(str, str, result=int)
    def Inhibit(self, who, why):
        print("asked", who, why, flush=True)
        return 7
app = QCoreApplication(sys.argv)
SLOTS = QDBusConnection.RegisterOption.ExportAllSlots
saver = Saver()
bus = QDBusConnection.sessionBus()
slots = QDBusConnection.RegisterOption.ExportAllSlots
bus.registerObject("/org/freedesktop/ScreenSaver", saver, slots)
print("there", bus.registerService("org.freedesktop.ScreenSaver"), flush=True)
app.exec()
"""
ASKING = """
import subprocess, sys, time
from PySide6.QtCore import QCoreApplication, QTimer
from app.bootstrap.awake import Awake
service = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdout=subprocess.PIPE, text=True)
print(service.stdout.readline(), end="", flush=True)
app = QCoreApplication(sys.argv)
one = Awake()
one.hold()
one.hold()
print(list(one.held), flush=True)
print(service.stdout.readline(), end="", flush=True)
one.release()
print(list(one.held), flush=True)
service.kill()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux session bus")
def test_the_session_s_screen_saver_is_asked_once_and_let_go(tmp_path: Path) -> None:
    done = subprocess.run(
        ["dbus-run-session", "--", sys.executable, "-c", ASKING, SERVICE],
        cwd=ROOT, env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    lines = done.stdout.splitlines()
    assert lines[0] == "there True", done.stderr
    assert "Way.SCREEN_SAVER" in lines[1]
    assert lines[2] == "asked Equity Workshop A workshop is running"
    assert lines[3] == "[]"


def test_a_system_that_offers_nothing_is_no_failure(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(awake, "ways", list)
    one = Awake()
    one.hold()
    assert one.held == ()
    one.release()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs a program of that name")
def test_a_helper_program_ends_when_it_is_let_go(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    helper = tmp_path / "systemd-inhibit"
    helper.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 60\n")
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setattr(awake, "ways", lambda: [Way.LOGIN_SERVICE])
    one = Awake()
    one.hold()
    assert one.held == (Way.LOGIN_SERVICE,)
    deadline = time.monotonic() + 60
    while not ((tmp_path / "pid").exists() and (tmp_path / "pid").read_text().strip()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    number = int((tmp_path / "pid").read_text())
    os.kill(number, 0)
    one.release()
    with pytest.raises(ProcessLookupError):
        os.kill(number, 0)


def test_no_bus_is_asked_where_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS", raising=False)
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    assert Way.SCREEN_SAVER not in awake.ways()

"""The real program in a process of its own, on a real display, that does what it is told.

``python -m tests.day.distant DATA_DIR`` runs the program as its command does, with a played
laptop's clocks: the first line says which, and where its chapters are. Each further line is JSON: a
chapter's name (a function of :mod:`tests.day.eventful`, or of the module that was said) and what it
is given; each is answered with one line, its result or what went wrong. Whoever started it may kill
it whenever they like.
"""

import importlib
import json
import os
import sys
import time
import traceback
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QObject, QSocketNotifier, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app import bootstrap
from app.bootstrap import program as program_module
from app.bootstrap.application import build_application
from tests.day.facilitator import WAIT_MS, Facilitator, forbid_dialogs
from tests.day.room_clock import RoomClock
from tests.laptop import Laptop

LONGEST_STEP_SECONDS = 90.0
"""A tick that comes two minutes late would count as sleep."""


class Bot:
    """The part of pytest-qt's robot that a facilitator's hands need."""

    mouseClick = staticmethod(QTest.mouseClick)  # noqa: N815 - pytest-qt's names
    keyClick = staticmethod(QTest.keyClick)  # noqa: N815

    def keyClicks(self, widget: QWidget, letters: str) -> None:
        """Type; Qt's own hands end the process at a letter that is not ASCII."""
        for letter in letters:
            if letter.isascii():
                QTest.keyClick(widget, letter)
            else:
                stroke = QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(widget, stroke)

    def waitUntil(self, until: Callable[[], bool], *, timeout: int = WAIT_MS) -> None:
        deadline = time.monotonic() + timeout / 1000
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError("it never came to that")
            QApplication.processEvents()
            time.sleep(0.005)


class DistantFacilitator(Facilitator):
    """Works the program with a laptop whose clocks are played."""

    def __init__(self, program: Any, laptop: Laptop | RoomClock) -> None:
        super().__init__(program, laptop, Bot())  # type: ignore[arg-type]
        self.laptop = laptop

    def find(self, name: str, kind: Any = QWidget) -> Any:
        """Bring the window to the front before it is worked: an X server alone does not do that."""
        self.come_to_front()
        return super().find(name, kind)

    def key(self, *pressed: Any) -> None:
        self.come_to_front()
        super().key(*pressed)

    def come_to_front(self) -> None:
        if not self.window.isActiveWindow():
            super().come_to_front()

    def settle(self) -> None:
        """Wait until everything is kept: on a full disk, that is beside the file."""
        for _turn in range(2):
            QApplication.processEvents()
            if self.program.day is not None:
                assert self.day.operations.flush() or self.day.operations.durable
            QApplication.processEvents()
        assert QApplication.activeModalWidget() is None, "a dialog stands in the way"
        if self.program.day is not None:
            self.day.desk.tick()
            self.watch_the_room()

    def pass_time(self, minutes: float) -> None:
        left = minutes * 60
        while left > 0:
            step = min(LONGEST_STEP_SECONDS, left)
            self.laptop.live(step)
            left -= step
            self.day.desk.tick()
        self.settle()


class Door(QObject):
    """Reads what is to be done, lets ``act`` do it by its name, and answers."""

    def __init__(self, act: Callable[..., Any]) -> None:
        super().__init__()
        self._act, self._unread = act, b""
        self._reader = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._reader.activated.connect(self._on_reader_activated)

    def _on_reader_activated(self) -> None:
        found = os.read(0, 65536)
        if not found:
            os._exit(1)  # whoever told this process what to do is gone
        *lines, self._unread = (self._unread + found).split(b"\n")
        for line in lines:
            try:
                answer(told=self._act(*json.loads(line)))
            except Exception:  # noqa: BLE001 - told to the test, which fails
                answer(wrong=traceback.format_exc())


def answer(**said: Any) -> None:
    os.write(1, json.dumps(said, default=str).encode() + b"\n")


def laptop_of(order: dict[str, Any]) -> Laptop | RoomClock:
    """Return a laptop with clocks of its own, or one that shares the time of its venue."""
    if "clock" in order:
        return RoomClock(Path(order["clock"]))
    laptop = Laptop(datetime.fromisoformat(order["begin"]))
    laptop.real, laptop.set_by = order["real"], order["set_by"]
    return laptop


def run(data_dir: Path, order: dict[str, Any]) -> int:
    """Run the program until it is closed, doing what comes in; return its exit code."""
    laptop = laptop_of(order)
    chapters = importlib.import_module(order.get("chapters", "tests.day.eventful"))
    build_application()
    doors = []

    class Watched(program_module.Program):
        def start(self) -> None:
            super().start()
            one = DistantFacilitator(self, laptop)
            doors.append(Door(lambda name, *given: getattr(chapters, name)(one, *given)))
            answer(told="started")

    program_module.Program = Watched  # type: ignore[misc]
    with pytest.MonkeyPatch.context() as monkeypatch:
        forbid_dialogs(monkeypatch)
        return bootstrap.run(data_dir, laptop.clock())


def main() -> int:
    order = json.loads(sys.stdin.buffer.raw.readline())  # type: ignore[attr-defined]
    return run(Path(sys.argv[1]), order)


if __name__ == "__main__":
    sys.exit(main())

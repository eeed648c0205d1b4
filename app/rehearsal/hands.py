"""Hands and eyes of the rehearsal: press real controls, let simulated time pass, take pictures."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.out_folder import write_file
from app.bootstrap.program import Program
from app.domain.scenes import Scene
from app.rehearsal.checks import Check
from app.rehearsal.laptop import RehearsedLaptop
from app.rehearsal.sheet_hands import MissingControlError, SheetHands
from app.ui.desk import Desk

ROOM = QSize(1920, 1080)
CONSOLE = QSize(1366, 768)
STEP_SECONDS = 30.0
"""How much simulated time passes between two ticks."""

PATIENCE_SECONDS = 2.0
"""How long a picture waits for the room screen to follow."""

HEARD_SECONDS = 4.0
"""How long a picture of the console waits for signs of life."""

TOLD_SECONDS = 0.4
"""After that long the console's rows show how stations are heard."""

LONGEST_SECONDS = 60.0
"""How long anything may take that is waited for."""


class Hands(SheetHands):
    """Works the facilitator's real windows.

    Attributes:
        program: the program.
        scenes: every scene that was photographed, in order.
        checks: what was looked at on the way, for the go / no-go sheet.
        all_heard: tells whether every station that can be heard was, just now.

    """

    def __init__(self, program: Program, laptop: RehearsedLaptop, out: Path) -> None:
        """Work ``program``, which runs on ``laptop``; pictures go to ``out``."""
        self.program, self.laptop, self.out = program, laptop, out
        self.scenes: list[Scene] = []
        self.checks: list[Check] = []
        self.consoles = 0
        self.all_heard: Callable[[], bool] = lambda: True

    @property
    def day(self) -> OpenWorkshop:
        """Return the open workshop."""
        if self.program.day is None:
            raise MissingControlError("no workshop is open")
        return self.program.day

    @property
    def desk(self) -> Desk:
        """Return the open workshop's desk."""
        return self.day.desk

    @property
    def window(self) -> QWidget:
        """Return the main window."""
        return self.program.window

    def open_sheet(self, group_id: str, dimension_id: str) -> None:
        """Show a group's sheet for a dimension."""
        self.go(f"score:{group_id}/{dimension_id}")

    def settle(self) -> None:
        """Wait until everything is on the disk and every view has seen it."""
        if self.program.day is None:  # at Home
            QApplication.processEvents()
        else:
            super().settle()

    def look(self) -> None:
        """Let the window live for a moment."""
        if self.program.day is not None:
            self.desk.tick()
        QApplication.processEvents()

    def wait(self, until: Callable[[], bool], what: str) -> None:
        """Let the window live until something is so.

        Raises:
            TimeoutError: naming ``what`` never came.

        """
        deadline = time.monotonic() + LONGEST_SECONDS
        while not until():
            if time.monotonic() > deadline:
                raise TimeoutError(f"{what} never came")
            self.look()
            time.sleep(0.01)

    def move_to(self, program: Program, laptop: RehearsedLaptop) -> None:
        """Work at another laptop from now on."""
        self.program, self.laptop = program, laptop

    def go(self, page: str) -> None:
        """Show a page of the main window."""
        self.program.window.show_page(page)
        self.settle()

    def pass_time(self, minutes: float) -> None:
        """Let simulated time pass, tick by tick."""
        left = minutes * 60
        while left > 0:
            step = min(STEP_SECONDS, left)
            self.laptop.advance(seconds=step)
            left -= step
            self.desk.tick()
            QApplication.processEvents()

    def photograph_room(self, *, again: bool = False) -> None:
        """Keep a picture of what the room sees, once per scene unless ``again``."""
        self.settle()
        self._let_the_room_follow()
        scene = self.day.room.model.scene
        if scene in self.scenes and not again:
            return
        self.scenes.append(scene)
        picture = self.day.room.canvas().picture(ROOM)
        self._keep(picture.toImage(), f"room-{len(self.scenes):02d}-{scene.value}.png")

    def _let_the_room_follow(self) -> None:
        """Wait until the room screen, which repaints a few times a second, shows what it should."""
        patience = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < patience:
            self.desk.tick()
            QApplication.processEvents()
            wanted = self.desk.snapshot.shown(self.desk.rundown())
            model = self.day.room.model
            if model.context.snapshot is self.desk.snapshot and model.context.shown == wanted:
                return
            time.sleep(0.01)

    def photograph_console(self) -> None:
        """Keep a picture of the facilitator's window, once every station was heard again.

        Rehearsed minutes pass in a moment, in which no station can give a sign of life.
        """
        self.settle()
        patience = time.monotonic() + HEARD_SECONDS
        if not self.all_heard():
            while not self.all_heard() and time.monotonic() < patience:
                self.look()
                time.sleep(0.01)
            shown = time.monotonic() + TOLD_SECONDS
            while time.monotonic() < shown:
                self.look()
                time.sleep(0.01)
        self.desk.tick()
        QApplication.processEvents()
        self.consoles += 1
        self.program.window.resize(CONSOLE)
        self._keep(self.program.window.grab().toImage(), f"console-{self.consoles:02d}.png")

    def _keep(self, picture: QImage, name: str) -> None:
        # Made in memory first: where the disk is full, the picture's library prints lines of its
        # own and leaves an empty file.
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        QImageWriter(buffer, b"png").write(picture)
        write_file(self.out / name, bytes(buffer.data().data()))

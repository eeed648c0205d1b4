"""Hands and eyes of the rehearsal: press real controls, let simulated time pass, take pictures."""

import time
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QImage, QImageWriter
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.out_folder import write_file
from app.bootstrap.program import Program
from app.domain.commands import Command
from app.domain.scenes import Scene
from app.rehearsal.checks import Check
from app.rehearsal.laptop import RehearsedLaptop
from app.ui.desk import Desk

ROOM = QSize(1920, 1080)
CONSOLE = QSize(1366, 768)
STEP_SECONDS = 30.0
"""How much simulated time passes between two ticks."""

PATIENCE_SECONDS = 2.0
"""How long a picture waits for the room screen to follow."""

W = TypeVar("W", bound=QWidget)


class MissingControlError(LookupError):
    """A control that the rehearsal needs is not on the screen, or cannot be pressed."""


class Hands:
    """Works the real windows.

    Attributes:
        program: the program.
        scenes: every scene that was photographed, in order.
        checks: what was looked at on the way, for the go / no-go sheet.

    """

    def __init__(self, program: Program, laptop: RehearsedLaptop, out: Path) -> None:
        """Work ``program``, which runs on ``laptop``; pictures go to ``out``."""
        self.program, self.laptop, self.out = program, laptop, out
        self.scenes: list[Scene] = []
        self.checks: list[Check] = []
        self.consoles = 0

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

    def settle(self) -> None:
        """Wait until everything is on the disk and every view has seen it."""
        for _turn in range(2):
            QApplication.processEvents()
            self.day.operations.flush()
            QApplication.processEvents()

    def find(self, kind: type[W], name: str) -> W:
        """Return a visible control of the main window.

        Raises:
            MissingControlError: where there is none.

        """
        for found in self.program.window.findChildren(kind, name):
            if found.isVisible():
                return found
        raise MissingControlError(name)

    def shown(self, kind: type[QWidget], name: str) -> bool:
        """Tell whether a control is visible and enabled."""
        return any(
            found.isVisible() and found.isEnabled()
            for found in self.program.window.findChildren(kind, name)
        )

    def press(self, name: str) -> None:
        """Press a button.

        Raises:
            MissingControlError: where it is not there, or not enabled.

        """
        button = self.find(QAbstractButton, name)
        if not button.isEnabled():
            raise MissingControlError(f"{name} cannot be pressed now")
        button.click()
        self.settle()

    def go(self, page: str) -> None:
        """Show a page of the main window."""
        self.program.window.show_page(page)
        self.settle()

    def do(self, *commands: Command) -> None:
        """Submit commands, as controls do, and wait for them."""
        for command in commands:
            self.desk.submit(command, "rehearsal")
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
        """Keep a picture of the facilitator's window."""
        self.settle()
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

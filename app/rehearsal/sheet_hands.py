"""What the hands of the facilitator and of a note-taker have in common: one window with a sheet."""

from abc import ABC, abstractmethod
from typing import TypeVar

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.domain.commands import Command
from app.ui.desk import Desk

W = TypeVar("W", bound=QWidget)


class MissingControlError(LookupError):
    """A control that the rehearsal needs is not on the screen, or cannot be pressed."""


class SheetHands(ABC):
    """Works a real window: finds its visible controls and presses them."""

    @property
    @abstractmethod
    def window(self) -> QWidget:
        """Return the window."""

    @property
    @abstractmethod
    def desk(self) -> Desk:
        """Return the desk of what is open in it."""

    @abstractmethod
    def open_sheet(self, group_id: str, dimension_id: str) -> None:
        """Show a group's sheet for a dimension."""

    def settle(self) -> None:
        """Wait until everything is on the disk and every view has seen it."""
        for _turn in range(2):
            QApplication.processEvents()
            self.desk.operations.flush()
            QApplication.processEvents()

    def find(self, kind: type[W], name: str) -> W:
        """Return a visible control of the window.

        Raises:
            MissingControlError: where there is none.

        """
        for found in self.window.findChildren(kind, name):
            if found.isVisible():
                return found
        raise MissingControlError(name)

    def shown(self, kind: type[QWidget], name: str) -> bool:
        """Tell whether a control is visible and enabled."""
        return any(
            found.isVisible() and found.isEnabled()
            for found in self.window.findChildren(kind, name)
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

    def do(self, *commands: Command) -> None:
        """Submit commands, as controls do, and wait for them."""
        for command in commands:
            self.desk.submit(command, "rehearsal")
        self.settle()

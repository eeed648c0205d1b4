"""Hands on the preparation's pages: find a control by its name, type, press, save."""

import time
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QWidget

from app.ui.desk import Desk
from app.ui.prepare.words_field import WordsField
from app.ui.under_way import UnderWay

W = TypeVar("W", bound=QWidget)


class Hands:
    """One person at one view."""

    def __init__(self, desk: Desk, view: QWidget) -> None:
        self.desk, self.view = desk, view

    def find(self, name: str, kind: type[W] = QWidget) -> W:
        found = self.view.findChild(kind, name)
        assert found is not None, f"there is no {name}"
        return found

    def saved(self) -> None:
        """Let everything be stored and shown."""
        assert self.desk.operations.flush()
        QApplication.processEvents()

    def press(self, name: str) -> None:
        button = self.find(name, QAbstractButton)
        assert button.isEnabled(), f"{name} cannot be pressed"
        button.click()
        self.rest()
        self.saved()

    def rest(self) -> None:
        """Wait until nothing is under way beside the window."""
        deadline = time.monotonic() + 60
        while any(strip.busy for strip in self.view.findChildren(UnderWay)):
            assert time.monotonic() < deadline
            QApplication.processEvents()

    def write(self, name: str, words: str) -> WordsField:
        """Replace a field's words and leave it."""
        field = self.find(name, WordsField)
        field.selectAll()
        if words.isascii() and words:
            QTest.keyClicks(field, words)
        elif words:
            field.insertPlainText(words)
        else:
            QTest.keyClick(field, Qt.Key.Key_Delete)
        field.finish()
        self.saved()
        return field

    def enter(self, name: str, words: str) -> None:
        """Type into an entry line and press Enter."""
        line = self.find(f"{name}.line", QLineEdit)
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
        self.saved()

    def undo(self) -> None:
        assert self.desk.operations.undo()
        self.saved()

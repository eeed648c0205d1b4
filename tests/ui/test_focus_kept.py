"""The keys stay with what somebody pressed: nothing else gets them that would be written over."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.settings import Settings, save
from app.steady import SimulatedClock
from tests import pictures


@pytest.fixture
def program(qapp: QApplication, data_dir: Path) -> Iterator[Program]:
    """Return the real program with a workshop's groups open."""
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(pictures.day_data.START))
    made.window.show()
    path, _now = pictures.build(data_dir, "normal", pictures.BEFORE)
    pictures.prepare(made, path, pictures.Shot("groups", pictures.BEFORE, "prepare:groups"))
    yield made
    made.quit()
    made.window.deleteLater()
    pictures.pump(0.0)


@pytest.fixture
def button(program: Program, qtbot: QtBot) -> QAbstractButton:
    """Return a button that cannot be pressed while its file is made, with the keys on it."""
    program.window.activateWindow()
    program.window.findChild(QAbstractButton, "groups.print").click()
    found = program.window.findChild(QAbstractButton, "groups.print.packet-covers.pdf")
    found.setFocus()
    qtbot.waitUntil(found.hasFocus)
    return found


def test_a_button_that_rests_hands_the_keys_to_nothing_else(
    program: Program, button: QAbstractButton, qtbot: QtBot
) -> None:
    button.setEnabled(False)
    page = program.window.page("prepare")
    assert QApplication.focusWidget() is page
    button.setEnabled(True)
    assert button.hasFocus()


def test_who_has_gone_on_meanwhile_is_left_alone(
    program: Program, button: QAbstractButton, qtbot: QtBot
) -> None:
    button.setEnabled(False)
    other = program.window.findChild(QWidget, "groups.arrange")
    other.setFocus(Qt.FocusReason.MouseFocusReason)
    button.setEnabled(True)
    assert other.hasFocus()


def test_a_file_for_the_tables_leaves_the_keys_on_its_button(
    program: Program, button: QAbstractButton, qtbot: QtBot
) -> None:
    qtbot.keyClick(button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: button.isEnabled())
    assert button.hasFocus()

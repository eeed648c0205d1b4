"""The day's keys: alive everywhere in the window, dead where somebody types."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QListWidget,
    QPlainTextEdit,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.domain.clock import StartDay
from app.domain.rundown import Phase
from app.ui.actions import ACTIONS, ActionKeys, action_for_key, hint, key_words, spec
from app.ui.console.day_actions import DayActions
from app.ui.console.view import ConsoleView
from app.ui.desk import Desk
from app.ui.icons import names

FIELDS = (QLineEdit, QTextEdit, QPlainTextEdit, QSpinBox)
LIVE = (
    Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_P,
    Qt.Key.Key_Plus, Qt.Key.Key_Minus, Qt.Key.Key_B, Qt.Key.Key_N,
)  # fmt: skip


class Window(QWidget):
    """A window with every kind of field in it."""

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        self.button = QPushButton("Somewhere")
        self.radio = QRadioButton("Choice")
        self.list = QListWidget()
        self.list.addItems(["Norms", "Next"])
        for widget in (self.button, self.radio, self.list, *(make() for make in FIELDS)):
            column.addWidget(widget)
        self.keys = ActionKeys(self)
        self.pressed: list[str] = []
        self.keys.triggered.connect(self.pressed.append)


@pytest.fixture
def window(qtbot: QtBot) -> Iterator[Window]:
    made = Window()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def test_keys_work_from_a_button_and_mean_what_the_table_says(window: Window, qtbot: QtBot) -> None:
    window.button.setFocus()
    for key in LIVE:
        qtbot.keyClick(window.button, key)
    assert window.pressed == [
        "next", "next", "back", "back", "pause", "add_minute", "take_minute", "blackout", "norms",
    ]  # fmt: skip


@pytest.mark.parametrize("kind", FIELDS)
def test_keys_are_dead_where_somebody_types(
    window: Window, qtbot: QtBot, kind: type[QWidget]
) -> None:
    field = window.findChildren(kind)[-1]
    field.setFocus()
    for key in LIVE:
        qtbot.keyClick(field, key)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.pressed == []
    qtbot.keyClick(field, Qt.Key.Key_F1)
    assert window.pressed == ["help"]


def test_letters_typed_into_a_field_arrive_there(window: Window, qtbot: QtBot) -> None:
    line = window.findChildren(QLineEdit)[0]
    line.setFocus()
    qtbot.keyClicks(line, "n p b + - = .")
    assert (line.text(), window.pressed) == ("n p b + - = .", [])


def test_keys_come_back_when_the_field_is_left(window: Window, qtbot: QtBot) -> None:
    window.findChildren(QLineEdit)[0].setFocus()
    window.button.setFocus()
    qtbot.keyClick(window.button, Qt.Key.Key_N)
    assert window.pressed == ["norms"]


def test_arrows_stay_with_what_they_steer(window: Window, qtbot: QtBot) -> None:
    for widget in (window.radio, window.list):
        widget.setFocus()
        for key in (Qt.Key.Key_Right, Qt.Key.Key_PageDown):
            qtbot.keyClick(widget, key)
        assert window.pressed == []
    qtbot.keyClick(window.list, Qt.Key.Key_B)
    assert window.pressed == ["blackout"], "letters work everywhere outside fields"


def test_a_remote_at_the_room_screen_finds_its_action() -> None:
    assert action_for_key(Qt.Key.Key_PageDown.value) == "next"
    assert action_for_key(Qt.Key.Key_B.value) == "blackout"
    assert action_for_key(Qt.Key.Key_Z.value, Qt.KeyboardModifier.ControlModifier) == "undo"
    assert action_for_key(Qt.Key.Key_Z.value) == ""


def test_the_table_has_no_key_twice_and_only_icons_that_exist(qapp: QApplication) -> None:
    keys = [key for each in ACTIONS for key in each.keys]
    assert len(keys) == len(set(keys))
    assert {each.icon_name for each in ACTIONS if each.icon_name} <= set(names())
    assert hint("pause") == "Pause or go on (P)"
    assert key_words("add_five") == ""


def test_every_action_of_day_and_room_is_done_by_the_console(desk: Desk) -> None:
    actions = DayActions(desk)
    for each in ACTIONS:
        assert actions.run(each.action_id) == (each.group != "window"), each.action_id
    assert spec("next").group == "day"


def test_a_stray_key_does_not_start_the_day(desk: Desk) -> None:
    for action in ("next", "back", "pause", "add_minute"):
        DayActions(desk).run(action)
    assert desk.operations.flush()
    assert desk.rundown().phase is Phase.NOT_STARTED


def test_keys_run_the_day_on_the_console(qtbot: QtBot, desk: Desk) -> None:
    console = ConsoleView(desk, QWidget())
    qtbot.addWidget(console)
    keys = ActionKeys(console)
    keys.triggered.connect(console.run)
    with qtbot.waitActive(console):
        console.show()
        console.activateWindow()
    ids = [a.id for a in desk.snapshot.agenda.activities]
    desk.submit(StartDay(activity_id=ids[0]))
    button = console.findChild(QPushButton, "console.choose_scene")
    button.setFocus()
    for key, expected in ((Qt.Key.Key_PageDown, ids[1]), (Qt.Key.Key_PageUp, ids[0])):
        assert desk.operations.flush()
        qtbot.keyClick(button, key)
        assert desk.operations.flush()
        assert desk.rundown().line.activity_id == expected
    console.day.list.setFocus()
    qtbot.keyClick(console.day.list, Qt.Key.Key_PageDown)
    assert desk.operations.flush()
    assert desk.rundown().line.activity_id == ids[1], "the day's list leaves the remote alone"
    note = console.findChild(QLineEdit, "console.note")
    note.setFocus()
    qtbot.keyClicks(note, "pnb")
    qtbot.keyClick(note, Qt.Key.Key_PageDown)
    assert desk.operations.flush()
    assert (desk.rundown().phase, desk.snapshot.scene.blackout) == (Phase.RUNNING, False)
    assert desk.rundown().line.activity_id == ids[1]

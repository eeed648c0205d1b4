"""The console with text of twice the size."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.ui import theme
from app.ui.console.view import ConsoleView
from app.ui.widgets.banner import Banner
from tests.ui.console_hands import Carry, go


def test_two_hundred_percent_text_scrolls_the_page_and_cuts_nothing(
    console: ConsoleView, carry_out: Carry, qapp: QApplication
) -> None:
    go(console, carry_out, "scoring")
    theme.apply_theme(qapp, theme.load_theme("light"), text_scale=2.0)
    again = ConsoleView(console.desk, QWidget())
    again.setParent(console.parentWidget())
    again.resize(1366, 718)
    again.show()
    qapp.processEvents()
    cut = [
        button.text()
        for button in again.findChildren(QPushButton)
        if button.isVisible() and button.width() < button.minimumSizeHint().width()
    ]
    beside = again._scroll.horizontalScrollBar().isVisible()
    again.close()
    again.deleteLater()
    theme.apply_theme(qapp, theme.load_theme("light"))
    assert (cut, beside) == ([], False)


@pytest.fixture
def doubled(console: ConsoleView, carry_out: Carry, qapp: QApplication) -> Iterator[ConsoleView]:
    """Give a console at 200 % while the groups score."""
    go(console, carry_out, "scoring")
    theme.apply_theme(qapp, theme.load_theme("light"), text_scale=2.0)
    again = ConsoleView(console.desk, QWidget())
    again.setParent(console.parentWidget())
    again.resize(1366, 692)
    again.show()
    qapp.processEvents()
    yield again
    again.close()
    again.deleteLater()
    theme.apply_theme(qapp, theme.load_theme("light"))


def on_screen(view: ConsoleView, piece: QWidget) -> bool:
    """Tell whether a piece is wholly on the part of the page that shows."""
    top = piece.mapTo(view, QPoint(0, 0)).y()
    return top >= 0 and top + piece.height() <= view.height()


def test_at_two_hundred_percent_next_is_on_the_first_screen_below_a_banner(
    doubled: ConsoleView, qtbot: QtBot
) -> None:
    action = (("Use this display", lambda: None),)
    told = (
        "No second display is connected. The day goes on. It comes when a projector is plugged in."
    )
    doubled.desk.say("attention", told, "projector", action)
    doubled.desk.tick()
    following = doubled.findChild(QPushButton, "console.next")
    qtbot.waitUntil(lambda: on_screen(doubled, following))


def test_at_two_hundred_percent_banners_wait_behind_the_newest(doubled: ConsoleView) -> None:
    doubled.desk.say("attention", "No projector.", "projector")
    doubled.desk.say("attention", "The disk is full.", "disk")
    older = doubled.findChild(Banner, "console.word.projector")
    assert (older.isVisible(), doubled.findChild(Banner, "console.word.disk").isVisible()) == (
        False,
        True,
    )
    doubled.desk.unsaid.emit("disk")
    assert older.isVisible()


def test_at_two_hundred_percent_what_is_opened_comes_into_view(
    doubled: ConsoleView, qapp: QApplication
) -> None:
    doubled.run("write_message")
    qapp.processEvents()
    assert on_screen(doubled, doubled.room.message.findChild(QLineEdit))
    doubled.open_overrun()
    qapp.processEvents()
    top = doubled.now.overrun.mapTo(doubled, QPoint(0, 0)).y()
    assert 0 <= top < doubled.height() / 3


def test_at_two_hundred_percent_a_scene_is_chosen_and_shown_without_scrolling(
    doubled: ConsoleView, qtbot: QtBot
) -> None:
    doubled.run("choose_scene")
    for name in ("console.scenes.list", "console.scenes.show", "console.scenes.hold"):
        piece = doubled.findChild(QWidget, name)
        qtbot.waitUntil(lambda shown=piece: on_screen(doubled, shown))


def test_every_control_of_the_choices_for_an_overrun_has_a_name_of_its_own(
    console: ConsoleView,
) -> None:
    names = [
        widget.objectName()
        for widget in console.now.overrun.findChildren(QWidget)
        if widget.objectName().startswith("console.")
    ]
    assert len(names) == len(set(names)) >= 9

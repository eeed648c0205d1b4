"""The page for scoring with text of twice the size, in a window as low as a small laptop's."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.seating import EditGroup
from app.ui import theme
from app.ui.desk import Desk
from app.ui.score.view import ScoreView
from app.ui.widgets.level_picker import LevelPicker
from tests.ui.test_score import GROUPS

WIDE, LOW, HIGH = 1366, 470, 1500


@pytest.fixture
def view(desk: Desk, carry_out, qtbot: QtBot, qapp: QApplication) -> Iterator[ScoreView]:
    """Give the page at 200 %, as low as it is below a banner."""
    label = "of the families by the window of the long hall"
    long = EditGroup(group_id="gA", values={"label": label})
    carry_out(desk, *GROUPS, long)
    theme.apply_theme(qapp, theme.load_theme("light"), text_scale=2.0)
    made = ScoreView(desk)
    qtbot.addWidget(made)
    made.resize(WIDE, LOW)
    made.show()
    QTest.qWaitForWindowExposed(made)
    made.activateWindow()
    yield made
    made.hide()
    theme.apply_theme(qapp, theme.load_theme("light"))


def scrolling(view: QWidget) -> list[QAbstractScrollArea]:
    """Return what has more below its edge now, but for the fields that people type in."""
    return [
        area
        for area in view.findChildren(QAbstractScrollArea)
        if area.isVisible()
        and area.verticalScrollBar().maximum() > 0
        and "Text" not in type(area).__name__
    ]


@pytest.mark.parametrize("page", ["sheet", "paper", "confirm"])
def test_a_low_page_scrolls_as_one(view: ScoreView, qtbot: QtBot, page: str) -> None:
    view._show(page)
    qtbot.waitUntil(lambda: len(scrolling(view)) == 1)
    assert view.minimumSizeHint().height() <= LOW, "the window's own page need not scroll"
    view.resize(WIDE, HIGH)
    qtbot.waitUntil(lambda: view._side.height() == HIGH)
    assert not view._side.opened


def test_the_cell_that_keys_write_into_stays_in_view(view: ScoreView, qtbot: QtBot) -> None:
    view._show("paper")
    view._grid._scope.set_value("all")
    view._grid._on_scope_chosen("all")
    grid = view._grid.grid
    qtbot.waitUntil(lambda: len(scrolling(view)) == 1)
    qtbot.waitUntil(grid.hasFocus)
    for _row in range(grid.rowCount() - 1):
        QTest.keyClick(grid, Qt.Key.Key_Down)
        cell = grid.visualItemRect(grid.currentItem())
        top = grid.viewport().mapTo(view, cell.topLeft()).y()
        assert top >= 0
        assert top + cell.height() <= view.height()
    assert grid.currentRow() == grid.rowCount() - 1
    assert view._grid.mapTo(view, QPoint(0, 0)).y() < 0


def test_choosing_a_level_moves_nothing_that_is_below_it(view: ScoreView, qtbot: QtBot) -> None:
    view._show("sheet")
    view.resize(WIDE, HIGH)
    reason = view.findChild(QWidget, "sheet.foundations.reason")
    picker = view.findChild(LevelPicker, "sheet.foundations.picker")
    places = set()
    for number in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_4):
        picker.setFocus()
        qtbot.keyClick(picker.children()[-1], number)
        qtbot.wait(30)
        above, below = (part.mapTo(view, QPoint(0, 0)).y() for part in (picker, reason))
        places.add((picker.value(), below - above))
    assert len({level for level, _y in places}) == 4
    assert len({y for _level, y in places}) == 1, (
        "who aims at a field that moves types into nothing"
    )

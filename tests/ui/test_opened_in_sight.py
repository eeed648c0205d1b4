"""At large text what a button opens further down the page comes into sight by itself."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.domain.people import AddPerson, Role
from app.domain.seating import AddGroup
from app.ui import theme
from app.ui.desk import Desk
from app.ui.groups.view import GroupsView


@pytest.fixture
def view(desk: Desk, qapp: QApplication, qtbot: QtBot) -> Iterator[GroupsView]:
    """Return the groups at 200 %, in a window of a small laptop."""
    theme.apply_theme(qapp, theme.load_theme("light"), 2.0)
    desk.submit(AddPerson(participant_id="p1", role=Role.EDUCATOR, identity={"name": "Ana Test"}))
    desk.submit(AddGroup(group_id="gA", seating_id="scoring", label="A", position=1.0))
    assert desk.operations.flush()
    shown = GroupsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1040, 640)
    shown.show()
    qtbot.waitExposed(shown)
    yield shown
    theme.apply_theme(qapp, theme.load_theme("light"))


def in_sight(view: GroupsView, name: str) -> bool:
    """Tell whether a part's beginning and half of it at least are on the page that shows."""
    part = view.findChild(QWidget, name)
    assert part is not None
    at = part.mapTo(view, QPoint(0, 0)).y()
    return part.isVisible() and at >= 0 and at + part.height() // 2 <= view.height()


@pytest.mark.parametrize("part", ["print", "weights"])
def test_what_is_opened_comes_into_sight(view: GroupsView, part: str, qtbot: QtBot) -> None:
    button = view.findChild(QAbstractButton, f"groups.{part}")
    assert button is not None
    button.click()
    qtbot.waitUntil(lambda: in_sight(view, f"groups.{part}.panel"))

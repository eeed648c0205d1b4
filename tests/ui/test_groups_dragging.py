"""People are dragged from table to table: what is seen on the way, and who is chosen afterwards."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from pytestqt.qtbot import QtBot

from app.domain.people import AddPerson, RemovePerson, Role
from app.domain.seating import Seat, SeatingPlan
from app.ui.desk import Desk
from app.ui.groups.view import GroupsView
from tests.ui.test_groups import CarryOut, card, people_at, some_people


@pytest.fixture
def view(desk: Desk, carry_out: CarryOut, qtbot: QtBot) -> GroupsView:
    carry_out(desk, *some_people())
    shown = GroupsView(desk)
    qtbot.addWidget(shown)
    shown.resize(1110, 716)
    shown.show()
    return shown


@pytest.fixture
def settled(qtbot: QtBot) -> Callable[[GroupsView], SeatingPlan]:
    def settle(view: GroupsView) -> SeatingPlan:
        assert view.desk.operations.flush()
        qtbot.wait(10)
        return next(p for p in view.snapshot.seatings if p.seating.id == "scoring")

    return settle


def test_people_are_dropped_on_a_table(
    view: GroupsView, settled: Callable[..., SeatingPlan]
) -> None:
    here = people_at(view, "groups.unseated")
    data = here.mimeData([here.item(0), here.item(3)])
    drop = QDropEvent(
        QPointF(9, 9), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    here.setFocus()
    card(view, "gA").dropEvent(drop)
    assert drop.dropAction() is Qt.DropAction.IgnoreAction, "the list must not delete its rows"
    assert set(settled(view).members("gA")) == {"p0", "p3"}
    assert here.ids() == ["p1", "p2", "p4", "p5"]
    there = people_at(view, "groups.A.people")
    assert set(there.selected_ids()) == {"p0", "p3"}, "who was moved is who is chosen"
    assert not here.selected_ids()
    assert there.hasFocus()


def test_undo_leaves_who_was_moved_chosen(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    """One drag is one step; the next letter is for them, not for whoever sat beside them."""
    carry_out(view.desk, Seat(participant_id="p5", group_id="gA"))
    here = people_at(view, "groups.unseated")
    data = here.mimeData([here.item(0), here.item(3)])
    here.setFocus()
    card(view, "gA").dropEvent(QDropEvent(
        QPointF(9, 9), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    there = people_at(view, "groups.A.people")
    assert set(settled(view).members("gA")) == {"p0", "p3", "p5"}
    assert set(there.selected_ids()) == {"p0", "p3"}
    view.desk.operations.undo()
    qtbot.waitUntil(lambda: there.ids() == ["p5"])
    qtbot.waitUntil(here.hasFocus)
    assert here.selected_ids() == ["p0", "p3"]
    assert not there.selected_ids()


def test_nobody_is_chosen_later_because_a_drop_was_refused(
    view: GroupsView, settled: Callable[..., SeatingPlan], carry_out: CarryOut, qtbot: QtBot
) -> None:
    here = people_at(view, "groups.unseated")
    here.setFocus()
    data = here.mimeData([here.item(0)])
    view.desk.submit(RemovePerson(participant_id="p0"))
    card(view, "gA").dropEvent(QDropEvent(
        QPointF(9, 9), Qt.DropAction.MoveAction, data,
        Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier,
    ))  # fmt: skip
    assert settled(view).members("gA") == ()
    again = AddPerson(participant_id="p0", role=Role.EDUCATOR, identity={"name": "Person Number0"})
    carry_out(view.desk, again, Seat(participant_id="p0", group_id="gA"))
    qtbot.waitUntil(lambda: people_at(view, "groups.A.people").ids() == ["p0"])
    assert here.hasFocus()


def test_the_preview_of_a_move_makes_way_for_what_is_dragged(view: GroupsView) -> None:
    here, target = people_at(view, "groups.unseated"), card(view, "gA")
    data = here.mimeData([here.item(0)])
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    for height in (target.height() - 12, 12):
        at = QPoint(20, height)
        entering = QDragEnterEvent(at, Qt.DropAction.MoveAction, data, left, plain)
        target.dragEnterEvent(entering)
        assert target.preview.isVisible()
        assert not target.preview.geometry().contains(at)
    target.dragMoveEvent(QDragMoveEvent(
        QPoint(20, target.height() - 12), Qt.DropAction.MoveAction, data, left, plain
    ))  # fmt: skip
    assert not target.preview.geometry().contains(QPoint(20, target.height() - 12))
    target.dragLeaveEvent(QDragLeaveEvent())

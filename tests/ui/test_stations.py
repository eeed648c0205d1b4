"""The note-takers' devices on the facilitator's screen: real hub, real sockets, real widgets."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.domain.cells import AskForHelp
from app.domain.seating import AddGroup, RemoveGroup
from app.domain.stations import MoveStation, RevokeStation
from app.room.addresses import Link
from app.ui import theme
from app.ui.console.view import ConsoleView
from app.ui.stations.closing_panel import ClosingPanel
from app.ui.stations.view import StationsView
from tests.room.doors import LOOPBACK, OpenDesk, free_port
from tests.workshops import rating

POPUPS = (
    "This plugin does not support raise",
    "This plugin does not support grabbing the keyboard",
    "This plugin does not support propagateSizeHints",
)
F2 = {"level": "f2", "framework": 1}


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[OpenDesk]:
    theme.apply_theme(qapp, theme.load_theme("light"))
    desk = OpenDesk(tmp_path / "hub" / "w.eqw")
    desk.desk.start()
    yield desk
    desk.close()
    qapp.processEvents()


@pytest.fixture
def page(qtbot: QtBot, room: OpenDesk) -> Callable[[], StationsView]:
    def shown() -> StationsView:
        view = StationsView(room.desk)
        qtbot.addWidget(view)
        view.resize(1366, 718)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return shown


def said_in(view: QWidget) -> str:
    return " ".join(label.text() for label in view.findChildren(QLabel))


def press(room: OpenDesk, view: QWidget, name: str) -> None:
    def found() -> list[QAbstractButton]:
        return [one for one in view.findChildren(QAbstractButton, name) if one.isVisible()]

    room.wait(lambda: len(found()) == 1)  # what stations change comes at the pace of views
    found()[0].click()
    QApplication.processEvents()


def choose(view: QWidget, name: str) -> None:
    """Choose from the menu that is open."""
    menus = [one for one in view.findChildren(QMenu) if one.objectName() == "stations.menu"]
    (action,) = [a for menu in menus for a in _actions(menu) if a.objectName() == name]
    action.trigger()
    for menu in menus:
        menu.hide()


def _actions(menu: QMenu) -> list:
    found = []
    for action in menu.actions():
        found.append(action)
        if action.menu() is not None:
            found += _actions(action.menu())
    return found


def words(view: QWidget, name: str) -> str:
    label = view.findChild(QLabel, name)
    assert label is not None, name
    return label.accessibleName() or label.text()


def test_the_room_is_opened_and_closed_by_keyboard(
    qtbot: QtBot, room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    view = page()
    assert view.section == "door"
    port = free_port()
    view.door._interface.addItem("loopback", LOOPBACK)
    view.door._interface.set_value(LOOPBACK)
    field = view.door._port
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, str(port))
    view.door._plain.setFocus()
    qtbot.keyClick(view.door._plain, Qt.Key.Key_Space)
    assert view.door._plain_words.isVisible()
    view.door._open.setFocus()
    qtbot.keyClick(view.door._open, Qt.Key.Key_Space)
    room.wait(lambda: room.door.door.is_open)
    assert words(view, "room.address") == f"https://{LOOPBACK}:{port}"
    assert f"http://{LOOPBACK}:{port + 1}" in words(view, "room.unencrypted")
    assert words(view, "room.code.gA").replace(" ", "") == room.code("gA")
    copy = view.findChild(QAbstractButton, "room.copy.gA")
    assert copy.accessibleName() == "Copy the link of Group A"
    copy.setFocus()
    qtbot.keyClick(copy, Qt.Key.Key_Space)
    link = Link.parse(QApplication.clipboard().text())
    assert link == Link(room.door.door.encrypted, room.code("gA"), room.door.door.fingerprint)
    assert (copy.text(), copy.accessibleName()) == ("Copied", "The link of Group A is copied")
    room.joined()
    room.wait(lambda: bool(room.door.heard))
    press(room, view, "room.close")
    press(room, view, "room.close.yes")
    room.wait(view.door._open.isVisible)


def test_the_console_opens_the_room_in_its_own_column(qtbot: QtBot, room: OpenDesk) -> None:
    console = ConsoleView(room.desk, QWidget())
    qtbot.addWidget(console)
    console.resize(1366, 718)
    with qtbot.waitExposed(console):
        console.show()
    press(room, console, "console.door")
    assert console.room.panel == "door"
    qtbot.keyClick(console.room.door, Qt.Key.Key_Escape)
    assert console.room.panel == "groups"
    room.open()
    room.joined()
    room.wait(lambda: "1 station" in words(console, "console.stations"))
    asked: list[str] = []
    room.desk.page_requested.connect(asked.append)
    press(room, console, "console.door")
    assert asked == ["stations:board"]


def test_digits_are_compared_for_each_new_device(
    room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    caller, other = room.joined(), room.joined("gB")
    view = page()
    room.wait(lambda: view.board.newcomers.isVisible())
    assert words(view, f"stations.digits.{caller.station}") == room.door.digits(
        room.desk.snapshot.station(caller.station)
    )
    press(room, view, f"stations.match.{caller.station}")
    press(room, view, f"stations.differ.{other.station}")
    room.wait(lambda: bool(room.desk.snapshot.station(other.station).revoked_at))
    room.wait(lambda: not view.board.newcomers.isVisible())


def test_the_keys_press_nothing_after_digits_were_compared(
    room: OpenDesk, page: Callable[[], StationsView], qtbot: QtBot
) -> None:
    """Enter, pressed once more, compared the next device's digits, or copied a group's link."""
    room.open()
    caller, other = room.joined(), room.joined("gB")
    view = page()
    view.activateWindow()
    room.wait(lambda: view.board.newcomers.isVisible())
    name = f"stations.match.{caller.station}"
    first = view.findChild(QAbstractButton, name)
    second = view.findChild(QAbstractButton, f"stations.match.{other.station}")
    first.setFocus()
    first.click()
    room.wait(lambda: bool(room.desk.snapshot.station(caller.station).compared_at))
    room.wait(lambda: not any(b.isVisible() for b in view.findChildren(QAbstractButton, name)))
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)
    second.setFocus()
    third = room.joined("gB")
    name = f"stations.match.{third.station}"
    room.wait(lambda: view.findChild(QAbstractButton, name) is not None)
    assert second.hasFocus()
    all_right = view.findChild(QAbstractButton, "stations.newcomers.all")
    all_right.setFocus()
    all_right.click()
    room.wait(lambda: not view.board.newcomers.isVisible())
    qtbot.wait(20)
    assert QApplication.focusWidget() is not None
    assert not isinstance(QApplication.focusWidget(), QAbstractButton)


def test_the_board_says_how_each_device_stands(
    room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    caller = room.joined()
    view = page()
    caller.cell(rating(), F2)
    answer = caller.post(room, status={"last_seq": 3, "dimension": "d01"}).json()
    name = f"stations.{caller.station}.words"
    room.wait(lambda: "2 on the way" in words(view, name))
    caller.post(room, entries=[], status={"last_seq": 1, "digest": answer["digest"]})
    room.wait(lambda: "all here" in words(view, name))
    room.do(AskForHelp(group_id="gA"))
    room.wait(lambda: "asks for help" in words(view, "stations.group.gA.state"))
    press(room, view, "stations.group.gA.helped")
    room.wait(lambda: not room.desk.snapshot.group_state("gA").help_asked_at)


def test_a_card_without_devices_shows_its_buttons_whole(
    qtbot: QtBot, room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    def whole(name: str) -> bool:
        button = card.findChild(QWidget, f"stations.group.gB.{name}")
        return button.isVisible() and button.parentWidget().rect().contains(button.geometry())

    view = page()
    view.open_page("board")
    card = view.board.card("gB")
    qtbot.waitUntil(lambda: whole("grant"))
    room.do(AskForHelp(group_id="gB"))
    view.resize(700, 718)  # the name keeps its words, what can be done goes below it
    qtbot.waitUntil(lambda: whole("grant") and whole("helped"))


@pytest.mark.qt_log_ignore(*POPUPS)
def test_rename_move_and_revoke_are_done_and_undone(
    qtbot: QtBot, room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    caller = room.joined()
    view = page()
    row = view.board.card("gA").row(caller.station)
    row.open_menu()
    choose(row, "stations.rename")
    field = row.findChild(QLineEdit, f"stations.{caller.station}.field")
    qtbot.keyClicks(field, "Blue laptop")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    station = lambda: room.desk.snapshot.station(caller.station)  # noqa: E731
    room.wait(lambda: station().label == "Blue laptop")
    row.open_menu()
    choose(row, "stations.move.gB")
    room.wait(lambda: station().group_id == "gB")
    undo(room)
    room.wait(lambda: station().group_id == "gA")
    room.wait(lambda: caller.station in view.board.card("gA")._rows)
    row = view.board.card("gA").row(caller.station)
    row.open_menu()
    choose(row, "stations.revoke")
    room.wait(lambda: bool(station().revoked_at))
    room.wait(lambda: "writes no more" in words(view, f"stations.{caller.station}.words"))
    undo(room)
    room.wait(lambda: not station().revoked_at)


def undo(room: OpenDesk) -> None:
    """Press the button beside what was just said."""
    word = room.desk.words["station-done"]
    ((_label, act),) = word.actions
    act()


@pytest.mark.qt_log_ignore(*POPUPS)
def test_a_spare_takes_over(room: OpenDesk, page: Callable[[], StationsView]) -> None:
    room.open()
    first, _second, spare = room.joined(), room.joined(), room.joined()
    assert spare.welcome["standing"] == "waits"
    view = page()
    room.wait(lambda: "waits for a place" in words(view, f"stations.{spare.station}.words"))
    row = view.board.card("gA").row(first.station)
    row.open_menu()
    choose(row, f"stations.take_over.{spare.station}")
    snapshot = lambda: room.desk.snapshot  # noqa: E731
    room.wait(lambda: snapshot().station(spare.station).group_id == "gA")
    assert snapshot().station(first.station).group_id == ""
    undo(room)
    room.wait(lambda: snapshot().station(first.station).group_id == "gA")


def test_the_board_is_in_order_and_spares_stand_after_those_that_write(
    qtbot: QtBot, room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.do(AddGroup(group_id="gC", seating_id="scoring", label="C", position=9.0))
    room.open()
    stray, other, revoked, first = (room.joined(one) for one in ("gC", "gB", "gA", "gA"))
    room.do(RevokeStation(station_id=revoked.station), RemoveGroup(group_id="gC"))
    second, spare = room.joined(), room.joined()
    assert spare.welcome["standing"] == "waits"
    view = page()
    view.open_page("board")
    view.resize(700, 718)  # one card below the other
    wanted = [one.station for one in (first, second, spare, revoked, other, stray)]

    def order() -> list[str]:
        rows = {name: view.board.findChild(QWidget, f"stations.{name}") for name in wanted}
        top = view.board.widget()
        places = {
            row.mapTo(top, QPoint()).y(): name for name, row in rows.items() if row is not None
        }
        return [places[place] for place in sorted(places)]

    room.wait(lambda: order() == wanted)
    controls = [f"stations.{name}.more" for name in wanted]
    reached = controls[:1]
    view.findChild(QAbstractButton, reached[0]).setFocus()
    while len(reached) < len(wanted):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        name = QApplication.focusWidget().objectName()
        assert name != reached[0], "Tab came round"
        reached += [name] * (name in controls)
    assert reached == controls


def test_a_message_reaches_every_station_and_is_taken_away(
    qtbot: QtBot, room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    caller = room.joined()
    view = page()
    line = view.findChild(QLineEdit, "stations.message.line")
    qtbot.keyClicks(line, "Ten minutes left.")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    room.wait(lambda: room.desk.snapshot.broadcast.text == "Ten minutes left.")
    assert caller.view(room)["message"] == "Ten minutes left."
    room.wait(lambda: "Ten minutes left." in words(view, "stations.message.now"))
    press(room, view, "stations.message.away")
    room.wait(lambda: room.desk.snapshot.broadcast.text == "")


def test_waiting_entries_are_read_and_decided_on(
    room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    caller = room.joined()
    room.do(MoveStation(station_id=caller.station, group_id="gB"))
    caller.cell(rating(), F2)
    caller.post(room)
    view = page()
    view.open_page("entries")
    room.wait(lambda: len(room.door.to_decide) == 1)
    (row,) = room.door.to_decide
    room.wait(lambda: view.findChild(QWidget, f"stations.entry.{row.number}") is not None)
    box = view.findChild(QWidget, f"stations.entry.{row.number}")
    said = " ".join(label.text() for label in box.findChildren(QLabel))
    assert "Group A" in said
    assert "does not write for Group A" in said
    press(room, view, f"stations.entry.{row.number}.take")
    press(room, view, f"stations.entry.{row.number}.yes")
    room.wait(lambda: room.desk.snapshot.cell(rating()).value == F2)
    room.wait(lambda: not room.door.to_decide)


def test_the_check_finds_a_room_that_answers_and_no_device(
    room: OpenDesk, page: Callable[[], StationsView]
) -> None:
    room.open()
    view = page()
    view.open_page("check")
    view.check.begin()
    assert LOOPBACK in view.check._ask.text()
    view.check.work.give_up()
    room.wait(lambda: not view.check.work.busy)
    assert "cancelled" in words(view, "stations.check.summary")


def test_the_closing_check_lists_the_tables_to_visit(qtbot: QtBot, room: OpenDesk) -> None:
    room.open()
    caller = room.joined()
    panel = ClosingPanel(room.desk)
    qtbot.addWidget(panel)
    panel.show()
    caller.cell(rating(), F2)
    answer = caller.post(room, status={"last_seq": 4}).json()
    visit = f"closing.visit.{caller.station}"
    room.wait(lambda: panel.findChild(QWidget, visit) is not None)
    room.wait(lambda: room.door.heard[caller.station].lacking == 3)
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    room.wait(lambda: "3 entries" in said_in(panel))
    assert "Group A" in said_in(panel)
    caller.post(room, entries=[], status={"last_seq": 1, "digest": answer["digest"]})
    room.wait(lambda: "Everything" in words(panel, "closing.state"))


def test_a_revoked_device_with_nothing_missing_needs_no_visit(room: OpenDesk) -> None:
    room.open()
    caller = room.joined()
    assert not room.door.closing_check().complete
    room.do(RevokeStation(station_id=caller.station))
    assert room.door.closing_check().complete

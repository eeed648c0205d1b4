"""Ways into a room and back to it: link, code, another start, Home, and what does not lead in."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from app.__main__ import main
from app.bootstrap.program import Program
from app.bootstrap.station_program import StationProgram
from app.domain.ids import new_id
from app.domain.room_keys import comparison_code, station_token
from app.room import pushes
from app.room.joining import join
from app.ui.station.join_page import ComparePage, JoinPage
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_picker import LevelPicker
from app.ui.widgets.text import Label
from tests.room.desktops import is_home, turn, wall
from tests.room.note_taker import (
    EVIDENCE,
    F2,
    ROOT,
    Started,
    child,
    enter,
    inside,
    press_tab_until,
    short_pauses,
    start,
    status,
    type_words,
    words,
)
from tests.room.rooms import OpenRoom
from tests.workshops import rating

__all__ = ["inside", "short_pauses", "start"]


def test_by_keys_alone_from_the_link_to_a_score_at_the_hub(room: OpenRoom, start: Started) -> None:
    program = start()
    where = child(program, QLineEdit, "join.where")
    assert program.window.focusWidget() is where
    QTest.keyClicks(where, str(room.link()))
    assert child(program, QLineEdit, "join.code").text() == room.code()
    QTest.keyClick(where, Qt.Key.Key_Return)
    turn(lambda: program.window.findChild(ComparePage) is not None)
    station = room.operations.snapshot.stations[0]
    token = station_token(room.identity.secret, station.id)
    digits = child(program, Label, "compare.digits").text().replace(" ", "")
    assert digits == comparison_code(token, room.hub.at.fingerprint)
    yes = child(program, QPushButton, "compare.yes")
    assert not yes.hasFocus()
    press_tab_until(program, yes)
    QTest.keyClick(yes, Qt.Key.Key_Space)
    turn(lambda: program.window.view is not None and program.window.view.page == "sheet")
    picker = child(program, LevelPicker, "sheet.foundations.picker")
    press_tab_until(program, picker)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_2)
    turn(lambda: room.operations.snapshot.cell(rating()).value == F2)
    turn(lambda: status(program) == "Saved on the facilitator’s laptop")


def test_an_address_and_a_code_lead_in_too(room: OpenRoom, start: Started) -> None:
    program = start()
    child(program, QLineEdit, "join.where").setText(f"127.0.0.1:{room.hub.at.port}")
    child(program, QLineEdit, "join.code").setText(room.code("gB").lower())
    child(program, QLineEdit, "join.label").setText("Blue laptop")
    enter(program)
    (station,) = room.operations.snapshot.stations
    assert (station.group_id, station.label) == ("gB", "Blue laptop")
    assert child(program, Label, "station.name").words() == "Group B"


def test_what_does_not_lead_in_is_told_in_three_plain_sentences(
    room: OpenRoom, start: Started
) -> None:
    program = start()
    where, code = (child(program, QLineEdit, f"join.{name}") for name in ("where", "code"))
    banner = program.window.findChild(QWidget, "join.banner")
    assert banner is not None
    for address, typed, happened in (
        (f"127.0.0.1:{room.hub.at.port}", "ZZZZZZ", "The room does not know this code."),
        ("127.0.0.1:9", room.code(), "The facilitator’s laptop does not answer"),
        ("no address at all", room.code(), "That is no address."),
        (str(room.link())[:-4] + "0000", "", "The laptop that answers is not the one"),
    ):
        code.setText(typed)
        where.setText(address)
        child(program, QPushButton, "join.go").click()
        turn(lambda said=happened: banner.isVisible() and said in banner.accessibleName())
        assert banner.accessibleName().count(".") >= 3
        turn(lambda: where.isEnabled())
        banner.hide()
    assert room.operations.snapshot.stations == ()


def test_a_third_device_waits_and_says_so(room: OpenRoom, start: Started) -> None:
    for _device in range(2):
        join(room.link(), new_id())
    program = start(str(room.link()))
    child(program, QPushButton, "join.go").click()
    turn(lambda: program.window.findChild(ComparePage) is not None)
    child(program, QPushButton, "compare.yes").click()
    turn(lambda: program.station is not None and program.station.road.state.standing == "waits")
    assert "has to let it in" in status(program)
    assert "Your group has its two devices already." in words(program)


def test_the_same_link_again_is_the_same_station(
    room: OpenRoom, inside: StationProgram, start: Started
) -> None:
    ours = inside.station.desk.station_id
    inside.window.close()
    again = start(str(room.link()))
    turn(lambda: again.station is not None)
    assert again.station.desk.station_id == ours
    assert len(room.operations.snapshot.stations) == 1


def test_leaving_asks_for_a_room_again_and_deletes_nothing(
    room: OpenRoom, inside: StationProgram
) -> None:
    folder = inside.station.folder
    inside.window.view.turn_roads()
    child(inside, QPushButton, "station.roads.leave").click()
    turn(lambda: inside.window.findChild(JoinPage) is not None)
    assert inside.station is None
    assert (folder / "station.eqw").exists()
    assert not inside.window.findChildren(QPushButton, f"join.known.{folder.name}")


def test_a_second_start_goes_on_without_the_network(
    room: OpenRoom, inside: StationProgram, start: Started
) -> None:
    type_words(inside, "sheet.evidence", "Before.").settle_now()
    turn(lambda: is_home(inside.station))
    inside.window.close()
    room.close()
    again = start()
    assert again.window.view is not None
    assert child(again, DraftText, "sheet.evidence").text() == "Before."
    assert child(again, Label, "station.name").words() == "Group A"
    turn(lambda: "No connection since" in status(again))


def test_a_second_start_knows_what_the_hub_had_though_no_view_came_after(
    room: OpenRoom, inside: StationProgram, start: Started, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pushes, "AT_MOST_EVERY", 3600.0)
    for said in ("Before.", "Before, and after."):  # the first may still have been pushed
        type_words(inside, "sheet.evidence", said).settle_now()
        turn(lambda: is_home(inside.station))
    inside.window.close()
    room.close()
    again = start()
    turn(lambda: "No connection since" in status(again))


def test_a_spoilt_file_is_told_and_joining_anew_brings_back_what_the_hub_has(
    room: OpenRoom, inside: StationProgram, start: Started
) -> None:
    type_words(inside, "sheet.evidence", "At the hub already.").settle_now()
    turn(lambda: is_home(inside.station))
    folder = inside.station.folder
    inside.window.close()
    (folder / "station.eqw").write_bytes(b"SQLite format 3\x00" + bytes(5_000))
    again = start()
    banner = again.window.findChild(QWidget, "join.banner")
    assert banner.isVisible()
    child(again, QLineEdit, "join.where").setText(str(room.link()))
    enter(again)
    assert again.station.folder != folder
    turn(lambda: child(again, DraftText, "sheet.evidence").text() == "At the hub already.")


def test_the_command_goes_on_as_the_station_that_it_was(
    room: OpenRoom, inside: StationProgram, tmp_path: Path
) -> None:
    station = inside.station
    inside.station.road._link.stop()
    type_words(inside, "sheet.evidence", "Brought by the next start").settle_now()
    inside.window.close()
    assert station.folder.exists()
    command = [sys.executable, "-m", "app", "--data-dir", str(tmp_path / "laptop"), "join"]
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    try:
        evidence = "Brought by the next start"
        turn(lambda: room.operations.snapshot.cell(EVIDENCE).value == evidence)
    finally:
        process.kill()
        process.communicate()


def test_home_leads_into_a_room_and_back(
    qapp: QApplication, room: OpenRoom, data_dir: Path
) -> None:
    program = Program(qapp, data_dir, wall)
    program.window.show()
    program.show_home()
    try:
        program.window.findChild(QPushButton, "home.join").click()
        station = program._station
        assert station is not None
        assert station.window.isVisible()
        assert station.window.isMaximized(), "a small laptop's screen has no room for its frame"
        assert not program.window.isVisible()
        station.window.findChild(QPushButton, "join.home").click()
        assert program.window.isVisible()
        assert program._station is None
    finally:
        program.quit()
        program.window.deleteLater()


def test_without_a_display_it_says_where_to_join(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("app.__main__._has_display", lambda: False)
    assert main(["join"]) == 2
    assert "browser" in capsys.readouterr().err

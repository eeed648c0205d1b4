"""Joining a room and taking notes in the real window, with a real hub at the other end."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from app import i18n
from app.__main__ import main
from app.bootstrap.exchange import StationFiles
from app.bootstrap.program import Program
from app.bootstrap.room_office import identity_for
from app.bootstrap.station_program import StationProgram
from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.ids import new_id
from app.domain.room_keys import comparison_code, station_token
from app.domain.stations import RevokeStation, TellStations
from app.room import station as link_module
from app.room.joining import join
from app.services import spoken
from app.ui.score.entry_line import EntryLine
from app.ui.station.join_page import ComparePage, JoinPage
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.level_picker import LevelPicker
from app.ui.widgets.text import Label
from tests.refusing import small_disk
from tests.room.desktops import is_home, turn, wall
from tests.room.rooms import OpenRoom
from tests.workshops import rating, reason

F2, F3 = ({"level": level, "framework": 1} for level in ("f2", "f3"))
EVIDENCE = CellKey("gA", "d01", Field.EVIDENCE, "")
ROOT = Path(__file__).resolve().parents[2]
Started = Callable[..., StationProgram]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 0.2)


@pytest.fixture
def start(qapp: QApplication, tmp_path: Path) -> Iterator[Started]:
    """Return a function that starts the program as a station, as ``join`` does."""
    programs: list[StationProgram] = []

    def started(link: str = "", folder: str = "laptop") -> StationProgram:
        program = StationProgram(qapp, tmp_path / folder, wall)
        programs.append(program)
        program.start(link)
        QTest.qWaitForWindowExposed(program.window)
        program.window.activateWindow()
        return program

    yield started
    for program in programs:
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
    i18n.use_language("en")


@pytest.fixture
def inside(room: OpenRoom, start: Started) -> StationProgram:
    """Return a station of group A that is in the room."""
    return enter(start(str(room.link())))


def enter(program: StationProgram) -> StationProgram:
    """Press Join, say that the digits match, and wait for the sheet."""
    child(program, QPushButton, "join.go").click()
    turn(lambda: program.window.findChild(ComparePage) is not None)
    child(program, QPushButton, "compare.yes").click()
    turn(lambda: program.station is not None and is_home(program.station))
    turn(lambda: program.window.view is not None and program.window.view.page == "sheet")
    return program


def child(program: StationProgram, kind: type, name: str):
    found = [one for one in program.window.findChildren(kind, name) if one.isVisible()]
    assert len(found) == 1, f"{name}: {len(found)}"
    return found[0]


def status(program: StationProgram) -> str:
    return program.window._header.status.words.text()


def words(program: StationProgram) -> str:
    labels = program.window.findChildren(Label)
    return "\n".join(label.text() for label in labels if label.isVisible())


def type_words(program: StationProgram, name: str, text: str) -> DraftText:
    field = child(program, DraftText, name)
    field.setFocus()
    QTest.keyClicks(field, text)
    return field


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


def press_tab_until(program: StationProgram, wanted: QWidget) -> None:
    for _press in range(60):
        focused = QApplication.focusWidget()
        if focused is wanted or (focused is not None and wanted.isAncestorOf(focused)):
            return
        QTest.keyClick(focused or program.window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.objectName()}")


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


def test_the_line_says_what_is_known_and_no_more(room: OpenRoom, inside: StationProgram) -> None:
    assert status(inside) == "Saved on the facilitator’s laptop"
    port = room.hub.at.port
    room.close()
    turn(lambda: status(inside).startswith("No connection since"))
    type_words(inside, "sheet.evidence", "Budget book").settle_now()
    turn(lambda: status(inside).startswith("1 not yet on the facilitator’s laptop. Kept on"))
    again = OpenRoom(room.path, port)
    try:
        turn(lambda: status(inside) == "Saved on the facilitator’s laptop")
        assert again.operations.snapshot.cell(EVIDENCE).value == "Budget book"
    finally:
        inside.window.close()
        again.close()


def test_another_language_keeps_what_is_being_typed(room: OpenRoom, inside: StationProgram) -> None:
    type_words(inside, "sheet.evidence", "Half a sen")
    inside.change_setting("language", "es")
    assert child(inside, DraftText, "sheet.evidence").text() == "Half a sen"
    turn(lambda: status(inside) == "Guardado en la computadora de quien facilita")
    assert room.operations.snapshot.cell(EVIDENCE).value == "Half a sen"
    inside.change_setting("text_scale", 2.0)
    assert child(inside, DraftText, "sheet.evidence").text() == "Half a sen"


def test_the_facilitators_word_the_reveal_and_the_end_of_a_device(
    room: OpenRoom, inside: StationProgram
) -> None:
    room.do(TellStations(text="Ten minutes left."))
    turn(lambda: "From the facilitator: Ten minutes left." in words(inside))
    view = inside.window.view
    assert view is not None
    view.open_page("results")
    assert view.page == "sheet"
    room.do(SetCell(cell=str(rating("gB")), value=F2))
    room.do(RevealResults())
    turn(lambda: inside.station.desk.snapshot.cell(rating("gB")).value == F2)
    view.open_page("results")
    assert view.page == "results"
    spoken_words = inside.window.findChild(QWidget, "station.results.words")
    assert "Group B" in spoken_words.toPlainText() or "B" in spoken_words.toPlainText()
    room.do(RevealResults(revealed=False))
    turn(lambda: view.page == "sheet")
    assert spoken_words.toPlainText() == ""
    station_id = inside.station.desk.station_id
    room.do(RevokeStation(station_id=station_id))
    turn(lambda: "took this laptop out of its group" in status(inside))
    type_words(inside, "sheet.evidence", "Still written").settle_now()
    turn(lambda: "1 answer waits for the facilitator" in words(inside))


def test_two_versions_are_shown_and_settled_here(room: OpenRoom, inside: StationProgram) -> None:
    inside.station.road._link.stop()
    type_words(inside, "sheet.evidence", "From this table.").settle_now()
    room.do(SetCell(cell=str(EVIDENCE), value="From the facilitator."))
    folder = inside.station.folder
    inside.window.close()
    again = inside  # the same window would be gone: the next start has its own
    again.start()
    turn(lambda: again.station is not None and again.station.folder == folder)
    turn(lambda: "Two versions were written" in words(again))
    assert "the facilitator’s laptop" in words(again)
    keep = again.window.findChild(QPushButton, "contest.keep.0")
    chosen = keep.accessibleDescription()
    keep.click()
    turn(lambda: is_home(again.station))
    turn(lambda: room.operations.snapshot.cell(EVIDENCE).value == chosen)


def test_notes_to_the_prompt_and_the_groups_word_arrive(
    room: OpenRoom, inside: StationProgram
) -> None:
    view = inside.window.view
    assert view is not None
    road = inside.station.road
    road.clock = {"activity_id": "a", "prompt_id": "p1", "prompt": {"en": "What surprised you?"}}
    road.changed.emit()
    view.open_page("notes")
    assert "What surprised you?" in words(inside)
    line = child(inside, EntryLine, "station.note.new")
    QTest.keyClicks(line, "More counselors")
    inside.station.operations.flush()
    assert [one.text for one in inside.station.desk.snapshot.drafts] == ["More counselors"]
    QTest.keyClick(line, Qt.Key.Key_Return)
    for name in ("score.help", "score.finished", "score.see"):
        child(inside, QPushButton, name).click()
    child(inside, QPushButton, "score.confirm.yes").click()
    turn(lambda: is_home(inside.station))
    shot = room.operations.snapshot
    (note,) = shot.notes
    assert (shot.words(note.id), note.prompt_id) == ("More counselors", "p1")
    state = shot.group_state("gA")
    assert state.help_asked_at
    assert state.finished_at
    assert state.confirmed_at
    turn(lambda: "We need no more help" in buttons(inside))


def buttons(program: StationProgram) -> list[str]:
    found = program.window.findChildren(QPushButton)
    return [button.text() for button in found if button.isVisible()]


def test_it_asks_before_it_closes_over_what_is_only_here(
    room: OpenRoom, inside: StationProgram
) -> None:
    room.close()
    turn(lambda: not inside.station.road.state.connected)
    type_words(inside, "sheet.evidence", "Only here").settle_now()
    turn(lambda: inside.station.road.state.waiting == 1)
    inside.window._may_close = False
    assert not QWidget.close(inside.window)
    assert "1 answer is not on the facilitator’s laptop yet" in words(inside)
    assert QWidget.close(inside.window)
    assert inside.station is None


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


def test_by_file_to_the_hub_and_back(
    room: OpenRoom, inside: StationProgram, tmp_path: Path
) -> None:
    inside.station.road._link.stop()
    type_words(inside, "sheet.evidence", "Carried on a stick").settle_now()
    inside.station.operations.flush()
    roads = inside.window.view.roads
    inside.window.view.turn_roads()
    roads.save(tmp_path / "answers")
    turn(lambda: "Bring it to the facilitator" in words(inside))
    files = StationFiles(room.operations)
    taken = files.take_in(tmp_path / "answers.eqx")
    assert room.operations.snapshot.cell(EVIDENCE).value == "Carried on a stick"
    answer = files.save_answer(taken, tmp_path / "back.eqx")
    assert inside.station.road.state.waiting == 1
    roads.read_answer(answer)
    turn(lambda: inside.station.road.state.waiting == 0)
    turn(lambda: "This laptop knows now" in words(inside))
    roads.read_answer(tmp_path / "answers.eqx")
    turn(lambda: "This laptop knows now" not in words(inside))
    assert inside.station.road.state.waiting == 0


def test_scores_are_read_aloud(room: OpenRoom, inside: StationProgram) -> None:
    inside.station.road._link.stop()
    inside.station.desk.submit(SetCell(cell=str(rating()), value=F3))
    inside.station.operations.flush()
    QApplication.processEvents()
    inside.window.view.turn_roads()
    child(inside, QPushButton, "station.code.d01").click()
    code = inside.window.findChild(Label, "station.code")
    turn(lambda: code.isVisible())
    heard = spoken.heard(
        room.operations.snapshot, identity_for(room.operations), code.text(), now=wall()
    )
    room.do(heard.command)
    assert room.operations.snapshot.cell(rating()).value == F3
    child(inside, QPushButton, "station.code.d06").click()
    turn(lambda: "There is no code for" in words(inside))


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


def test_withdrawn_words_leave_the_window(room: OpenRoom, inside: StationProgram) -> None:
    from app.domain.withdrawal import WithdrawWords

    field = type_words(inside, "sheet.foundations.reason", "Somebody said too much here.")
    field.settle_now()
    turn(lambda: is_home(inside.station))
    child(inside, DraftText, "sheet.evidence").setFocus()
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    turn(lambda: field.text() == "")


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


def test_a_full_disk_is_told_and_the_words_go_on_when_there_is_room(
    room: OpenRoom, start: Started, tmp_path: Path
) -> None:
    with small_disk(tmp_path / "small") as disk:
        program = enter(start(str(room.link()), folder="small"))
        disk.fill()
        type_words(program, "sheet.evidence", "Typed on a full disk").settle_now()
        turn(lambda: program.station.operations.in_trouble)
        turn(lambda: "Not on the disk yet" in status(program))
        disk.free()
        turn(lambda: status(program) == "Saved on the facilitator’s laptop")
        assert room.operations.snapshot.cell(EVIDENCE).value == "Typed on a full disk"
        program.window.close()


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

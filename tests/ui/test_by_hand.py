"""Files and codes from devices in the real window: dropped, chosen, typed, and told calmly."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.exchange import StationFiles
from app.bootstrap.room_office import identity_for
from app.domain.enrolments import Enrolment
from app.domain.room_keys import station_token
from app.domain.seating import AddGroup
from app.domain.stations import AdmitStation
from app.room import exchange
from app.services import handover
from app.services.room import identity_of
from app.storage import sealed
from app.storage.database import Database
from app.ui.after.elsewhere import KEY as ELSEWHERE
from app.ui.after.elsewhere import ElsewhereWord
from app.ui.after.hand_over_page import HandOverPage
from app.ui.by_hand.device_files import DeviceFiles
from app.ui.by_hand.page import ByHandPage
from app.ui.desk import Desk
from tests.room.roads import Clock, Table
from tests.workshops import rating


class Room:
    """A desk with a room, its by-hand page in a window, and a station that never had a network."""

    def __init__(self, desk: Desk, folder: Path, qtbot: QtBot) -> None:
        self.desk, self.folder, self.qtbot = desk, folder, qtbot
        group = AddGroup(
            group_id="gA", seating_id="scoring", label="A", position=1.0, dimensions=("d01",)
        )
        desk.operations.request(group).result(60)
        identity = identity_for(desk.operations)
        self.table = Table(folder / "station.eqw", Clock())
        enrolment = self.table.enrolment
        self.table.enrolment = replace(
            enrolment, room=identity.room_id,
            token=station_token(identity.secret, enrolment.station),
            workshop=desk.snapshot.workshop.lineage, epoch=desk.snapshot.workshop.epoch,
        )  # fmt: skip
        joined = AdmitStation(station_id=enrolment.station, group_id="gA", label="Blue laptop")
        desk.operations.request(joined).result(60)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.files = DeviceFiles(desk, lambda: StationFiles(desk.operations), self.window)
        desk.device_files = self.files
        self.page = ByHandPage(desk, self.window)
        self.window.resize(900, 700)
        self.window.show()

    @property
    def enrolment(self) -> Enrolment:
        return self.table.enrolment

    def write_scores(self) -> None:
        self.table.write(rating(), {"level": "f2", "framework": 1})
        self.table.write(rating(lens="access"), {"cannot_tell": True})

    def file(self, name: str = "table.eqx") -> Path:
        path = self.folder / name
        path.write_bytes(
            exchange.station_file(
                self.enrolment, self.table.outbox, epoch="", now=self.table.clock.now
            )
        )
        return path

    def drop(self, path: Path) -> bool:
        """Drop a file on the window as a file manager does; tell whether it was accepted."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path))])
        where, move = QPointF(20, 20), Qt.DropAction.CopyAction
        none = Qt.KeyboardModifier.NoModifier
        left = Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(where.toPoint(), move, data, left, none)
        QApplication.sendEvent(self.window, enter)
        drop = QDropEvent(where, move, data, left, none)
        QApplication.sendEvent(self.window, drop)
        return enter.isAccepted() and drop.isAccepted()

    def said(self) -> str:
        word = self.desk.words.get("device-file")
        return word.text if word else ""

    def until_said(self, words: str) -> None:
        self.qtbot.waitUntil(lambda: words in self.said())

    def label(self, name: str) -> str:
        return self.page.findChild(QLabel, name).text()


@pytest.fixture
def room(desk: Desk, tmp_path: Path, qtbot: QtBot) -> Iterator[Room]:
    made = Room(desk, tmp_path, qtbot)
    yield made
    made.files.end()
    made.table.database.close()


def test_a_file_is_dropped_taken_in_and_answered(room: Room) -> None:
    room.write_scores()
    assert room.drop(room.file())
    room.until_said("Group A, “Blue laptop”: 2 new answers")
    assert room.desk.snapshot.cell(rating()).value == {"level": "f2", "framework": 1}
    room.drop(room.file())
    room.until_said("Nothing new")
    (_label, _offer), *_more = room.desk.words["device-file"].actions
    taken = []
    room.files.taken.connect(taken.append)
    room.drop(room.file())
    room.qtbot.waitUntil(lambda: bool(taken))
    room.files.save_answer(taken[0], room.folder / "answer")
    room.until_said("“answer.eqx”")
    answer = exchange.read_answer((room.folder / "answer.eqx").read_bytes(), room.enrolment)
    assert answer.receipt["through"] == 2


def test_what_is_no_file_of_a_device_is_told_and_others_pass_through(room: Room) -> None:
    bad = room.folder / "bad.eqx"
    bad.write_text("{}")
    assert room.drop(bad)
    room.until_said("no file from the room")
    assert room.desk.words["device-file"].kind == "attention"
    assert not room.drop(room.folder / "people.csv")


def test_several_files_at_once_are_taken_in_one_after_the_other(room: Room) -> None:
    room.write_scores()
    seen = []
    room.files.taken.connect(seen.append)
    for number in range(3):
        room.files.take_in(room.file(f"{number}.eqx"))
    room.qtbot.waitUntil(lambda: len(seen) == 3)
    assert [one.fresh for one in seen] == [2, 0, 0]


def test_what_is_saved_meanwhile_waits_and_every_outcome_is_told(room: Room) -> None:
    room.write_scores()
    bad = room.folder / "bad.eqx"
    bad.write_text("{}")
    taken = []
    room.files.taken.connect(taken.append)
    for path in (bad, room.file("first.eqx"), room.file("second.eqx")):
        assert room.drop(path)
    room.files.save_join("gA", room.folder / "joins")
    room.until_said("“joins.eqj” is saved")
    assert [one.fresh for one in taken] == [2, 0]
    said = " ".join(word.text for word in room.desk.words.values())
    for words in ("no file from the room", "2 new answers", "Nothing new"):
        assert words in said
    room.files.take_in(room.file("third.eqx"))
    room.files.save_answer(taken[0], room.folder / "answer")
    room.until_said("“answer.eqx”")
    assert len(taken) == 3


def test_a_code_is_typed_read_back_and_taken_in_by_keyboard_alone(room: Room) -> None:
    room.write_scores()
    code = room.table.say().lower()
    field = room.page.findChild(QLineEdit, "code.field")
    field.setFocus()
    room.qtbot.keyClicks(field, code[:7])
    assert room.label("code.says") == "7 of 15 characters"
    room.qtbot.keyClicks(field, code[7:])
    room.qtbot.waitUntil(lambda: "Blue laptop" in room.label("code.whose"))
    assert "1 · School Funding" in room.label("code.whose")
    assert room.label("code.says").endswith("2 · Equitable Access: cannot tell")
    assert room.desk.snapshot.cell(rating()).value is None
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert room.desk.operations.flush()
    assert room.desk.snapshot.cell(rating()).value == {"level": "f2", "framework": 1}
    assert field.text() == ""
    assert room.label("code.whose") == "Taken in."
    room.qtbot.keyClicks(field, code)
    room.qtbot.waitUntil(lambda: "Blue laptop" in room.label("code.whose"))
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert room.label("code.whose") == "These scores were here already."


def test_a_slip_in_a_code_is_told_and_nothing_can_be_taken_in(room: Room) -> None:
    room.write_scores()
    code = room.table.say()
    field = room.page.findChild(QLineEdit, "code.field")
    wrong = code[:4] + ("0" if code[4] != "0" else "2") + code[5:]
    room.qtbot.keyClicks(field, wrong)
    room.qtbot.waitUntil(lambda: "slip" in room.label("code.whose"))
    room.qtbot.keyClick(field, Qt.Key.Key_Return)
    assert room.desk.operations.flush()
    assert room.desk.snapshot.cell(rating()).value is None


@pytest.fixture
def page(desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> HandOverPage:
    monkeypatch.setattr(sealed, "LOG_N", 12)
    made = HandOverPage(desk)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    return made


def button(page: QWidget, name: str) -> QPushButton:
    return page.findChild(QPushButton, name)


def test_the_room_is_handed_over_and_taken_back(
    page: HandOverPage, desk: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    identity = identity_for(desk.operations)
    field = page.findChild(QLineEdit, "after.handover.passphrase")
    field.setText("- - short - -")
    assert not button(page, "after.handover.save").isEnabled()
    button(page, "after.handover.suggest").click()
    passphrase = field.text()
    assert button(page, "after.handover.save").isEnabled()
    page.hand_over(tmp_path / "room")
    told = page.findChild(QLabel, "after.handover.told")
    qtbot.waitUntil(told.isVisible)
    secret = page.findChild(QLabel, "after.handover.secret")
    assert (field.text(), secret.text()) == ("", passphrase)
    page.hide()
    assert secret.text() == "", "the passphrase does not stay on the screen"
    page.show()
    desk.unsaid.emit(ELSEWHERE)
    opened_again = ElsewhereWord(desk)
    qtbot.waitUntil(lambda: ELSEWHERE in desk.words)
    assert "another laptop" in desk.words[ELSEWHERE].text
    path = handover.receive_handover(
        tmp_path / "other", tmp_path / "room.eqh", passphrase, now=desk.now()
    )
    opened = Database(path)
    assert identity_of(opened) == identity
    opened.close()
    button(page, "after.handover.again").click()
    qtbot.waitUntil(button(page, "after.handover.save").isVisible)
    assert identity_for(desk.operations) == identity
    assert ELSEWHERE not in desk.words
    opened_again.deleteLater()

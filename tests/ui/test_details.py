"""The workshop's details, set by their controls and read back from the file."""

from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.domain.workshop import EditDetails
from app.ui.desk import Desk
from app.ui.details.day_field import DayField
from app.ui.details.times import read_time, show_time
from app.ui.details.view import DetailsView
from app.ui.details.zone_choice import ZoneChoice
from app.ui.prepare.captioned import Captioned
from app.ui.prepare.words_field import WordsFaultError, WordsField
from tests.ui.prepare_hands import Hands


@pytest.fixture
def hands(desk: Desk, qtbot: QtBot) -> Hands:
    view = DetailsView(desk)
    qtbot.addWidget(view)
    view.resize(1100, 700)
    view.show()
    return Hands(desk, view)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("16:00", "16:00"), ("4 pm", "16:00"), ("4:15 p.m.", "16:15"), ("4:15 P. M.", "16:15"),
        ("16.15", "16:15"), ("16h15", "16:15"), ("16h", "16:00"), ("1600", "16:00"),
        ("930", "09:30"), ("9", "09:00"), ("12 am", "00:00"), ("12pm", "12:00"), ("0:05", "00:05"),
    ],
)  # fmt: skip
def test_times_are_understood_as_people_type_them(typed: str, meant: str) -> None:
    assert read_time(typed) == meant
    assert read_time(show_time(meant)) == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "16:60", "noon", "13 pm", "4:5:6", "-1", "16:0", "", "9999"]
)
def test_what_is_no_time_is_refused(typed: str) -> None:
    with pytest.raises(WordsFaultError):
        read_time(typed)


def test_no_time_may_mean_none() -> None:
    assert read_time("  ", optional=True) == ""


def test_tab_into_a_field_chooses_its_words_so_that_typing_replaces_them(hands: Hands) -> None:
    hands.view.activateWindow()
    end = hands.find("prepare.details.planned_end_time", WordsField)
    hands.find("prepare.details.start_time", WordsField).setFocus()
    end.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(end, "6:30 pm")
    assert end.text() == "6:30 pm"


def test_a_field_that_was_left_does_not_look_chosen_any_more(hands: Hands) -> None:
    hands.view.activateWindow()
    district = hands.find("prepare.details.district", WordsField)
    district.clearFocus()
    district.setFocus(Qt.FocusReason.TabFocusReason)
    assert district.textCursor().hasSelection()
    QTest.keyClick(district, Qt.Key.Key_Tab)
    assert not district.hasFocus()
    assert not district.textCursor().hasSelection()


def test_each_field_saves_only_itself(hands: Hands) -> None:
    hands.write("prepare.details.district", "Riverbend  Community Schools")
    hands.write("prepare.details.place", "Town hall")
    hands.write("prepare.details.start_time", "1 pm")
    hands.write("prepare.details.hard_stop_time", "17:15")
    workshop = hands.desk.snapshot.workshop
    assert workshop.district == "Riverbend Community Schools"
    assert (workshop.place, workshop.start_time, workshop.hard_stop_time) == (
        "Town hall", "13:00", "17:15",
    )  # fmt: skip
    assert workshop.planned_end_time == "16:00"
    assert hands.find("prepare.details.hard_stop_time", WordsField).text() == "5:15 pm"
    command = hands.desk.operations.undoable
    assert isinstance(command, EditDetails)
    assert command.values == {"hard_stop_time": "17:15"}


def test_a_wrong_time_says_so_and_changes_nothing(hands: Hands) -> None:
    field = hands.write("prepare.details.planned_end_time", "half four")
    box = field.parentWidget()
    assert isinstance(box, Captioned)
    assert "half four" in box.fault()
    assert field.property("invalid") is True
    assert field.text() == "half four"
    assert hands.desk.snapshot.workshop.planned_end_time == "16:00"
    hands.write("prepare.details.planned_end_time", "4:30 pm")
    assert box.fault() == ""
    assert hands.desk.snapshot.workshop.planned_end_time == "16:30"


def test_a_workshop_keeps_a_name(hands: Hands) -> None:
    field = hands.write("prepare.details.district", "")
    box = field.parentWidget()
    assert isinstance(box, Captioned)
    assert box.fault()
    assert hands.desk.snapshot.workshop.district == "Riverbend"


def test_times_that_do_not_fit_are_said_but_not_refused(hands: Hands) -> None:
    hands.write("prepare.details.planned_end_time", "15:00")
    view = hands.view
    assert isinstance(view, DetailsView)
    assert "240" in view._judgement.text()
    assert hands.desk.snapshot.workshop.planned_end_time == "15:00"


def test_the_day_is_told_once_it_rests(hands: Hands, qtbot: QtBot) -> None:
    field = hands.find("prepare.details.date", DayField)
    with qtbot.waitSignal(field.day_changed):
        field.setDate(QDate(2026, 12, 4))
        field.setDate(QDate(2026, 12, 5))
    hands.saved()
    assert hands.desk.snapshot.workshop.date == date(2026, 12, 5)
    hands.undo()
    assert field.day() == date(2026, 11, 20)


def test_one_language_or_two_and_which_leads(hands: Hands) -> None:
    hands.press("prepare.details.both_languages")
    assert hands.desk.snapshot.workshop.languages == ("en",)
    lead = hands.find("prepare.details.leading_language")
    lead.findChildren(type(lead._segments[1]))[1].click()  # type: ignore[attr-defined]
    hands.saved()
    assert hands.desk.snapshot.workshop.languages == ("es",)
    hands.press("prepare.details.both_languages")
    assert hands.desk.snapshot.workshop.languages == ("es", "en")


def test_who_leads_is_kept_together(hands: Hands) -> None:
    hands.write("prepare.details.facilitators", "Rosa Example")
    hands.write("prepare.details.co_host", "Sam Sample")
    hosts = hands.desk.snapshot.hosts
    assert (hosts.facilitators, hosts.co_host, hosts.contact) == ("Rosa Example", "Sam Sample", "")


def test_the_next_convening_may_be_open(hands: Hands) -> None:
    hands.press("prepare.details.has_next")
    assert hands.desk.snapshot.workshop.next_date == date(2026, 12, 18)
    hands.write("prepare.details.next_time", "18:30")
    assert hands.desk.snapshot.workshop.next_time == "18:30"
    hands.press("prepare.details.has_next")
    assert hands.desk.snapshot.workshop.next_date is None


def test_agreeing_on_ratings_is_off_until_it_is_wanted(hands: Hands) -> None:
    assert hands.desk.snapshot.workshop.agree_ratings is False
    hands.press("prepare.details.agree_ratings")
    assert hands.desk.snapshot.workshop.agree_ratings is True


def test_a_time_zone_is_typed_or_chosen(hands: Hands) -> None:
    zone = hands.find("prepare.details.time_zone", ZoneChoice)
    line = zone.lineEdit()
    line.setText("america/chicago")
    line.editingFinished.emit()
    hands.saved()
    assert hands.desk.snapshot.workshop.time_zone == "America/Chicago"
    line.setText("Riverbend Time")
    line.editingFinished.emit()
    hands.saved()
    assert hands.desk.snapshot.workshop.time_zone == "America/Chicago"
    box = zone.parentWidget()
    assert isinstance(box, Captioned)
    assert "Riverbend Time" in box.fault()


def test_words_left_from_a_crash_come_back(desk: Desk, qtbot: QtBot) -> None:
    desk.keep_draft("prepare.details.place", "The gym, second fl")
    assert desk.operations.flush()
    view = DetailsView(desk)
    qtbot.addWidget(view)
    field = view.findChild(WordsField, "prepare.details.place")
    assert field.text() == "The gym, second fl"
    field.finish()
    assert desk.operations.flush()
    assert desk.snapshot.workshop.place == "The gym, second fl"
    assert desk.snapshot.draft("prepare.details.place") is None

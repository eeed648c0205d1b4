"""The program's parts joined: nothing typed is left behind when a workshop is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QRegularExpression, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.application import apply_look
from app.bootstrap.keeper import Keeper
from app.bootstrap.program import Program
from app.domain.clock import PauseClock, StartDay
from app.domain.errors import StorageProblemError
from app.domain.workshop import EditDetails, Hosts
from app.paths import resource_path
from app.services import library
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.console.word_stack import WordStack
from app.ui.data.import_panel import DataImportPanel
from app.ui.data.place_choice import PlaceChoice
from app.ui.importing.page import ImportPage
from app.ui.people.import_panel import ImportPanel
from app.ui.widgets.draft_text import DraftText
from tests.bench import ccd_file
from tests.spanish import is_english
from tests.workshops import NOON


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Program]:
    """Return the program with a workshop open on its details."""
    clock = SimulatedClock(NOON)
    usual = Settings(language="en", theme="light", reduced_motion=True)
    save(data_dir, usual)
    path = library.create_workshop(
        data_dir, district="Riverbend", day=NOON.date(), now=NOON, languages=("en",)
    )
    made = Program(qapp, data_dir, clock)
    made.window.show()
    made.open_workshop(path, page="prepare")
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    apply_look(qapp, usual)
    qapp.processEvents()


def test_words_that_rest_in_a_field_are_saved_when_the_workshop_is_closed(
    qtbot: QtBot, program: Program
) -> None:
    assert program.day is not None
    path = program.day.operations.path
    field = program.window.findChild(DraftText, "prepare.details.facilitators")
    field.insertPlainText("Sample Facilitator")
    assert field.has_unsettled()
    program.show_home()
    database = library.open_workshop(program.data_dir, path, now=NOON)
    with database.reading() as reader:
        (hosts,) = reader.all(Hosts)
    database.close()
    assert hosts.facilitators == "Sample Facilitator"


def test_what_the_facilitator_must_know_is_said_on_every_page(
    qtbot: QtBot, program: Program
) -> None:
    assert program.day is not None
    problem = StorageProblemError("The disk is full.", remedy="Free some space.")
    program.day.operations.trouble.emit(problem)
    program.tell_fault()
    for page in ("prepare", "score", "after", "console", "notes"):
        program.window.show_page(page)
        program.day.operations.trouble.emit(problem)
        (shown,) = [one for one in program.window.findChildren(WordStack) if one.isVisible()]
        assert "The disk is full. Free some space." in shown.texts()
        assert len(shown.texts()) == 2
    program.day.desk.unsaid.emit("fault")
    for stack in program.window.findChildren(WordStack):
        assert len(stack.texts()) == 1


def _resumed(program: Program, *, paused: bool) -> list[str]:
    """Start the day, perhaps pause it, let the program die, and resume; return what is said."""
    assert program.day is not None
    desk = program.day.desk
    desk.submit(StartDay(activity_id=desk.snapshot.agenda.activities[0].id))
    if paused:
        desk.submit(PauseClock())
    assert desk.operations.flush()
    path = desk.operations.path
    program.show_home()
    program.open_workshop(path, page="console", lost_seconds=600.0)
    return list(program.day.desk.words)


def test_lost_time_can_be_taken_back_where_it_counted(qtbot: QtBot, program: Program) -> None:
    assert "resumed" in _resumed(program, paused=False)


def test_nothing_was_lost_while_the_clock_stood(qtbot: QtBot, program: Program) -> None:
    assert "resumed" not in _resumed(program, paused=True)


def test_a_second_folder_that_is_gone_is_told(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    assert program.day is not None
    away = tmp_path / "stick"
    away.write_text("a file where the folder was")
    keeper = Keeper(program.day.desk, str(away), program._writing, parent=program.day)
    with qtbot.waitSignal(program.day.desk.said) as said:
        keeper.back_up("block")
    assert said.args[0].key == "backup"


def _open_sample(program: Program) -> None:
    program.show_home()
    program.window.findChild(QPushButton, "home.sample").click()
    assert program.day is not None


def test_the_sample_is_filled_while_its_window_is_alive(qtbot: QtBot, program: Program) -> None:
    _open_sample(program)
    assert program.day is not None
    desk = program.day.desk
    assert "sample" in desk.words
    assert not desk.snapshot.people, "the window does not wait"
    qtbot.waitUntil(lambda: "sample" not in desk.words, timeout=60_000)
    assert len(desk.snapshot.people) > 20
    assert len(desk.snapshot.datasets) == 3
    assert all(plan.groups for plan in desk.snapshot.seatings)


def test_a_sample_that_is_closed_while_it_is_filled_is_whole(
    qtbot: QtBot, program: Program
) -> None:
    _open_sample(program)
    _open_sample(program)
    assert program.day is not None
    snapshot = program.day.desk.snapshot
    assert "sample" not in program.day.desk.words
    assert len(snapshot.datasets) == 3
    assert all(plan.groups for plan in snapshot.seatings)


def test_banners_follow_the_language_whatever_they_say(
    qtbot: QtBot, program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.day is not None
    desk = program.day.desk
    away = tmp_path / "stick"
    away.write_text("a file where the folder was")
    monkeypatch.setattr(program.day.keeper, "_second", away)
    program.day.keeper.back_up("block")
    desk.submit(EditDetails(values={"district": ""}))
    desk.operations.failed.emit("EditDetails")
    qtbot.waitUntil(lambda: {"backup", "refused", "failed"} <= desk.words.keys())
    english = {key: desk.words[key].text for key in ("backup", "refused", "failed")}
    program.window.show_page("notes")
    program.change_setting("language", "es")
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    (shown,) = [one for one in program.window.findChildren(WordStack) if one.isVisible()]
    for key, words in english.items():
        assert desk.words[key].text in shown.texts()
        assert desk.words[key].text != words
        assert not is_english(desk.words[key].text)
    program.change_setting("language", "en")
    assert {key: desk.words[key].text for key in english} == english


def test_the_focus_stays_on_the_page_when_words_over_it_are_acted_on(
    qtbot: QtBot, program: Program
) -> None:
    assert program.day is not None
    done: list[str] = []
    program.window.show_page("results")
    program.window.activateWindow()
    desk = program.day.desk
    desk.say("info", "There is a chart.", "chart", (("Show it", lambda: done.append("shown")),))
    buttons = program.window.findChildren(QPushButton)
    (button,) = [one for one in buttons if one.text() == "Show it" and one.isVisible()]
    button.setFocus()
    qtbot.waitUntil(button.hasFocus)
    button.click()
    assert done == ["shown"]
    qtbot.wait(50)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert not program.window.header.isAncestorOf(focused)


def importing(program: Program, section: str) -> ImportPage:
    """Return the page of a file on its way in, as it is shown now."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    program.window.show_page(f"prepare:{section}")
    (found,) = [one for one in program.window.findChildren(ImportPage) if one.isVisible()]
    return found


def button(page: ImportPage, words: str) -> QAbstractButton:
    buttons = page.findChildren(QAbstractButton)
    return next(one for one in buttons if words in one.text() and one.isVisible())


def open_questions(page: ImportPage) -> set[str]:
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return {one.objectName() for one in page.findChildren(QWidget, QUESTION)}


QUESTION = QRegularExpression("^import.question.")
LOOKS = [("text_scale", 1.5), ("theme", "dark"), ("language", "es")]


@pytest.mark.parametrize(("setting", "value"), LOOKS)
def test_a_file_on_its_way_in_and_its_answers_outlive_another_look(
    qtbot: QtBot, program: Program, tmp_path: Path, setting: str, value: object
) -> None:
    file = tmp_path / "asking.csv"
    file.write_text("Name,Role,School\nAna Ruiz,Neighbor,A\nBo Li,Passer-by,B\n", "utf-8")
    program.window.show_page("prepare:people")
    view = program.window.page("prepare").page("people")
    view.import_file(file)
    qtbot.waitUntil(lambda: importing(program, "people").table is not None)
    page = importing(program, "people")
    assert isinstance(page, ImportPanel)
    button(page, "Educator").click()
    page.columns.changed.emit(2, "title")
    left = open_questions(page)
    assert len(left) == 1
    answers, columns = dict(page.answers), page.columns.box(2).currentData()
    assert answers
    program.window.show_page("notes")
    program.change_setting(setting, value)
    assert program.window.current_page == "notes"
    again = importing(program, "people")
    assert again is not page
    assert again.answers == answers
    assert again.columns.box(2).currentData() == columns
    assert open_questions(again) == left
    program.window.show_page("prepare:agenda")
    program.change_setting("reduced_motion", False)
    assert program.window.page("prepare").section == "agenda"


def test_a_data_file_keeps_its_choices_and_its_title_through_another_look(
    qtbot: QtBot, program: Program
) -> None:
    program.window.show_page("prepare:data")
    program.window.page("prepare").page("data").import_file(
        resource_path("sample", "ma-graduation.csv")
    )
    qtbot.waitUntil(lambda: importing(program, "data").table is not None)
    page = importing(program, "data")
    assert isinstance(page, DataImportPanel)
    page.findChild(QLineEdit, "import.title").setText("Who finishes")
    program.change_setting("text_scale", 2.0)
    again = importing(program, "data")
    assert again is not page
    assert again.findChild(QLineEdit, "import.title").text() == "Who finishes"


def test_a_file_that_is_still_being_read_and_its_places_outlive_another_look(
    qtbot: QtBot, program: Program, tmp_path: Path
) -> None:
    large = tmp_path / "large.csv"
    ccd_file.write(large, 21 * 1024 * 1024)
    program.window.show_page("prepare:data")
    program.window.page("prepare").page("data").import_file(large)
    program.change_setting("theme", "dark")
    page = importing(program, "data")
    qtbot.waitUntil(lambda: page.other is not None, timeout=60_000)
    model = page.findChild(PlaceChoice).model
    model.setData(model.index(1), Qt.CheckState.Checked, Qt.ItemDataRole.CheckStateRole)
    program.change_setting("language", "es")
    again = importing(program, "data").findChild(PlaceChoice)
    assert again.isVisible()
    assert again.model.chosen == model.chosen != ()

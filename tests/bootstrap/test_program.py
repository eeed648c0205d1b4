"""The program's parts joined: nothing typed is left behind when a workshop is closed."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.keeper import Keeper
from app.bootstrap.program import Program
from app.domain.clock import PauseClock, StartDay
from app.domain.errors import StorageProblemError
from app.domain.workshop import EditDetails, Hosts
from app.services import library
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.console.word_stack import WordStack
from app.ui.widgets.draft_text import DraftText
from tests.spanish import is_english
from tests.workshops import NOON


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Program]:
    """Return the program with a workshop open on its details."""
    clock = SimulatedClock(NOON)
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
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
    qtbot.waitUntil(lambda: {"backup", "refused", "failed"} <= desk.words.keys(), timeout=20_000)
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

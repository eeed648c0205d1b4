"""The end of a day and the next opening: whatever fails, the file is closed; nothing lingers."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap import awake
from app.bootstrap.awake import Way
from app.bootstrap.locks import lock_workshop
from app.bootstrap.program import Program
from app.domain.clock import StartDay
from app.services import library
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.storage import exchange
from app.ui.main_window import CLOSING
from tests.workshops import NOON


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Program]:
    """Return the program with the sample's day running."""
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    made.window.show()
    made.open_workshop(library.open_sample(data_dir, now=NOON), page="console")
    assert made.day is not None
    desk = made.day.desk
    desk.submit(StartDay(activity_id=desk.snapshot.agenda.activities[0].id))
    assert desk.operations.flush()
    qtbot.waitUntil(lambda: desk.rundown().running)
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def test_after_the_day_the_display_may_sleep_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The room screen going away is no reason to wake the display once more."""
    assert program.day is not None
    day = program.day
    told: list[int] = []

    def tell(state: int) -> bool:
        told.append(state)
        return True

    monkeypatch.setattr(awake, "ways", lambda: [Way.WINDOWS])
    monkeypatch.setattr(awake, "_tell_windows", tell)
    day.awake._real = True
    day.room.show()
    day.awake.show_room(True)
    assert list(day.awake.awake.held) == [Way.WINDOWS]
    program.show_home()
    assert list(day.awake.awake.held) == []
    assert told[-1] == awake._CONTINUOUS


def test_a_field_that_fails_does_not_keep_the_file_open(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert program.day is not None
    path, operations = program.day.operations.path, program.day.operations

    def fail() -> None:
        raise RuntimeError("a field is broken")

    ended: list[bool] = []
    with monkeypatch.context() as broken:
        broken.setattr(program.window, "settle", fail)
        broken.setattr(program.application, "quit", lambda: ended.append(True))
        with pytest.raises(RuntimeError):
            program.quit()
    assert ended == [True]
    assert operations.ended
    lock_workshop(path).unlock()


def test_what_is_said_follows_the_language(program: Program) -> None:
    assert program.day is not None
    program.day.keeper.offer_lost_time(600)
    program.tell_fault()
    english = {key: word.text for key, word in program.day.desk.words.items()}
    program.change_setting("language", "es")
    spanish = {key: word.text for key, word in program.day.desk.words.items()}
    assert set(spanish) == set(english) >= {"resumed", "fault"}
    for key in ("resumed", "fault"):
        assert spanish[key] != english[key]
    labels = [label for label, _act in program.day.desk.words["resumed"].actions]
    assert "Take them back" not in labels
    program.change_setting("language", "en")
    assert {key: word.text for key, word in program.day.desk.words.items()} == english


def test_what_a_crash_left_ready_does_not_outlive_the_next_opening(program: Program) -> None:
    assert program.day is not None
    path = program.day.operations.path
    program.show_home()
    left = exchange.waiting_for(path)
    left.write_bytes(path.read_bytes())
    program.open_workshop(path)
    assert not left.exists()


def test_the_first_x_of_a_running_day_asks_and_the_second_closes(program: Program) -> None:
    day = program.day
    assert day is not None
    handle = program.window.windowHandle()
    handle.close()
    assert program.window.isVisible()
    assert program.day is day
    word = day.desk.words[CLOSING]
    assert [label for label, _act in word.actions] == ["Close", "Go on"]
    word.actions[1][1]()
    assert CLOSING not in day.desk.words
    handle.close()
    assert program.window.isVisible(), "whoever went on is asked again"
    handle.close()
    assert not program.window.isVisible()
    assert program.day is None


def test_close_on_the_strip_closes(program: Program, qtbot: QtBot) -> None:
    program.window.windowHandle().close()
    assert program.day is not None
    program.day.desk.words[CLOSING].actions[0][1]()
    qtbot.waitUntil(lambda: not program.window.isVisible())
    assert program.day is None


def test_the_end_of_the_session_is_not_asked_about(program: Program) -> None:
    program.window.let_close()
    program.window.windowHandle().close()
    assert not program.window.isVisible()
    assert program.day is None

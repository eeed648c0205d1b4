"""The room through the whole program: opened once, it is there again whenever the program is."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.domain.clock import FinishDay, StartDay
from app.domain.room_open import Opening
from app.domain.scenes import Scene, ShowScene
from app.services import library
from app.settings import Settings, save
from app.steady import SimulatedClock
from tests.room.doors import LOOPBACK, free_port
from tests.workshops import NOON


@pytest.fixture
def started(qapp: QApplication, data_dir: Path) -> Iterator[Callable[[Path], Program]]:
    """Return a function that starts the program with a workshop, as often as it is asked."""
    made: list[Program] = []
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))

    def start(path: Path) -> Program:
        end()
        program = Program(qapp, data_dir, SimulatedClock(NOON))
        made.append(program)
        program.window.show()
        program.open_workshop(path)
        return program

    def end() -> None:
        for program in made:
            program.quit()
            program.window.deleteLater()
            program.deleteLater()
        made.clear()
        qapp.processEvents()

    yield start
    end()


@pytest.fixture
def path(data_dir: Path) -> Path:
    return library.create_workshop(
        data_dir, district="Riverbend", day=NOON.date(), now=NOON, languages=("en",)
    )


def test_an_open_room_is_open_again_after_a_restart_and_the_wall_shows_it(
    qtbot: QtBot, started: Callable[[Path], Program], path: Path
) -> None:
    first = started(path)
    opening = Opening(interface=LOOPBACK, port=free_port(), plain=True)
    first.day.door.open(opening)
    qtbot.waitUntil(lambda: first.day.door.door.is_open, timeout=60_000)
    second = started(path)
    qtbot.waitUntil(lambda: second.day.door.door.is_open, timeout=60_000)
    assert second.day.door.door.opening == opening
    second.day.desk.submit(ShowScene(scene=Scene.JOIN.value))
    address = f"http://{LOOPBACK}:{opening.port + 1}"
    qtbot.waitUntil(lambda: address in second.day.room.canvas().board().words, timeout=60_000)
    second.day.door.close_room()
    qtbot.waitUntil(lambda: address not in second.day.room.canvas().board().words, timeout=60_000)
    third = started(path)
    qtbot.wait(200)
    assert not third.day.door.door.is_open


def test_it_stays_closed_once_the_day_is_over(
    qtbot: QtBot, started: Callable[[Path], Program], path: Path
) -> None:
    first = started(path)
    first.day.door.open(Opening(interface=LOOPBACK, port=free_port()))
    qtbot.waitUntil(lambda: first.day.door.door.is_open, timeout=60_000)
    activity = first.day.desk.snapshot.agenda.activities[0]
    first.day.desk.submit(StartDay(activity_id=activity.id))
    first.day.desk.submit(FinishDay())
    second = started(path)
    qtbot.wait(200)
    assert not second.day.door.door.is_open


def test_a_fault_of_the_network_is_told_on_the_console_and_never_in_the_room(
    qtbot: QtBot, started: Callable[[Path], Program], path: Path
) -> None:
    program = started(path)
    program.day.desk.submit(ShowScene(scene=Scene.JOIN.value))
    program.day.door.open(Opening(interface="203.0.113.7"))
    qtbot.waitUntil(lambda: "room-door" in program.day.desk.words, timeout=60_000)
    assert "203.0.113.7" in program.day.desk.words["room-door"].text
    assert "203.0.113.7" not in program.day.room.canvas().board().words

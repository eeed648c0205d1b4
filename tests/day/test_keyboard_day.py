"""The same day by keys alone; wherever they go can be seen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.settings import Settings, save
from app.steady import SimulatedClock
from tests.day import test_whole_day as day
from tests.day.facilitator import forbid_dialogs, note_stray_windows
from tests.day.keyboard import KeyboardFacilitator


@pytest.fixture
def keyboard(
    qapp: QApplication,
    qtbot: QtBot,
    data_dir: Path,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[KeyboardFacilitator]:
    """Return somebody who has only keys."""
    forbid_dialogs(monkeypatch)
    note_stray_windows(monkeypatch)
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    hands = KeyboardFacilitator(Program(qapp, data_dir, clock), clock, qtbot)
    hands.program.start()
    qtbot.waitUntil(lambda: hands.sees("home"))
    hands.come_to_front()
    yield hands
    hands.close()


# Lists that open are windows, and displays drawn in memory neither raise them nor grab keys.
@pytest.mark.qt_log_ignore("plugin does not support (raise|grabbing the keyboard)", extend=True)
def test_a_whole_day_by_keys_alone(
    keyboard: KeyboardFacilitator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QtBot, "mouseClick", None)
    day.create(keyboard)
    day.write_details(keyboard)
    day.reword_a_norm(keyboard)
    day.list_people(keyboard)
    day.seat_people(keyboard)
    day.receive_people(keyboard)
    day.begin(keyboard)
    day.go_to(keyboard, "norms")
    day.adopt_norms(keyboard)
    day.go_to(keyboard, "scoring")
    entered = day.score(keyboard)
    day.go_to(keyboard, "confirm")
    day.confirm(keyboard)
    day.go_to(keyboard, "pause")
    day.reveal(keyboard)
    day.go_to(keyboard, "expected")
    day.collect_notes(keyboard)
    day.go_to(keyboard, "common")
    day.name_next_steps(keyboard)
    day.finish(keyboard)
    day.approve(keyboard)
    folder = day.export(keyboard)
    names = [p.name for p in keyboard.snapshot.people]
    day.check_files(folder, entered, names)
    assert not keyboard.lost, "\n".join(keyboard.lost)

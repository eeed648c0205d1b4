"""The real program on two displays drawn in memory, worked by a facilitator."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.program import Program
from app.settings import Settings, save
from app.steady import SimulatedClock
from tests.day.facilitator import Facilitator, forbid_dialogs, note_stray_windows

MORNING = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)


@pytest.fixture
def clock() -> SimulatedClock:
    """Return the day's clock; it moves only when told."""
    return SimulatedClock(MORNING)


@pytest.fixture
def facilitator(
    qapp: QApplication,
    qtbot: QtBot,
    data_dir: Path,
    clock: SimulatedClock,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Facilitator]:
    """Return somebody in front of a freshly started program."""
    forbid_dialogs(monkeypatch)
    strays = note_stray_windows(monkeypatch)
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    program = Program(qapp, data_dir, clock)
    hands = Facilitator(program, clock, qtbot)
    program.start()
    qtbot.waitUntil(lambda: hands.sees("home"))
    hands.come_to_front()
    yield hands
    hands.close()
    assert not strays, "shown before they are in their page: " + ", ".join(sorted(strays))

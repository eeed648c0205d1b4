"""The window comes back where it was, and never on what may be the projector."""

from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from app import settings
from app.bootstrap.program import Program
from app.bootstrap.window_place import Place, Room, chosen, place_from
from app.steady import SimulatedClock
from tests.workshops import NOON

LAPTOP = Room("eDP-1", QRect(0, 0, 1366, 740))
PROJECTOR = Room("HDMI-1", QRect(1366, 0, 1920, 1080))
THERE = Place(QRect(40, 30, 1200, 680))
ELSEWHERE = Place(QRect(1500, 100, 1600, 900))


@pytest.mark.parametrize(
    ("kept", "displays", "wished", "expected"),
    [
        (THERE, [LAPTOP], "", THERE.rect),
        (THERE, [LAPTOP, PROJECTOR], "", THERE.rect),
        (THERE, [PROJECTOR, LAPTOP], "", THERE.rect),
        (THERE, [Room("A", LAPTOP.available), Room("B", PROJECTOR.available)], "", THERE.rect),
    ],
)
def test_it_comes_back_to_the_laptop_s_display(
    kept: Place, displays: list[Room], wished: str, expected: QRect
) -> None:
    place = chosen(kept, displays, wished)
    assert place is not None
    assert place.rect == expected


@pytest.mark.parametrize(
    ("displays", "wished"),
    [
        ([LAPTOP, PROJECTOR], ""),
        ([LAPTOP], ""),
        ([PROJECTOR, LAPTOP], "HDMI-1"),
        ([PROJECTOR, LAPTOP], ""),
        ([Room("A", LAPTOP.available), Room("B", PROJECTOR.available)], ""),
    ],
)
def test_it_never_comes_up_on_the_other_display(displays: list[Room], wished: str) -> None:
    place = chosen(ELSEWHERE, displays, wished)
    assert place is not None
    assert LAPTOP.available.contains(place.rect)
    assert place.rect.size() == LAPTOP.available.size()


@pytest.mark.parametrize("text", ["", "max", "1 2 3", "a b c d", "0 0 5 5", "1 2 3 4 5 6"])
def test_what_is_no_place_is_left_to_the_system(text: str) -> None:
    assert place_from(text) is None


def test_a_maximized_window_comes_back_maximized() -> None:
    kept = place_from(Place(THERE.rect, maximized=True).to_text())
    assert kept == Place(THERE.rect, maximized=True)
    place = chosen(kept, [LAPTOP], "")
    assert place is not None
    assert place.maximized


def test_size_and_place_are_kept_between_two_starts(qapp: QApplication, data_dir: Path) -> None:
    for round_number in range(2):
        program = Program(qapp, data_dir, SimulatedClock(NOON))
        program.place_window()
        program.window.show()
        if round_number == 0:
            program.window.setGeometry(QRect(60, 50, 1180, 640))
        assert program.window.geometry() == QRect(60, 50, 1180, 640)
        program.quit()
        program.window.close()
        program.window.deleteLater()
        program.deleteLater()
        qapp.processEvents()
    assert settings.load(data_dir).window == "60 50 1180 640"

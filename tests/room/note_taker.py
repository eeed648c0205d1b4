"""A note-taker at the real window of a station, for tests."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from app import i18n
from app.bootstrap.station_program import StationProgram
from app.domain.cells import CellKey, Field
from app.room import station as link_module
from app.ui.station.join_page import ComparePage
from app.ui.widgets.draft_text import DraftText
from app.ui.widgets.text import Label
from tests.room.desktops import is_home, turn, wall
from tests.room.rooms import OpenRoom

F2, F3 = ({"level": level, "framework": 1} for level in ("f2", "f3"))
EVIDENCE = CellKey("gA", "d01", Field.EVIDENCE, "")
ROOT = Path(__file__).resolve().parents[2]
Started = Callable[..., StationProgram]


@pytest.fixture(autouse=True)
def short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
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


def press_tab_until(program: StationProgram, wanted: QWidget) -> None:
    for _press in range(60):
        focused = QApplication.focusWidget()
        if focused is wanted or (focused is not None and wanted.isAncestorOf(focused)):
            return
        QTest.keyClick(focused or program.window, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not lead to {wanted.objectName()}")


def buttons(program: StationProgram) -> list[str]:
    found = program.window.findChildren(QPushButton)
    return [button.text() for button in found if button.isVisible()]

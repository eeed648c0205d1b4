"""Disks that refuse in the middle of the day: loud on the console, never on the room screen.

The real window and room screen on two displays. The day goes on, nothing is lost, saving goes on
by itself. How long a held file is held in the suite: four seconds; ``HELD_SECONDS=30`` for longer.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import operations
from app.bootstrap import mending
from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.program import Program
from app.domain.scenes import Scene
from app.rehearsal import checks
from app.services import library
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.ui.console.word_stack import WordStack
from tests.day.conftest import MORNING
from tests.day.facilitator import Facilitator
from tests.lengths import length
from tests.refusing import damage_header, held, small_disk
from tests.waiting_for_a_core import stood_ready
from tests.workshops import copy_of_template

HELD_SECONDS = length("HELD_SECONDS", usual=4, long=30)
LONGEST_STALL_SECONDS = 0.5


@pytest.fixture
def spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the second place, which is this test's own."""
    folder = tmp_path / "second place"
    monkeypatch.setattr(operations, "spare_dirs", lambda: (folder,))
    monkeypatch.setattr(mending, "spare_dirs", lambda: (folder,))
    return folder


class Watcher:
    """Somebody who works on and looks at both screens while something is wrong."""

    def __init__(self, qapp: QApplication, qtbot: QtBot, data_dir: Path) -> None:
        save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
        self.path = copy_of_template(data_dir / "workshops/Riverbend.eqw")
        self.qtbot, self.data_dir = qtbot, data_dir
        clock = SimulatedClock(MORNING)
        self.program = Program(qapp, data_dir, clock)
        self.hands = Facilitator(self.program, clock, qtbot)
        self.program.start()
        qtbot.waitUntil(lambda: self.hands.sees("home"))
        self.hands.come_to_front()
        self.program.open_workshop(self.path)
        self.program.window.show_page("console")
        self.hands.click("console.start")
        if not self.day.room.isVisible():  # it comes by itself, now or at the next tick
            self.program.toggle_room()
        qtbot.waitUntil(lambda: self.day.room.isVisible())
        self.room_before = ""

    @property
    def day(self) -> OpenWorkshop:
        assert self.program.day is not None
        return self.program.day

    def console_words(self) -> str:
        stacks = self.program.window.findChildren(WordStack)
        return " ".join(text for stack in stacks if stack.isVisible() for text in stack.texts())

    def spin(self, until: Callable[[], object], seconds: float = 60.0) -> float:
        """Turn the event loop; return the longest time that the window did not answer."""
        longest, deadline = 0.0, time.monotonic() + seconds
        while not until():
            assert time.monotonic() < deadline, self.console_words()
            began, ready = time.monotonic(), stood_ready()
            QApplication.processEvents()
            took = time.monotonic() - began
            if took > longest:  # by itself, not because its neighbors had the cores
                longest = max(longest, took - (stood_ready() - ready))
            time.sleep(0.005)
            self.day.desk.tick()
        return longest

    def work(self, number: int) -> None:
        """Go on with the day: a note, and the next page of the agenda."""
        self.program.window.show_page("notes")
        field = self.hands.find("notes.new")
        field.setFocus()
        self.qtbot.keyClicks(field, f"A thought, number {number}.")
        self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.program.window.show_page("console")
        self.spin(lambda: f"number {number}." in self.texts())
        events = len(self.day.desk.snapshot.clock_events)
        self.hands.find("console.next").click()  # type: ignore[attr-defined]
        self.spin(lambda: len(self.day.desk.snapshot.clock_events) > events)

    def texts(self) -> str:
        shot = self.day.desk.snapshot
        return " ".join(shot.words(note.id) for note in shot.notes)

    def room_says_nothing(self, *words: str) -> None:
        room = self.day.room
        assert room.isVisible()
        assert isinstance(room.model.scene, Scene)
        said = self.hands.room_words()
        said += " ".join(child.accessibleName() for child in room.findChildren(QWidget))
        for word in (*words, "disk", "saved", "Riverbend.eqw", "folder"):
            assert word not in said, f"the room reads “{word}”"

    def close(self) -> None:
        self.hands.close()


@pytest.fixture
def watcher(qapp: QApplication, qtbot: QtBot, data_dir: Path, spare: Path) -> Iterator[Watcher]:
    found = Watcher(qapp, qtbot, data_dir)
    yield found
    found.close()


@contextmanager
def away(path: Path) -> Iterator[None]:
    """Take a folder away for a while."""
    elsewhere = path.with_name(path.name + " away")
    path.rename(elsewhere)
    yield
    elsewhere.rename(path)


def go_through(watcher: Watcher, spare: Path, fault: ExitStack, said: str, seconds: float) -> None:
    """Work on during a fault, look at both screens, end it, and look for everything."""
    watcher.work(2)
    watcher.spin(lambda: said in watcher.console_words())
    assert str(spare) in watcher.console_words(), "the console says where it is kept"
    watcher.room_says_nothing(said)
    picture(watcher, said)
    until = time.monotonic() + seconds
    stall = watcher.spin(lambda: time.monotonic() > until, seconds + 60)
    watcher.work(3)
    assert stall < LONGEST_STALL_SECONDS, "the window stood still"
    fault.close()
    watcher.spin(lambda: "in the workshop file now" in watcher.console_words())
    assert said not in watcher.console_words()
    watcher.work(4)
    assert watcher.day.operations.flush()
    watcher.room_says_nothing(said)
    after(watcher)


def after(watcher: Watcher) -> None:
    saved = checks.read_file(watcher.path)
    texts = [saved.words(note.id) for note in sorted(saved.notes, key=lambda note: note.position)]
    assert texts == [f"A thought, number {number}." for number in (1, 2, 3, 4)]
    assert len(saved.clock_events) == 5
    assert checks.integrity(watcher.path).go
    assert checks.replay_equals_state(watcher.path, watcher.data_dir).go


def picture(watcher: Watcher, name: str) -> None:
    folder = os.environ.get("FAULT_PICTURES")
    if folder:
        watcher.program.window.grab().save(f"{folder}/{name.split()[0]}.png")


def test_the_file_is_held_by_another_program(watcher: Watcher, spare: Path) -> None:
    watcher.work(1)
    fault = ExitStack()
    fault.enter_context(held(watcher.path))
    go_through(watcher, spare, fault, "Another program is using", HELD_SECONDS)


def test_the_folder_goes_away_and_comes_back(watcher: Watcher, spare: Path) -> None:
    watcher.work(1)
    fault = ExitStack()
    fault.enter_context(away(watcher.path.parent))
    go_through(watcher, spare, fault, "is not in", 0.5)


def test_the_disk_is_full(qapp: QApplication, qtbot: QtBot, tmp_path: Path, spare: Path) -> None:
    with small_disk(tmp_path / "small", 6000) as disk:
        watcher = Watcher(qapp, qtbot, disk.folder)
        try:
            watcher.work(1)
            disk.fill()
            fault = ExitStack()
            fault.callback(disk.free)
            go_through(watcher, spare, fault, "The disk is full", 0.5)
        finally:
            watcher.close()


def test_the_file_is_damaged_in_the_middle_of_the_day(watcher: Watcher, spare: Path) -> None:
    watcher.work(1)
    damage_header(watcher.path)
    watcher.work(2)
    watcher.spin(lambda: "in the workshop file now" in watcher.console_words())
    watcher.work(3)
    watcher.work(4)
    assert watcher.day.operations.flush()
    watcher.room_says_nothing("damaged")
    assert list((watcher.data_dir / "set-aside").rglob("*.eqw"))
    after(watcher)


def test_a_damaged_workshop_is_rebuilt_with_one_click(watcher: Watcher) -> None:
    watcher.work(1)
    watcher.program.show_home()
    damage_header(watcher.path)
    watcher.program.show_home()
    (one,) = library.workshops(watcher.data_dir)
    assert one.rebuildable
    picture(watcher, "damaged")
    watcher.hands.click("home.rebuild")
    watcher.hands.wait_for_home()
    watcher.hands.find("home.banner")
    picture(watcher, "rebuilt")
    assert not watcher.hands.sees("home.resume"), "it was left in good order"
    watcher.hands.click("home.open")
    assert "number 1." in watcher.texts()


def test_the_folder_never_comes_back(watcher: Watcher, spare: Path, tmp_path: Path) -> None:
    watcher.work(1)
    shutil.move(watcher.path.parent, tmp_path / "gone")
    watcher.work(2)
    watcher.spin(lambda: "is not in" in watcher.console_words())
    watcher.program.show_home()
    banner = watcher.hands.find("home.banner")
    assert str(spare) in banner.accessibleName()
    picture(watcher, "gone")
    buttons = banner.findChildren(QPushButton)
    (button,) = (button for button in buttons if button.text() == "Bring it back")
    watcher.hands.press_widget(button)
    watcher.hands.wait_for_home()
    watcher.hands.click("home.open")
    assert "number 2." in watcher.texts()

"""A facilitator's hands and eyes: mouse and keys on the real program, and what the room sees."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt, QThreadPool
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QDialog,
    QFileDialog,
    QLineEdit,
    QListWidget,
    QMainWindow,
    QMenu,
    QMessageBox,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.program import Program
from app.domain.rundown import Rundown
from app.domain.scenes import HIDDEN_UNTIL_REVEAL, Scene
from app.domain.snapshot import Snapshot
from app.steady import SimulatedClock
from app.ui.home.view import HomeView
from app.ui.room_screen.compose import HIGH, WIDE
from app.ui.widgets.segmented import Segment, Segmented

W = TypeVar("W", bound=QWidget)
WAIT_MS = 60_000


class Facilitator:
    """Works one program; after every act nothing hidden may be on the room screen.

    Attributes:
        secrets: words that the room must not read before the reveal.

    """

    def __init__(self, program: Program, clock: SimulatedClock, qtbot: QtBot) -> None:
        self.program, self.clock, self.qtbot = program, clock, qtbot
        self.secrets: list[str] = []
        self.watched = 0

    @property
    def window(self) -> QWidget:
        return self.program.window

    @property
    def day(self) -> OpenWorkshop:
        assert self.program.day is not None, "no workshop is open"
        return self.program.day

    @property
    def snapshot(self) -> Snapshot:
        return self.day.desk.snapshot

    @property
    def rundown(self) -> Rundown:
        return self.day.desk.rundown()

    @property
    def activity(self) -> str:
        """Return the id of the activity that is on, or ""."""
        line = self.rundown.line
        return line.activity_id if line else ""

    def come_to_front(self) -> None:
        """Click into the window, so that keys arrive there."""

        def in_front() -> bool:
            self.window.activateWindow()
            return self.window.isActiveWindow()

        self.qtbot.waitUntil(in_front, timeout=WAIT_MS)

    def find(self, name: str, kind: type[W] = QWidget) -> W:  # type: ignore[assignment]
        """Return the one visible control of that name."""
        found = [w for w in self.window.findChildren(kind, name) if w.isVisible()]
        assert len(found) == 1, f"{len(found)} visible controls are called {name}"
        return found[0]

    def sees(self, name: str) -> bool:
        return any(w.isVisible() for w in self.window.findChildren(QWidget, name))

    def click(self, name: str) -> None:
        """Press a button with the mouse."""
        self.press_widget(self.find(name, QAbstractButton))

    def scroll_to(self, widget: QWidget) -> None:
        """Scroll every page around a widget until it shows, as people do before they click."""
        parent = widget.parentWidget()
        while parent is not None:
            if isinstance(parent, QScrollArea):
                parent.ensureWidgetVisible(widget)
            parent = parent.parentWidget()
        QApplication.processEvents()

    def press_widget(self, button: QWidget) -> None:
        self.scroll_to(button)
        assert button.isEnabled(), f"{button.objectName()} cannot be pressed now"
        self.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        self.settle()

    def wait_for_home(self) -> None:
        """Wait until Home has done what it does beside the window."""
        strip = self.find("home", HomeView).works.strip
        self.qtbot.waitUntil(lambda: not strip.busy, timeout=WAIT_MS)

    def choose(self, name: str, choice: str) -> None:
        """Press one of a few choices side by side."""
        holder = self.find(name, Segmented)
        (segment,) = (s for s in holder.findChildren(Segment) if s.choice_id == choice)
        self.press_widget(segment)

    def row(self, name: str, row_id: str) -> None:
        """Click a row of a list."""
        rows = self.find(name, QListWidget)
        self.qtbot.waitUntil(lambda: row_id in rows.ids(), timeout=60_000)  # type: ignore[attr-defined]
        item = rows.item(rows.ids().index(row_id))  # type: ignore[attr-defined]
        rows.scrollToItem(item)
        self.qtbot.mouseClick(
            rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center()
        )
        self.settle()

    def type_into(self, name: str, text: str, *, enter: bool = False, over: bool = False) -> None:
        """Click into a field and type, over what stands there or after it; then Enter if wanted."""
        field = self.find(name)
        self.scroll_to(field)
        inner = field.viewport() if isinstance(field, QAbstractScrollArea) else field
        self.qtbot.mouseClick(inner, Qt.MouseButton.LeftButton, pos=QPoint(6, 6))
        assert field.hasFocus(), f"{name} does not take the cursor"
        if over:
            self.qtbot.keyClick(field, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.qtbot.keyClicks(field, text)
        if enter:
            self.qtbot.keyClick(field, Qt.Key.Key_Return)
        self.settle()

    def key(
        self,
        key: Qt.Key | str,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key wherever the cursor is."""
        assert self.window.isActiveWindow(), "another window has the keys"
        target = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            self.qtbot.keyClicks(target, key)
        else:
            self.qtbot.keyClick(target, key, modifier)
        self.settle()

    def focus(self, widget: QWidget) -> None:
        """Put the keys where they are to go."""
        widget.setFocus()

    def expect_focus(self, widget: QWidget) -> None:
        """Find the keys where the last press of the mouse was meant to bring them."""
        assert widget.hasFocus(), f"{widget.objectName()} does not wait for keys"

    def pick(self, box: QComboBox, data: object) -> None:
        """Choose from a box that opens downwards, by its keys."""
        self.focus(box)
        self.key(Qt.Key.Key_Home)
        for _step in range(box.findData(data)):
            self.key(Qt.Key.Key_Down)
        assert box.currentData() == data

    def undo(self) -> None:
        self.key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def leave_field(self) -> None:
        """Let nobody type any more: the cursor goes to the window itself."""
        focused = QApplication.focusWidget()
        if focused is not None:
            focused.clearFocus()
        self.settle()

    def page(self, page: str) -> None:
        """Turn to a page by its button in the strip."""
        self.click(f"header.{page}")
        assert self.program.window.current_page == page

    def section(self, section: str) -> None:
        """Open a part of the preparation by its row."""
        self.row("prepare.sections", section)

    def wait(self, until: Callable[[], object]) -> None:
        """Wait until something is so; a picture of the window tells what was there instead."""
        try:
            self.qtbot.waitUntil(lambda: bool(until()), timeout=WAIT_MS)
        except Exception as error:
            picture = self.program.data_dir / "window.png"
            self.window.grab().save(str(picture))
            raise AssertionError(f"it never came to that: see {picture}") from error
        self.settle()

    def pass_time(self, minutes: float) -> None:
        """Let the simulated clock go on, two minutes a tick."""
        left = minutes * 60
        while left > 0:
            step = min(120.0, left)
            self.clock.advance(seconds=step)
            left -= step
            self.day.desk.tick()
        self.settle()

    def settle(self) -> None:
        """Wait until everything is on the disk and every view has seen it; then look around."""
        application = QApplication.instance()
        assert application is not None
        for _turn in range(2):
            application.processEvents()
            if self.program.day is not None:
                assert self.day.operations.flush()
            application.processEvents()
        assert QApplication.activeModalWidget() is None, "a dialog stands in the way"
        if self.program.day is not None:
            self.day.desk.tick()
            self.watch_the_room()

    def watch_the_room(self) -> None:
        """Nothing that waits for the reveal may be on the room screen."""
        if self.snapshot.workshop.revealed_at is not None:
            return
        self.watched += 1
        model = self.day.room.model
        assert model.scene not in HIDDEN_UNTIL_REVEAL
        if self.secrets:
            words = self.room_words()
            assert [secret for secret in self.secrets if secret in words] == []

    def room_words(self) -> str:
        """Return everything written on the room screen, spaces folded."""
        return " ".join(self.day.room.model.board(WIDE, HIGH).words.split())

    def room_shows(self, scene: Scene) -> None:
        """Wait until the room screen, which repaints a few times a second, shows a scene."""

        def shows() -> bool:
            self.day.desk.tick()
            return self.day.room.model.scene is scene

        self.qtbot.waitUntil(shows, timeout=WAIT_MS)

    def room_reads(self, *words: str) -> None:
        """Wait until all the words are on the room screen."""

        def reads() -> bool:
            self.day.desk.tick()
            here = self.room_words()
            return all(" ".join(one.split()) in here for one in words)

        self.qtbot.waitUntil(reads, timeout=WAIT_MS)

    def pick_file(self, name: str, path: Path) -> None:
        """Press a button that asks for a file, and choose one; nothing waits meanwhile."""
        self.click(name)
        (dialog,) = (d for d in self.window.findChildren(QFileDialog) if d.isVisible())
        assert not dialog.isModal()
        dialog.findChild(QLineEdit, "fileNameEdit").setText(str(path))
        dialog.accept()
        self.settle()
        self.come_to_front()  # as every system does by itself when a dialog goes

    def close(self) -> None:
        """Close the window, as its cross does; everything is written before it is gone."""
        window = self.program.window
        window.close()
        QThreadPool.globalInstance().waitForDone(5000)
        window.deleteLater()
        self.program.deleteLater()
        QApplication.processEvents()


def forbid_dialogs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail whatever would open a window that waits for an answer."""

    def refuse(*_arguments: object, **_options: object) -> None:
        raise AssertionError("a dialog stands in the way")

    monkeypatch.setattr(QDialog, "exec", refuse)
    for name in ("question", "warning", "critical", "information", "about"):
        monkeypatch.setattr(QMessageBox, name, refuse)
    for name in ("getOpenFileName", "getSaveFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, name, refuse)


def display_of(window: QWidget) -> str:
    """Return the name of the display that a window is on."""
    center = window.geometry().center()
    screen = QGuiApplication.screenAt(center)
    return screen.name() if screen else ""


def note_stray_windows(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """Return a set that fills with the places that show a piece of a page before it is in the page.

    Such a piece is a window of its own for a moment: it flashes, and takes the keys away.
    """
    found: set[str] = set()

    def watched(show: Callable[..., None]) -> Callable[..., None]:
        def showing(self: QWidget, *arguments: bool) -> None:
            shown = not arguments or arguments[0]
            whole = isinstance(self, QMainWindow | QMenu) or self.objectName() == "room.screen"
            if shown and self.parent() is None and not whole:
                caller = sys._getframe(1)
                found.add(f"{caller.f_code.co_filename}:{caller.f_lineno}")
                return
            show(self, *arguments)

        return showing

    for name in ("show", "setVisible"):
        monkeypatch.setattr(QWidget, name, watched(getattr(QWidget, name)))
    return found

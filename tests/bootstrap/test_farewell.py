"""The way out with a slow disk: the window answers, says what is going on, and can be left."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap import farewell
from app.bootstrap.program import Program
from app.domain.notes import AddNote
from app.services import library, snapshot
from app.settings import Settings, save
from app.steady import SimulatedClock
from app.storage import backup, opening
from app.storage.database import Database
from app.write_points import Point
from tests.slow_disk import SlowDisk
from tests.workshops import NOON


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    return tmp_path / "stick"


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path, stick: Path) -> Iterator[Program]:
    """Return the program with a workshop open whose backups go to a stick, too."""
    chosen = Settings(language="en", theme="light", second_backup_dir=str(stick))
    save(data_dir, chosen)
    path = library.create_workshop(data_dir, district="Riverbend", day=NOON.date(), now=NOON)
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    made.window.show()
    made.open_workshop(path, page="prepare")
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def _farewell(program: Program) -> QWidget | None:
    pages = program.window.findChildren(QWidget, "farewell")
    return next((page for page in pages if page.isVisible()), None)


def test_a_slow_second_folder_keeps_nobody_from_going_home(
    program: Program, qtbot: QtBot, stick: Path
) -> None:
    with SlowDisk(Point.SECOND_COPIED) as disk:
        program.show_home()
        assert program.day is None
        assert program.window.current_page == "home"
        assert disk.reached.wait(60)
        assert program._writing.busy
        disk.gate.set()
        qtbot.waitUntil(lambda: not program._writing.busy, timeout=60_000)
    (copy,) = stick.rglob("*.eqw")
    opening.check(copy, writable=False)


def test_the_writer_goes_on_while_the_second_folder_is_slow(program: Program) -> None:
    assert program.day is not None
    with SlowDisk(Point.SECOND_COPIED) as disk:
        program.day.keeper.back_up("block")
        assert disk.reached.wait(60)
        program.day.desk.submit(AddNote(note_id="n1", text="Typed meanwhile."))
        assert program.day.operations.flush()
        assert program.day.desk.snapshot.words("n1") == "Typed meanwhile."
        disk.gate.set()


def test_a_second_folder_that_hangs_holds_up_no_backup_and_no_erasing(
    program: Program, qtbot: QtBot
) -> None:
    assert program.day is not None

    def here() -> int:
        return len(list((program.data_dir / "backups").rglob("*.eqw")))

    with SlowDisk(Point.SECOND_COPIED) as disk:
        program.day.keeper.back_up("block")
        assert disk.reached.wait(60)
        program.day.keeper.back_up("running")
        qtbot.waitUntil(lambda: here() == 2, timeout=60_000)
        backup.wait_for_written()
        disk.gate.set()


def test_a_fault_in_one_backup_is_told_and_the_next_one_is_written(
    program: Program,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    assert program.day is not None
    with monkeypatch.context() as patch:
        patch.setattr(backup, "_rotate", lambda _folder: 1 // 0)
        with qtbot.waitSignal(program.day.desk.said) as said:
            program.day.keeper.back_up("block")
        assert said.args[0].key == "backup"
    assert "a backup failed" in caplog.text
    with qtbot.waitSignal(program._writing.written) as written:
        program.day.keeper.back_up("running")
    assert written.args == [None]


def test_closing_says_what_is_still_copied_and_can_be_left(
    program: Program, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    ticks: list[float] = []
    beat = QTimer()
    beat.timeout.connect(lambda: ticks.append(time.monotonic()))
    beat.start(20)

    def leave() -> None:
        page = _farewell(program)
        if page is None or len(ticks) < 20:
            QTimer.singleShot(50, program, leave)
            return
        seen.append(page.accessibleName())
        (button,) = page.findChildren(QPushButton)
        button.click()

    ended: list[bool] = []
    monkeypatch.setattr(program.application, "quit", lambda: ended.append(True))
    with SlowDisk(Point.SECOND_COPIED) as disk:
        QTimer.singleShot(50, program, leave)
        program.quit()
        assert ended == [True]
        assert disk.reached.is_set(), "it was left in the middle"
        beat.stop()
    assert "saved" in seen[0]
    assert "second folder" in seen[0]
    qtbot.waitUntil(lambda: not program._writing.busy, timeout=60_000)
    assert [path.name for path in stick.rglob("*") if path.is_file()] == [], "nothing half done"
    (backup,) = (program.data_dir / "backups").rglob("*.eqw")
    opening.check(backup, writable=False)


def test_the_x_of_a_window_that_waits_leaves(
    program: Program, qtbot: QtBot, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(farewell, "LONGEST_SECONDS", 3600.0)
    handle = program.window.windowHandle()

    def leave() -> None:
        if _farewell(program) is None:
            QTimer.singleShot(50, program, leave)
        else:
            press_x()

    def press_x() -> None:
        # As the window system tells it: close() of a window that is closing does nothing.
        QApplication.sendEvent(handle, QCloseEvent())

    with SlowDisk(Point.SECOND_COPIED) as disk:
        QTimer.singleShot(50, program, leave)
        press_x()
        assert not program.window.isVisible()
        assert not disk.gate.is_set()
    qtbot.waitUntil(lambda: not program._writing.busy, timeout=60_000)


def test_what_is_typed_last_is_saved_however_slow_the_disk_is(
    program: Program, qtbot: QtBot
) -> None:
    """A writer in the middle of a commit cannot be left; the window answers all the same."""
    assert program.day is not None
    path, desk = program.day.operations.path, program.day.desk
    pressed: list[str] = []

    def press() -> None:
        page = _farewell(program)
        if page is None:
            QTimer.singleShot(50, program, press)
            return
        pressed.append(page.accessibleName())
        assert page.findChildren(QPushButton) == []
        program.window.windowHandle().close()
        QTimer.singleShot(200, program, disk.gate.set)

    with SlowDisk(Point.BEFORE_COMMIT) as disk:
        desk.submit(AddNote(note_id="n1", text="Typed at the last moment."))
        assert disk.reached.wait(60)
        QTimer.singleShot(50, program, press)
        program.show_home()
    assert "being saved" in pressed[0]
    database = Database(path)
    try:
        assert snapshot.load(database).words("n1") == "Typed at the last moment."
    finally:
        database.close()
    qtbot.waitUntil(lambda: not program.window.isVisible(), timeout=60_000)

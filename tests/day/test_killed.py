"""Killed with SIGKILL while somebody types: nothing that was called saved is lost.

The real program runs in a process of its own, on a real clock; what its writer thread calls saved
goes through a pipe at once. Afterwards everything is looked for again, by reading the file and by
starting the program anew.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.bootstrap.home import _interrupted
from app.bootstrap.program import Program
from app.domain.cells import CellKey
from app.domain.rundown import Phase
from app.rehearsal import checks
from app.services import running
from app.settings import Settings, save
from app.steady import SteadyClock
from tests.workshops import copy_of_template

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")

ROOT = Path(__file__).resolve().parents[2]
KILLS = 20
SEED = 2026
SAVES = 35
"""A kill comes before so many saves: a round of sentences, levels, a note and the clock."""


@pytest.fixture(scope="module")
def typist(tmp_path_factory: pytest.TempPathFactory) -> Iterator["subprocess.Popen[str]"]:
    """Return a warm process that lets somebody type and die for each line it reads."""
    said = tmp_path_factory.mktemp("typist") / "errors.txt"
    with (
        said.open("w", encoding="utf-8") as errors,
        subprocess.Popen(
            [sys.executable, "-m", "tests.day.typist"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        ) as process,
    ):
        yield process
        assert process.stdin is not None
        process.stdin.close()
    assert "Traceback" not in said.read_text("utf-8"), said.read_text("utf-8")


def die(process: "subprocess.Popen[str]", folder: Path, seed: int) -> tuple[Path, dict[str, Any]]:
    """Let somebody type into a fresh workshop and die; return the file and what was saved."""
    path = copy_of_template(folder / "workshops" / "Riverbend.eqw")
    chance = random.Random(seed)
    order = {
        "data_dir": str(folder),
        "path": str(path),
        "seed": seed,
        "saves": chance.randrange(SAVES),
        "seconds": chance.uniform(0.0, 0.03),
    }
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(json.dumps(order) + "\n")
    process.stdin.flush()
    answer = process.stdout.readline()
    assert answer, f"the typist of seed {seed} fell over by itself"
    told = json.loads(answer)
    assert told["signal"] == signal.SIGKILL, "it ended by itself"
    return path, told


def test_nothing_that_was_called_saved_is_lost(
    typist: "subprocess.Popen[str]", tmp_path: Path
) -> None:
    chance = random.Random(SEED)
    drafts = notes = moves = 0
    for kill in range(KILLS):
        seed = chance.randrange(10**6)
        folder = tmp_path / str(kill)
        path, told = die(typist, folder, seed)
        try:
            check(path, folder, told)
        except AssertionError as error:
            raise AssertionError(f"kill {kill} with seed {seed}: {error}") from error
        drafts += bool(told["drafts"])
        notes += bool(told["notes"])
        moves += len(told["events"]) > 1
    assert drafts > KILLS / 4, "the kills came before anybody typed: the test shows nothing"
    assert notes, "no kill came after a note"
    assert moves, "no kill came after the clock was moved"


def check(path: Path, folder: Path, told: dict[str, Any]) -> None:
    """Look for everything that was called saved; compare the clock; replay."""
    mark = running.found(folder)
    assert mark is not None
    assert mark.path == str(path)
    died = datetime.fromisoformat(told["at"])
    assert abs((died - mark.last_beat).total_seconds()) < 5
    found = _interrupted(folder)
    assert found is not None, "Home offers to go on"
    assert found.path == path
    saved = checks.read_file(path)
    cells = {entry.id: [entry.cell, entry.value] for entry in saved.cells}
    for entry_id, cell in told["cells"].items():
        assert cells.get(entry_id) == cell, f"the entry {cell} is lost"
    for note_id, words in told["notes"].items():
        assert saved.words(note_id) == words
    for key, text in told["drafts"].items():
        assert text in found_words(saved, key), f"the draft {text!r} of {key} is lost"
    events = [event.id for event in saved.clock_events]
    assert set(told["events"]) <= set(events)
    if set(events) == set(told["events"]):
        check_clock(saved, told)
    assert checks.integrity(path).go
    assert checks.replay_equals_state(path, folder).go


def found_words(saved: Any, key: str) -> str:
    """Return what stands in a field now: its draft, or the entry that it became since.

    A note is kept without the space that somebody typed before the next word.
    """
    draft = saved.draft(key)
    if draft is not None:
        return str(draft.text)
    if "|" in key:
        return str(saved.cell(CellKey.parse(key)).value)
    return "\n".join(f"{saved.words(note.id)} " for note in saved.notes)


def check_clock(saved: Any, told: dict[str, Any]) -> None:
    """The time left is what it was, less what has passed: to a second, however long it was dead."""
    then = datetime.fromisoformat(told["now"])
    assert abs(saved.rundown(then).remaining_seconds - told["remaining"]) < 1
    later = then + timedelta(minutes=3)
    passed = 180 if saved.rundown(then).phase is Phase.RUNNING else 0
    assert abs(saved.rundown(later).remaining_seconds - told["remaining"] + passed) < 1


def test_one_press_goes_on_where_it_was(
    typist: "subprocess.Popen[str]",
    qapp: QApplication,
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    for attempt in range(20):
        path, told = die(typist, tmp_path / str(attempt), SEED + attempt)
        if told["running"] and any("|" in key for key in told["drafts"]):
            break
    data_dir = path.parent.parent
    save(data_dir, Settings(language="en", theme="light", reduced_motion=True))
    program = Program(qapp, data_dir, SteadyClock())
    program.start()

    def resume() -> QPushButton | None:
        return program.window.findChild(QPushButton, "home.resume")

    qtbot.waitUntil(lambda: (found := resume()) is not None and found.isVisible())
    button = resume()
    assert button is not None
    button.click()
    assert program.window.current_page == "console"
    assert program.day is not None
    desk = program.day.desk
    later = datetime.now(UTC)
    passed = (later - datetime.fromisoformat(told["now"])).total_seconds()
    is_running = desk.snapshot.rundown(later).phase is Phase.RUNNING
    if is_running:
        events = {event.id for event in desk.snapshot.clock_events}
        if events == set(told["events"]):
            left = desk.snapshot.rundown(later).remaining_seconds
            assert abs(left - (told["remaining"] - passed)) < 1
    word = program.window.findChild(QWidget, "console.word.resumed")
    assert (word is not None) == is_running, "in a pause that was not told of no time is lost"
    key, text = next((k, t) for k, t in told["drafts"].items() if "|" in k)
    cell = CellKey.parse(key)
    program.window.show_page(f"score:{cell.group_id}/{cell.dimension_id}")
    qapp.processEvents()
    fields = program.window.findChildren(QTextEdit)
    assert any(text in field.toPlainText() for field in fields if field.isVisible())
    program.window.close()
    QThreadPool.globalInstance().waitForDone(5000)
    program.window.deleteLater()
    program.deleteLater()
    assert running.found(data_dir) is None


def test_a_kill_leaves_a_whole_file(typist: "subprocess.Popen[str]", tmp_path: Path) -> None:
    """Without our own code: SQLite itself finds the file whole and takes back what was cut off."""
    path, _told = die(typist, tmp_path, SEED + 1)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []

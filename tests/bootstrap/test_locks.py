"""Two windows on one data folder: neither takes the other's workshop away, nor its way back."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QLockFile
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.bootstrap.home import _actions
from app.bootstrap.locks import lock_workshop
from app.bootstrap.program import Program
from app.domain.errors import FileProblemError
from app.domain.giving_up import untold
from app.services import backups, library, running
from app.steady import SimulatedClock
from app.storage import opening, stones
from app.storage.places import Places
from tests.workshops import NOON


@pytest.fixture
def workshop(data_dir: Path) -> Path:
    return library.create_workshop(data_dir, district="Riverbend", day=NOON.date(), now=NOON)


@pytest.fixture
def program(qapp: QApplication, qtbot: QtBot, data_dir: Path) -> Iterator[Program]:
    made = Program(qapp, data_dir, SimulatedClock(NOON))
    yield made
    made.quit()
    made.window.close()
    made.window.deleteLater()
    made.deleteLater()
    qapp.processEvents()


def test_what_is_open_elsewhere_is_neither_opened_nor_deleted_nor_replaced(
    program: Program, workshop: Path, data_dir: Path
) -> None:
    database = library.open_workshop(data_dir, workshop, now=NOON)
    done = backups.back_up(database, data_dir, reason="block", now=NOON)
    database.close()
    elsewhere = QLockFile(str(workshop.with_suffix(".lock")))
    assert elsewhere.tryLock(0)
    content, actions = workshop.read_bytes(), _actions(program)
    with pytest.raises(FileProblemError, match="another window"):
        program.open_workshop(workshop)
    with pytest.raises(FileProblemError, match="another window"):
        actions.delete(workshop)
    with pytest.raises(FileProblemError, match="another window"):
        actions.restore(workshop, done.path, untold)
    assert workshop.read_bytes() == content
    assert not Places(data_dir).set_aside.exists()
    elsewhere.unlock()
    actions.restore(workshop, done.path, untold)
    actions.delete(workshop)
    assert list(workshop.parent.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"\0" * 64, b"garbage\n"])
def test_a_lock_that_was_cut_off_does_not_keep_a_workshop_shut(
    workshop: Path, content: bytes
) -> None:
    beside = workshop.with_suffix(".lock")
    beside.write_bytes(content)
    with pytest.raises(FileProblemError, match="another window"):
        lock_workshop(workshop)  # it may be being written at this moment
    os.utime(beside, (1_000, 1_000))
    lock = lock_workshop(workshop)
    assert lock.isLocked()
    lock.unlock()


def test_a_second_window_leaves_the_mark_of_a_running_day(workshop: Path, data_dir: Path) -> None:
    other = library.create_workshop(data_dir, district="Elm", day=NOON.date(), now=NOON)
    running.beat(data_dir, workshop, NOON)
    mark = json.loads((data_dir / running.MARK_FILE).read_text("utf-8"))
    (data_dir / running.MARK_FILE).write_text(json.dumps({**mark, "process": 1}))
    running.clear(data_dir, other)
    assert running.found(data_dir) is not None
    running.clear(data_dir, workshop)
    assert running.found(data_dir) is None


def test_a_workshop_that_cannot_be_opened_leaves_the_present_one_open_and_locked(
    program: Program, workshop: Path, data_dir: Path
) -> None:
    other = library.create_workshop(data_dir, district="Lakeside", day=NOON.date(), now=NOON)
    elsewhere = QLockFile(str(other.with_suffix(".lock")))
    assert elsewhere.tryLock(0)
    program.open_workshop(workshop)
    with pytest.raises(FileProblemError, match="another window"):
        program.open_workshop(other)
    assert program.day is not None
    assert program.day.operations.path == workshop
    with pytest.raises(FileProblemError, match="another window"):
        lock_workshop(workshop)
    elsewhere.unlock()
    program.open_workshop(other)
    lock_workshop(workshop).unlock()
    program.open_workshop(other)
    assert program.day.operations.path == other


def test_an_erasure_that_is_finished_later_never_rewrites_a_workshop_that_is_open(
    program: Program, workshop: Path, data_dir: Path
) -> None:
    lineage = opening.inspect(workshop).lineage
    forgotten = stones.Forgotten(id="f1", at=NOON.isoformat())
    more = stones.Stones(forgotten=(forgotten,), open=frozenset({"f1"}))
    stones.add(Places(data_dir).tombstones, lineage, more)
    program.open_workshop(workshop)
    content = workshop.read_bytes()
    program._finish_erasures()
    assert workshop.read_bytes() == content
    assert stones.load(Places(data_dir).tombstones, lineage).open == {"f1"}
    program.show_home()
    program._finish_erasures()
    assert not stones.load(Places(data_dir).tombstones, lineage).open

"""A bug that nobody caught is written down once, told calmly, and never quotes anybody."""

import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QTimer, qWarning
from pytestqt.qtbot import QtBot

from app import log
from app.bootstrap.faults import MOST_LOGGED, FaultWatch

SECRET = "Zelda Quint"


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    """Return the log that is being written."""
    path = log.start_log(tmp_path)
    assert path is not None
    yield path
    log.stop_log()


@pytest.fixture
def faults(qapp: QCoreApplication) -> Iterator[FaultWatch]:
    """Return a watch in its place."""
    watch = FaultWatch()
    watch.start()
    yield watch
    watch.stop()


def _break() -> None:
    raise ValueError(f"cannot read {SECRET}")


def test_a_fault_in_a_slot_is_logged_and_told_once(
    qtbot: QtBot, faults: FaultWatch, log_file: Path, logged_errors: list[logging.LogRecord]
) -> None:
    told: list[bool] = []
    faults.fault_found.connect(lambda: told.append(True))
    for _time in range(MOST_LOGGED + 2):
        with qtbot.waitSignal(QTimer(faults).timeout, timeout=1, raising=False):
            QTimer.singleShot(0, faults, _break)
    text = log_file.read_text("utf-8")
    assert told == [True]
    assert text.count("\nValueError\n") == MOST_LOGGED
    assert "in _break" in text
    assert len(logged_errors) == MOST_LOGGED


def test_a_fault_in_a_thread_is_told_on_the_window_s_thread(
    qtbot: QtBot, faults: FaultWatch, log_file: Path, logged_errors: list[logging.LogRecord]
) -> None:
    with qtbot.waitSignal(faults.fault_found):
        thread = threading.Thread(target=_break)
        thread.start()
        thread.join()
    assert "ValueError" in log_file.read_text("utf-8")
    assert logged_errors


def test_the_log_says_where_and_what_kind_but_quotes_nobody(
    log_file: Path, logged_errors: list[logging.LogRecord]
) -> None:
    try:
        try:
            _break()
        except ValueError as error:
            raise KeyError(SECRET) from error
    except KeyError:
        logging.getLogger("app.test").exception("it failed")
    text = log_file.read_text("utf-8")
    assert SECRET not in text
    assert text.index("ValueError") < text.index("KeyError")
    assert logged_errors


def test_what_qt_complains_of_is_written_down(faults: FaultWatch, log_file: Path) -> None:
    qWarning("the window sulks")
    assert "Qt: the window sulks" in log_file.read_text("utf-8")

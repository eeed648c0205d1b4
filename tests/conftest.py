"""What holds for every test: two screens without a display, its own home, and no noise left behind.

A test fails that leaves a thread, a running timer or thread of Qt, or an open window, that logs an
error it did not ask for, or that makes Qt complain (pytest-qt judges its body, this file its end).
Fixtures for one part of the program belong in that part's own conftest.py.
"""

import gc
import json
import logging
import os
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from pytestqt.qtbot import QtBot

from app.operations import Operations
from tests.lengths import LONG

_SCREENS = {
    "screens": [
        {"name": "Laptop", "x": 0, "y": 0, "width": 1366, "height": 768},
        {"name": "Projector", "x": 1366, "y": 0, "width": 1920, "height": 1080},
    ]
}
for _screen in _SCREENS["screens"]:
    _screen |= {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}

PATIENCE_SECONDS = float(os.environ.get("LEAK_PATIENCE_SECONDS", "20"))
"""How long what a test left may still take to end by itself, on a busy machine."""

_HOME = Path(tempfile.mkdtemp(prefix="equity-workshop-tests-"))


def _prepare_process() -> None:
    """Choose screens, home and language before Qt starts; there is one QApplication a process."""
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        config = _HOME / "screens.json"
        config.write_text(json.dumps(_SCREENS), encoding="utf-8")
        # A drive letter's colon would end the plug-in's argument on Windows.
        if sys.platform != "win32":
            os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={config}"
    for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE"):
        os.environ.pop(name, None)
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        os.environ[name] = str(_HOME / name.lower())
    os.environ["LC_ALL"] = "C.UTF-8"
    os.environ.pop("LANGUAGE", None)


_prepare_process()

# How fast a busy machine thinks up examples says nothing about the program.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")


# Neither does how long it takes to do what is waited for: a test that fails has all this time.
Operations.flush.__defaults__ = (60.0,)
for _wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    _wait.__kwdefaults__["timeout"] = 60_000


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what takes long, and count it as left out, unless it was asked for."""
    long = [] if LONG else [item for item in items if item.get_closest_marker("long")]
    if long:
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]


def pytest_collection_finish() -> None:
    """Set what the imports made aside, so that a search for leaked objects is quick."""
    gc.collect()
    gc.freeze()
    # As the program does: a thread that frees a window's objects can corrupt memory.
    gc.disable()


def pytest_unconfigure() -> None:
    shutil.rmtree(_HOME, ignore_errors=True)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown() -> Iterator[None]:
    """Fail a test whose end makes Qt complain: pytest-qt stops listening before windows close."""
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

    said: list[str] = []

    def listen(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
        noise = "does not support propagateSizeHints" in message
        if kind not in (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg) and not noise:
            said.append(message)

    before = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(before)
    if said:
        pytest.fail("Qt complained as the test ended: " + "; ".join(said), pytrace=False)


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Return an empty data folder for one test."""
    folder = tmp_path / "data"
    folder.mkdir()
    return folder


@pytest.fixture
def logged_errors() -> list[logging.LogRecord]:
    """Return the errors that this test logs; who asks for them may log them, and should look."""
    return []


class _ErrorCatcher(logging.Handler):
    def __init__(self, records: list[logging.LogRecord]) -> None:
        super().__init__(logging.ERROR)
        self.records = records

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def _no_unexpected_errors(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that logs an error, unless it takes ``logged_errors`` or ``caplog``."""
    asked = "logged_errors" in request.fixturenames
    records = request.getfixturevalue("logged_errors") if asked else []
    catcher = _ErrorCatcher(records)
    logging.getLogger().addHandler(catcher)
    yield
    logging.getLogger().removeHandler(catcher)
    if records and not asked and "caplog" not in request.fixturenames:
        said = "\n".join(f"{record.name}: {record.getMessage()}" for record in records)
        pytest.fail(f"logged errors that the test did not ask for:\n{said}", pytrace=False)


@pytest.fixture(scope="module", autouse=True)
def _set_aside() -> Iterator[None]:
    """Set aside what a file's imports and caches made: it lives as long as the process."""
    yield
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_leaks(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail a test that leaves a thread, a timer or a window, and name it."""
    uses_qt = "qapp" in request.fixturenames
    before = _alive(uses_qt)
    yield
    gc.collect()
    deadline = time.monotonic() + PATIENCE_SECONDS
    left = _new(before, uses_qt)
    while left and time.monotonic() < deadline:
        _let_things_end(uses_qt)
        left = _new(before, uses_qt)
    names = [_describe(thing) for thing in left.values()]
    if uses_qt:
        _end(left)
    if names:
        pytest.fail("the test left behind: " + "; ".join(names), pytrace=False)


def _alive(uses_qt: bool) -> dict[int, Any]:
    """Return what runs now and should not outlive a test, by identity."""
    things: list[Any] = [thread for thread in threading.enumerate() if thread.is_alive()]
    if uses_qt:
        from PySide6.QtCore import QThread, QTimer
        from PySide6.QtWidgets import QApplication
        from shiboken6 import isValid

        kinds = _kinds_of(QTimer) | _kinds_of(QThread)
        qt_made = [thing for thing in gc.get_objects() if type(thing) in kinds]
        for thing in filter(isValid, qt_made):
            if thing.isActive() if isinstance(thing, QTimer) else thing.isRunning():
                things.append(thing)
        # Qt keeps its tool-tip label for itself; children go with their parents.
        things += [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget.parent() is None and widget.metaObject().className() != "QTipLabel"
        ]
    return {id(thing): thing for thing in things}


def _kinds_of(kind: type) -> set[type]:
    """Return a class and all that are made from it."""
    return {kind}.union(*(_kinds_of(each) for each in type.__subclasses__(kind)))


def _new(before: dict[int, Any], uses_qt: bool) -> dict[int, Any]:
    return {key: thing for key, thing in _alive(uses_qt).items() if key not in before}


def _let_things_end(uses_qt: bool) -> None:
    """Give deleted objects, dropped cycles and ending threads the chance to go."""
    gc.collect()
    if uses_qt:
        from PySide6.QtCore import QCoreApplication, QEvent

        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QCoreApplication.processEvents()
    time.sleep(0.01)


def _end(left: dict[int, Any]) -> None:
    """Stop what a test left, so that the next one starts clean."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QWidget
    from shiboken6 import isValid

    for thing in left.values():
        if isinstance(thing, QTimer) and isValid(thing):
            thing.stop()
        elif isinstance(thing, QWidget) and isValid(thing):
            thing.close()
            thing.deleteLater()
    _let_things_end(uses_qt=True)


def _describe(thing: Any) -> str:
    """Name a leaked thing so that its owner can be found."""
    if isinstance(thing, threading.Thread):
        return f"thread {thing.name!r} ({getattr(thing, '_target', None)})"
    kind = f"{type(thing).__module__}.{type(thing).__qualname__}"
    named = f" {thing.objectName()!r}" if thing.objectName() else ""
    owners = []
    parent = thing.parent()
    while parent is not None:
        owners.append(f"{type(parent).__qualname__} {parent.objectName()!r}")
        parent = parent.parent()
    detail = f" every {thing.interval()} ms" if hasattr(thing, "interval") else ""
    title = f" titled {thing.windowTitle()!r}" if hasattr(thing, "windowTitle") else ""
    return f"{kind}{named}{detail}{title}" + (f" of {' in '.join(owners)}" if owners else "")

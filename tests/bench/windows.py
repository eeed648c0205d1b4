"""The real program on two displays drawn in memory, opened in the middle of a day."""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QApplication

from app.bootstrap.application import build_application
from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.program import Program
from app.rehearsal.run import _leave_out_noise, _two_screens
from app.settings import Settings, save
from app.steady import Now, SimulatedClock
from tests import day_data
from tests.pictures import build

PATIENCE_SECONDS = 20.0


@contextmanager
def fresh_program(now: Now | None = None) -> Iterator[Program]:
    """Give a program whose window is shown, with a data folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    if os.environ.get("QT_QPA_PLATFORM", "offscreen") == "offscreen":
        _two_screens(folder)
    _leave_out_noise()
    save(folder, Settings(language="en", theme="light", reduced_motion=True))
    program = Program(build_application(), folder, now or SimulatedClock(day_data.START))
    program.window.show()
    try:
        yield program
    finally:
        program.quit()
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def running_day(moment: str, page: str = "console") -> Iterator[tuple[Program, OpenWorkshop]]:
    """Give the full sample day, opened at a moment of :mod:`tests.pictures`, the room screen on."""
    clock = SimulatedClock(day_data.START)
    with fresh_program(clock) as program:
        path, at = build(program.data_dir, "normal", moment)
        clock.advance(seconds=(at - clock()).total_seconds())
        program.open_workshop(path, page=page)
        assert program.day is not None
        program.day.room.open()
        until(lambda: program.day is not None and program.day.room.isVisible())
        settle(program.day)
        yield program, program.day


def settle(day: OpenWorkshop) -> None:
    """Wait until everything is on the disk and every view has seen it."""
    for _turn in range(3):
        QApplication.processEvents()
        day.operations.flush()
        QApplication.processEvents()


def until(done: Callable[[], bool]) -> None:
    """Let the program live until something holds; TimeoutError where it never does."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not done():
        QApplication.processEvents()
        if time.monotonic() > end:
            raise TimeoutError("what was waited for did not come")
        time.sleep(0.0002)


def live(seconds: float) -> None:
    """Let the program live for a while."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)

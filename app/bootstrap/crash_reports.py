"""What is written down when a part of the program breaks: one small text file for each fault.

The files stay on this laptop, in the data folder. They name the version, the system and the places
in the code, never a value, a word that somebody typed, or the name of a person's folder.
"""

import contextlib
import faulthandler
import logging
import os
import re
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import PySide6
from PySide6.QtCore import QObject, Signal

from app import __version__
from app.log import short_place, stack_of

FOLDER = "crash reports"
MOST_REPORTS = 20
"""How many reports are kept; the oldest go first."""
MOST_A_PLACE = 1
"""How often the same stack is reported while the program runs; the log counts on."""
SEEN = ".seen"
STACK = "stack"
"""Attribute of a log record that holds the stack of another process."""

_PREFIX = "report-"
_WATCH = "running-"
_NATIVE = ("Fatal Python error", "Windows fatal exception", "Current thread", "Thread 0x")


def folder_of(data_dir: Path) -> Path:
    """Return where the reports of a data folder lie."""
    return data_dir / FOLDER


def reports(data_dir: Path) -> list[Path]:
    """Return the reports, the newest first."""
    try:
        found = [path for path in folder_of(data_dir).iterdir() if path.name.startswith(_PREFIX)]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name, reverse=True)


def unseen(data_dir: Path) -> list[Path]:
    """Return the reports that nobody was told of on Home yet, the newest first."""
    try:
        seen = (folder_of(data_dir) / SEEN).read_text("utf-8")
    except (OSError, ValueError):
        seen = ""
    return [path for path in reports(data_dir) if path.name > seen]


def mark_seen(data_dir: Path) -> None:
    """Remember that the reports of now were offered; only later ones are offered again."""
    newest = reports(data_dir)[:1]
    with contextlib.suppress(OSError):
        for path in newest:
            (folder_of(data_dir) / SEEN).write_text(path.name, "utf-8")


def write_report(data_dir: Path, where: str, stack: str) -> Path | None:
    """Write one report; return its path, or None where the folder cannot be written."""
    now = datetime.now(UTC)
    folder = folder_of(data_dir)
    stem = f"{_PREFIX}{now:%Y%m%d-%H%M%S-%f}-{re.sub(r'[^a-z]+', '-', where.lower())}"
    path = folder / f"{stem}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{_heading(where, now)}\n{stack}\n", "utf-8")
    except OSError:
        return None
    for old in reports(data_dir)[MOST_REPORTS:]:
        with contextlib.suppress(OSError):
            old.unlink()
    return path


def _heading(where: str, now: datetime) -> str:
    return f"{_event(where, now)}\n{_surroundings()}\n"


def _event(where: str, now: datetime) -> str:
    frozen = "bundle" if getattr(sys, "frozen", False) else "checkout"
    return "\n".join(
        (
            f"Equity Workshop {__version__} ({frozen})",
            f"When: {now:%Y-%m-%d %H:%M:%S} UTC",
            f"Where: {where}",
        )
    )


def _surroundings() -> str:
    # Asking the system takes a while, and the window is painted before.
    import platform
    import sqlite3

    return (
        f"System: {platform.platform()} ({platform.machine()})\n"
        f"Python {platform.python_version()}, Qt {PySide6.__version__}, "
        f"SQLite {sqlite3.sqlite_version}"
    )


class CrashReporter(QObject):
    """Writes a report for each fault that reaches the log, and for a crash below Python.

    Signals:
        written(object): the path of a report that was just written; may come from any thread.
    """

    written = Signal(object)

    def __init__(self, data_dir: Path, parent: QObject | None = None) -> None:
        """Report into ``data_dir`` from :meth:`start` on."""
        super().__init__(parent)
        self._data_dir = data_dir
        self._handler = _Handler(self)
        self._known: dict[str, int] = {}
        self._watch: TextIO | None = None

    def start(self) -> None:
        """Take up what an earlier crash left, then listen."""
        adopt_native_crashes(self._data_dir)
        logging.getLogger("app").addHandler(self._handler)
        path = folder_of(self._data_dir) / f"{_WATCH}{os.getpid()}.txt"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._watch = path.open("w", encoding="utf-8")
        except OSError:
            return
        # Written now: a process that crashes cannot ask for the version or the time.
        self._write(_event("native code", datetime.now(UTC)))
        faulthandler.enable(self._watch, all_threads=True)

    def describe_system(self) -> None:
        """Add on what the program runs, once: it takes too long to be written before the window."""
        self._write(_surroundings() + "\n")

    def _write(self, words: str) -> None:
        if self._watch is not None:
            with contextlib.suppress(OSError):
                self._watch.write(words + "\n")
                self._watch.flush()

    def stop(self) -> None:
        """Listen no more; an orderly end leaves no trace."""
        logging.getLogger("app").removeHandler(self._handler)
        if self._watch is not None:
            faulthandler.disable()
            path = Path(self._watch.name)
            self._watch.close()
            self._watch = None
            with contextlib.suppress(OSError):
                path.unlink()

    def report(self, where: str, stack: str) -> None:
        """Write a report, unless this very stack was reported already."""
        self._known[stack] = self._known.get(stack, 0) + 1
        if self._known[stack] > MOST_A_PLACE:
            return
        path = write_report(self._data_dir, where, stack)
        if path is not None:
            self.written.emit(path)


class _Handler(logging.Handler):
    """Hands errors that were logged with their stack to the reporter."""

    def __init__(self, reporter: CrashReporter) -> None:
        super().__init__(logging.ERROR)
        self._reporter = reporter

    def emit(self, record: logging.LogRecord) -> None:
        stack = getattr(record, STACK, "")
        where = "report worker" if stack else f"{record.threadName} thread"
        if isinstance(record.exc_info, tuple) and record.exc_info[1] is not None:
            stack = stack_of(record.exc_info[1])
        if stack:
            self._reporter.report(where, f"{record.name}\n{stack}")


def adopt_native_crashes(data_dir: Path) -> list[Path]:
    """Turn what a process left that crashed below Python into reports; return them.

    A process that was killed from outside leaves no stack, and so no report.
    """
    adopted: list[Path] = []
    try:
        left = sorted(folder_of(data_dir).glob(f"{_WATCH}*.txt"))
    except OSError:
        return adopted
    for path in left:
        if _is_alive(path.stem.removeprefix(_WATCH)):
            continue
        try:
            text = path.read_text("utf-8", errors="replace")
            path.unlink()  # Windows refuses this while its process runs
        except OSError:
            continue
        start = min((text.find(words) for words in _NATIVE if words in text), default=-1)
        if start >= 0:
            stack = f"{text[:start]}{shortened(text[start:])}".rstrip()
            report = write_report(data_dir, "native code", f"Found at the next start:\n\n{stack}")
            adopted += [report] if report is not None else []
    return adopted


def shortened(stack: str) -> str:
    """Return a stack as the interpreter prints it, with short places."""
    return re.sub(r'File "([^"\n]*)"', lambda hit: f'File "{short_place(hit[1])}"', stack)


def _is_alive(number: str) -> bool:
    # Where it is our own, an earlier process had the same number.
    if sys.platform == "win32" or not number.isdigit() or int(number) == os.getpid():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True

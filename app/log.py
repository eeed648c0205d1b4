"""The program's log: a rotating file in the data folder. Never a note, a name or a score.

A leaf: standard library and :mod:`app.paths` only.
"""

import contextlib
import logging
import os
import traceback
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

from app.paths import bundle_root

LOG_FILE = "equity-workshop.log"
MOST_BYTES = 1_000_000
"""A log file that would grow beyond is set aside."""
KEPT = 3
"""How many earlier log files are kept beside the one being written."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def told(error: BaseException) -> str:
    """Return what may be written down of an error: its kind, and the system's reason if it has one.

    Its own words stay out: they may quote what somebody typed, or name a folder after a person.
    """
    reason = ""
    if isinstance(error, OSError) and isinstance(error.errno, int):
        reason = f": {os.strerror(error.errno)}"
    return f"{type(error).__name__}{reason}"


def stack_of(error: BaseException) -> str:
    """Return the error's stack and its causes', the first cause first, without values and words."""
    lines: list[str] = []
    known: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in known:
        known.add(id(current))
        frames = traceback.extract_tb(current.__traceback__)
        for frame in frames:
            frame.filename = short_place(frame.filename)
        lines[:0] = [*traceback.format_list(frames), f"{told(current)}\n"]
        context = None if current.__suppress_context__ else current.__context__
        current = current.__cause__ or context
    return "".join(lines).rstrip()


def short_place(file: str) -> str:
    """Return a source file's path from the program or its libraries on: homes bear names."""
    for kind in (PurePosixPath, PureWindowsPath):
        parts = kind(file).parts
        if "site-packages" in parts:
            return "/".join(parts[parts.index("site-packages") + 1 :])
    with contextlib.suppress(ValueError):
        return Path(file).relative_to(bundle_root()).as_posix()
    return PureWindowsPath(file).name


class DiscreetFormatter(logging.Formatter):
    """Writes where an error happened and of what kind it is, but not what it says."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; an error among its arguments is told by its kind only."""
        if isinstance(record.args, tuple):
            args = tuple(told(a) if isinstance(a, BaseException) else a for a in record.args)
            record = logging.makeLogRecord({**record.__dict__, "args": args})
        return super().format(record)

    def formatException(self, ei: Any) -> str:  # noqa: N802 - overrides
        """Return the traceback with the types of the errors instead of their texts."""
        return stack_of(ei[1]) if ei[1] is not None else ""


class RotatingFile(logging.FileHandler):
    """A log file that is set aside once it is full; the oldest of those set aside goes.

    ``logging.handlers`` has one, too, but brings sockets and pickles along, which the window's
    first picture would wait for.
    """

    def emit(self, record: logging.LogRecord) -> None:
        """Write the record, into a fresh file where this one is full."""
        # A file that somebody reads cannot be moved on Windows: this one grows on, then. A record
        # that cannot be put into words is logging's own to deal with.
        with contextlib.suppress(Exception):
            line = len(self.format(record).encode("utf-8", "replace")) + len(os.linesep)
            if self.stream is not None and self.stream.tell() + line > MOST_BYTES:
                self.stream.close()
                self.stream = None  # the next record opens a file, as logging leaves it to do
                self._set_aside()
        super().emit(record)

    def _set_aside(self) -> None:
        here = Path(self.baseFilename)
        kept = [here, *(here.with_name(f"{here.name}.{n}") for n in range(1, KEPT + 1))]
        for older, newer in zip(reversed(kept[1:]), reversed(kept[:-1]), strict=True):
            if newer.exists():
                newer.replace(older)


def start_log(data_dir: Path, *, level: int = logging.INFO) -> Path | None:
    """Send the log to ``data_dir``; return its path, or None where the folder cannot be written."""
    # A full disk must not fill the terminal with what could not be written down, and without a
    # handler Python would print it there.
    logging.raiseExceptions = False
    root = logging.getLogger("app")
    root.setLevel(level)
    root.addHandler(logging.NullHandler())
    path = data_dir / "log" / LOG_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFile(path, encoding="utf-8")
    except OSError:
        return None
    handler.setFormatter(DiscreetFormatter(_FORMAT))
    root.addHandler(handler)
    return path


def stop_log() -> None:
    """Close and detach the log's handlers (so that a data folder can be removed)."""
    root = logging.getLogger("app")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        with contextlib.suppress(OSError):  # what is still in its hands finds no room either
            handler.close()
    logging.raiseExceptions = True

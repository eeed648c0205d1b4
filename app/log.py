"""The program's log: a rotating file in the data folder. Never a note, a name or a score.

A leaf: standard library only.
"""

import contextlib
import logging
import logging.handlers
import traceback
from pathlib import Path
from typing import Any

LOG_FILE = "equity-workshop.log"
TOLD = (OSError,)
"""Errors whose own words may be written down; others may quote what somebody typed."""

_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class DiscreetFormatter(logging.Formatter):
    """Writes where an error happened and of what kind it is, but not what it says."""

    def formatException(self, ei: Any) -> str:  # noqa: N802 - overrides
        """Return the traceback with the types of the errors instead of their texts."""
        lines: list[str] = []
        error: BaseException | None = ei[1]
        while error is not None:
            said = f": {error.strerror}" if isinstance(error, TOLD) else ""
            frames = traceback.format_list(traceback.extract_tb(error.__traceback__))
            lines[:0] = [*frames, f"{type(error).__name__}{said}\n"]
            error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
        return "".join(lines).rstrip()


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
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=False
        )
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

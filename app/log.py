"""The program's log: a rotating file in the data folder. Never a note, a name or a score.

A leaf: standard library only.
"""

import logging
import logging.handlers
from pathlib import Path

LOG_FILE = "equity-workshop.log"
_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


def start_log(data_dir: Path, *, level: int = logging.INFO) -> Path | None:
    """Send the log to ``data_dir``; return its path, or None where the folder cannot be written."""
    root = logging.getLogger("app")
    root.setLevel(level)
    path = data_dir / "log" / LOG_FILE
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = logging.handlers.RotatingFileHandler(
            path, maxBytes=1_000_000, backupCount=3, encoding="utf-8", delay=False
        )
    except OSError:
        return None
    handler.setFormatter(logging.Formatter(_FORMAT))
    root.addHandler(handler)
    return path


def stop_log() -> None:
    """Close and detach the log's handlers (so that a data folder can be removed)."""
    root = logging.getLogger("app")
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()

"""Remembering which workshop is running, so that it can go on after the program died.

A small file in the data folder: written when a workshop is opened to run, touched every few
seconds, removed on a clean end. If it is there at the start, the program died.
"""

import contextlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from app.write_points import Point, reached

MARK_FILE = "running.json"


@dataclass(frozen=True)
class RunningMark:
    """The workshop that was open, and when the program last gave a sign of life (ISO, UTC)."""

    path: str
    beat_at: str
    process: int

    @property
    def last_beat(self) -> datetime:
        """Return the last sign of life."""
        return datetime.fromisoformat(self.beat_at)


def beat(data_dir: Path, workshop: Path, now: datetime) -> bool:
    """Give a sign of life; return False where the folder refuses (the day goes on)."""
    mark = RunningMark(str(workshop), now.isoformat(), os.getpid())
    fresh = data_dir / f"{MARK_FILE}.{os.getpid()}.new"
    try:
        fresh.write_text(json.dumps(asdict(mark)), "utf-8")
        reached(Point.MARK_WRITTEN)
        fresh.replace(data_dir / MARK_FILE)
        reached(Point.MARK_NAMED)
    except OSError:
        return False
    return True


def found(data_dir: Path) -> RunningMark | None:
    """Return the mark of a program that died, or None; a damaged mark counts as none."""
    try:
        data = json.loads((data_dir / MARK_FILE).read_text("utf-8"))
        mark = RunningMark(str(data["path"]), str(data["beat_at"]), int(data["process"]))
        mark.last_beat.astimezone()  # a damaged moment makes the mark unusable
        return mark if mark.last_beat.tzinfo and Path(mark.path).exists() else None
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return None


def clear(data_dir: Path, workshop: Path) -> None:
    """Remove the mark of a workshop that ended well, or that this process left.

    The mark of another one stays: it may be running in a second window, or wait to be resumed.
    Where the folder refuses, the day ends all the same.
    """
    mark = found(data_dir)
    if mark is not None and Path(mark.path) != workshop and mark.process != os.getpid():
        return
    with contextlib.suppress(OSError):
        (data_dir / MARK_FILE).unlink(missing_ok=True)

"""A laptop's clock that was set while a day ran: remembered, so that a restart does not follow it.

A small file in the data folder, written while the laptop's clock and the workshop's differ.
"""

import contextlib
import json
import math
import os
from datetime import UTC, datetime
from pathlib import Path

from app.steady import SteadyClock, carried_on

SET_CLOCK_FILE = "clock.json"


def keep_clock(data_dir: Path, clock: SteadyClock) -> None:
    """Remember how far the laptop's clock was set while a day ran; it outlives the program."""
    kept = {"at": clock().isoformat(), "ahead_seconds": -clock.strayed_seconds()}
    fresh = data_dir / f"{SET_CLOCK_FILE}.{os.getpid()}.new"
    with contextlib.suppress(OSError):  # the day goes on; only a restart would not know
        fresh.write_text(json.dumps(kept), "utf-8")
        fresh.replace(data_dir / SET_CLOCK_FILE)


def forget_clock(data_dir: Path) -> None:
    """Forget it: the laptop's clock is followed again."""
    with contextlib.suppress(OSError):
        (data_dir / SET_CLOCK_FILE).unlink(missing_ok=True)


def start_clock(data_dir: Path, clock: SteadyClock) -> None:
    """Let a fresh clock go on where the last one was, if the laptop's had been set meanwhile.

    A damaged file counts as none.
    """
    try:
        kept = json.loads((data_dir / SET_CLOCK_FILE).read_text("utf-8"))
        last, ahead = datetime.fromisoformat(kept["at"]), float(kept["ahead_seconds"])
        if last.tzinfo is not None and math.isfinite(ahead):
            clock.carry_on(carried_on(clock.wall(), last.astimezone(UTC), ahead))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return

"""The time of a venue: one clock for all laptops in it, that a test can let run ahead.

Real seconds go on as they do; minutes that nobody is to wait for are skipped. How many is in a
small file that every process of the day has mapped, so that all see a skip at the same moment.
"""

import mmap
import struct
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.steady import SteadyClock, counts_sleep

MORNING = datetime(2026, 11, 18, 11, 0, tzinfo=UTC)
_FORM = struct.Struct("dd")
_counter = counts_sleep()


class RoomClock:
    """What a laptop of the venue has as its time of day, and as its counter of seconds.

    Attributes:
        path: the file that all laptops of the venue share.
        real, set_by: what a played laptop tells of itself; nobody sets this one.

    """

    real = set_by = 0.0

    def __init__(self, path: Path) -> None:
        """Share the time in ``path``; the first one begins it at :data:`MORNING`."""
        self.path = path
        if not path.exists():
            path.write_bytes(_FORM.pack(_counter(), 0.0))
        with path.open("r+b") as file:
            self._shared = mmap.mmap(file.fileno(), _FORM.size)

    def live(self, seconds: float) -> None:
        """Let time pass without waiting for it."""
        begin, skipped = _FORM.unpack(self._shared[:])
        self._shared[:] = _FORM.pack(begin, skipped + seconds)

    def counter(self) -> float:
        """Return the seconds since the venue was opened."""
        begin, skipped = _FORM.unpack(self._shared[:])
        return _counter() - begin + skipped

    def wall(self) -> datetime:
        """Return the time of day that every laptop here shows."""
        return MORNING + timedelta(seconds=self.counter())

    def ahead_of_the_machine(self) -> float:
        """Return by how many seconds it is later here than on the machine that runs the test."""
        return self.wall().timestamp() - time.time()

    def clock(self) -> SteadyClock:
        """Return the clock of a program that starts now."""
        return SteadyClock(self.wall, self.counter, self.counter)

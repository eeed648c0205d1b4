"""Clocks that are passed in: the laptop's, steady against jumps, and a simulated one.

A leaf: standard library only.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
"""Anything that tells the moment (UTC, aware)."""

JUMP_SECONDS = 30.0
"""A wall clock that strays this far from the monotonic one has been set, or the laptop slept."""


class SteadyClock:
    """The wall clock at the start, carried on by the monotonic clock.

    Setting the laptop's clock while a day runs therefore moves nothing. ``strayed_seconds`` tells
    how far the two have parted: the monotonic clock stands still while Linux and macOS sleep, so a
    positive figure is sleep or a clock set forward, a negative one a clock set back.
    """

    def __init__(
        self,
        wall: Now = lambda: datetime.now(UTC),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Begin at the wall clock's moment."""
        self._wall, self._monotonic = wall, monotonic
        self._base, self._start = wall(), monotonic()

    def __call__(self) -> datetime:
        """Return the steady moment."""
        return self._base + timedelta(seconds=self._monotonic() - self._start)

    def strayed_seconds(self) -> float:
        """Return wall clock minus steady clock, in seconds."""
        return (self._wall() - self()).total_seconds()

    def accept_wall(self) -> None:
        """Follow the wall clock from here on (the strayed time counts as passed)."""
        self._base, self._start = self._wall(), self._monotonic()


class SimulatedClock:
    """A clock that moves only when told: rehearsals and tests."""

    def __init__(self, start: datetime) -> None:
        """Begin at ``start``."""
        self._now = start

    def __call__(self) -> datetime:
        """Return the simulated moment."""
        return self._now

    def advance(self, *, seconds: float = 0.0, minutes: float = 0.0) -> datetime:
        """Move on; return the new moment."""
        self._now += timedelta(seconds=seconds, minutes=minutes)
        return self._now

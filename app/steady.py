"""Clocks that are passed in: the laptop's, steady against jumps, and a simulated one.

A leaf: standard library only.
"""

import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Now = Callable[[], datetime]
"""Anything that tells the moment (UTC, aware)."""

Seconds = Callable[[], float]
"""Anything that counts seconds from some beginning and is never set."""

JUMP_SECONDS = 30.0
"""A wall clock that strays this far was set; a laptop that slept shorter is not worth a word."""

LONGEST_GAP = timedelta(hours=12)
"""Two looks at a clock that lie farther apart belong to two days."""


def counts_sleep() -> Seconds:
    """Return the counter that goes on while the laptop sleeps.

    Linux: CLOCK_BOOTTIME. macOS: CLOCK_MONOTONIC, which Python's ``time.monotonic`` is not.
    Windows: ``time.monotonic`` itself.
    """
    if sys.platform == "linux":
        return lambda: time.clock_gettime(time.CLOCK_BOOTTIME)
    elif sys.platform == "darwin":
        return lambda: time.clock_gettime(time.CLOCK_MONOTONIC)
    else:
        return time.monotonic


def counts_waking() -> Seconds:
    """Return the counter that stands still while the laptop sleeps.

    Linux and macOS: ``time.monotonic``. Windows: QueryUnbiasedInterruptTime, in units of 100 ns.
    Where that is missing, ``time.monotonic``: sleep then shows in a tick that came late.
    """
    if sys.platform == "win32":
        import ctypes

        ask = getattr(ctypes.windll.kernel32, "QueryUnbiasedInterruptTime", None)
        if ask is not None:

            def waking() -> float:
                units = ctypes.c_ulonglong()
                ask(ctypes.byref(units))
                return float(units.value) / 1e7

            return waking
    return time.monotonic


class SteadyClock:
    """The wall clock at the start, carried on by a counter that nobody can set.

    Setting the laptop's clock while a day runs therefore moves nothing, and sleep counts like any
    other time that passed. ``strayed_seconds`` tells how far the laptop's clock was set,
    ``slept_seconds`` how long it slept: each is read from two clocks that differ in that alone.
    """

    def __init__(
        self,
        wall: Now = lambda: datetime.now(UTC),
        through: Seconds | None = None,
        waking: Seconds | None = None,
    ) -> None:
        """Begin at the wall clock's moment.

        ``through`` counts sleep and ``waking`` does not; the system's own where not given.
        """
        self._wall = wall
        self._through = through or counts_sleep()
        self._waking = waking or (counts_waking() if through is None else through)
        self._begin = wall(), self._through()
        self._slept_before = self._through() - self._waking()

    def __call__(self) -> datetime:
        """Return the steady moment."""
        base, start = self._begin
        return base + timedelta(seconds=self._through() - start)

    def wall(self) -> datetime:
        """Return the moment on the laptop's own clock."""
        return self._wall()

    def passed_seconds(self) -> float:
        """Return a count of seconds, sleep included, that only ever grows."""
        return self._through()

    def strayed_seconds(self) -> float:
        """Return wall clock minus steady clock: positive where it was set forward."""
        return (self._wall() - self()).total_seconds()

    def slept_seconds(self) -> float:
        """Return how long the laptop slept since this clock began."""
        return max(0.0, self._through() - self._waking() - self._slept_before)

    def accept_wall(self) -> None:
        """Follow the wall clock from here on: what it was set by counts as passed."""
        self._begin = self._wall(), self._through()

    def carry_on(self, moment: datetime) -> None:
        """Go on from ``moment``, whatever the laptop's clock says."""
        self._begin = moment, self._through()


def carried_on(wall: datetime, last: datetime, ahead_seconds: float) -> datetime:
    """Return the steady moment of a program that starts again.

    ``last`` is the newest steady moment known, when the steady clock was ``ahead_seconds`` ahead
    of the wall clock, because that had been set. Nobody knows whether it was set again while the
    program was away: of "as before" and "set right" that one is taken after which less time has
    passed. Where neither can be, or too much passed for one day, the wall clock is believed.
    """
    before = wall + timedelta(seconds=ahead_seconds)
    can_be = [moment for moment in (wall, before) if timedelta() <= moment - last <= LONGEST_GAP]
    return min(can_be, default=wall)


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

"""A laptop whose clocks obey the test: it wakes, sleeps, and somebody sets its time of day."""

from datetime import datetime, timedelta

from app.steady import SteadyClock
from tests.workshops import NOON


class Laptop:
    """Real time in seconds since ``begin``, and what the laptop's three clocks make of it.

    ``unbiased`` is False for a system whose waking counter goes on while it sleeps.
    """

    def __init__(self, begin: datetime = NOON, *, unbiased: bool = True) -> None:
        self.begin, self.unbiased = begin, unbiased
        self.real = 0.0
        self.asleep = 0.0
        self.set_by = 0.0

    def live(self, seconds: float) -> None:
        """Let time pass, awake."""
        self.real += seconds

    def sleep(self, seconds: float) -> None:
        """Close the lid for a while."""
        self.real += seconds
        self.asleep += seconds

    def set_clock(self, seconds: float) -> None:
        """Set the time of day forward, or back with negative seconds."""
        self.set_by += seconds

    def wall(self) -> datetime:
        """Return the time of day that the laptop shows."""
        return self.begin + timedelta(seconds=self.real + self.set_by)

    def through(self) -> float:
        """Return the counter that counts sleep."""
        return self.real

    def waking(self) -> float:
        """Return the counter that does not, where the system has one."""
        return self.real - self.asleep if self.unbiased else self.real

    def clock(self) -> SteadyClock:
        """Return the clock of a program that starts now."""
        return SteadyClock(self.wall, self.through, self.waking)

"""A laptop whose clocks obey the rehearsal; the program's own steady clock reads them."""

from datetime import datetime, timedelta

from app.steady import SteadyClock


class RehearsedLaptop:
    """The laptop's counter of seconds, and the time of day that it shows."""

    def __init__(self, begin: datetime, *, passed: float = 0.0, set_by: float = 0.0) -> None:
        """Begin at ``begin``; ``passed`` seconds later, with a clock set by ``set_by`` seconds."""
        self.begin, self.passed, self.set_by = begin, passed, set_by

    def advance(self, *, seconds: float = 0.0, minutes: float = 0.0) -> datetime:
        """Let time pass; return the time of day."""
        self.passed += seconds + minutes * 60
        return self.wall()

    def set_clock(self, seconds: float) -> None:
        """Set the time of day forward, or back with negative seconds."""
        self.set_by += seconds

    def wall(self) -> datetime:
        """Return the time of day that the laptop shows."""
        return self.begin + timedelta(seconds=self.passed + self.set_by)

    def counter(self) -> float:
        """Return the seconds that really passed."""
        return self.passed

    def clock(self) -> SteadyClock:
        """Return the clock of a program that starts now."""
        return SteadyClock(self.wall, self.counter, self.counter)

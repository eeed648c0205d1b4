"""The clock of a station: the hub's time, and no two entries of the same moment."""

import threading
from datetime import datetime, timedelta

from app.steady import Now, SteadyClock

LEAST_STEP = timedelta(milliseconds=1)


class StationClock:
    """Tells the hub's moment when called; :meth:`stamp` tells one later than any entry's before.

    Attributes:
        own: this laptop's clock, which nobody can set while the program runs.
        ahead: the hub's clock minus that one.

    """

    def __init__(self, own: Now, ahead_seconds: float, after: datetime | None) -> None:
        """Go on from the newest entry's moment, ``after``.

        ``ahead_seconds`` is how far the hub was ahead of what this laptop shows.
        """
        self.own = own
        self.ahead = timedelta(seconds=ahead_seconds) + (self.wall() - own())
        self._last = after
        self._lock = threading.Lock()

    def __call__(self) -> datetime:
        """Return the hub's moment (UTC), as far as it is known."""
        return self.own() + self.ahead

    def wall(self) -> datetime:
        """Return the moment that this laptop shows."""
        return self.own.wall() if isinstance(self.own, SteadyClock) else self.own()

    def stamp(self) -> datetime:
        """Return the moment of an entry that is made now."""
        with self._lock:
            moment = self()
            if self._last is not None and moment < self._last + LEAST_STEP:
                moment = self._last + LEAST_STEP
            self._last = moment
            return moment

"""Tells when what shows the time looks different: most ticks of the shared clock change nothing."""

from datetime import datetime
from math import ceil
from typing import Any

from app.domain.rundown import Phase, Rundown
from app.domain.snapshot import Snapshot
from app.domain.turns import turn_now


class ShownSecond:
    """Remembers the seconds that stand on a display.

    The whole day is read once for a snapshot; from there on its clock only goes on.
    """

    def __init__(self) -> None:
        """Nothing is shown yet."""
        self._snapshot: Snapshot | None = None
        self._day: Rundown | None = None
        self._turn_seconds: float | None = None
        self._shown: tuple[Any, ...] = ()

    def moved(self, snapshot: Snapshot, now: datetime, *beside: object) -> bool:
        """Tell whether to show a moment (UTC) anew; ``beside`` is what else decides the picture."""
        day = self._day
        if snapshot is not self._snapshot or day is None or now < day.now:
            day = snapshot.rundown(now)
            turn = turn_now(snapshot, day)
            self._snapshot, self._day = snapshot, day
            self._turn_seconds = turn.remaining_seconds if turn is not None else None
            self._shown = ()
        shown = (*self._seconds(day, now), *beside)
        if shown == self._shown:
            return False
        self._shown = shown
        return True

    def _seconds(self, day: Rundown, now: datetime) -> tuple[Any, ...]:
        """Return the digits: what is left has seconds of its own, all else the clock's."""
        if day.phase is not Phase.RUNNING:
            return (now.replace(microsecond=0),)
        passed = (now - day.now).total_seconds()
        turn = None if self._turn_seconds is None else ceil(self._turn_seconds - passed)
        left = ceil(day.remaining_seconds - passed)
        return (now.replace(second=0, microsecond=0), left, turn)

"""How much and how often: every bound of the room on size, rate, number and time, in one place."""

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from app.domain.envelopes import (
    LARGEST_BODY,
    LARGEST_PAYLOAD,
    MOST_BASED_ON,
    MOST_ENTRIES,
)

__all__ = ["LARGEST_BODY", "LARGEST_PAYLOAD", "MOST_BASED_ON", "MOST_ENTRIES", "Rate", "Rates"]

HEADER_SECONDS = 10.0
"""From a connection, or the end of an answer, to the end of the next request's headers."""
IDLE_SECONDS = 5
"""How long an answered connection is kept for another request; then it is closed."""
REUSED_SECONDS = 3.0
"""How long a station sends on a connection that it has used: never one that is just being closed,
on which what it wrote would seem to have met a broken road."""
BODY_SECONDS = 30.0
"""From a request's headers to the end of its body."""
COMMIT_SECONDS = 10.0
"""How long an envelope may wait for the disk before the station is told to try again."""
GREETING_SECONDS = 10.0
"""From the opening of a WebSocket to the message that says whose it is."""
MOST_IN_A_ROW = 500
"""Requests on one connection that wait for an answer to those before them."""
LARGEST_HEADERS = 16 * 1024
LARGEST_GREETING = 4 * 1024
MOST_CONNECTIONS = 400
MOST_LEAVING = 16
"""Connections that were told to end for a newcomer's sake and are still there."""
MOST_OF_ONE_ADDRESS = 150
"""Connections: a phone's hotspot shows many stations under one address."""
FILES_TO_SPARE = 160
"""Files that stay free beside connections: the workshop's own, and the window's."""
MOST_PUSHES_OF_A_STATION = 3
"""WebSockets of one station: a page in two tabs, and one that is just being closed."""
TOO_OFTEN_SECONDS = 0.1
"""How long an answer waits that says "too often"."""
SHORT_BODY = 24 * 1024
"""Bytes of an envelope that is read at once; a longer one is read beside the others."""
LIVE_ENTRIES = 22
"""Entries that are taken in at once; of a longer envelope one part after the other."""
MOST_WAITING = 64
"""Envelopes that wait for the disk at once."""


@dataclass(frozen=True)
class Rate:
    """So many at once, and so many a second afterwards."""

    burst: int
    a_second: float


ENVELOPES = Rate(60, 20.0)
"""Of one station."""
PORTIONS = Rate(30_000, 5.0)
"""Of what one station writes: entries, or so many times :data:`PORTION` where that is more. Four
hours' typing without a rest is half of what comes at once; disk and memory are everybody's."""
PORTION = 2 * 1024
"""Bytes."""
READS = Rate(40, 10.0)
"""Views of one station."""
JOINS = Rate(20, 0.5)
"""Of one address, right or wrong."""
WRONG_CODES = Rate(10, 1 / 6)
"""Of one address."""
WRONG_CODES_IN_ALL = Rate(100, 1.0)
"""Of all addresses: six characters of 32 are a thousand million codes."""
WRONG_TOKENS = Rate(30, 1.0)
"""Of one address."""
STRANGERS = Rate(60, 20.0)
"""Requests of one address that name no station."""
HEARD = Rate(4 * LARGEST_GREETING, 64.0)
"""Bytes that come on one WebSocket: its greeting, then a ping or pong in some seconds."""

MOST_KEYS = 5_000
"""Addresses and stations that are remembered at once."""


class Rates:
    """Counts against one rate, by key; the longest unused key is forgotten first."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        """Count by ``clock``, in seconds."""
        self._rate, self._clock = rate, clock
        self._filled: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, key: str = "", count: int = 1) -> int:
        """Return how long to wait before the next ones; 0 for now. Nothing is counted."""
        lacking = count - self._left(key)
        return 0 if lacking <= 0 else math.ceil(lacking / self._rate.a_second)

    def take(self, key: str = "", count: int = 1) -> int:
        """Count one, or several; return how long to wait instead where that is too much, else 0."""
        if wait := self.wait_seconds(key, count):
            return wait
        self._filled[key] = (self._left(key) - count, self._clock())
        self._filled.move_to_end(key)
        while len(self._filled) > MOST_KEYS:
            self._filled.popitem(last=False)
        return 0

    def _left(self, key: str) -> float:
        left, at = self._filled.get(key, (float(self._rate.burst), self._clock()))
        return min(float(self._rate.burst), left + (self._clock() - at) * self._rate.a_second)

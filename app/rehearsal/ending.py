"""The end of a rehearsal that somebody outside asks for: never between a process and its name."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager

ENDINGS = ("SIGTERM", "SIGINT", "SIGHUP")
"""How somebody outside ends a rehearsal; not all of them are known everywhere."""

_asked: list[int] = []
_holds: list[None] = []


def listen() -> None:
    """End this program, from now on, as ``sys.exit`` does: what it made is still taken away."""
    for name in ENDINGS:
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), _on_ending)


def _on_ending(number: int, _frame: object) -> None:
    _asked.append(number)
    if not _holds:
        sys.exit(128 + number)


def come_if_asked() -> None:
    """End now where an end was asked for and went under: Python drops what is raised in places.

    Raises:
        SystemExit: where it was.

    """
    if _asked:
        sys.exit(128 + _asked[-1])


@contextmanager
def held_off() -> Iterator[None]:
    """Let an end that is asked for meanwhile come afterwards (on the main thread)."""
    _holds.append(None)
    try:
        yield
    finally:
        _holds.pop()
        if not _holds:
            come_if_asked()

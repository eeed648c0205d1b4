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
    if _holds:
        _asked.append(number)
    else:
        sys.exit(128 + number)


@contextmanager
def held_off() -> Iterator[None]:
    """Let an end that is asked for meanwhile come afterwards (on the main thread)."""
    _holds.append(None)
    try:
        yield
    finally:
        _holds.pop()
        if _asked and not _holds:
            sys.exit(128 + _asked[-1])

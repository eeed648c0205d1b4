"""How long tests with random content go on: as long as the suite can wait, or ``LONG=1``.

Each number can be set by a variable of its own, whose name stands where it is used.
"""

import os

LONG = os.environ.get("LONG", "") not in ("", "0")
"""True where the long versions were asked for."""


def length(name: str, usual: int, long: int) -> int:
    """Return what the environment's ``name`` says, else ``usual``, or ``long`` where asked for."""
    return int(os.environ.get(name) or (long if LONG else usual))

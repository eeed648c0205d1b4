"""How long one thread may keep the others waiting.

Window, writer and hub share Python's one lock. Whoever has it gives it away when the interpreter's
switch interval is over, 5 ms unless told otherwise. An entry needs it some forty times on its way
from the network to the disk and back: while the window draws it would mostly wait.
(https://docs.python.org/3/library/sys.html#sys.setswitchinterval)
"""

import sys

TURN_SECONDS = 0.0005


def take_short_turns() -> None:
    """Let the threads of this process take turns of half a millisecond."""
    sys.setswitchinterval(TURN_SECONDS)

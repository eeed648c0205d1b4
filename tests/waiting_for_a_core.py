"""How long a window's thread stood ready while others had the cores: no promise is about that."""

import os
from pathlib import Path


def stood_ready(*pids: int) -> float:
    """Return the seconds that the first threads of some processes (this one) waited for a core.

    The first thread is the window's. Linux counts; elsewhere this is 0, and what is measured
    contains it.
    """
    waited = 0
    for pid in pids or (os.getpid(),):
        try:
            waited += int(Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[1])
        except (OSError, IndexError):
            continue
    return waited / 1e9

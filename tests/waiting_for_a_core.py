"""How long threads stood ready while other programs had the cores: no promise is about that."""

import os
from pathlib import Path


def stood_ready(*pids: int) -> float:
    """Return the seconds that all threads of some processes (this one) waited for a core so far.

    Linux counts them; elsewhere this is 0, and what is measured contains them.
    """
    waited = 0
    for pid in pids or (os.getpid(),):
        for counted in Path(f"/proc/{pid}/task").glob("*/schedstat"):
            try:
                waited += int(counted.read_text().split()[1])
            except (OSError, IndexError):  # the thread has ended
                continue
    return waited / 1e9

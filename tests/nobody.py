"""Being somebody without rights: root, as which tests often run, may read and write everything."""

import os
import warnings
from collections.abc import Callable
from pathlib import Path

NOBODY = 65534


def as_nobody(folder: Path, ask: Callable[[], str]) -> str:
    """Return what ``ask`` answers to a user without rights, who may look into ``folder``."""
    for parent in (folder, *folder.parents[:3]):
        if os.geteuid() == 0 and parent.stat().st_uid == 0 and parent != Path("/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    answer, told = os.pipe()
    with warnings.catch_warnings():
        # The child only asks, answers and ends: it waits for no lock of a thread it does not have.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        said = "it did not answer"
        try:
            if os.geteuid() == 0:
                os.setgid(NOBODY)
                os.setuid(NOBODY)
            said = ask()
        finally:
            os.write(told, said.encode())
            os._exit(0)
    os.close(told)
    with os.fdopen(answer, encoding="utf-8") as pipe:
        words = pipe.read()
    os.waitpid(child, 0)
    return words

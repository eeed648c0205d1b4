"""Copies that are needed for a moment: below the data folder, and swept where a crash left them.

They may hold names and words, so none may be left where nobody looks for it. Whoever works in one
of the folders holds a lock there, which ends with the process however that ends.
"""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from app.paths import default_data_dir
from app.storage.places import Places

_LOCK = "in-use"


@contextlib.contextmanager
def place() -> Iterator[Path]:
    """Give an empty folder, which goes away afterwards with all that is in it.

    Raises:
        OSError: where there is no room for it, neither in the data folder nor in the system's own.

    """
    folder = _made()
    try:
        with (folder / _LOCK).open("wb") as lock:
            with contextlib.suppress(OSError):  # where nothing can be locked, nothing is swept
                _hold(lock)
            yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep() -> None:
    """Remove what was left by a process that is gone; call it when the program starts."""
    with contextlib.suppress(OSError):
        for folder in list(_root().iterdir()):
            if _is_left(folder):
                shutil.rmtree(folder, ignore_errors=True)


def _root() -> Path:
    return Places(default_data_dir()).scratch


def _made() -> Path:
    try:
        _root().mkdir(parents=True, exist_ok=True)
        return Path(tempfile.mkdtemp(dir=_root()))
    except OSError:
        return Path(tempfile.mkdtemp(prefix="equity-workshop-"))


def _is_left(folder: Path) -> bool:
    """Tell whether nobody works in a folder; one that is only being made counts as in use."""
    lock = folder / _LOCK
    if not lock.exists():
        return any(folder.iterdir())
    try:
        if sys.platform == "win32":
            lock.unlink()  # Windows removes no file that is open
        else:
            with lock.open("rb") as file:
                _hold(file)
    except OSError:
        return False
    return True


def _hold(file: IO[bytes]) -> None:
    """Lock a file against :func:`sweep`, or raise OSError where somebody else has."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

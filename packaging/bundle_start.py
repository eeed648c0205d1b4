"""Runs in a bundle before the program does.

The starter lets the loader look into the bundle first. Programs that ours opens (a viewer for a
PDF) must not inherit that. And the spare libraries, of which the system should have newer copies
that its graphics drivers fit, are loaded from the bundle if, and only if, the system has none.
"""

import ctypes
import os
import sys
from pathlib import Path


def _let_others_be() -> None:
    before = os.environ.pop("LD_LIBRARY_PATH_ORIG", "")
    os.environ.pop("LD_LIBRARY_PATH", None)
    if before:
        os.environ["LD_LIBRARY_PATH"] = before


def _load_spares(folder: Path) -> None:
    waiting = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in list(waiting):
        if _loads(path.name):
            waiting.remove(path)
    # One needs the other, in an order that the names do not tell.
    while loaded := [path for path in waiting if _loads(str(path))]:
        waiting = [path for path in waiting if path not in loaded]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


if sys.platform.startswith("linux"):
    _let_others_be()
    _load_spares(Path(sys._MEIPASS) / "spare")  # type: ignore[attr-defined]

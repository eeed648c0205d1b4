"""What lies on the disk in a folder where a program is still writing."""

from contextlib import suppress
from pathlib import Path


def files_below(folder: Path) -> dict[Path, bytes]:
    """Return what stands in each file; a journal may come and go while they are read."""
    found: dict[Path, bytes] = {}
    for file in folder.rglob("*"):
        with suppress(FileNotFoundError, IsADirectoryError):
            found[file] = file.read_bytes()
    return found

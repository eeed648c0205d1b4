"""Disks and files that refuse, for real: full, held by another process, closed, gone, damaged."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HOLD = (
    "import sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()\n"
)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int = 3000) -> Iterator["SmallDisk"]:
    """Give a disk of its own on ``folder``; a test is skipped where nobody may mount one."""
    folder.mkdir(parents=True, exist_ok=True)
    mounts = os.geteuid() == 0 and shutil.which("mount") is not None
    if mounts:
        size = f"size={kilobytes}k"
        done = subprocess.run(["mount", "-t", "tmpfs", "-o", size, "none", folder], check=False)
        mounts = done.returncode == 0
    if not mounts:
        pytest.skip("needs the right to mount a small disk")
    try:
        yield SmallDisk(folder)
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


class SmallDisk:
    """A disk with little room."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._ballast = folder / "a film"

    def fill(self) -> None:
        """Write until there is no room for one more byte."""
        with contextlib.suppress(OSError), self._ballast.open("wb", buffering=0) as file:
            while True:
                file.write(bytes(4096))

    def free(self) -> None:
        self._ballast.unlink()


@contextlib.contextmanager
def held(path: Path) -> Iterator[None]:
    """Let another process hold a file to itself, as a virus scanner does."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        try:
            yield
        finally:
            holder.stdin.close()
            holder.wait()


def damage_header(path: Path) -> None:
    """Garble the first hundred bytes, SQLite's own mark excepted."""
    with path.open("r+b") as file:
        file.seek(16)
        file.write(os.urandom(84))


def damage_middle(path: Path) -> None:
    """Write nonsense over pages in the middle."""
    size = path.stat().st_size
    with path.open("r+b") as file:
        file.seek(size // 3 // 4096 * 4096)
        file.write(os.urandom(8 * 4096))


def cut_off(path: Path) -> None:
    """Cut the second half off."""
    with path.open("r+b") as file:
        file.truncate(path.stat().st_size // 2)


def make_empty(path: Path) -> None:
    """Leave zero bytes."""
    path.write_bytes(b"")

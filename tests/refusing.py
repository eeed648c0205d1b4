"""Disks and files that refuse, for real: full, held by another process, closed, gone, damaged."""

import contextlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.storage.database import Database, MemoryDatabase
from app.storage.refusals import DiskFullError

HOLD = (
    "import sqlite3, sys\n"
    "c = sqlite3.connect(sys.argv[1], isolation_level=None)\n"
    "c.execute('BEGIN EXCLUSIVE'); print('held', flush=True); sys.stdin.read()\n"
)


@contextlib.contextmanager
def small_disk(folder: Path, kilobytes: int = 3000) -> Iterator["SmallDisk"]:
    """Give a small disk on ``folder``; to who may not mount one, a folder that only says so."""
    folder.mkdir(parents=True, exist_ok=True)
    mount = shutil.which("mount") if os.geteuid() == 0 else None
    options = ["-t", "tmpfs", "-o", f"size={kilobytes}k", "none", str(folder)]
    if mount and subprocess.run([mount, *options], check=False).returncode == 0:
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", "-l", folder], check=True)
    else:
        with pytest.MonkeyPatch.context() as patch:
            yield SaidToBeFull(folder, patch)


class SmallDisk:
    """A disk with little room; ``real`` where every program finds it full."""

    real = True

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


class SaidToBeFull(SmallDisk):
    """A folder whose workshop files refuse as on a full disk."""

    real = False

    def __init__(self, folder: Path, patch: pytest.MonkeyPatch) -> None:
        super().__init__(folder)
        self._full = False
        usual = Database.writing

        def writing(database: Database, **options: bool) -> contextlib.AbstractContextManager[Any]:
            stands_in = isinstance(database, MemoryDatabase)
            if self._full and not stands_in and database.path.is_relative_to(folder):
                raise DiskFullError(database.path)
            return usual(database, **options)

        patch.setattr(Database, "writing", writing)

    def fill(self) -> None:
        self._full = True

    def free(self) -> None:
        self._full = False


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

"""Whether what is typed reaches the disk: the library, its journal, its locks, its speed."""

import contextlib
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from app.doctor.folder import nearest
from app.domain.finding import Finding
from app.i18n import _

LEAST_SQLITE = (3, 37, 0)
SLOWEST_MS = 100.0
COMMITS = 20


def check_saving(data_dir: Path, vfs: str = "") -> Iterator[Finding]:
    """Try everything in the data folder itself; ``vfs`` is SQLite's way to the file, for tests."""
    well = sqlite3.sqlite_version_info >= LEAST_SQLITE
    yield Finding(_("SQLite"), well, sqlite3.sqlite_version, _("Use a newer Python."))
    try:
        with tempfile.TemporaryDirectory(dir=nearest(data_dir)) as folder:
            ways = f"?vfs={vfs}" if vfs else ""
            address = (Path(folder) / "probe.db").absolute().as_uri() + ways
            yield _locks(address)
            yield _speed(address)
    except (OSError, sqlite3.Error) as error:
        said = error.strerror or "" if isinstance(error, OSError) else str(error)
        yield Finding(_("Saving"), False, said, _("Choose another folder."))


def _locks(address: str) -> Finding:
    """Two programs must never write one file at once."""
    first = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)
    with contextlib.closing(first):
        first.execute("PRAGMA journal_mode=DELETE")
        first.execute("CREATE TABLE probe (n INTEGER)")
        first.execute("BEGIN EXCLUSIVE")
        second = sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)
        with contextlib.closing(second):
            try:
                second.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError:
                held = True
            else:
                held = False
                second.execute("ROLLBACK")
        first.execute("ROLLBACK")
    seen = _("hold") if held else _("do not hold")
    remedy = _("Choose a folder on this laptop’s own disk.")
    return Finding(_("File locks"), held, seen, remedy)


def _speed(address: str) -> Finding:
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    with contextlib.closing(connection):
        connection.execute("PRAGMA synchronous=EXTRA")
        began = time.perf_counter()
        for number in range(COMMITS):
            connection.execute("INSERT INTO probe VALUES (?)", (number,))
        each_ms = (time.perf_counter() - began) / COMMITS * 1000
    seen = _("{ms:.1f} ms a commit").format(ms=each_ms)
    return Finding(_("Saving"), each_ms < SLOWEST_MS, seen, _("Use a local disk, not a stick."))

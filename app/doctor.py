"""The doctor: checks what the day depends on, and names a remedy for each finding."""

import os
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.i18n import _
from app.paths import migrations_path, resource_path

LEAST_FREE_MB = 500
LEAST_SQLITE = (3, 37, 0)
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "nextcloud", "box sync")
"""Parts of folder names that tell a cloud-synced folder."""


@dataclass(frozen=True)
class Finding:
    """One check: what, whether it is well, what was seen, what to do."""

    name: str
    well: bool
    seen: str
    remedy: str = ""


def examine(data_dir: Path) -> Iterator[Finding]:
    """Check everything; nothing is changed but a small file written and removed again."""
    yield _python()
    yield _display()
    yield _fonts()
    yield _resources()
    yield _data_folder(data_dir)
    yield _disk(data_dir)
    yield _cloud(data_dir)
    yield _sqlite()
    yield _commit_time(data_dir)
    yield _clock()
    yield from _backup(data_dir)


def _backup(data_dir: Path) -> Iterator[Finding]:
    """Try the newest backup of the workshop used last on a copy, before it is needed."""
    from app.services import library, rebuilding

    for one in library.workshops(data_dir)[:1]:
        drill = rebuilding.try_restore(data_dir, one.path)
        seen = _("there is none yet")
        if drill.backup is not None:
            seen = _("{name}: {n} changes, tried in {seconds:.1f} s").format(
                name=drill.backup.path.name, n=drill.entries, seconds=drill.seconds
            )
        if drill.problem is not None:
            seen = str(drill.problem)
        remedy = _("Open the workshop and close it again: that makes a fresh backup.")
        yield Finding(_("Newest backup"), drill.well or one.sample, seen, remedy)


def _python() -> Finding:
    version = ".".join(str(part) for part in sys.version_info[:3])
    return Finding(_("Python"), (3, 11) <= sys.version_info[:2] <= (3, 13), version)


def _display() -> Finding:
    wished = os.environ.get("QT_QPA_PLATFORM", "")
    shown = (
        os.environ.get("DISPLAY")
        or os.environ.get("WAYLAND_DISPLAY")
        or wished
        or ("" if sys.platform.startswith("linux") else sys.platform)
    )
    return Finding(
        _("Display"),
        bool(shown),
        shown or _("none"),
        _("Start the program in a desktop session; `rehearse` and `export` work without one."),
    )


def _fonts() -> Finding:
    found = sorted(path.name for path in resource_path("fonts").glob("*.ttf"))
    well = any("Atkinson" in name for name in found)
    return Finding(_("Fonts"), well, _("{n} files").format(n=len(found)), _("Install again."))


def _resources() -> Finding:
    needed = (resource_path("framework", "default.json"), migrations_path())
    missing = [path.name for path in needed if not path.exists()]
    return Finding(_("Own files"), not missing, ", ".join(missing) or "ok", _("Install again."))


def _data_folder(data_dir: Path) -> Finding:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir) as file:
            file.write(b"x")
    except OSError as error:
        remedy = _("Choose another folder with --data-dir, or make this one writable.")
        return Finding(_("Data folder"), False, f"{data_dir}: {error.strerror}", remedy)
    return Finding(_("Data folder"), True, str(data_dir))


def _nearest(folder: Path) -> Path:
    while not folder.exists() and folder != folder.parent:
        folder = folder.parent
    return folder


def _disk(data_dir: Path) -> Finding:
    free = shutil.disk_usage(_nearest(data_dir)).free // 1_000_000
    return Finding(
        _("Free disk space"),
        free >= LEAST_FREE_MB,
        f"{free} MB",
        _("Free at least {n} MB before the day.").format(n=LEAST_FREE_MB),
    )


def _cloud(data_dir: Path) -> Finding:
    lower = str(data_dir).lower()
    synced = next((name for name in SYNCED if name in lower), "")
    return Finding(
        _("Local folder"),
        not synced and not lower.startswith(("//", "\\\\")),
        synced or _("on this laptop"),
        _("Keep workshops in a folder that no program synchronises; use --data-dir."),
    )


def _sqlite() -> Finding:
    well = sqlite3.sqlite_version_info >= LEAST_SQLITE
    return Finding(_("SQLite"), well, sqlite3.sqlite_version, _("Use a newer Python."))


def _commit_time(data_dir: Path) -> Finding:
    """Measure twenty durable commits in the data folder itself."""
    try:
        with tempfile.TemporaryDirectory(dir=_nearest(data_dir)) as folder:
            connection = sqlite3.connect(Path(folder) / "probe.db", isolation_level=None)
            connection.execute("PRAGMA synchronous=EXTRA")
            connection.execute("CREATE TABLE probe (n INTEGER)")
            began = time.perf_counter()
            for number in range(20):
                connection.execute("INSERT INTO probe VALUES (?)", (number,))
            each_ms = (time.perf_counter() - began) / 20 * 1000
            connection.close()
    except (OSError, sqlite3.Error) as error:
        return Finding(_("Saving"), False, str(error), _("Choose another folder."))
    seen = _("{ms:.1f} ms a commit").format(ms=each_ms)
    return Finding(_("Saving"), each_ms < 100, seen, _("Use a local disk, not a stick."))


def _clock() -> Finding:
    now = datetime.now(UTC)
    local = now.astimezone()
    seen = f"{local:%Y-%m-%d %H:%M} {local.tzname()}"
    return Finding(_("Clock"), 2025 <= now.year <= 2100, seen, _("Set the laptop's clock."))

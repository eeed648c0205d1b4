"""The doctor: checks what the day depends on, and names a remedy for each finding."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.doctor.folder import check_folder
from app.doctor.network import check_network
from app.doctor.saving import check_saving
from app.doctor.screens import check_screens
from app.doctor.times import check_times
from app.domain.errors import UserError
from app.domain.finding import Finding
from app.i18n import _, _n
from app.paths import migrations_path, resource_path

FRESH = timedelta(days=14)
"""How long a crash report is worth a word."""


def examine(data_dir: Path) -> Iterator[Finding]:
    """Check everything; nothing is changed but small files written and removed again."""
    yield _python()
    yield from check_screens()
    yield _awake()
    yield _resources()
    yield from check_folder(data_dir)
    yield from check_saving(data_dir)
    yield from check_times(data_dir)
    yield from check_network(data_dir)
    yield _crashes(data_dir)
    yield from _backup(data_dir)


def _awake() -> Finding:
    from app.bootstrap.awake import ways

    found = ", ".join(ways())
    remedy = "" if found else _("Turn the display’s sleep off in the system’s settings.")
    return Finding(_("Display kept awake"), True, found or _("not by this program"), remedy)


def _crashes(data_dir: Path) -> Finding:
    from app.bootstrap.crash_reports import folder_of, reports

    since = (datetime.now(UTC) - FRESH).timestamp()
    found = [path for path in reports(data_dir) if path.stat().st_mtime > since]
    if not found:
        return Finding(_("Crash reports"), True, _("none"))
    seen = _n("{n} of the last two weeks", "{n} of the last two weeks", len(found))
    remedy = _(
        "Send the newest one to whoever looks after the program, then remove it: {path}"
    ).format(path=folder_of(data_dir) / found[0].name)
    return Finding(_("Crash reports"), False, seen.format(n=len(found)), remedy)


def _backup(data_dir: Path) -> Iterator[Finding]:
    """Try the newest backup of the workshop used last on a copy, before it is needed."""
    from app.services import library, rebuilding

    try:
        listed = library.workshops(data_dir)
    except UserError as error:
        yield Finding(_("Newest backup"), False, error.happened, error.remedy)
        return
    for one in listed[:1]:
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


def _resources() -> Finding:
    needed = (resource_path("framework", "default.json"), migrations_path())
    missing = [path.name for path in needed if not path.exists()]
    return Finding(_("Own files"), not missing, ", ".join(missing) or "ok", _("Install again."))

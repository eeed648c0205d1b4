"""The doctor finds what is wrong by trying it, and says what to do about each."""

import json
import os
import shutil
import sqlite3
import sys
import time
from pathlib import Path

import pytest

from app import paths
from app.bootstrap import crash_reports
from app.doctor import examine, folder, saving, screens, times
from app.domain import finding
from app.i18n import _

Finding = finding.Finding


def _named(found: object, name: str) -> Finding:
    (one,) = [each for each in found if each.name == name]  # type: ignore[attr-defined]
    assert isinstance(one, Finding)
    return one


def _ill(one: Finding, *words: str) -> None:
    assert not one.well, one
    assert one.remedy
    for word in words:
        assert word in one.seen + one.remedy


def _screens(tmp_path: Path, *displays: tuple[str, int, int]) -> str:
    """Return a platform whose displays lie at these places."""
    described = {
        "screens": [
            {"name": name, "x": x, "y": y, "width": 1366, "height": 768,
             "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1}
            for name, x, y in displays
        ]
    }  # fmt: skip
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(described), "utf-8")
    return f"offscreen:configfile={config}"


needs_config = pytest.mark.skipif(sys.platform == "win32", reason="a drive's colon ends the name")


@needs_config
def test_two_displays_are_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = _screens(tmp_path, ("Laptop", 0, 0), ("Projector", 1366, 0))
    monkeypatch.setenv("QT_QPA_PLATFORM", wanted)
    shown, fonts = screens.check_screens()
    assert shown.well
    assert fonts.well
    assert "Laptop 1366×768 (100%), Projector" in shown.seen


@needs_config
def test_mirrored_displays_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = _screens(tmp_path, ("Laptop", 0, 0), ("Projector", 0, 0))
    monkeypatch.setenv("QT_QPA_PLATFORM", wanted)
    _ill(next(screens.check_screens()), "extend")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="displays by name")
def test_no_display_and_a_dead_display(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    _ill(next(screens.check_screens()), "none", "rehearse")
    monkeypatch.setenv("DISPLAY", ":7731")
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    _ill(next(screens.check_screens()), "cannot be opened")


def test_a_damaged_letter_file_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    root = tmp_path / "program"
    shutil.copytree(paths.bundle_root() / "app", root / "app")
    shutil.copytree(paths.resource_path("fonts"), root / "resources" / "fonts")
    (root / "resources" / "fonts" / "Broken.ttf").write_bytes(b"no letters here")
    monkeypatch.setattr(screens, "bundle_root", lambda: root)
    for name in ("PYTHONPATH", "PYTHONSAFEPATH"):
        monkeypatch.delenv(name, raising=False)
    _ill(list(screens.check_screens())[1], "Broken.ttf")


def test_a_full_disk_and_a_closed_folder_are_found(tmp_path: Path) -> None:
    found = list(folder.check_folder(tmp_path, least_mb=10**9))
    _ill(_named(found, _("Free disk space")), "1000000000")
    (tmp_path / "file").write_text("in the way")
    found = list(folder.check_folder(tmp_path / "file" / "data"))
    _ill(_named(found, _("Data folder")), "--data-dir")


@pytest.mark.parametrize("mark", folder.SYNC_MARKS)
def test_a_folder_that_a_program_synchronises_is_found_by_its_mark(
    tmp_path: Path, mark: str
) -> None:
    (tmp_path / mark).touch()
    found = list(folder.check_folder(tmp_path / "deep" / "data"))
    _ill(_named(found, _("Local folder")), mark.lstrip("."))


def test_a_folder_that_is_synchronised_is_found_by_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert folder.synced_by(tmp_path / "OneDrive - District" / "x") == "onedrive"
    assert folder.synced_by(tmp_path / "Library/Mobile Documents/x") == "mobile documents"
    assert folder.synced_by(tmp_path / "x") == ""
    monkeypatch.setenv("OneDriveCommercial", str(tmp_path))
    assert folder.synced_by(tmp_path / "x") == "onedrive"


@pytest.mark.skipif(sys.platform == "win32", reason="mounts")
def test_a_network_share_is_found(tmp_path: Path) -> None:
    mounts = tmp_path / "mounts"
    place = str(tmp_path / "shared docs").replace(" ", "\\040")
    mounts.write_text(f"/dev/sda1 / ext4 rw 0 0\nserver:/x {place} nfs4 rw 0 0\n")
    (tmp_path / "shared docs").mkdir()
    assert folder.network_of(tmp_path / "shared docs" / "new", mounts) == "nfs4"
    assert folder.network_of(tmp_path, mounts) == ""
    assert folder.network_of(Path("//server/share")) == "network"


@pytest.mark.skipif(sys.platform == "win32", reason="SQLite's ways to a file on other systems")
def test_locks_that_do_not_hold_are_found(tmp_path: Path) -> None:
    assert _named(saving.check_saving(tmp_path), _("File locks")).well
    _ill(_named(saving.check_saving(tmp_path, vfs="unix-none"), _("File locks")), "do not hold")


def test_a_slow_disk_and_an_old_library_are_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saving, "SLOWEST_MS", 0.0)
    monkeypatch.setattr(saving, "LEAST_SQLITE", (99, 0, 0))
    found = list(saving.check_saving(tmp_path))
    _ill(_named(found, _("Saving")), "ms a commit")
    _ill(_named(found, _("SQLite")), sqlite3.sqlite_version)
    assert list(tmp_path.iterdir()) == []


def test_a_clock_that_runs_behind_its_own_workshops_is_found(tmp_path: Path) -> None:
    assert _named(times.check_times(tmp_path), _("Clock")).well
    (tmp_path / "day.eqw").touch()
    later = time.time() + 3 * 3600
    os.utime(tmp_path / "day.eqw", (later, later))
    _ill(_named(times.check_times(tmp_path), _("Clock")), "was changed")


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="zones by name")
def test_a_zone_that_there_is_not_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for zone, well in (("America/New_York", True), ("EST5EDT,M3.2.0,M11.1.0", True)):
        monkeypatch.setenv("TZ", zone)
        time.tzset()
        assert _named(times.check_times(tmp_path), _("Time zone")).well is well
    monkeypatch.setenv("TZ", "Nowhere/Land")
    time.tzset()
    try:
        _ill(_named(times.check_times(tmp_path), _("Time zone")), "Nowhere/Land")
    finally:
        monkeypatch.undo()
        time.tzset()


def test_an_earlier_crash_is_told_with_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    report = crash_reports.write_report(tmp_path, "window", "a stack")
    assert report is not None
    _ill(_named(examine(tmp_path), _("Crash reports")), str(report))
    past = time.time() - 30 * 86400
    os.utime(report, (past, past))
    assert _named(examine(tmp_path), _("Crash reports")).well


def test_a_display_that_cannot_be_kept_awake_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr("app.bootstrap.awake.ways", list)
    one = _named(examine(tmp_path), _("Display kept awake"))
    assert one.well
    assert one.remedy

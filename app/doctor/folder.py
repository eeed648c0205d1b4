"""The data folder: whether it can be written, has room, and lies on this laptop alone."""

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from app.domain.finding import Finding
from app.i18n import _

LEAST_FREE_MB = 500
MOUNTS = Path("/proc/mounts")
SYNCED = (
    "onedrive", "dropbox", "google drive", "googledrive", "my drive", "icloud", "mobile documents",
    "cloudstorage", "nextcloud", "owncloud", "box sync", "syncthing",
)  # fmt: skip
"""Parts of folder names that tell a cloud-synced folder."""
SYNC_MARKS = (".dropbox", ".dropbox.cache", ".stfolder", ".sync.ffs_db", ".owncloudsync.log")
"""Files that a program leaves in the folder it synchronises."""
NETWORKS = (
    "nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "webdav", "davfs", "ncpfs",
    "9p", "fuse.sshfs", "fuse.rclone", "fuse.davfs2", "fuse.gvfsd-fuse", "afs", "ceph", "glusterfs",
)  # fmt: skip
"""Kinds of file systems that lie on another computer."""
_REMOTE_DRIVE = 4


def check_folder(data_dir: Path, *, least_mb: int = LEAST_FREE_MB) -> Iterator[Finding]:
    """Check the data folder; a file is written there and removed again."""
    yield _writable(data_dir)
    free = shutil.disk_usage(nearest(data_dir)).free // 1_000_000
    remedy = _("Free at least {n} MB before the day.").format(n=least_mb)
    yield Finding(_("Free disk space"), free >= least_mb, f"{free} MB", remedy)
    shared = synced_by(data_dir) or network_of(data_dir)
    remedy = _("Keep workshops in a folder that no program synchronises; use --data-dir.")
    yield Finding(_("Local folder"), not shared, shared or _("on this laptop"), remedy)


def nearest(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that is there."""
    while not _is_there(folder) and folder != folder.parent:
        folder = folder.parent
    return folder


def _is_there(path: Path) -> bool:
    """Tell whether something is there and may be seen."""
    try:
        return path.exists()
    except OSError:
        return False


def synced_by(folder: Path) -> str:
    """Return what synchronises a folder with other computers, or ""."""
    whole = folder.absolute()
    lower = str(whole).lower()
    for variable in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        root = os.environ.get(variable)
        if root and whole.is_relative_to(root):
            return "onedrive"
    for place in (whole, *whole.parents):
        mark = next((name for name in SYNC_MARKS if _is_there(place / name)), "")
        if mark and place != Path.home():  # some programs keep their settings at home
            return mark.lstrip(".")
    return next((name for name in SYNCED if name in lower), "")


def network_of(folder: Path, mounts: Path = MOUNTS) -> str:
    """Return the kind of network share that a folder lies on, or ""."""
    text = str(folder)
    if text.startswith(("//", "\\\\")):
        return "network"
    if sys.platform == "win32":
        import ctypes

        kind = ctypes.windll.kernel32.GetDriveTypeW(folder.absolute().anchor)
        return "network" if kind == _REMOTE_DRIVE else ""
    try:
        lines = mounts.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ""
    whole = nearest(folder.absolute())
    best, kind = -1, ""
    for line in lines:
        parts = line.split()
        if len(parts) < 3:
            continue
        place = Path(parts[1].replace("\\040", " "))
        # Of mounts over each other at one place, the last one counts.
        if whole.is_relative_to(place) and len(place.parts) >= best:
            best, kind = len(place.parts), parts[2]
    return kind if kind in NETWORKS else ""


def _writable(data_dir: Path) -> Finding:
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=data_dir) as file:
            file.write(b"x")
    except OSError as error:
        remedy = _("Choose another folder with --data-dir, or make this one writable.")
        return Finding(_("Data folder"), False, f"{data_dir}: {error.strerror}", remedy)
    return Finding(_("Data folder"), True, str(data_dir))

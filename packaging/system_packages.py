"""What Qt and the tests need from a Linux system, and how to get it on Debian and its children.

The list is what ``ldd`` names for QtGui, QtNetwork and the xcb plugin of PySide6-Essentials, less
what those libraries bring along. A library is missing when the loader cannot load it.
"""

import ctypes
import importlib.util
import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Shared library -> Debian package, for the program itself."""

BUNDLE_PROGRAMS = {
    "objcopy": "binutils",
    "objdump": "binutils",
    "strip": "binutils",
    "ldd": "libc-bin",
}
"""Program -> Debian package, for making a bundle: they read and write programs and libraries."""

TEST_PROGRAMS = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "xprop": "x11-utils",
    "xrandr": "x11-xserver-utils",
    "xwininfo": "x11-utils",
    "pdftotext": "poppler-utils",
    "dbus-run-session": "dbus",
    "chromium": "chromium",
    "ip": "iproute2",
}
"""Program -> Debian package, for the tests only: an X server with windows, keys and displays that
come and go, another reader of our PDFs, a desktop's bus of its own, the browser of the room's page,
and networks between hosts."""

OTHER_NAMES = {"chromium": ("chromium-browser", "google-chrome")}
"""Program -> what else it may be called."""

TEST_FILES = {
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "/usr/lib/python3/dist-packages/pyatspi": "python3-pyatspi",
}
"""File -> Debian package, where Debian puts it: what a screen reader reads with, for the tests."""


def missing(profile: str) -> dict[str, str]:
    """Return what this Linux system lacks for a lock, as name -> Debian package.

    Other systems lack nothing.
    """
    if not sys.platform.startswith("linux"):
        return {}
    lacking = {name: package for name, package in LIBRARIES.items() if not _loads(name)}
    programs = (BUNDLE_PROGRAMS if profile in ("bundle", "test") else {}) | (
        TEST_PROGRAMS if profile == "test" else {}
    )
    lacking |= {name: package for name, package in programs.items() if not _is_there(name)}
    if profile == "test" and has_apt():
        lacking |= {name: pkg for name, pkg in TEST_FILES.items() if not Path(name).exists()}
    if profile in ("bundle", "test"):
        lacking |= _missing_python_library()
    # Debian ships python3 without ensurepip, so "python3 -m venv" stops half-way.
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        lacking["Python's venv module"] = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    return lacking


def _missing_python_library() -> dict[str, str]:
    """Return Python's own shared library where it was split off: a bundle brings it along.

    Debian does that. A Python that was built without one cannot be helped by a package.
    """
    library = str(sysconfig.get_config_var("INSTSONAME") or "")
    beside = Path(str(sysconfig.get_config_var("LIBDIR") or "/usr/lib"), library)
    if ".so" not in library or beside.exists() or _loads(library):
        return {}
    return {library: f"libpython{sys.version_info[0]}.{sys.version_info[1]}"}


def has_apt() -> bool:
    """Tell whether this is Debian or one of its children."""
    return shutil.which("apt-get") is not None


def may_install() -> bool:
    """Tell whether we can install system packages ourselves."""
    return has_apt() and os.geteuid() == 0


def install_commands(packages: Iterable[str]) -> list[list[str]]:
    """Return the commands that install these packages, as root."""
    wait = ["-o", "DPkg::Lock::Timeout=300"]
    install = ["apt-get", *wait, "install", "-y", "-qq", "--no-install-recommends"]
    return [["apt-get", *wait, "update", "-qq"], [*install, *sorted(set(packages))]]


def advice(lacking: dict[str, str]) -> str:
    """Return the one command to run or, where we know none, the names of what is missing."""
    if has_apt():
        names = " ".join(sorted(set(lacking.values())))
        return (
            "This computer lacks some system packages. Run this once, then the same again:\n"
            f"  sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
        )
    return (
        "This computer lacks " + ", ".join(sorted(lacking)) + ". "
        "Install them with your system's package manager, then run the same command again."
    )


def _is_there(program: str) -> bool:
    return any(shutil.which(name) for name in (program, *OTHER_NAMES.get(program, ())))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True

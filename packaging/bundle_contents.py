"""What belongs into a bundle and what does not: for equity-workshop.spec, and for the tests.

Entries are PyInstaller's: (path in the bundle, path here, kind).
"""

import functools
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import tzdata

ROOT = Path(__file__).resolve().parent.parent
NAME = "equity-workshop"
TITLE = "Equity Workshop"
PICTURE = ROOT / "resources" / "program.png"
MENU = ROOT / "packaging" / "menu"
DATA_FOLDERS = ("resources", "migrations")
SPARE = "spare"
"""Folder of the libraries that are used only where the system has none: see bundle_start.py."""

Entry = tuple[str, str, str]

NOT_NEEDED = [
    # Tools to build, test and look at programs, which libraries import if they are there.
    *(
        "IPython",
        "_pytest",
        "doctest",
        "hypothesis",
        "lib2to3",
        "pip",
        "pkg_resources",
        "pydoc_data",
    ),
    *("pygments", "pytest", "readline", "setuptools", "tkinter", "unittest", "xmlrpc"),
    *("mako.ext", "numpy.distutils", "numpy.f2py", "numpy.testing", "sqlalchemy.testing"),
    # The room speaks through Python's own sockets, not through Qt's.
    *("ftplib", "PySide6.QtNetwork"),
    # pyqtgraph does without these; nothing here draws through OpenGL.
    *("PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest"),
    *("pyqtgraph.opengl", "pyqtgraph.examples", "pyqtgraph.jupyter"),
    # Kinds of pictures that no report has.
    *("PIL._avif", "PIL._imagingcms", "PIL._imagingtk", "PIL._webp", "PIL.AvifImagePlugin"),
    *("PIL.WebPImagePlugin",),
]

_PLUGINS_NEEDED = re.compile(
    r"/plugins/("
    r"platforms/\w*?(xcb|wayland|offscreen|windows|cocoa)\b|"
    r"(platforminputcontexts|iconengines|styles|wayland-shell-integration|wayland-decoration-client)/|"
    r"platformthemes/\w*xdgdesktopportal|"
    r"imageformats/\w*q(svg|jpeg|ico|icns)\b)"
)

_SYSTEM_FIRST = re.compile(
    r"lib(EGL|GL|GLX|GLdispatch|OpenGL|X11|X11-xcb|xcb|fontconfig|freetype|stdc\+\+|gcc_s|"
    r"glib-2\.0|gthread-2\.0|dbus-1|wayland-\w+)\.so\.\d+"
)
"""Libraries whose copy on the system, if there is one, must be used, with all that it needs:
graphics drivers and the desktop's own files are made for it. After AppImage's list."""

_EARLY = re.compile(r"lib(z|ffi)\.so\.\d+")
"""Libraries that are needed before anything can be chosen."""

_EVERY_LINUX = re.compile(r"(ld-linux.*|lib(c|m|dl|rt|pthread|util|resolv|anl|crypt|nsl))\.so\.\d+")
"""The C library: of the system always, for a program cannot bring its own."""

_OTHER_WORDS = re.compile(r"/translations/(?!qtbase_es\.qm$)")
"""Qt's words in languages that the program does not speak, and those of parts that it has not."""


def data_files() -> list[tuple[str, str]]:
    """Return the folders that are copied as they are, as (here, in the bundle)."""
    own = [(str(ROOT / folder), folder) for folder in DATA_FOLDERS]
    return [*own, (str(Path(tzdata.__file__).parent), "tzdata")]


def own_modules() -> list[str]:
    """Return every module of the program: pages are imported by name when they are opened."""
    paths = (ROOT / "app").rglob("*.py")
    modules = {".".join(path.relative_to(ROOT).with_suffix("").parts) for path in paths}
    return sorted(module.removesuffix(".__init__") for module in modules)


def version() -> str:
    """Return the program's version."""
    text = (ROOT / "app" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'__version__ = "([^"]+)"', text)
    if found is None:
        raise ValueError("app/__init__.py names no version")
    return found[1]


def chosen_data(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out what nobody reads: other Qt words, byte code and, on Linux, PyInstaller's links.

    Libraries there find each other by the paths that are written into them.
    """
    linux = sys.platform.startswith("linux")
    return [
        entry
        for entry in entries
        if not _OTHER_WORDS.search(_slashes(entry[0]))
        and "__pycache__" not in entry[0]
        and not (linux and entry[2] == "SYMLINK")
    ]


def chosen_binaries(entries: Iterable[Entry]) -> list[Entry]:
    """Leave out Qt's plugins that are not needed and, on Linux, libraries that nothing needs then.

    What the system should have comes into the folder of spare libraries.
    """
    kept = [entry for entry in entries if _is_plugin_needed(_slashes(entry[0]))]
    if not sys.platform.startswith("linux"):
        return kept
    kept = [entry for entry in kept if entry[2] != "SYMLINK"]
    libraries = {Path(entry[0]).name: entry for entry in kept if _is_library(entry)}
    wanted = [entry for entry in kept if not _is_library(entry)]
    chosen: dict[str, Entry] = {entry[0]: entry for entry in wanted}
    while wanted:
        for name in _needs(wanted.pop()[1]) - chosen.keys() - _names(chosen):
            path = _on_the_system(name)
            entry = libraries.get(name) or ((name, path, "BINARY") if path else None)
            if entry is not None:
                chosen[name] = entry
                wanted.append(entry)
    spare = _with_what_it_needs({name for name in chosen if _SYSTEM_FIRST.fullmatch(name)}, chosen)
    return sorted(
        (f"{SPARE}/{name}", *entry[1:]) if name in spare else entry
        for name, entry in chosen.items()
    )


def _names(chosen: dict[str, Entry]) -> set[str]:
    return {Path(path).name for path in chosen}


def _with_what_it_needs(names: set[str], chosen: dict[str, Entry]) -> set[str]:
    wanted, found = list(names), set(names)
    while wanted:
        more = {one for one in _needs(chosen[wanted.pop()][1]) if one in chosen} - found
        more = {one for one in more if not _EARLY.fullmatch(one)}
        found |= more
        wanted += more
    return found


def _slashes(path: str) -> str:
    return path.replace("\\", "/")


def _is_plugin_needed(path: str) -> bool:
    return "/plugins/" not in path or bool(_PLUGINS_NEEDED.search(path))


def _is_library(entry: Entry) -> bool:
    """Tell whether something else must need it; Python's own library the starter needs."""
    name = Path(entry[0]).name
    plugin = entry[2] == "EXTENSION" or "/plugins/" in entry[0]
    return ".so" in name and not plugin and not name.startswith("libpython")


@functools.cache
def _needs(path: str) -> frozenset[str]:
    said = subprocess.run(["objdump", "-p", path], capture_output=True, text=True, check=True)
    return frozenset(re.findall(r"^ +NEEDED +(\S+)", said.stdout, re.MULTILINE))


@functools.cache
def _system_libraries() -> dict[str, str]:
    said = subprocess.run(
        ["/sbin/ldconfig", "-p"], capture_output=True, text=True, check=True
    ).stdout
    found = re.findall(r"^\s*(\S+) \(.*x86-64.*\) => (\S+)", said, re.MULTILINE)
    return dict(reversed(found))


def _on_the_system(name: str) -> str | None:
    return None if _EVERY_LINUX.fullmatch(name) else _system_libraries().get(name)

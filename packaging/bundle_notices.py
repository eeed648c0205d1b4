"""Copies the licence of everything that a bundle holds into the bundle."""

import importlib.metadata
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable
from pathlib import Path

from bundle_contents import ROOT

_LICENCE = re.compile(r"(licen[cs]e|copying|notice|authors)", re.IGNORECASE)
_SAME_TEXT = {"pyside6-essentials": "python-bidi", "shiboken6": "python-bidi"}
"""Library without a licence text of its own -> one with the same licence (LGPL-3.0)."""


class NoticeError(Exception):
    """Something has no licence text, and so must not be given away."""


def copy_all(folder: Path, sources: Iterable[Path]) -> None:
    """Write notices and licence texts into ``folder``; ``sources`` are the files bundled from here.

    Raises NoticeError where a licence text is missing.
    """
    folder.mkdir(parents=True)
    for name in ("LICENSE", "NOTICE.md"):
        shutil.copy(ROOT / name, folder / name)
    for name in (*_locked(), "pyinstaller"):
        _copy_of_library(name, folder / name)
    (folder / "python").mkdir()
    shutil.copy(_python_licence(), folder / "python" / "LICENSE.txt")
    if sys.platform.startswith("linux"):
        _copy_of_packages(sources, folder / "system")


def _locked() -> list[str]:
    """Return the libraries of the runtime lock that this system has."""
    lock = (ROOT / "packaging" / "lock" / "runtime.txt").read_text(encoding="utf-8")
    names = re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)
    here = {_plain(one.metadata["Name"]) for one in importlib.metadata.distributions()}
    return [name for name in names if name in here]


def _plain(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _copy_of_library(name: str, folder: Path) -> None:
    library = importlib.metadata.distribution(_SAME_TEXT.get(name, name))
    texts = [path for path in library.files or () if _LICENCE.match(path.name)]
    if not texts:
        raise NoticeError(f"{name} carries no licence text.")
    folder.mkdir()
    for number, text in enumerate(texts):
        there = folder / text.name
        shutil.copy(text.locate(), folder / f"{number}-{text.name}" if there.exists() else there)


def _python_licence() -> Path:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    places = (
        Path(sysconfig.get_path("stdlib"), "LICENSE.txt"),
        Path(sys.base_prefix, "LICENSE.txt"),
        Path(f"/usr/share/doc/python{version}/copyright"),
        Path(f"/usr/share/doc/libpython{version}-minimal/copyright"),
    )
    found = next((place for place in places if place.is_file()), None)
    if found is None:
        raise NoticeError("Python's licence text was not found.")
    return found


def _copy_of_packages(sources: Iterable[Path], folder: Path) -> None:
    """Copy what the system says of the libraries that came from it (Debian's way of saying it)."""
    own = (Path(sys.prefix), Path(sys.base_prefix, "lib", "python"), ROOT)
    system = sorted({one for one in sources if ".so" in one.name and not _lies_in(one, own)})
    unknown = []
    folder.mkdir()
    for source in system:
        package = _package_of(source)
        text = Path("/usr/share/doc", package or "", "copyright")
        if package and text.is_file():
            shutil.copy(text, folder / f"{package}.txt")
        elif not source.name.startswith("libpython"):
            unknown.append(str(source))
    if unknown:
        raise NoticeError("No licence text was found for " + ", ".join(unknown) + ".")


def _lies_in(path: Path, folders: Iterable[Path]) -> bool:
    return any(str(path).startswith(str(folder)) for folder in folders)


def _package_of(path: Path) -> str | None:
    """Return the Debian package of a file, which may be listed below /lib or below /usr/lib."""
    if shutil.which("dpkg-query") is None:
        return None
    real = str(path.resolve())
    for name in dict.fromkeys((real, real.removeprefix("/usr"), str(path))):
        done = subprocess.run(
            ["dpkg-query", "-S", name], capture_output=True, text=True, check=False
        )
        if done.returncode == 0:
            return done.stdout.split(":")[0].split(",")[0]
    return None

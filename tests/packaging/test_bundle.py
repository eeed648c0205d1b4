"""The bundle runs where there is no Python: from any folder, in an environment with nothing in it.

It is made once for all tests here. ``EQUITY_WORKSHOP_BUNDLE=FOLDER`` tries one that is there.
"""

import configparser
import importlib.machinery
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import time
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest
from PyInstaller.archive.readers import CArchiveReader

from tests.packaging.conftest import ROOT

pytestmark = [
    pytest.mark.timeout(900),
    pytest.mark.skipif(
        not sys.platform.startswith("linux"), reason="the recipes for other systems are by hand"
    ),
    pytest.mark.skipif(
        not sysconfig.get_config_var("Py_ENABLE_SHARED"),
        reason="this Python was built without the library that a bundle brings along",
    ),
]

LEFT_OUT = (
    "PySide6.QtOpenGL", "PySide6.QtOpenGLWidgets", "PySide6.QtTest",  # pyqtgraph does without
    "PySide6.support", "shibokensupport",  # lie inside PySide6's own library
    "ssl", "_ssl", "asyncio.sslproto",  # asyncio does without
    "mako.ext", "pygments",  # mako would color its error pages with it
    "_cyutility", "signature_bootstrap",  # made by compiled libraries as they load
    "__main__", "_distutils_hack", "site", "sitecustomize", "_sitebuiltins", "usercustomize",
)  # fmt: skip
"""What is loaded in a checkout and not in the bundle, and why that is no loss."""

LOAD_EVERYTHING = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
for name, module in sorted(sys.modules.items()):
    spec = getattr(module, "__spec__", None)
    if spec is not None and spec.has_location:
        print(name)
"""

PICTURE_OF_THE_SCREEN = """
import sys
from PySide6.QtGui import QGuiApplication
application = QGuiApplication([])
picture = QGuiApplication.primaryScreen().grabWindow(0).toImage()
picture.save(sys.argv[1])
print(len({picture.pixel(x, y) for x in range(0, 1366, 5) for y in range(120, 768, 5)}))
"""


@dataclass(frozen=True)
class Bundle:
    """A bundle in a folder of its own, and an empty home."""

    folder: Path
    home: Path

    def environment(self, **more: str) -> dict[str, str]:
        """Return an environment in which nothing is found but the system's libraries."""
        return {"HOME": str(self.home), "PATH": str(self.home), "LANG": "C.UTF-8", **more}

    def run(self, *arguments: object, **more: str) -> tuple[int, str, str]:
        """Run a command far from the checkout; return exit code, output and messages."""
        done = subprocess.run(
            [self.folder / "equity-workshop", *map(str, arguments)],
            cwd=self.home, env=self.environment(**more),
            capture_output=True, text=True, timeout=600, check=False,
        )  # fmt: skip
        assert "Traceback" not in done.stderr, done.stderr
        return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the bundle: moved after it was made, to a name that needs care."""
    there = tmp_path_factory.mktemp("bundle") / "Señora Peña's laptop"
    if ready := os.environ.get("EQUITY_WORKSHOP_BUNDLE"):
        shutil.copytree(ready, there, symlinks=True)
        return there
    maker = [sys.executable, ROOT / "packaging/make_bundle.py", "--out", there.parent]
    done = subprocess.run(maker, capture_output=True, text=True, cwd="/", check=False)
    assert done.returncode == 0, done.stderr
    (there.parent / "equity-workshop").rename(there)
    return there


@pytest.fixture
def bundle(made: Path, tmp_path: Path) -> Bundle:
    home = tmp_path / "home"
    home.mkdir()
    return Bundle(made, home)


@pytest.fixture
def display(tmp_path: Path) -> Iterator[str]:
    """Return the name of an X display of a laptop's size."""
    read, write = os.pipe()
    server = subprocess.Popen(
        # Without -noreset it would begin anew, and refuse the next, whenever nobody is connected.
        [
            "Xvfb",
            "-displayfd",
            str(write),
            "-screen",
            "0",
            "1366x768x24",
            "-nolisten",
            "tcp",
            "-noreset",
        ],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as said:
        number = said.readline().strip()
    yield f":{number}"
    server.terminate()
    server.wait()


def test_it_starts_and_finds_the_computer_fit(bundle: Bundle) -> None:
    from app import __version__

    code, said, _ = bundle.run("--version")
    assert (code, said.strip()) == (0, f"Equity Workshop {__version__}")
    code, said, _ = bundle.run("doctor", QT_QPA_PLATFORM="offscreen")
    assert code == 0, said
    assert str(bundle.home) in said


def test_a_workshop_of_the_oldest_version_is_upgraded_and_exported(bundle: Bundle) -> None:
    """Needs the migrations, the reports' own process, the fonts and the drawing of charts."""
    workshops = bundle.home / "data" / "workshops"
    workshops.mkdir(parents=True)
    file = workshops / "old.eqw"
    shutil.copy(ROOT / "tests/storage/files/schema-1.eqw", file)
    out = bundle.home / "reports"

    code, said, messages = bundle.run(
        "--data-dir", bundle.home / "data", "export", file, "--out", out
    )
    assert code == 0, messages
    written = {path.name for path in out.iterdir()}
    assert {"summary.pdf", "paper-kit.pdf", "scores.xlsx", "results.png"} <= written
    assert {Path(line).name for line in said.splitlines()} <= written
    assert len(pypdf.PdfReader(out / "summary.pdf").pages) > 1
    code, said, _ = bundle.run("--data-dir", bundle.home / "data", "list")
    assert code == 0
    assert "old.eqw" in said


@pytest.mark.long
def test_the_whole_day_is_rehearsed(bundle: Bundle) -> None:
    out = bundle.home / "rehearsal"
    code, said, messages = bundle.run("rehearse", "--groups", 2, "--out", out)
    assert code == 0, said + messages
    assert json.loads((out / "rehearsal.json").read_text())["go"] is True
    assert len(list(out.glob("room-*.png"))) > 15
    assert len(pypdf.PdfReader(out / "summary.pdf").pages) > 3


def test_the_window_opens_on_a_display(bundle: Bundle, display: str, tmp_path: Path) -> None:
    program = subprocess.Popen(
        [bundle.folder / "equity-workshop"],
        env=bundle.environment(DISPLAY=display),
        cwd=bundle.home,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        look = [sys.executable, "-c", PICTURE_OF_THE_SCREEN, str(tmp_path / "screen.png")]
        seeing = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        deadline = time.monotonic() + 120
        while True:
            assert program.poll() is None, program.stderr.read() if program.stderr else ""
            seen = subprocess.run(look, env=seeing, capture_output=True, text=True, check=True)
            if int(seen.stdout) > 10:  # below its header an empty window has one color
                break
            assert time.monotonic() < deadline
    finally:
        program.kill()
        _, messages = program.communicate()
    assert "Traceback" not in messages
    assert [path.read_text() for path in bundle.home.rglob("crash reports/report*")] == []


def test_it_holds_all_that_the_program_loads(made: Path) -> None:
    """Pages and file formats are imported when they are first used: none may be missing then."""
    own = sorted(
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
        for path in (ROOT / "app").rglob("*.py")
        if path.name != "__main__.py"
    )
    lazily = ["pyqtgraph", "pandas", "openpyxl", "alembic.command", "alembic.op", "pypdf"]
    lazily += ["charset_normalizer", "sqlalchemy.dialects.sqlite.pysqlite", "uharfbuzz"]
    done = subprocess.run(
        [sys.executable, "-c", LOAD_EVERYTHING, *own, *lazily],
        env={**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        check=True,
    )
    inside = modules_in(made)
    missing = [
        name
        for name in done.stdout.split()
        if name not in inside
        and not any(name == one or name.startswith(f"{one}.") for one in LEFT_OUT)
    ]
    assert missing == []


def modules_in(folder: Path) -> set[str]:
    archive = CArchiveReader(str(folder / "equity-workshop"))
    pure = set(archive.open_embedded_archive("PYZ.pyz").toc)
    inside = folder / "_internal"
    with zipfile.ZipFile(inside / "base_library.zip") as base:
        parts = [Path(name).with_suffix("").parts for name in base.namelist()]
    standard = {".".join(one).removesuffix(".__init__") for one in parts}
    suffixes = tuple(importlib.machinery.EXTENSION_SUFFIXES)
    compiled = set()
    for path in inside.rglob("*.so"):
        if path.name.endswith(suffixes):
            name = path.name.split(".")[0]
            place = path.relative_to(inside).parent.parts
            compiled.add(".".join((*place, name) if "lib-dynload" not in place else (name,)))
    files = {".".join(p.relative_to(inside).parts[:-1]) for p in inside.rglob("__init__.py")}
    first = set(archive.toc)  # what the starter itself needs
    return first | pure | standard | compiled | files | set(sys.builtin_module_names)


@pytest.mark.parametrize("name", ["resources", "migrations"])
def test_its_files_are_the_checkouts_files(made: Path, name: str) -> None:
    assert contents(made / "_internal" / name) == contents(ROOT / name)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def test_every_library_comes_with_its_licence(made: Path) -> None:
    folder = made / "licences"
    assert (folder / "NOTICE.md").read_bytes() == (ROOT / "NOTICE.md").read_bytes()
    assert (folder / "LICENSE").is_file()
    lock = (ROOT / "packaging/lock/runtime.txt").read_text()
    for name in [line.split("==")[0] for line in lock.splitlines() if "==" in line]:
        texts = list((folder / name).iterdir())
        assert any(path.stat().st_size > 500 for path in texts), name
    lesser = (folder / "pyside6-essentials" / "COPYING.LESSER").read_text()
    assert "GNU LESSER GENERAL PUBLIC LICENSE" in lesser
    assert "Version 3" in lesser
    shared = (made / "_internal/PySide6/Qt/lib").glob("libQt6Core.so*")
    assert list(shared), "Qt's libraries are files of their own, which can be replaced"


def test_it_goes_into_the_desktops_menu_and_out_again(bundle: Bundle) -> None:
    script = bundle.folder / "add-to-menu.sh"
    environment = {"HOME": str(bundle.home), "PATH": "/usr/bin:/bin"}
    subprocess.run([script], env=environment, stdout=subprocess.DEVNULL, check=True)
    entry = bundle.home / ".local/share/applications/equity-workshop.desktop"
    menu = configparser.ConfigParser(interpolation=None)
    menu.read(entry, "utf-8")
    assert menu["Desktop Entry"]["Exec"].strip('"') == str(bundle.folder / "equity-workshop")
    assert Path(menu["Desktop Entry"]["Icon"]).is_file()
    subprocess.run([script, "remove"], env=environment, check=True)
    assert not entry.exists()

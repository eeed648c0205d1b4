"""A small project with the real set-up scripts, a lock of one tiny library, and no network."""

import base64
import hashlib
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

APP = """
import json, os, sys
import tiny
print(json.dumps({"arguments": sys.argv[1:], "folder": os.getcwd(), "tiny": tiny.VERSION}))
sys.exit(7)
"""


@dataclass(frozen=True)
class SmallProject:
    """A project folder whose program prints its arguments and ends with exit code 7."""

    root: Path

    def lock(self, version: str) -> None:
        """Make this version of the library, and lock it."""
        wheel = make_wheel(self.root / "wheels", version)
        digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
        line = f"tiny @ {wheel.as_uri()} --hash=sha256:{digest}\n"
        for profile in ("runtime", "bundle", "test"):
            (self.root / f"packaging/lock/{profile}.txt").write_text(line)

    def change(self, script: str, old: str, new: str) -> None:
        """Change a set-up script, to stand for a computer that we do not have."""
        path = self.root / "packaging" / script
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")

    def begin(
        self, *arguments: str, cwd: Path | None = None, by: tuple[str, ...] = ()
    ) -> subprocess.Popen[str]:
        """Start ``packaging/run.py``; ``by`` are Python's own arguments before the script."""
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("PIP_", "PYTHON"))}
        environment |= {"PIP_INDEX_URL": "http://127.0.0.1:9/", "PIP_RETRIES": "0"}
        return subprocess.Popen(
            [sys.executable, *by, str(self.root / "packaging/run.py"), *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=cwd or self.root,
            env=environment,
        )

    def run(
        self, *arguments: str, cwd: Path | None = None, by: tuple[str, ...] = ()
    ) -> tuple[int, str, str]:
        """Run ``packaging/run.py`` to its end; return exit code, output and messages."""
        process = self.begin(*arguments, cwd=cwd, by=by)
        output, messages = process.communicate(timeout=250)
        assert "Traceback" not in messages, messages
        return process.returncode, output, messages

    def log(self) -> str:
        """Return what pip and venv said so far."""
        return (self.root / "build/setup.log").read_text(encoding="utf-8")


@pytest.fixture
def project(tmp_path: Path) -> SmallProject:
    """Return a small project that has not been set up yet."""
    return make_project(tmp_path / "a project")


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    return make_project(tmp_path_factory.mktemp("pattern") / "a project")


@pytest.fixture(scope="session")
def first_start(_pattern: SmallProject) -> tuple[int, str, str]:
    """Return exit code, output and messages of the first start ever of the small project."""
    return _pattern.run()


@pytest.fixture
def ready(
    _pattern: SmallProject, first_start: tuple[int, str, str], tmp_path: Path
) -> SmallProject:
    """Return a small project that was set up (a copy: making ``.venv`` takes seconds)."""
    root = tmp_path / "a project"
    shutil.copytree(_pattern.root, root, symlinks=True)
    return SmallProject(root)


def make_project(root: Path) -> SmallProject:
    """Write a small project into this folder."""
    shutil.copytree(
        ROOT / "packaging", root / "packaging", ignore=shutil.ignore_patterns("__pycache__")
    )
    (root / "app").mkdir()
    (root / "app/__init__.py").touch()
    (root / "app/__main__.py").write_text(APP)
    small = SmallProject(root)
    small.lock("1.0")
    return small


def make_wheel(folder: Path, version: str) -> Path:
    """Write a wheel of the library ``tiny``; return its path."""
    folder.mkdir(exist_ok=True)
    info = f"tiny-{version}.dist-info"
    wheel_text = "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files = {
        "tiny.py": f"VERSION = {version!r}\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: tiny\nVersion: {version}\n",
        f"{info}/WHEEL": wheel_text,
    }
    record = "".join(f"{name},sha256={_digest(text)},{len(text)}\n" for name, text in files.items())
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    path = folder / f"tiny-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


def _digest(text: str) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")

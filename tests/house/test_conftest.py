"""The guards of tests/conftest.py catch what they promise, and name the culprit."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication

ROOT = Path(__file__).resolve().parents[2]

LEAKS = {
    "thread": (
        "import threading\n"
        "wait = threading.Event().wait\n"
        "def test(): threading.Thread(target=wait, name='Forgotten', daemon=True).start()",
        "thread 'Forgotten'",
    ),
    "timer": (
        "from PySide6.QtCore import QTimer\n"
        "kept = []\n"
        "def test(qapp):\n"
        "    timer = QTimer(); timer.setObjectName('tick'); timer.start(250); kept.append(timer)",
        "QTimer 'tick' every 250 ms",
    ),
    "window": (
        "from PySide6.QtWidgets import QWidget\n"
        "kept = []\n"
        "def test(qapp): w = QWidget(); w.setWindowTitle('Left open'); w.show(); kept.append(w)",
        "QWidget titled 'Left open'",
    ),
    "error": (
        "import logging\ndef test(): logging.getLogger('app.storage').error('the disk is gone')",
        "app.storage: the disk is gone",
    ),
    "warning": (
        "import warnings\ndef test(): warnings.warn('old way')",
        "UserWarning: old way",
    ),
    "qt-in-the-body": (
        "from PySide6.QtCore import qWarning\ndef test(qapp): qWarning('no such slot')",
        "no such slot",
    ),
    "qt-at-the-end": (
        "import pytest\n"
        "from PySide6.QtCore import qWarning\n"
        "@pytest.fixture\n"
        "def late(qapp): yield; qWarning('destroyed while running')\n"
        "def test(late): pass",
        "destroyed while running",
    ),
}


def run_pytest(folder: Path) -> subprocess.CompletedProcess[str]:
    options = [
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        str(ROOT / "pyproject.toml"),
        f"--rootdir={folder}",
    ]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *options, str(folder)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env=os.environ | {"LEAK_PATIENCE_SECONDS": "0.5"},
        check=False,
    )


def test_what_a_test_leaves_behind_fails_it_by_name(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text())
    for name, (code, _) in LEAKS.items():
        (tmp_path / f"test_{name.replace('-', '_')}.py").write_text(code)
    (tmp_path / "test_clean.py").write_text(
        "import logging, threading\n"
        "from PySide6.QtCore import QTimer\n"
        "from PySide6.QtWidgets import QDialog\n"
        "def test_tidy(qtbot):\n"
        "    dialog = QDialog(); qtbot.addWidget(dialog); QTimer(dialog).start(10); dialog.show()\n"
        "def test_thread(): threading.Thread(target=str).start()\n"
        "def test_expected(logged_errors):\n"
        "    logging.error('asked for'); assert logged_errors[0].getMessage() == 'asked for'\n"
    )
    result = run_pytest(tmp_path)
    assert "passed" in result.stdout, result.stdout + result.stderr
    for name, (_, message) in LEAKS.items():
        assert message in result.stdout, f"{name} went unnoticed:\n{result.stdout}"
        assert f"test_{name.replace('-', '_')}.py::test" in result.stdout
    assert "test_clean" not in result.stdout, result.stdout


def test_there_are_a_laptop_and_a_projector(qapp: QGuiApplication) -> None:
    if QGuiApplication.platformName() != "offscreen":
        pytest.skip("another platform was chosen")
    sizes = {screen.name(): screen.size().toTuple() for screen in QGuiApplication.screens()}
    assert sizes == {"Laptop": (1366, 768), "Projector": (1920, 1080)}

"""Copies for a moment lie in the data folder, and a crash leaves none of them for long."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.__main__ import main
from app.paths import DATA_DIR_VARIABLE
from app.storage import scratch

WORK = """
import sys
from app.storage import scratch
with scratch.place() as folder:
    (folder / "copy.eqw").write_bytes(b"names")
    print("there", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path))
    return tmp_path / "scratch"


def left_in(root: Path) -> list[str]:
    return [path.name for path in root.rglob("*.eqw")]


def test_a_copy_goes_away_with_its_use(root: Path) -> None:
    with scratch.place() as folder:
        assert folder.parent == root
        (folder / "copy.eqw").touch()
    assert list(root.iterdir()) == []


def test_a_killed_process_leaves_nothing_past_the_next_start(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    worker = subprocess.Popen(
        [sys.executable, "-c", WORK], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert worker.stdin is not None
    assert worker.stdout is not None
    with worker.stdin, worker.stdout as said:
        assert said.readline().strip() == b"there"
        scratch.sweep()
        assert left_in(root) == ["copy.eqw"], "it is in use"
        worker.kill()
        worker.wait()
    assert left_in(root) == ["copy.eqw"]
    assert main(["list"]) == 0
    assert left_in(root) == []
    assert "no workshops" in capsys.readouterr().out


def test_a_data_folder_that_takes_nothing_is_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "file"))
    scratch.sweep()
    with scratch.place() as folder:
        (folder / "copy.eqw").touch()
    assert not folder.exists()

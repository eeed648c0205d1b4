"""``packaging/run.py`` ends well on every road: first, again, interrupted, two at once, offline."""

import ast
import json
import os
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.packaging.conftest import ROOT, SmallProject

SETUP_FAILED = 69

WITHOUT_ROOTS_RIGHTS = """
import ctypes, os, sys
if os.geteuid() == 0 and sys.platform == "linux":
    # Root stays root, who may read a Python in root's home, but may not write against the modes.
    PR_CAPBSET_DROP, CAP_DAC_OVERRIDE = 24, 1
    assert ctypes.CDLL(None).prctl(PR_CAPBSET_DROP, CAP_DAC_OVERRIDE, 0, 0, 0) == 0
elif os.geteuid() == 0:
    os.setuid(65534)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Starts Python again as somebody for whom a folder's modes count: root writes anywhere."""


def wait_for(condition: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 200
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_first_it_sets_up_then_starts_with_arguments_folder_and_exit_code(
    first_start: tuple[int, str, str], ready: SmallProject, tmp_path: Path
) -> None:
    code, output, messages = first_start
    assert (code, json.loads(output)["tiny"]) == (7, "1.0")
    assert "Setting up" in messages

    said = ready.log()
    code, output, messages = ready.run("list", "two words", cwd=tmp_path)
    assert (code, messages) == (7, "")
    assert json.loads(output)["arguments"] == ["list", "two words"]
    assert json.loads(output)["folder"] == str(tmp_path)
    assert ready.log() == said, "nothing is installed when nothing changed"

    ready.lock("2.0")
    assert json.loads(ready.run()[1])["tiny"] == "2.0"
    assert ready.log().count("-m venv") == 1, "a new lock needs no new .venv"


def test_a_python_that_went_away_is_replaced(ready: SmallProject) -> None:
    python = ready.root / ".venv/bin/python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    assert ready.run()[0] == 7


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_in_the_middle_it_heals_itself(project: SmallProject) -> None:
    """Early and late, also while the dead one's venv or pip is still writing."""
    venv = project.root / ".venv"
    log = project.root / "build/setup.log"
    for sign_of_work in ((venv / ".unfinished").exists, log.exists):  # makes .venv; runs pip
        process = project.begin()
        wait_for(sign_of_work)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert (venv / ".unfinished").exists()

    code, output, _ = project.run()
    assert (code, json.loads(output)["tiny"]) == (7, "1.0")
    assert not (venv / ".unfinished").exists()


def test_two_at_once_install_once(project: SmallProject) -> None:
    both = [project.begin("first"), project.begin("second")]
    ends = [process.communicate(timeout=250) for process in both]
    assert [process.returncode for process in both] == [7, 7]
    assert {json.loads(output)["arguments"][0] for output, _ in ends} == {"first", "second"}
    assert project.log().count("-m venv") == 1
    assert sum("waiting for it to finish" in messages for _, messages in ends) == 1


def test_without_a_network_it_says_so_and_goes_on_later(ready: SmallProject) -> None:
    for profile in ("runtime", "bundle", "test"):
        lock = ready.root / f"packaging/lock/{profile}.txt"
        lock.write_text("far-away==1.0 --hash=sha256:" + "0" * 64 + "\n")
    code, output, messages = ready.run()
    assert (code, output) == (SETUP_FAILED, "")
    assert "Connect to the internet and run the same command again." in messages

    ready.lock("1.0")
    assert ready.run()[0] == 7
    assert ready.log().count("-m venv") == 1, "what was made before the failure is used"


def test_a_library_that_was_tampered_with_is_refused(ready: SmallProject) -> None:
    ready.lock("2.0")
    wheel = ready.root / "wheels/tiny-2.0-py3-none-any.whl"
    wheel.write_bytes(wheel.read_bytes() + b"more")
    code, _, messages = ready.run()
    assert code == SETUP_FAILED
    assert "is not the file that the lock names" in messages


def test_a_full_disk_is_named_before_anything_is_written(project: SmallProject) -> None:
    project.change("environment.py", "SPACE_NEEDED_MB = 1200", "SPACE_NEEDED_MB = 10**12")
    code, _, messages = project.run()
    assert code == SETUP_FAILED
    assert "free disk space" in messages
    assert not (project.root / ".venv").exists()


@pytest.mark.skipif(os.name != "posix", reason="a Linux matter")
@pytest.mark.parametrize("has_apt", [True, False])
def test_missing_system_packages_are_named_in_one_command(
    project: SmallProject, has_apt: bool
) -> None:
    project.change("system_packages.py", "LIBRARIES = {", 'LIBRARIES = {"libno.so.9": "libno9",')
    project.change("system_packages.py", "os.geteuid() == 0", "False")
    project.change("system_packages.py", 'shutil.which("apt-get") is not None', str(has_apt))
    code, _, messages = project.run()
    assert code == SETUP_FAILED
    if has_apt:
        command = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libno9"
        assert messages.splitlines()[-1].strip() == command
    else:
        assert "lacks libno.so.9." in messages
    assert not (project.root / ".venv").exists()


@pytest.mark.skipif(os.name != "posix", reason="folders have other modes")
def test_a_folder_that_cannot_be_written_is_named(project: SmallProject) -> None:
    project.root.chmod(0o555)
    code, _, messages = project.run(by=("-c", WITHOUT_ROOTS_RIGHTS))
    project.root.chmod(0o755)
    assert code == SETUP_FAILED
    assert "cannot be written" in messages


def test_an_unfit_python_is_told_which_ones_fit(project: SmallProject) -> None:
    project.change("supported_python.py", "OLDEST = (3, 11)", "OLDEST = (3, 98)")
    project.change("supported_python.py", "NEWEST = (3, 13)", "NEWEST = (3, 99)")
    code, _, messages = project.run()
    assert code == 1
    assert "needs Python 3.11, 3.12 or 3.13" in messages


@pytest.mark.parametrize("script", ["run.py", "test.py", "supported_python.py"])
def test_what_an_old_python_reads_first_it_can_read(script: str) -> None:
    """Newer writing may come only after the version was checked, in other files."""
    text = (ROOT / "packaging" / script).read_text("ascii")
    tree = ast.parse(text, feature_version=(3, 4))
    newer = (ast.Starred, ast.JoinedStr, ast.AnnAssign, ast.arg)
    found = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, newer) and (not isinstance(node, ast.arg) or node.annotation)
    ]
    assert found == []

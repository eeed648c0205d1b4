"""One version of everything: what the locks name is what is installed and what the tests saw."""

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

LOCK = Path(__file__).resolve().parents[2] / "packaging/lock"


def pins(name: str) -> dict[str, str]:
    text = (LOCK / name).read_text(encoding="utf-8")
    found = re.findall(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", package).lower(): version for package, version in found}


@pytest.mark.parametrize("profile", ["runtime", "bundle", "test"])
def test_the_lock_holds_what_we_ask_for(profile: str) -> None:
    asked, locked = pins(f"{profile}.in"), pins(f"{profile}.txt")
    assert asked.items() <= locked.items()


def test_tests_run_with_the_versions_of_the_program() -> None:
    assert pins("runtime.txt").items() <= pins("bundle.txt").items() <= pins("test.txt").items()


@pytest.mark.parametrize("profile", ["runtime", "bundle", "test"])
def test_every_locked_file_has_a_hash(profile: str) -> None:
    text = (LOCK / f"{profile}.txt").read_text(encoding="utf-8")
    for entry in re.split(r"^(?=\S)", text, flags=re.MULTILINE):
        assert "==" not in entry.split("\n")[0] or "--hash=sha256:" in entry, entry


def for_this_system(name: str) -> set[str]:
    lines = (LOCK / name).read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line.rstrip(" \\")) for line in lines if re.match(r"\w.*==", line)]
    return {
        re.sub(r"[-_.]+", "-", one.name).lower()
        for one in asked
        if one.marker is None or one.marker.evaluate()
    }


def test_what_is_installed_is_what_the_lock_names() -> None:
    here = for_this_system("test.txt")
    wrong = {
        package: (version, distribution(package).version)
        for package, version in pins("test.txt").items()
        if package in here and distribution(package).version != version
    }
    assert wrong == {}, "run python3 packaging/test.py once"

"""What the tests need of the computer is named, fetched once, and never taken on trust."""

import importlib
import io
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.packaging.conftest import ROOT


@pytest.fixture
def scripts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    yield
    for name in ("axe", "system_packages"):
        sys.modules.pop(name, None)


@pytest.fixture
def axe(scripts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Return the fetcher, with a registry that is a folder of ours."""
    module = importlib.import_module("axe")
    monkeypatch.setattr(module, "REGISTRY", tmp_path.as_uri())
    monkeypatch.setattr(module, "FOLDER", tmp_path / "build")
    monkeypatch.setattr(module, "SCRIPT", tmp_path / "build" / "axe.js")
    return module


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems lack nothing")
def test_the_browser_is_a_package_of_the_tests_only(
    scripts: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_packages = importlib.import_module("system_packages")
    monkeypatch.setenv("PATH", "/nowhere")
    assert system_packages.missing("test")["chromium"] == "chromium"
    assert "chromium" not in system_packages.missing("runtime")
    assert "chromium" not in system_packages.missing("bundle")


@pytest.mark.skipif(sys.platform == "win32", reason="programs have other names")
def test_another_name_of_the_browser_is_as_good(
    scripts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    system_packages = importlib.import_module("system_packages")
    (tmp_path / "google-chrome").touch(mode=0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "chromium" not in system_packages.missing("test")


def test_axe_is_taken_with_its_own_hash_only(axe: ModuleType, tmp_path: Path) -> None:
    place = tmp_path / "axe-core/-" / f"axe-core-{axe.VERSION}.tgz"
    place.parent.mkdir(parents=True)
    with tarfile.open(place, "w:gz") as package:
        package.addfile(tarfile.TarInfo("package/axe.min.js"), io.BytesIO())
    assert "another hash" in axe.fetch()
    assert not axe.SCRIPT.exists()


def test_without_a_network_the_tests_that_need_axe_fail_and_say_why(axe: ModuleType) -> None:
    assert "will fail" in axe.fetch()
    axe.SCRIPT.parent.mkdir()
    axe.SCRIPT.touch()
    assert axe.fetch() == "", "what was fetched once is not fetched again"

"""Where files lie."""

from pathlib import Path

import platformdirs
import pytest

from app.paths import (
    APP_NAME,
    DATA_DIR_VARIABLE,
    default_data_dir,
    export_dir,
    resource_path,
    short_folder,
)


def test_files_for_people_lie_among_their_documents() -> None:
    usual = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))
    assert export_dir(usual) == Path(platformdirs.user_documents_dir()) / APP_NAME


def test_a_data_folder_of_ones_own_keeps_its_exports(tmp_path: Path) -> None:
    assert export_dir(tmp_path) == tmp_path / "exports"


def test_the_data_folder_follows_the_wish(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(DATA_DIR_VARIABLE, str(tmp_path / "here"))
    assert default_data_dir() == tmp_path / "here"
    monkeypatch.delenv(DATA_DIR_VARIABLE)
    assert default_data_dir().name == APP_NAME


def test_resources_are_found() -> None:
    assert resource_path("framework", "default.json").exists()


def test_a_folder_is_shown_without_the_way_to_ones_home(tmp_path: Path) -> None:
    assert short_folder(Path.home() / "reports" / "x") == str(Path("~") / "reports" / "x")
    assert short_folder(tmp_path) == str(tmp_path)

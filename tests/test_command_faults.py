"""Commands on folders that cannot be read and files whose values make no sense."""

import sqlite3
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app import commands
from app.domain.errors import StorageProblemError
from app.services import exports_log
from tests.workshops import copy_of_template


def _spoil(path: Path, statement: str) -> Path:
    with sqlite3.connect(path) as connection:
        connection.execute(statement)
    connection.close()
    return path


def test_a_folder_that_cannot_be_read_is_not_told_to_be_empty(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blocked = tmp_path / "data"
    blocked.mkdir()
    (blocked / "workshops").write_text("a file where the folder should be")
    assert commands.list_workshops(blocked) == 2
    assert commands.export(blocked, "spring", tmp_path / "out") == 2
    said = capsys.readouterr()
    assert said.err.count("workshops” cannot be read") == 2
    assert "There are no workshops" not in said.out


def test_the_doctor_finds_a_folder_that_cannot_be_read(
    tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "workshops").write_text("a file where the folder should be")
    assert commands.doctor(tmp_path) == 1
    assert "workshops” cannot be read" in capsys.readouterr().out


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE frameworks SET pack = 'not json'",
        "UPDATE activities SET title = x'fffe00'",
        "DELETE FROM frameworks",
    ],
)
def test_values_that_make_no_sense_are_told_as_damage(
    tmp_path: Path, qapp: QApplication, capsys: pytest.CaptureFixture[str], statement: str
) -> None:
    path = _spoil(copy_of_template(tmp_path / "spring.eqw"), statement)
    assert commands.export(tmp_path, str(path), tmp_path / "out") == 2
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "“spring.eqw” is damaged and cannot be opened."
    assert len(said) == 3


def test_reports_are_made_though_the_workshop_s_disk_is_full(
    tmp_path: Path,
    qapp: QApplication,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_given: object, **_named: object) -> None:
        raise StorageProblemError("The disk is full.", safe="All is in memory.")

    monkeypatch.setattr(exports_log, "record_export", refuse)
    path = copy_of_template(tmp_path / "spring.eqw")
    assert commands.export(tmp_path, str(path), tmp_path / "out") == 0
    said = capsys.readouterr()
    assert "summary.pdf" in said.out
    assert "The disk is full." in said.err
    assert "in memory" not in said.err

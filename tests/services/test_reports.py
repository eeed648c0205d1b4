"""Files are built in a process of their own, whole or not at all."""

import io
import json
import logging
from pathlib import Path

import pytest

from app.domain.errors import UserError
from app.domain.snapshot import Snapshot
from app.reports import worker
from app.services import reports
from app.services.reports import (
    BuildState,
    ReportBuild,
    start_build,
    suggested_name,
    worker_command,
)
from app.services.snapshot import load
from tests import day_data


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    database = day_data.full_day(tmp_path_factory.mktemp("day") / "day.eqw")
    try:
        return load(database)
    finally:
        database.close()


def test_a_file_is_built_beside_the_program(day: Snapshot, tmp_path: Path) -> None:
    target = tmp_path / "summary.pdf"
    with start_build(day, "summary.pdf", target, now=day_data.END) as made:
        assert made.wait() == target
        assert made.state is BuildState.DONE
        assert made.stage == "writing"
    assert target.read_bytes().startswith(b"%PDF")
    assert list(tmp_path.iterdir()) == [target]


def test_cancelling_leaves_the_old_file_as_it_was(day: Snapshot, tmp_path: Path) -> None:
    target = tmp_path / "kit.pdf"
    target.write_bytes(b"old")
    with start_build(day, "paper-kit.pdf", target, now=day_data.END) as made:
        made.cancel()
        assert made.state is BuildState.CANCELLED
        with pytest.raises(UserError, match="cancelled"):
            made.result()
    assert target.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_that_is_gone_is_told_plainly(day: Snapshot, tmp_path: Path) -> None:
    target = tmp_path / "gone" / "scores.csv"
    with (
        start_build(day, "scores.csv", target, now=day_data.END) as made,
        pytest.raises(UserError) as caught,
    ):
        made.wait()
    assert "folder" in caught.value.happened
    assert caught.value.safe
    assert caught.value.remedy


def test_a_worker_that_hangs_is_stopped(day: Snapshot, tmp_path: Path) -> None:
    target = tmp_path / "kit.pdf"
    with (
        start_build(day, "paper-kit.pdf", target, now=day_data.END, limit=0.05) as made,
        pytest.raises(UserError, match="too long"),
    ):
        made.wait()
    assert list(tmp_path.iterdir()) == []


def test_a_report_that_cannot_be_read_is_told_calmly(
    tmp_path: Path, logged_errors: list[logging.LogRecord]
) -> None:
    def broken() -> bytes:
        raise LookupError

    with ReportBuild(broken, tmp_path / "x.pdf", 30.0) as made:
        with pytest.raises(UserError):
            made.wait()
        assert made.state is BuildState.FAILED
    assert len(logged_errors) == 1


def test_without_a_worker_the_build_fails_as_any_other(
    day: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reports, "worker_command", lambda: ["/nowhere/python"])
    with start_build(day, "scores.csv", tmp_path / "x.csv", now=day_data.END) as made:
        with pytest.raises(UserError):
            made.wait()
        assert made.state is BuildState.FAILED


def test_an_unknown_kind_is_a_bug_and_starts_nothing(day: Snapshot, tmp_path: Path) -> None:
    with pytest.raises(KeyError):
        start_build(day, "poem.txt", tmp_path / "x", now=day_data.END)


@pytest.mark.parametrize("job", ["", "{", "{}", '{"kind": "summary.pdf"}'])
def test_the_worker_refuses_what_is_no_job(job: str) -> None:
    out = io.StringIO()
    assert worker.main(io.StringIO(job), out) == 2
    assert json.loads(out.getvalue().splitlines()[-1]) == {"failed": "bad_job"}


def test_a_full_disk_is_told_as_such(
    day: Snapshot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(worker, "write_whole", full)
    from app.domain.codec import to_json
    from app.domain.report_reading import report_input

    report = to_json(report_input(day, "en", now=day_data.END))
    job = {"kind": "scores.csv", "inputs": [report], "target": str(tmp_path / "x.csv")}
    out = io.StringIO()
    assert worker.main(io.StringIO(json.dumps(job)), out) == 2
    assert json.loads(out.getvalue().splitlines()[-1]) == {"failed": "disk_full"}


def test_file_names_are_safe_everywhere(day: Snapshot) -> None:
    assert suggested_name(day, "summary.pdf") == (
        "Riverbend-Community-Schools-2026-11-18-summary.pdf"
    )


def test_an_installed_program_is_its_own_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    import sys

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker_command()[1:] == ["--report-worker"]

"""The log never reaches the terminal, whatever its disk does."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import log


@pytest.fixture(autouse=True)
def _log_stopped() -> Iterator[None]:
    yield
    log.stop_log()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a disk that is always full")
def test_a_full_disk_says_nothing_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").mkdir()
    (tmp_path / "log" / log.LOG_FILE).symlink_to("/dev/full")
    log.start_log(tmp_path)
    logging.getLogger("app.operations").warning("save failed")
    assert capfd.readouterr().err == ""


def test_a_folder_that_cannot_be_written_says_nothing_on_the_terminal(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "log").write_text("in the way")
    assert log.start_log(tmp_path) is None
    logging.getLogger("app.operations").warning("save failed")
    assert capfd.readouterr().err == ""

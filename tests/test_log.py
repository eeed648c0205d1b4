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


def test_a_full_log_is_set_aside_and_the_oldest_goes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(log, "MOST_BYTES", 200)
    path = log.start_log(tmp_path)
    assert path is not None
    for number in range(40):
        logging.getLogger("app.operations").warning("line %02d of some length", number)
    kept = sorted(path.parent.iterdir())
    assert [file.name for file in kept] == [
        log.LOG_FILE,
        *(f"{log.LOG_FILE}.{n}" for n in (1, 2, 3)),
    ]
    lines = "".join(file.read_text("utf-8") for file in (*kept[:0:-1], kept[0])).splitlines()
    numbers = [int(line.split("line ")[1][:2]) for line in lines]
    assert numbers == list(range(numbers[0], 40)), "nothing is lost in between, the newest last"
    assert all(file.stat().st_size < 300 for file in kept)

"""The ``host`` command as a real process: what it prints, how it ends, and being killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from app.domain.cells import SetCell
from app.domain.ids import new_id
from app.room import station
from app.room.addresses import Link
from app.room.joining import join
from app.storage import ledger
from tests.room.rooms import Device, until
from tests.workshops import OpenWorkshop, copy_of_template, reason

ROOT = Path(__file__).resolve().parents[2]


def host_environment() -> dict[str, str]:
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen"}


@contextmanager
def hosting(path: Path, port: int = 0) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    command = [sys.executable, "-m", "app", "--data-dir", str(path.parent / "data"), "host"]
    process = subprocess.Popen(
        [*command, str(path), "--port", str(port), "--interface", "127.0.0.1"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=host_environment(),
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line, process.stderr.read() if process.stderr else ""
        yield process, json.loads(line)
    finally:
        process.kill()
        process.communicate()


def has_passed(link: station.StationLink, seq: int) -> bool:
    return link.state.through > seq


def test_it_prints_one_line_and_ends_when_asked(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "w.eqw")
    with hosting(path) as (process, told):
        assert [group["label"] for group in told["groups"]] == ["A", "B"]
        enrolled = join(Link.parse(told["groups"][1]["link"]), new_id())
        assert enrolled.group == "gB"
        assert told["plain_addresses"] == []
        process.send_signal(signal.SIGTERM)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, out, err) == (0, "", "")


def test_a_file_that_is_open_elsewhere_is_told_in_words(tmp_path: Path) -> None:
    path = copy_of_template(tmp_path / "w.eqw")
    with hosting(path):
        command = [sys.executable, "-m", "app", "host", str(path), "--port", "0"]
        second = subprocess.run(
            command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
        )
    assert second.returncode == 2
    assert "another window" in second.stderr


def test_killed_in_the_middle_of_a_batch_it_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twice it dies without a word while entries arrive; afterwards all are there, once each."""
    monkeypatch.setattr(station, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(station, "LONGEST_PAUSE", 0.2)
    monkeypatch.setattr(station, "MOST_ENTRIES", 7)
    path = copy_of_template(tmp_path / "w.eqw")
    port = 0
    laptop: Device | None = None
    try:
        for life in range(3):
            with hosting(path, port) as (process, told):
                port = told["port"]
                if laptop is None:
                    enrolled = join(Link.parse(told["groups"][0]["link"]), new_id())
                    laptop = Device(tmp_path / "station.eqw", enrolled)
                    laptop.connect()
                assert laptop.link is not None
                enough = laptop.link.state.through + 20
                for number in range(60):
                    value = f"life {life}, words {number}"
                    laptop.write(SetCell(cell=str(reason()), value=value))
                    if life < 2 and process.poll() is None and has_passed(laptop.link, enough):
                        process.send_signal(signal.SIGKILL)
                        process.wait(60)
                if life < 2:
                    process.send_signal(signal.SIGKILL)
                    process.wait(60)
                else:
                    until(laptop.is_home)
                    laptop.disconnect()
                    process.send_signal(signal.SIGTERM)
                    process.communicate(timeout=60)
    finally:
        if laptop is not None:
            laptop.close()
    assert laptop is not None
    whole = OpenWorkshop(Path(shutil.copy(path, tmp_path / "after.eqw")))
    with whole.database.reading() as reader:
        found = [e for e in ledger.entries(reader) if e.station == laptop.enrolment.station]
    whole.database.close()
    assert len(found) == len({entry.id for entry in found}) == 180

"""What the rehearsal says of its stations when something is wrong; and that nothing outlives it."""

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.cells import SetCell
from app.rehearsal import browser, evidence, killed, page_fault, room_sheet
from app.rehearsal.run import Rehearsal
from app.rehearsal.tables import TABLE_VARIABLE, TableError, Tables
from app.rehearsal.wire import Wires
from tests.rehearsal.rehearsing import LIMIT_SECONDS, ROOT, rehearse
from tests.room.rooms import Device, OpenRoom, until
from tests.workshops import reason

ENTRIES = 6


@pytest.fixture
def room(qapp: QApplication, tmp_path: Path) -> Iterator[OpenRoom]:
    """Return an open room."""
    opened = OpenRoom(tmp_path / "room.eqw")
    yield opened
    opened.close()


@pytest.fixture
def files(qapp: QApplication, tmp_path: Path) -> tuple[Path, Path, str]:
    """Return a station's file, the workshop file that has all of it, and the station's id."""
    room = OpenRoom(tmp_path / "w.eqw")
    try:
        device = Device.joined(tmp_path / "station.eqw", room)
        device.connect()
        for number in range(ENTRIES):
            device.write(SetCell(cell=str(reason()), value=f"words {number}"))
        until(device.is_home)
        device.close()
    finally:
        room.close()
    return tmp_path / "station.eqw", room.path, device.enrolment.station


def found(files: tuple[Path, Path, str], first: int = 1, last: int = 0) -> evidence.Found:
    station, hub, name = files
    return evidence.compare(evidence.written(station), evidence.at_hub(hub, name), first, last)


def spoil(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)


def goes(one: evidence.Found) -> bool:
    """Tell whether the sheet of a rehearsal with one such station says go."""
    row = {"group": "A", **room_sheet.told(one)}
    return all(check.go for check in room_sheet.checks_of([row], [], 0))


def test_a_good_station_is_go(files: tuple[Path, Path, str]) -> None:
    one = found(files)
    assert (one.sent, one.arrived) == (ENTRIES, ENTRIES)
    assert one.well
    assert goes(one)
    part = found(files, 2, 4)
    assert (part.sent, part.arrived, part.well) == (3, 3, True)


def test_a_station_that_loses_an_entry_is_no_go(files: tuple[Path, Path, str]) -> None:
    spoil(files[1], "DELETE FROM received WHERE seq = 3")
    one = found(files)
    assert one.lost == (3,)
    assert one.gaps == ((3, 3),)
    assert not one.digests_equal
    assert not goes(one)
    assert found(files, 4, 6).well, "and only where it is so"
    spoil(files[1], "DELETE FROM received WHERE seq = 6")
    assert found(files).lost == (3, 6), "the last one as well, which leaves no gap"


def test_an_entry_that_came_twice_changed_or_was_left_out_is_no_go(
    files: tuple[Path, Path, str], tmp_path: Path
) -> None:
    station, hub, name = files
    spoilt = {
        "twice": "INSERT INTO received (station, seq, entry_id, hash, kind, entry, outcome, "
        "reason, at) SELECT station, seq, entry_id, 'other', kind, entry, outcome, reason, at "
        "FROM received WHERE seq = 2",
        "waiting": "UPDATE received SET outcome = 'quarantined' WHERE seq = 2",
        "lost": "UPDATE received SET entry_id = 'another' WHERE seq = 2",
    }
    for what, statement in spoilt.items():
        other = tmp_path / f"{what}.eqw"
        shutil.copy(hub, other)
        spoil(other, statement)
        one = found((station, other, name))
        assert getattr(one, what) == (2,), what
        assert not goes(one), what
    spoil(hub, "UPDATE received SET hash = 'other' WHERE seq = 2")
    assert not found(files).digests_equal
    assert not goes(found(files))


def test_entries_of_stations_that_nobody_started_are_no_go(files: tuple[Path, Path, str]) -> None:
    assert evidence.strangers(files[1], [files[2]]) == 0
    assert evidence.strangers(files[1], []) == ENTRIES
    row = {"group": "A", **room_sheet.told(found(files))}
    assert not all(check.go for check in room_sheet.checks_of([row], [], ENTRIES))


def test_a_fault_that_did_not_go_as_it_should_is_no_go(files: tuple[Path, Path, str]) -> None:
    row = {"group": "A", "fault": "cut", "went_as_it_should": True, **room_sheet.told(found(files))}
    assert room_sheet.checks_of([row], [row], 0)[0].go
    (check, *_more) = room_sheet.checks_of([row], [{**row, "went_as_it_should": False}], 0)
    assert (check.name, check.go) == ("cut", False)
    assert not room_sheet.checks_of([], [], 0)[0].go, "without a station nothing was rehearsed"


def test_without_a_browser_the_sheet_says_so(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(browser, "PLACES", {})
    assert browser.find() == ""
    told = page_fault.rehearse_page(None, None, "gB", "d01")  # type: ignore[arg-type]
    assert "no browser" in told


def test_a_browser_that_does_not_start_is_told(room: OpenRoom, tmp_path: Path) -> None:
    certificate = room.identity.certificate_pem
    for program in (tmp_path / "missing", Path("/bin/false")):
        with pytest.raises(browser.BrowserError):
            browser.Page(str(program), tmp_path / "profile", certificate)


def test_a_day_that_came_to_a_stand_is_no_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_given: object, **_more: object) -> None:
        raise TableError("table C does not answer")

    monkeypatch.setattr(Tables, "start", lambda _tables, _count: None)
    monkeypatch.setattr(killed, "live_through", fail)
    sheet = Rehearsal(tmp_path, tmp_path, 1).run(None, 7)
    assert sheet["go"] is False
    assert sheet["checks"][0]["seen"] == "table C does not answer"
    assert capsys.readouterr().out.splitlines()[-1] == "NO GO"


@pytest.fixture
def wires() -> Iterator[Wires]:
    wires = Wires()
    yield wires
    wires.end()


def test_a_wire_carries_is_cut_and_is_mended(room: OpenRoom, wires: Wires, tmp_path: Path) -> None:
    wire = wires.lay(room.hub.at.port)
    device = Device.joined(tmp_path / "station.eqw", room)
    try:
        link = device.connect(f"https://127.0.0.1:{wire.port}")
        device.write(SetCell(cell=str(reason()), value="by wire"))
        until(device.is_home)
        wire.cut()
        until(lambda: not link.state.connected)
        device.write(SetCell(cell=str(reason()), value="cut off"))
        assert not device.is_home()
        wire.mend()
        until(device.is_home)
    finally:
        device.close()


def stations_of(place: Path) -> list[int]:
    """Return the processes of rehearsed stations that work below a folder."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                content = (entry / "environ").read_bytes()
            except OSError:
                continue
            if TABLE_VARIABLE.encode() in content and str(place).encode() in content:
                found.append(int(entry.name))
    return found


ENDINGS = [signal.SIGTERM, pytest.param(signal.SIGINT, marks=pytest.mark.long)]


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="asks Linux for processes")
@pytest.mark.parametrize("ending", ENDINGS)
def test_ended_from_outside_it_takes_away_what_it_made(tmp_path: Path, ending: int) -> None:
    """Its stations as well, whose windows are open by then."""
    place = tmp_path / "system"
    place.mkdir()
    process = subprocess.Popen(
        [sys.executable, "-m", "app", "rehearse", "--out", str(tmp_path / "out"), "--groups", "2"],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(place), "QT_QPA_PLATFORM": "offscreen"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    wait(lambda: list(place.glob("equity-rehearsal-*/tables/*/stations/*/station.eqw")), process)
    assert len(stations_of(place)) == 1
    process.send_signal(ending)
    _said, errors = process.communicate(timeout=60)
    assert process.returncode == 128 + ending
    assert "Traceback" not in errors
    wait(lambda: not stations_of(place))
    assert not list(place.glob("equity-rehearsal-*"))
    assert not (tmp_path / "out").exists()


def wait(until_so: Callable[[], Any], process: "subprocess.Popen[str] | None" = None) -> None:
    deadline = time.monotonic() + 120
    while not until_so():
        assert time.monotonic() < deadline
        assert process is None or process.poll() is None
        time.sleep(0.05)


LOSING = """
import sqlite3, sys
from app.__main__ import main
from app.rehearsal import room_sheet

told = room_sheet.stations_told

def lose(tables, workshop):
    with sqlite3.connect(workshop) as connection:
        station = tables[2].station
        connection.execute("DELETE FROM received WHERE station = ? AND seq = 4", (station,))
    connection.close()
    return told(tables, workshop)

room_sheet.stations_told = lose
sys.exit(main())
"""


@pytest.mark.long
@pytest.mark.timeout(LIMIT_SECONDS + 30)
def test_a_whole_rehearsal_that_lost_an_entry_is_no_go(tmp_path: Path) -> None:
    run = rehearse(tmp_path / "out", data_dir=tmp_path / "data", program=("-c", LOSING))
    assert run.code == 1
    assert run.said.splitlines()[-1] == "NO GO"
    wrong = [row for row in run.sheet["stations"] if not row["go"]]
    assert [(row["lost"], row["gaps"], row["digests_equal"]) for row in wrong] == [
        (1, [[4, 4]], False)
    ]

"""A station that is killed at any moment loses nothing that its window showed as kept."""

import json
import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.open_station import OpenStation
from app.domain.cells import CellKey, Field, SetCell
from app.domain.scoring_sheet import new_group_key
from app.room import station as link_module
from app.room.addresses import Link
from tests.lengths import length
from tests.room.desktops import is_home, join_as_desktop, turn, wall
from tests.room.rooms import OpenRoom
from tests.room.test_host import hosting
from tests.workshops import OpenWorkshop, copy_of_template, rating

KILLS = length("STATION_KILLS", 2, 40)
EVIDENCE = CellKey("gA", "d01", Field.EVIDENCE)
ROOT = Path(__file__).resolve().parents[2]


def typed_until_killed(folder: Path, seconds: float) -> dict[str, str]:
    """Let somebody type for a while, kill the program, and return what it showed as kept."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.room.typing_station", str(folder)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    assert process.stdout is not None
    first = process.stdout.readline()
    if not first:
        pytest.fail(process.communicate()[1])
    time.sleep(seconds)
    process.kill()
    rest, _errors = process.communicate()
    lines = [first.strip(), *rest.splitlines()]
    if not lines[-1].endswith("}"):  # cut off in the middle of a line
        lines.pop()
    found: dict[str, str] = json.loads(lines[-1])
    return found


def test_what_was_shown_as_kept_is_at_the_hub_in_the_end(
    qapp: QApplication, room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    station = join_as_desktop(tmp_path / "laptop", room.link())
    station.start()
    turn(lambda: is_home(station) and bool(station.desk.group_id))
    station.close()
    station.deleteLater()
    chance = random.Random(4)
    for _kill in range(KILLS):
        shown = typed_until_killed(station.folder, chance.uniform(0.05, 1.6))
        again = OpenStation(station.folder, wall)
        again.start()
        try:
            turn(lambda one=again: is_home(one))
            snapshot = room.operations.snapshot
            words = snapshot.cell(EVIDENCE).value or ""
            assert words.startswith(shown["words"].rstrip()), (words, shown)
            pressed = [e.value for e in snapshot.entries(rating()) if e.value]
            if shown["level"]:
                assert {"level": shown["level"], "framework": 1} in pressed
            assert not snapshot.contested()
            (mark,) = [one for one in [again.road.state] if one.equal]
            assert mark.waiting == 0
        finally:
            again.close()
            again.deleteLater()
    ids = [entry.id for entry in room.operations.snapshot.cells]
    assert len(ids) == len(set(ids))


def test_a_killed_hub_gets_the_rest_when_it_is_back(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 0.2)
    path = copy_of_template(tmp_path / "w.eqw")
    with hosting(path) as (hub, told):
        link = Link.parse(told["groups"][0]["link"])
        station = join_as_desktop(tmp_path / "laptop", link)
        station.start()
        turn(lambda: is_home(station))
        for number in range(12):
            write(station, f"words {number}")
            if number == 6:
                hub.kill()
        turn(lambda: not station.road.state.connected)
        port = told["port"]
    try:
        with hosting(path, port) as (_hub, _told):
            turn(lambda: is_home(station))
    finally:
        station.close()
        station.deleteLater()
    workshop = OpenWorkshop(path)
    try:
        found = workshop.read().cell(EVIDENCE)
        assert found.value == "words 11"
    finally:
        workshop.database.close()


def write(station: OpenStation, words: str) -> None:
    """Write over what stands, as a note-taker does."""
    station.operations.flush()
    tips = tuple(sorted(station.desk.snapshot.cell(EVIDENCE).tips))
    station.desk.submit(SetCell(cell=str(EVIDENCE), value=words, based_on=tips))


def test_a_student_group_left_half_typed_is_one_more_of_those_that_stand(
    qapp: QApplication, room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    station = join_as_desktop(tmp_path / "laptop", room.link())
    station.start()
    turn(lambda: is_home(station) and bool(station.desk.group_id))
    cell = CellKey("gA", "d01", Field.STUDENT_GROUPS)
    station.desk.submit(SetCell(cell=str(cell), value=["english_learners"]))
    station.desk.keep_draft(new_group_key("gA", "d01"), "Newcomers", ())
    assert station.operations.flush()
    station.close()
    again = OpenStation(station.folder, wall)
    again.start()
    turn(lambda: is_home(again))
    turn(lambda: room.operations.snapshot.cell(cell).value == ["english_learners", "Newcomers"])
    assert not again.desk.snapshot.drafts
    for one in (station, again):
        if one is again:
            one.close()
        one.deleteLater()

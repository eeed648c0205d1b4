"""A laptop that never had a network: in by a file, on by files, all day."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from app.bootstrap import join_files
from app.bootstrap.exchange import StationFiles
from app.bootstrap.open_station import OpenStation
from app.bootstrap.station_program import StationProgram
from app.domain.cells import RevealResults, SetCell
from app.domain.errors import NotAllowedError, StorageProblemError, UserError
from app.domain.exchange import SavedJoin
from app.domain.stations import TellStations
from app.operations import Operations
from app.room import station as link_module
from app.services import station_file
from app.storage import sealed
from app.storage.database import Database
from app.ui.station.join_page import JoinPage
from tests.room.desktops import turn, wall
from tests.room.note_taker import child, short_pauses, start, type_words, words
from tests.room.rooms import OpenRoom
from tests.workshops import copy_of_template, rating

__all__ = ["short_pauses", "start"]
F2 = {"level": "f2", "framework": 1}
Started = Callable[..., StationProgram]


@pytest.fixture
def hub(tmp_path: Path, qapp: QApplication) -> Iterator[Operations]:
    """Return a workshop whose room was never open."""
    path = copy_of_template(tmp_path / "hub" / "w.eqw")
    operations = Operations(path, wall, spare=())
    yield operations
    operations.close()


@pytest.fixture
def stick(tmp_path: Path, hub: Operations) -> tuple[Path, SavedJoin]:
    path = tmp_path / "Group A joins.eqj"
    return path, StationFiles(hub).save_join("gA", "", path)


def do(hub: Operations, *commands: object) -> None:
    for command in commands:
        assert hub.request(command).result(60).error is None  # type: ignore[arg-type]


def page_of(program: StationProgram) -> JoinPage:
    (page,) = (one for one in program.window.findChildren(JoinPage) if one.isVisible())
    return page


def enter_by_file(program: StationProgram, path: Path, code: str) -> OpenStation:
    child(program, QLineEdit, "join.code").setText(code)
    page_of(program).open_file(path)
    turn(lambda: program.station is not None)
    assert program.station is not None
    return program.station


def test_a_day_by_files_only(
    hub: Operations, stick: tuple[Path, SavedJoin], start: Started, tmp_path: Path
) -> None:
    path, saved = stick
    do(hub, TellStations(text="Ten minutes left."))
    program = start()
    station = enter_by_file(program, path, f" {saved.code[:3].lower()}-{saved.code[3:]} ")
    assert program.window.view is not None
    assert program.window.view.page == "sheet", "the sheet is there without any network"
    assert station.desk.snapshot.norms
    type_words(program, "sheet.evidence", "Carried on a stick").settle_now()
    station.desk.submit(SetCell(cell=str(rating()), value=F2))
    assert station.operations.flush()
    up, down = tmp_path / "up.eqx", tmp_path / "down.eqx"
    files = StationFiles(hub)
    for _time in range(2):
        station.road.save_file(up)
        taken = files.take_in(up)
        files.save_answer(taken, down)
    assert hub.snapshot.cell(rating()).value == F2
    do(hub, RevealResults())
    files.save_answer(files.take_in(up), down)
    station.road.read_answer(down)
    turn(lambda: station.desk.snapshot.workshop.revealed_at is not None)
    turn(lambda: station.road.state.waiting == 0)
    assert station.road.message == "Ten minutes left."
    (known,) = hub.snapshot.stations
    assert known.group_id == "gA"
    assert known.compared_at, "its key went from hand to hand"


def test_where_there_is_a_network_after_all_it_finds_the_hub_by_itself(
    room: OpenRoom, start: Started, tmp_path: Path
) -> None:
    path = tmp_path / "a.eqj"
    saved = StationFiles(room.operations).save_join("gA", str(room.link()), path)
    station = enter_by_file(start(), path, saved.code)
    turn(lambda: station.road.state.connected)
    station.desk.submit(SetCell(cell=str(rating()), value=F2))
    turn(lambda: room.operations.snapshot.cell(rating()).value == F2)


def test_without_an_address_one_can_be_typed_later(
    room: OpenRoom, start: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 60.0)
    path = tmp_path / "a.eqj"
    saved = StationFiles(room.operations).save_join("gA", "", path)
    station = enter_by_file(start(), path, saved.code)
    station.road.go_to(room.https)
    turn(lambda: station.road.state.connected)


def test_the_same_file_again_is_the_same_station(
    hub: Operations, stick: tuple[Path, SavedJoin], start: Started
) -> None:
    path, saved = stick
    program = start()
    first = enter_by_file(program, path, saved.code)
    first.desk.submit(SetCell(cell=str(rating()), value=F2))
    assert first.operations.flush()
    before = first.desk.station_id
    program.leave()
    again = enter_by_file(program, path, saved.code)
    assert again.desk.station_id == before
    assert again.desk.snapshot.cell(rating()).value == F2


def test_the_file_of_a_closed_room_opened_again_forgets_no_address(
    room: OpenRoom, start: Started, tmp_path: Path
) -> None:
    path = tmp_path / "a.eqj"
    saved = StationFiles(room.operations).save_join("gA", "", path)
    program = start()
    station = enter_by_file(program, path, saved.code)
    station.road.go_to(room.https)
    turn(lambda: station.road.state.connected)
    assert station.operations.flush()
    program.leave()
    again = enter_by_file(program, path, saved.code)
    assert again.road.addresses == (room.https,)
    turn(lambda: again.road.state.connected)


def test_what_was_heard_since_outlasts_an_older_file(
    hub: Operations, stick: tuple[Path, SavedJoin], tmp_path: Path
) -> None:
    path, saved = stick
    told = join_files.read(path, saved.code).enrolment
    since = replace(told, epoch="since", addresses=("https://192.168.1.20:8443",))
    for enrolment in (told, since, told):
        made = station_file.create(tmp_path / "laptop", enrolment, now=wall())
    database = Database(made)
    assert station_file.enrolment_of(database) == since
    database.close()


def test_another_code_another_file_and_a_changed_one_are_refused(
    stick: tuple[Path, SavedJoin], start: Started, tmp_path: Path
) -> None:
    path, saved = stick
    program = start()
    child(program, QPushButton, "join.file").click()
    turn(lambda: "The group’s code opens the file." in words(program))
    wrong = "ZZZZZZ" if saved.code != "ZZZZZZ" else "YYYYYY"
    child(program, QLineEdit, "join.code").setText(wrong)
    page_of(program).open_file(path)
    turn(lambda: "This code does not open" in words(program))
    assert program.station is None
    content = path.read_bytes()
    assert b"token" not in content
    assert b"BEGIN CERTIFICATE" not in content
    for bad, said in (
        (b"not ours", "no file to join by"),
        (content[:-40], "not whole"),
        (content[:-1] + bytes([content[-1] ^ 1]), "not whole"),
        (content.replace(sealed.JOIN_MAGIC, sealed.MAGIC), "no file to join by"),
    ):
        other = tmp_path / "bad.eqj"
        other.write_bytes(bad)
        with pytest.raises(UserError) as refused:
            join_files.read(other, saved.code)
        assert said in refused.value.happened
    plain, locked = tmp_path / "plain", tmp_path / "nonsense.eqj"
    for nonsense in ("[]", "[" * 9000, json.dumps({"format": "equity-workshop-join"})):
        plain.write_text(nonsense)
        sealed.seal(plain, locked, saved.code, magic=sealed.JOIN_MAGIC)
        with pytest.raises(UserError, match="no file to join by"):
            join_files.read(locked, saved.code)


def test_a_group_with_its_two_devices_gets_no_third_file(
    hub: Operations, stick: tuple[Path, SavedJoin], tmp_path: Path
) -> None:
    files = StationFiles(hub)
    files.save_join("gA", "", tmp_path / "second.eqj")
    with pytest.raises(NotAllowedError):
        files.save_join("gA", "", tmp_path / "third.eqj")
    assert not (tmp_path / "third.eqj").exists()
    assert len(hub.snapshot.stations) == 2


def test_a_stick_that_takes_no_file_leaves_no_station_in_the_group(
    hub: Operations, tmp_path: Path
) -> None:
    files, no_folder = StationFiles(hub), tmp_path / "pulled"
    no_folder.touch()
    for _time in range(3):
        with pytest.raises(StorageProblemError):
            files.save_join("gA", "", no_folder / "a.eqj")
        assert hub.flush()
        assert not any(station.writes for station in hub.snapshot.stations)
    while hub.undo():
        assert hub.flush()
    assert not any(station.writes for station in hub.snapshot.stations)
    saved = files.save_join("gA", "", tmp_path / "a.eqj")
    told = join_files.read(tmp_path / "a.eqj", saved.code).enrolment
    assert [one.id for one in hub.snapshot.stations if one.writes] == [told.station]

"""A desktop station and its hub: whatever the road does, nothing is lost and nothing twice."""

import contextlib
import json
import logging
import shutil
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.bootstrap import room_office
from app.domain.cells import SayFinished, SetCell
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.room_keys import comparison_code, station_token
from app.domain.stations import TellStations
from app.room import bounds, station
from app.room.addresses import Link
from app.room.identity import new_identity
from app.room.joining import NotJoinedError, join
from app.room.link import Listeners
from app.room.pinning import fingerprint_of
from app.room.station import StationLink
from app.services import room as room_service
from app.services.cells import state_of_cell
from app.storage import ledger
from tests.room.cable import Cable
from tests.room.rooms import Device, OpenRoom, until
from tests.workshops import OpenWorkshop, rating, reason

Join = Callable[..., Device]
F2 = {"level": "f2", "framework": 1}


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(station, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(station, "LONGEST_PAUSE", 0.2)


def entry_ids(path: Path, of: str) -> list[str]:
    workshop = OpenWorkshop(path)
    try:
        with workshop.database.reading() as reader:
            return [entry.id for entry in ledger.entries(reader) if entry.station == of]
    finally:
        workshop.database.close()


def test_what_was_written_before_during_and_after_arrives(room: OpenRoom, device: Join) -> None:
    laptop = device()
    assert laptop.enrolment.group == "gA"
    laptop.write(SetCell(cell=str(rating()), value=F2))
    laptop.write(AddNote(note_id=new_id(), group_id="gA", text="More counselors"))
    laptop.connect()
    until(laptop.is_home)
    laptop.write(SayFinished(group_id="gA"))
    until(laptop.is_home)
    shot = room.operations.snapshot
    assert shot.cell(rating()).value == F2
    assert shot.group_state("gA").finished_at
    assert [one["outcome"] for r in laptop.receipts for one in r["results"]] == ["accepted"] * 3
    (heard,) = room_service.heard(room.operations._writer.file.database)
    assert heard.through == 3


def test_the_facilitators_word_reaches_the_station(room: OpenRoom, device: Join) -> None:
    laptop = device()
    laptop.connect()
    until(lambda: bool(laptop.views))
    room.do(TellStations(text="Ten minutes left."))
    until(lambda: laptop.views[-1]["message"] == "Ten minutes left.")


def test_a_hub_that_is_closed_and_opened_again_gets_the_rest(
    room: OpenRoom, device: Join, tmp_path: Path
) -> None:
    laptop = device()
    laptop.connect()
    until(laptop.is_home)
    port = room.hub.at.port
    room.close()
    for number in range(5):
        laptop.write(SetCell(cell=str(reason()), value=f"words {number}"))
    until(lambda: laptop.states[-1].problem == "unreachable" and laptop.states[-1].waiting == 5)
    again = OpenRoom(room.path, port)
    try:
        until(laptop.is_home)
        assert len(again.operations.snapshot.cell(reason()).versions) == 5
    finally:
        laptop.disconnect()
        again.close()


def test_a_file_that_is_held_for_a_while_does_not_end_the_road(
    room: OpenRoom, device: Join
) -> None:
    """A slow disk or a virus scanner has the station's own file, longer than anybody waits."""
    one = device()
    one.connect()
    until(one.is_home)
    one.write(SetCell(cell=str(reason()), value="before"))
    with contextlib.closing(sqlite3.connect(one.database.path, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        assert one.link is not None
        one.link.nudge()
        time.sleep(1.5)
        other.execute("ROLLBACK")
    one.write(SetCell(cell=str(reason()), value="after"))
    until(one.is_home)


def test_a_hub_that_is_busy_is_no_wrong_code(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "COMMIT_SECONDS", 0.1)
    gate = threading.Event()
    room.operations.run_job("gate", lambda file: gate.wait(60))
    with pytest.raises(NotJoinedError, match="could not take this device in"):
        join(room.link(), new_id(), label="Blue laptop")
    gate.set()


class Clumsy(list[dict[str, Any]]):
    """Takes in what the hub shows, and stumbles over the first of it."""

    stumbled = False

    def append(self, view: dict[str, Any]) -> None:
        if not self.stumbled:
            self.stumbled = True
            raise KeyError("shown")
        super().append(view)


def test_a_fault_on_the_road_is_not_its_end(
    room: OpenRoom,
    device: Join,
    monkeypatch: pytest.MonkeyPatch,
    logged_errors: list[logging.LogRecord],
) -> None:
    monkeypatch.setattr(station, "LONG_PAUSE", 0.1)
    laptop = device()
    laptop.views = Clumsy()
    laptop.connect()
    until(lambda: bool(logged_errors))
    laptop.write(SetCell(cell=str(reason()), value="written after it"))
    until(laptop.is_home)
    until(lambda: bool(laptop.views))
    assert "unreachable" in [state.problem for state in laptop.states]


def test_a_restored_hub_gets_again_what_it_lacks(
    room: OpenRoom, device: Join, tmp_path: Path
) -> None:
    laptop = device()
    laptop.connect()
    laptop.write(SetCell(cell=str(reason()), value="in the backup"))
    until(laptop.is_home)
    room.operations.flush()
    backup = shutil.copy(room.path, tmp_path / "backup.eqw")
    laptop.write(SetCell(cell=str(reason(lens="access")), value="after the backup"))
    until(laptop.is_home)
    port = room.hub.at.port
    room.close()
    shutil.copy(backup, room.path)
    again = OpenRoom(room.path, port)
    try:
        until(lambda: bool(again.operations.snapshot.cell(reason(lens="access")).versions))
        until(laptop.is_home)
    finally:
        laptop.disconnect()
        again.close()
    found = entry_ids(room.path, laptop.enrolment.station)
    assert len(found) == len(set(found)) == 2


def test_what_two_copies_of_a_station_wrote_is_all_at_the_hub(
    room: OpenRoom, device: Join, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Its folder was copied to another laptop, and both write under the same numbers."""
    one = device()
    other = Device(tmp_path / "copy.eqw", one.enrolment)
    try:
        one.connect()
        for number in range(4):
            one.write(AddNote(note_id=new_id(), group_id="gA", text=f"one {number}"))
        until(one.is_home)
        for number in range(2):
            other.write(AddNote(note_id=new_id(), group_id="gA", text=f"other {number}"))
        other.connect()
        until(lambda: waiting_texts(room.path) == {"other 0", "other 1"})
        other.write(AddNote(note_id=new_id(), group_id="gA", text="other 2"))
        until(lambda: waiting_texts(room.path) == {"other 0", "other 1", "other 2"})
        assert other.link is not None
        assert not other.link.state.equal
        assert one.is_home()
        assert not [each for each in caplog.records if each.levelno >= logging.ERROR]
    finally:
        other.close()


def waiting_texts(path: Path) -> set[str]:
    """Return the words that wait for the facilitator."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        rows = connection.execute("SELECT entry FROM received WHERE outcome = 'quarantined'")
        return {json.loads(row[0])["payload"]["text"] for row in rows}


def test_many_entries_go_in_few_envelopes(room: OpenRoom, device: Join) -> None:
    laptop = device()
    for number in range(230):
        value = "x" * 8_000 if number < 150 else f"words {number}"
        cell = str(reason("gA", "d01" if number % 2 else "d06"))
        with laptop.database.reading() as reader:
            before = tuple(sorted(state_of_cell(reader, cell).tips))
        laptop.write(SetCell(cell=cell, value=value, based_on=before))
    laptop.connect()
    until(laptop.is_home)
    assert 2 <= len(laptop.receipts) <= 4


def test_nothing_leaves_for_a_hub_with_another_certificate(device: Join, room: OpenRoom) -> None:
    laptop = device()
    laptop.write(SetCell(cell=str(reason()), value="a secret of the table"))
    other = new_identity(datetime.now(UTC))
    laptop.enrolment = replace(laptop.enrolment, certificate_pem=other.certificate_pem)
    with Cable(room.hub.at.port) as cable:
        laptop.connect(f"https://127.0.0.1:{cable.port}")
        until(lambda: bool(laptop.states) and laptop.states[-1].problem == "another_certificate")
        laptop.disconnect()
    assert room.operations.snapshot.cell(reason()).versions == ()
    assert cable.heard
    assert laptop.enrolment.token.encode() not in cable.heard
    assert len(cable.heard) < 5_000 * max(1, len(laptop.states))


@pytest.mark.parametrize("year", [1970, 2000, 2107])
def test_a_laptop_whose_clock_is_years_off_brings_all(
    year: int, room: OpenRoom, device: Join
) -> None:
    """Its battery is flat: the certificate is not valid in that year, but it is the room's."""
    laptop = device()
    laptop.write(SetCell(cell=str(rating()), value=F2))
    listeners = Listeners(laptop.states.append)
    there = datetime(year, 1, 1, 0, 3, tzinfo=UTC)
    laptop.link = StationLink(laptop.enrolment, laptop.outbox, listeners, wall=lambda: there)
    laptop.link.start()
    until(laptop.is_home)
    assert room.operations.snapshot.cell(rating()).value == F2


def test_a_certificate_is_the_rooms_in_any_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As it is to a laptop that stands in 1970, or in a later century."""
    for made in (datetime(2090, 1, 1, tzinfo=UTC), datetime(2001, 1, 1, tzinfo=UTC)):
        monkeypatch.setattr(room_office, "new_identity", lambda _now, made=made: new_identity(made))
        room = OpenRoom(tmp_path / f"{made.year}.eqw")
        try:
            laptop = Device.joined(tmp_path / f"station {made.year}.eqw", room)
            try:
                laptop.write(SetCell(cell=str(rating()), value=F2))
                laptop.connect()
                until(laptop.is_home)
            finally:
                laptop.close()
        finally:
            room.close()


def test_a_network_that_swallows_everything_holds_nobody_up(
    device: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station, "ANSWER_SECONDS", 600.0)
    laptop = device()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        link = laptop.connect(f"https://127.0.0.1:{silent.getsockname()[1]}")
        near, _address = silent.accept()
        with near:
            link.stop()
            assert not link._thread.is_alive()


def test_both_screens_show_the_same_four_digits(room: OpenRoom) -> None:
    enrolled = join(Link(room.https, room.code()), new_id())
    token = station_token(room.identity.secret, enrolled.station)
    assert enrolled.compare == comparison_code(token, room.hub.at.fingerprint)
    assert fingerprint_of(enrolled.certificate_pem) == room.hub.at.fingerprint


def test_a_link_is_read_back() -> None:
    link = Link("https://192.168.1.20:8443", "7K2M9Q", "ab" * 32)
    assert Link.parse(str(link)) == link
    assert "7K2M9Q" not in str(httpx.URL(str(link)).copy_with(fragment=""))
    with pytest.raises(ValueError, match="no join link"):
        Link.parse("https://example.org/")


def test_what_cannot_be_joined_is_told_in_words(room: OpenRoom) -> None:
    with pytest.raises(NotJoinedError, match="does not know this code"):
        join(Link(room.https, "ZZZZZZ"), new_id())
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        port = deaf.getsockname()[1]
    with pytest.raises(NotJoinedError, match="does not answer"):
        join(Link(f"https://127.0.0.1:{port}", "ZZZZZZ"), new_id())


def test_a_station_sends_on_no_connection_that_the_hub_may_be_closing() -> None:
    assert bounds.REUSED_SECONDS + 1 < bounds.IDLE_SECONDS < bounds.HEADER_SECONDS

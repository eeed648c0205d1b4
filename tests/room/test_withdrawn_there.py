"""Withdrawn words leave the stations, too: outbox, drafts, what is cached; wherever they stand."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.open_station import OpenStation
from app.domain.cells import CellKey, Field, SetCell, words_key
from app.domain.ids import new_id
from app.domain.notes import AddNote, RemoveNote
from app.domain.stations import MoveStation, RevokeStation
from app.domain.withdrawal import WithdrawWords
from app.room import station as link_module
from tests.on_disk import files_below
from tests.room.browser import Browser, Page
from tests.room.desktops import is_home, join_as_desktop, turn
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import KEPT_WORDS, SAVED, joined
from tests.workshops import reason

SECRET = "Nobody ever listened to the families on Elm Street."
EVIDENCE = CellKey("gA", "d01", Field.EVIDENCE, "")
Join = Callable[..., OpenStation]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 0.2)


@pytest.fixture
def join_room(room: OpenRoom, tmp_path: Path, qapp: QApplication) -> Iterator[Join]:
    stations: list[OpenStation] = []

    def one(group_id: str = "gA") -> OpenStation:
        stations.append(join_as_desktop(tmp_path / f"laptop-{len(stations)}", room.link(group_id)))
        stations[-1].start()
        turn(lambda: is_home(stations[-1]))
        return stations[-1]

    yield one
    for station in stations:
        station.close()
        station.deleteLater()


def outbox_of(station: OpenStation) -> str:
    return json.dumps(station.road._link._outbox.after(0, 1000))


def where(station: OpenStation) -> list[str]:
    """Return the files of a station in which the words still lie."""
    assert station.operations.flush()
    found = files_below(station.folder).items()
    return [file.name for file, content in found if b"Elm Street" in content]


def gone(station: OpenStation) -> bool:
    return "Elm Street" not in outbox_of(station)


def wrote(station: OpenStation, command: object) -> None:
    station.desk.submit(command)  # type: ignore[arg-type]
    turn(lambda: is_home(station))
    assert not gone(station)


def test_of_a_station_that_was_moved_or_revoked_since(room: OpenRoom, join_room: Join) -> None:
    moved, revoked = join_room(), join_room()
    wrote(moved, SetCell(cell=str(reason()), value=SECRET))
    wrote(revoked, SetCell(cell=str(EVIDENCE), value=SECRET + " Twice."))
    room.do(MoveStation(station_id=moved.desk.station_id, group_id="gB"))
    room.do(RevokeStation(station_id=revoked.desk.station_id))
    turn(lambda: moved.desk.group_id == "gB")
    turn(lambda: revoked.road.state.standing == "revoked")
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    room.do(WithdrawWords(target=f"cell:{EVIDENCE}"))
    for station in (moved, revoked):
        turn(lambda one=station: gone(one))
        assert where(station) == []
        assert station.road.state.equal


def test_of_an_answer_that_waited_for_the_facilitator(room: OpenRoom, join_room: Join) -> None:
    station = join_room()
    room.do(RevokeStation(station_id=station.desk.station_id))
    turn(lambda: station.road.state.standing == "revoked")
    station.desk.submit(SetCell(cell=str(reason()), value=SECRET))
    turn(lambda: bool(station.road.state.left_out))
    room.do(SetCell(cell=str(reason()), value=SECRET))
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    turn(lambda: gone(station))
    assert where(station) == []


def test_of_one_that_came_when_its_words_were_withdrawn_already(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room()
    room.do(SetCell(cell=str(reason()), value=SECRET))
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    station.desk.submit(SetCell(cell=str(EVIDENCE), value=SECRET))
    assert station.operations.flush()
    turn(lambda: is_home(station))
    turn(lambda: gone(station))
    turn(lambda: where(station) == [])


def test_of_a_note_that_is_not_there_any_more(room: OpenRoom, join_room: Join) -> None:
    station, note = join_room(), new_id()
    wrote(station, AddNote(note_id=note, group_id="gA", text=SECRET))
    room.do(RemoveNote(note_id=note))
    turn(lambda: not station.desk.snapshot.notes)
    room.do(WithdrawWords(target=f"cell:{words_key(note)}"))
    turn(lambda: gone(station))
    assert where(station) == []


def test_of_the_other_device_of_the_group_which_only_showed_them(
    room: OpenRoom, join_room: Join
) -> None:
    writes, shows = join_room(), join_room()
    wrote(writes, SetCell(cell=str(reason()), value=SECRET))
    turn(lambda: shows.desk.snapshot.cell(reason()).value == SECRET)
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    turn(lambda: shows.desk.snapshot.is_withdrawn(reason()))
    assert where(shows) == []


def test_of_a_draft_in_the_same_words(room: OpenRoom, join_room: Join) -> None:
    station = join_room()
    wrote(station, SetCell(cell=str(reason()), value=SECRET))
    station.desk.keep_draft(f"{EVIDENCE}", SECRET, ())
    assert station.operations.flush()
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    turn(lambda: gone(station))
    assert where(station) == []


def test_of_a_browser(tmp_path: Path) -> None:
    room = OpenRoom(tmp_path / "hub" / "w.eqw")
    try:
        with Browser() as browser:
            page = joined(browser, room)
            field = f"[data-cell='{EVIDENCE}']"
            page.type(field, SECRET)
            page.run(f"document.querySelector({field!r}).blur()")
            page.until(SAVED)
            assert "Elm Street" in page.run(KEPT_WORDS)
            station = room.operations.snapshot.stations[0].id
            room.do(MoveStation(station_id=station, group_id="gB"))
            page.until("document.querySelector('.who').textContent.includes('B')")
            room.do(WithdrawWords(target=f"cell:{EVIDENCE}"))
            until(lambda: "Elm Street" not in page.run(KEPT_WORDS))
            assert "Elm Street" not in page.run("document.documentElement.outerHTML")
    finally:
        room.close()


def test_of_a_draft_in_a_browser(tmp_path: Path) -> None:
    room = OpenRoom(tmp_path / "hub" / "w.eqw")
    try:
        with Browser() as browser:
            page = joined(browser, room)
            field = f"[data-cell='{EVIDENCE}']"
            page.type(field, SECRET)
            page.run(f"document.querySelector({field!r}).blur()")
            page.until(SAVED)
            typed_again(page)
            room.do(WithdrawWords(target=f"cell:{EVIDENCE}"))
            until(lambda: "Elm Street" not in page.run(KEPT_WORDS))
            page.until("!document.querySelector('input[id^=need]').value")
    finally:
        room.close()


def typed_again(page: Page) -> None:
    """Type the same words into the line for a further data need, and do not leave it."""
    page.type("input[id^=need]", SECRET)
    until(lambda: page.run(KEPT_WORDS).count("Elm Street") > 2)

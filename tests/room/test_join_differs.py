"""The four digits differ: the device joins again, and has not taken anybody's place by that."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QPushButton

from app.bootstrap.station_program import StationProgram
from app.domain.ids import new_id
from app.domain.stations import RevokeStation, TellStations
from app.room.joining import give_back, join
from app.ui.station.join_page import ComparePage
from tests.room.browser import Browser
from tests.room.desktops import turn
from tests.room.note_taker import Started, child, short_pauses, start
from tests.room.rooms import Caller, OpenRoom, until
from tests.room.web_page import SAVED

__all__ = ["short_pauses", "start"]


def writers(room: OpenRoom) -> list[str]:
    """Return the devices that write for the first group."""
    stations = room.operations.snapshot.stations
    return [each.id for each in stations if each.writes and each.group_id == "gA"]


def to_the_digits(program: StationProgram, room: OpenRoom) -> None:
    """Join with the room's link, up to the four digits."""
    child(program, QLineEdit, "join.where").setText(str(room.link()))
    child(program, QPushButton, "join.go").click()
    turn(lambda: any(page.isVisible() for page in program.window.findChildren(ComparePage)))


def test_a_laptop_that_joins_again_is_one_device_of_its_group(
    room: OpenRoom, start: Started
) -> None:
    other = join(room.link(), new_id()).station
    program = start()
    to_the_digits(program, room)
    before = writers(room)
    child(program, QPushButton, "compare.no").click()
    turn(lambda: writers(room) == [other])
    to_the_digits(program, room)
    child(program, QPushButton, "compare.yes").click()
    turn(lambda: program.station is not None and program.station.road.state.standing == "writes")
    assert writers(room) == [other, program.station.desk.station_id]
    assert program.station.desk.station_id not in before


def test_a_laptop_can_join_again_though_the_hub_was_away(room: OpenRoom, start: Started) -> None:
    program = start()
    to_the_digits(program, room)
    port = room.hub.at.port
    room.close()
    child(program, QPushButton, "compare.no").click()
    again = OpenRoom(room.path, port)
    try:
        to_the_digits(program, again)
        assert len(again.operations.snapshot.stations) == 2
    finally:
        program.window.close()
        again.close()


def test_a_browser_that_joins_again_is_one_device_of_its_group(
    room: OpenRoom, browser: Browser
) -> None:
    join(room.link(), new_id())
    page = browser.page(f"{room.http}/#j={room.code('gA')}")
    page.press("Join")
    page.until("!!document.querySelector('.digits')")
    page.press("No, join again")
    until(lambda: len(writers(room)) == 1)
    page.until("!!document.getElementById('code')")
    page.run(f"document.getElementById('code').value = {room.code('gA')!r}")
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.querySelectorAll('.level').length === 10")
    page.until(SAVED)
    assert len(writers(room)) == 2


def test_only_who_has_the_token_gives_a_place_back_and_twice_is_once(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller, other = call(), call()
    place, body = f"{room.http}/v1/leave", {"protocol": 2}
    foreign = {**other.headers, "X-Station": caller.station}
    assert caller.client.post(place, json=body, headers=foreign).status_code == 401
    assert len(writers(room)) == 2
    for protocol, status in ((99, 426), (2, 200), (2, 200)):
        answer = caller.client.post(place, json={"protocol": protocol}, headers=caller.headers)
        assert answer.status_code == status
    assert answer.json()["standing"] == "revoked"
    assert writers(room) == [other.station]
    assert caller.view(room)["standing"] == "revoked"
    room.do(RevokeStation(station_id=caller.station, revoked=False))
    assert len(writers(room)) == 2


def test_undo_takes_back_what_the_facilitator_did_not_what_a_device_did(
    room: OpenRoom, call: Callable[..., Caller]
) -> None:
    caller = call()
    room.do(TellStations(text="Ten minutes left."))
    caller.client.post(f"{room.http}/v1/leave", json={"protocol": 2}, headers=caller.headers)
    assert writers(room) == []
    undone = room.operations.undoable
    assert isinstance(undone, TellStations)


def test_giving_back_is_no_error_where_nobody_answers(room: OpenRoom) -> None:
    enrolment = join(room.link(), new_id())
    assert give_back(enrolment)
    room.hub.close()
    assert not give_back(enrolment)

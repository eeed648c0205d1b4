"""Opening the room on the facilitator's laptop, and what the door knows of who came in."""

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from app.bootstrap.room_door import LOOK_SECONDS
from app.domain.cells import SetCell
from app.domain.closing_check import Reason
from app.domain.drafts import Draft
from app.domain.heard import Health, health_of
from app.domain.ids import new_id
from app.domain.room_keys import comparison_code
from app.domain.seating import EditGroup
from app.domain.stations import CompareStations, MoveStation, TellStations
from app.room.addresses import Link
from app.room.hub import OpenAt
from app.room.joining import join
from app.storage import drafts
from app.ui.stations.closing_panel import visit_words
from app.ui.stations.view import StationsView
from tests.room.clients import a_client
from tests.room.doors import LOOPBACK, OpenDesk
from tests.room.rooms import Device
from tests.workshops import rating

Opens = Callable[[], OpenDesk]
F2 = {"level": "f2", "framework": 1}
A2 = {"level": "a2", "framework": 1}


@pytest.fixture
def opens(qapp: QApplication, tmp_path: Path) -> Iterator[Opens]:
    """Return a function that opens the same workshop, as after a restart."""
    desks: list[OpenDesk] = []

    def one() -> OpenDesk:
        desks.append(OpenDesk(tmp_path / "hub" / "w.eqw"))
        return desks[-1]

    yield one
    for desk in desks:
        if not desk.operations.ended:
            desk.close()
    qapp.processEvents()


def test_it_is_closed_until_it_is_opened_and_closed_again(opens: Opens) -> None:
    desk = opens()
    assert not desk.door.door.is_open
    desk.open()
    assert [way.label for way in desk.door.door.ways] == ["A", "B"]
    assert desk.http.startswith(f"http://{LOOPBACK}:")
    door = desk.door.door
    assert door.safest == f"https://{LOOPBACK}:{door.opening.port}"
    assert all(way.page.startswith(f"{door.safest}/#j=") for way in door.ways)
    desk.wait(lambda: desk.desk.snapshot.workshop.scale_locked_at is not None)
    place = (LOOPBACK, desk.door.door.opening.port)
    socket.create_connection(place, 5).close()
    desk.shut()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(place, 5).close()


def test_after_a_restart_it_is_open_at_the_same_place_with_the_same_codes(opens: Opens) -> None:
    first = opens()
    first.open()
    before = first.door.door
    caller = first.joined()
    first.close()
    second = opens()
    second.door.open_again()
    second.wait(lambda: second.door.door.is_open)
    after = second.door.door
    assert (after.opening, after.ways) == (before.opening, before.ways)
    assert not second.said
    caller.client = a_client()
    second.callers.append(caller)
    caller.cell(rating(), F2)
    assert caller.post(second).json()["through"] == 1


def test_that_the_digits_match_is_known_after_a_restart(opens: Opens, qtbot: QtBot) -> None:
    first = opens()
    first.open()
    caller = first.joined()
    first.do(CompareStations(station_ids=(caller.station,)))
    first.close()
    second = opens()
    second.open()
    view = StationsView(second.desk)
    qtbot.addWidget(view)
    view.show()
    assert not view.board.newcomers.isVisible()
    second.joined("gB")
    second.wait(lambda: view.board.newcomers.isVisible())
    assert len(view.findChildren(QPushButton, f"stations.match.{caller.station}")) == 0


def test_what_was_closed_by_hand_stays_closed(opens: Opens) -> None:
    first = opens()
    first.open()
    first.shut()
    first.close()
    second = opens()
    second.door.open_again()
    assert not second.door.door.is_open


def test_a_taken_port_leads_to_the_next_one_and_is_told(opens: Opens) -> None:
    with socket.socket() as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        taken = other.getsockname()[1]
        desk = opens()
        desk.open(taken)
        assert desk.door.door.opening.port > taken
        assert str(taken) in desk.said[0]


def test_an_address_that_is_gone_is_said_in_three_sentences(opens: Opens) -> None:
    from app.domain.room_open import Opening

    desk = opens()
    desk.door.open(Opening(interface="203.0.113.7", port=0))
    desk.wait(lambda: bool(desk.said))
    assert not desk.door.door.is_open
    assert "203.0.113.7" in desk.said[0]
    assert desk.said[0].count(".") >= 3


def test_groups_that_come_later_get_a_way_in(opens: Opens) -> None:
    desk = opens()
    desk.open()
    code = desk.code("gB")
    desk.do(EditGroup(group_id="gB", values={"label": "Blue"}))
    desk.wait(lambda: [way.label for way in desk.door.door.ways] == ["A", "Blue"])
    assert desk.code("gB") == code
    desk.door.renew_code("gB")
    desk.wait(lambda: desk.code("gB") != code)


def test_a_code_that_is_renewed_while_a_group_is_renamed_is_the_one_that_is_shown(
    opens: Opens,
) -> None:
    desk = opens()
    desk.open()
    code, gate = desk.code("gB"), threading.Event()
    desk.door._run(lambda: gate.wait(60))  # a look at the network takes its time
    desk.door.renew_code("gB")
    desk.do(EditGroup(group_id="gB", values={"label": "Blue"}))
    gate.set()
    desk.door._thread.submit(lambda: None).result(60)
    QCoreApplication.processEvents()
    assert [way.label for way in desk.door.door.ways] == ["A", "Blue"]
    assert desk.code("gB") != code


def test_it_knows_how_every_station_is_heard(opens: Opens) -> None:
    desk = opens()
    desk.open()
    caller = desk.joined()
    (station,) = desk.desk.snapshot.stations
    digits = desk.door.digits(station)
    assert digits in (comparison_code(caller.welcome["token"]), caller.welcome["compare"])
    caller.cell(rating(), F2)
    caller.cell(rating(lens="access"), F2)
    caller.post(desk, entries=caller.sent[1:], status={"last_seq": 2, "dimension": "d01"})
    desk.wait(lambda: desk.door.heard[caller.station].missing == ((1, 1),))
    heard = desk.door.heard[caller.station]
    assert (heard.lacking, heard.dimension) == (1, "d01")
    assert health_of(heard, desk.desk.now()) is Health.BEHIND
    (visit,) = desk.door.closing_check().visits
    assert (visit.reason, visit.count, visit.group.label) == (Reason.LACKING, 1, "A")
    answer = caller.post(desk, entries=caller.sent).json()
    caller.post(desk, entries=[], status={"last_seq": 2, "digest": answer["digest"]})
    desk.wait(lambda: desk.door.closing_check().complete)
    assert health_of(desk.door.heard[caller.station], desk.desk.now()) is Health.WELL
    caller.post(desk, entries=[], status={"last_seq": 2, "digest": "0" * 64})
    desk.wait(lambda: desk.door.closing_check().visits[0:1] != ())
    assert desk.door.closing_check().visits[0].reason is Reason.DIFFERS


def test_what_waits_is_taken_in_or_set_aside(opens: Opens) -> None:
    desk = opens()
    desk.open()
    caller = desk.joined()
    desk.do(MoveStation(station_id=caller.station, group_id="gB"))
    caller.cell(rating(), F2)
    caller.cell(rating(lens="access"), {"level": "a2", "framework": 1})
    assert {r["outcome"] for r in caller.post(desk).json()["results"]} == {"quarantined"}
    desk.wait(lambda: len(desk.door.to_decide) == 2)
    assert desk.door.closing_check().to_decide == 2
    one, other = desk.door.to_decide
    desk.door.accept(one.number)
    desk.door.set_aside(other.number)
    desk.wait(lambda: [r.outcome.value for r in desk.door.to_decide] == ["set_aside"])
    assert desk.desk.snapshot.cell(rating()).value == F2
    desk.door.accept(other.number)
    desk.wait(lambda: not desk.door.to_decide)


def test_a_station_of_this_program_joins_by_the_link_and_is_wholly_heard(
    opens: Opens, tmp_path: Path
) -> None:
    desk = opens()
    desk.open()
    way = desk.door.door.way("gA")
    assert way is not None
    laptop = Device(tmp_path / "s.eqw", join(Link.parse(way.link), new_id(), label="Blue laptop"))
    try:
        desk.wait(lambda: len(desk.desk.snapshot.stations) == 1)
        (station,) = desk.desk.snapshot.stations
        assert desk.door.digits(station) == laptop.enrolment.compare
        laptop.write(SetCell(cell=str(rating()), value=F2))
        laptop.connect()
        desk.wait(lambda: laptop.is_home() and desk.door.heard[station.id].complete)
        heard = desk.door.heard[station.id]
        assert (heard.through, heard.lacking) == (1, 0)
        assert abs(heard.clock - datetime.now(UTC)) < timedelta(minutes=1)
        assert abs(heard.last_saved - datetime.now(UTC)) < timedelta(minutes=1)
        assert desk.door.closing_check().complete
        begun = Draft(key="new_note|gA|p1", text="Half a sen", at=datetime.now(UTC).isoformat())
        with laptop.database.writing() as tx:
            drafts.keep(tx, begun)
        laptop.disconnect()
        laptop.connect()
        desk.wait(lambda: not desk.door.closing_check().complete)
        (visit,) = desk.door.closing_check().visits
        assert (visit.reason, visit.count) == (Reason.BEGUN, 1)
        assert "1 text that is not finished" in visit_words(desk.desk.snapshot, visit)[1]
        desk.do(TellStations(text="Ten minutes left."))
        desk.wait(lambda: bool(laptop.views) and laptop.views[-1]["message"] == "Ten minutes left.")
        laptop.disconnect()
        laptop.write(SetCell(cell=str(rating(lens="access")), value=A2))
        laptop.connect()
        desk.wait(lambda: desk.door.heard[station.id].through == 2)
    finally:
        laptop.close()


def test_another_network_shows_its_address_and_is_told(
    opens: Opens, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = opens()
    desk.open()
    later = desk.desk.now() + timedelta(seconds=LOOK_SECONDS)
    desk.desk.ticked.emit(later)
    monkeypatch.setattr(OpenAt, "hosts", property(lambda _at: ("192.0.2.44",)))
    desk.desk.ticked.emit(later + timedelta(seconds=1))
    assert not desk.said
    desk.desk.ticked.emit(later + timedelta(seconds=LOOK_SECONDS))
    desk.wait(lambda: bool(desk.said))
    assert "192.0.2.44" in desk.http
    assert "192.0.2.44" in desk.said[0]
    assert "192.0.2.44" in desk.door.door.ways[0].page


def test_a_hub_that_ended_by_itself_is_opened_again_at_its_place(opens: Opens) -> None:
    desk = opens()
    desk.open()
    before = desk.door.door
    desk.door._hub.close()
    desk.desk.ticked.emit(desk.desk.now() + timedelta(seconds=LOOK_SECONDS))
    assert not desk.door.door.is_open
    desk.wait(lambda: desk.door.door.is_open)
    assert desk.door.door == before
    desk.joined()

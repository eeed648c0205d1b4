"""A desktop station's file between its window and the hub: what is shown, kept, merged, erased."""

import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.bootstrap.open_station import OpenStation
from app.domain.cells import (
    CellKey,
    ConfirmScores,
    Field,
    RevealResults,
    SayFinished,
    SetCell,
    words_key,
)
from app.domain.changes import Changes
from app.domain.chart_labels import chart_labels
from app.domain.chart_spoken import describe
from app.domain.giving_up import Tell
from app.domain.ids import new_id
from app.domain.notes import AddDataNeed, AddNote, RemoveNote
from app.domain.results_reading import results_table, with_data_asked
from app.domain.station_road import Said, said_of
from app.domain.stations import MoveStation, RevokeStation, TellStations
from app.domain.withdrawal import WithdrawWords
from app.room import station as link_module
from app.room.joining import join
from app.services import hub_view, kept_entries, station_file
from app.services.files import WorkshopFile
from app.steady import SteadyClock
from tests.on_disk import files_below
from tests.room.desktops import is_home, join_as_desktop, turn, wall
from tests.room.rooms import OpenRoom
from tests.workshops import rating, reason

F2, F3 = ({"level": level, "framework": 1} for level in ("f2", "f3"))
SECRET = "Nobody ever listened to the families on Elm Street."
Join = Callable[..., OpenStation]


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 0.2)


@pytest.fixture
def opened(qapp: QApplication) -> Iterator[list[OpenStation]]:
    """Hold stations that are closed at the end."""
    stations: list[OpenStation] = []
    yield stations
    for one in stations:
        one.close()
        one.deleteLater()


@pytest.fixture
def join_room(room: OpenRoom, tmp_path: Path, opened: list[OpenStation]) -> Join:
    """Return a function that lets a desktop station of a group join and start."""

    def joined(group: str = "gA") -> OpenStation:
        opened.append(join_as_desktop(tmp_path / f"data-{len(opened)}", room.link(group)))
        opened[-1].start()
        turn(lambda: opened[-1].desk.group_id == group)
        return opened[-1]

    return joined


def test_the_hubs_day_is_the_stations(room: OpenRoom, join_room: Join) -> None:
    room.do(TellStations(text="Ten minutes left."))
    station = join_room()
    shot = station.desk.snapshot
    assert shot.workshop.district == "Riverbend"
    assert [group.label for group in shot.groups] == ["A", "B"]
    group = shot.group("gA")
    assert group is not None
    assert group.dimensions == ("d01", "d06")
    assert len(shot.norms) == len(room.operations.snapshot.norms)
    turn(lambda: station.road.message == "Ten minutes left.")
    assert said_of(station.road.state, 0) == (Said.SAVED, 0)


def test_what_is_written_here_is_there_and_the_other_way_round(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room()
    station.desk.submit(SetCell(cell=str(rating()), value=F2))
    station.desk.submit(SayFinished(group_id="gA"))
    turn(lambda: is_home(station))
    assert room.operations.snapshot.cell(rating()).value == F2
    assert room.operations.snapshot.group_state("gA").finished_at
    tips = tuple(room.operations.snapshot.cell(rating()).tips)
    room.do(SetCell(cell=str(rating()), value=F3, based_on=tips))
    turn(lambda: station.desk.snapshot.cell(rating()).value == F3)
    assert not station.desk.snapshot.contested()


def test_two_devices_on_one_score_see_both_versions_and_one_settles(
    room: OpenRoom, join_room: Join
) -> None:
    one, two = join_room(), join_room()
    one.desk.submit(SetCell(cell=str(rating()), value=F2))
    two.desk.submit(SetCell(cell=str(rating()), value=F3))
    turn(lambda: len(one.desk.snapshot.cell(rating()).versions) == 2)
    turn(lambda: len(two.desk.snapshot.cell(rating()).versions) == 2)
    tips = tuple(sorted(one.desk.snapshot.cell(rating()).tips))
    one.desk.submit(SetCell(cell=str(rating()), value=F3, based_on=tips))
    turn(lambda: two.desk.snapshot.cell(rating()).value == F3)
    assert room.operations.snapshot.cell(rating()).value == F3


def test_without_a_road_it_says_so_and_another_start_goes_on(
    room: OpenRoom, join_room: Join, opened: list[OpenStation]
) -> None:
    station = join_room()
    turn(lambda: is_home(station))
    port = room.hub.at.port
    room.close()
    station.desk.submit(SetCell(cell=str(reason()), value="written without a road"))
    turn(lambda: said_of(station.road.state, 0) == (Said.AWAY, 1))
    turn(lambda: station.road.state.waiting_since is not None)
    station.desk.keep_draft(str(reason(lens="access")), "half a sen")
    station.operations.flush()
    opened.remove(station)
    station.close()
    again = OpenStation(station.folder, wall)
    opened.append(again)
    again.start()
    shot = again.desk.snapshot
    assert shot.cell(reason()).value == "written without a road"
    assert again.desk.group_id == "gA"
    turn(lambda: said_of(again.road.state, 0) == (Said.AWAY, 2))
    reopened = OpenRoom(room.path, port)
    try:
        turn(lambda: is_home(again))
        found = reopened.operations.snapshot
        assert found.cell(reason()).value == "written without a road"
        assert found.cell(reason(lens="access")).value == "half a sen"
    finally:
        again.road.stop()
        reopened.close()


def test_withdrawn_words_leave_the_whole_station(room: OpenRoom, join_room: Join) -> None:
    station = join_room()
    station.desk.submit(SetCell(cell=str(reason()), value=SECRET))
    note = new_id()
    station.desk.submit(AddNote(note_id=note, group_id="gA", text=SECRET + " Twice."))
    turn(lambda: is_home(station))
    room.do(WithdrawWords(target=f"cell:{reason()}"))
    room.do(WithdrawWords(target=f"cell:{note}||||text"))
    for key in (reason(), words_key(note)):
        turn(lambda one=key: station.desk.snapshot.is_withdrawn(one))
    station.operations.flush()
    for file, content in files_below(station.folder).items():
        assert b"Elm Street" not in content, file
    station.desk.submit(SetCell(cell=str(reason()), value="Other words."))
    turn(lambda: is_home(station))
    assert station.road.state.equal


def test_results_come_with_the_reveal_and_go_when_they_are_hidden(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room("gB")
    room.do(SetCell(cell=str(rating("gA")), value=F2))
    turn(lambda: is_home(station))
    assert not station.desk.snapshot.cell(rating("gA")).versions
    room.do(RevealResults())
    turn(lambda: station.desk.snapshot.cell(rating("gA")).value == F2)
    room.do(RevealResults(revealed=False))
    turn(lambda: not station.desk.snapshot.cell(rating("gA")).versions)


def test_a_score_after_the_confirmation_takes_it_back_here_as_there(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room()
    station.desk.submit(ConfirmScores(group_id="gA"))
    turn(lambda: is_home(station))
    turn(lambda: bool(room.operations.snapshot.group_state("gA").confirmed_at))
    station.desk.submit(SetCell(cell=str(rating()), value=F2))
    turn(lambda: is_home(station))
    for shot in (station.desk.snapshot, room.operations.snapshot):
        assert not shot.group_state("gA").confirmed_at


def test_a_station_that_is_moved_or_revoked_says_so_and_keeps_what_was_written(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room()
    ours = station.desk.station_id
    room.do(RevokeStation(station_id=ours))
    turn(lambda: said_of(station.road.state, 0)[0] is Said.REVOKED)
    station.desk.submit(SetCell(cell=str(reason()), value="written all the same"))
    turn(lambda: bool(station.road.state.left_out))
    assert station.desk.snapshot.cell(reason()).value == "written all the same"
    room.do(RevokeStation(station_id=ours, revoked=False))
    room.do(MoveStation(station_id=ours, group_id="gB"))
    turn(lambda: station.desk.group_id == "gB")
    station.desk.submit(SetCell(cell=str(rating("gB")), value=F2))
    turn(lambda: room.operations.snapshot.cell(rating("gB")).value == F2)
    assert station.desk.snapshot.cell(reason()).value == "written all the same"


def test_a_note_that_the_facilitator_removed_goes_and_a_new_one_stays(
    room: OpenRoom, join_room: Join
) -> None:
    station, note = join_room(), new_id()
    station.desk.submit(AddNote(note_id=note, group_id="gA", text="More counselors"))
    turn(lambda: is_home(station))
    assert [one.id for one in station.desk.snapshot.notes] == [note]
    room.do(RemoveNote(note_id=note))
    turn(lambda: not station.desk.snapshot.notes)


def test_the_card_tells_which_station_it_was(
    room: OpenRoom, join_room: Join, tmp_path: Path
) -> None:
    station = join_room()
    turn(lambda: station_file.cards(tmp_path / "data-0")[0].group == "A")
    (card,) = station_file.cards(tmp_path / "data-0")
    assert (card.district, card.code) == ("Riverbend", room.code("gA"))
    station.leave()
    assert station_file.cards(tmp_path / "data-0") == ()


def test_the_hub_is_found_at_a_new_address(room: OpenRoom, join_room: Join) -> None:
    station = join_room()
    turn(lambda: is_home(station))
    room.close()
    turn(lambda: not station.road.state.connected)
    again = OpenRoom(room.path)
    try:
        assert again.hub.at.port != room.hub.at.port
        station.desk.submit(SetCell(cell=str(rating()), value=F2))
        station.road.go_to(f"127.0.0.1:{again.hub.at.port}")
        turn(lambda: is_home(station))
        assert again.operations.snapshot.cell(rating()).value == F2
        station.operations.flush()
        enrolment = station_file.enrolment_of(station.operations._writer.file.database)
        assert enrolment.addresses[0] == again.https
    finally:
        station.road.stop()
        again.close()


def test_entries_bear_the_hubs_time_and_never_the_same_one(
    tmp_path: Path, opened: list[OpenStation], qapp: QApplication
) -> None:
    behind = timedelta(hours=3)
    hub = OpenRoom(tmp_path / "hub" / "w.eqw", now=lambda: wall() - behind)
    try:
        opened.append(join_as_desktop(tmp_path / "data", hub.link()))
        station = opened[-1]
        station.start()
        turn(lambda: is_home(station))
        for level in ("f1", "f2", "f3"):
            value = {"level": level, "framework": 1}
            station.desk.submit(SetCell(cell=str(rating()), value=value))
        turn(lambda: is_home(station))
        found = [entry.at for entry in hub.operations.snapshot.entries(rating())]
        assert len(set(found)) == 3
        late = (wall() - behind - datetime.fromisoformat(max(found))).total_seconds()
        assert -5 < late < 60
    finally:
        station.road.stop()
        hub.close()


@pytest.mark.parametrize("views_come", [True, False], ids=["views come", "receipts only"])
def test_a_laptop_that_is_set_by_hours_writes_by_the_hubs_time_all_the_same(
    room: OpenRoom,
    tmp_path: Path,
    opened: list[OpenStation],
    qapp: QApplication,
    monkeypatch: pytest.MonkeyPatch,
    views_come: bool,
) -> None:
    set_by = timedelta(hours=2)
    shows = [timedelta()]
    enrolment = join(room.link(), new_id())
    folder = station_file.create(tmp_path / "data", enrolment, now=wall()).parent

    def start() -> OpenStation:
        opened.append(OpenStation(folder, SteadyClock(lambda: wall() + shows[0])))
        opened[-1].start()
        return opened[-1]

    def is_right(station: OpenStation) -> bool:
        return abs((station.road.now() - wall()).total_seconds()) < 30

    station = start()
    turn(lambda: is_home(station))
    if not views_come:
        monkeypatch.setattr(hub_view, "take_view", lambda *_given: Changes())
    shows[0] = set_by
    cells = (reason(), rating())
    for cell, value in zip(cells, ("Set forward.", F2), strict=True):
        station.desk.submit(SetCell(cell=str(cell), value=value))
        turn(lambda: is_home(station))
        assert is_right(station)
    opened.remove(station)
    station.close()
    station.deleteLater()
    room.hub.close()
    again = start()
    assert is_right(again), "without the hub it goes by what it heard last"
    found = [e.at for cell in cells for e in room.operations.snapshot.entries(cell)]
    assert len(found) == 2
    assert max(datetime.fromisoformat(at) for at in found) < wall() + timedelta(minutes=1)


def test_a_restored_hub_is_told_and_gets_the_rest_again(
    room: OpenRoom, join_room: Join, tmp_path: Path
) -> None:
    station = join_room()
    station.desk.submit(SetCell(cell=str(reason()), value="in the backup"))
    turn(lambda: is_home(station))
    room.operations.flush()
    backup = shutil.copy(room.path, tmp_path / "backup.eqw")
    station.desk.submit(SetCell(cell=str(reason(lens="access")), value="after the backup"))
    turn(lambda: is_home(station))
    port = room.hub.at.port
    room.close()
    shutil.copy(backup, room.path)
    heard: list[Said] = []
    station.road.changed.connect(lambda: heard.append(said_of(station.road.state, 0)[0]))
    again = OpenRoom(room.path, port)
    try:
        cell = reason(lens="access")
        turn(lambda: again.operations.snapshot.cell(cell).value == "after the backup")
        turn(lambda: is_home(station))
        assert Said.AGAIN in heard
        assert station.desk.snapshot.cell(cell).value == "after the backup"
    finally:
        station.road.stop()
        again.close()


def test_after_the_reveal_both_draw_the_same_chart(room: OpenRoom, join_room: Join) -> None:
    station = join_room("gB")
    room.do(SetCell(cell=str(rating("gA")), value=F2))
    room.do(SetCell(cell=str(rating("gA", lens="access")), value={"cannot_tell": True}))
    room.do(SetCell(cell=str(CellKey("gA", "d06", Field.NOT_SCORED)), value={"words": ""}))
    need = AddDataNeed(need_id=new_id(), group_id="gA", dimension_id="d06", text="Which bus?")
    room.do(need)
    station.desk.submit(SetCell(cell=str(rating("gB")), value=F3))
    turn(lambda: is_home(station))
    room.do(RevealResults())
    turn(lambda: station.desk.snapshot.workshop.revealed_at is not None)
    turn(lambda: station.desk.snapshot.cell(rating("gA")).value == F2)
    turn(lambda: station.road.data_asked == {"d06": 1})
    labels = chart_labels(str)
    theirs = describe(results_table(room.operations.snapshot, "en"), labels)
    ours = results_table(station.desk.snapshot, "en")
    assert describe(with_data_asked(ours, station.road.data_asked), labels) == theirs
    assert labels.more_data in theirs
    room.do(RevealResults(revealed=False))
    turn(lambda: station.road.data_asked == {})


def test_what_the_facilitator_takes_in_after_all_is_told_no_more(
    room: OpenRoom, join_room: Join
) -> None:
    station = join_room()
    ours = station.desk.station_id
    room.do(RevokeStation(station_id=ours))
    turn(lambda: said_of(station.road.state, 0)[0] is Said.REVOKED)
    station.desk.submit(SetCell(cell=str(reason()), value="after all"))
    turn(lambda: len(station.road.state.left_out) == 1)
    room.do(RevokeStation(station_id=ours, revoked=False))

    def take_in(file: WorkshopFile, _tell: Tell) -> Changes:
        (waiting,) = kept_entries.to_decide(file.database)
        return kept_entries.accept(file.database, waiting.number, now=wall())

    room.operations.ask(take_in)
    turn(lambda: station.road.state.left_out == ())
    assert station.desk.snapshot.cell(reason()).value == "after all"
    assert not station.desk.snapshot.contested()

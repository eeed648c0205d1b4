"""What is revealed and hidden again: every station shows what holds, whenever it looked."""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import ClientConnection, connect

from app.bootstrap.exchange import StationFiles
from app.bootstrap.open_station import OpenStation
from app.domain.cells import RevealResults
from app.room import pushes
from app.room import station as link_module
from app.room.hub import Hub
from tests.room.desktops import is_home, join_as_desktop, turn
from tests.room.rooms import Caller, OpenRoom

Call = Callable[..., Caller]


@pytest.fixture
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the hub push so seldom that much happens between two pushes."""
    monkeypatch.setattr(pushes, "AT_MOST_EVERY", 1.0)


@contextmanager
def _listening(room: OpenRoom, caller: Caller) -> Iterator[ClientConnection]:
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        greeting = {"protocol": 2, "station": caller.station, "token": caller.welcome["token"]}
        push.send(json.dumps(greeting))
        push.recv(20)
        yield push


def test_a_reveal_that_was_fetched_and_hidden_between_two_pushes_is_told(
    room: OpenRoom, call: Call, calm: None
) -> None:
    caller = call()
    with _listening(room, caller) as push, _listening(room, caller) as second:
        room.do(RevealResults())
        shown = caller.view(room)
        assert shown["records"]["workshop"][0]["revealed_at"]
        room.do(RevealResults(revealed=False))
        for one in (push, second):  # a page in two tabs: nobody knows which of them has fetched
            assert {"workshop", "groups"} <= set(json.loads(one.recv(20))["tables"])
    assert not caller.view(room)["records"]["workshop"][0]["revealed_at"]


def test_one_that_was_hidden_and_revealed_again_between_two_pushes_is_told(
    room: OpenRoom, call: Call, calm: None
) -> None:
    caller = call()
    room.do(RevealResults())
    with _listening(room, caller) as push:
        room.do(RevealResults(revealed=False))
        caller.view(room)
        room.do(RevealResults())
        assert "workshop" in json.loads(push.recv(20))["tables"]


def test_nobody_is_told_of_what_nobody_saw(room: OpenRoom, call: Call, calm: None) -> None:
    caller = call()
    caller.view(room)
    with _listening(room, caller) as push:
        caller.view(room)
        room.do(RevealResults())
        room.do(RevealResults(revealed=False))
        moment = room.operations.snapshot.workshop
        assert moment.revealed_at is None
        with pytest.raises(TimeoutError):
            push.recv(1.5)


@pytest.fixture
def station(
    room: OpenRoom, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: object
) -> Iterator[OpenStation]:
    monkeypatch.setattr(link_module, "FIRST_PAUSE", 0.05)
    monkeypatch.setattr(link_module, "LONGEST_PAUSE", 0.2)
    opened = join_as_desktop(tmp_path / "laptop", room.link())
    opened.start()
    turn(lambda: is_home(opened))
    yield opened
    opened.close()


def test_a_reveal_that_came_by_file_and_was_hidden_meanwhile_is_not_shown_for_ever(
    room: OpenRoom, station: OpenStation, tmp_path: Path
) -> None:
    room.hub.close()
    room.do(RevealResults())
    files, up, down = StationFiles(room.operations), tmp_path / "up.eqx", tmp_path / "down.eqx"
    station.road.save_file(up)
    files.save_answer(files.take_in(up), down)
    station.road.read_answer(down)
    turn(lambda: station.desk.snapshot.workshop.revealed_at is not None)
    room.do(RevealResults(revealed=False))
    room.hub = Hub(room.office, interface="127.0.0.1", port=room.hub.at.port, plain=True)
    turn(lambda: station.desk.snapshot.workshop.revealed_at is None)

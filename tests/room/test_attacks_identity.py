"""Somebody pretends to be the hub, a station, or a note-taker with a code."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.domain.cells import SetCell
from app.domain.envelopes import canonical
from app.domain.ids import new_id
from app.domain.room_keys import station_token
from app.domain.stations import RevokeStation
from app.room import bounds
from app.room.addresses import Link
from app.room.identity import new_identity
from app.room.joining import NotJoinedError, join
from app.room.pinning import AnotherHubError
from tests.room.clients import a_client
from tests.room.impostor import Impostor
from tests.room.rooms import Caller, Device, OpenRoom, until
from tests.workshops import rating, reason

Call = Callable[..., Caller]
Join = Callable[..., Device]
F2 = {"level": "f2", "framework": 1}


def guess(room: OpenRoom, code: str, address: str = "127.0.0.1") -> httpx.Response:
    """Try a code from an address."""
    wish = {"protocol": 2, "code": code, "station": new_id()}
    with at_address(address) as client:
        return client.post(f"{room.http}/v1/join", json=wish)


def at_address(address: str) -> httpx.Client:
    """Return somebody at another address: all of 127.0.0.0/8 is this machine."""
    return a_client(address)


def test_who_joins_by_a_link_tells_its_code_to_no_other_laptop(room: OpenRoom) -> None:
    with Impostor() as impostor, pytest.raises(AnotherHubError):
        join(Link(impostor.address, room.code(), room.hub.at.fingerprint), new_id())
    assert impostor.visits == 1
    assert impostor.heard == b""


def test_a_laptop_that_steps_in_after_the_first_look_hears_nothing(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The certificate that was looked at first is the only one that is spoken to."""
    certificate = room.identity.certificate_pem
    monkeypatch.setattr("app.room.joining.certificate_at", lambda *_place: certificate)
    with Impostor() as impostor, pytest.raises(NotJoinedError):
        join(Link(impostor.address, room.code(), room.hub.at.fingerprint), new_id())
    assert impostor.visits == 1
    assert impostor.heard == b""


def test_a_station_sends_no_byte_to_another_certificate(room: OpenRoom, device: Join) -> None:
    laptop = device()
    laptop.write(SetCell(cell=str(reason()), value="a secret of the table"))
    with Impostor() as impostor:
        laptop.connect(impostor.address)
        until(lambda: impostor.visits >= 2 and laptop.states[-1].problem == "another_certificate")
        laptop.disconnect()
    assert impostor.heard == b""


def test_another_rooms_token_and_a_tokens_neighbour_are_nobodys(room: OpenRoom, call: Call) -> None:
    caller = call()
    caller.view(room)
    right = caller.welcome["token"]
    former = station_token(new_identity(datetime.now(UTC)).secret, caller.station)
    other = station_token(room.identity.secret, new_id())
    for wrong in (former, other, right[:-1], right + "0", right[1:] + right[0], "-"):
        caller.welcome["token"] = wrong
        assert caller.post(room).status_code == 401
        with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
            push.send(json.dumps({"protocol": 2, "station": caller.station, "token": wrong}))
            with pytest.raises(ConnectionClosed) as closed:
                push.recv(20)
            assert closed.value.rcvd is not None
            assert closed.value.rcvd.code == 4401
    caller.welcome["token"] = right
    assert caller.post(room).status_code == 200


def test_tokens_of_a_room_that_was_made_anew_open_nothing(room: OpenRoom, call: Call) -> None:
    caller = call()
    former = room.identity.secret
    renewed = replace(room.identity, secret=new_identity(datetime.now(UTC)).secret)
    room.office.identity = renewed
    assert caller.post(room).status_code == 401
    room.office.identity = replace(renewed, secret=former)
    assert caller.post(room).status_code == 200


def test_guessed_tokens_slow_down_only_who_guesses(room: OpenRoom, call: Call) -> None:
    caller = call()
    with at_address("127.0.0.9") as client:
        seen = [
            client.get(
                f"{room.http}/v1/view",
                headers={"Authorization": f"Bearer {n:064d}", "X-Station": caller.station},
            ).status_code
            for n in range(bounds.WRONG_TOKENS.burst + 5)
        ]
    assert seen[0] == 401
    assert seen[-1] == 429
    assert caller.post(room).status_code == 200


def test_who_has_a_token_never_waits_behind_who_guesses_at_the_same_address(
    room: OpenRoom, call: Call
) -> None:
    """Where a table comes through one phone's hotspot, all of it has one address."""
    caller = call()
    guess = {"Authorization": f"Bearer {0:064d}", "X-Station": caller.station}
    guessed = [
        caller.client.get(f"{room.http}/v1/view", headers=guess).status_code
        for _number in range(bounds.WRONG_TOKENS.burst + 5)
    ]
    assert guessed[-1] == 429
    assert caller.post(room).status_code == 200
    assert caller.view(room)["standing"] == "writes"


def test_a_revoked_stations_socket_and_token_tell_it_nothing(room: OpenRoom, call: Call) -> None:
    caller, other = call(), call()
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        greeting = {"protocol": 2, "station": caller.station, "token": caller.welcome["token"]}
        push.send(json.dumps(greeting))
        push.recv(20)
        room.do(RevokeStation(station_id=caller.station))
        until(lambda: caller.view(room)["standing"] == "revoked")
        while json.loads(push.recv(20))["tables"]:
            pass  # its tables went
        other.cell(reason(), "said after that")
        other.post(room)
        with pytest.raises(TimeoutError):
            push.recv(0.5)
    assert caller.join(room).status_code == 409, "nor does its code let it in anew"


def test_a_captured_envelope_changes_nothing_when_it_is_sent_again(
    room: OpenRoom, call: Call
) -> None:
    caller = call()
    caller.cell(rating(), F2)
    body = canonical(caller.addressed())
    place = f"{room.http}/v1/entries"
    first = caller.client.post(place, content=body, headers=caller.headers).json()
    before = room.operations.snapshot.cell(rating())
    for _again in range(3):
        answer = caller.client.post(place, content=body, headers=caller.headers).json()
        assert answer["results"][0]["outcome"] == "repeated"
        assert (answer["through"], answer["digest"]) == (first["through"], first["digest"])
    assert room.operations.snapshot.cell(rating()) == before


def test_a_captured_entry_with_other_words_is_refused(room: OpenRoom, call: Call) -> None:
    caller, other = call(), call()
    caller.cell(reason(), "as it was meant")
    caller.post(room)
    forged = {**caller.sent[0], "payload": {"cell": str(reason()), "value": "forged"}}
    for sender, seq in ((caller, 1), (caller, 2), (other, 1)):
        entry = {**forged, "seq": seq}
        (result,) = sender.post(room, entries=[entry]).json()["results"]
        assert result["outcome"] == "refused"
    assert room.operations.snapshot.cell(reason()).value == "as it was meant"


def test_a_captured_welcome_is_not_given_twice_to_another_address(room: OpenRoom) -> None:
    station = new_id()
    wish = {"protocol": 2, "code": room.code(), "station": station}
    assert httpx.post(f"{room.http}/v1/join", json=wish).status_code == 200
    with at_address("127.0.0.8") as elsewhere:
        assert elsewhere.post(f"{room.http}/v1/join", json=wish).status_code == 409


def test_codes_cannot_be_guessed_from_many_addresses_either(room: OpenRoom, call: Call) -> None:
    """All guesses together are counted; who joined before notices nothing."""
    caller = call()
    wrong = "".join(reversed(room.code())) if room.code() != room.code()[::-1] else "ZZZZZZ"
    tried = 0
    for last in range(10, 10 + bounds.WRONG_CODES_IN_ALL.burst):
        answers = [guess(room, wrong, f"127.0.1.{last}").status_code for _n in range(9)]
        tried += answers.count(403)
        if answers[-1] == 429:
            break
    burst, seconds = bounds.WRONG_CODES_IN_ALL.burst, bounds.WRONG_CODES_IN_ALL.a_second
    assert burst <= tried <= burst + 60 * seconds, "what it could try meanwhile"
    assert guess(room, wrong, "127.0.2.1").status_code in (403, 429)
    caller.cell(rating(), F2)
    assert caller.post(room).status_code == 200


@pytest.mark.parametrize(
    "code", ["", "A", "A" * 100_000, "K7M2Q\x00", "é" * 6, "\u202eK7M2QX", "%00%00"]
)
def test_a_code_that_is_none_is_a_wrong_one(room: OpenRoom, code: str) -> None:
    assert guess(room, code).status_code in (400, 403)

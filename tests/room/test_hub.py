"""The hub: what it answers whom, and what it keeps to itself. Real sockets on loopback."""

import socket
import ssl
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from websockets.exceptions import WebSocketException
from websockets.sync.client import connect

from app.domain.cells import RevealResults, SetCell
from app.domain.envelopes import LARGEST_BODY, LARGEST_PAYLOAD, MOST_ENTRIES, chain, entry_hash
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.people import AddPerson, Role
from app.domain.stations import MoveStation, RevokeStation, TellStations
from app.domain.workshop import NameHosts
from app.room import bounds, connections
from app.room.hub import Hub, RoomNotOpenedError
from app.room.pinning import AnotherHubError, certificate_at, pinned_context
from tests.room.clients import a_client
from tests.room.rooms import Caller, OpenRoom
from tests.workshops import rating, reason

Call = Callable[..., Caller]
F2 = {"level": "f2", "framework": 1}


def test_hello_tells_versions_room_and_time_and_nothing_else(room: OpenRoom) -> None:
    answer = httpx.get(f"{room.http}/v1/hello")
    assert set(answer.json()) == {"protocol", "understood", "room", "now"}
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert "server" not in answer.headers


def test_an_acknowledged_entry_is_on_the_disk(room: OpenRoom, call: Call) -> None:
    caller = call()
    caller.cell(rating(), F2)
    receipt = caller.post(room).json()
    assert receipt["through"] == 1
    assert receipt["digest"] == chain(map(entry_hash, caller.sent))
    assert receipt["results"] == [{"seq": 1, "id": caller.sent[0]["id"], "outcome": "accepted"}]
    content = room.path.read_bytes()
    assert caller.sent[0]["id"].encode() in content
    assert room.operations.snapshot.cell(rating()).value == F2


def test_version_1_is_understood_and_a_later_one_answered_politely(
    room: OpenRoom, call: Call
) -> None:
    caller = call()
    first = caller.cell(reason(), "first")
    caller.post(room)
    payload = {"cell": str(reason()), "value": "second", "based_on": [first["id"]]}
    old = caller.write("cell.set", payload)
    del old["based_on"], old["salt"]
    answer = caller.post(room, protocol=1)
    assert answer.json()["protocol"] == 1
    assert answer.json()["digest"] == chain(map(entry_hash, caller.sent))
    assert room.operations.snapshot.cell(reason()).value == "second"
    answer = caller.post(room, protocol=3)
    assert answer.status_code == 426
    assert answer.json()["understood"] == [1, 2]


def test_only_the_hub_of_the_link_is_spoken_to(room: OpenRoom) -> None:
    certificate = certificate_at(room.https, room.hub.at.fingerprint)
    with a_client(verify=pinned_context(certificate), trust_env=False) as client:
        assert client.get(f"{room.https}/v1/hello").status_code == 200
    with pytest.raises(AnotherHubError):
        certificate_at(room.https, "0" * 64)


@pytest.mark.parametrize("token", ["-", "x", "0" * 64, "é" * 5])
def test_an_unknown_token_is_nobody(room: OpenRoom, call: Call, token: str) -> None:
    caller = call()
    headers = {**caller.headers, "Authorization": f"Bearer {token}".encode()}
    for path in ("entries", "view"):
        method = "POST" if path == "entries" else "GET"
        answer = caller.client.request(
            method, f"{room.http}/v1/{path}", headers=headers, content=b"{}"
        )
        assert (answer.status_code, answer.json()) == (401, {"error": "unknown_station"})


def test_another_stations_token_opens_nothing(room: OpenRoom, call: Call) -> None:
    one, other = call(), call()
    one.cell(rating(), F2)
    answer = one.client.post(f"{room.http}/v1/entries", json=one.addressed(), headers=other.headers)
    assert (answer.status_code, answer.json()["error"]) == (403, "another_station")


def test_a_group_that_it_never_held_is_barred(room: OpenRoom, call: Call) -> None:
    caller = call()
    caller.group = "gB"
    caller.cell(rating("gB"), F2)
    answer = caller.post(room)
    assert answer.status_code == 403
    assert answer.json()["results"][0]["outcome"] == "refused"
    assert answer.json()["through"] == 1


def test_codes_cannot_be_guessed(room: OpenRoom) -> None:
    with a_client() as client:
        seen = [
            client.post(
                f"{room.http}/v1/join",
                json={"protocol": 2, "code": f"AAAA{n:02d}", "station": new_id()},
            )
            for n in range(14)
        ]
    statuses = [answer.status_code for answer in seen]
    assert statuses[:10] == [403] * 10
    assert set(statuses[10:]) == {429}
    assert int(seen[-1].headers["retry-after"]) > 0
    late = Caller()
    assert late.join(room).status_code == 429
    late.client.close()


def test_a_code_is_read_as_people_type_it(room: OpenRoom) -> None:
    typed = room.code().lower().replace("0", "o").replace("1", "l")
    wish = {"protocol": 2, "code": f" {typed[:3]}-{typed[3:]} ", "station": new_id()}
    assert httpx.post(f"{room.http}/v1/join", json=wish).json()["group"] == "gA"


def test_nobody_takes_a_stations_place(room: OpenRoom, call: Call) -> None:
    caller = call()
    assert caller.join(room).status_code == 200  # its answer may have been lost
    token = caller.welcome["token"]
    caller.view(room)
    assert caller.join(room).status_code == 409
    caller.welcome["token"] = token
    wish = {"protocol": 2, "code": room.code(), "station": caller.station}
    again = caller.client.post(f"{room.http}/v1/join", json=wish, headers=caller.headers)
    assert again.json()["token"] == token


def test_pages_from_elsewhere_reach_nothing(room: OpenRoom, call: Call) -> None:
    caller = call()
    for headers, status in (
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"Content-Type": "text/plain"}, 415),
    ):
        answer = caller.client.post(
            f"{room.http}/v1/entries",
            json=caller.addressed(),
            headers={**caller.headers, **headers},
        )
        assert answer.status_code == status
    own = {**caller.headers, "Origin": room.http}
    assert caller.client.get(f"{room.http}/v1/view", headers=own).status_code == 200
    with (
        pytest.raises(WebSocketException),
        connect(
            f"{room.http.replace('http', 'ws')}/v1/push", origin="https://evil.example", proxy=None
        ),
    ):
        pass


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"x" * (LARGEST_BODY + 1), 413, "too_large"),
        (b"[" * 200_000, 400, "not_json"),
        (b'{"a":' * 50 + b"1" + b"}" * 50, 400, "too_deep"),
        (b'{"protocol": 2, "entries": [{"seq": 1.5}]}', 400, "not_a_whole_number"),
        (b'{"protocol": 2, "n": 99999999999999999999999}', 400, "number_too_large"),
        (b'{"protocol": 2, "text": "\\ud800"}', 400, "half_a_character"),
        (b"\xff\xfe", 400, "not_json"),
        (b"[]", 400, "not_an_object"),
        (b'{"protocol": 2, "entries": 7}', 400, "bad_field"),
        (b'{"protocol": true}', 426, "protocol"),
    ],
)
def test_what_is_no_envelope_is_told_and_harms_nothing(
    room: OpenRoom, call: Call, body: bytes, status: int, code: str
) -> None:
    caller = call()
    answer = caller.client.post(f"{room.http}/v1/entries", content=body, headers=caller.headers)
    assert (answer.status_code, answer.json()["error"]) == (status, code)
    assert caller.post(room).status_code == 200


def test_one_envelope_has_its_bounds(room: OpenRoom, call: Call) -> None:
    caller = call()
    for number in range(MOST_ENTRIES + 1):
        caller.cell(reason(), f"words {number}", *(e["id"] for e in caller.sent[-1:]))
    assert caller.post(room).json()["error"] == "too_many_entries"
    huge = {**caller.sent[0], "payload": {"cell": str(reason()), "value": "x" * LARGEST_PAYLOAD}}
    assert caller.post(room, entries=[huge]).json()["error"] == "payload_too_large"
    long = Caller(station=caller.station, welcome=caller.welcome, client=caller.client)
    long.cell(reason(), "x" * 20_001)
    assert long.post(room).json()["results"][0]["outcome"] == "refused"


def test_one_station_cannot_take_all_the_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "ENVELOPES", bounds.Rate(3, 0.001))
    room = OpenRoom(tmp_path / "w.eqw")
    busy, other = Caller(), Caller(group="gB")
    try:
        busy.join(room)
        other.join(room)
        answers = [busy.post(room) for _ in range(5)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429, 429]
        assert int(answers[-1].headers["retry-after"]) > 100
        assert other.post(room).status_code == 200
    finally:
        room.close()
        busy.client.close()
        other.client.close()


def test_a_station_sees_its_own_group_only_until_the_reveal(room: OpenRoom, call: Call) -> None:
    one, other = call("gA"), call("gB")
    other.cell(rating("gB"), F2)
    note = other.note("Seen by group B only")
    other.post(room)
    room.do(AddPerson(participant_id="p1", role=Role.ADVOCATE, identity={"name": "Zelda Quint"}))
    room.do(NameHosts(facilitators="Zelda Quint"))
    room.do(AddNote(note_id="n1", text="Of nobody's group"))
    view = one.view(room)
    text = str(view)
    assert view["records"]["cells"] == []
    for hidden in ("Zelda", "Seen by group B", "Of nobody", other.station, note["id"]):
        assert hidden not in text
    assert [row.get("dimensions") for row in view["records"]["groups"]] == [["d01", "d06"], None]
    room.do(RevealResults())
    revealed = one.view(room)
    assert [row["cell"] for row in revealed["records"]["cells"]] == [str(rating("gB"))]
    assert "Seen by group B" not in str(revealed)
    assert other.station not in str(revealed)


def test_only_what_changed_is_sent_again(room: OpenRoom, call: Call) -> None:
    caller = call()
    first = caller.view(room)
    have = ",".join(f"{table}:{hash_}" for table, hash_ in first["hashes"].items())
    assert caller.view(room, have)["records"] == {}
    room.do(SetCell(cell=str(rating()), value=F2))
    assert set(caller.view(room, have)["records"]) == {"cells", "workshop"}


def test_a_revoked_station_sees_nothing_and_what_it_has_is_not_lost(
    room: OpenRoom, call: Call
) -> None:
    caller = call()
    room.do(RevokeStation(station_id=caller.station))
    view = caller.view(room)
    assert (view["standing"], view["records"]) == ("revoked", {"left_out": [], "withdrawn": []})
    caller.cell(rating(), F2)
    assert caller.post(room).json()["results"][0]["outcome"] == "quarantined"


def test_a_push_tells_only_those_whom_it_concerns(room: OpenRoom, call: Call) -> None:
    one, other = call("gA"), call("gB")
    place = f"{room.http.replace('http', 'ws')}/v1/push"
    with connect(place, proxy=None) as first, connect(place, proxy=None) as second:
        for socket_, caller in ((first, one), (second, other)):
            socket_.send(_greeting(caller))
            assert '"type":"changed"' in str(socket_.recv(20)).replace(" ", "")
        other.cell(rating("gB"), F2)
        other.post(room)
        assert "cells" in str(second.recv(20))
        room.do(TellStations(text="Ten minutes left."))
        # The scale is locked by the first score, so the first news is the workshop's own row.
        news = [str(first.recv(20))]
        while "Ten minutes left." not in news[-1]:
            news.append(str(first.recv(20)))
        assert not any('"cells"' in one_news for one_news in news)
        room.do(MoveStation(station_id=one.station, group_id="gB"))
        assert "cells" in str(first.recv(20))


def _greeting(caller: Caller) -> str:
    return f'{{"protocol":2,"station":"{caller.station}","token":"{caller.welcome["token"]}"}}'


@pytest.mark.parametrize("greeting", ["{}", "[" * 2000, "nonsense", '{"protocol":2}'])
def test_a_push_without_a_token_is_closed(room: OpenRoom, greeting: str) -> None:
    place = f"{room.http.replace('http', 'ws')}/v1/push"
    with connect(place, proxy=None) as socket_:
        socket_.send(greeting)
        with pytest.raises(WebSocketException):
            socket_.recv(20)


def test_silent_and_slow_connections_are_closed(
    room: OpenRoom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.3)
    place = (urlsplit(room.http).hostname, urlsplit(room.http).port)
    with socket.create_connection(place, 20) as silent, socket.create_connection(place, 20) as slow:
        slow.sendall(b"GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\n")
        end = time.monotonic() + 20
        assert _is_closed(silent)
        assert _is_closed(slow)
        assert time.monotonic() < end
    monkeypatch.undo()  # who asks at once may be slow on a busy machine
    assert httpx.get(f"{room.http}/v1/hello").status_code == 200


def _is_closed(one: socket.socket) -> bool:
    try:
        return one.recv(10) == b""
    except ConnectionResetError:
        return True


def test_a_second_hub_on_the_same_port_is_refused_in_words(room: OpenRoom) -> None:
    with pytest.raises(RoomNotOpenedError, match="cannot be opened"):
        Hub(room.office, interface="127.0.0.1", port=room.hub.at.port)


def test_old_ways_of_securing_are_refused(room: OpenRoom) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("DEFAULT:@SECLEVEL=0")
    context.maximum_version = ssl.TLSVersion.TLSv1_2
    place = (urlsplit(room.https).hostname, urlsplit(room.https).port)
    with socket.create_connection(place, 20) as raw, context.wrap_socket(raw) as secured:
        assert secured.version() == "TLSv1.2"

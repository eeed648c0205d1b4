"""Somebody tries to keep the hub busy: others' entries arrive all the same, and nothing is lost.

How long others wait meanwhile is measured in tests/bench.
"""

import contextlib
import gc
import gzip
import json
import logging
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx
import pytest
from uvicorn.protocols.http.httptools_impl import RequestResponseCycle
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from app.domain.envelopes import LARGEST_BODY, MOST_BASED_ON, canonical
from app.room import bounds, connections, listening, routes
from app.room.joining import NotJoinedError
from app.room.pinning import pinned_context
from tests.room.clients import a_client
from tests.room.rooms import Caller, Device, OpenRoom, until
from tests.room.test_host import ROOT, host_environment
from tests.workshops import copy_of_template, rating, reason

Call = Callable[..., Caller]
F2 = {"level": "f2", "framework": 1}


def dial(room: OpenRoom) -> socket.socket:
    place = urlsplit(room.http)
    return socket.create_connection((place.hostname, place.port), 20)


def is_closed(one: socket.socket) -> bool:
    try:
        return one.recv(65536) == b""
    except (ConnectionResetError, BrokenPipeError):
        return True


def works(room: OpenRoom, caller: Caller) -> None:
    """Assert that a station's next entry is taken in."""
    caller.cell(reason(caller.group), f"words {len(caller.sent)}")
    answer = caller.post(room, entries=caller.sent[-1:])
    assert answer.status_code == 200, answer.text
    assert answer.json()["through"] == len(caller.sent)


def in_parts(part: bytes, count: int) -> Iterator[bytes]:
    for _number in range(count):
        yield part


def test_a_body_without_a_length_has_its_bound_too(room: OpenRoom, call: Call) -> None:
    caller = call()
    with contextlib.suppress(httpx.WriteError, httpx.ReadError):
        answer = caller.client.post(
            f"{room.http}/v1/entries",
            content=in_parts(b"x" * 65536, LARGEST_BODY // 65536 + 200),
            headers=caller.headers,
        )
        assert answer.status_code == 413
    works(room, caller)


def test_a_packed_body_is_not_unpacked(room: OpenRoom, call: Call) -> None:
    caller = call()
    bomb = gzip.compress(b" " * 50_000_000)
    assert len(bomb) < LARGEST_BODY
    answer = caller.client.post(
        f"{room.http}/v1/entries", content=bomb,
        headers={**caller.headers, "Content-Encoding": "gzip"},
    )  # fmt: skip
    assert (answer.status_code, answer.json()["error"]) == (400, "not_json")
    works(room, caller)


@pytest.mark.parametrize("length", ["-1", "1e3", "٣", "999999999999999999999", "5, 6"])
def test_a_length_that_is_none_is_refused(room: OpenRoom, call: Call, length: str) -> None:
    caller = call()
    head = (
        "POST /v1/entries HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {caller.welcome['token']}\r\nX-Station: {caller.station}\r\n"
        f"Content-Length: {length}\r\n\r\n"
    )
    with dial(room) as one:
        one.sendall(head.encode())
        assert one.recv(65536).split(b" ", 2)[1:2] in ([b"400"], [b"413"])
    works(room, caller)


@pytest.mark.parametrize(
    "payload",
    [
        {"cell": [[]], "value": {"level": "f2", "framework": 1}},
        {"cell": "gA|d01||foundations|rating", "value": {"level": ["f2"], "framework": {}}},
        {"cell": "gA|d01||foundations|rating", "value": {"level": "f2", "framework": 10**15}},
        {"cell": "gA|d01||foundations|reason", "value": ["a list"] * 300},
        {"cell": "gA|d01||foundations|reason", "value": "\x00\u202e\ufffe" * 500},
        {"cell": "gA|" * 2000, "value": None},
        {"cell": "gA|d01|||student_groups", "value": ["x"] * 5000},
        {"cell": "gA|d01|||student_groups", "value": [{"a": 1}]},
        {"cell": "gA|nowhere||foundations|rating", "value": {"level": "f2", "framework": 1}},
        {},
    ],
)
def test_an_entry_that_makes_no_sense_is_kept_and_stops_nobody(
    room: OpenRoom, call: Call, payload: dict[str, Any]
) -> None:
    caller = call()
    caller.write("cell.set", payload)
    (result,) = caller.post(room).json()["results"]
    assert result["outcome"] in ("refused", "accepted")
    works(room, caller)
    shown = caller.view(room)["records"]["cells"]
    assert json.dumps(shown)


def test_large_headers_and_long_addresses_end_the_connection_only(
    room: OpenRoom, call: Call
) -> None:
    caller = call()
    for head in (
        b"GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Long: " + b"x" * 200_000,
        b"GET /v1/" + b"x" * 200_000,
        b"GET /v1/hello HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X: y\r\n" * 20_000,
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"\x00" * 5000,
    ):
        with dial(room) as one:
            with contextlib.suppress(OSError):
                one.sendall(head)
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_WR)
            while not is_closed(one):
                pass
    answer = caller.client.get(
        f"{room.http}/v1/view", params={"have": "cells:x," * 900}, headers=caller.headers
    )
    assert answer.status_code == 200
    works(room, caller)


def test_a_body_that_comes_a_byte_at_a_time_is_given_up(
    room: OpenRoom, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "BODY_SECONDS", 0.4)
    assert routes.bounds is bounds
    caller = call()
    head = (
        "POST /v1/entries HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {caller.welcome['token']}\r\nX-Station: {caller.station}\r\n"
        "Content-Length: 900000\r\n\r\n{"
    )
    with dial(room) as one:
        one.sendall(head.encode())
        assert b" 408 " in one.recv(65536)
    monkeypatch.undo()  # who sends at once may be slow on a busy machine
    works(room, caller)


def test_who_never_reads_the_answers_holds_nobody_up(room: OpenRoom, call: Call) -> None:
    """A hundred sockets ask for all there is, again and again, and take nothing."""
    deaf, other = call("gA"), call("gB")
    head = (
        "GET /v1/view HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {deaf.welcome['token']}\r\nX-Station: {deaf.station}\r\n\r\n"
    ).encode()
    with contextlib.ExitStack() as open_:
        for _number in range(100):
            one = open_.enter_context(dial(room))
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
            one.sendall(head * 20)
        for _number in range(10):
            works(room, other)


def test_idle_sockets_are_let_go_and_hold_nobody_up(
    room: OpenRoom, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    caller = call()
    monkeypatch.setattr(connections, "HEADER_SECONDS", 3.0)
    with contextlib.ExitStack() as open_:
        idle = [open_.enter_context(dial(room)) for _number in range(bounds.MOST_OF_ONE_ADDRESS)]
        works(room, caller)
        for one in idle:
            assert is_closed(one)
        monkeypatch.undo()  # who has something to say may take its time for that
        caller.client.close()  # its own connection is as idle, and may be closed at this moment
        caller.client = a_client()
        works(room, caller)


def test_one_address_cannot_have_all_the_connections(room: OpenRoom, call: Call) -> None:
    """Where one laptop opens as many sockets as it can, another one comes through."""
    other = Caller(
        group="gB",
        client=a_client("127.0.0.7"),
    )
    place = urlsplit(room.http)
    with contextlib.ExitStack() as open_:
        for _number in range(bounds.MOST_CONNECTIONS + 50):
            open_.enter_context(socket.create_connection((place.hostname, place.port), 20))
        assert other.join(room).status_code == 200
        works(room, other)
    other.client.close()


def test_a_few_addresses_together_cannot_have_all_the_connections(
    room: OpenRoom, call: Call
) -> None:
    """Four addresses hold more than there is place for: who comes late joins and writes."""
    place = urlsplit(room.http)
    with contextlib.ExitStack() as open_:
        for number in range(4 * bounds.MOST_OF_ONE_ADDRESS):
            near = (f"127.0.0.{number % 4 + 20}", 0)
            with contextlib.suppress(OSError):
                at = (place.hostname, place.port)
                open_.enter_context(socket.create_connection(at, 20, source_address=near))
        for number in range(6):
            other = Caller(group="gA", client=a_client(f"127.0.0.{number + 7}"))
            open_.callback(other.client.close)
            assert other.join(room).status_code == 200
            if other.welcome["standing"] == "writes":
                works(room, other)


def test_what_is_no_request_is_not_written_down(
    room: OpenRoom, caplog: pytest.LogCaptureFixture
) -> None:
    """A line for each would fill the log, and stop a hub whose output nobody reads."""
    for _number in range(3):
        with dial(room) as one:
            one.sendall(b"\0 nothing\r\n\r\n")
            assert b" 400 " in one.recv(65536)
    assert not caplog.records


def test_who_writes_without_end_is_told_to_wait_and_others_are_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounds, "PORTIONS", bounds.Rate(30, 2.0))
    room = OpenRoom(tmp_path / "w.eqw")
    mad, other = Caller(group="gA"), Caller(group="gB")
    try:
        for one in (mad, other):
            one.join(room)
        for number in range(40):
            mad.cell(reason(), f"words {number}")
        assert mad.post(room, entries=mad.sent[:25]).status_code == 200
        told = mad.post(room, entries=mad.sent[25:])
        assert (told.status_code, told.json()["error"]) == (429, "too_often")
        assert int(told.headers["retry-after"]) > 0
        assert mad.post(room, entries=[]).json()["through"] == 25
        mad.cell(reason(), "x" * 19_000)
        assert mad.post(room, entries=mad.sent[-1:]).status_code == 429
        works(room, other)
    finally:
        for one in (mad, other):
            one.client.close()
        room.close()


def test_versions_without_end_wait_for_the_facilitator_and_can_be_settled(
    room: OpenRoom, call: Call
) -> None:
    """The group's other device names all that stand, as it must, and is not shut out by it."""
    mad, other = call("gA"), call("gA")
    for first in range(0, 600, 200):
        for number in range(first, first + 200):
            mad.cell(reason(), f"version {number}")
        answer = mad.post(room, entries=mad.sent[first : first + 200]).json()
    assert answer["through"] == 600
    assert {one["outcome"] for one in answer["results"]} == {"quarantined"}
    cell = next(c for c in other.view(room)["records"]["cells"] if c["cell"] == str(reason()))
    assert 100 <= len(cell["tips"]) <= MOST_BASED_ON // 2
    other.cell(reason(), "settled", *(tip["id"] for tip in cell["tips"]))
    assert other.post(room).json()["results"][0]["outcome"] == "accepted"
    assert room.operations.snapshot.cell(reason()).value == "settled"


def test_a_talkative_socket_is_closed_and_the_station_goes_on(room: OpenRoom, call: Call) -> None:
    caller = call()
    greeting = {"protocol": 2, "station": caller.station, "token": caller.welcome["token"]}
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        push.send(json.dumps(greeting))
        with contextlib.suppress(ConnectionClosed):
            for _number in range(2000):
                push.send("nobody asked")
            while True:
                push.recv(20)
        assert push.protocol.close_code in (4429, 1006)
    with connect(f"{room.http.replace('http', 'ws')}/v1/push", proxy=None) as push:
        with contextlib.suppress(ConnectionClosed):
            push.send("x" * 1_000_000)
            push.recv(20)
        assert push.protocol.close_code in (1009, 1006)
    works(room, caller)


class Flood:
    """One station that sends as fast as it can, over many connections at once."""

    def __init__(self, room: OpenRoom, caller: Caller, threads: int = 3) -> None:
        place = urlsplit(room.http)
        self._place = (place.hostname, place.port)
        body = canonical(caller.addressed(entries=[]))
        head = (
            "POST /v1/entries HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
            f"Authorization: Bearer {caller.welcome['token']}\r\nX-Station: {caller.station}\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        self._message = (head.encode() + body) * 50
        self._ended = threading.Event()
        self.sent = 0
        self._threads = [threading.Thread(target=self._send) for _number in range(threads)]

    def __enter__(self) -> "Flood":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._ended.set()
        for thread in self._threads:
            thread.join(30)

    def _send(self) -> None:
        while not self._ended.is_set():
            with contextlib.suppress(OSError), socket.create_connection(self._place, 1) as one:
                one.settimeout(1)
                while not self._ended.is_set():
                    one.sendall(self._message)
                    self.sent += 50
                    one.recv(1 << 20)


def test_a_station_that_sends_without_end_holds_nobody_up(room: OpenRoom, call: Call) -> None:
    mad, other = call("gA"), call("gB")
    with Flood(room, mad) as flood:
        until(lambda: flood.sent > 1000)
        for _number in range(20):
            works(room, other)
            time.sleep(0.02)
    until(lambda: mad.post(room).status_code == 200)


EXHAUSTED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
sys.argv = ["app", *sys.argv[1:]]
import runpy
runpy.run_module("app", run_name="__main__")
"""
"""The program where the system gives it 256 open files."""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_a_hub_that_has_few_files_keeps_some_for_the_workshop(tmp_path: Path) -> None:
    """More sockets come than there are files, half of them to https: who is in goes on saving."""
    path = copy_of_template(tmp_path / "w.eqw")
    command = [
        sys.executable, "-c", EXHAUSTED, "--data-dir", str(tmp_path / "data"), "host", str(path),
        "--port", "0", "--interface", "127.0.0.1", "--plain",
    ]  # fmt: skip
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    with subprocess.Popen(command, cwd=ROOT, text=True, env=host_environment(), **pipes) as process:
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        doors = [urlsplit(told[name][0]) for name in ("plain_addresses", "addresses")]
        http = told["plain_addresses"][0]
        caller = Caller()
        wish = {"protocol": 2, "code": told["groups"][0]["code"], "station": caller.station}
        caller.welcome = caller.client.post(f"{http}/v1/join", json=wish).json()
        with contextlib.ExitStack() as open_:
            for number in range(400):
                at, near = doors[number % 2], (f"127.0.0.{number % 8 + 2}", 0)
                with contextlib.suppress(OSError):
                    one = socket.create_connection((at.hostname, at.port), 2, source_address=near)
                    open_.enter_context(one)
            for number in range(5):
                caller.cell(rating(), F2, *(entry["id"] for entry in caller.sent[-1:]))
                until(lambda: _post(caller, http) == number + 1)  # noqa: B023 - called at once
            assert len(list(Path(f"/proc/{process.pid}/fd").iterdir())) < 200
        process.terminate()
        out, err = process.communicate(timeout=60)
    caller.client.close()
    assert (process.returncode, out, err) == (0, "", "")


def _post(caller: Caller, http: str) -> int:
    """Return how far the hub has what a station wrote; 0 where it could not be asked."""
    body = canonical(caller.addressed())
    try:
        answer = caller.client.post(
            f"{http}/v1/entries", content=body, headers=caller.headers, timeout=5
        )
    except httpx.HTTPError:
        return 0
    through: int = answer.json()["through"] if answer.status_code == 200 else 0
    return through


def test_who_begins_a_handshake_and_falls_silent_is_let_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listening, "HEADER_SECONDS", 0.5)
    room = OpenRoom(tmp_path / "w.eqw")
    place = urlsplit(room.https)
    try:
        with contextlib.ExitStack() as open_:
            silent = [
                open_.enter_context(socket.create_connection((place.hostname, place.port), 20))
                for _number in range(bounds.MOST_OF_ONE_ADDRESS)
            ]
            silent[0].sendall(b"\x16\x03\x01\x02\x00")
            for one in silent:
                assert is_closed(one)
            until(lambda: comes_in(room, tmp_path / "station.eqw"))
    finally:
        room.close()


def comes_in(room: OpenRoom, path: Path) -> bool:
    """Tell whether a device joins by a handshake that is done within the room's bound."""
    try:
        Device.joined(path, room).close()
    except NotJoinedError:
        return False
    return True


def test_who_asks_much_at_once_and_leaves_costs_no_error(
    room: OpenRoom, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caller = call()
    question = (
        "GET /v1/view HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Authorization: Bearer {caller.welcome['token']}\r\nX-Station: {caller.station}\r\n\r\n"
    ).encode()
    place, context = urlsplit(room.https), pinned_context(room.identity.certificate_pem)
    for _time in range(20):
        raw = socket.create_connection((place.hostname, place.port), 20)
        with context.wrap_socket(raw, server_hostname=place.hostname) as one:
            one.sendall(question * 30)
            one.recv(100)
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    works(room, call("gB"))
    assert not [record for record in caplog.records if record.levelno >= logging.ERROR]


def waiting_requests() -> int:
    """Return how many requests the hubs of this process hold."""
    return sum(isinstance(one, RequestResponseCycle) for one in gc.get_objects())


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("size", [0, 600], ids=["short", "usual"])
def test_requests_in_a_row_wait_at_the_sender(
    room: OpenRoom, call: Call, secure: bool, size: int
) -> None:
    """Who never waits for an answer fills the road, and not the facilitator's memory."""
    caller, other = call(), call(group="gB")
    one = dial(room)
    if secure:
        place = urlsplit(room.https)
        one.close()
        plain = socket.create_connection((place.hostname, place.port), 20)
        one = pinned_context(room.identity.certificate_pem).wrap_socket(plain)
    head = (
        "POST /v1/entries HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"Authorization: Bearer {caller.welcome['token']}\r\nX-Station: {caller.station}\r\n"
        f"X-Long: {'x' * size}\r\nContent-Length: 2\r\n\r\n{{}}"
    )
    row = memoryview(head.encode() * 40_000)
    one.settimeout(0.2)
    with one:
        end = time.monotonic() + 4
        while time.monotonic() < end and row:
            try:
                row = row[one.send(row[:65536]) :]
            except (TimeoutError, ssl.SSLWantWriteError):
                continue  # the road is full
            except OSError:
                break  # the hub hung up: that is a bound, too
        assert waiting_requests() < 2 * bounds.MOST_IN_A_ROW
        works(room, other)

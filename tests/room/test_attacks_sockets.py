"""Somebody sends on a WebSocket what no station sends: it ends, and others' entries arrive."""

import contextlib
import json
import socket
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from websockets.frames import Frame, Opcode

from app.room import bounds
from tests.room.rooms import Caller, OpenRoom
from tests.room.test_attacks_load import dial, works

Call = Callable[..., Caller]
UPGRADE = (
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
)


def request(room: OpenRoom, method: str = "GET", headers: str = UPGRADE) -> bytes:
    host = urlsplit(room.http).netloc
    return f"{method} /v1/push HTTP/1.1\r\nHost: {host}\r\n{headers}\r\n".encode()


def frame(opcode: Opcode, data: bytes = b"", *, last: bool = True) -> bytes:
    return Frame(opcode, data, last).serialize(mask=True)


@contextlib.contextmanager
def a_socket(room: OpenRoom) -> Iterator[socket.socket]:
    with dial(room) as one:
        one.sendall(request(room))
        assert b" 101 " in one.recv(4096)
        yield one


def greeting(caller: Caller, **other: Any) -> bytes:
    told = {"protocol": 2, "station": caller.station, "token": caller.welcome["token"]}
    return frame(Opcode.TEXT, json.dumps({**told, **other}).encode())


def until_it_ends(one: socket.socket) -> bytes:
    got = b""
    with contextlib.suppress(ConnectionError):
        while part := one.recv(65536):
            got += part
    return got


@pytest.mark.parametrize(
    "part",
    [
        frame(Opcode.PING, b"x" * 100),
        frame(Opcode.PING),
        frame(Opcode.PONG, b"x"),
        frame(Opcode.CONT, last=False),
    ],
    ids=["pings", "empty pings", "pongs", "empty parts of a message"],
)
def test_who_floods_a_socket_and_reads_nothing_is_let_go(
    room: OpenRoom, call: Call, part: bytes
) -> None:
    caller = call()
    begin = frame(Opcode.TEXT, b"{", last=False) if part[0] == Opcode.CONT else greeting(caller)
    with a_socket(room) as one:
        one.sendall(begin)
        end = time.monotonic() + bounds.GREETING_SECONDS - 1
        with contextlib.suppress(ConnectionError):
            while time.monotonic() < end:
                one.sendall(part * 500)
            pytest.fail("nothing ended it")
    works(room, caller)


def test_a_station_that_asks_whether_the_hub_is_there_is_answered(
    room: OpenRoom, call: Call
) -> None:
    caller = call()
    with a_socket(room) as one:
        one.sendall(greeting(caller) + frame(Opcode.PING, b"there?") * 200)
        answers = b""
        while answers.count(b"there?") < 200 or b'"changed"' not in answers:
            part = one.recv(65536)
            assert part
            answers += part


def test_a_message_that_says_it_is_text_and_is_none_is_not_written_down(
    room: OpenRoom, call: Call, caplog: pytest.LogCaptureFixture
) -> None:
    caller = call()
    letter = "é".encode()
    for parts in (
        (frame(Opcode.TEXT, b"\xff"),),
        (frame(Opcode.TEXT, letter, last=False), frame(Opcode.CONT, letter[:1])),
    ):
        with a_socket(room) as one:
            one.sendall(b"".join(parts))
            assert until_it_ends(one)[2:4] == (1007).to_bytes(2, "big")
    assert not caplog.records
    works(room, caller)


@pytest.mark.parametrize(
    ("method", "headers"),
    [
        ("POST", UPGRADE + "Content-Length: 1\r\n"),
        ("GET", UPGRADE + "Transfer-Encoding: chunked\r\n"),
    ],
)
def test_a_request_for_a_socket_that_cannot_be_one_is_refused(
    room: OpenRoom, method: str, headers: str
) -> None:
    """It is held for nobody: connections are counted, and no other clock runs for these."""
    with dial(room) as one:
        one.settimeout(bounds.HEADER_SECONDS)
        one.sendall(request(room, method, headers))
        assert b" 400 " in until_it_ends(one)


def test_a_greeting_says_its_version_as_every_body_does(room: OpenRoom, call: Call) -> None:
    caller = call()
    for version in (True, 3, None, "2"):
        with a_socket(room) as one:
            one.sendall(greeting(caller, protocol=version))
            assert one.recv(4096)[2:4] == (4401).to_bytes(2, "big")

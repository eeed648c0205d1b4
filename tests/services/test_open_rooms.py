"""How a room was opened is remembered on this laptop, and a damaged memory stops nothing."""

import json
from pathlib import Path

import pytest

from app.domain.room_open import Opening
from app.services.open_rooms import MOST_ROOMS, ROOMS_FILE, KnownRoom, known_room, remember

ROOM = KnownRoom(opening=Opening(interface="192.0.2.7", port=8450, plain=True), open=True)


def test_what_is_remembered_comes_back(tmp_path: Path) -> None:
    assert known_room(tmp_path, "one") is None
    assert remember(tmp_path, "one", ROOM)
    assert remember(tmp_path, "two", KnownRoom(opening=Opening()))
    assert known_room(tmp_path, "one") == ROOM
    assert known_room(tmp_path, "two") == KnownRoom(opening=Opening(), open=False)


def test_the_longest_unused_is_forgotten(tmp_path: Path) -> None:
    for number in range(MOST_ROOMS + 1):
        remember(tmp_path, f"room {number}", ROOM)
    assert known_room(tmp_path, "room 0") is None
    assert known_room(tmp_path, "room 1") == ROOM


@pytest.mark.parametrize(
    "written", ["", "[]", "{", "null", '{"one": 3}', '{"one": {"port": 8443}}', "[" * 9000]
)
def test_a_damaged_memory_is_no_memory(tmp_path: Path, written: str) -> None:
    (tmp_path / ROOMS_FILE).write_text(written)
    assert known_room(tmp_path, "one") is None
    assert remember(tmp_path, "one", ROOM)
    assert known_room(tmp_path, "one") == ROOM


@pytest.mark.parametrize("port", [-1, 70_000, True, "8443", 1e9, None])
def test_a_port_that_is_none_is_not_used(tmp_path: Path, port: object) -> None:
    remember(tmp_path, "one", ROOM)
    kept = json.loads((tmp_path / ROOMS_FILE).read_text("utf-8"))
    kept["one"]["port"] = port
    (tmp_path / ROOMS_FILE).write_text(json.dumps(kept))
    assert known_room(tmp_path, "one") is None


def test_a_folder_that_refuses_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    assert not remember(blocked, "one", ROOM)

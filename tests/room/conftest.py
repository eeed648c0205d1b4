"""An open room on loopback, and callers that are closed at the end."""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from tests.room.browser import Browser
from tests.room.clients import PATIENCE_SECONDS
from tests.room.rooms import Caller, Device, OpenRoom

for _ask in (httpx.get, httpx.post):
    _ask.__kwdefaults__["timeout"] = PATIENCE_SECONDS


@pytest.fixture
def room(tmp_path: Path) -> Iterator[OpenRoom]:
    opened = OpenRoom(tmp_path / "hub" / "w.eqw")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a Chromium; each test's room has an address of its own, so none sees another's."""
    with Browser() as opened:
        yield opened


@pytest.fixture
def call(room: OpenRoom) -> Iterator[Callable[..., Caller]]:
    """Return a function that lets a station of a group join, and speak by hand."""
    callers: list[Caller] = []

    def joined(group: str = "gA", language: str = "en") -> Caller:
        callers.append(Caller(group=group, language=language))
        assert callers[-1].join(room).status_code == 200
        return callers[-1]

    yield joined
    for one in callers:
        one.client.close()


@pytest.fixture
def device(room: OpenRoom, tmp_path: Path) -> Iterator[Callable[..., Device]]:
    """Return a function that lets a desktop station of a group join."""
    devices: list[Device] = []

    def joined(group: str = "gA") -> Device:
        devices.append(Device.joined(tmp_path / f"station-{len(devices)}.eqw", room, group))
        return devices[-1]

    yield joined
    for one in devices:
        one.close()

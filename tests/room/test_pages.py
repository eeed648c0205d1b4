"""The page for browsers comes from the hub itself, and nothing beside it does."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.room.hub import Hub
from tests.room.clients import a_client
from tests.room.rooms import OpenRoom


@pytest.fixture
def address(room: OpenRoom, tmp_path: Path) -> Iterator[str]:
    pages = tmp_path / "web"
    (pages / "parts").mkdir(parents=True)
    (pages / "index.html").write_text("<!doctype html><title>Room</title>", "utf-8")
    (pages / "parts" / "station.js").write_text("'use strict';", "utf-8")
    (tmp_path / "secret.txt").write_text("not for anyone", "utf-8")
    (pages / "link.txt").symlink_to(tmp_path / "secret.txt")
    hub = Hub(room.office, interface="127.0.0.1", plain=True, pages=pages)
    yield hub.at.plain_addresses[0]
    hub.close()


def test_the_page_is_there_and_may_load_only_its_own_parts(address: str) -> None:
    answer = httpx.get(f"{address}/")
    assert "<title>Room</title>" in answer.text
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["content-security-policy"].startswith("default-src 'self'")
    assert answer.headers["referrer-policy"] == "no-referrer"


def test_its_parts_are_there(address: str) -> None:
    answer = httpx.get(f"{address}/web/parts/station.js")
    assert answer.text == "'use strict';"
    assert "javascript" in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/web/", "/web/parts", "/web/parts/", "/web/../secret.txt", "/web/..%2fsecret.txt",
        "/web/%2e%2e/secret.txt", "/web/link.txt", "/web//etc/passwd", "/secret.txt", "/docs",
        "/openapi.json", "/j/K7M2QX", "/v1/", "/v1/people",
    ],
)  # fmt: skip
def test_nothing_else_is_there(address: str, path: str) -> None:
    with a_client() as client:
        request = client.build_request("GET", address)
        request.url = httpx.URL(address).copy_with(raw_path=path.encode())
        answer = client.send(request)
    assert answer.status_code in (404, 307)
    assert "not for anyone" not in answer.text
    assert "station.js" not in answer.text


def test_without_a_page_the_doors_for_stations_are_all_there_is(room: OpenRoom) -> None:
    hub = Hub(room.office, interface="127.0.0.1", plain=True)
    try:
        (address,) = hub.at.plain_addresses
        assert httpx.get(f"{address}/").status_code == 404
        assert httpx.get(f"{address}/v1/hello").status_code == 200
    finally:
        hub.close()

"""The page over https, in a browser that takes the hub's own certificate and no other."""

from collections.abc import Iterator

import pytest

from app.room.addresses import Link
from tests.room.browser import Browser, Page, key_hash
from tests.room.impostor import Impostor
from tests.room.rooms import OpenRoom, until
from tests.workshops import rating

SAVED = "document.querySelector('.status.success')"


@pytest.fixture
def browser(room: OpenRoom) -> Iterator[Browser]:
    """Return a browser in whose settings somebody accepted the hub's key."""
    with Browser(trusts=key_hash(room.identity.certificate_pem)) as opened:
        yield opened


def joined(browser: Browser, room: OpenRoom) -> Page:
    """Join by the very link that the facilitator's QR code says."""
    page = browser.page(str(Link(room.https, room.code(), room.hub.at.fingerprint)))
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.querySelectorAll('.level').length === 10")
    page.until(SAVED)
    return page


def test_scores_travel_encrypted_and_pushes_arrive(browser: Browser, room: OpenRoom) -> None:
    page = joined(browser, room)
    assert page.run("location.protocol + isSecureContext") == "https:true"
    assert "not encrypted" not in page.run("document.body.innerText")
    page.run("document.querySelectorAll('.level input')[2].click()")
    until(lambda: room.operations.snapshot.cell(rating()).value is not None)
    page.until(SAVED)
    until(lambda: bool(room.hub.listening))
    assert page.run("location.href") == f"{room.https}/"


def test_another_laptop_at_the_hubs_place_is_told_nothing(browser: Browser, room: OpenRoom) -> None:
    with Impostor() as impostor:
        page = browser.page(f"{impostor.address}/#j={room.code()}")
        until(lambda: impostor.visits > 0)
        assert page.run("document.getElementById('code') === null")
    assert impostor.heard == b""

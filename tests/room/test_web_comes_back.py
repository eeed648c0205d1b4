"""A page whose browser let go of something: its connection to the disk, or the page itself."""

from contextlib import closing
from pathlib import Path

from tests.room.browser import Browser
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import EVIDENCE, SAVED, choose, joined, kept, value

RATING = "gA|d01||foundations|rating"

LOST = """(() => {
    const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function lost(...all) {
        IDBDatabase.prototype.transaction = transaction;
        this.close();
        return transaction.apply(this, all);
    };
})()"""
"""The browser ends the connection to what the page keeps, as Safari does to a page that slept."""

FULL = """IDBObjectStore.prototype.put = () => {
    throw new DOMException("no room", "QuotaExceededError");
}; 0"""


def test_words_are_kept_after_the_browser_ended_the_connection_to_its_disk(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    page.run(LOST)
    page.type(EVIDENCE, "Typed after the lid was opened.")
    until(lambda: value(room, "gA|d01|||evidence") == "Typed after the lid was opened.")
    page.until(SAVED)
    page.run(LOST)
    choose(page, 1)
    until(lambda: (value(room, RATING) or {}).get("level") == "f2")
    page.until(SAVED)
    assert [row["outcome"] for row in kept(page)["outbox"]] == ["accepted", "accepted"]


def test_who_comes_back_from_another_address_finds_a_page_that_rests(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    """Browsers show the very page again, as it was left, without loading it."""
    with closing(OpenRoom(tmp_path / "elsewhere" / "w.eqw")) as elsewhere:
        page = joined(browser, room)
        page.until(SAVED)
        page.run("window.isTheSame = true")
        page.press("Where your answers are, and what this page cannot promise")
        page.type("#address", elsewhere.http)
        page.press("Go there with everything")
        page.until(f"location.origin === '{elsewhere.http}' && document.querySelector('h1')")
        (*_before, left, _there) = page.ask("Page.getNavigationHistory")["entries"]
        page.ask("Page.navigateToHistoryEntry", {"entryId": left["id"]})
        page.until(f"location.origin === '{room.http}' && window.isTheSame")
        page.until("document.body.innerText.includes('This page went on at another address')")
        page.press("Go on here")
        page.until("document.querySelectorAll('.level').length === 10")
        choose(page, 1)
        until(lambda: (value(room, RATING) or {}).get("level") == "f2")
        page.until(SAVED)


def test_a_browser_that_can_keep_nothing_says_so_as_it_joins(
    browser: Browser, room: OpenRoom
) -> None:
    page = browser.page(f"{room.http}/#j={room.code('gA')}")
    page.until("document.querySelector('#code')")
    page.run(FULL)
    page.press("Join")
    page.until("document.body.innerText.includes('This browser could not save anything')")

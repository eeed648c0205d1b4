"""The browser station as tests work it and look at it: join, choose, what it keeps and saves."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom

SAVED = "document.querySelector('.status')?.textContent === 'Saved on the facilitator’s laptop'"
EVIDENCE = "[data-cell='gA|d01|||evidence']"

KEPT = """new Promise((resolve) => {
    const opening = indexedDB.open("equity-workshop-station");
    opening.onsuccess = () => {
        const stores = [...opening.result.objectStoreNames];
        const reading = opening.result.transaction(stores);
        const found = stores.map((name) => reading.objectStore(name).getAll());
        reading.oncomplete = () => {
            resolve(Object.fromEntries(stores.map((name, place) => [name, found[place].result])));
            opening.result.close();
        };
    };
})"""
"""All that the browser keeps, by store."""

KEPT_WORDS = f"{KEPT}.then(JSON.stringify)"
"""The same as text."""

CATCH = """URL.createObjectURL = (blob) => {
    blob.text().then((text) => { window.saved = text; });
    return "#";
}"""
"""From now on a file that the page saves is ``window.saved``."""


_SHIFTED = """(() => {
    const [Right, off] = [Date, %d];
    window.Date = class extends Right {
        constructor(...given) { super(...(given.length ? given : [Right.now() + off])); }
        static now() { return Right.now() + off; }
    };
})()"""


def joined_with_clock(browser: Browser, room: OpenRoom, off: timedelta) -> Page:
    """Return a page that joined a group on a device whose clock is ``off`` by so much."""
    page = browser.page(f"{room.http}/v1/hello")
    script = _SHIFTED % (off / timedelta(milliseconds=1))
    page.ask("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    page.ask("Page.navigate", {"url": f"{room.http}/#j={room.code('gA')}"})
    page.until(f"Math.abs(Date.now() - {(datetime.now(UTC) + off).timestamp() * 1000}) < 60000")
    return _inside(page)


def joined(browser: Browser, room: OpenRoom, group: str = "gA", **size: Any) -> Page:
    """Return a page that joined a group."""
    return _inside(browser.page(f"{room.http}/#j={room.code(group)}", **size))


def _inside(page: Page) -> Page:
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.querySelectorAll('.level').length === 10")
    return page


def choose(page: Page, place: int) -> None:
    """Choose a level: 0 to 4 of the foundations, 5 to 9 of access; 4 and 9 are "cannot tell"."""
    page.run(f"document.querySelectorAll('.level input')[{place}].click()")


def value(room: OpenRoom, cell: str) -> Any:
    """Return what stands in a cell of the hub; None where there is nothing, or two versions."""
    found = [c for c in room.operations.snapshot.cells if c.cell == cell and not c.superseded]
    return found[0].value if len(found) == 1 else None


def kept(page: Page) -> dict[str, list[dict[str, Any]]]:
    """Return all that the browser keeps, by store."""
    return dict(page.run(KEPT))


def blocked(page: Page, *urls: str) -> None:
    """Let nothing of these come through to the hub from now on."""
    page.ask("Network.enable")
    page.ask("Network.setBlockedURLs", {"urls": list(urls)})

"""The browser station as tests work it and look at it: join, choose, what it keeps and saves."""

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


def joined(browser: Browser, room: OpenRoom, group: str = "gA", **size: Any) -> Page:
    """Return a page that joined a group."""
    page = browser.page(f"{room.http}/#j={room.code(group)}", **size)
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

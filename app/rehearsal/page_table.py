"""A second device at the table that scores on the facilitator's laptop: the page in a browser."""

import base64
import json
from pathlib import Path
from typing import Any

from app.domain.envelopes import entry_hash
from app.rehearsal.browser import Page
from app.rehearsal.evidence import Entry
from app.rehearsal.wire import Wire

KEPT = """new Promise((resolve) => {
    const opening = indexedDB.open("equity-workshop-station");
    opening.onsuccess = () => {
        const reading = opening.result.transaction(["meta", "outbox"]);
        const rows = reading.objectStore("outbox").getAll();
        const meta = reading.objectStore("meta").get("enrolment");
        reading.oncomplete = () => {
            opening.result.close();
            resolve({ rows: rows.result, enrolment: meta.result?.value ?? null });
        };
    };
})"""
"""What is on the browser's disk: the outbox, and where the station belongs."""

JOIN, SAME = "form button.primary", ".digits ~ .buttons button.primary"


class PageTable:
    """One station in a browser.

    Attributes:
        group, label: whose device it is.
        station: its id, once it has joined.
        digits: the four digits that it shows.
        wire: its way to the facilitator's laptop.

    """

    kind, language, on_files = "page", "en", False

    def __init__(self, page: Page, group: str, label: str, wire: Wire) -> None:
        """Be the page of a group."""
        self._page = page
        self.group, self.label, self.wire = group, label, wire
        self.station = self.digits = ""
        self._entries: tuple[Entry, ...] = ()

    def join(self, link: str, dimension_id: str) -> None:
        """Join by the link that the facilitator's QR code says."""
        self._page.go(link)
        self._page.press(JOIN)
        self._page.press(SAME)
        self._page.until(
            f"Boolean(document.querySelector({json.dumps(self._field(dimension_id))}))"
        )
        found = self._kept()["enrolment"]
        self.station, self.digits = str(found["station"]), str(found["compare"])

    def write(self, dimension_id: str, words: str) -> None:
        """Write something more into a sheet's evidence; wait until it is on the browser's disk."""
        before = len(self._kept()["rows"])
        self._page.type(self._field(dimension_id), words)
        self._page.until(f"{KEPT}.then((kept) => kept.rows.length > {before})")

    def await_saved(self) -> None:
        """Wait until its status line says that all is on the facilitator's laptop."""
        self._page.until("Boolean(document.querySelector('header .status.success'))")

    def written(self) -> tuple[Entry, ...]:
        """Return what is in the browser's outbox, in order; also after the browser has ended."""
        return self._entries

    def end(self) -> None:
        """Read the outbox a last time, and end the browser."""
        rows = sorted(self._kept()["rows"], key=lambda row: int(row["seq"]))
        self._entries = tuple(
            Entry(seq=row["seq"], id=row["entry"]["id"], hash=entry_hash(row["entry"]))
            for row in rows
        )
        self._page.end()

    def newest(self) -> int:
        """Return the number of its newest entry."""
        return max((int(row["seq"]) for row in self._kept()["rows"]), default=0)

    def picture(self, path: Path) -> None:
        """Take a picture of the page."""
        self._page.run("scrollTo(0, 0)")
        path.write_bytes(base64.b64decode(self._page.ask("Page.captureScreenshot")["data"]))

    def _kept(self) -> dict[str, Any]:
        found: dict[str, Any] = self._page.run(KEPT)
        return found

    def _field(self, dimension_id: str) -> str:
        return f"[data-cell='{self.group}|{dimension_id}|||evidence']"

"""A station that arrives in a browser which knows it already: what is newer here stays."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.exchange import StationFiles
from app.domain.withdrawal import WithdrawWords
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import (
    CATCH,
    EVIDENCE,
    KEPT_WORDS,
    SAVED,
    choose,
    joined,
    kept,
    value,
)

SECRET = "Nobody ever listened to the families on Elm Street."
CELL = "gA|d01|||evidence"
RATING = "gA|d01||foundations|rating"

EMPTY_OUTBOX = """new Promise((resolve) => {
    const opening = indexedDB.open("equity-workshop-station");
    opening.onsuccess = () => {
        const writing = opening.result.transaction("outbox", "readwrite");
        writing.objectStore("outbox").clear();
        writing.oncomplete = () => resolve(true);
    };
})"""


def station_of(page: Page) -> dict[str, Any]:
    """Return the station as the page packs it for another address, as it is now."""
    stores = kept(page)
    (enrolment,) = (row["value"] for row in stores["meta"] if row["name"] == "enrolment")
    head = {"format": "equity-workshop-station", "format_version": 1}
    return {**head, "enrolment": enrolment, "rows": stores["outbox"], "drafts": []}


def arrived(browser: Browser, room: OpenRoom, station: dict[str, Any]) -> Page:
    """Open the link that brings a station along, and go on with it."""
    text = base64.urlsafe_b64encode(json.dumps(station).encode()).decode().rstrip("=")
    page = browser.page(f"{room.http}/#m={text}")
    page.press("Yes, go on here")
    return page


@pytest.mark.parametrize("is_emptied", [False, True], ids=["entries are here", "entries are not"])
def test_an_older_link_does_not_bring_withdrawn_words_back(
    browser: Browser, room: OpenRoom, is_emptied: bool
) -> None:
    page = joined(browser, room)
    page.type(EVIDENCE, SECRET)
    page.run(f'document.querySelector("{EVIDENCE}").blur()')
    until(lambda: value(room, CELL) == SECRET)
    page.until(SAVED)
    older = station_of(page)
    assert SECRET in json.dumps(older)
    room.do(WithdrawWords(target=f"cell:{CELL}"))
    until(lambda: "Elm Street" not in page.run(KEPT_WORDS))
    if is_emptied:
        page.run(EMPTY_OUTBOX)
    again = arrived(browser, room, older)
    again.until(SAVED)
    until(lambda: "Elm Street" not in again.run(KEPT_WORDS))
    choose(again, 1)
    until(lambda: (value(room, RATING) or {}).get("level") == "f2")
    again.until(SAVED)


def test_words_that_were_typed_or_withdrawn_since_stay_so(browser: Browser, room: OpenRoom) -> None:
    page = browser.page(room.http)
    found = page.run(
        """import("/web/js/store.js").then(async ({ openStore }) => {
            const store = await openStore();
            const add = (seq, kind, payload) => store.append(
                "ab", () => ({ id: String(seq), seq, kind, payload, at: "", based_on: [] }), "");
            const older = [await add(1, "cell.set", { cell: "gA|d01|||evidence", value: "one" })];
            await add(2, "need.add", { dimension_id: "d01", text: "Bus times after four" });
            const { entry } = older[0];
            const erased = { ...entry, payload: { value: { withdrawn: true } }, erased: true };
            await store.rows([{ ...older[0], entry: erased }]);
            await store.draft("ab", "gA|d01|||other_view", { text: "newer" });
            const drafts = [["gA|d01|||other_view", "older"], ["new_need|gA|d01", "Bus times"],
                ["new_need|gA|d06", "Only there"],
                ["new_note|gA|p1", "one"]].map(([key, text]) => ({ key, text }));
            await store.arrive({ station: "ab" }, older, drafts);
            const rows = await store.outbox("ab");
            const kept = [...(await store.drafts("ab")).values()].map(({ text }) => text);
            return [rows.length, kept.sort()];
        })"""
    )
    assert found == [2, ["Only there", "newer"]]


def test_where_two_pages_wrote_on_neither_is_lost(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    page = joined(browser, room)
    choose(page, 0)
    until(lambda: value(room, RATING) is not None)
    page.until(SAVED)
    there = station_of(page)
    first = there["rows"][0]["entry"]
    second = {**first, "id": "cd" * 16, "seq": 2, "based_on": [first["id"]]}
    second["payload"] = {"cell": CELL, "value": "Written at the other page"}
    there["rows"].append({"seq": 2, "entry": second, "outcome": ""})
    choose(page, 1)
    until(lambda: (value(room, RATING) or {}).get("level") == "f2")
    page.until(SAVED)
    before = station_of(page)
    again = arrived(browser, room, there)
    again.until("document.body.innerText.includes('Both pages went on writing')")
    assert station_of(again) == before
    again.run(CATCH)
    again.press("Save a file")
    (tmp_path / "brought.eqx").write_text(again.until("window.saved"), "utf-8")
    again.press("Go on without it")
    again.until(SAVED)
    choose(again, 2)
    until(lambda: (value(room, RATING) or {}).get("level") == "f3")
    # A number that has another entry already: the facilitator decides about this one.
    taken = StationFiles(room.operations).take_in(tmp_path / "brought.eqx")
    assert taken.waiting == 1

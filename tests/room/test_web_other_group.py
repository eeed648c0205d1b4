"""A link of another group in a browser that writes already: nothing is lost, or sent as another."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap.exchange import StationFiles
from tests.room.browser import Browser, Page
from tests.room.ports import free_port
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import CATCH, SAVED, blocked, choose, joined, kept, value

RATING = "gA|d01||foundations|rating"
ANSWERS = ("*/v1/entries", "*/v1/view*")
ASKED = "This browser already writes for Group A"
BOTH = "2 answers of Group A are not on the facilitator’s laptop yet."
ONE = "One answer of Group A is not on the facilitator’s laptop yet."
SLOW_DISK = """
    indexedDB.open("equity-workshop-station").onsuccess = ({ target }) => {
        const tx = target.result.transaction(["outbox"], "readwrite");
        const until = Date.now() + 1500;
        const hold = () => {
            window.isSlow = true;
            if (Date.now() < until) tx.objectStore("outbox").get(["", 0]).onsuccess = hold;
        };
        hold();
    };
"""
"""Another write holds the outbox for a while, as a slow disk does."""

WRITTEN_ELSEWHERE = """
    indexedDB.open("equity-workshop-station").onsuccess = ({ target }) => {
        const outbox = target.result.transaction(["outbox"], "readwrite").objectStore("outbox");
        outbox.getAll().onsuccess = ({ target }) => {
            const row = structuredClone(target.result.at(-1));
            row.seq += 1;
            row.outcome = "";
            Object.assign(row.entry, { seq: row.seq, id: "ab".repeat(16), based_on: [] });
            row.entry.payload.cell = row.entry.payload.cell.replace("d01", "d02");
            outbox.put(row).onsuccess = () => { window.isWritten = true; };
        };
    };
"""
"""Another window of the browser writes an answer of its own for the second dimension."""


@pytest.fixture
def browser() -> Iterator[Browser]:
    with Browser() as opened:
        yield opened


@pytest.fixture
def held(browser: Browser, room: OpenRoom) -> Page:
    """Return a page of group A with an answer that does not come through."""
    page = joined(browser, room)
    page.until(SAVED)
    blocked(page, *ANSWERS)
    choose(page, 1)
    until(lambda: len(kept(page)["outbox"]) == 1)
    return page


def another_page(browser: Browser, address: str, urls: tuple[str, ...] = ANSWERS) -> Page:
    """Open another page, from which nothing of ``urls`` comes through to the hub."""
    page = browser.page("about:blank#")
    blocked(page, *urls)
    page.ask("Page.navigate", {"url": address})
    return page


def says(page: Page, words: str) -> None:
    page.until(f"document.body.innerText.includes('{words}')")


def stations(page: Page) -> dict[str, Any]:
    """Return the enrolments that the browser keeps, by the name they are kept under."""
    return {row["name"]: row["value"] for row in kept(page)["meta"] if "token" in str(row)}


def link(room: OpenRoom, group: str) -> str:
    return f"{room.http}/#j={room.code(group)}"


def test_it_asks_and_goes_on_as_the_group_that_it_writes_for(
    browser: Browser, room: OpenRoom, held: Page
) -> None:
    page = another_page(browser, link(room, "gB"))
    says(page, ASKED)
    says(page, ONE)
    assert page.run("document.activeElement.tagName") == "H1"
    page.press("Go on as Group A")
    page.until("document.querySelector('.who').textContent.includes('Group A')")
    blocked(page)
    page.until(SAVED)
    assert value(room, RATING)["level"] == "f2"
    assert len(room.operations.snapshot.stations) == 1


def test_the_other_is_joined_and_what_is_here_comes_when_it_is_taken_up_again(
    browser: Browser, room: OpenRoom, held: Page, tmp_path: Path
) -> None:
    first = kept(held)["outbox"][0]["station"]
    page = another_page(browser, link(room, "gB"))
    says(page, ONE)
    page.run(CATCH)
    page.press("Save a file, then join the other one")
    says(page, ONE)
    blocked(page)
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.querySelector('.who').textContent.includes('Group B')")
    page.until(SAVED)
    says(page, ONE)
    second = room.operations.snapshot.stations[-1].id
    assert kept(page)["outbox"][0]["station"] == first
    assert value(room, RATING) is None
    (tmp_path / "a.eqx").write_text(page.run("window.saved"), "utf-8")
    page.press("Go on as Group A")
    page.until("document.querySelector('.who')?.textContent.includes('Group A')")
    page.until(SAVED)
    assert value(room, RATING)["level"] == "f2"
    (cell,) = (one for one in room.operations.snapshot.cells if one.cell == RATING)
    assert (cell.station, first == second) == (first, False)
    assert not page.run("document.querySelector('.notice')")
    assert StationFiles(room.operations).take_in(tmp_path / "a.eqx").known == 1


def test_its_own_link_leads_right_in(browser: Browser, room: OpenRoom) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    again = browser.page(link(room, "gA").lower())
    again.until(SAVED)
    page.until("document.querySelector('main.narrow')")
    page = again
    page.ask("Page.navigate", {"url": link(room, "gB")})  # in the same window, typed into its line
    says(page, ASKED)
    says(page, "Everything that was written here is on the facilitator’s laptop.")


def test_what_another_window_wrote_as_it_was_closing_comes_with_the_next_answer(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    choose(page, 1)
    page.until(SAVED)
    page.run(WRITTEN_ELSEWHERE)
    page.until("window.isWritten")
    choose(page, 3)
    page.until(SAVED)
    until(lambda: value(room, RATING)["level"] == "f4")
    assert value(room, RATING.replace("d01", "d02"))["level"] == "f2"


def test_what_was_pressed_the_moment_before_another_link_is_kept(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    blocked(page, *ANSWERS)
    page.run(SLOW_DISK)
    page.until("window.isSlow")
    page.run(
        "document.querySelectorAll('.foundations .level input')[1].click();"
        "document.querySelectorAll('.access .level input')[2].click();"
        f"location.hash = '#j={room.code('gB')}'"
    )
    says(page, BOTH)
    written = [row["entry"]["payload"]["cell"] for row in kept(page)["outbox"]]
    assert written == [RATING, RATING.replace("foundations", "access")]
    page.press("Go on as Group A")
    blocked(page)
    page.until(SAVED)
    assert value(room, RATING)["level"] == "f2"


def test_a_station_that_a_link_brings_along_does_not_push_another_one_out(
    browser: Browser, room: OpenRoom, held: Page
) -> None:
    """Which is how a link of somebody else could make entries nobody's."""
    with Browser() as theirs:
        packed = joined(theirs, room, "gB").run(
            """Promise.all([import("/web/js/store.js"), import("/web/js/station.js"),
                import("/web/js/keep.js")]).then(async ([{ openStore }, { Station }, keep]) => {
                const store = await openStore();
                const station = new Station(store, await store.read("enrolment"));
                await station.load();
                return keep.toFragment(keep.packed(station));
            })"""
        )
    page = another_page(browser, f"{room.http}/#m={packed}")
    page.press("Yes, go on here")
    says(page, ASKED)
    says(page, ONE)
    page.run(CATCH)
    page.press("Save a file, then join the other one")
    page.until("document.querySelectorAll('.level, .dimensions').length")
    enrolments = stations(page)
    mine = kept(page)["outbox"][0]["station"]
    assert enrolments[f"aside:{mine}"]["group"] == "gA"
    assert enrolments["enrolment"]["group"] == "gB"
    page.press("Go on as Group A")
    blocked(page)
    page.until(SAVED)
    until(lambda: value(room, RATING) is not None)


def test_another_room_at_the_same_address_is_told_nothing_of_the_first(
    browser: Browser, tmp_path: Path
) -> None:
    port = free_port()
    room = OpenRoom(tmp_path / "hub" / "w.eqw", port)
    page = joined(browser, room)
    page.until(SAVED)
    room.close()
    choose(page, 1)
    until(lambda: len(kept(page)["outbox"]) == 1)
    other = OpenRoom(tmp_path / "other" / "w.eqw", port)
    try:
        page = another_page(browser, link(other, "gB"), ())
        says(page, ASKED)
        says(page, ONE)
        page.until("document.querySelector('[role=alert]:not([hidden])')")
        page.press("Save a file, then join the other one")
        page.press("Join")
        page.press("Yes, they match")
        page.until("document.querySelector('.who').textContent.includes('Group B')")
        page.until(SAVED)
        says(page, ONE)
        assert len(kept(page)["outbox"]) == 1
        assert not other.operations.snapshot.cells
        assert [one.group_id for one in other.operations.snapshot.stations] == ["gB"]
    finally:
        other.close()


def test_who_leaves_with_answers_that_are_only_here_can_take_them_up_again(
    room: OpenRoom, held: Page
) -> None:
    held.run("document.querySelector('footer details').open = true")
    held.run(CATCH)
    held.press("Leave the room on this device")
    held.press("I have the file, leave")
    says(held, ONE)
    held.press("Go on as Group A")
    held.until("document.querySelector('.who')?.textContent.includes('Group A')")
    blocked(held)
    held.until(SAVED)
    assert value(room, RATING)["level"] == "f2"

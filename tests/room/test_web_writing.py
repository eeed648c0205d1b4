"""While somebody writes at the browser station, others go on: every word stays where it belongs."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from app.domain.cells import CellKey, SetCell, words_key
from app.domain.clock import GoTo
from app.domain.closing_check import Reason
from app.domain.stations import MoveStation, TellStations
from tests.day_data import default_framework
from tests.room import web_walk
from tests.room.browser import Browser, Page
from tests.room.doors import OpenDesk
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import EVIDENCE, SAVED, blocked, choose, joined, kept, value

CELL = "gA|d01|||evidence"
AFFECTED = "gA|d01|||student_groups"
OTHER = ".beside input[type=text]"
NOTE = ".needs + label + .row input"

FULL = """window.put = IDBObjectStore.prototype.put;
IDBObjectStore.prototype.put = () => { throw new DOMException("full", "QuotaExceededError"); }"""
"""From now on this browser's disk is full."""

ANNOUNCED = """window.announced = [];
new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
    const live = node.querySelectorAll?.("[role=status], [role=alert]") ?? [];
    live.forEach((one) => announced.push(one.textContent));
}))).observe(document.body, { childList: true, subtree: true })"""
"""From now on ``announced`` are the words of every live region that comes into the page."""


@pytest.fixture
def page(browser: Browser, room: OpenRoom) -> Page:
    opened = joined(browser, room)
    opened.until(SAVED)
    return opened


@pytest.fixture
def day(tmp_path: Path) -> Iterator[OpenRoom]:
    """Return a room on a day that has a prompt."""
    opened = web_walk.day_room(tmp_path / "day" / "w.eqw")
    yield opened
    opened.close()


@pytest.fixture
def notes(browser: Browser, day: OpenRoom) -> Page:
    """Return a page with the group's notes to the prompt that is on."""
    opened = web_walk.start(browser, day, "en")
    for words in ("Join", "Yes, they match", "Notes to the prompt"):
        opened.press(words)
    return opened


def station_of(room: OpenRoom) -> str:
    return room.operations.snapshot.stations[-1].id


def next_prompt(room: OpenRoom) -> None:
    """Go on to another activity with a prompt, as the facilitator does."""
    activities = [a for block in default_framework().blocks for a in block.activities]
    prompted = [one for one in activities if one.prompt_id]
    room.do(GoTo(activity_id=prompted[1].id, at=datetime.now(UTC)))


def test_what_was_typed_for_the_group_before_a_move_waits_for_the_facilitator(
    page: Page, room: OpenRoom
) -> None:
    page.type(EVIDENCE, "Written for group A while it was mov")
    room.do(MoveStation(station_id=station_of(room), group_id="gB"))
    page.until("document.querySelector('.who').textContent.includes('Group B')")
    until(lambda: [row["outcome"] for row in kept(page)["outbox"]] == ["quarantined"])
    assert kept(page)["outbox"][0]["entry"]["group"] == "gA"
    assert not kept(page)["drafts"]


def test_a_group_of_students_that_is_half_typed_is_kept_like_every_word(
    page: Page, room: OpenRoom
) -> None:
    page.type(OTHER, "Newcomers since 2024")
    until(lambda: [one["text"] for one in kept(page)["drafts"]] == ["Newcomers since 2024"])
    page.ask("Page.reload")
    page.until("document.querySelector('.chip.chosen')?.textContent === 'Newcomers since 2024'")
    page.until(f"document.querySelector('{OTHER}').value === ''")
    until(lambda: value(room, AFFECTED) == ["Newcomers since 2024"])
    assert not kept(page)["drafts"]


def test_a_group_of_students_is_added_by_going_on(page: Page, room: OpenRoom) -> None:
    page.type(OTHER, "Newcomers")
    page.run("document.querySelectorAll('.dimensions button')[1].click()")
    until(lambda: value(room, AFFECTED) == ["Newcomers"])


def test_who_goes_on_in_words_of_another_device_makes_no_second_version(
    page: Page, room: OpenRoom
) -> None:
    page.type(EVIDENCE, "One")
    until(lambda: value(room, CELL) == "One")
    tips = tuple(room.operations.snapshot.cell(CellKey.parse(CELL)).tips)
    room.do(SetCell(cell=CELL, value="One and two", based_on=tips))
    page.until(f"""document.querySelector("{EVIDENCE}").value === 'One and two'""")
    page.ask("Input.insertText", {"text": " and three"})
    until(lambda: value(room, CELL) == "One and two and three")


def test_who_joins_with_a_full_disk_is_told_and_nothing_is_sent(
    browser: Browser, room: OpenRoom
) -> None:
    page = browser.page(f"{room.http}/#j={room.code('gA')}")
    page.until("Boolean(document.querySelector('form'))")
    page.run(FULL)
    page.press("Join")
    page.until("document.querySelector('[role=alert]').textContent.includes('could not save')")
    assert not room.operations.snapshot.stations
    page.run("IDBObjectStore.prototype.put = window.put")
    page.press("Join")
    page.until("document.querySelector('.digits')")


def test_a_full_disk_is_no_lost_connection(page: Page, room: OpenRoom) -> None:
    page.run(FULL)
    room.do(TellStations(text="Five minutes more"))
    page.until("document.querySelector('.notice')?.textContent.includes('Five minutes more')")
    room.do(TellStations(text="Two minutes more"))
    page.until("document.querySelector('.notice')?.textContent.includes('Two minutes more')")
    assert page.run(SAVED)


def test_a_note_is_ended_where_it_began(notes: Page, day: OpenRoom) -> None:
    notes.type(NOTE, "Half a sen")
    first = notes.run("document.querySelector('main h1').textContent")
    before = notes.run("document.querySelector('.activity').textContent")
    next_prompt(day)
    notes.until(f"document.querySelector('.activity').textContent !== {before!r}")
    notes.ask("Input.insertText", {"text": "tence"})
    assert notes.run("document.querySelector('main h1').textContent") == first
    key = {"key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 13}
    notes.ask("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    notes.until(f"document.querySelector('main h1').textContent !== {first!r}")
    notes.ask("Input.insertText", {"text": "To the next"})
    notes.run("document.activeElement.blur()")
    until(lambda: len(said(day)) == 2)
    (one, here), (other, there) = said(day)
    assert (one, other) == ("Half a sentence", "To the next")
    assert here != there


def said(room: OpenRoom) -> list[tuple[str, str]]:
    """Return the words and prompts of the notes that the page's group wrote."""
    snapshot = room.operations.snapshot
    own = [note for note in snapshot.notes if note.group_id == web_walk.GROUP]
    return [(value(room, str(words_key(note.id))), note.prompt_id) for note in own]


def test_the_closing_check_waits_for_words_that_are_begun(
    browser: Browser, qapp: QApplication, tmp_path: Path
) -> None:
    desk = OpenDesk(tmp_path / "w.eqw")
    try:
        desk.open()
        page = browser.page(f"{desk.http}/#j={desk.code()}")
        page.press("Join")
        page.press("Yes, they match")
        page.until(SAVED)
        page.type(OTHER, "Newcom")
        choose(page, 0)
        desk.wait(lambda: [v.reason for v in desk.door.closing_check().visits] == [Reason.BEGUN])
        page.run("document.activeElement.blur()")
        desk.wait(lambda: desk.door.closing_check().complete)
    finally:
        desk.close()


def test_a_notice_that_stays_is_not_told_again_and_stays_open(page: Page, room: OpenRoom) -> None:
    room.do(TellStations(text="Five minutes more"))
    room.do(MoveStation(station_id=station_of(room), group_id=""))
    page.until("document.querySelectorAll('.notice').length === 1")
    page.run(ANNOUNCED)
    page.type(EVIDENCE, "First")
    page.until("document.querySelectorAll('.notice').length === 2")
    page.run("document.querySelector('.notice details').open = true")
    page.type(OTHER, "Newcomers")
    page.run("document.activeElement.blur()")
    page.until("document.querySelectorAll('.notice li').length === 2")
    assert page.run("document.querySelector('.notice details').open")
    told = page.run("announced")
    assert len(told) == 1
    assert told[0].startswith("Waiting for the facilitator")


def test_a_language_that_cannot_be_had_just_now_is_not_shown_as_chosen(
    page: Page, room: OpenRoom
) -> None:
    blocked(page, "*/web/words/*")
    choice = "document.getElementById('language')"
    page.run(f"{choice}.value = 'es'; {choice}.dispatchEvent(new Event('change'))")
    page.until(f"{choice}.value === 'en'")
    assert page.run("document.documentElement.lang") == "en"


def test_back_to_the_address_before_leads_to_no_page_that_writes_for_nobody(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "hub" / "w.eqw"
    room = OpenRoom(path)
    page = joined(browser, room)
    page.until(SAVED)
    room.close()
    elsewhere = OpenRoom(path)
    try:
        page.press("Where your answers are, and what this page cannot promise")
        page.type("#address", elsewhere.http)
        page.press("Go there with everything")
        page.press("Yes, go on here")
        page.until(SAVED)
        page.run("history.back()")
        page.until(f"location.href === '{room.http}/'")
        page.until("document.body.innerText.includes('This page went on at another address')")
        assert not page.run("document.querySelectorAll('textarea').length")
    finally:
        elsewhere.close()


def test_a_page_that_came_without_its_words_has_them_once_they_can_be_had(
    browser: Browser, room: OpenRoom
) -> None:
    page = browser.page(f"{room.http}/v1/hello")
    blocked(page, "*/web/words/*")
    page.ask("Page.navigate", {"url": f"{room.http}/#j={room.code('gA')}"})
    page.until("document.getElementById('page') && document.readyState === 'complete'")
    assert not page.run("document.body.innerText.trim()")
    blocked(page)
    page.until("document.querySelector('h1')?.textContent === 'Join the room'")


def test_words_of_a_note_are_of_the_group_that_it_was_written_for(
    page: Page, room: OpenRoom
) -> None:
    page.type(NOTE, "Spending by school")
    page.run("document.activeElement.blur()")
    page.until(SAVED)
    page.type(".needs textarea", " and year")
    room.do(MoveStation(station_id=station_of(room), group_id="gB"))
    until(lambda: [row["outcome"] for row in kept(page)["outbox"]] == ["accepted", "quarantined"])
    assert {row["entry"]["group"] for row in kept(page)["outbox"]} == {"gA"}

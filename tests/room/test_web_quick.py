"""Quick hands at the browser station, and two devices at once: every choice is kept."""

from pathlib import Path

import pytest

from app.domain.cells import SetCell
from tests.room.browser import Browser, Page
from tests.room.rooms import Device, OpenRoom, until
from tests.room.web_page import SAVED, choose, joined, kept, value

RATING = "gA|d01||foundations|rating"
AFFECTED = "gA|d01|||student_groups"

SLOW_DISK = """import("/web/js/store.js").then(async ({ openStore }) => {
    const kind = Object.getPrototypeOf(await openStore());
    const { append } = kind;
    kind.append = async function slow(...all) {
        await new Promise((resolve) => { setTimeout(resolve, 200); });
        return append.apply(this, all);
    };
})"""
"""From now on, an entry takes its time to get onto the browser's disk."""

CHOSEN = "[...document.querySelectorAll('.chip.chosen')].map((one) => one.textContent)"


@pytest.fixture
def page(browser: Browser, room: OpenRoom) -> Page:
    opened = joined(browser, room)
    opened.until(SAVED)
    return opened


def down(page: Page) -> None:
    """Press the key with the arrow down."""
    key = {"key": "ArrowDown", "code": "ArrowDown", "windowsVirtualKeyCode": 40}
    page.ask("Input.dispatchKeyEvent", {"type": "rawKeyDown", **key})
    page.ask("Input.dispatchKeyEvent", {"type": "keyUp", **key})


def test_two_arrow_keys_in_a_row_end_at_the_last_level(page: Page, room: OpenRoom) -> None:
    choose(page, 0)
    until(lambda: (value(room, RATING) or {}).get("level") == "f1")
    page.run(SLOW_DISK)
    page.run("document.querySelector('.level input').focus()")
    down(page)
    down(page)
    until(lambda: len([c for c in room.operations.snapshot.cells if c.cell == RATING]) == 3)
    assert value(room, RATING)["level"] == "f3"
    assert not page.run("document.querySelector('.lens .contest:not([hidden])')")


def test_two_quick_ticks_are_both_in_the_list(page: Page, room: OpenRoom) -> None:
    page.run(SLOW_DISK)
    page.run("[...document.querySelectorAll('.chip input')].slice(0, 2).map((one) => one.click())")
    until(lambda: len(value(room, AFFECTED) or []) == 2)
    offered = page.run("[...document.querySelectorAll('.chip input')].map((one) => one.value)")
    assert value(room, AFFECTED) == offered[:2]


@pytest.mark.parametrize("words", ["We need help", "We are finished"])
def test_two_quick_presses_say_it_and_take_it_back(page: Page, words: str) -> None:
    page.run(SLOW_DISK)
    press = f"[...document.querySelectorAll('button')].find((b) => b.textContent === '{words}')"
    page.run(f"(() => {{ const button = {press}; button.click(); button.click(); }})()")
    until(lambda: len(kept(page)["outbox"]) == 2)
    page.until(SAVED)
    said = [row["entry"]["payload"]["on"] for row in kept(page)["outbox"]]
    assert said == [True, False]
    assert page.run(f"{press}.ariaPressed") == "false"


def test_what_came_from_elsewhere_while_it_was_chosen_is_not_taken_back(page: Page) -> None:
    cell = page.run(
        """import("/web/js/station.js").then(async ({ Station }) => {
            let number = 0;
            const append = async (id, make) => ({ seq: number += 1, entry: make(number) });
            const station = new Station({ append }, { station: "ab", group: "gA" });
            const shown = (id, value) => {
                const tips = [{ id, value, at: "2026-11-20T17:04:09Z", based_on: [] }];
                station.view = { records: { cells: [{ cell: "c", tips, superseded: ["seen"] }] } };
            };
            shown("seen", 1);
            const done = station.setCell("c", 2);
            shown("unseen", 3);
            await done;
            return station.cell("c").versions.map(({ value }) => value).sort();
        })"""
    )
    assert cell == [2, 3]


def test_one_tick_over_two_lists_keeps_what_both_chose(
    page: Page, room: OpenRoom, tmp_path: Path
) -> None:
    device = Device.joined(tmp_path / "other.eqw", room)
    device.write(SetCell(cell=AFFECTED, value=["disabilities"]))
    page.press("English learners")
    until(lambda: value(room, AFFECTED) == ["english_learners"])
    device.connect()
    until(device.is_home)
    page.until("document.querySelectorAll('.contest:not([hidden]) blockquote').length === 2")
    page.until(f"{CHOSEN}.length === 2")
    page.type("fieldset input[type=text]", "Newcomers")
    page.press("Add")
    until(lambda: value(room, AFFECTED) is not None)
    both = {"english_learners", "disabilities", "Newcomers"}
    assert set(value(room, AFFECTED)) == both
    page.until("!document.querySelector('.contest:not([hidden])')")
    assert len(page.run(CHOSEN)) == 3
    device.close()

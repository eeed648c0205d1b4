"""The browser station in a real Chromium, against a real hub: what it promises people."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.domain.cells import RevealResults, SetCell
from app.paths import resource_path
from app.room.hub import Hub
from tests.room.browser import Browser
from tests.room.ports import free_port
from tests.room.rooms import Device, OpenRoom, until
from tests.room.web_page import (
    EVIDENCE,
    SAVED,
    choose,
    joined,
    joined_with_clock,
    kept,
    value,
)

VECTORS = Path(__file__).parents[1] / "domain"


def test_its_merge_passes_the_vectors_of_every_client(browser: Browser, room: OpenRoom) -> None:
    page = browser.page(room.http)
    vectors = json.loads((VECTORS / "merge_vectors.json").read_text("utf-8"))["vectors"]
    asked = json.dumps([vector["entries"] for vector in vectors])
    states = page.run(
        f"import('/web/js/merge.js').then((m) => {asked}.map((entries) => m.merge(entries)))"
    )
    for vector, state in zip(vectors, states, strict=True):
        versions = [version["id"] for version in state["versions"]]
        assert {**state, "versions": versions} == vector["expect"], vector["name"]


def test_its_hashes_and_digests_are_those_of_every_client(browser: Browser, room: OpenRoom) -> None:
    page = browser.page(room.http)
    told = json.loads((VECTORS / "envelope_vectors.json").read_text("utf-8"))
    entries = json.dumps([one["entry"] for one in told["entries"]])
    forms = page.run(
        "import('/web/js/canonical.js').then((m) => "
        f"{entries}.map((entry) => [m.canonical(entry), m.entryHash(entry)]))"
    )
    assert forms == [[one["canonical"], one["hash"]] for one in told["entries"]]
    digests = [""]
    for one in told["entries"]:
        pair = json.dumps([digests[-1], one["hash"]])
        digests.append(
            page.run(f"import('/web/js/canonical.js').then((m) => m.nextDigest(...{pair}))")
        )
    assert digests == told["digests"]


def test_what_is_scored_and_typed_is_on_the_facilitators_disk(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    choose(page, 2)
    choose(page, 9)
    page.type(EVIDENCE, "Table 4: 3 × that of others. Ñandú.")
    page.press("English learners")
    page.press("We need help")
    until(lambda: value(room, "gA|d01|||evidence") == "Table 4: 3 × that of others. Ñandú.")
    page.until(SAVED)
    assert value(room, "gA|d01||foundations|rating")["level"] == "f3"
    assert value(room, "gA|d01||access|rating") == {"cannot_tell": True}
    assert value(room, "gA|d01|||student_groups") == ["english_learners"]
    assert room.operations.snapshot.group_state("gA").help_asked_at


def test_without_the_hub_it_goes_on_and_tells_what_is_not_there_yet(
    browser: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "hub" / "w.eqw"
    port = free_port()
    room = OpenRoom(path, port)
    page = joined(browser, room)
    page.until(SAVED)
    room.close()
    choose(page, 1)
    choose(page, 7)
    page.until(
        "document.querySelector('.status').textContent.startsWith('2 not yet on the facilitator')"
    )
    again = OpenRoom(path, port)
    page.until(SAVED)
    assert value(again, "gA|d01||foundations|rating")["level"] == "f2"
    assert len([c for c in again.operations.snapshot.cells if c.group_id == "gA"]) == 2
    again.close()


def test_words_outlive_a_browser_that_dies_in_the_middle_of_them(
    tmp_path: Path,
) -> None:
    port = free_port()
    room = OpenRoom(tmp_path / "hub" / "w.eqw", port)
    first = Browser(tmp_path / "profile")
    page = joined(first, room)
    page.until(SAVED)
    room.hub.close()
    page.type(EVIDENCE, "The last words before the battery")
    until(lambda: any(kept(page)[store] for store in ("drafts", "outbox")))
    first.kill()
    pages = resource_path("web")
    room.hub = Hub(room.office, interface="127.0.0.1", port=port, plain=True, pages=pages)
    with Browser(tmp_path / "profile") as second:
        revived = second.page(room.http)
        revived.until(SAVED)
    assert value(room, "gA|d01|||evidence") == "The last words before the battery"
    room.close()


@pytest.mark.parametrize("year", [1970, 2031])
def test_a_device_whose_clock_is_years_off_writes_by_the_hubs(
    year: int, browser: Browser, room: OpenRoom
) -> None:
    """Also what it left unfinished, which becomes an entry before the hub is heard again."""
    page = joined_with_clock(browser, room, datetime(year, 1, 2, tzinfo=UTC) - datetime.now(UTC))
    page.until(SAVED)
    page.type(EVIDENCE, "left in the mid")
    until(lambda: kept(page)["drafts"] or kept(page)["outbox"])
    page.ask("Page.reload")
    page.until(SAVED)
    until(lambda: value(room, "gA|d01|||evidence") == "left in the mid")
    (entry,) = [c for c in room.operations.snapshot.cells if c.field == "evidence"]
    late = datetime.now(UTC) - datetime.fromisoformat(entry.at)
    assert timedelta(seconds=-1) < late < timedelta(minutes=2)


def test_a_full_disk_is_told_without_a_promise_and_typing_on_brings_the_words(
    browser: Browser, room: OpenRoom
) -> None:
    """A file would hold what was kept, and so not these words."""
    page = joined(browser, room)
    page.until(SAVED)
    page.run(
        "window.put = IDBObjectStore.prototype.put; IDBObjectStore.prototype.put = () => {"
        " throw new DOMException('no room', 'QuotaExceededError'); }"
    )
    page.type(EVIDENCE, "Typed while the disk")
    told = page.until(
        "(t => t.includes('could not save') && t)(document.querySelector('.status').textContent)"
    )
    assert "file" not in told
    assert "type on" in told
    page.run("IDBObjectStore.prototype.put = window.put; 0")
    page.type(EVIDENCE, " was full.")
    page.until(SAVED)
    until(lambda: value(room, "gA|d01|||evidence") == "Typed while the disk was full.")


def test_two_versions_are_both_shown_and_people_settle_them(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    device = Device.joined(tmp_path / "other.eqw", room)
    reason = "gA|d01||access|reason"
    device.write(SetCell(cell=reason, value="Buses do not run after four"))
    page.type(f"[data-cell='{reason}']", "Families cannot come")
    device.connect()
    until(device.is_home)
    page.until("document.querySelectorAll('.contest:not([hidden]) blockquote').length === 2")
    shown = page.run("document.querySelector('.contest:not([hidden])').innerText")
    assert "Buses do not run after four" in shown
    assert "Families cannot come" in shown
    page.press("Keep this version")
    page.until("!document.querySelector('.contest:not([hidden])')")
    until(lambda: value(room, reason) is not None)
    device.close()


def test_markup_in_what_others_wrote_stays_words(browser: Browser, room: OpenRoom) -> None:
    wicked = "<img src=x onerror=\"document.title='taken'\"><script>alert(1)</script>"
    room.do(SetCell(cell="gA|d01|||student_groups", value=[wicked]))
    room.do(SetCell(cell="gA|d01|||evidence", value=wicked))
    page = joined(browser, room)
    page.until(f'document.querySelector("{EVIDENCE}").value.length')
    assert wicked in page.run("document.body.innerText")
    assert page.run("document.title") == "Group A · Equity Workshop"
    assert page.run("document.querySelectorAll('img, #page script').length") == 0


@pytest.mark.parametrize(
    ("width", "height", "scale"), [(360, 740, 1), (1366, 768, 2), (1366, 768, 1)]
)
def test_nothing_is_cut_off_on_small_windows(
    browser: Browser, room: OpenRoom, width: int, height: int, scale: int
) -> None:
    page = joined(browser, room, width=width, height=height, scale=scale)
    choose(page, 0)
    assert page.run("document.documentElement.scrollWidth <= innerWidth")
    small = page.run(
        "[...document.querySelectorAll('button, select, .level, .chip, summary, textarea')]"
        ".map((one) => [one.textContent, one.getBoundingClientRect()])"
        ".filter(([, box]) => box.width && Math.min(box.width, box.height) < 24)"
        ".map(([name]) => name)"
    )
    assert small == []


def test_every_field_has_a_name_and_the_page_its_landmarks(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    nameless = page.run(
        "[...document.querySelectorAll('input, textarea, select')]"
        ".filter((one) => !one.labels?.length && !one.ariaLabel).map((one) => one.outerHTML)"
    )
    assert nameless == []
    for landmark in ("header", "nav[aria-label]", "main", "footer", "h1", "[aria-live=polite]"):
        assert page.run(f"document.querySelectorAll({json.dumps(landmark)}).length") >= 1
    twice = "const ids = [...document.querySelectorAll('[id]')].map((one) => one.id)"
    assert page.run(f"(() => {{ {twice}; return ids.length === new Set(ids).size; }})()")


def test_no_two_fields_or_buttons_of_a_sheet_are_called_the_same(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    tree = page.ask("Accessibility.getFullAXTree")["nodes"]
    told = [
        one for one in tree if not one["ignored"] and one["role"]["value"] in ("textbox", "button")
    ]
    names = [one["name"]["value"] for one in told]
    assert len(names) > 10
    assert sorted(set(names)) == sorted(names)


def test_it_speaks_spanish(browser: Browser, room: OpenRoom) -> None:
    page = joined(browser, room)
    page.run(
        "(() => { const choice = document.getElementById('language'); choice.value = 'es';"
        " choice.dispatchEvent(new Event('change')); })()"
    )
    page.until("document.body.innerText.includes('Necesitamos ayuda')")
    assert page.run("document.documentElement.lang") == "es"
    shown = page.run("document.body.innerText")
    assert "Guardado en la computadora de quien facilita" in shown
    assert not re.search(r"\b(nav|status|lens)\.\w", shown)


def test_the_code_leaves_the_address_line(browser: Browser, room: OpenRoom) -> None:
    page = joined(browser, room)
    assert page.run("location.pathname + location.hash") == "/"


def test_the_file_for_the_facilitator_is_sealed_with_the_stations_key(
    browser: Browser, room: OpenRoom
) -> None:
    page = browser.page(room.http)
    sealed = page.run(
        "import('/web/js/sha256.js').then((m) => m.hmacHex(m.unhex('4a656665'),"
        " 'what do ya want for nothing?'))"
    )  # RFC 4231, test case 2
    assert sealed == "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"


def test_a_restored_backup_gets_again_what_it_lost(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hub" / "w.eqw"
    port = free_port()
    room = OpenRoom(path, port)
    page = joined(browser, room)
    page.until(SAVED)
    room.close()
    backup = path.read_bytes()
    room = OpenRoom(path, port)
    choose(page, 3)
    until(lambda: value(room, "gA|d01||foundations|rating") is not None)
    page.until(SAVED)
    room.close()
    path.write_bytes(backup)
    restored = OpenRoom(path, port)
    assert value(restored, "gA|d01||foundations|rating") is None
    until(lambda: value(restored, "gA|d01||foundations|rating") is not None)
    page.until(SAVED)
    assert len([c for c in restored.operations.snapshot.cells if c.group_id == "gA"]) == 1
    restored.close()


def test_it_goes_on_at_another_address_with_everything(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hub" / "w.eqw"
    room = OpenRoom(path)
    page = joined(browser, room)
    choose(page, 0)
    page.until(SAVED)
    room.close()
    choose(page, 1)
    page.until("document.querySelector('.status').textContent.startsWith('1 not yet')")
    elsewhere = OpenRoom(path)
    assert elsewhere.http != room.http
    page.press("Where your answers are, and what this page cannot promise")
    page.type("#address", elsewhere.http)
    page.press("Go there with everything")
    page.press("Yes, go on here")
    page.until(SAVED)
    assert page.run("location.href") == f"{elsewhere.http}/"
    assert value(elsewhere, "gA|d01||foundations|rating")["level"] == "f2"
    assert len(elsewhere.operations.snapshot.stations) == 1
    choose(page, 2)
    until(lambda: (value(elsewhere, "gA|d01||foundations|rating") or {}).get("level") == "f3")
    elsewhere.close()


def test_one_window_writes_at_a_time(browser: Browser, room: OpenRoom) -> None:
    first = joined(browser, room)
    first.until(SAVED)
    second = browser.page(room.http)
    second.until(SAVED)
    first.until("document.body.innerText.includes('open in another window')")
    choose(second, 0)
    until(lambda: value(room, "gA|d01||foundations|rating") is not None)


def test_a_group_says_that_this_is_right_and_a_new_score_takes_it_back(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    choose(page, 0)
    page.press("What the room will see")
    page.press("Yes, this is right")
    page.until("document.body.innerText.includes('Confirmed')")
    until(lambda: bool(room.operations.snapshot.group_state("gA").confirmed_at))
    page.press("Change")
    page.until("document.querySelectorAll('.level').length === 10")
    choose(page, 1)
    until(lambda: not room.operations.snapshot.group_state("gA").confirmed_at)


def test_before_its_yes_a_group_sees_every_version_and_what_does_not_count(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    page = joined(browser, room)
    choose(page, 0)
    page.until(SAVED)
    device = Device.joined(tmp_path / "other.eqw", room)
    not_scored, reason = "gA|d01|||not_scored", "gA|d01||access|reason"
    room.do(SetCell(cell=not_scored, value={"words": "Not ours to judge."}))
    room.do(SetCell(cell=reason, value="Buses do not run after four"))
    device.write(SetCell(cell=not_scored, value={"words": "We ran out of time."}))
    device.write(SetCell(cell=reason, value="Families cannot come"))
    device.connect()
    until(device.is_home)
    page.press("What the room will see")
    page.until("document.body.innerText.includes('We ran out of time.')")
    shown = page.run("document.querySelector('.card').innerText")
    told = ("Not ours to judge.", "Buses do not run after four", "Families cannot come")
    assert all(words in shown for words in told)
    assert shown.count("Chose not to score") == 2
    assert shown.count("Entered too, and not counted: 1: ") == 1
    assert "Two versions stand somewhere." in page.run("document.body.innerText")
    device.close()


def test_who_guesses_codes_is_told_in_plain_words(browser: Browser, room: OpenRoom) -> None:
    page = browser.page(f"{room.http}/#j=ZZZZZZ")
    page.press("Join")
    page.until("document.body.innerText.includes('not one of this room’s')")


def test_other_groups_scores_come_only_with_the_reveal(browser: Browser, room: OpenRoom) -> None:
    level = {"level": "f4", "framework": 1}
    room.do(SetCell(cell="gB|d01||foundations|rating", value=level))
    page = joined(browser, room)
    page.until(SAVED)
    assert page.run("[...document.querySelectorAll('nav button')].at(-1).hidden")
    room.do(RevealResults())
    page.press("What all groups said")
    page.until("document.querySelector('table')?.innerText.includes('4: Strong throughout')")


def test_results_that_are_hidden_again_leave_the_page(browser: Browser, room: OpenRoom) -> None:
    page = joined(browser, room)
    room.do(RevealResults())
    page.press("What all groups said")
    page.until("document.querySelector('main h1').textContent === 'What all groups said'")
    room.do(RevealResults(revealed=False))
    page.until("document.querySelectorAll('.level').length === 10")


def test_a_third_device_is_told_to_wait(browser: Browser, room: OpenRoom, tmp_path: Path) -> None:
    others = [Device.joined(tmp_path / f"{n}.eqw", room) for n in range(2)]
    page = browser.page(f"{room.http}/#j={room.code()}")
    page.press("Join")
    page.press("Yes, they match")
    page.until("document.body.innerText.includes('has its two devices already')")
    for one in others:
        one.close()

"""The browser station's files: what it saves comes in, and it believes the answer."""

import json
from datetime import timedelta
from pathlib import Path

from app.bootstrap.exchange import StationFiles
from app.services import spoken
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom, until
from tests.room.web_page import CATCH, SAVED, choose, joined, joined_with_clock, value

AWAY = {"offline": True, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1}
SHOWN_CODE = """[...document.querySelectorAll(".spoken:not([hidden]) [aria-hidden]")]
    .map((group) => group.textContent).join("")"""
VECTORS = Path(__file__).parents[1] / "domain"


def saved_file(page: Page, path: Path) -> Path:
    page.run(CATCH)
    page.run("document.querySelector('footer details').open = true")
    page.press("Save a file")
    path.write_text(page.until("window.saved"), "utf-8")
    return path


def read_answer(page: Page, text: str) -> None:
    page.run(f"""(() => {{
        const field = document.getElementById("answer");
        const files = new DataTransfer();
        files.items.add(new File([{json.dumps(text)}], "answer.eqx"));
        field.files = files.files;
        field.dispatchEvent(new Event("change"));
    }})()""")


def told(page: Page, words: str) -> None:
    page.until(f"document.querySelector('footer').textContent.includes({json.dumps(words)})")


def test_a_page_without_network_brings_a_file_and_learns_what_arrived(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    page.ask("Network.enable")
    page.ask("Network.emulateNetworkConditions", AWAY)
    room.hub.close()
    choose(page, 1)
    page.until("document.querySelector('.status').textContent.includes('not yet')")
    files = StationFiles(room.operations)
    taken = files.take_in(saved_file(page, tmp_path / "up.eqx"))
    assert taken.fresh == 1
    assert value(room, "gA|d01||foundations|rating")["level"] == "f2"
    files.save_answer(taken, tmp_path / "down.eqx")
    answer = (tmp_path / "down.eqx").read_text("utf-8")
    read_answer(page, answer.replace("through", "thr0ugh"))
    told(page, "or was changed")
    read_answer(page, answer.replace(taken.station, "ef" * 16, 1))
    told(page, "for another device")
    read_answer(page, answer)
    told(page, "how things stood at")
    page.until("document.querySelector('.status').textContent.startsWith('No connection since')")


def test_the_answer_is_believed_by_a_device_whose_clock_is_ahead(
    browser: Browser, room: OpenRoom, tmp_path: Path
) -> None:
    page = joined_with_clock(browser, room, timedelta(hours=5))
    page.until(SAVED)
    page.ask("Network.enable")
    page.ask("Network.emulateNetworkConditions", AWAY)
    room.hub.close()
    choose(page, 1)
    page.until("document.querySelector('.status').textContent.includes('not yet')")
    files = StationFiles(room.operations)
    taken = files.take_in(saved_file(page, tmp_path / "up.eqx"))
    read_answer(page, files.save_answer(taken, tmp_path / "down.eqx").read_text("utf-8"))
    page.until("document.querySelector('.status').textContent.startsWith('No connection since')")


def test_its_codes_are_those_of_every_client(browser: Browser, room: OpenRoom) -> None:
    page = browser.page(room.http)
    told = json.loads((VECTORS / "spoken_vectors.json").read_text("utf-8"))["codes"]
    made = page.run(f"""import("/web/js/spoken.js").then((m) => {json.dumps(told)}.map((one) => [
        m.codeOf({{ ...one, seen: m.seenOf(one.seen) }}, one.token),
        Object.fromEntries(one.cells.map(([cell, value]) =>
            [cell, m.entryId(one.token, cell, value, one.at)])),
    ]))""")
    assert made == [[one["code"], one["entries"]] for one in told]


def test_a_code_is_read_from_the_page_and_typed_at_the_hub(
    browser: Browser, room: OpenRoom
) -> None:
    page = joined(browser, room)
    page.until(SAVED)
    page.ask("Network.enable")
    page.ask("Network.emulateNetworkConditions", AWAY)
    choose(page, 3)
    choose(page, 9)
    page.until("document.querySelectorAll('.level.chosen').length === 2")
    page.press("Read these scores aloud")
    page.press("Show the code")
    code = page.until(SHOWN_CODE)
    operations = room.operations

    def heard() -> spoken.Heard:
        return spoken.heard(operations.snapshot, room.identity, code, now=operations.now())

    until(lambda: operations.now() >= heard().said.at)  # reading it aloud takes a second, too
    room.do(heard().command)
    assert value(room, "gA|d01||foundations|rating")["level"] == "f4"
    assert value(room, "gA|d01||access|rating") == {"cannot_tell": True}
    before = sorted((c.id, c.value, c.at) for c in operations.snapshot.cells if not c.superseded)
    page.ask("Network.emulateNetworkConditions", {**AWAY, "offline": False})
    page.until(SAVED)
    after = sorted((c.id, c.value, c.at) for c in operations.snapshot.cells if not c.superseded)
    assert [row[0] for row in after] == [row[0] for row in before]
    assert after == before
    assert page.run(SHOWN_CODE) == code, "it still holds"
    choose(page, 1)
    page.until("document.querySelector('.spoken').hidden")

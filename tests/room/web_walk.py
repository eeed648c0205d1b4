"""A walk through every state of the browser station, for whoever wants to look at each.

``python -m tests.room.web_walk --out DIR [--language es] [--width 360 --height 740] [--scale 2]
[--dark] [--contrast]`` takes pictures, ``--fold`` of what the window shows without scrolling.
"""

import argparse
import json
import tempfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.domain.cells import Field, RevealResults, SetCell
from app.domain.clock import GoTo, StartDay
from app.domain.commands import Command
from app.domain.stations import AdmitStation, MoveStation, RevokeStation, TellStations
from app.paths import resource_path
from tests.day_data import (
    carry_out,
    create,
    default_framework,
    prepared,
    scored,
    seated,
    set_cell,
)
from tests.room.browser import Browser, Page
from tests.room.rooms import OpenRoom
from tests.room.web_page import CATCH, blocked

GROUP = "gC"
"""Its dimensions are d03 and d04, on which there is district data."""

Look = Callable[[str, Page], None]


def day_room(path: Path) -> OpenRoom:
    """Return an open room on a day with seven groups that are scoring."""
    database = create(path)
    carry_out(database, [*prepared(), *seated(), *scored(), *more()])
    database.close()
    room = OpenRoom(path)
    activities = [a for block in default_framework().blocks for a in block.activities]
    prompted = next(one for one in activities if one.prompt_id)
    now = datetime.now(UTC)
    room.do(StartDay(activity_id=activities[0].id, at=now - timedelta(minutes=3)))
    room.do(GoTo(activity_id=prompted.id, at=now - timedelta(minutes=2)))
    return room


def more() -> list[Command]:
    """Return answers of every kind that the day itself does not have."""
    f1, f4 = ({"level": level, "framework": 1} for level in ("f1", "f4"))
    cell = set_cell("C", "d04", Field.RATING, f1, "foundations")
    return [
        SetCell(cell=cell.cell, value=f4),
        set_cell("C", "d03", Field.EVIDENCE, "Principals’ years in post, 2019 to 2026, by school."),
        set_cell("C", "d03", Field.STUDENT_GROUPS, ["english_learners", "Newcomers since 2024"]),
        set_cell("B", "d02", Field.RATING, {"level": "f4", "framework": 1}, "foundations"),
    ]


def start(browser: Browser, room: OpenRoom, language: str, **size: float) -> Page:
    """Return a page that asks for a group's code, in a language."""
    page = browser.page("about:blank#", **size)  # type: ignore[arg-type]
    page.ask("Emulation.setLocaleOverride", {"locale": language})
    agent = page.run("navigator.userAgent")
    page.ask("Network.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": language})
    page.ask("Page.navigate", {"url": f"{room.http}/#j={room.code(GROUP)}"})
    page.until("document.querySelector('form') && document.readyState === 'complete'")
    return page


def words(language: str) -> dict[str, str]:
    """Return the page's words."""
    path = resource_path("web") / "words" / f"{language}.json"
    found: dict[str, str] = json.loads(path.read_text("utf-8"))
    return found


def walk(browser: Browser, room: OpenRoom, language: str, look: Look, **size: float) -> None:
    """Go through every state of the page, and let ``look`` have each."""
    say = words(language)
    page = start(browser, room, language, **size)
    look("join", page)
    page.run("document.getElementById('code').value = 'ZZZZZZ'")
    page.press(say["join.button"])
    page.until("document.querySelector('.notice.overtime:not([hidden])')")
    look("join-wrong", page)
    page.run(f"document.getElementById('code').value = '{room.code(GROUP)}'")
    page.press(say["join.button"])
    page.until("document.querySelector('.digits')")
    look("compare", page)
    page.press(say["compare.same"])
    page.until("document.querySelectorAll('.level').length === 10")
    page.until("document.querySelector('.status.success')")
    look("sheet", page)
    settle(page)
    look("sheet-settled", page)
    page.run("document.querySelector('.dimensions li:last-child button').click()")
    page.until("document.querySelector('.contest:not([hidden])')")
    page.run("for (const one of document.querySelectorAll('details')) one.open = true")
    look("sheet-contested-all-open", page)
    page.press(say["skip.choose"])
    page.until("document.querySelector('.scores .card:not([hidden])')")
    look("sheet-not-scored", page)
    page.press(say["skip.back"])
    for name in ("notes", "data", "check"):
        label = say["data.title"] if name == "data" else say[f"nav.{name}"]
        page.press(label)
        page.until("document.querySelector('main h1') !== null")
        look(name, page)
    station = room.operations.snapshot.stations[-1].id
    room.do(TellStations(text="Five minutes more. / Cinco minutos más."))
    room.do(RevealResults())
    page.press(say["nav.results"])
    page.until("document.querySelectorAll('.chart svg').length > 10")
    look("results", page)
    room.do(RevokeStation(station_id=station))
    page.until("!document.querySelector('.status.success')")
    look("revoked", page)
    second = browser.page(f"{room.http}/", **size)  # type: ignore[arg-type]
    second.until("document.querySelector('.status')")
    page.until("document.querySelector('main.narrow')")
    look("another-window", page)
    room.do(AdmitStation(station_id=station, group_id=""))
    third = browser.page(f"{room.http}/#m=e30", **size)  # type: ignore[arg-type]
    third.until("document.querySelector('main.narrow')")
    look("arrive", third)
    # Whichever of the windows writes for the device just then: nothing is to reach the hub.
    for other in (second, third):
        blocked(other, "*/v1/entries")
    other_group(page, room, say, look)


def other_group(page: Page, room: OpenRoom, say: dict[str, str], look: Look) -> None:
    """Open another group's link where answers are that are not on the hub yet, and join it."""
    page.ask("Page.bringToFront")
    page.press(say["twice.here"])
    page.until("document.querySelectorAll('.level').length === 10")
    blocked(page, "*/v1/entries")
    page.run("document.querySelectorAll('.level input')[0].click()")
    page.until("document.querySelector('.status:not(.success)')")
    address = f"{room.http}/#j={room.code('gA')}"
    page.ask("Page.navigate", {"url": address})
    page.until("document.querySelector('main.narrow .primary')")
    look("other-group", page)
    page.run(CATCH)
    page.press(say["aside.save_and_go"])
    page.until("document.querySelector('form')")
    look("join-other", page)
    blocked(page)
    page.press(say["join.button"])
    page.press(say["compare.same"])
    page.until("document.querySelector('.status.success')")
    look("sheet-other-aside", page)


def settle(page: Page) -> None:
    """Settle what is contested on the sheet: a score, and the words that it is based on."""
    page.run("document.querySelectorAll('.foundations .level input')[2].click()")
    page.until("document.querySelectorAll('.foundations .level.chosen').length === 1")
    page.run("document.querySelector('.contest:not([hidden]) button').click()")
    page.until("document.querySelectorAll('.contest:not([hidden])').length === 0")
    page.until("document.querySelector('.status.success')")


def waiting(browser: Browser, room: OpenRoom, language: str, look: Look, **size: float) -> None:
    """Look at a station that waits for the facilitator, and at one whose hub is gone."""
    say = words(language)
    page = start(browser, room, language, **size)
    page.press(say["join.button"])
    page.press(say["compare.same"])
    page.until("document.querySelectorAll('.level').length === 10")
    page.until("document.querySelector('.status.success')")
    station = room.operations.snapshot.stations[-1].id
    room.do(MoveStation(station_id=station, group_id=""))
    page.until("document.querySelector('.status:not(.success)')")
    look("waits", page)
    room.do(MoveStation(station_id=station, group_id=GROUP))
    page.until("document.querySelector('.status.success')")
    room.close()
    page.run("document.querySelectorAll('.level input')[0].click()")
    page.until("document.querySelector('.status.attention')")
    look("hub-gone", page)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--language", default="en")
    parser.add_argument("--width", type=int, default=1366)
    parser.add_argument("--height", type=int, default=768)
    parser.add_argument("--scale", type=float, default=1)
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--contrast", action="store_true")
    parser.add_argument("--fold", action="store_true")
    wish = parser.parse_args()
    wish.out.mkdir(parents=True, exist_ok=True)

    def look(name: str, page: Page) -> None:
        features = [("prefers-color-scheme", "dark")] * wish.dark
        features += [("forced-colors", "active")] * wish.contrast
        media = [{"name": name, "value": value} for name, value in features]
        page.ask("Emulation.setEmulatedMedia", {"features": media})
        page.picture(wish.out / f"{name}.png", whole=not wish.fold)

    size = {"width": wish.width, "height": wish.height, "scale": wish.scale}
    for go in (walk, waiting):
        room = day_room(Path(tempfile.mkdtemp()) / "w.eqw")
        with Browser() as browser:
            go(browser, room, wish.language, look, **size)
        room.close()


if __name__ == "__main__":
    main()

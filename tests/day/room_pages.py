"""A note-taker's browser on the day of a room: a real Chromium, worked as people work it."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from tests.day.room_clock import RoomClock
from tests.room.browser import Browser, Page
from tests.room.rooms import until
from tests.room.web_page import kept
from tests.room.web_walk import words

LATER = """(() => {
    const Real = globalThis.realDate ?? Date;
    globalThis.realDate = Real;
    globalThis.Date = class extends Real {
        constructor(...given) { if (given.length) super(...given); else super(Date.now()); }
        static now() { return Real.now() + AHEAD; }
    };
})()"""
"""A device's clock is the venue's: so much later than the machine's that runs the test."""


class BrowserTable:
    """The page of a group in a browser of its own.

    Attributes:
        id: the station's.
        compare: the digits that the page showed.
        group: the group's id.

    """

    def __init__(self, browser: Browser, clock: RoomClock, language: str, width: int) -> None:
        """Open an empty page in a language."""
        self._clock, self._say = clock, words(language)
        self.page: Page = browser.page("about:blank#", width=width, height=768)
        self.page.ask("Emulation.setLocaleOverride", {"locale": language})
        agent = self.page.run("navigator.userAgent")
        wish = {"userAgent": agent, "acceptLanguage": language}
        self.page.ask("Network.setUserAgentOverride", wish)
        self.id = self.compare = self.group = ""

    def join(self, link: str) -> None:
        """Join by the link of the group's QR code."""
        self.follow_clock()
        self.page.ask("Page.navigate", {"url": link})
        self.page.until("document.querySelector('form') && document.readyState === 'complete'")
        self.page.press(self._say["join.button"])
        self.compare = self.page.until("document.querySelector('.digits [aria-hidden]')?.innerText")
        self.page.press(self._say["compare.same"])
        self.page.until("document.querySelectorAll('.level').length === 10")
        enrolment = next(one["value"] for one in self.kept()["meta"] if one["name"] == "enrolment")
        self.id, self.group = enrolment["station"], enrolment["group"]

    def follow_clock(self) -> None:
        """Let the device's clock be the venue's."""
        later = LATER.replace("AHEAD", str(round(self._clock.ahead_of_the_machine() * 1000)))
        self.page.ask("Page.addScriptToEvaluateOnNewDocument", {"source": later})
        self.page.run(later)

    def score(self, lines: list[list[str]]) -> None:
        """Write sheets: dimension, number of both levels, reason of both."""
        for dimension, numbers, *reasons in lines:
            self._open(dimension)
            for lens, (number, reason) in enumerate(zip(numbers, reasons, strict=True)):
                place = lens * 5 + int(number) - 1
                self.page.run(f"document.querySelectorAll('.level input')[{place}].click()")
                name = ("foundations", "access")[lens]
                self.page.type(f"[data-cell='{self.group}|{dimension}||{name}|reason']", reason)
        self.page.run("document.activeElement.blur()")
        self.wait(lambda: not self.kept()["drafts"])

    def choose_not(self, dimension: str, words: str) -> None:
        """Choose not to score a dimension, and say why."""
        self._open(dimension)
        self.page.press(self._say["skip.choose"])
        field = f"[data-cell='{self.group}|{dimension}|||not_scored']"
        self.page.until(f"document.querySelector({json.dumps(field)}).offsetParent")
        self.page.type(field, words)
        self.page.run("document.activeElement.blur()")
        self.wait(lambda: not self.kept()["drafts"])

    def say(self, what: str) -> None:
        """Press a button of the group: "help", "finished", or look at it all and confirm."""
        if what == "confirm":
            self.page.press(self._say["nav.check"])
            self.page.press(self._say["confirm.yes"])
        else:
            self.page.press(self._say[f"nav.{what}"])

    def note(self, words: str) -> None:
        """Write a note to the prompt that is on."""
        self.wait(lambda: self._say["nav.notes"] in self._offered())
        self.page.press(self._say["nav.notes"])
        self.page.type("main input[type=text]", words)
        self.page.press(self._say["add"])
        self.wait(lambda: not self.kept()["drafts"])

    def go_to(self, address: str) -> None:
        """Go to the hub's other address with everything."""
        self.page.press(self._say["keep.title"])
        self.page.type("#address", address)
        self.page.press(self._say["keep.move"])
        self.page.press(self._say["arrive.yes"])
        self.page.until(f"location.href === {json.dumps(address + '/')}")
        self.page.until("document.querySelector('.status')")

    def results(self) -> str:
        """Return what the page says of all groups, once it is revealed."""
        self.page.press(self._say["nav.results"])
        self.page.until("document.querySelectorAll('.chart svg[role=img]').length === 10")
        return str(self.page.run("document.querySelector('main').innerText"))

    def look(self) -> dict[str, Any]:
        """Return what the page shows."""
        seen = self.page.run(
            "({words: document.body.innerText,"
            " saved: Boolean(document.querySelector('.status.success')),"
            " status: document.querySelector('.status')?.textContent ?? ''})"
        )
        kept = self.kept()
        view = next((o["value"] for o in kept["meta"] if o["name"].startswith("view:")), {})
        cells = view.get("records", {}).get("cells", [])
        others = {one["cell"].split("|")[0] for one in cells if one["cell"].count("|") == 4}
        notes = {one["id"] for one in view.get("records", {}).get("notes", [])}
        return {
            **seen,
            "home": seen["saved"] and not kept["drafts"],
            "message": view.get("message", ""),
            "revealed": self._say["nav.results"] in self._offered(),
            "others": sorted(others - {self.group} - notes),
        }

    def kept(self) -> dict[str, Any]:
        """Return all that the browser keeps, by store."""
        return kept(self.page)

    def written(self) -> list[dict[str, Any]]:
        """Return the entries of the outbox."""
        return [row["entry"] for row in sorted(self.kept()["outbox"], key=lambda row: row["seq"])]

    def held(self, words: Sequence[str]) -> list[str]:
        """Return which of some words are anywhere in what the browser keeps."""
        content = json.dumps(self.kept(), ensure_ascii=False)
        return [one for one in words if one in content]

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait for something of the page."""
        until(condition)

    def _open(self, dimension: str) -> None:
        place = f".dimensions li:nth-child({int(dimension[1:])}) button"
        self.page.run(f"document.querySelector('{place}').click()")
        self.page.until(f"document.querySelector(\"[data-cell*='|{dimension}|']\")")

    def _offered(self) -> list[str]:
        found = self.page.run(
            "[...document.querySelectorAll('nav button')].filter((one) => !one.hidden)"
            ".map((one) => one.textContent)"
        )
        return [str(one) for one in found]

"""The day of a room, told from outside: who comes, what is written, and what goes wrong when.

What each note-taker writes has a word of its own in it, so that it can be looked for afterwards.
"""

import re
from collections.abc import Callable, Iterable
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from app.domain.framework import Lens
from app.rehearsal import findings
from app.room.addresses import Link
from app.room.pinning import certificate_at
from tests.day.room_clock import RoomClock
from tests.day.room_pages import BrowserTable
from tests.day.room_people import Hub, Station, Venue
from tests.room.browser import Browser, key_hash
from tests.room.cable import Cable
from tests.room.ports import free_port
from tests.room.rooms import until

DIMENSIONS = [f"d{number:02d}" for number in range(1, 11)]
PASSPHRASE = "seven quiet rivers"
CUT_OFF = "The counselor sees every ninth grader once a year: amberword, and nobody else at all."
HERS, HIS = "Buses leave too early: birchword.", "Clubs begin too late: basilword."
GONE = ("Somebody said too much here: gonedesk.", "Alguien dijo demasiado aquí: gonepage.")
STEP, OWNER = "Publish the staffing table by school", "Human resources"
MINUTES_CUT_OFF = 20

TABLES = {
    "amber": "A", "page": "A",  # the window that is killed; Chromium over plain http
    "birch": "B", "basil": "B",  # the window that is cut off
    "pagina": "C", "cedar": "C",  # Chromium over https, in Spanish
    "dahlia": "D", "daisy": "D",
    "elm": "E", "erle": "E",  # the window that goes by files
    "fern": "F", "fir": "F",
}  # fmt: skip
WINDOWS, PAGES = ("amber", "birch", "elm"), ("page", "pagina")


FEW = 3
"""Sheets that are filled in by hand, or by a page's keys, where the other device writes more."""


def sheets(name: str, part: int | None = None) -> list[list[str]]:
    """Return what a note-taker writes of the group's ten sheets, or one of three parts of it.

    Each is: dimension, the numbers of both levels, why of both.
    """
    partner = next(one for one in TABLES if one != name and TABLES[one] == TABLES[name])
    first = list(TABLES).index(name) < list(TABLES).index(partner)
    by_hand = {"amber", "birch", "elm", "pagina"}
    share = FEW if {name, partner} & by_hand else len(DIMENSIONS) // 2
    mine = DIMENSIONS[:share] if first else DIMENSIONS[share:]
    place = sorted(TABLES).index(name)
    lines = [
        [
            dimension,
            f"{(place + at) % 4 + 1}{(place * 2 + at) % 4 + 1}",
            f"What {name}{dimension}f saw.",
            f"Who {name}{dimension}a reaches.",
        ]
        for at, dimension in enumerate(mine)
    ]
    middle, last = len(lines) // 2, len(lines) - 1
    return lines if part is None else [lines[:middle], lines[middle:last], lines[last:]][part]


class RoomDay:
    """The venue, its people, and what the test remembers of them.

    Attributes:
        hub: the facilitator's laptop that runs the room now.
        ways: how its room is reached.
        sticks: how many files were carried to it.
        words: everything that was written and is to stand at the end.

    """

    def __init__(self, folder: Path, open_: ExitStack) -> None:
        """Start the laptops; nobody has written anything."""
        self.folder, self._open = folder, open_
        self.clock = RoomClock(folder / "clock")
        self.venue = Venue(folder, self.clock, open_)
        self.hub = self.another_hub("first")
        self.ways: dict[str, Any] = {}
        self.desktops: dict[str, Station] = {}
        self.pages: dict[str, BrowserTable] = {}
        self.cables: dict[str, Cable] = {}
        self.groups: dict[str, str] = {}
        self.words: list[str] = []
        self.scores: dict[str, str] = {}
        self.sticks = 0

    def another_hub(self, name: str) -> Hub:
        """Start the program on another laptop."""
        return Hub(self.venue, name)

    @property
    def everybody(self) -> "dict[str, Station | BrowserTable]":
        """Return all tables, by name."""
        return {**self.desktops, **self.pages}

    @property
    def online(self) -> "dict[str, Station | BrowserTable]":
        """Return all tables that are open and have a network now."""
        away = {name for name, cable in self.cables.items() if not cable.is_plugged}
        away |= {name for name, one in self.desktops.items() if not one.is_open}
        return {name: one for name, one in self.everybody.items() if name not in away}

    def together(self, names: Iterable[str], act: str, *given: Any) -> None:
        """Let laptops do the same at the same time."""
        with self.meanwhile(names, lambda _name: (act, *given)):
            pass

    @contextmanager
    def meanwhile(self, names: Iterable[str], act: Callable[[str], tuple[Any, ...]]) -> Any:
        """Let laptops do something while something else is done."""
        told = [name for name in names if name in self.desktops]
        for name in told:
            self.desktops[name].begin(*act(name))
        yield
        for name in told:
            self.desktops[name].ended()

    def all_home(self) -> None:
        """Wait until whoever has a network has brought everything."""
        for name, one in self.online.items():
            until(lambda one=one: one.look()["home"])
            assert one.look().get("equal", True), name
            assert not one.look().get("problem"), name

    def wait_for(self, name: str, condition: Callable[[dict[str, Any]], Any]) -> dict[str, Any]:
        """Wait until a table shows something; return what it shows."""
        until(lambda: bool(condition(self.everybody[name].look())))
        return self.everybody[name].look()

    # -- the chapters ---------------------------------------------------------------------------

    def open_the_room(self) -> None:
        """Prepare the workshop, every group with all ten dimensions, and open the room."""
        self._browser = self._open.enter_context(Browser())  # while the program starts
        self.hub.started()
        self.hub.does("prepare", 6)
        self.groups = self.hub.does("give_all_dimensions")
        self.ways = self.hub.does("open_room", free_port())
        assert sorted(self.groups) == sorted(set(TABLES.values()))

    def everybody_comes(self) -> None:
        """Join, by link and by QR code; compare the digits; nobody sees anything of others yet."""
        cabled = {name: self._cable(name) for name in ("birch", "elm")}
        for name in TABLES:
            if name in PAGES:
                continue
            link = self._link(name, cabled.get(name))
            window = name in WINDOWS
            self.desktops[name] = self.venue.station(name, link if window else "", window=window)
            if window:
                self.desktops[name].begin("press_join")
            else:
                self.desktops[name].begin("join", link, f"Laptop of {name}")
        for name in PAGES:
            self.pages[name] = self._page(name)
        for station in self.desktops.values():
            station.ended()
            station.knows(station.does("joined"))
        self.hub.does("compare", {one.id: one.compare for one in self.everybody.values()})

    def _cable(self, name: str) -> Cable:
        self.cables[name] = self._open.enter_context(Cable(self.ways["port"]))
        return self.cables[name]

    def _link(self, name: str, cable: Cable | None = None) -> str:
        link: str = self.ways["ways"][TABLES[name]]["link"]
        if cable is None:
            return link
        found = Link.parse(link)
        return str(Link(f"https://127.0.0.1:{cable.port}", found.code, found.fingerprint))

    def _page(self, name: str) -> BrowserTable:
        way = self.ways["ways"][TABLES[name]]
        spanish = name == "pagina"
        link, trusts = (way["link"], self._key()) if spanish else (way["page"], "")
        browser = self._open.enter_context(Browser(trusts=trusts))
        page = BrowserTable(
            browser, self.clock, "es" if spanish else "en", 800 if spanish else 1366
        )
        page.join(link)
        return page

    def _key(self) -> str:
        """Return the hash of the hub's key, as somebody accepts it in a browser's settings."""
        pem = certificate_at(f"https://127.0.0.1:{self.ways['port']}", self.ways["fingerprint"])
        return key_hash(pem)

    def the_day_begins(self) -> None:
        """Start the day, adopt the norms, turn to scoring; everybody sees the same."""
        self.hub.does("start")
        self.hub.does("turn_to", "norms")
        self.hub.does("adopt_norms")
        self.hub.does("turn_to", "scoring")
        self.follow_clock()
        self.hub.does("tell", "Write what you see, not who said it.")
        for name in self.everybody:
            self.wait_for(name, lambda seen: seen["message"].startswith("Write what you see"))
        for name in self.desktops:
            seen = self.wait_for(name, lambda seen: seen["activity"] == "scoring")
            assert seen["norms"], name

    def follow_clock(self) -> None:
        """Let the devices of the pages show the venue's time."""
        for page in self.pages.values():
            page.follow_clock()

    def score(self, part: int) -> None:
        """Write a part of everybody's sheets, all at once."""
        with self.meanwhile(self.desktops, lambda name: ("score", sheets(name, part))):
            for name, page in self.pages.items():
                page.score(sheets(name, part))
        self.remember(part)

    def remember(self, part: int) -> None:
        """Remember what everybody wrote."""
        for name in TABLES:
            for dimension, numbers, *words in sheets(name, part):
                self.words += words
                for lens, number in zip(Lens, numbers, strict=True):
                    self.scores[findings.key(dimension, TABLES[name], lens)] = number

    def instead(self, old: str, new: str) -> None:
        """Remember that words were written over others."""
        self.words.remove(old)
        self.words.append(new)

    def see_nothing_of_others(self) -> None:
        """Before the reveal no laptop has anything of another group, on screen or on disk."""
        for name, one in self.everybody.items():
            seen = one.look()
            assert not seen["revealed"], name
            assert seen["others"] == [], name
            theirs = [words for words in self.words if TABLES.get(_whose(words)) != TABLES[name]]
            assert len(theirs) > 30
            assert one.held(theirs) == [], name


def _whose(words: str) -> str:
    """Return the name of who wrote some words."""
    found = re.search(
        r"\b(" + "|".join(TABLES) + r")(?:d\d\d[fa]|word|between|dead|note|last)\b", words
    )
    return found[1] if found else ""

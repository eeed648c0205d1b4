"""The room of the rehearsed day at the facilitator's laptop: opened, handed over, and closed."""

from contextlib import suppress
from pathlib import Path
from urllib.parse import urlsplit

from PySide6.QtWidgets import QLineEdit

from app.bootstrap.program import Program
from app.domain.handing_over import suggested_passphrase
from app.domain.heard import SILENT_SECONDS
from app.domain.room_open import Opening
from app.domain.scenes import Scene, ShowScene
from app.domain.stations import Station
from app.rehearsal.checks import Check
from app.rehearsal.faults import MORE, Faults, moment
from app.rehearsal.hands import Hands
from app.rehearsal.killed import laptops_own
from app.rehearsal.laptop import RehearsedLaptop
from app.rehearsal.page_fault import rehearse_page
from app.rehearsal.tables import Table
from app.rehearsal.wire import LOOPBACK
from app.services import library
from app.settings import Settings, save
from app.ui.after.hand_over_page import HandOverPage
from app.ui.home.view import HomeView

SECOND_LAPTOP = "second-laptop"

TELLING = ("console", "stations")
"""The pages that tell how stations are heard."""


def open_room(hands: Hands) -> None:
    """Open the room on this laptop only, and show the way in on the room screen."""
    _open(hands)
    hands.do(ShowScene(scene=Scene.JOIN.value))
    hands.photograph_room()
    hands.do(ShowScene(scene=""))


def _open(hands: Hands) -> None:
    hands.day.door.open(Opening(interface=LOOPBACK, port=0))
    hands.wait(lambda: hands.day.door.door.is_open, "the open room")


def port_of(hands: Hands) -> int:
    """Return the port at which the room is open."""
    return urlsplit(hands.day.door.door.addresses[0]).port or 0


class RoomDay:
    """What happens around the tables, from the moment that the program goes on."""

    def __init__(self, hands: Hands, faults: Faults) -> None:
        """Work for the tables of ``faults``."""
        self.hands, self.faults = hands, faults
        self.hidden_before_reveal = True
        hands.all_heard = self._all_heard

    def score(self) -> None:
        """Find the tables again, and let them score through everything that happens to them."""
        hands = self.hands
        hands.wait(lambda: hands.day.door.door.is_open, "the room that opens again")
        self.faults.tables.lead_to(port_of(hands))
        self.faults.go_through(hands)
        self._rehearse_page()
        digits = [
            self._digits(station) == table.digits
            for table in self._tables
            if (station := hands.desk.snapshot.station(table.station)) is not None
        ]
        if self.faults.page is not None:
            found = hands.desk.snapshot.station(self.faults.page.station)
            digits.append(found is not None and self._digits(found) == self.faults.page.digits)
        count = len(self.faults.seats)
        seen = f"{sum(digits)} of {count} stations show the facilitator’s four digits"
        hands.checks.append(Check("same_digits", sum(digits) == count, seen))

    def _all_heard(self) -> bool:
        return self.hands.program.window.current_page not in TELLING or self._just_heard()

    def _just_heard(self) -> bool:
        """Tell whether no station in the network is silent: rehearsed time passes in leaps."""
        door, now = self.hands.day.door, self.hands.desk.now()
        there = [table for table in self._tables if table.wire.whole and not table.on_files]
        heard = [one for table in there if (one := door.heard.get(table.station)) is not None]
        return not door.door.is_open or not any(
            one.heard_at is None or (now - one.heard_at).total_seconds() >= SILENT_SECONDS
            for one in heard
        )

    def _digits(self, station: Station) -> str:
        return self.hands.day.door.digits(station)

    def _rehearse_page(self) -> None:
        """Let the page be the second device of the group that scores on this laptop."""
        group = laptops_own(self.hands.desk.snapshot.groups)
        dimension_id = group.dimensions[0]
        faults = self.faults
        faults.no_page = rehearse_page(faults, self.hands, group.id, dimension_id)

    @property
    def _tables(self) -> list[Table]:
        return self.faults.tables.all

    def confirm(self) -> list[str]:
        """Let tables confirm their scores; return the groups that cannot do it themselves."""
        there = [table for table in self._tables if not table.on_files]
        for table in there:
            table.ask("confirm", self.hands.look)
        for table in there:
            table.ask("home", self.hands.look)
        able = {table.group for table in there}
        return [group.id for group in self.hands.desk.snapshot.groups if group.id not in able]

    def look_before_reveal(self) -> None:
        """Look whether any station knows another group's scores."""
        for table in self._tables:
            told = table.ask("look", self.hands.look)
            if told["others"] or told["revealed"]:
                self.hidden_before_reveal = False

    def look_after_reveal(self) -> None:
        """Look whether stations in the network know all groups' scores now."""
        told = []
        for table in self._tables:
            if not table.on_files:
                table.ask("await_reveal", self.hands.look)
                told.append(table.ask("look", self.hands.look))
        seen = f"{len(told)} stations in the network show all groups’ scores now, none did before"
        go = all(one["others"] and one["revealed"] for one in told) and self.hidden_before_reveal
        self.hands.checks.append(Check("results_hidden_on_stations", go, seen))

    def hand_over(self) -> None:
        """Give the room to a co-facilitator's laptop, on which the day goes on."""
        hands, table = self.hands, self.faults.table(0)
        fault = self.faults.begin("hand_over", table, moment(hands))
        passphrase = suggested_passphrase()
        path = self.faults.folder / "room.eqh"
        self._give(path, passphrase)
        words = {"dimension_id": table.answers[0]["dimension_id"], "words": MORE}
        fault.last = table.ask("add", hands.look, **words)["seq"]
        fault.waited = table.ask("away", hands.look)["waiting"]
        self._take(path, passphrase)
        address = hands.day.door.door.addresses[0]
        there = [one for one in self._tables if not one.on_files]
        for one in there:
            one.ask("go_to", hands.look, address=address)
        back = [one.ask("home", hands.look) for one in there]
        fault.seen = {"stations_that_followed": len(back)}
        fault.well = fault.waited > 0 and all(one["equal"] for one in back)
        hands.go("stations:board")
        hands.photograph_console()

    def _give(self, path: Path, passphrase: str) -> None:
        hands = self.hands
        hands.go("after:hand_over")
        page = next(iter(hands.window.findChildren(HandOverPage)))
        hands.find(QLineEdit, "after.handover.passphrase").setText(passphrase)
        done: list[bool] = []
        page.handed_over.connect(lambda: done.append(True))
        page.hand_over(path)
        hands.wait(lambda: bool(done), "the hand-over file")
        hands.wait(lambda: not hands.day.door.door.ways, "the closed room")
        hands.photograph_console()

    def _take(self, path: Path, passphrase: str) -> None:
        """Take the file in on the other laptop, whose clock is right, and open the room there."""
        hands, first = self.hands, self.hands.program
        folder = first.data_dir / SECOND_LAPTOP
        save(folder, Settings(language="en", theme="light", reduced_motion=True))
        laptop = RehearsedLaptop(hands.laptop.begin, passed=hands.laptop.passed)
        first.quit()
        first.window.hide()
        second = Program(first.application, folder, laptop.clock())
        first.window.deleteLater()
        hands.move_to(second, laptop)
        second.window.show()
        second.show_home()
        home = next(iter(second.window.findChildren(HomeView)))
        home.import_file(path)
        hands.settle()
        hands.find(QLineEdit, "home.handover.passphrase").setText(passphrase)
        hands.press("home.handover.yes")
        hands.wait(lambda: bool(library.workshops(folder)), "the handed-over workshop")
        hands.wait(lambda: not home.works.strip.busy, "Home")
        second.open_workshop(library.workshops(folder)[0].path)
        _open(hands)

    def close(self) -> None:
        """See every station home, look at the closing check, and let the stations go."""
        hands = self.hands
        for table in self._tables:
            if not table.on_files:
                table.ask("home", hands.look)
        hands.day.door.read_again()
        hands.settle()
        hands.wait(self._just_heard, "every station’s sign of life")
        closing = hands.day.door.closing_check()
        seen = f"{closing.entries} entries of {closing.stations} stations"
        for visit in closing.visits:
            seen += f"; to visit: {visit.reason.value} ({visit.count})"
        if closing.to_decide:
            seen += f"; to decide: {closing.to_decide}"
        hands.checks.append(Check("closing_check", closing.complete, seen))
        hands.go("stations:board")
        hands.photograph_console()
        hands.go("console")
        self._photograph_stations()
        hands.all_heard = lambda: True
        codes = [table.leave(hands.look) for table in self._tables]
        hands.checks.append(Check("stations_closed", not any(codes), f"{len(codes)} windows"))

    def _photograph_stations(self) -> None:
        for number, table in enumerate(self._tables[:2], 1):
            with suppress(OSError):
                path = self.hands.out / f"station-{number:02d}.png"
                table.ask("picture", self.hands.look, path=str(path))

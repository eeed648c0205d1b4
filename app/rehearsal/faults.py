"""What happens to the tables' stations and their network on the rehearsed day, one after the other.

Each fault keeps which entries it was about; what became of them is read from the files at the end
(:mod:`app.rehearsal.evidence`).
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from app.domain.errors import StorageProblemError, UserError
from app.domain.exchange import TakenFile
from app.domain.framework import Lens
from app.rehearsal import courier, scoring
from app.rehearsal.evidence import Seat
from app.rehearsal.hands import Hands
from app.rehearsal.page_table import PageTable
from app.rehearsal.plan import answer_from
from app.rehearsal.tables import Table, TableError, Tables, nothing
from app.storage import outbox
from app.storage.database import Database, Reader

PLAYED = {
    "hub_killed": "Real: the facilitator’s program is killed while a station brings what it "
    "writes, of which the end is written when nobody answers; another process goes on and opens "
    "the room again.",
    "cut": "Real: the station’s connection goes through a wire that is broken; only the twenty "
    "minutes are those of the rehearsed laptop.",
    "station_killed": "Real: a station’s process is killed while somebody types, and started "
    "again.",
    "reorder": "Real envelopes: the station is offline, and a second connection with its token "
    "brings the later half of its entries first, each envelope backwards.",
    "duplicate": "Real envelopes: the same connection brings all of them twice more; then the "
    "station itself is in the network again.",
    "file_road": "Real: a station without a network saves its file, the facilitator’s window takes "
    "it in twice, and the answer is opened on the station.",
    "hand_over": "Real: the hand-over file is opened on a second data folder with its passphrase; "
    "the stations are told the new address.",
}
"""What was real in each fault."""

MORE = " We come back to this after the break."
"""What a table adds whose scores are all entered."""

CUT_MINUTES = 20.0
CARRY_MINUTES = 2.0
"""How long it takes to walk over with a stick."""

LEAST_LETTERS = 25
TRIES = 10

T = TypeVar("T")


@dataclass
class Fault:
    """One fault.

    Attributes:
        name: a key of :data:`PLAYED`.
        table: to whom.
        at: the rehearsed moment, ISO text.
        first, last: the numbers of the station's entries that it was about.
        waited: how many of them the station's window said to be on the station only.
        seen: what else was found.
        well: whether all went as it should until then.

    """

    name: str
    table: Any
    at: str
    first: int
    last: int = 0
    waited: int = 0
    seen: dict[str, Any] = field(default_factory=dict)
    well: bool = True


class Faults:
    """Makes them happen.

    Attributes:
        done: what happened.
        page: the device with the page in a browser; None where none was rehearsed.
        no_page: why not.

    """

    def __init__(self, tables: Tables, folder: Path) -> None:
        """Nothing happened yet; files on sticks lie in ``folder``."""
        self.tables, self.folder = tables, folder
        self.done: list[Fault] = []
        self.page: PageTable | None = None
        self.no_page = ""

    @property
    def seats(self) -> list[Seat]:
        """Return every device that took part, in the order of their groups."""
        seats: list[Seat] = [*self.tables.all]
        if self.page is not None:
            seats.append(self.page)
        return sorted(seats, key=lambda seat: seat.label)

    def table(self, place: int) -> Table:
        """Return the table whose turn it is: each gets its own fault where there are enough."""
        return self.tables.all[place % len(self.tables.all)]

    def begin(self, name: str, table: Table, at: str) -> Fault:
        """Note that a fault begins."""
        fault = Fault(name, table, at, first=newest(table) + 1)
        self.done.append(fault)
        return fault

    def score_first(self) -> None:
        """Let the first table score while all is well."""
        table = self.tables.all[0]
        table.ask("score", nothing, answers=table.answers)
        table.scored = bool(table.ask("home", nothing)["connected"])

    def write_while_killed(self) -> None:
        """Let a table begin to write, for the facilitator's program to be killed meanwhile."""
        table = self.table(1)
        self.begin("hub_killed", table, table.seated_at)
        table.order("score_till_away", answers=table.answers)
        table.scored = True

    def look_while_killed(self) -> None:
        """Let it come to the end while there is nobody; it must say so."""
        fault = self.done[-1]
        fault.last = fault.table.answer(nothing)["seq"]
        state = fault.table.ask("away", nothing)
        fault.waited = state["waiting"]
        fault.well = state["waiting"] > 0

    def go_through(self, hands: Hands) -> None:
        """Let the faults of the scoring happen."""
        pump = hands.look
        back = self.table(1).ask("home", pump)
        self.done[-1].well = self.done[-1].well and back["equal"]
        makers = (self._cut, self._kill, self._deliver_badly, self._carry_files)
        for place, make in enumerate(makers, 2):
            self._tried(make, hands, self.table(place))
        for table in self.tables.all:
            if not table.scored:
                table.ask("score", pump, answers=table.answers)
                table.scored = True

    def _tried(self, make: Callable[[Hands, Table], None], hands: Hands, table: Table) -> None:
        """Let a fault happen; where a station does not do its part, the sheet says so."""
        try:
            make(hands, table)
        except (TableError, TimeoutError, httpx.HTTPError, UserError) as error:
            fault = self.done[-1]
            fault.well, fault.last = False, newest(table)
            fault.seen["problem"] = str(error)
            table.wire.mend()

    def _write(self, table: Table, pump: Callable[[], None]) -> int:
        """Let a table write what it has not written yet; return the number of its newest entry."""
        if table.scored:
            told = table.ask("add", pump, dimension_id=_first(table)["dimension_id"], words=MORE)
            told = table.ask("add", pump, dimension_id=_first(table)["dimension_id"], words=MORE)
        else:
            told = table.ask("score", pump, answers=table.answers)
        table.scored = True
        return int(told["seq"])

    def _cut(self, hands: Hands, table: Table) -> None:
        """Cut a table off for a while in which it writes all its scores."""
        pump = hands.look
        fault = self.begin("cut", table, moment(hands))
        table.wire.cut()
        fault.last = self._write(table, pump)
        state = table.ask("away", pump)
        minutes = min(CUT_MINUTES, hands.desk.rundown().remaining_seconds / 60 - 8)
        hands.pass_time(minutes)
        hands.go("stations:board")
        hands.photograph_console()
        table.wire.mend()
        back = table.ask("home", pump)
        fault.waited, fault.seen = state["waiting"], {"minutes": round(minutes)}
        fault.well = state["waiting"] > 0 and back["equal"]

    def _kill(self, hands: Hands, table: Table) -> None:
        """Kill a station in mid-word, and start it again."""
        pump, answer = hands.look, _first(table)
        fault = self.begin("station_killed", table, moment(hands))
        where = {"dimension_id": answer["dimension_id"], "field": scoring.REASON}
        whole = answer["reasons"][Lens.FOUNDATIONS]
        before = ""
        if table.scored:
            where["field"], before, whole = scoring.EVIDENCE, answer["evidence"], MORE * 4
        table.order("type", **where, words=whole)
        saved = ""
        while len(saved) < len(before) + LEAST_LETTERS:
            saved = table.hear(pump)["saved"]
        table.kill()
        table.start()
        table.begin_to_join()
        table.join(pump)
        told = table.ask("finish", pump, **where, words=before + whole)
        fault.seen = {"letters_saved": len(saved), "letters_found": len(told["found"])}
        fault.last = told["seq"] if table.scored else self._write(table, pump)
        table.scored = True
        back = table.ask("home", pump)
        fault.well = bool(saved) and told["found"].startswith(saved) and back["equal"]

    def _deliver_badly(self, hands: Hands, table: Table) -> None:
        """Bring a station's entries in another order, and more than once."""
        pump = hands.look
        order = self.begin("reorder", table, moment(hands))
        table.wire.cut()
        order.last = self._write(table, pump)
        order.waited = table.ask("away", pump)["waiting"]
        entries = entries_of(table, order.first)
        half = len(entries) // 2
        address, whose = hands.day.door.door.addresses[0], table.enrolment()
        later = courier.bring(whose, address, entries[: half - 1 : -1])
        earlier = courier.bring(whose, address, entries[:half][::-1])
        order.seen = {"gaps_meanwhile": len(later["missing"]), "through": earlier["through"]}
        order.well = bool(later["missing"]) and earlier["through"] == order.last
        double = self.begin("duplicate", table, moment(hands))
        double.first, double.last = order.first, order.last
        again = [courier.bring(whose, address, entries) for _time in range(2)]
        outcomes = [one["outcome"] for receipt in again for one in receipt["results"]]
        table.wire.mend()
        back = table.ask("home", pump)
        double.seen = {"brought_again": len(outcomes)}
        double.well = set(outcomes) == {"repeated"} and back["equal"]

    def _carry_files(self, hands: Hands, table: Table) -> None:
        """Let a table without a network bring its answers on a stick."""
        pump = hands.look
        fault = self.begin("file_road", table, moment(hands))
        table.wire.cut()
        fault.last = self._write(table, pump)
        fault.waited = table.ask("away", pump)["waiting"]
        hands.pass_time(CARRY_MINUTES)
        stick = self.folder / f"table-{table.label}.eqx"
        table.ask("save_file", pump, path=str(stick))
        first, again = (take_in(hands, stick) for _time in range(2))
        reply = stick.with_name(f"answer-{table.label}.eqx")
        files = hands.day.device_files
        files.save_answer(again, reply)
        hands.wait(lambda: reply.exists() and not files.busy, "an answer")
        back = table.ask("read_answer", pump, path=str(reply))
        fresh, fresh_again = first.fresh, again.fresh
        fault.seen = {"fresh": fresh, "fresh_the_second_time": fresh_again}
        fault.well = fault.waited > 0 and fresh > 0 and not fresh_again and back["equal"]
        if len(self.tables.all) > _OWN_FAULTS:
            table.on_files = True
        else:  # it is needed for something else as well
            table.wire.mend()
            table.ask("home", pump)


_OWN_FAULTS = 5
"""With more tables than these, one stays without a network to the end of the day."""


def take_in(hands: Hands, path: Path) -> TakenFile:
    """Add a station's file at the facilitator's window, and return what came of it."""
    files, came = hands.day.device_files, list[TakenFile]()
    files.taken.connect(came.append)
    try:
        files.take_in(path)
        hands.wait(lambda: bool(came) and not files.busy, "a station's file")
    finally:
        with suppress(RuntimeError):
            files.taken.disconnect(came.append)
    return came[0]


def newest(table: Table) -> int:
    """Return the number of a station's newest entry, from its own file."""
    return _read(table, lambda reader: outbox.newest(reader)[0])


def entries_of(table: Table, first: int) -> list[dict[str, Any]]:
    """Return a station's entries from a number on, from its own file."""
    return _read(table, lambda reader: list(outbox.after(reader, first - 1, 1000)))


def _read(table: Table, work: Callable[[Reader], T]) -> T:
    """Read in a station's file, which its own program may hold for a moment."""
    for last in (*[False] * TRIES, True):
        database = Database(table.path)
        try:
            with database.reading() as reader:
                return work(reader)
        except StorageProblemError:
            if last:
                raise
        finally:
            database.close()
    raise AssertionError("the last try raised")


def moment(hands: Hands) -> str:
    """Return the rehearsed moment."""
    return hands.program.now().isoformat(timespec="seconds")


def _first(table: Table) -> dict[str, Any]:
    return next(row for row in table.answers if not answer_from(row).not_scored)

"""The page in this laptop's own browser, where there is one: joined, cut off, and mended."""

from pathlib import Path
from urllib.parse import urlsplit

from app.rehearsal import browser
from app.rehearsal.browser import BrowserError, Page
from app.rehearsal.faults import MORE, Fault, Faults, moment
from app.rehearsal.hands import Hands
from app.rehearsal.page_table import PageTable
from app.rehearsal.wire import LOOPBACK
from app.room.addresses import Link, url

NAME = "page_cut"
PLAYED = {
    NAME: "Real: the page runs in the browser of this laptop, without a window; its connection "
    "goes through a wire that is broken while it writes."
}
"""What was real in it."""


def rehearse_page(faults: Faults, hands: Hands, group_id: str, dimension_id: str) -> str:
    """Let the page be the second device of a group; return why it could not, or ""."""
    program = browser.find()
    if not program:
        return "no browser of a known kind is installed on this laptop"
    certificate = faults.tables.all[0].enrolment().certificate_pem
    try:
        page = Page(program, faults.folder / "browser", certificate)
    except BrowserError as error:
        return f"{Path(program).name} did not start: {error}"
    way = hands.day.door.door.way(group_id)
    assert way is not None
    link = Link.parse(way.page)
    wire = faults.tables.lay(urlsplit(link.address).port or 0)
    table = PageTable(page, group_id, way.label, wire)
    faults.page = table
    fault = Fault(NAME, table, moment(hands), first=1)
    faults.done.append(fault)
    try:
        table.join(str(Link(url("https", LOOPBACK, wire.port), link.code)), dimension_id)
        _cut(hands, table, fault, dimension_id)
        table.picture(hands.out / "station-03.png")
    except (BrowserError, TimeoutError) as error:
        fault.well, fault.seen["problem"] = False, str(error)
    finally:
        table.end()
    fault.last = len(table.written())
    return ""


def _cut(hands: Hands, table: PageTable, fault: Fault, dimension_id: str) -> None:
    """Cut it off while it writes, and wait until all of it is on the facilitator's laptop."""
    table.wire.cut()
    table.write(dimension_id, MORE)
    fault.waited = table.newest()
    table.wire.mend()

    def here() -> bool:
        heard = hands.day.door.heard.get(table.station)
        return heard is not None and heard.complete and heard.through >= fault.waited

    hands.wait(here, "what was written in the browser")
    table.await_saved()
    fault.well = fault.waited > 0

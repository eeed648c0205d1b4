"""A note-taker sees what became of what they typed: also what was decided later, by others."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QPushButton

from app.bootstrap.exchange import StationFiles
from app.bootstrap.station_program import StationProgram
from app.domain.cells import SetCell
from app.domain.changes import Changes
from app.domain.giving_up import Tell
from app.domain.stations import MoveStation, RevokeStation
from app.i18n import translator
from app.services import kept_entries
from app.services.files import WorkshopFile
from app.ui.station.became import BecamePanel
from app.ui.widgets.draft_text import DraftText
from tests.room.browser import Browser
from tests.room.desktops import is_home, turn, wall
from tests.room.doors import OpenDesk
from tests.room.note_taker import EVIDENCE, child, inside, short_pauses, start, type_words, words
from tests.room.rooms import Caller, OpenRoom
from tests.room.test_exchange import filed
from tests.room.web_page import SAVED, joined
from tests.workshops import rating

__all__ = ["inside", "short_pauses", "start"]
Call = Callable[..., Caller]
FIELD = f"[data-cell='{EVIDENCE}']"
WORDS, SETTLED = "Counted twice.", "Counted by the facilitator."


def decide(room: OpenRoom, what: Callable[..., Changes]) -> None:
    """Let the facilitator decide about the one entry that waits."""

    def carry_out(file: WorkshopFile, _tell: Tell) -> Changes:
        (row,) = kept_entries.to_decide(file.database)
        return what(file.database, row.number)

    room.operations.ask(carry_out)


def test_the_hub_tells_what_is_no_part_of_the_workshop_and_why_in_a_stations_language(
    room: OpenRoom, call: Call
) -> None:
    caller, other = call(), call()
    refused = caller.cell(rating(), {"level": "nonsense", "framework": 1})
    said = caller.post(room).json()["results"][0]["said"]
    (row,) = caller.view(room)["records"]["left_out"]
    assert row == {"outcome": "refused", "said": said, "entry_ids": [refused["id"]]}
    assert other.view(room)["records"]["left_out"] == [], "another one's answers are not told"
    reader = call("gB", language="es")
    reader.cell(rating("gB"), {"level": "nonsense", "framework": 1})
    in_spanish = reader.post(room).json()["results"][0]["said"]
    words = translator("es")("The scale has no level “{level}”.").format(level="nonsense")
    assert in_spanish["happened"] == words != said["happened"]
    assert reader.view(room)["records"]["left_out"][0]["said"] == in_spanish
    room.do(MoveStation(station_id=other.station, group_id="gB"))
    late = other.cell(EVIDENCE, WORDS)
    other.post(room)
    (row,) = other.view(room)["records"]["left_out"]
    assert (row["outcome"], row["entry_ids"]) == ("quarantined", [late["id"]])
    room.operations.ask(partial(_decide_late, late["id"]))
    assert room.operations.flush()
    assert other.view(room)["records"]["left_out"] == []


def _decide_late(entry_id: str, file: WorkshopFile, _tell: Tell) -> Changes:
    rows = kept_entries.to_decide(file.database)
    (number,) = (row.number for row in rows if row.entry_id == entry_id)
    return kept_entries.accept(file.database, number, now=wall())


def test_the_window_says_that_an_answer_was_left_out_and_which(
    room: OpenRoom, inside: StationProgram
) -> None:
    station = inside.station
    room.do(RevokeStation(station_id=station.desk.station_id))
    turn(lambda: station.road.state.standing == "revoked")
    field = type_words(inside, "sheet.evidence", WORDS)
    field.settle_now()
    turn(lambda: bool(station.road.state.left_out))
    room.do(RevokeStation(station_id=station.desk.station_id, revoked=False))
    turn(lambda: "waits for the facilitator to decide" in words(inside))
    assert field.text() == WORDS, "it stands here until it is decided"
    decide(room, kept_entries.set_aside)
    turn(lambda: "was not taken into the workshop" in words(inside))
    child(inside, DraftText, "sheet.foundations.reason").setFocus()  # who types there keeps it
    turn(lambda: field.text() == "")
    _press_which(inside)
    panel = inside.window.findChild(BecamePanel)
    turn(lambda: panel.isVisible())
    assert WORDS in words(inside)
    assert "The facilitator left it out." in words(inside)
    decide(room, partial(kept_entries.accept, now=wall()))
    turn(lambda: panel.isHidden())
    assert room.operations.snapshot.cell(EVIDENCE).value == WORDS


def _press_which(program: StationProgram) -> None:
    found = program.window.findChildren(QPushButton)
    (button,) = (one for one in found if one.isVisible() and one.text() == "Show which")
    button.click()


def test_the_window_says_what_the_facilitator_settled(
    room: OpenRoom, inside: StationProgram, call: Call
) -> None:
    station = inside.station
    other = call()
    other.cell(EVIDENCE, "Not counted.")
    station.desk.submit(SetCell(cell=str(EVIDENCE), value=WORDS))
    turn(lambda: is_home(station))
    other.post(room)
    turn(lambda: bool(station.desk.snapshot.contested()))
    tips = tuple(room.operations.snapshot.cell(EVIDENCE).tips)
    room.do(SetCell(cell=str(EVIDENCE), value=SETTLED, based_on=tips))
    turn(lambda: "The facilitator settled 1 answer" in words(inside))
    _press_which(inside)
    turn(lambda: f"The facilitator settled it: {SETTLED}" in words(inside))
    tips = tuple(station.desk.snapshot.cell(EVIDENCE).tips)
    station.desk.submit(SetCell(cell=str(EVIDENCE), value=WORDS, based_on=tips))
    turn(lambda: "The facilitator settled" not in words(inside))


def test_the_page_says_both(tmp_path: Path) -> None:
    room = OpenRoom(tmp_path / "hub" / "w.eqw")
    try:
        with Browser() as browser:
            page = joined(browser, room)
            station = room.operations.snapshot.stations[0].id
            room.do(RevokeStation(station_id=station))
            page.until("document.querySelector('.status').textContent.includes('out of its group')")
            page.type(FIELD, WORDS)
            page.run(f"document.querySelector({FIELD!r}).blur()")
            page.until("document.body.innerText.includes('Waiting for the facilitator')")
            room.do(RevokeStation(station_id=station, revoked=False))
            decide(room, kept_entries.set_aside)
            page.until("document.body.innerText.includes('Not in the workshop')")
            page.until(f"document.querySelector({FIELD!r}).value === ''")
            page.press("Show which")
            page.until(f"document.querySelector('.which').innerText.includes({WORDS!r})")
            page.until("document.querySelector('.which').innerText.includes('left it out')")
            spoken = "[...document.querySelectorAll('.notice [role]')].map((o) => o.textContent)"
            assert WORDS not in "".join(page.run(spoken)), "what people wrote is not read aloud"
            decide(room, partial(kept_entries.accept, now=wall()))
            page.until("!document.querySelector('.which')")
            page.until(SAVED)
            tips = tuple(room.operations.snapshot.cell(EVIDENCE).tips)
            room.do(SetCell(cell=str(EVIDENCE), value=SETTLED, based_on=tips))
            page.until("document.body.innerText.includes('Settled by the facilitator')")
            page.press("Show which")
            page.until(f"document.querySelector('.which').innerText.includes({SETTLED!r})")
    finally:
        room.close()


def test_the_door_hears_of_what_came_by_file_by_itself(tmp_path: Path, qapp: object) -> None:
    desk = OpenDesk(tmp_path / "hub" / "w.eqw")
    try:
        desk.open()
        caller = desk.joined()
        desk.do(MoveStation(station_id=caller.station, group_id="gB"))
        caller.cell(rating(), {"level": "f2", "framework": 1})
        StationFiles(desk.operations).take_in(filed(caller, tmp_path / "a.eqx"))
        desk.wait(lambda: len(desk.door.to_decide) == 1)
        desk.wait(lambda: desk.door.heard[caller.station].through == 1)
        desk.operations.ask(partial(_decide_late, caller.sent[0]["id"]))
        desk.wait(lambda: desk.door.to_decide == ())
    finally:
        desk.close()

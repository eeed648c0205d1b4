"""The chapters of a day in which everything happens: what the facilitator does in each.

They run in the program's own process (:mod:`tests.day.distant`) and are called by name; what they
return goes to the test. In between the test pulls the projector, fills the disk, kills the program.
"""

import time
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QTextEdit, QToolButton

from app.bootstrap import sample_day
from app.domain.framework import Lens
from app.domain.people import Arrival, MarkArrival
from app.domain.rundown import Phase
from app.domain.scenes import Scene
from app.rehearsal import findings
from app.ui.console.word_stack import WordStack
from app.ui.widgets.level_option import LevelOption
from app.ui.widgets.level_picker import CANNOT_TELL, LevelPicker
from tests.day.facilitator import display_of

if TYPE_CHECKING:
    from tests.day.distant import DistantFacilitator

DISTRICT = "Riverbend Unified"
NO_SHOWS = 6
NORM = "Say what is true, kindly."
LEVELS = ("24", "31", "4?", "22", "13", "3?", "42", "21", "33", "41", "12", "44")
"""What the groups agree on, sheet by sheet: foundations, then access; "?" is "cannot tell"."""


def look(one: "DistantFacilitator") -> dict[str, Any]:
    """Return what both screens show, as somebody beside the facilitator sees it."""
    QApplication.processEvents()
    if one.program.day is None:
        return {"page": one.program.window.current_page, "resume": one.sees("home.resume")}
    one.day.desk.tick()
    stacks = one.program.window.findChildren(WordStack)
    room = one.day.room
    return {
        "page": one.program.window.current_page,
        "console": " ".join(text for s in stacks if s.isVisible() for text in s.texts()),
        "console_on": display_of(one.window),
        "room": room.isVisible(),
        "room_on": display_of(room) if room.isVisible() else "",
        "room_size": room.size().toTuple(),
        "scene": str(room.model.scene),
        "room_words": one.room_words(),
        "activity": one.activity,
        "phase": str(one.rundown.phase),
        "remaining": one.rundown.remaining_seconds,
        "laptop": {"real": one.laptop.real, "set_by": one.laptop.set_by},
        "saved": not one.day.operations.in_trouble,
        "file": str(one.day.operations.path),
        "scores": findings.in_file(one.snapshot) if one.snapshot.groups else {},
    }


def grab(one: "DistantFacilitator", path: str) -> None:
    """Keep a picture of the facilitator's window."""
    one.settle()
    one.window.grab().save(path)


def prepare(one: "DistantFacilitator", tables: int = 4) -> dict[str, Any]:
    """Create the workshop on Home, and fill it: people, data, the groups, a reworded norm."""
    one.wait(lambda: one.sees("home"))
    one.come_to_front()
    one.type_into("home.new.district", DISTRICT, enter=True)
    sample_day.fill(one.day.operations, tables=tables, seed=2)
    one.settle()
    one.section("norms")
    norm = one.snapshot.norms[2]
    one.type_into(f"prepare.norms.{norm.id}.text.en", NORM, over=True)
    one.leave_field()
    one.wait(lambda: one.snapshot.norms[2].text["en"] == NORM)
    return {
        "people": [person.name for person in one.snapshot.people],
        "groups": {group.label: list(group.dimensions) for group in one.snapshot.groups},
        "activities": [activity.id for activity in one.snapshot.agenda.activities],
        "file": str(one.day.operations.path),
    }


def receive(one: "DistantFacilitator") -> dict[str, Any]:
    """All come but six, all of one table: they are marked absent, and the rest seated again."""
    seating = one.snapshot.seating()
    assert seating is not None
    first = one.snapshot.groups[0]
    missing = [m.participant_id for m in seating.memberships if m.group_id == first.id][:NO_SHOWS]
    here = tuple(p.id for p in one.snapshot.people if p.id not in missing)
    one.page("arrivals")
    one.day.desk.submit(MarkArrival(participant_ids=here, arrival=Arrival.HERE))
    one.settle()
    before = table_sizes(one, here)
    one.click("arrivals.all_absent")
    absent = {p.id for p in one.snapshot.people if p.participant.arrival is Arrival.ABSENT}
    assert absent == set(missing)
    one.click("arrivals.reseat")
    one.wait(lambda: one.sees("arrivals.reseat.do"))
    one.click("arrivals.reseat.do")
    after = table_sizes(one, here)
    return {"absent": len(absent), "before": before, "after": after}


def table_sizes(one: "DistantFacilitator", here: tuple[str, ...]) -> list[int]:
    """Return how many of those who came sit at each table."""
    seating = one.snapshot.seating()
    assert seating is not None
    seats = [m.group_id for m in seating.memberships if m.participant_id in here]
    return [seats.count(group.id) for group in one.snapshot.groups]


def start(one: "DistantFacilitator") -> None:
    """Start the day."""
    one.page("console")
    one.click("console.start")
    assert one.activity == "welcome"


def turn_to(one: "DistantFacilitator", activity_id: str) -> None:
    """Let activities run out, and turn to the next with the remote's key."""
    one.page("console")
    one.leave_field()
    while one.activity != activity_id:
        before = one.activity
        one.pass_time(max(0.0, one.rundown.remaining_seconds / 60))
        one.key(Qt.Key.Key_PageDown)
        assert one.activity != before


def adopt_norms(one: "DistantFacilitator") -> None:
    """Adopt the norms as the room reads them."""
    one.room_reads(NORM)
    one.page("prepare")
    one.section("norms")
    one.click("prepare.norms.adopt")
    one.page("console")


def pass_minutes(one: "DistantFacilitator", minutes: float) -> None:
    """Let time pass."""
    one.pass_time(minutes)


def set_clock(one: "DistantFacilitator", seconds: float) -> None:
    """Set the time of day that the laptop shows; then three ticks pass."""
    one.laptop.set_clock(seconds)
    for _tick in range(3):
        one.laptop.live(2.0)
        one.day.desk.tick()
        one.settle()


def score(one: "DistantFacilitator", label: str) -> dict[str, Any]:
    """Enter one group's sheets; return the scores and words that were entered."""
    entered: dict[str, str] = {}
    words: list[str] = []
    (group,) = (group for group in one.snapshot.groups if group.label == label)
    open_sheet(one, label)
    for place, dimension in enumerate(group.dimensions):
        one.row("score.dimensions", dimension)
        pair = LEVELS[(ord(label) - ord("A") + 3 * place) % len(LEVELS)]
        for lens, level in zip(Lens, pair, strict=True):
            press_level(one, lens, level)
            told = "cannot_tell" if level == "?" else level
            entered[findings.key(dimension, label, lens)] = told
        words.append(f"What table {label} sees in sheet {place + 1} is not what the plan says.")
        one.type_into("sheet.foundations.reason", words[-1])
    one.leave_field()
    one.wait(lambda: [w for w in words if w not in values(one)] == [])
    return {"scores": entered, "words": words}


def values(one: "DistantFacilitator") -> list[str]:
    """Return all words that are entries now."""
    return [str(entry.value) for entry in one.snapshot.cells]


def open_sheet(one: "DistantFacilitator", label: str) -> None:
    """Turn to a group's sheets."""
    (group,) = (group for group in one.snapshot.groups if group.label == label)
    one.program.window.show_page(f"score:{group.id}")
    one.settle()


def press_level(one: "DistantFacilitator", lens: Lens, level: str) -> None:
    """Press one of the choices with the mouse; "?" for "cannot tell"."""
    options = one.find(f"sheet.{lens}.picker", LevelPicker).findChildren(LevelOption)
    wanted = [o for o in options if (o.choice_id == CANNOT_TELL) == (level == "?")]
    (option,) = (o for o in wanted if level in ("?", o.number))
    one.press_widget(option)


def type_for_ever(one: "DistantFacilitator", label: str, words: str) -> None:
    """Type into a group's sheet, telling of each save, until the power goes."""
    from tests.day.distant import answer

    open_sheet(one, label)
    field = one.find("sheet.access.reason", QTextEdit)
    one.scroll_to(field)
    field.setFocus()
    one.day.operations.drafts_kept.connect(lambda: answer(saved=waiting(one)))
    for letter in words:
        one.qtbot.keyClick(field, letter)
        QApplication.processEvents()
        time.sleep(0.02)
    raise AssertionError("nobody killed the program")


def waiting(one: "DistantFacilitator") -> str:
    """Return the words that are no entry yet."""
    return "".join(draft.text for draft in one.snapshot.drafts if "access" in draft.key)


def resume(one: "DistantFacilitator") -> dict[str, Any]:
    """Go on with Home's one click."""
    one.wait(lambda: one.sees("home.resume"))
    one.come_to_front()
    one.click("home.resume")
    return look(one)


def type_the_rest(one: "DistantFacilitator", label: str, words: str) -> str:
    """Go on where the words broke off; return what was there."""
    open_sheet(one, label)
    found = one.find("sheet.access.reason", QTextEdit).toPlainText()
    assert words.startswith(found)
    field = one.find("sheet.access.reason")
    one.focus(field)
    one.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    one.key(words[len(found) :])
    one.leave_field()
    one.wait(lambda: words in values(one))
    return found


def speak(one: "DistantFacilitator", language: str) -> None:
    """Choose a language in the header's menu."""
    menu = one.find("header.look", QToolButton).menu()
    wanted = {"es": "Español", "en": "English"}[language]
    (action,) = (a for part in menu.actions() if part.menu() for a in part.menu().actions()
                 if isinstance(a, QAction) and a.text() == wanted)  # fmt: skip
    action.trigger()


def let_the_room_read_both(one: "DistantFacilitator") -> None:
    """Show both languages on the room screen."""
    one.page("prepare")
    one.section("details")
    one.press_widget(one.find("prepare.details.both_languages"))
    assert len(one.snapshot.workshop.languages) == 2
    one.page("console")


def confirm(one: "DistantFacilitator") -> None:
    """Let every group see its scores and say yes."""
    for group in one.snapshot.groups:
        open_sheet(one, group.label)
        one.click("score.see")
        one.click("score.confirm.yes")
    assert all(one.snapshot.group_state(group.id).confirmed_at for group in one.snapshot.groups)


def reveal(one: "DistantFacilitator") -> None:
    """Show the room its scores."""
    one.page("console")
    one.leave_field()
    one.key("r")
    one.click("console.reveal.yes")
    assert one.snapshot.workshop.revealed_at is not None


def note(one: "DistantFacilitator", words: str) -> None:
    """Write a note down."""
    one.page("notes")
    one.type_into("notes.new", words, enter=True)
    one.wait(lambda: words in [one.snapshot.words(n.id) for n in one.snapshot.notes])
    one.leave_field()


def name_step(one: "DistantFacilitator", words: str, owner: str) -> None:
    """Write down a next step and whose it is."""
    one.page("notes")
    one.choose("notes.pages", "steps")
    one.type_into("notes.step.new", words, enter=True)
    one.wait(lambda: words in [step.text for step in one.snapshot.next_steps])
    step = next(step for step in one.snapshot.next_steps if step.text == words)
    one.type_into(f"notes.step.{step.id}.owner_role", owner)
    one.leave_field()
    one.wait(lambda: owner in [step.owner_role for step in one.snapshot.next_steps])


def finish(one: "DistantFacilitator") -> None:
    """Run out, end the day, read the summary back and approve it."""
    turn_to(one, one.snapshot.agenda.activities[-1].id)
    one.pass_time(one.rundown.remaining_seconds / 60)
    one.key(Qt.Key.Key_PageDown)
    assert one.rundown.phase is Phase.FINISHED
    one.click("console.after")
    one.row("after.pages", "approve")
    one.click("after.approve.show")
    one.room_shows(Scene.SUMMARY)
    one.click("after.approve.yes")


def export(one: "DistantFacilitator") -> str:
    """Build the PDF; return its path."""
    one.row("after.pages", "files")
    one.click("after.build.summary.pdf")
    folder = one.program.data_dir / "exports"
    one.wait(
        lambda: (
            list(folder.glob("*summary.pdf")) and one.find("after.build.summary.pdf").isEnabled()
        )
    )
    (pdf,) = folder.glob("*summary.pdf")
    return str(pdf)


def close(one: "DistantFacilitator") -> None:
    """Close the window, as its cross does."""
    one.window.close()

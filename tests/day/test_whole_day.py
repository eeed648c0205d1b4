"""A whole day by the buttons and keys a facilitator would use, on the real program."""

import csv
import re
import sqlite3
from contextlib import closing
from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit

from app.domain.cells import CellKey, Field
from app.domain.framework import Lens
from app.domain.notes import WALL
from app.domain.people import Arrival, Role
from app.domain.rundown import Phase
from app.domain.scenes import Scene
from app.domain.text import say
from app.paths import resource_path
from app.rehearsal import checks, findings
from app.services import running
from app.ui.widgets.level_option import LevelOption
from tests.day.facilitator import Facilitator, display_of

DISTRICT = "Riverbend Unified"
SECRET = "Only two of five schools have a counselor on most days."
EVIDENCE = "Staffing table, page 4."
NOTE = "Buses leave before the clubs begin"
STEP = "Publish the staffing table by school"
NEXT_PLACE = "Elm Street Library"
WALK_IN = "Zora Quickstep"
TYPED = "Ana Typedin"
PASTED = ("Bo Pasted", "Cy Pasted")


def test_a_whole_day(facilitator: Facilitator, tmp_path: Path, data_dir: Path) -> None:
    create(facilitator)
    write_details(facilitator)
    reword_a_norm(facilitator)
    list_people(facilitator)
    seat_people(facilitator)
    receive_people(facilitator)
    begin(facilitator)
    keys_are_dead_in_fields(facilitator)
    go_to(facilitator, "norms")
    adopt_norms(facilitator)
    go_to(facilitator, "scoring")
    entered = score(facilitator)
    go_to(facilitator, "confirm")
    confirm(facilitator)
    go_to(facilitator, "pause")
    reveal(facilitator)
    go_to(facilitator, "expected")
    collect_notes(facilitator)
    go_to(facilitator, "common")
    name_next_steps(facilitator)
    finish(facilitator)
    approve(facilitator)
    folder = export(facilitator)
    path = facilitator.day.operations.path
    names = [p.name for p in facilitator.snapshot.people]
    facilitator.click("header.home")
    assert facilitator.program.day is None
    check_files(folder, entered, names)
    check_database(path, tmp_path)
    assert running.found(data_dir) is None, "the day ended well: there is nothing to resume"
    assert facilitator.watched > 50, "the room was watched until the reveal"


def create(one: Facilitator) -> None:
    """Type the district, press Enter: nothing else is asked."""
    assert isinstance(QApplication.focusWidget(), QLineEdit), "Home waits for the district's name"
    one.key(DISTRICT)
    one.key(Qt.Key.Key_Return)
    assert one.program.window.current_page == "prepare"
    assert one.snapshot.workshop.district == DISTRICT
    assert one.snapshot.workshop.date == one.program.now().astimezone().date()
    assert one.find("header.title", QLabel).text() == DISTRICT
    assert display_of(one.window) == "Laptop"
    assert one.day.room.isVisible(), "it is the day of the workshop, and a projector is there"
    assert display_of(one.day.room) == "Projector"
    assert one.day.room.size().toTuple() == (1920, 1080)
    one.room_shows(Scene.WELCOME)
    one.room_reads(DISTRICT)
    one.come_to_front()


def write_details(one: Facilitator) -> None:
    one.section("details")
    one.type_into("prepare.details.place", "Town Hall, Room 2", enter=True)
    one.type_into("prepare.details.hard_stop_time", "16:15", over=True, enter=True)
    one.type_into("prepare.details.facilitators", "Flo Facilitator", enter=True)
    one.click("prepare.details.has_next")
    one.type_into("prepare.details.next_place", NEXT_PLACE, enter=True)
    one.leave_field()
    workshop = one.snapshot.workshop
    assert workshop.place == "Town Hall, Room 2"
    assert workshop.hard_stop_time is not None
    assert workshop.next_date is not None
    assert workshop.next_place == NEXT_PLACE
    assert one.snapshot.hosts.facilitators == "Flo Facilitator"


def reword_a_norm(one: Facilitator) -> None:
    one.section("norms")
    norm = one.snapshot.norms[2]
    one.type_into(f"prepare.norms.{norm.id}.text.en", "Say what is true, kindly.", over=True)
    one.wait(lambda: one.snapshot.norms[2].text["en"] == "Say what is true, kindly.")
    one.type_into("prepare.norms.add.line", "Phones away", enter=True)
    one.wait(lambda: len(one.snapshot.norms) == 8)
    one.leave_field()
    one.undo()
    assert len(one.snapshot.norms) == 7, "Ctrl+Z takes the last change back"


def list_people(one: Facilitator) -> None:
    """Type one, paste two, import the form's export."""
    one.section("people")
    role = one.find("people.new.role", QComboBox)
    one.pick(role, Role.ADVOCATE.value)
    one.type_into("people.new.name", TYPED, enter=True)
    one.wait(lambda: [p.name for p in one.snapshot.people] == [TYPED])
    rows = "".join(f"{name}\tTeacher\n" for name in PASTED)
    QApplication.clipboard().setText(f"Name\tRole\n{rows}")
    one.click("people.paste")
    one.wait(lambda: one.find("import.go").isEnabled())
    one.click("import.go")
    one.wait(lambda: len(one.snapshot.people) == 3)
    file = resource_path("sample", "people-form-export.csv")
    one.pick_file("people.import", file)
    one.wait(lambda: one.sees("import.go") and one.find("import.go").isEnabled())
    one.click("import.go")
    one.wait(lambda: len(one.snapshot.people) == 47)
    with file.open(encoding="utf-8-sig", newline="") as lines:
        wanted = {row["Your full name"] for row in csv.DictReader(lines)}
    assert {p.name for p in one.snapshot.people} == wanted | {TYPED, *PASTED}
    roles = {p.name: p.role for p in one.snapshot.people}
    assert roles[TYPED] is Role.ADVOCATE
    assert roles["Bo Pasted"] is Role.EDUCATOR


def seat_people(one: Facilitator) -> None:
    """Four groups by the button, one person elsewhere by keyboard; undone, and again."""
    one.section("groups")
    count = one.find("groups.count")
    one.focus(count)
    one.key(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    one.key("4")
    one.click("groups.arrange")
    one.wait(lambda: len(one.snapshot.groups) == 4)
    plan = one.snapshot.seating()
    assert plan is not None
    assert len(plan.memberships) == 47
    scored = [d for group in one.snapshot.groups for d in group.dimensions]
    assert set(scored) == {d.id for d in one.snapshot.framework.dimensions}
    a, b = one.snapshot.groups[:2]
    person = next(m.participant_id for m in plan.memberships if m.group_id == a.id)
    move_by_keys(one, person, "b")
    assert seat_of(one, person) == b.id
    one.undo()
    assert seat_of(one, person) == a.id
    move_by_keys(one, person, "b")
    assert seat_of(one, person) == b.id


def move_by_keys(one: Facilitator, person: str, letter: str) -> None:
    seats = one.find("groups.A.people")
    one.focus(seats)
    one.key(Qt.Key.Key_Home)
    for _step in range(seats.ids().index(person)):  # type: ignore[attr-defined]
        one.key(Qt.Key.Key_Down)
    one.key("m")
    one.key(letter)
    one.key(Qt.Key.Key_Return)


def seat_of(one: Facilitator, person: str) -> str:
    plan = one.snapshot.seating()
    assert plan is not None
    return plan.group_of(person)


def receive_people(one: Facilitator) -> None:
    """Three letters and Enter each; a walk-in; somebody who will not come."""
    one.page("arrivals")
    expected = [p for p in one.snapshot.people if p.name.split()[0].isascii()][:6]
    for person in expected:
        one.type_into("arrivals.search", person.name[:3].lower())
        advice = one.find("arrivals.advice", QLabel).text()
        found = next(p for p in one.snapshot.people if p.name and p.name in advice)
        assert person.name[:3].lower() in found.name.lower()
        one.key(Qt.Key.Key_Return)
        read = one.snapshot.person(found.id)
        assert read is not None
        assert read.participant.arrival is Arrival.HERE
        assert read.participant.arrived_at == one.clock()
        one.clock.advance(seconds=5)
    here = [p for p in one.snapshot.people if p.participant.arrival is Arrival.HERE]
    assert len(here) == len(expected), "everybody who is let in is marked once"
    one.type_into("arrivals.search", WALK_IN, enter=True)
    assert one.find("arrivals.walkin.name", QLineEdit).text() == WALK_IN
    one.key(Qt.Key.Key_Return)
    walk_in = next(p for p in one.snapshot.people if p.name == WALK_IN)
    assert walk_in.participant.walk_in
    assert walk_in.participant.arrival is Arrival.HERE
    assert seat_of(one, walk_in.id)
    absent = one.snapshot.people[20]
    one.row("arrivals.list", absent.id)
    one.click("arrivals.absent")
    read = one.snapshot.person(absent.id)
    assert read is not None
    assert read.participant.arrival is Arrival.ABSENT
    assert "1 absent" in one.find("arrivals.counts", QLabel).text()


def begin(one: Facilitator) -> None:
    one.page("console")
    one.key(Qt.Key.Key_PageDown)
    assert one.rundown.phase is Phase.NOT_STARTED, "a stray key does not start the day"
    one.click("console.start")
    assert one.activity == "welcome"
    assert running.found(one.program.data_dir) is not None, "a crash from here on can be resumed"
    one.leave_field()
    one.pass_time(2)
    left = one.rundown.remaining_seconds
    assert left == 3 * 60
    one.key("+")
    assert one.rundown.remaining_seconds == left + 60
    one.key("-")
    one.key("-")
    assert one.rundown.remaining_seconds == left - 60
    one.undo()
    assert one.rundown.remaining_seconds == left
    one.key("p")
    one.pass_time(7)
    assert one.rundown.phase is Phase.PAUSED
    assert one.rundown.remaining_seconds == left, "a pause stops the clock"
    one.key("p")
    assert one.rundown.phase is Phase.RUNNING
    one.key("b")
    one.room_shows(Scene.BLACKOUT)
    assert one.room_words() == ""
    one.key("b")
    one.key("n")
    one.room_shows(Scene.NORMS)
    one.room_reads("Say what is true, kindly.")
    one.key("n")
    one.room_shows(Scene.WELCOME)
    one.key(Qt.Key.Key_PageDown)
    assert one.activity == "objectives"
    one.room_shows(Scene.AGENDA)
    one.key(Qt.Key.Key_PageUp)
    assert one.activity == "welcome"
    one.key(Qt.Key.Key_PageDown)
    one.page("score")
    one.leave_field()
    one.key(Qt.Key.Key_PageDown)
    assert one.activity == "introductions", "a remote works from every page"
    one.key(Qt.Key.Key_PageUp)
    room = one.day.room
    one.qtbot.keyClick(room, Qt.Key.Key_PageDown)
    one.settle()
    assert one.activity == "introductions", "and with the room screen in front"
    one.page("console")


def keys_are_dead_in_fields(one: Facilitator) -> None:
    before = (one.activity, one.rundown.phase, len(one.snapshot.clock_events), one.snapshot.scene)
    one.page("notes")
    one.type_into("notes.new", "nb p+-")
    for key in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Right):
        one.key(key)
    one.undo()
    after = (one.activity, one.rundown.phase, len(one.snapshot.clock_events), one.snapshot.scene)
    assert after == before, "keys are letters where somebody types"
    one.type_into("notes.new", "", over=True)
    one.key(Qt.Key.Key_Delete)
    one.page("arrivals")
    one.type_into("arrivals.search", "pnb")
    assert one.find("arrivals.search", QLineEdit).text() == "pnb"
    one.key(Qt.Key.Key_PageDown)
    assert one.activity == before[0]
    one.page("console")
    one.leave_field()


def go_to(one: Facilitator, activity_id: str) -> None:
    """Let activities run out, one after the other, and turn to the next with the remote's key."""
    one.page("console")
    one.leave_field()
    for _activity in one.snapshot.agenda.activities:
        if one.activity == activity_id:
            return
        one.pass_time(max(0.0, one.rundown.remaining_seconds / 60))
        before = one.activity
        one.key(Qt.Key.Key_PageDown)
        assert one.activity != before
        activity = one.snapshot.agenda.activity(one.activity)
        assert activity is not None
        assert one.find("console.title", QLabel).text() == say(activity.title, "en")
    raise AssertionError(f"{activity_id} never came")


def adopt_norms(one: Facilitator) -> None:
    one.room_shows(Scene.NORMS)
    one.room_reads(*(norm.name["en"] for norm in one.snapshot.norms))
    one.page("prepare")
    one.section("norms")
    one.click("prepare.norms.adopt")
    assert one.snapshot.workshop.norms_adopted_at == one.clock()


def score(one: Facilitator) -> dict[str, str]:
    """Group A by its sheet, the others by the paper grid; return what was entered."""
    one.room_shows(Scene.CLOCK)
    groups = one.snapshot.groups
    one.secrets = [SECRET, EVIDENCE]
    entered = score_by_sheet(one)
    one.choose("score.mode", "paper")
    one.choose("score.grid.scope", "every_group")
    grid = one.find("score.grid")
    one.expect_focus(grid)
    answers = iter("241?3x421321443211233412")
    for group in groups:
        for dimension in group.dimensions:
            if group is groups[0]:
                one.key(Qt.Key.Key_Right)
                one.key(Qt.Key.Key_Right)
                continue
            for lens in Lens:
                pressed = next(answers)
                one.key(pressed)
                if pressed == "x":
                    for each in Lens:
                        entered[f"{dimension}/{group.label}/{each}"] = "chose_not"
                    break
                told = "cannot_tell" if pressed == "?" else pressed
                entered[f"{dimension}/{group.label}/{lens}"] = told
    one.leave_field()
    check_entered(one, entered)
    one.key(Qt.Key.Key_N)
    assert one.program.window.current_page == "score", "letters are the console's"
    one.page("console")
    one.key(Qt.Key.Key_N)
    one.room_shows(Scene.NORMS)
    one.undo()
    one.room_shows(Scene.CLOCK)
    show_results_too_early(one)
    return entered


def score_by_sheet(one: Facilitator) -> dict[str, str]:
    entered: dict[str, str] = {}
    group = one.snapshot.groups[0]
    one.page("score")
    for place, dimension in enumerate(group.dimensions):
        one.row("score.dimensions", dimension)
        for lens, digit in ((Lens.FOUNDATIONS, "3"), (Lens.ACCESS, "1")):
            first = one.find(f"sheet.{lens}.picker").findChildren(LevelOption)[0]
            one.focus(first)
            one.key(digit)
            entered[f"{dimension}/{group.label}/{lens}"] = digit
        if place == 0:
            one.type_into("sheet.access.reason", SECRET)
            one.type_into("sheet.evidence", EVIDENCE)
            one.leave_field()
    key = CellKey(group.id, group.dimensions[0], Field.REASON, Lens.ACCESS)
    one.wait(lambda: one.snapshot.cell(key).value == SECRET)
    one.click("score.finished")
    assert one.snapshot.group_state(group.id).finished_at
    return entered


def check_entered(one: Facilitator, entered: dict[str, str]) -> None:
    assert findings.in_file(one.snapshot) == entered


def show_results_too_early(one: Facilitator) -> None:
    """Asking for the results before the reveal shows the clock, from whichever button."""
    one.page("results")
    for name in ("results.show.results", "results.show.reflect", "results.show.reasons"):
        if one.sees(name) and one.find(name).isEnabled():
            one.click(name)
            one.room_shows(Scene.CLOCK)
    one.page("console")


def confirm(one: Facilitator) -> None:
    one.page("score")
    choice = one.find("score.group", QComboBox)
    for group in one.snapshot.groups:
        one.pick(choice, group.id)
        one.click("score.see")
        one.click("score.confirm.yes")
        assert one.snapshot.group_state(group.id).confirmed_at is not None


def reveal(one: Facilitator) -> None:
    one.page("console")
    one.leave_field()
    one.key("r")
    words = one.find("console.reveal.words", QLabel).text()
    assert words == "Every group has confirmed its scores."
    assert one.snapshot.workshop.revealed_at is None, "asking is not revealing"
    one.click("console.reveal.yes")
    assert one.snapshot.workshop.revealed_at == one.clock()


def collect_notes(one: Facilitator) -> None:
    one.room_shows(Scene.REFLECT)
    one.page("notes")
    one.type_into("notes.new", NOTE, enter=True)
    one.wait(lambda: len(one.snapshot.notes) == 1)
    (note,) = one.snapshot.notes
    assert one.snapshot.words(note.id) == NOTE
    assert NOTE not in one.room_words(), "a new note waits in the tray"
    one.type_into("notes.theme.new", "Getting there", enter=True)
    card = one.find(f"notes.card.{note.id}")
    one.focus(card)
    one.key("w")
    one.key("1")
    (note,) = one.snapshot.notes
    assert note.place == WALL
    assert note.themes == (one.snapshot.themes[0].id,)
    one.click("notes.show")
    one.room_reads(NOTE)
    one.page("results")
    one.choose("results.pages", "reasons")
    first = one.snapshot.groups[0].dimensions[0]
    box = one.find("results.dimension", QComboBox)
    one.pick(box, first)
    one.click("results.show.reasons")
    one.room_shows(Scene.REASONS)
    one.room_reads(SECRET)


def name_next_steps(one: Facilitator) -> None:
    one.page("notes")
    one.choose("notes.pages", "steps")
    one.type_into("notes.step.new", STEP, enter=True)
    one.wait(lambda: len(one.snapshot.next_steps) == 1)
    (step,) = one.snapshot.next_steps
    one.type_into(f"notes.step.{step.id}.owner_role", "Human resources")
    one.leave_field()
    one.wait(lambda: one.snapshot.next_steps[0].owner_role == "Human resources")
    one.click("notes.steps.show")
    one.room_reads(STEP)


def finish(one: Facilitator) -> None:
    go_to(one, "thanks")
    one.pass_time(one.rundown.remaining_seconds / 60)
    one.key(Qt.Key.Key_PageDown)
    assert one.rundown.phase is Phase.FINISHED
    assert all(line.visited for line in one.rundown.lines)
    one.undo()
    assert one.rundown.phase is Phase.RUNNING, "finished too early? Ctrl+Z"
    one.key(Qt.Key.Key_PageDown)
    assert one.rundown.phase is Phase.FINISHED


def approve(one: Facilitator) -> None:
    one.click("console.after")
    one.row("after.pages", "approve")
    one.click("after.approve.show")
    one.room_shows(Scene.SUMMARY)
    one.click("after.approve.yes")
    assert one.snapshot.workshop.approved_at == one.clock()


def export(one: Facilitator) -> Path:
    one.row("after.pages", "files")
    for kind in ("summary.pdf", "scores.csv"):
        one.click(f"after.build.{kind}")
    folder = one.program.data_dir / "exports"

    def built() -> bool:
        states = [
            one.find(f"after.state.{k}", QLabel).text() for k in ("summary.pdf", "scores.csv")
        ]
        return all(text.startswith("Saved as ") for text in states)

    one.qtbot.waitUntil(built, timeout=60_000)
    one.settle()
    return folder


def check_files(folder: Path, entered: dict[str, str], names: list[str]) -> None:
    (pdf,) = folder.glob("*.pdf")
    text = " ".join(" ".join((p.extract_text() or "").split()) for p in PdfReader(pdf).pages)
    squeezed = re.sub(r"[\s-]+", "", text)
    assert DISTRICT in text
    assert "DRAFT" not in text, "it was approved"
    for words in (SECRET, EVIDENCE, NOTE, STEP, "Say what is true, kindly.", NEXT_PLACE):
        assert re.sub(r"[\s-]+", "", words) in squeezed, words
    (table,) = folder.glob("*.csv")
    with table.open(encoding="utf-8-sig", newline="") as file:
        told = {
            f"{row['dimension_id']}/{row['group']}/{row['lens']}": row["level"] or row["standing"]
            for row in csv.DictReader(file)
        }
    assert told == entered
    for name in [*names, "Flo Facilitator"]:
        assert re.sub(r"[\s-]+", "", name) not in squeezed, name
        assert name not in table.read_text("utf-8-sig")


def check_database(path: Path, folder: Path) -> None:
    assert checks.integrity(path).go
    assert checks.replay_equals_state(path, folder).go
    with closing(sqlite3.connect(path)) as connection:
        (ledger,) = connection.execute("SELECT group_concat(payload) FROM ledger").fetchone()
        (drafts,) = connection.execute(
            "SELECT count(*) FROM drafts WHERE trim(text) != ''"
        ).fetchone()
    assert WALK_IN not in ledger
    assert "Flo Facilitator" not in ledger
    assert drafts == 0, "every draft became an entry"

"""What the facilitators do on the day of a room, at the real window: chapters to be called by name.

Like :mod:`tests.day.eventful`, whose chapters are told here as well, for a day with devices.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton

from app.domain.chart_labels import chart_labels
from app.domain.chart_spoken import describe
from app.domain.exchange import FILE_SUFFIX
from app.domain.results_reading import results_table
from app.domain.room_open import DoorPhase
from app.domain.rundown import Phase
from app.domain.seating import EditGroup
from app.i18n import _
from app.rehearsal import findings
from app.room.addresses import Link
from app.ui.home.view import HomeView
from app.ui.prepare.choice import Choice
from app.ui.stations.door_panel import PortBox
from app.ui.widgets.toggle import Toggle
from tests.day.eventful import (
    adopt_norms,
    close,
    finish,
    name_step,
    note,
    pass_minutes,
    prepare,
    reveal,
    start,
    turn_to,
)

if TYPE_CHECKING:
    from tests.day.distant import DistantFacilitator

__all__ = [
    "adopt_norms", "close", "finish", "name_step", "note", "pass_minutes", "prepare", "reveal",
    "start", "turn_to",
]  # fmt: skip

LOOPBACK = "127.0.0.1"


def look(one: "DistantFacilitator") -> dict[str, Any]:
    """Return what the hub has, and what its window says of the stations."""
    QApplication.processEvents()
    if one.program.day is None:
        return {"page": one.program.window.current_page, "resume": one.sees("home.resume")}
    one.day.desk.tick()
    door, snapshot = one.day.desk.door, one.snapshot
    check = door.closing_check()
    return {
        "file": str(one.day.operations.path),
        "activity": one.activity,
        "running": one.rundown.phase is Phase.RUNNING,
        "open": door.door.phase is DoorPhase.OPEN,
        "stations": {s.id: s.group_id for s in snapshot.stations},
        "through": {id_: heard.through for id_, heard in door.heard.items()},
        "dimensions": {id_: heard.dimension for id_, heard in door.heard.items()},
        "complete": {id_: heard.complete for id_, heard in door.heard.items()},
        "to_decide": door.waiting,
        "contested": [str(key) for key in snapshot.contested()],
        "words": [str(cell.value) for cell in snapshot.cells if not cell.superseded],
        "notes": [snapshot.words(one.id) for one in snapshot.notes],
        "visits": [visit.reason.value for visit in check.visits],
        "all_here": check.complete,
        "help": [g.label for g in snapshot.groups if snapshot.group_state(g.id).help_asked_at],
        "finished": [g.label for g in snapshot.groups if snapshot.group_state(g.id).finished_at],
        "confirmed": [g.label for g in snapshot.groups if snapshot.group_state(g.id).confirmed_at],
        "revealed": snapshot.workshop.revealed_at is not None,
        "now": one.day.desk.now().isoformat(),
    }


def results(one: "DistantFacilitator") -> str:
    """Return what the chart says, in words."""
    table = results_table(one.snapshot, one.day.desk.language)
    return describe(table, chart_labels(_))


def scores(one: "DistantFacilitator") -> dict[str, str]:
    """Return every group's scores as the workshop has them."""
    return dict(findings.in_file(one.snapshot))


def give_all_dimensions(one: "DistantFacilitator") -> dict[str, str]:
    """Let every group score all ten; return the groups' ids by their letters."""
    every = [dimension.id for dimension in one.snapshot.framework.dimensions]
    for group in one.snapshot.groups:
        command = EditGroup(group_id=group.id, values={"dimensions": every})
        one.day.desk.submit(command)
    one.settle()
    return {group.label: group.id for group in one.snapshot.groups}


def open_room(one: "DistantFacilitator", port: int) -> dict[str, Any]:
    """Open the room at a port, also without a certificate; return the ways in."""
    one.page("stations")
    one.row("stations.pages", "door")
    networks = one.find("room.interface", Choice)
    networks.addItem(LOOPBACK, LOOPBACK)
    networks.set_value(LOOPBACK)
    one.find("room.port", PortBox).setValue(port)
    plain = one.find("room.plain", Toggle)
    if not plain.isChecked():
        one.press_widget(plain)
    one.click("room.open")
    return ways(one)


def ways(one: "DistantFacilitator") -> dict[str, Any]:
    """Wait until the room is open; return each group's way in."""
    one.wait(lambda: one.day.desk.door.door.is_open)
    door = one.day.desk.door.door
    return {
        "port": door.opening.port,
        "fingerprint": door.fingerprint,
        "ways": {
            w.label: {"code": w.code, "link": w.link, "page": str(Link(door.address, w.code))}
            for w in door.ways
        },
    }


def compare(one: "DistantFacilitator", wanted: dict[str, str]) -> None:
    """See the same digits as the stations show, and say so."""
    one.page("stations")
    one.row("stations.pages", "board")
    one.wait(lambda: len(one.snapshot.stations) >= len(wanted))
    shown = {s.id: one.day.desk.door.digits(s) for s in one.snapshot.stations}
    assert {id_: shown.get(id_) for id_ in wanted} == wanted
    one.wait(lambda: one.sees("stations.newcomers.all"))
    one.click("stations.newcomers.all")
    assert not one.sees("stations.newcomers")


def tell(one: "DistantFacilitator", words: str) -> None:
    """Send a line to every station."""
    one.page("stations")
    one.row("stations.pages", "board")
    one.type_into("stations.message.line", words, enter=True)
    one.wait(lambda: one.snapshot.broadcast.text == words)
    one.leave_field()


def help_group(one: "DistantFacilitator", group_id: str) -> None:
    """Go to a group that asked for help, give it two minutes more, and say that it was helped."""
    one.page("stations")
    one.row("stations.pages", "board")
    one.wait(lambda: one.sees(f"stations.group.{group_id}.helped"))
    one.click(f"stations.group.{group_id}.grant")
    one.click(f"stations.group.{group_id}.helped")
    one.wait(lambda: not one.snapshot.group_state(group_id).help_asked_at)
    assert one.snapshot.group_state(group_id).granted_seconds == 120


def take_code(one: "DistantFacilitator", code: str) -> str:
    """Type a code that is read aloud; return what it says."""
    one.page("stations")
    one.row("stations.pages", "by_hand")
    one.type_into("code.field", code)
    take = one.find("code.take", QPushButton)
    one.wait(take.isEnabled)
    said = one.find("code.whose", QLabel).text()
    one.press_widget(take)
    one.wait(lambda: one.find("code.whose", QLabel).text() == "Taken in.")
    return said


def take_file(one: "DistantFacilitator", path: str, to: str) -> str:
    """Add a device's file and save the answer; return what was said of it."""
    one.page("stations")
    one.row("stations.pages", "by_hand")
    one.pick_file("by_hand.add", Path(path))
    words = one.day.desk.words
    one.wait(lambda: "device-file" in words and words["device-file"].actions)
    said = words["device-file"].text
    save = next(b for b in one.window.findChildren(QPushButton) if b.text() == "Save the answer…")
    one.press_widget(save)
    (dialog,) = (d for d in one.window.findChildren(QFileDialog) if d.isVisible())
    dialog.findChild(QLineEdit, "fileNameEdit").setText(to)
    dialog.accept()
    one.wait(lambda: Path(to).exists() and Path(to).suffix == FILE_SUFFIX)
    one.come_to_front()
    return str(said)


def hand_over(one: "DistantFacilitator", path: str, passphrase: str) -> None:
    """Save the hand-over file; this laptop then closes its room."""
    one.page("after")
    one.row("after.pages", "hand_over")
    one.wait(lambda: one.sees("after.handover.passphrase"))
    one.type_into("after.handover.passphrase", passphrase)
    one.pick_file("after.handover.save", Path(path))
    one.wait(lambda: one.sees("after.handover.told"))
    one.wait(lambda: one.day.desk.door.door.phase is DoorPhase.CLOSED)


def take_over(one: "DistantFacilitator", path: str, passphrase: str) -> None:
    """Take a handed-over workshop in at Home, and open it."""
    one.wait(lambda: one.sees("home"))
    one.come_to_front()
    one.find("home", HomeView).import_file(Path(path))
    one.type_into("home.handover.passphrase", passphrase, enter=True)
    one.wait(lambda: one.sees("home.open"))
    one.wait_for_home()
    one.click("home.open")
    one.wait(lambda: one.program.day is not None)


def resume(one: "DistantFacilitator") -> dict[str, Any]:
    """Go on with Home's one click; the room opens again by itself."""
    one.wait(lambda: one.sees("home.resume"))
    one.come_to_front()
    one.click("home.resume")
    return ways(one)


def withdraw(one: "DistantFacilitator", words: str) -> None:
    """Find somebody's words, and withdraw them for good."""
    one.page("after")
    one.row("after.pages", "words")
    one.type_into("after.words.search", words, over=True)

    def hits() -> list[QPushButton]:
        found = one.window.findChildren(QPushButton)
        rows = [b for b in found if b.objectName().startswith("after.withdraw.")]
        # The list follows what is typed a moment later: it may still show what was looked for.
        return [b for b in rows if b.isVisible() and b.accessibleDescription() == words]

    one.wait(lambda: len(hits()) == 1)
    one.press_widget(hits()[0])
    one.click("withdraw.yes")
    one.wait(lambda: words not in [one.snapshot.words(note.id) for note in one.snapshot.notes])


def closing(one: "DistantFacilitator") -> str:
    """Return what the closing check says on the screen once it is complete."""
    one.page("after")
    one.row("after.pages", "closing")
    one.wait(lambda: one.day.desk.door.closing_check().complete)
    one.wait(lambda: one.find("closing.state", QLabel).text() == "Everything is here")
    return one.find("closing.state", QLabel).text()

"""Note-takers' laptops on the day of a room, as they are told what to do.

A :class:`Table` is a station without a window: its own file, outbox, writer and link, as the real
window has them. A :class:`Window` is the program of ``join``, worked with mouse and keys. Both know
the same acts, which :mod:`tests.day.room_station` calls by name.
"""

import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QFileDialog, QPushButton, QTextEdit, QWidget

from app.bootstrap.open_station import OpenStation
from app.bootstrap.station_program import StationProgram
from app.domain.cells import (
    AskForHelp,
    CellKey,
    ConfirmScores,
    Field,
    SayFinished,
    SetCell,
)
from app.domain.chart_labels import chart_labels
from app.domain.chart_spoken import describe
from app.domain.framework import Lens
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.results_reading import results_table
from app.domain.scoring_sheet import rating_value
from app.i18n import _
from app.room.addresses import Link
from app.room.joining import join
from app.services import station_file
from app.ui.station.join_page import ComparePage
from app.ui.widgets.text import Label
from tests.day.distant import Bot, answer
from tests.day.eventful import press_level
from tests.day.facilitator import Facilitator
from tests.day.room_clock import RoomClock
from tests.room.desktops import turn

SAYS = {"help": AskForHelp, "finished": SayFinished, "confirm": ConfirmScores}


class Table:
    """A station without a window."""

    def __init__(self, data_dir: Path, clock: RoomClock) -> None:
        self.data_dir, self.now = data_dir, clock.clock()
        self._open: OpenStation | None = None

    @property
    def station(self) -> OpenStation:
        assert self._open is not None, "it has not joined"
        return self._open

    def join(self, link: str, label: str) -> dict[str, str]:
        """Join a room by its link; return who this is, and the digits on its screen."""
        found = Link.parse(link)
        enrolment = join(found, new_id(), label=label)
        path = station_file.create(self.data_dir, enrolment, now=self.now())
        self._open = OpenStation(path.parent, self.now, found.code)
        self._open.start()
        return self.joined()

    def joined(self) -> dict[str, str]:
        """Wait for what the hub shows to who joined."""
        turn(lambda: bool(self.station.desk.group_id))
        road = self.station.road
        return {"id": self.station.desk.station_id, "compare": road.compare,
                "file": str(self.station.operations.path)}  # fmt: skip

    def look(self) -> dict[str, Any]:
        """Return what this station knows and may truthfully say."""
        QApplication.processEvents()
        road, snapshot = self.station.road, self.station.desk.snapshot
        own = self.station.desk.group_id
        ours = {own} | {note.id for note in snapshot.notes if note.group_id == own}
        return {
            "home": road.state.connected and road.state.heard and road.state.waiting == 0
            and not snapshot.drafts,
            "waiting": road.state.waiting,
            "connected": road.state.connected,
            "equal": road.state.equal,
            "problem": road.state.problem,
            "left_out": len(road.state.left_out),
            "message": road.message,
            "activity": str(road.clock.get("activity_id") or ""),
            "prompt": str(road.clock.get("prompt_id") or ""),
            "norms": len(snapshot.norms),
            "revealed": snapshot.workshop.revealed_at is not None,
            "others": sorted({cell.group_id for cell in snapshot.cells} - ours),
            "contested": [str(key) for key in snapshot.contested()],
            "words": [str(cell.value) for cell in snapshot.cells if not cell.superseded],
            "drafts": len(snapshot.drafts),
            "group": vars_of(snapshot.group_state(own)),
            "now": self.station.road.now().isoformat(),
        }  # fmt: skip

    def score(self, lines: list[list[str]]) -> None:
        """Write sheets: dimension, number of both levels, reason of both."""
        desk = self.station.desk
        for dimension, numbers, foundations, access in lines:
            for lens, number, words in zip(Lens, numbers, (foundations, access), strict=True):
                level = next(
                    one for one in desk.snapshot.framework.scale(lens).levels
                    if str(one.position) == number
                )  # fmt: skip
                value = rating_value(level.id, desk.snapshot.framework.version)
                self.write(CellKey(desk.group_id, dimension, Field.RATING, lens.value), value)
                self.write(CellKey(desk.group_id, dimension, Field.REASON, lens.value), words)

    def write(self, cell: CellKey, value: Any) -> None:
        """Write over what stands, and wait until it is on this laptop's disk."""
        desk = self.station.desk
        assert desk.operations.flush()
        QApplication.processEvents()
        tips = tuple(sorted(desk.snapshot.cell(cell).tips))
        desk.submit(SetCell(cell=str(cell), value=value, based_on=tips))
        assert desk.operations.flush()
        QApplication.processEvents()

    def reason(self, dimension: str, words: str) -> None:
        """Write why the foundations are as they are."""
        group = self.station.desk.group_id
        self.write(CellKey(group, dimension, Field.REASON, Lens.FOUNDATIONS.value), words)

    def say(self, what: str, on: bool = True) -> None:
        """Say something of the group: "help", "finished" or "confirm"."""
        self.station.desk.submit(SAYS[what](group_id=self.station.desk.group_id, on=on))
        assert self.station.operations.flush()

    def note(self, words: str) -> None:
        """Write a note to the prompt that is on."""
        turn(lambda: bool(self.look()["prompt"]))
        desk, prompt = self.station.desk, self.look()["prompt"]
        note = AddNote(note_id=new_id(), group_id=desk.group_id, prompt_id=prompt, text=words)
        desk.submit(note)
        assert self.station.operations.flush()

    def go_to(self, address: str) -> None:
        """Look for the hub at another address."""
        self.station.road.go_to(address)

    def results(self) -> str:
        """Return what the chart says once it is revealed."""
        turn(lambda: self.look()["revealed"])
        desk = self.station.desk
        return describe(results_table(desk.snapshot, desk.language), chart_labels(_))

    def close(self) -> None:
        """Take the station down in order."""
        self.station.close()
        QApplication.quit()


class Hands(Facilitator):
    """Mouse and keys on a station's window."""

    def settle(self) -> None:
        for _turn in range(2):
            QApplication.processEvents()
            if self.program.station is not None:  # type: ignore[attr-defined]
                assert self.program.station.operations.flush()  # type: ignore[attr-defined]
        QApplication.processEvents()
        assert QApplication.activeModalWidget() is None, "a dialog stands in the way"

    def pick_file(self, name: str, path: Path) -> None:
        super().pick_file(name, path)
        assert not [one for one in self.window.findChildren(QFileDialog) if one.isVisible()]


class Window(Table):
    """The real window of a station."""

    def __init__(self, data_dir: Path, clock: RoomClock, program: StationProgram) -> None:
        super().__init__(data_dir, clock)
        self.program = program
        self.hands = Hands(program, clock, Bot())  # type: ignore[arg-type]

    @property
    def station(self) -> OpenStation:
        assert self.program.station is not None, "it has not joined"
        return self.program.station

    def look(self) -> dict[str, Any]:
        """Return what is known, and what stands on the screen."""
        labels = self.program.window.findChildren(Label)
        return {
            **super().look(),
            "status": self.hands.find("station.status", Label).text(),
            "screen": "\n".join(label.text() for label in labels if label.isVisible()),
        }

    def press_join(self) -> str:
        """Join by the link that the program was started with; return the digits it shows."""
        self.hands.come_to_front()
        self.hands.click("join.go")
        turn(lambda: self.program.window.findChild(ComparePage) is not None)
        digits = self.hands.find("compare.digits", Label).text().replace(" ", "")
        self.hands.click("compare.yes")
        turn(lambda: self.program.station is not None)
        assert self.joined()["compare"] == digits
        return digits

    def score(self, lines: list[list[str]]) -> None:
        for dimension, numbers, foundations, access in lines:
            self.open_sheet(dimension)
            for lens, number in zip(Lens, numbers, strict=True):
                press_level(self.hands, lens, number)  # type: ignore[arg-type]
            self.hands.type_into("sheet.foundations.reason", foundations)
            self.hands.type_into("sheet.access.reason", access)
        self.hands.leave_field()
        turn(lambda: not self.look()["drafts"])

    def cannot_tell(self, dimension: str) -> None:
        """Press for both lenses that it cannot be told from what there is."""
        self.open_sheet(dimension)
        for lens in Lens:
            press_level(self.hands, lens, "?")  # type: ignore[arg-type]

    def open_sheet(self, dimension: str) -> None:
        """Turn to a dimension's sheet."""
        self.hands.come_to_front()
        self.hands.row("station.places", dimension)

    def reason(self, dimension: str, words: str) -> None:
        self.open_sheet(dimension)
        self.hands.type_into("sheet.foundations.reason", words, over=True)
        self.hands.leave_field()
        turn(lambda: not self.look()["drafts"])

    def keep(self, dimension: str, words: str) -> None:
        """Press "keep this version" under one of two versions."""
        self.open_sheet(dimension)
        found = self.program.window.findChildren(QPushButton)
        kept = [b for b in found if b.isVisible() and b.objectName().startswith("contest.keep")]
        assert len(kept) == 2
        (chosen,) = (one for one in kept if one.accessibleDescription() == words)
        self.hands.press_widget(chosen)

    def say(self, what: str, on: bool = True) -> None:
        if what == "confirm":
            self.hands.click("score.see")
            self.hands.click("score.confirm.yes")
        else:
            self.hands.click(f"score.{what}")

    def note(self, words: str) -> None:
        turn(lambda: bool(self.look()["prompt"]))
        self.open_sheet("notes")
        self.hands.type_into("station.note.new", words, enter=True)

    def roads(self) -> None:
        """Turn to the page that says where the answers are, and what else helps."""
        view = self.program.window.view
        assert view is not None
        if view.page != "roads":
            self.hands.key(Qt.Key.Key_F1)
        assert view.page == "roads"

    def go_to(self, address: str) -> None:
        self.roads()
        self.hands.type_into("station.roads.address", address, enter=True)

    def save_file(self, path: str) -> None:
        """Save all answers to a file."""
        self.roads()
        self.hands.pick_file("station.roads.save", Path(path))
        turn(lambda: "Bring it to the facilitator" in self.look()["screen"])

    def read_answer(self, path: str) -> None:
        """Open what the facilitator answered."""
        self.roads()
        self.hands.pick_file("station.roads.answer", Path(path))
        turn(lambda: "This laptop knows now" in self.look()["screen"])

    def read_aloud(self, dimension: str) -> str:
        """Return the code that the window shows for a dimension's scores."""
        self.roads()
        self.hands.click(f"station.code.{dimension}")
        code = self.hands.window.findChild(Label, "station.code")
        turn(lambda: code.isVisible() and bool(code.text()))
        return str(code.text())

    def results(self) -> str:
        turn(lambda: self.look()["revealed"])
        self.open_sheet("results")
        assert self.hands.find("station.results.chart", QWidget).isVisible()
        self.hands.choose("station.results.show_as", "words")
        found = self.hands.find("station.results.words").toPlainText()  # type: ignore[attr-defined]
        self.hands.choose("station.results.show_as", "chart")
        return str(found)

    def type_for_ever(self, dimension: str, words: str) -> None:
        """Type, telling of each letter that is on the disk, until the power goes."""
        self.open_sheet(dimension)
        self.hands.type_into("sheet.access.reason", "", over=True)
        field = self.hands.find("sheet.access.reason", QTextEdit)
        operations = self.station.operations

        def tell() -> None:
            answer(saved="".join(one.text for one in operations.snapshot.drafts))

        operations.drafts_kept.connect(tell)
        for letter in words:
            self.hands.qtbot.keyClick(field, letter)
            QApplication.processEvents()
            time.sleep(0.01)
        raise AssertionError("nobody killed the program")

    def type_the_rest(self, dimension: str, words: str) -> str:
        """Go on where the words broke off; return what was there."""
        self.open_sheet(dimension)
        turn(lambda: not self.look()["drafts"])
        field = self.hands.find("sheet.access.reason", QTextEdit)
        found = field.toPlainText()
        assert words.startswith(found), (words, found)
        self.hands.focus(field)
        self.hands.key(Qt.Key.Key_End, Qt.KeyboardModifier.ControlModifier)
        self.hands.key(words[len(found) :])
        self.hands.leave_field()
        turn(lambda: words in self.look()["words"])
        return found

    def close(self) -> None:
        self.program.window.close()


def vars_of(state: Any) -> dict[str, bool]:
    """Return what a group says of itself."""
    return {name: bool(getattr(state, f"{name}_at")) for name in ("finished", "confirmed")} | {
        "help": bool(state.help_asked_at)
    }

"""Every look of the note-taker's station, in a real room on loopback: see ``tests.pictures``."""

import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QScrollArea

from app.bootstrap.station_program import StationProgram
from app.domain.cells import CellKey, Field, RevealResults, SetCell
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.stations import MoveStation, TellStations
from app.steady import SimulatedClock
from app.ui.station.join_page import ComparePage
from tests import day_data, pictures
from tests.room.desktops import wall
from tests.room.rooms import OpenRoom
from tests.workshops import copy_of_template

LONG_WORDS = "Families told us that letters arrive after the meeting has taken place. " * 28
MESSAGE = "Ten minutes left. Write one sentence for each score."


class StationScene:
    """A hub in some state, and the program of a note-taker beside it.

    Attributes:
        room, program: the two ends.

    """

    def __init__(self, application: QApplication, folder: Path, state: str) -> None:
        """Open the room in the middle of scoring; "empty", "normal" or "overfull"."""
        self.state = state
        if state == "empty":
            path, now = copy_of_template(folder / "hub" / "w.eqw"), day_data.START
        else:
            path, now = pictures.build(folder / "hub", state, pictures.RUNNING)
        clock = SimulatedClock(now)
        self.room = OpenRoom(path, now=clock)
        self.program = StationProgram(application, folder / "laptop", wall, home=True)
        self.program.window.resize(pictures.WINDOW)

    def close(self) -> None:
        """Take both down."""
        self.program.window.close()
        self.program.window.deleteLater()
        self.program.deleteLater()
        self.room.close()
        pictures.pump(0.02)

    def looks(self) -> Iterator[str]:
        """Arrange one look after the other, and yield its name while it shows."""
        yield from self._joining()
        yield from self._sheet()
        yield from self._pages()
        yield from self._trouble()

    def _joining(self) -> Iterator[str]:
        self.program.start()
        yield "station-join"
        page = self.program._join_page
        assert page is not None
        page.take_words("127.0.0.1:9", "K7M2QX", "Blue laptop")
        page.join()
        self._until(lambda: not page._work.busy)
        yield "station-join-refused"
        page.take_words(str(self.room.link(self.group)), "", "Blue laptop")
        page.join()
        self._until(lambda: self.program.window.findChild(ComparePage) is not None)
        yield "station-compare"
        compare = self.program.window.findChild(ComparePage)
        assert compare is not None
        compare.agreed.emit()
        self._until(lambda: bool(self.program.station and self.program.station.road.state.standing))
        station = self.program.station
        assert station is not None
        if station.road.state.standing == "waits":
            yield "station-waiting"
            self.room.do(MoveStation(station_id=station.desk.station_id, group_id=self.group))
        self._until(lambda: self.view is not None and self.view.page == "sheet")
        self._until(lambda: self.program.station.road.state.connected)  # type: ignore[union-attr]

    def _sheet(self) -> Iterator[str]:
        yield "station-sheet"
        for area in self.program.window.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(area.verticalScrollBar().maximum())
        yield "station-sheet-end"
        for area in self.program.window.findChildren(QScrollArea):
            area.verticalScrollBar().setValue(0)
        if self.state == "overfull":
            self._overfill()
            yield "station-contest"

    def _overfill(self) -> None:
        dimension = self.view.dimension_id
        for number, station in enumerate(("one", "two")):
            for field, lens, value in (
                (Field.EVIDENCE, "", LONG_WORDS[: 2_000 - number]),
                (Field.RATING, "access", {"level": f"a{number + 2}", "framework": 1}),
            ):
                key = CellKey(self.group, dimension, field, lens)
                tips = tuple(self.room.operations.snapshot.cell(key).tips) if number == 0 else ()
                command = SetCell(cell=str(key), value=value, based_on=tips, station=station)
                self.room.do(command)
        self.room.do(TellStations(text=f"{MESSAGE} {LONG_WORDS[:160]}"))
        shown = CellKey(self.group, dimension, Field.EVIDENCE)
        self._until(lambda: len(self.view.snapshot.cell(shown).versions) > 1)

    def _pages(self) -> Iterator[str]:
        self.room.do(TellStations(text=MESSAGE))
        if self.state != "empty":
            self.room.do(RevealResults())
            self._until(lambda: self.view.snapshot.workshop.revealed_at is not None)
        prompt = str(self.program.station.road.clock.get("prompt_id") or "")  # type: ignore[union-attr]
        for text in ("More counselors in the east", LONG_WORDS[:400]):
            if prompt and self.state != "empty":
                note = AddNote(note_id=new_id(), group_id=self.group, prompt_id=prompt, text=text)
                self.room.do(note)
        for page in ("confirm", "notes", "data", "results", "norms", "roads"):
            self.view.open_page(page)
            if self.view.page == page:
                pictures.pump(0.2)
                yield f"station-{page}"

    def _trouble(self) -> Iterator[str]:
        dimensions = self.view.snapshot.group(self.group).dimensions
        self.view.open_dimension(dimensions[min(1, len(dimensions) - 1)])
        self.room.hub.close()
        station = self.program.station
        assert station is not None
        key = CellKey(self.group, self.view.dimension_id, Field.OTHER_VIEW)
        station.desk.submit(SetCell(cell=str(key), value="One of us sees it otherwise."))
        self._until(lambda: not station.road.state.connected and station.road.state.waiting > 0)
        yield "station-away"
        self.program.window._ask_to_close(station.desk)
        yield "station-closing"

    @property
    def group(self) -> str:
        """Return the group that the station is of."""
        groups = self.room.operations.snapshot.groups
        return next((one.id for one in groups if one.dimensions), groups[0].id)

    @property
    def view(self):  # type: ignore[no-untyped-def]
        """Return the station's pages."""
        return self.program.window.view

    @staticmethod
    def _until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
        end = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < end, "it did not happen"
            QCoreApplication.processEvents()
            time.sleep(0.005)


def take(
    application: QApplication,
    folder: Path,
    state: str,
    language: str,
    theme: str,
    scale: float,
    only: str = "",
) -> list[Path]:
    """Save every picture of the station's look whose name begins with ``only``."""
    data_dir = Path(tempfile.mkdtemp(prefix="station-pictures-"))
    scene = StationScene(application, data_dir, state)
    for field, value in (("language", language), ("theme", theme), ("text_scale", scale)):
        scene.program.change_setting(field, value)
    taken = []
    try:
        for name in scene.looks():
            if name.startswith(only):
                pictures.pump(0.25)
                taken.append(folder / f"{name}.png")
                scene.program.window.grab().save(str(taken[-1]))
    finally:
        scene.close()
        shutil.rmtree(data_dir, ignore_errors=True)
    return taken

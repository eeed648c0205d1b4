"""From an entry to the disk and to the room screen, in quiet and while PDF and backup run."""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.program import Program
from app.domain.cells import CellKey, Field, SetCell
from app.domain.commands import Command
from app.domain.ids import new_id
from app.domain.notes import AddNote
from app.domain.scenes import Scene, ShowScene
from app.services.reports import BuildState, start_build
from app.ui.room_screen.canvas import RoomCanvas
from tests.bench import baselines
from tests.bench.figures import Figure, share, spread, tell
from tests.bench.windows import live, running_day, settle, until
from tests.pictures import FINISHED

ENTRIES = 300
PAINTED = 40
BETWEEN_SECONDS = 0.12
"""So that each entry is the first of its burst: the room screen keeps a pace with a chart."""


PAINTED_BY: list[Callable[[RoomCanvas], None]] = []
"""Who is told of a finished picture."""


def watch_pictures() -> None:
    """Tell of every picture of a room screen that is opened from here on.

    News that changes nothing on the screen needs no painting: it is there as soon as it is taken.
    """
    paint, follow = RoomCanvas.paintEvent, RoomCanvas._on_model_shown_changed

    def painting(self: RoomCanvas, event: QPaintEvent) -> None:
        paint(self, event)
        for told in PAINTED_BY:
            told(self)

    def following(self: RoomCanvas) -> None:
        follow(self)
        if self.isVisible() and not self.awaits_painting:
            for told in PAINTED_BY:
                told(self)

    RoomCanvas.paintEvent = painting  # type: ignore[method-assign]
    RoomCanvas._on_model_shown_changed = following  # type: ignore[method-assign]


class Watch:
    """Sees when an entry is on the disk and when the room screen has painted it."""

    def __init__(self, day: OpenWorkshop) -> None:
        self.day = day
        self.committed_at = self.painted_at = 0.0
        # On the writer's thread, the moment that the commit is told.
        day.operations.changed.connect(self._on_changed, Qt.ConnectionType.DirectConnection)
        canvas = day.room.canvas()
        PAINTED_BY.append(lambda painted: self._on_painted(painted is canvas))

    def _on_painted(self, ours: bool) -> None:
        if ours:
            self.painted_at = time.perf_counter()

    def _on_changed(self) -> None:
        self.committed_at = time.perf_counter()

    def commit(self, command: Command) -> float:
        """Submit a command; return the milliseconds to its commit."""
        settle(self.day)
        live(0.02)
        self.committed_at = 0.0
        began = time.perf_counter()
        self.day.desk.submit(command)
        until(lambda: self.committed_at > 0)
        return (self.committed_at - began) * 1000

    def paint(self, command: Command, shown: Callable[[], bool]) -> float:
        """Submit a command; return the milliseconds until the room screen shows it."""
        live(BETWEEN_SECONDS)
        settle(self.day)
        live(BETWEEN_SECONDS)
        self.painted_at = 0.0
        began = time.perf_counter()
        self.day.desk.submit(command)
        until(lambda: shown() and self.painted_at > 0)
        return (self.painted_at - began) * 1000


def level(day: OpenWorkshop, number: int) -> Command:
    """Return a command that scores a dimension anew, knowing what stood there."""
    key = CellKey("gA", "d01", Field.RATING, "foundations")
    value = {"level": f"f{number % 4 + 1}", "framework": 1}
    tips = tuple(sorted(day.desk.snapshot.cell(key).tips))
    return SetCell(cell=str(key), value=value, based_on=tips)


def note() -> tuple[Command, str]:
    """Return a command that puts a note on the wall, and the note's id."""
    note_id = new_id()
    return AddNote(note_id=note_id, text="The bus leaves first.", place="wall"), note_id


@contextmanager
def busy(program: Program, day: OpenWorkshop) -> Iterator[list[int]]:
    """Build the day's PDF and back up, again and again; give a list that counts the PDFs."""
    built = [0]
    target = Path(program.data_dir) / "busy.pdf"

    def begin() -> object:
        return start_build(day.desk.snapshot, "summary.pdf", target, now=program.now())

    build = begin()

    def look() -> None:
        nonlocal build
        if build.state is not BuildState.RUNNING:  # type: ignore[attr-defined]
            build.close()  # type: ignore[attr-defined]
            built[0] += 1
            build = begin()

    timer = QTimer()
    timer.timeout.connect(look)
    timer.timeout.connect(lambda: day.keeper.back_up("running"))
    timer.start(400)
    try:
        yield built
    finally:
        timer.stop()
        build.close()  # type: ignore[attr-defined]


def paintings(day: OpenWorkshop, watch: Watch, scene: Scene) -> list[float]:
    """Return the milliseconds from entry to picture while a scene is shown."""
    day.desk.submit(ShowScene(scene=scene.value))
    settle(day)
    taken = []
    for number in range(PAINTED):
        if scene is Scene.RESULTS:
            before = day.desk.snapshot
            seen = _sees_another(day, before)
            taken.append(watch.paint(level(day, number), seen))
        else:
            command, note_id = note()
            taken.append(watch.paint(command, _sees_note(day, note_id)))
    return taken


def _sees_another(day: OpenWorkshop, before: object) -> Callable[[], bool]:
    return lambda: day.room.model.context.snapshot is not before


def _sees_note(day: OpenWorkshop, note_id: str) -> Callable[[], bool]:
    return lambda: any(one.id == note_id for one in day.room.model.context.snapshot.notes)


def main() -> None:
    """Measure, and tell the figures."""
    watch_pictures()
    with running_day(FINISHED) as (program, day):
        watch = Watch(day)
        day.desk.submit(ShowScene(scene=Scene.CLOCK.value))
        settle(day)
        commits = [watch.commit(level(day, number)) for number in range(ENTRIES)]
        tell(
            Figure(
                name="entry → committed, p99", value=share(commits, 99), unit="ms",
                baseline=baselines.commit_ms(program.data_dir, 99), against="a bare SQLite commit",
                budget=20, note=spread(commits),
            )
        )  # fmt: skip
        plain = baselines.painting_ms()
        quiet = {scene: paintings(day, watch, scene) for scene in (Scene.NOTES, Scene.RESULTS)}
        with busy(program, day) as built:
            loaded = {scene: paintings(day, watch, scene) for scene in (Scene.NOTES, Scene.RESULTS)}
        for words, budget, measured in (
            ("entry → painted in the room", 60, quiet),
            ("the same while PDF and backup run", 100, loaded),
        ):
            for scene, taken in measured.items():
                told = f"{spread(taken)}; p90 {share(taken, 90):.0f}"
                tell(
                    Figure(
                        name=f"{words} ({scene.value})", value=statistics.median(taken), unit="ms",
                        baseline=plain, against="painting one line", budget=budget,
                        note=told + (f"; {built[0]} PDFs" if measured is loaded else ""),
                    )
                )  # fmt: skip


if __name__ == "__main__":
    main()

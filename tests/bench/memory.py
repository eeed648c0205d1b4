"""The memory of a day, and whether it grows: the rehearsed day, then four more hours."""

import statistics
import tempfile
from datetime import timedelta
from pathlib import Path

from PySide6.QtWidgets import QApplication, QMainWindow

from app.bootstrap import sample_day
from app.domain.cells import CellKey, Field, SetCell
from app.domain.scenes import Scene, ShowScene
from app.rehearsal.day import RehearsedDay
from app.rehearsal.hands import Hands
from app.rehearsal.run import START, TIME_ZONE
from app.services import library
from app.steady import SimulatedClock
from tests.bench import baselines
from tests.bench.figures import Figure, tell
from tests.bench.windows import fresh_program

HOURS = 4
PAGES = ("console", "score", "results", "notes", "after", "arrivals", "prepare")
SETTLED_MINUTES = 60
"""What is loaded and kept once is there after this long; from here on nothing may grow."""


class SampledHands(Hands):
    """Hands that write down the memory after each activity's time has passed."""

    def __init__(self, program: object, clock: SimulatedClock, out: Path) -> None:
        super().__init__(program, clock, out)  # type: ignore[arg-type]
        self.samples: list[float] = []

    def pass_time(self, minutes: float) -> None:
        super().pass_time(minutes)
        self.samples.append(baselines.memory_mb())


def go_on(hands: SampledHands) -> list[tuple[float, float]]:
    """Live four more hours with entries, scenes and pages; return (minute, MB) pairs."""
    scenes = list(Scene)
    desk = hands.desk
    group, dimension = desk.snapshot.groups[0], desk.snapshot.framework.dimensions[0]
    key = CellKey(group.id, dimension.id, Field.EVIDENCE)
    samples = []
    for minute in range(HOURS * 60):
        tips = tuple(sorted(desk.snapshot.cell(key).tips))
        words = f"Budget book 2026, page {minute}."
        hands.do(SetCell(cell=str(key), value=words, based_on=tips))
        if minute % 5 == 0:
            hands.do(ShowScene(scene=scenes[minute // 5 % len(scenes)].value))
            hands.go(PAGES[minute // 5 % len(PAGES)])
        for _second in range(60):
            hands.clock.advance(seconds=1)
            desk.tick()
            QApplication.processEvents()
        samples.append((float(minute), baselines.memory_mb()))
    return samples


def slope(samples: list[tuple[float, float]]) -> float:
    """Return how many MB an hour the memory grows once all is loaded."""
    late = [(minute / 60, mb) for minute, mb in samples if minute >= SETTLED_MINUTES]
    return statistics.linear_regression(*zip(*late, strict=True)).slope


def main() -> None:
    """Measure, and tell the figures."""
    clock = SimulatedClock(START)
    with fresh_program(clock) as program, tempfile.TemporaryDirectory() as out:
        bare = QMainWindow()
        bare.show()
        QApplication.processEvents()
        least = baselines.memory_mb()
        bare.close()
        path = library.create_workshop(
            program.data_dir, district="Riverbend", day=START.date(), now=START,
            languages=("en", "es"), time_zone=TIME_ZONE,
        )  # fmt: skip
        program.open_workshop(path)
        assert program.day is not None
        sample_day.fill(program.day.operations, people_file=None, tables=7, seed=1)
        program.day.room.open()
        hands = SampledHands(program, clock, Path(out))
        RehearsedDay(hands, 1).run()
        after_day = max(hands.samples)
        more = go_on(hands)
        lived = timedelta(minutes=len(more))
    tell(
        Figure(
            name="memory after the rehearsed day", value=after_day, unit="MB", baseline=least,
            against="the program's bare windows", budget=250,
        )
    )  # fmt: skip
    tell(
        Figure(
            name=f"memory growth an hour, over {lived} more", value=max(0.0, slope(more)),
            unit="MB", baseline=least, against="the program's bare windows", budget=2.5,
            note=f"{more[0][1]:.0f} MB at its start, {more[-1][1]:.0f} MB at its end",
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()

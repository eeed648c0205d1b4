"""The memory of a day of four hours, lived in minutes, and whether it grows."""

import statistics

from PySide6.QtWidgets import QApplication

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.program import Program
from app.domain.cells import CellKey, Field, SetCell
from app.domain.scenes import Scene, ShowScene
from app.steady import SimulatedClock
from tests.bench import baselines
from tests.bench.figures import Figure, tell
from tests.bench.windows import running_day, settle
from tests.pictures import FINISHED

HOURS = 4
STEP_SECONDS = 5
"""How much simulated time passes between two ticks."""

PAGES = ("console", "score", "results", "notes", "after", "arrivals", "prepare")
SETTLED_MINUTES = 60
"""What is loaded and kept once is there after this long; from here on nothing may grow."""


def live_on(program: Program, day: OpenWorkshop) -> list[tuple[float, float]]:
    """Live four hours with entries, scenes and pages; return (minute, MB) pairs."""
    scenes, desk = list(Scene), day.desk
    clock = program.now
    assert isinstance(clock, SimulatedClock)
    group, dimension = desk.snapshot.groups[0], desk.snapshot.framework.dimensions[0]
    key = CellKey(group.id, dimension.id, Field.EVIDENCE)
    samples = []
    for minute in range(HOURS * 60):
        tips = tuple(sorted(desk.snapshot.cell(key).tips))
        words = f"Budget book 2026, page {minute}."
        desk.submit(SetCell(cell=str(key), value=words, based_on=tips))
        if minute % 5 == 0:
            desk.submit(ShowScene(scene=scenes[minute // 5 % len(scenes)].value))
            program.window.show_page(PAGES[minute // 5 % len(PAGES)])
        settle(day)
        for _step in range(60 // STEP_SECONDS):
            clock.advance(seconds=STEP_SECONDS)
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
    with running_day(FINISHED) as (program, day):
        least = baselines.memory_mb()
        samples = live_on(program, day)
    tell(
        Figure(
            name=f"memory after a day of {HOURS} hours", value=samples[-1][1], unit="MB",
            baseline=least, against="as the day is opened", budget=250,
            note=f"most {max(mb for _minute, mb in samples):.0f} MB",
        )
    )  # fmt: skip
    settled = samples[SETTLED_MINUTES][1]
    tell(
        Figure(
            name="memory growth an hour, after the first", value=max(0.0, slope(samples)),
            unit="MB", baseline=least, against="as the day is opened", budget=2.5,
            note=f"{settled:.0f} MB after an hour, {samples[-1][1]:.0f} MB at the end",
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()

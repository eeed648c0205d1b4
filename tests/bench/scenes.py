"""Changing the scene on the room screen, and the PDF of the day."""

import statistics
import time

from app.bootstrap.open_workshop import OpenWorkshop
from app.domain.scenes import Scene, ShowScene
from app.services.reports import start_build
from tests.bench import baselines
from tests.bench.entry import Watch, watch_pictures
from tests.bench.figures import Figure, median_of, tell
from tests.bench.windows import running_day, settle
from tests.pictures import FINISHED

ROUNDS = 4
PDFS = 3


def change(day: OpenWorkshop, watch: Watch, scene: Scene) -> float:
    """Return the milliseconds from asking for a scene to its picture, coming from the clock."""
    away = Scene.CLOCK if scene is not Scene.CLOCK else Scene.NORMS
    day.desk.submit(ShowScene(scene=away.value))
    settle(day)
    command = ShowScene(scene=scene.value)
    return watch.paint(command, lambda: day.room.model.context.shown.scene is scene)


def main() -> None:
    """Measure, and tell the figures."""
    watch_pictures()
    with running_day(FINISHED) as (program, day):
        watch = Watch(day)
        taken = {scene: [change(day, watch, scene) for _round in range(ROUNDS)] for scene in Scene}
        middle = {scene: statistics.median(times) for scene, times in taken.items()}
        slowest = max(middle, key=lambda scene: middle[scene])
        first = max(taken, key=lambda scene: taken[scene][0])
        note = (
            f"median of all {statistics.median(middle.values()):.0f} ms; "
            f"slowest first time: {first.value} {taken[first][0]:.0f} ms"
        )
        tell(
            Figure(
                name=f"scene change, the slowest scene ({slowest.value})", value=middle[slowest],
                unit="ms", baseline=baselines.painting_ms(), against="painting one line",
                budget=100, note=note,
            )
        )  # fmt: skip

        def pdf() -> float:
            began = time.perf_counter()
            target = program.data_dir / "day.pdf"
            with start_build(day.desk.snapshot, "summary.pdf", target, now=program.now()) as build:
                build.wait()
            return time.perf_counter() - began

        pdf()
        tell(
            Figure(
                name="the day's PDF", value=median_of(pdf, PDFS), unit="s",
                baseline=median_of(baselines.pdf_seconds, PDFS), against="a process with one line",
                budget=3,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()

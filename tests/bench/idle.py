"""What the console costs while a day runs and nobody touches it; real time, real clock."""

import time
from dataclasses import replace
from datetime import UTC, datetime

from app.domain.clock import StartDay
from app.steady import SteadyClock
from app.storage.places import Places
from tests import day_data
from tests.bench import baselines
from tests.bench.figures import Figure, tell
from tests.bench.windows import fresh_program, settle, until

MINUTE = 60.0
BARE_SECONDS = 15.0


def main() -> None:
    """Measure, and tell the figure."""
    now = SteadyClock()
    with fresh_program(now) as program:
        path = Places(program.data_dir).workshops / "idle.eqw"
        path.parent.mkdir(parents=True, exist_ok=True)
        database = day_data.create(path)
        day_data.carry_out(database, [*day_data.prepared(), *day_data.seated()])
        database.close()
        program.open_workshop(path, page="console")
        day = program.day
        assert day is not None
        first = day.desk.snapshot.agenda.activities[0]
        day.desk.submit(replace(StartDay(activity_id=first.id), at=datetime.now(UTC)))
        day.room.open()
        until(lambda: day.room.isVisible() and day.desk.rundown().running)
        settle(day)
        baselines.wait(5.0)  # what follows a start is over
        began, used = time.perf_counter(), time.process_time()
        baselines.wait(MINUTE)
        passed, spent = time.perf_counter() - began, time.process_time() - used
    bare = baselines.processor_seconds_of_a_clock(BARE_SECONDS)
    tell(
        Figure(
            name="console idle for a minute, clock ticking, room screen on",
            value=spent / passed * 100, unit="%", baseline=bare / BARE_SECONDS * 100,
            against="a label that ticks", budget=2, note="of one core",
        )
    )  # fmt: skip


if __name__ == "__main__":
    main()

"""Thirty stations over https: how long an entry takes, in quiet, under load, and for hours."""

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEventLoop, QTimer

from app.bootstrap.open_workshop import OpenWorkshop
from app.bootstrap.room_office import identity_for
from app.domain.room_keys import join_code
from app.domain.room_open import Opening
from app.domain.scenes import Scene, ShowScene
from app.domain.seating import AddGroup
from app.domain.stations import RevokeStation
from app.room.identity import server_context
from tests.bench import baselines
from tests.bench.bare_hub import bare_hub
from tests.bench.entry import PAINTED_BY, busy, watch_pictures
from tests.bench.figures import ECHO, Figure, share, spread, tell
from tests.bench.windows import running_day, settle, until
from tests.pictures import FINISHED

STATIONS, A_SECOND, SECONDS = 30, 2, 20
QUEUED, QUEUING = 1_000, 15
SOAK_SECONDS, SOAK_A_SECOND = 75, 4
"""Together 9,000 entries: what 30 stations write in four hours, one every 48 seconds."""

ECHO_SECONDS = 5

ROOT = Path(__file__).resolve().parents[2]


class Room:
    """An open room on the running day, and what its window did meanwhile."""

    def __init__(self, day: OpenWorkshop) -> None:
        self.day = day
        for number in range(STATIONS // 2 + 1 - len(day.desk.snapshot.groups)):
            day.desk.submit(
                AddGroup(
                    group_id=f"more{number}", seating_id="scoring", label=f"M{number}",
                    position=20.0 + number, dimensions=("d01", "d02"),
                )
            )  # fmt: skip
        settle(day)
        self.identity = identity_for(day.operations)
        self.door = day.desk.door
        self.door.open(Opening(interface="127.0.0.1", port=0))
        until(lambda: self.door.door.is_open)
        self._forget_stations()  # the sample's own hold places that are needed here
        self.painted: dict[str, float] = {}
        self.watches = False  # looking through every cell at every picture has its price, too
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer()
        self._timer.timeout.connect(self._on_timer_timeout)
        canvas = day.room.canvas()
        PAINTED_BY.append(lambda one: self._on_painted() if one is canvas else None)

    def _on_timer_timeout(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def _on_painted(self) -> None:
        if not self.watches:
            return
        now = time.perf_counter()
        for entry in self.day.room.model.context.snapshot.cells:
            self.painted.setdefault(entry.id, now)

    @property
    def place(self) -> dict[str, str]:
        """Return where the hub is, and what it proves itself by."""
        return {
            "address": self.door.door.address,
            "certificate": self.identity.certificate_pem,
        }

    def run(self, **task: Any) -> dict[str, Any]:
        """Let stations do a task while the window lives on."""
        groups = [group.id for group in self.day.desk.snapshot.groups][: STATIONS // 2]
        codes = [join_code(self.identity, one) for one in groups for _two in range(2)]
        usual = {"codes": codes, "seconds": SECONDS, "a_second": A_SECOND}
        process = start({**self.place, **usual, **task})
        self.gaps, self._last = [], time.perf_counter()
        self._timer.start(5)
        over = QTimer()
        over.timeout.connect(lambda: process.poll() is not None and loop.quit())
        over.start(50)
        loop = QEventLoop()  # as the program itself waits, not by asking again and again
        loop.exec()
        over.stop()
        self._timer.stop()
        settle(self.day)
        answer = read(process)
        assert answer["through"] == answer["entries"], "an entry is missing"
        # Two stations a group are all there may be: the next task's are to find room.
        self._forget_stations()
        return answer

    def _forget_stations(self) -> None:
        for station in self.day.desk.snapshot.stations:
            self.day.desk.submit(RevokeStation(station_id=station.id))
        settle(self.day)


def start(task: dict[str, Any]) -> "subprocess.Popen[str]":
    """Start stations with a task; what they say is kept in a file, since a pipe would fill up."""
    said = tempfile.NamedTemporaryFile("w+", suffix=".json", delete=False)  # noqa: SIM115
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.bench.crowd"], cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=said,
    )  # fmt: skip
    said.close()
    SAID[process.pid] = Path(said.name)
    assert process.stdin is not None
    process.stdin.write(json.dumps(task))
    process.stdin.close()
    return process


SAID: dict[int, Path] = {}
"""Process → the file with what it said."""


def read(process: "subprocess.Popen[str]") -> dict[str, Any]:
    """Return what the stations measured."""
    path = SAID.pop(process.pid)
    assert process.wait() == 0
    answer: dict[str, Any] = json.loads(path.read_text("utf-8"))
    path.unlink()
    return answer


def waits(answer: dict[str, Any]) -> list[float]:
    """Return the milliseconds from sent to acknowledged."""
    return [(ended - began) * 1000 for began, ended in answer["taken"].values()]


def paintings(room: Room, answer: dict[str, Any]) -> list[float]:
    """Return the milliseconds from sent to painted, of the scores."""
    return [
        (room.painted[entry] - began) * 1000
        for entry, (began, _ended) in answer["taken"].items()
        if entry in room.painted
    ]


@contextmanager
def chart_shown(day: OpenWorkshop) -> Iterator[None]:
    """Show the results in the room."""
    day.desk.submit(ShowScene(scene=Scene.RESULTS.value))
    settle(day)
    yield
    day.desk.submit(ShowScene(scene=Scene.CLOCK.value))
    settle(day)


def figure(name: str, values: list[float], budget: float, least: float) -> None:
    """Tell a p99."""
    tell(
        Figure(
            name=name, value=share(values, 99), unit="ms", baseline=least,
            against=ECHO, budget=budget,
            note=f"{spread(values)}; {len(values)} entries",
        )
    )  # fmt: skip


def bare_echo(room: Room, program: Any) -> list[float]:
    """Return what the same stations wait for the least there could be, in milliseconds.

    To be asked before each part: how quick a machine is changes from one minute to the next.
    """
    folder = Path(program.data_dir)
    with bare_hub(folder, server_context(room.identity)) as port:
        place = {"port": port, "certificate": room.identity.certificate_pem}
        task = {"stations": STATIONS, "a_second": A_SECOND, "seconds": ECHO_SECONDS}
        echoes: list[float] = read(start({**place, **task}))["echo_ms"]
    for left in folder.glob("echo.db*"):
        left.unlink()
    return echoes


def measure_pace(room: Room, program: Any) -> None:
    """Thirty stations at the pace of a busy room; then the same while PDF and backup run."""
    pace = f"{STATIONS} stations × {A_SECOND} a second"
    least = share(bare_echo(room, program), 99)
    room.watches = True
    with chart_shown(room.day):
        quiet = room.run()
        figure(f"{pace}: sent → acknowledged, p99", waits(quiet), 50, least)
        figure(f"{pace}: sent → painted in the room, p99", paintings(room, quiet), 100, least)
        least = share(bare_echo(room, program), 99)
        with busy(program, room.day) as built:
            loaded = room.run()
        words = f"while PDF ({built[0]}) and backup run"
        figure(f"{pace}: → acknowledged, {words}", waits(loaded), 50, least)
        figure(f"{pace}: → painted, {words}", paintings(room, loaded), 100, least)
    room.watches = False


def measure_drain(room: Room, program: Any) -> None:
    """Half of the stations bring what waited for hours; the other half goes on writing."""
    echoes = bare_echo(room, program)
    answer = room.run(queuing=QUEUING, queued=QUEUED, seconds=25)
    total = QUEUED * QUEUING
    tell(
        Figure(
            name=f"{total:,} queued entries drained", value=answer["drained_seconds"], unit="s",
            baseline=statistics.median(echoes) * total / 1000,
            against="as many bare echoes, one by one", budget=20,
        )
    )  # fmt: skip
    least = share(echoes, 99)
    figure("live entries meanwhile: → acknowledged, p99", waits(answer), 100, least)
    tell(
        Figure(
            name="longest gap of the window meanwhile", value=max(room.gaps), unit="ms",
            baseline=5, against="the timer's own pace", budget=150,
        )
    )  # fmt: skip


def measure_flood(room: Room, program: Any) -> None:
    """One station sends 10,000 messages a second; the others write as always."""
    least = share(bare_echo(room, program), 99)
    code = join_code(room.identity, room.day.desk.snapshot.groups[STATIONS // 2].id)
    mad = start({**room.place, "codes": [code], "seconds": SECONDS, "flood": True})
    answer = room.run(seconds=SECONDS - 3)
    sent = read(mad)["sent"] / SECONDS
    figure(f"one station sends {sent:,.0f} a second: others’ p99", waits(answer), 500, least)


def measure_soak(room: Room) -> None:
    """Four hours' entries in little more than a minute."""
    first = baselines.memory_mb()
    answer = room.run(seconds=SOAK_SECONDS, a_second=SOAK_A_SECOND)
    tell(
        Figure(
            name=f"memory grown by {answer['entries']:,} entries", unit="MB", baseline=first,
            value=max(0.0, baselines.memory_mb() - first), against="before them", budget=20,
        )
    )  # fmt: skip


def main() -> None:
    """Measure, and tell the figures."""
    watch_pictures()
    with running_day(FINISHED) as (program, day):
        room = Room(day)
        measure_pace(room, program)
        measure_drain(room, program)
        measure_flood(room, program)
        measure_soak(room)
        room.door.close_room()
        settle(day)


if __name__ == "__main__":
    main()

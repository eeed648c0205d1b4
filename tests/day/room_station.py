"""Laptops of a room's day, each a process of its own: ``python -m tests.day.room_station``.

This process imports all that the program needs, once; for each order that it reads (a line of JSON)
it forks one, which opens the way that the order names and does there what it is told. So a dozen
laptops start as quickly as one, and each can be killed as a laptop loses its power. A facilitator's
is the whole program, a station with a window what ``join`` opens, both but for the clock, which is
the venue's. The last line that one says is its exit code.
"""

import importlib
import json
import os
import random
import signal
import socket
import sys
from pathlib import Path
from typing import Any, NoReturn

from PySide6.QtWidgets import QApplication

from app.bootstrap.station_program import StationProgram, run_station
from app.room import pinning
from app.room import station as link_module
from tests.day import distant
from tests.day.distant import Door, answer
from tests.day.room_clock import RoomClock
from tests.day.room_tables import Table, Window

USED_LATER = (
    "app.bootstrap.application", "app.bootstrap.crash_reports", "app.bootstrap.faults",
    "app.bootstrap.garbage", "app.bootstrap.open_workshop", "app.bootstrap.pages",
    "app.bootstrap.program", "app.bootstrap.room_office", "app.bootstrap.sections",
    "app.room.hub", "app.ui.charts.chart_view", "app.ui.console.view", "app.ui.score.view",
    "app.ui.station.room_results", "app.ui.stations.view", "tests.day.room_chapters",
    "anyio._backends._asyncio", "anyio.streams.tls", "certifi", "encodings.idna", "httpcore",
    "stringprep", "uvicorn.lifespan.off", "uvicorn.protocols.http.httptools_impl",
    "websockets.asyncio.client",
)  # fmt: skip
"""What is imported only when it is needed: here once, before the first is forked."""

HEARTBEAT_SECONDS = 10.0
LONGEST_PAUSE = 1.0


def live(order: dict[str, Any]) -> int:
    """Be a laptop until told to close; return the exit code."""
    way = socket.socket(socket.AF_UNIX)
    way.connect(order["way"])
    errors = os.open(order["errors"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for ours, theirs in ((way.fileno(), 0), (way.fileno(), 1), (errors, 2)):
        os.dup2(ours, theirs)
    random.seed()  # a pause's jitter would be the same in all that were forked
    # A test does not wait as people do.
    link_module.HEARTBEAT_SECONDS, link_module.FIRST_PAUSE = HEARTBEAT_SECONDS, 0.1
    link_module.LONGEST_PAUSE, pinning.CONNECT_SECONDS = LONGEST_PAUSE, 4.0
    data_dir, clock = Path(order["data_dir"]), RoomClock(Path(order["clock"]))
    if order["kind"] == "hub":
        answer(told=os.getpid())
        return distant.run(data_dir, order)
    doors: list[Door] = []

    def open_door(one: Table) -> None:
        doors.append(Door(lambda name, *given: getattr(one, name)(*given)))
        answer(told=os.getpid())

    if order["kind"] == "window":

        def ready(program: StationProgram) -> None:
            open_door(Window(data_dir, clock, program))

        return run_station(data_dir, clock.clock(), order.get("link", ""), ready)
    application = QApplication([])
    open_door(Table(data_dir, clock))
    return int(application.exec())


def alone(order: dict[str, Any]) -> NoReturn:
    """Live in a process that nothing of this one comes back to."""
    code = 1
    try:
        code = live(order)
        answer(told=code)
    except BaseException:
        sys.excepthook(*sys.exc_info())  # type: ignore[arg-type]
        raise
    finally:
        sys.stderr.flush()
        os._exit(code)


def main() -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    for name in USED_LATER:
        importlib.import_module(name)
    for line in sys.stdin:
        if os.fork() == 0:
            alone(json.loads(line))


if __name__ == "__main__":
    main()

"""Desktop stations for tests: the real file, writer, desk and road, with or without a window."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.bootstrap.open_station import OpenStation
from app.domain.ids import new_id
from app.room.addresses import Link
from app.room.joining import join
from app.services import station_file


def wall() -> datetime:
    return datetime.now(UTC)


def join_as_desktop(data_dir: Path, link: Link, label: str = "Blue laptop") -> OpenStation:
    """Join a room and open the station, not yet reaching for the hub."""
    enrolment = join(link, new_id(), label=label)
    path = station_file.create(data_dir, enrolment, now=wall())
    return OpenStation(path.parent, wall, link.code)


def turn(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Let the window live until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        QCoreApplication.processEvents()
        time.sleep(0.005)


def is_home(station: OpenStation) -> bool:
    """Tell whether all that was written is known to be at the hub."""
    assert station.operations.flush()
    QCoreApplication.processEvents()
    state = station.road.state
    at_hub = state.heard and state.connected and state.waiting == 0
    return at_hub and not station.desk.snapshot.drafts

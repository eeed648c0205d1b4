"""One open station: its file, its desk and its road, built and taken down together."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject

from app.bootstrap.locks import lock_workshop
from app.bootstrap.station_clock import StationClock
from app.bootstrap.station_outbox import FileOutbox
from app.bootstrap.station_road import StationRoad
from app.domain.enrolments import Enrolment
from app.domain.errors import UserError
from app.domain.leftover_drafts import commands_of
from app.domain.station_road import Shown
from app.operations import Operations
from app.room.pinning import fingerprint_of
from app.services import library, station_file
from app.services.station_file import FILE_NAME, Card
from app.steady import Now
from app.ui.station.desk import StationDesk

CLOSING_SECONDS = 20.0


class OpenStation(QObject):
    """The parts that live as long as one station is open.

    Attributes:
        operations: its writer.
        desk: what its views work with.
        road: its way to the hub.

    """

    def __init__(self, folder: Path, now: Now, code: str = "") -> None:
        """Open the station in ``folder``; ``code`` is what it joined with just now.

        Raises:
            UserError: where it cannot be opened, or is open in another window.

        """
        super().__init__()
        path = folder / FILE_NAME
        self.folder = folder
        self._lock = lock_workshop(path)
        try:
            enrolment, shown, newest = _read(path, now())
            self.clock = StationClock(now, shown.ahead_seconds, newest)
            # Its own spare journal: a hub of the same workshop may run on this laptop as well.
            self.operations = Operations(
                path, self.clock, folder, spare=(folder / "spare",), parent=self
            )
        except UserError:
            self._lock.unlock()
            raise
        self.road = StationRoad(self.operations, enrolment, self.clock, shown, parent=self)
        self.desk = StationDesk(self.operations, folder, enrolment.station, self.road, parent=self)
        known = station_file.card_of(folder) or Card()
        self._card = replace(
            known,
            folder=str(folder),
            station=enrolment.station,
            room=enrolment.room,
            fingerprint=fingerprint_of(enrolment.certificate_pem),
            code=code or known.code,
            left=False,
        )
        self._now = now
        self._name_card()
        self.operations.changed.connect(lambda _changes, _origin: self._name_card())

    def start(self) -> None:
        """Let left drafts become entries, and reach for the hub."""
        for key, command in commands_of(self.desk.snapshot, self.desk.group_id):
            self.desk.settle(key, command)
        self.desk.start()
        self.road.start()

    def leave(self) -> None:
        """Note that this station is not taken up again by itself; nothing of it is deleted."""
        self._card = replace(self._card, left=True)
        station_file.keep_card(self._card, now=self._now())

    def close(self, wait: Callable[[Callable[[], bool]], None] | None = None) -> None:
        """Finish writing and take everything down; ``wait`` lets the window answer meanwhile."""
        self.desk.stop()
        self.road.stop()
        self.operations.finish()
        if wait is not None:
            wait(lambda: not self.operations.ended)
        self.operations.close()
        self._lock.unlock()

    def _name_card(self) -> None:
        """Keep how people call this station, where the file is not to be opened for it."""
        snapshot = self.desk.snapshot
        group = snapshot.group(self.desk.group_id)
        named = replace(
            self._card,
            group=group.label if group is not None else self._card.group,
            district=snapshot.workshop.district or self._card.district,
        )
        if named != self._card or not self._card.used_at:
            self._card = replace(named, used_at=self._now().isoformat())
            station_file.keep_card(self._card, now=self._now())


def _read(path: Path, moment: datetime) -> tuple[Enrolment, Shown, datetime | None]:
    """Return where a station belongs, what it was shown last, and when it wrote last."""
    database = library.open_workshop(path.parent, path, now=moment)
    try:
        enrolment = station_file.enrolment_of(database)
        with database.reading() as reader:
            shown = station_file.shown(reader)
        outbox = FileOutbox(database)
        seq, _digest = outbox.newest()
        last = outbox.after(seq - 1, 1) if seq else ()
        return enrolment, shown, datetime.fromisoformat(last[0]["at"]) if last else None
    finally:
        database.close()

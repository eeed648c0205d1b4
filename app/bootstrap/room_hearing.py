"""What is known of every station, followed live as envelopes are taken in."""

import threading
from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from app.domain.changes import ALL_TABLES, Changes
from app.domain.envelopes import Envelope, Receipt
from app.domain.heard import Heard, heard_again
from app.domain.judged import JUDGED
from app.services import kept_entries, room
from app.services.files import WorkshopFile
from app.ui.desk import Desk

TELL_MS = 250
"""Heartbeats of thirty stations are told at most so often."""


class RoomHearing(QObject):
    """Hears on the writer's thread, tells on the window's.

    Signals:
        heard_changed(): more is known of stations.
        entries_changed(): other entries wait for the facilitator.
    """

    heard_changed = Signal()
    entries_changed = Signal()
    _pulse = Signal()
    _read = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        """Know what the file says, as soon as the writer has read it."""
        super().__init__(parent)
        self._desk = desk
        self._lock = threading.Lock()
        self._known: dict[str, Heard] = {}
        self._news = 0
        self._told: tuple[object, int, Mapping[str, Heard]] | None = None
        self._stale = False
        self.to_decide: tuple[kept_entries.Received, ...] = ()
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(TELL_MS)
        self._calm.timeout.connect(self._on_calm_timeout)
        self._pulse.connect(self._on_pulse)
        self._read.connect(self._on_read)
        desk.changed.connect(self._on_desk_changed)
        desk.operations.received.connect(self._hear, Qt.ConnectionType.DirectConnection)
        if desk.snapshot.stations:
            self.read_again()

    @property
    def heard(self) -> Mapping[str, Heard]:
        """Return what is known of every station, in order of joining."""
        listed = self._desk.snapshot.stations
        with self._lock:
            if self._told is not None and self._told[0] is listed and self._told[1] == self._news:
                return self._told[2]
            known, news = dict(self._known), self._news
        stations = sorted(listed, key=lambda one: (one.position, one.id))
        found = {
            one.id: replace(known[one.id], station=one) if one.id in known else Heard(station=one)
            for one in stations
        }
        self._told = (listed, news, found)
        return found

    def _hear(self, envelope: Envelope, receipt: Receipt) -> None:
        """Note that an envelope was taken in (on the writer's thread)."""
        station = self._desk.snapshot.station(envelope.station)
        if station is None:
            return
        now = self._desk.now()
        with self._lock:
            known = self._known.get(station.id)
            self._known[station.id] = heard_again(known, station, envelope, receipt, now)
            self._news += 1
        self._pulse.emit()

    def read_again(self) -> None:
        """Read from the file how far stations are heard, and what waits for a decision."""
        self._desk.operations.run_job("room-hearing", self._read_file)

    def _read_file(self, file: WorkshopFile) -> None:
        """Read on the writer's thread: nothing is taken in meanwhile, so nothing newer is lost."""
        found = {one.station.id: one for one in room.heard(file.database)}
        waiting = kept_entries.to_decide(file.database)
        with self._lock:
            self._known, self._stale = found, False
            self._news += 1
            self.to_decide = waiting
        self._read.emit()

    def _on_pulse(self) -> None:
        if not self._calm.isActive():
            self._calm.start()

    def _on_calm_timeout(self) -> None:
        self.heard_changed.emit()
        if self._stale:
            self.read_again()

    def _on_read(self) -> None:
        self.heard_changed.emit()
        self.entries_changed.emit()

    def _on_desk_changed(self, changes: Changes, _origin: str) -> None:
        if ALL_TABLES in changes.touched:  # a restore, a withdrawal
            self.read_again()
        elif changes.touches(JUDGED):  # by whatever road it came, and whoever decided
            self._stale = True
            self._on_pulse()
        elif changes.touches("stations"):
            self._on_pulse()

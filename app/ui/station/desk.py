"""A station's desk: what is done at it is this station's, at the hub's time."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.domain.commands import Command
from app.ui.desk import Desk
from app.ui.station.road import Road

if TYPE_CHECKING:
    from app.operations import Operations


class StationDesk(Desk):
    """The desk of one station.

    Attributes:
        station_id: whose commands these are.
        road: the way to the hub.

    """

    def __init__(
        self,
        operations: "Operations",
        folder: Path,
        station_id: str,
        road: Road,
        parent: QObject | None = None,
    ) -> None:
        """Work with a station's open file in ``folder``."""
        super().__init__(operations, folder, parent)
        self.station_id = station_id
        self.road = road

    @property
    def group_id(self) -> str:
        """Return the group that this station writes for; "" while it waits."""
        station = self.snapshot.station(self.station_id)
        return station.group_id if station is not None else ""

    def now(self) -> datetime:
        """Return the hub's moment (UTC)."""
        return self.road.now()

    def submit(self, command: Command, origin: str = "") -> Command:
        """Submit a command of this station."""
        return super().submit(self._own(command), origin)

    def settle(self, key: str, command: Command | None, origin: str = "") -> None:
        """Turn a draft into an entry of this station, or forget it."""
        super().settle(key, self._own(command) if command is not None else None, origin)

    def _own(self, command: Command) -> Command:
        return replace(command, station=self.station_id, at=command.at or self.road.stamp())

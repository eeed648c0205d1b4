"""The road from a station to the hub, as the station's views see it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.station_road import RoadState
from app.i18n import _

SaveFile = Callable[[Path], None]
"""Writes all that this station wrote into an envelope file; raises a UserError where it cannot."""


class Road(QObject):
    """What is known of the road, and what may be asked of it; made for real by bootstrap.

    Attributes:
        state: where it stands.
        clock: where the day stands, with the hub's moments; empty while nobody said.
        message: the facilitator's line, or "".
        compare: the four digits that the facilitator's screen shows as well.
        addresses: where the hub was found before.
        save_file: writes everything into a file, or None where this program cannot yet.

    Signals:
        changed(): read the attributes again.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with a road of which nothing is known."""
        super().__init__(parent)
        self.state = RoadState()
        self.clock: dict[str, Any] = {}
        self.message = ""
        self.compare = ""
        self.addresses: tuple[str, ...] = ()
        self.save_file: SaveFile | None = None

    def now(self) -> datetime:
        """Return the hub's moment (UTC), as far as it is known."""
        return datetime.now(UTC)

    def show_dimension(self, dimension_id: str) -> None:
        """Tell the hub what is being scored now."""

    def go_to(self, address: str) -> None:
        """Look for the hub at another address, typed or as a join link.

        Raises:
            UserError: where that is no address, or another room's link.

        """
        raise UserError(_("That is no address."))

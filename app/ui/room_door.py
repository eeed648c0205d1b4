"""The open room as views see it; bootstrap puts the real one on the desk.

This one is a room that stays closed: what a view sees where nothing can be opened.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.closing_check import ClosingCheck
from app.domain.finding import Finding
from app.domain.giving_up import Tell
from app.domain.heard import Heard
from app.domain.room_open import Door, Opening
from app.domain.stations import Station

if TYPE_CHECKING:
    # At run time this would load the database's library before the window's first picture.
    from app.services.kept_entries import Received


class RoomDoor(QObject):
    """Opens and closes the room, and knows how its stations are heard.

    Attributes:
        door: the room as it stands.

    Signals:
        changed(): the door opened or closed, or a way in is another one.
        heard_changed(): more is known of stations; at most a few times a second.
        entries_changed(): other entries wait for the facilitator.
    """

    changed = Signal()
    heard_changed = Signal()
    entries_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Stay closed."""
        super().__init__(parent)
        self.door = Door()

    @property
    def heard(self) -> Mapping[str, Heard]:
        """Return station id → what is known of it, in order of joining."""
        return {}

    @property
    def to_decide(self) -> "tuple[Received, ...]":
        """Return entries that wait for the facilitator, were refused, kept or set aside."""
        return ()

    @property
    def waiting(self) -> int:
        """Return how many entries wait for the facilitator's decision."""
        return 0

    def addresses(self) -> tuple[str, ...]:
        """Return this laptop's addresses; takes a moment."""
        return ()

    def open(self, opening: Opening) -> None:
        """Open the room; :attr:`changed` tells when it is, the desk's words why it is not."""

    def close_room(self) -> None:
        """Close the room; what stations have they keep."""

    def renew_code(self, group_id: str) -> None:
        """Give a group another code; who joined stays."""

    def digits(self, station: Station) -> str:
        """Return the four digits that the station's screen shows as well, or ""."""
        return ""

    def read_again(self) -> None:
        """Read from the file how stations are heard and what waits for a decision."""

    def accept(self, number: int) -> None:
        """Make a waiting entry part of the workshop."""

    def set_aside(self, number: int) -> None:
        """Leave a waiting entry out; it stays readable."""

    def check(self, tell: Tell) -> tuple[Finding, ...]:
        """Check the network for up to 30 seconds, on a thread beside the window's."""
        return ()

    def closing_check(self) -> ClosingCheck:
        """Return whether all that stations wrote is here, by what is known now."""
        return ClosingCheck(stations=0, entries=0, visits=())

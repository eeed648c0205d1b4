"""The road from a station to the hub, as the station's views see it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.station_road import RoadState
from app.i18n import _


class Road(QObject):
    """What is known of the road, and what may be asked of it; made for real by bootstrap.

    Attributes:
        state: where it stands.
        clock: where the day stands, with the hub's moments; empty while nobody said.
        message: the facilitator's line, or "".
        data_asked: dimension → how many groups lacked data there; nothing before the reveal.
        compare: the four digits that the facilitator's screen shows as well.
        addresses: where the hub was found before.

    Signals:
        changed(): read the attributes again.
        code_told(str, str): the code to read aloud for a dimension, once what it says is on the
            disk; "" where there is none.
    """

    changed = Signal()
    code_told = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        """Begin with a road of which nothing is known."""
        super().__init__(parent)
        self.state = RoadState()
        self.clock: dict[str, Any] = {}
        self.message = ""
        self.data_asked: dict[str, int] = {}
        self.compare = ""
        self.addresses: tuple[str, ...] = ()

    def now(self) -> datetime:
        """Return the hub's moment (UTC), as far as it is known."""
        return datetime.now(UTC)

    def stamp(self) -> datetime:
        """Return the moment of an entry that is made now: later than any before."""
        return self.now()

    def show_dimension(self, dimension_id: str) -> None:
        """Tell the hub what is being scored now."""

    def go_to(self, address: str) -> None:
        """Look for the hub at another address, typed or as a join link.

        Raises:
            UserError: where that is no address, or another room's link.

        """
        raise UserError(_("That is no address."))

    def save_file(self, target: Path) -> None:
        """Write all that this station wrote into a file for the facilitator; slow on a stick.

        Raises:
            UserError: where it cannot be written.

        """

    def read_answer(self, path: Path) -> None:
        """Believe the facilitator's answer to such a file as if the hub had said it.

        Raises:
            UserError: where it is no answer to this station.

        """

    def ask_code(self, dimension_id: str) -> None:
        """Have a code made of a dimension's two scores, to be read aloud; see ``code_told``."""

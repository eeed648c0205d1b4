"""What the hub needs of the open workshop; bootstrap hands it in."""

from collections.abc import Mapping
from concurrent.futures import Future
from datetime import datetime
from typing import Any, Protocol

from app.domain.codec import to_json
from app.domain.envelopes import Envelope, Receipt
from app.domain.room_keys import RoomIdentity
from app.domain.station_view import StationView
from app.domain.stations import Station
from app.room.protocol import JoinWish


class Taken(Protocol):
    """What became of an envelope."""

    @property
    def receipt(self) -> Receipt:
        """Return what goes back to the station."""

    @property
    def barred(self) -> bool:
        """Tell whether all of it was for a group that the station never had to do with."""


class Office(Protocol):
    """The open workshop as the hub sees it; everything is called on the hub's thread."""

    @property
    def identity(self) -> RoomIdentity:
        """Return what the room is known by."""

    def now(self) -> datetime:
        """Return the room's moment (UTC)."""

    def place(self) -> Mapping[str, str]:
        """Return ``workshop`` (its lineage) and ``epoch``."""

    def group_of_code(self, code: str) -> str:
        """Return the group of a code as somebody typed it, or ""."""

    def station(self, station_id: str) -> Station | None:
        """Return a station, or None."""

    def admit(self, wish: JoinWish, group_id: str) -> "Future[Station]":
        """Take a device in; the future fails with a UserError where that is refused."""

    def release(self, station_id: str) -> "Future[Station]":
        """Let a station write no more, as it asked; the future fails as that of :meth:`admit`."""

    def receive(self, envelope: Envelope) -> "Future[Taken]":
        """Take an envelope in; the future ends after the commit, or fails with a UserError."""

    def view(self, station_id: str) -> StationView:
        """Return what a station may see now."""

    def clock(self, station_id: str) -> dict[str, Any]:
        """Return where the day stands for a station's group."""

    def message(self) -> str:
        """Return the line for every station, or ""."""


def view_json(office: Office, station_id: str, have: Mapping[str, str]) -> dict[str, Any]:
    """Return what a station may see: tables whose hash it does not ``have``, clock and message."""
    view = office.view(station_id)
    return {
        "now": to_json(office.now()),
        "standing": view.standing,
        "clock": office.clock(station_id),
        "message": office.message(),
        "records": {
            table: rows
            for table, rows in view.records.items()
            if have.get(table) != view.hashes[table]
        },
        "hashes": view.hashes,
    }

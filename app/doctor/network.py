"""The network, as the room for note-takers' devices needs it; nothing is opened for others."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.domain.errors import UserError
from app.domain.finding import Finding
from app.domain.room_open import Opening

if TYPE_CHECKING:
    from app.services.library import Listed


def check_network(data_dir: Path) -> Iterator[Finding]:
    """Check addresses and port, as they would be for the workshop that was used last."""
    from app.room.checking import check_addresses, check_certificate, check_port
    from app.services import open_rooms, room

    opening, certificate = Opening(), ""
    for one in _last_used(data_dir):
        known = open_rooms.known_room(data_dir, one.lineage)
        opening = known.opening if known else opening
        certificate = room.certificate_in(one.path)
    yield check_addresses(opening)
    yield check_port(opening)
    if certificate:
        yield check_certificate(certificate, datetime.now(UTC))


def _last_used(data_dir: Path) -> "tuple[Listed, ...]":
    """Return the workshop used last; none where the folder, told of by itself, cannot be read."""
    from app.services import library

    try:
        return library.workshops(data_dir)[:1]
    except UserError:
        return ()

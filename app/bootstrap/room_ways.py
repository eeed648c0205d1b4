"""The way into an open room for each group, as views and the room screen show it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from app.domain.room_keys import RoomIdentity, join_code
from app.domain.room_open import Door, DoorPhase, WayIn
from app.domain.snapshot import Snapshot

if TYPE_CHECKING:
    from app.room.hub import Hub


def door_of(hub: "Hub", identity: RoomIdentity, door: Door, snapshot: Snapshot) -> Door:
    """Return ``door`` as it is with an open hub; takes a moment, for it looks for addresses."""
    from app.room import qr
    from app.room.addresses import Link

    at = hub.at
    pages = at.plain_addresses or at.addresses
    ways = []
    for group in snapshot.groups:
        code = join_code(identity, group.id)
        page = str(Link(at.addresses[0], code))
        link = str(Link(at.addresses[0], code, at.fingerprint))
        ways.append(
            WayIn(
                group_id=group.id,
                label=group.label,
                code=code,
                link=link,
                page=page,
                qr=qr.modules(page),
            )
        )
    return replace(
        door,
        phase=DoorPhase.OPEN,
        addresses=pages,
        encrypted=at.addresses[0] if at.plain_addresses else "",
        qr=qr.modules(at.addresses[0]),
        ways=tuple(ways),
        fingerprint=at.fingerprint,
    )

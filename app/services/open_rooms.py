"""Which workshop's room was open on this laptop, and how: so that it opens again by itself.

A small file in the data folder and not in the workshop's: addresses and ports are this laptop's. A
damaged or unwritable one never stops the program: the room is then opened by hand.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from app.domain.room_open import Opening

ROOMS_FILE = "rooms.json"

MOST_ROOMS = 50
"""Workshops that are remembered; the longest unused is forgotten first."""


@dataclass(frozen=True, kw_only=True)
class KnownRoom:
    """How a workshop's room was opened last; ``open``: nobody has closed it since."""

    opening: Opening
    open: bool = False


def known_room(data_dir: Path, lineage: str) -> KnownRoom | None:
    """Return how a workshop's room was opened last on this laptop, or None."""
    found = _read(data_dir).get(lineage, {})
    try:
        return KnownRoom(
            opening=Opening(
                interface=str(found["interface"]),
                port=_port(found["port"]),
                plain=found["plain"] is True,
            ),
            open=found["open"] is True,
        )
    except (KeyError, TypeError, ValueError):
        return None


def remember(data_dir: Path, lineage: str, room: KnownRoom) -> bool:
    """Keep how a room was opened, whole or not at all; False where the folder refuses."""
    rooms = _read(data_dir)
    rooms.pop(lineage, None)
    rooms[lineage] = {**asdict(room.opening), "open": room.open}
    kept = dict(list(rooms.items())[-MOST_ROOMS:])
    target = data_dir / ROOMS_FILE
    fresh = target.with_suffix(".new")
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(kept, indent=1), "utf-8")
        fresh.replace(target)
    except OSError:
        return False
    return True


def _read(data_dir: Path) -> dict[str, Any]:
    try:
        found: Any = json.loads((data_dir / ROOMS_FILE).read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _port(found: Any) -> int:
    if type(found) is not int or not 0 <= found <= 65_534:
        raise ValueError("no port")
    return found

"""The open room: its identity, its groups' codes, and the closing check."""

from dataclasses import replace
from pathlib import Path

from app.domain.envelopes import gaps
from app.domain.handing_over import HandedOverError
from app.domain.heard import Heard
from app.domain.room_keys import RoomIdentity, is_code
from app.domain.snapshot import Snapshot
from app.domain.stations import Station
from app.storage import received, room
from app.storage.database import Database
from app.storage.received import Mark


def identity_of(database: Database) -> RoomIdentity | None:
    """Return the room's identity; None where the room was never opened."""
    with database.reading() as reader:
        return room.identity(reader)


def certificate_in(path: Path) -> str:
    """Return the certificate (PEM) of the room in a file that is not open; "" where none is."""
    return room.certificate_in(path)


def room_in(path: Path) -> str:
    """Return the room's id in a file that is not open; "" where none is, or it is elsewhere."""
    return room.room_in(path)


def keep_identity(database: Database, identity: RoomIdentity) -> RoomIdentity:
    """Keep a new room's identity, unless there is one: then that is returned (writer's thread).

    Raises:
        HandedOverError: where another laptop runs the room now.
        StorageProblemError: where the workshop file cannot be written.

    """
    with database.writing() as tx:
        if room.handed_over_at(tx) is not None:
            raise HandedOverError
        known = room.identity(tx)
        if known is None:
            room.keep(tx, identity)
        return known or identity


def renew_code(database: Database, group_id: str) -> RoomIdentity | None:
    """Give a group another code; who joined stays (on the writer's thread).

    Raises:
        StorageProblemError: where the workshop file cannot be written.

    """
    with database.writing() as tx:
        known = room.identity(tx)
        if known is None:
            return None
        renewals = {**known.renewals, group_id: known.renewals.get(group_id, 0) + 1}
        fresh = replace(known, renewals=renewals)
        room.keep(tx, fresh)
        return fresh


def group_of_code(snapshot: Snapshot, identity: RoomIdentity, typed: str) -> str:
    """Return the group whose code somebody typed, or ""."""
    found = [group.id for group in snapshot.groups if is_code(identity, group.id, typed)]
    return found[0] if found else ""


def heard(database: Database) -> tuple[Heard, ...]:
    """Return what is known of every station, in order of joining: heartbeats and closing check."""
    with database.reading() as reader:
        marks = {mark.station: mark for mark in received.marks(reader)}
        stations = sorted(reader.all(Station), key=lambda one: (one.position, one.id))
        found = []
        for station in stations:
            mark = marks.get(station.id)
            behind = received.hashes(reader, station.id, after=mark.through) if mark else ()
            found.append(_heard(station, mark, [seq for seq, _ in behind]))
        return tuple(found)


def _heard(station: Station, mark: Mark | None, beyond: list[int]) -> Heard:
    if mark is None:
        return Heard(station=station)
    last_seq = int(mark.status.get("last_seq", 0))
    _through, missing = gaps(beyond, after=mark.through)
    equal = mark.status.get("digest") == mark.digest
    return Heard(
        station=station,
        through=mark.through,
        newest=max(beyond, default=mark.through),
        missing=missing,
        last_seq=last_seq,
        heard_at=mark.heard_at,
        status=mark.status,
        complete=not beyond and last_seq == mark.through and equal,
    )

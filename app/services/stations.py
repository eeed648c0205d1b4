"""Stations: admitting, moving, revoking and renaming them, and a line for all of them."""

from dataclasses import replace

from app.domain.codec import to_json
from app.domain.errors import InvalidChangeError, NotAllowedError
from app.domain.seating import Group
from app.domain.stations import (
    BROADCAST_ID,
    LONGEST_LABEL,
    MOST_STATIONS,
    STATIONS_A_GROUP,
    AdmitStation,
    Broadcast,
    CompareStations,
    MoveStation,
    RenameStation,
    RevokeStation,
    Station,
    StationKind,
    TellStations,
)
from app.i18n import _
from app.services.registry import handles
from app.storage.database import Reader, Transaction


@handles(AdmitStation)
def admit_station(tx: Transaction, command: AdmitStation) -> None:
    """Take a device in; a third one of a group waits.

    Raises:
        NotAllowedError: where the room is full.

    """
    known = tx.all(Station)
    if not tx.replaying and command.station_id not in {one.id for one in known}:
        _check_room(known)
    group_id = command.group_id if _has_place(tx, command.group_id, command.station_id) else ""
    earlier = tx.find(Station, command.station_id)
    tx.put(
        Station(
            id=command.station_id,
            position=earlier.position if earlier else _next(known),
            group_id=group_id,
            wants=command.group_id,
            held=_held(earlier, group_id),
            label=_label(command.label),
            kind=_kind(command.kind),
            language=command.language[:16],
            joined_at=earlier.joined_at if earlier else to_json(command.when),
            revoked_at=earlier.revoked_at if earlier else "",
            compared_at=earlier.compared_at if earlier else "",
        )
    )


def _check_room(known: tuple[Station, ...]) -> None:
    if sum(not one.revoked_at for one in known) >= MOST_STATIONS:
        raise NotAllowedError(
            _("The room has as many stations as it can have."),
            safe=_("Nothing was changed."),
            remedy=_("Take away a station that is not used any more."),
        )


def _next(known: tuple[Station, ...]) -> float:
    return max((one.position for one in known), default=0.0) + 1.0


def _kind(text: str) -> str:
    return text if text in tuple(StationKind) else StationKind.PAGE.value


def _label(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LABEL]


def _held(station: Station | None, group_id: str) -> tuple[str, ...]:
    """Return the groups that a station held before it holds ``group_id``."""
    if station is None:
        return ()
    former = dict.fromkeys((*station.held, station.group_id))
    return tuple(one for one in former if one and one != group_id)


def _has_place(reader: Reader, group_id: str, station_id: str) -> bool:
    if not group_id or reader.find(Group, group_id) is None:
        return False
    others = [s for s in reader.all(Station, group_id=group_id) if s.id != station_id]
    return sum(not one.revoked_at for one in others) < STATIONS_A_GROUP


@handles(MoveStation)
def move_station(tx: Transaction, command: MoveStation) -> None:
    """Let a station write for another group; the facilitator may give a group a third one.

    Raises:
        InvalidChangeError: for a station or group that is not there.

    """
    station = tx.get(Station, command.station_id)
    if command.group_id and not tx.replaying:
        tx.get(Group, command.group_id)
    held = _held(station, command.group_id)
    tx.put(replace(station, group_id=command.group_id, wants=command.group_id, held=held))


@handles(RevokeStation)
def revoke_station(tx: Transaction, command: RevokeStation) -> None:
    """Let a station write no more, or again."""
    station = tx.get(Station, command.station_id)
    moment = (station.revoked_at or to_json(command.when)) if command.revoked else ""
    tx.put(replace(station, revoked_at=moment))


@handles(RenameStation)
def rename_station(tx: Transaction, command: RenameStation) -> None:
    """Call a station something else.

    Raises:
        InvalidChangeError: without a name.

    """
    label = _label(command.label)
    if not label and not tx.replaying:
        raise InvalidChangeError(
            _("A station needs a name."), safe=_("Nothing was changed."), remedy=_("Type the name.")
        )
    tx.put(replace(tx.get(Station, command.station_id), label=label))


@handles(CompareStations)
def compare_stations(tx: Transaction, command: CompareStations) -> None:
    """Note that the digits of some devices were the same; the first time counts."""
    for station_id in command.station_ids:
        station = tx.get(Station, station_id)
        if not station.compared_at:
            tx.put(replace(station, compared_at=to_json(command.when)))


@handles(TellStations)
def tell_stations(tx: Transaction, command: TellStations) -> None:
    """Put one line on every station, or take it away."""
    tx.put(Broadcast(id=BROADCAST_ID, text=command.text or "", at=to_json(command.when)))

"""Codes that are read aloud: made at a station, taken in at the hub.

A code becomes the entries that its station calls its own, so that the same ones, when they come by
network or file later, change nothing but what the code could not say: their words, and what exactly
they were written on top of.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from app.domain import spoken
from app.domain.cells import CellEntry, CellKey, Field, SetCell, SpokenEntry, TakeSpokenScores
from app.domain.codec import to_json
from app.domain.enrolments import Enrolment
from app.domain.errors import InvalidChangeError, NotAllowedError
from app.domain.framework import Lens
from app.domain.merge import CellStanding, CellState
from app.domain.room_keys import RoomIdentity, station_token
from app.domain.scoring_sheet import level_of, rating_value
from app.domain.snapshot import Snapshot
from app.domain.spoken import Said
from app.domain.stations import Right, Station, right_of
from app.i18n import _
from app.services.cells import check_value, entries_of, note_score, put_entry
from app.services.registry import handles
from app.storage.database import Transaction


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What a station reads aloud of a dimension.

    Attributes:
        code: the code; "" where there is none.
        contested: there is none because two versions of an answer stand.
        commands: what the station writes before it shows the code; empty where it did already.

    """

    code: str = ""
    contested: bool = False
    commands: tuple[SetCell, ...] = ()


def saying(snapshot: Snapshot, enrolment: Enrolment, group_id: str, dimension_id: str) -> Saying:
    """Return what a station says of a dimension as it stands there (pure)."""
    keys = _keys(group_id, dimension_id)
    states = {str(key): snapshot.cell(key) for key in keys}
    if any(state.standing is CellStanding.CONTESTED for state in states.values()):
        return Saying(contested=True)
    values = _values(snapshot, keys, states)
    known = [entry for cell in states for entry in snapshot.entries_by_cell.get(cell, ())]
    moments = [datetime.fromisoformat(e.at) for e in known if not e.superseded]
    if not values or not moments:
        return Saying()
    said = Said(
        room=enrolment.room, station=enrolment.station, group=group_id, dimension=dimension_id,
        at=spoken.moment_of(max(moments)),
        seen=spoken.seen_of(e.id for e in known if e.station != enrolment.station),
        cells=tuple((cell, spoken.plain(value)) for cell, value in values.items()),
    )  # fmt: skip
    said, commands = _written(said, values, states, known, enrolment)
    return Saying(code=spoken.code_of(said, enrolment.token, snapshot.framework), commands=commands)


def _keys(group_id: str, dimension_id: str) -> tuple[CellKey, ...]:
    ratings = (CellKey(group_id, dimension_id, Field.RATING, lens.value) for lens in Lens)
    return (CellKey(group_id, dimension_id, Field.NOT_SCORED), *ratings)


def _values(
    snapshot: Snapshot, keys: Iterable[CellKey], states: dict[str, CellState]
) -> dict[str, Any]:
    """Return the cells that a code says, with the value that the station has for each."""
    skipped, *ratings = keys
    chose_not = states[str(skipped)].value
    if chose_not is not None:
        return {str(skipped): chose_not}
    values: dict[str, Any] = {str(skipped): None}
    for key in ratings:
        if snapshot.entries_by_cell.get(str(key)):
            value, version = states[str(key)].value, snapshot.framework.version
            level = level_of(value)
            values[str(key)] = rating_value(level, version) if level else value
    return values if len(values) > 1 else {}


def _written(
    said: Said,
    values: dict[str, Any],
    states: dict[str, CellState],
    known: list[CellEntry],
    enrolment: Enrolment,
) -> tuple[Said, tuple[SetCell, ...]]:
    """Return what is said, and the entries that are lacking for it.

    Where an answer was changed and changed back within a second, its moment moves on by one.
    """
    standing = {entry.id: not entry.superseded for entry in known}
    wanted = [cell for cell in values if any(entry.cell == cell for entry in known)]
    while True:
        ids = {
            cell: spoken.entry_id(enrolment.token, cell, values[cell], said.at) for cell in wanted
        }
        if all(standing.get(one, True) for one in ids.values()):
            break
        said = replace(said, at=said.at + timedelta(seconds=1))
    return said, tuple(
        SetCell(
            id=ids[cell], at=said.at, station=enrolment.station, cell=cell, value=values[cell],
            based_on=tuple(sorted(states[cell].tips)),
        )
        for cell in wanted
        if ids[cell] not in standing
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Heard:
    """What a typed code says, and the command that takes it in."""

    station: Station
    said: Said
    command: TakeSpokenScores


def heard(snapshot: Snapshot, identity: RoomIdentity | None, text: str, *, now: datetime) -> Heard:
    """Return what a typed code says.

    Raises:
        InvalidChangeError: where it is no code, has a slip, is newer, or nobody here made it.
        NotAllowedError: where its station does not write for the group now.

    """
    typed = spoken.typed(text)
    if not spoken.is_code(typed):
        raise _slip()
    if spoken.version_in(typed) != spoken.VERSION:
        raise _newer()
    found = None
    if identity is not None:
        found = spoken.read(
            typed, _writers(snapshot, identity), room=identity.room_id,
            framework=snapshot.framework, now=now,
        )  # fmt: skip
    if found is None:
        raise _nobodys()
    said, token = found
    station = next(one for one in snapshot.stations if one.id == said.station)
    if right_of(station, said.group) is not Right.WRITES:
        raise _not_now(station)
    entries = tuple(
        SpokenEntry(id=spoken.entry_id(token, cell, value, said.at), cell=cell, value=value)
        for cell, value in said.cells
    )
    command = TakeSpokenScores(
        id=hashlib.sha256(f"spoken:{said.station}:{typed}".encode()).hexdigest()[:32],
        speaker=said.station, group_id=said.group, said_at=min(said.at, now), seen=said.seen,
        entries=entries,
    )  # fmt: skip
    return Heard(station=station, said=said, command=command)


def _writers(snapshot: Snapshot, identity: RoomIdentity) -> list[tuple[str, str, str]]:
    found = []
    for one in snapshot.stations:
        token = station_token(identity.secret, one.id)
        groups = dict.fromkeys((one.group_id, one.wants, *one.held))
        found += [(one.id, token, group) for group in groups if group]
    return found


@handles(TakeSpokenScores)
def take_spoken_scores(tx: Transaction, command: TakeSpokenScores) -> None:
    """Write what a code says; what came from the station itself already stays as it is.

    Raises:
        NotAllowedError: where the station does not write for the group.
        InvalidChangeError: for a level that is not of the framework.

    """
    station = tx.find(Station, command.speaker)
    if not tx.replaying and right_of(station, command.group_id) is not Right.WRITES:
        raise _not_now(station)
    there = {entry.cell: list(entries_of(tx, entry.cell)) for entry in command.entries}
    others = [e for found in there.values() for e in found if e.station != command.speaker]
    saw_all = spoken.seen_of(e.id for e in others if not e.superseded) == command.seen
    for one in command.entries:
        key = CellKey.parse(one.cell)
        if not tx.replaying:
            check_value(tx, key, one.value)
        if not _is_known(command, one, there[one.cell]):
            over = [e for e in there[one.cell] if saw_all or e.station == command.speaker]
            if over or one.value is not None or key.field is Field.RATING:
                put_entry(tx, _entry(command, key, one, over))
                note_score(tx, key, command.said_at)


def _is_known(command: TakeSpokenScores, one: SpokenEntry, there: list[CellEntry]) -> bool:
    """Tell whether the station itself brought this entry, or something that it wrote later."""
    own = [e for e in there if e.station == command.speaker]
    later = any(datetime.fromisoformat(e.at) > command.said_at for e in own)
    return later or any(e.id == one.id for e in there)


def _entry(
    command: TakeSpokenScores, key: CellKey, one: SpokenEntry, over: list[CellEntry]
) -> CellEntry:
    return CellEntry(
        id=one.id,
        cell=str(key),
        group_id=key.group_id,
        dimension_id=key.dimension_id,
        lens=key.lens,
        field=key.field.value,
        value=one.value,
        based_on=tuple(sorted(e.id for e in over)),
        at=to_json(command.said_at),
        station=command.speaker,
    )


def _slip() -> InvalidChangeError:
    return InvalidChangeError(
        _("There is a slip in this code."),
        safe=_("Nothing was taken in."),
        remedy=_("Compare it with the note-taker’s screen, group by group."),
    )


def _newer() -> InvalidChangeError:
    return InvalidChangeError(
        _("This code was made by a newer version of this program."),
        safe=_("Nothing was taken in; the scores are on the note-taker’s device."),
        remedy=_("Type the scores from the note-taker’s screen into the paper grid."),
    )


def _nobodys() -> InvalidChangeError:
    return InvalidChangeError(
        _("No device of this room made this code, or it is more than a day old."),
        safe=_("Nothing was taken in."),
        remedy=_("Ask the note-taker for a fresh code, and whether they joined this room."),
    )


def _not_now(station: Station | None) -> NotAllowedError:
    return NotAllowedError(
        _("“{device}” does not write for this group now.").format(
            device=station.label if station and station.label else _("The device")
        ),
        safe=_("Nothing was taken in; the scores are on the note-taker’s device."),
        remedy=_("Let it write for the group, then type the code again."),
    )

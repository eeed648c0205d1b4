"""How far each group is, read from a snapshot; for the console only, never for the room."""

from dataclasses import dataclass
from datetime import datetime

from app.domain.cells import Field
from app.domain.framework import Lens
from app.domain.results_reading import known_key
from app.domain.seating import Group
from app.domain.snapshot import Snapshot


@dataclass(frozen=True)
class GroupProgress:
    """One group as the console shows it.

    Attributes:
        group: the group.
        answered, asked: lenses with an answer ("cannot tell" and "chose not to score" count), and
            lenses of its dimensions.
        unscored: ids of dimensions without any answer.
        contested: how many of its cells hold several versions.
        help_asked_at: when it asked for help, or None.
        finished, confirmed: the group's own words.
        last_saved: when its newest entry was typed, or None.
        granted_seconds: extra time in the current activity.

    """

    group: Group
    answered: int
    asked: int
    unscored: tuple[str, ...]
    contested: int
    help_asked_at: datetime | None
    finished: bool
    confirmed: bool
    last_saved: datetime | None
    granted_seconds: int


def progress_of(snapshot: Snapshot, activity_id: str = "") -> tuple[GroupProgress, ...]:
    """Return every scoring group's progress; ``activity_id`` is the current activity."""
    newest: dict[str, str] = {}
    for entries in snapshot.entries_by_cell.values():
        last = entries[-1]  # a cell's are in the order of their moments
        if last.at > newest.get(last.group_id, ""):
            newest[last.group_id] = last.at
    contested: dict[str, int] = {}
    for key in snapshot.contested():
        contested[key.group_id] = contested.get(key.group_id, 0) + 1
    return tuple(
        _progress(
            snapshot, group, contested.get(group.id, 0), newest.get(group.id, ""), activity_id
        )
        for group in snapshot.groups
    )


def _progress(
    snapshot: Snapshot, group: Group, contested: int, newest: str, activity_id: str
) -> GroupProgress:
    counts = {dimension: _answers(snapshot, group.id, dimension) for dimension in group.dimensions}
    state = snapshot.group_state(group.id)
    granted = state.granted_seconds if activity_id and state.granted_for == activity_id else 0
    return GroupProgress(
        group=group,
        answered=sum(counts.values()),
        asked=len(Lens) * len(counts),
        unscored=tuple(dimension for dimension, count in counts.items() if not count),
        contested=contested,
        help_asked_at=_moment(state.help_asked_at),
        finished=bool(state.finished_at),
        confirmed=bool(state.confirmed_at),
        last_saved=_moment(newest),
        granted_seconds=granted,
    )


def _answers(snapshot: Snapshot, group_id: str, dimension_id: str) -> int:
    if snapshot.cell(known_key(group_id, dimension_id, Field.NOT_SCORED)).versions:
        return len(Lens)
    ratings = (known_key(group_id, dimension_id, Field.RATING, lens) for lens in Lens)
    return sum(1 for key in ratings if snapshot.cell(key).versions)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None

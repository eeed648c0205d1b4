"""Report-outs: a timed turn for each group, and which seating is in force. Pure.

The turn in progress lies in the scene's arguments, so that it survives a crash and the room screen
can show it: ``turn`` (0-based), ``turn_activity`` and ``turn_from`` (seconds of the activity that
had passed when the turn began).
"""

from dataclasses import dataclass
from typing import Any

from app.domain.rundown import Rundown
from app.domain.scenes import Scene, ShowScene
from app.domain.seating import Group, SeatingPlan
from app.domain.snapshot import Snapshot

REPORT_OUTS = "report_outs"
"""The mode of an activity in which each group has a turn."""


@dataclass(frozen=True)
class Turn:
    """One group's turn.

    Attributes:
        number: 0-based place among the turns.
        groups: everyone who reports, in order.
        remaining_seconds: of this turn; negative when it runs over.
        share_seconds: the whole length of this turn: what was left, shared by all still to come.

    """

    number: int
    groups: tuple[Group, ...]
    remaining_seconds: float
    share_seconds: float

    @property
    def group(self) -> Group:
        """Return the group that reports now."""
        return self.groups[self.number]

    @property
    def next_group(self) -> Group | None:
        """Return the group that reports next, or None after the last one."""
        rest = self.groups[self.number + 1 :]
        return rest[0] if rest else None


def seating_now(snapshot: Snapshot, day: Rundown) -> SeatingPlan | None:
    """Return the seating in force: each activity that shows the groups begins the next one.

    Before the first of them it is the first seating; after more of them than there are seatings it
    stays the last one with groups.
    """
    plans = [plan for plan in snapshot.seatings if plan.groups]
    if not plans:
        return None
    begun = sum(
        1
        for index, line in enumerate(day.lines)
        if index <= day.current and _shows_groups(snapshot, line.activity_id)
    )
    return plans[min(max(begun - 1, 0), len(plans) - 1)]


def turn_now(snapshot: Snapshot, day: Rundown) -> Turn | None:
    """Return the turn in progress, or None outside report-outs or without groups."""
    line, activity = day.line, snapshot.activity_now(day)
    plan = seating_now(snapshot, day)
    if line is None or activity is None or activity.mode != REPORT_OUTS or plan is None:
        return None
    number, began = _kept(snapshot.scene.arguments, line.activity_id)
    number = min(number, len(plan.groups) - 1)
    share = max(0.0, line.seconds - began) / (len(plan.groups) - number)
    return Turn(number, plan.groups, share - (line.elapsed_seconds - began), share)


def go_to_turn(snapshot: Snapshot, day: Rundown, number: int) -> ShowScene | None:
    """Return the command that begins turn ``number``; None outside report-outs."""
    turn = turn_now(snapshot, day)
    if turn is None or day.line is None or not 0 <= number < len(turn.groups):
        return None
    state = snapshot.scene
    kept = {
        "turn": number,
        "turn_activity": day.line.activity_id,
        "turn_from": round(day.line.elapsed_seconds),
    }
    return ShowScene(scene=state.override, arguments={**state.arguments, **kept}, held=state.held)


def turn_arguments(arguments: dict[str, Any]) -> dict[str, Any]:
    """Return what of a scene's arguments keeps the turn; other scenes and pages must carry it."""
    names = ("turn", "turn_activity", "turn_from")
    return {name: arguments[name] for name in names if name in arguments}


def _kept(arguments: dict[str, Any], activity_id: str) -> tuple[int, float]:
    if arguments.get("turn_activity") != activity_id:
        return 0, 0.0
    number, began = arguments.get("turn", 0), arguments.get("turn_from", 0)
    if not isinstance(number, int) or not isinstance(began, int | float):
        return 0, 0.0
    return max(0, number), max(0.0, float(began))


def _shows_groups(snapshot: Snapshot, activity_id: str) -> bool:
    activity = snapshot.agenda.activity(activity_id)
    return activity is not None and activity.scene == Scene.GROUPS

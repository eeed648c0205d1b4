"""The three choices when the day runs over, each previewed before it is taken. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from app.domain.rundown import Line, Rundown

SHORTEST_SECONDS = 60
"""No activity is shrunk below a minute."""


@dataclass(frozen=True)
class Choice:
    """One way to deal with an overrun.

    Attributes:
        kind: "push", "shrink", "take" or "borrow".
        durations: activity id → seconds it would get (only the changed ones).
        saved_seconds: how much of the overrun this takes back.
        projected_end: when the day would then end (UTC).
        block_id: where the time is taken from, for "take" and "borrow".

    """

    kind: str
    durations: dict[str, int]
    saved_seconds: int
    projected_end: datetime
    block_id: str = ""


def push(rundown: Rundown) -> Choice:
    """Leave everything as it is: the end moves."""
    return Choice("push", {}, 0, rundown.projected_end)


def shrink(rundown: Rundown, seconds: int) -> Choice:
    """Take ``seconds`` from all that is still to come, in proportion to its length."""
    durations = _shrunk(rundown.upcoming, seconds)
    return _choice("shrink", rundown, durations, "")


def take(rundown: Rundown, block_id: str, seconds: int) -> Choice:
    """Take ``seconds`` from the coming activities of one block, in proportion."""
    lines = tuple(line for line in rundown.upcoming if line.block_id == block_id)
    return _choice("take", rundown, _shrunk(lines, seconds), block_id)


def borrow(rundown: Rundown, block_id: str, seconds: int) -> Choice:
    """Give the current activity up to ``seconds`` more, taken from a later block.

    The current activity gets no more than the block can give, so the end of the day stays.
    """
    taken = take(rundown, block_id, seconds)
    line = rundown.line
    if line is None or not taken.saved_seconds:
        return Choice("borrow", {}, 0, rundown.projected_end, block_id)
    durations = {**taken.durations, line.activity_id: line.seconds + taken.saved_seconds}
    overtime = max(0.0, -rundown.remaining_seconds)
    used = min(overtime, float(taken.saved_seconds))
    return Choice(
        "borrow", durations, taken.saved_seconds,
        rundown.projected_end - timedelta(seconds=used), block_id,
    )  # fmt: skip


def _choice(kind: str, rundown: Rundown, durations: dict[str, int], block_id: str) -> Choice:
    before = {line.activity_id: line.seconds for line in rundown.lines}
    saved = sum(before[activity_id] - seconds for activity_id, seconds in durations.items())
    return Choice(
        kind, durations, saved, rundown.projected_end - timedelta(seconds=saved), block_id
    )


def _shrunk(lines: tuple[Line, ...], seconds: int) -> dict[str, int]:
    """Return new durations that save ``seconds`` exactly where the floor of a minute allows.

    Largest remainders get the odd seconds, so that the sum is exact.
    """
    room = {line.activity_id: max(0, int(line.left_seconds) - SHORTEST_SECONDS) for line in lines}
    total = sum(room.values())
    goal = min(max(0, seconds), total)
    if goal == 0:
        return {}
    shares = {activity_id: goal * part / total for activity_id, part in room.items()}
    cuts = {activity_id: int(share) for activity_id, share in shares.items()}
    left = goal - sum(cuts.values())
    for activity_id in sorted(shares, key=lambda a: shares[a] - cuts[a], reverse=True)[:left]:
        cuts[activity_id] += 1
    return {
        line.activity_id: line.seconds - cuts[line.activity_id]
        for line in lines
        if cuts[line.activity_id]
    }

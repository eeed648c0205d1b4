"""The rows of the day's list, read from snapshot and rundown."""

from collections.abc import Collection

from app.domain.agenda import Activity, Block
from app.domain.rundown import Line, LineState, Phase, Rundown
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _
from app.ui.console.day_list import DayRow
from app.ui.console.wording import minutes, short_time

_ICONS = {
    "done": ("check", "success"),
    "now": ("play", "accent"),
    "skipped": ("x", "quiet_ink"),
}


def day_rows(
    snapshot: Snapshot, day: Rundown, opened: Collection[str], language: str
) -> tuple[DayRow, ...]:
    """Return a row per block, and a row per activity of the blocks in ``opened`` (ids)."""
    rows: list[DayRow] = []
    by_block: dict[str, list[Line]] = {}
    for line in day.lines:
        by_block.setdefault(line.block_id, []).append(line)
    for block in snapshot.agenda.blocks:
        lines = by_block.get(block.id, [])
        rows.append(_block_row(snapshot, day, block, lines, language))
        if block.id in opened:
            for line in lines:
                activity = snapshot.agenda.activity(line.activity_id)
                if activity is not None:
                    rows.append(_activity_row(activity, line, language))
    return tuple(rows)


def _block_row(
    snapshot: Snapshot, day: Rundown, block: Block, lines: list[Line], language: str
) -> DayRow:
    state = _block_state(day, lines)
    title = say(block.title, language)
    detail = _block_detail(snapshot, lines, state)
    icon, role = _ICONS.get(state, ("", "quiet_ink"))
    return DayRow(
        row_id=f"block:{block.id}",
        title=title,
        detail=detail,
        icon_name=icon,
        icon_role=role,
        emphasis=_emphasis(state),
        spoken=", ".join(part for part in (title, _state_words(state), detail) if part),
    )


def _block_state(day: Rundown, lines: list[Line]) -> str:
    states = {line.state for line in lines}
    if LineState.CURRENT in states:
        return "now"
    if not lines or states == {LineState.SKIPPED}:
        return "skipped" if lines and day.phase is not Phase.NOT_STARTED else "next"
    if LineState.UPCOMING in states:
        return "next"
    return "done"


def _block_detail(snapshot: Snapshot, lines: list[Line], state: str) -> str:
    if not lines:
        return _("empty")
    wanted = [line for line in lines if line.state is not LineState.SKIPPED] or lines
    planned = minutes(sum(line.planned_seconds for line in lines))
    starts = short_time(snapshot.workshop, wanted[0].starts_at)
    if state == "skipped":
        return _("{minutes} · skipped").format(minutes=planned)
    if state == "done":
        took = round(sum(line.elapsed_seconds for line in lines) / 60)
        return _("{time} · {minutes} · took {took}").format(time=starts, minutes=planned, took=took)
    now_gets = sum(line.seconds for line in wanted)
    if round(now_gets / 60) != round(sum(line.planned_seconds for line in lines) / 60):
        return _("{time} · {minutes} instead of {planned}").format(
            time=starts,
            minutes=minutes(now_gets),
            planned=round(sum(line.planned_seconds for line in lines) / 60),
        )
    return _("{time} · {minutes}").format(time=starts, minutes=planned)


def _activity_row(activity: Activity, line: Line, language: str) -> DayRow:
    state = {
        LineState.CURRENT: "now",
        LineState.DONE: "done",
        LineState.SKIPPED: "skipped",
    }.get(line.state, "next")
    title = say(activity.title, language)
    trailing = minutes(line.seconds)
    if state == "done":
        trailing = _("took {n}").format(n=round(line.elapsed_seconds / 60))
    elif state == "skipped":
        trailing = _("skipped")
    icon, role = _ICONS.get(state, ("", "quiet_ink"))
    return DayRow(
        row_id=f"activity:{activity.id}",
        title=title,
        icon_name=icon,
        icon_role=role,
        emphasis=_emphasis(state),
        indent=1,
        trailing=trailing,
        spoken=", ".join((title, _state_words(state), trailing)),
    )


def _emphasis(state: str) -> str:
    return {"now": "now", "done": "past", "skipped": "past"}.get(state, "")


def _state_words(state: str) -> str:
    return {
        "done": _("done"),
        "now": _("now"),
        "skipped": _("skipped"),
        "next": _("to come"),
    }[state]

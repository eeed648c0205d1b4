"""The agenda for a report: planned clock times, and what really happened."""

from datetime import datetime

from app.domain.agenda import Activity
from app.domain.report import AgendaBlock, AgendaLine
from app.domain.rundown import Line, LineState
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import local_time


def agenda_blocks(snapshot: Snapshot, language: str, now: datetime) -> tuple[AgendaBlock, ...]:
    """Return the agenda with planned local times, and actual ones for what was visited."""
    lines = {line.activity_id: line for line in snapshot.rundown(now).lines}
    second = snapshot.schedule.start.timestamp()
    blocks = []
    for block in snapshot.agenda.blocks:
        found = []
        for activity in snapshot.agenda.of_block(block.id):
            starts = _clock(snapshot, datetime.fromtimestamp(second, now.tzinfo))
            found.append(_line(snapshot, activity, lines[activity.id], starts, language))
            second += activity.minutes * 60
        blocks.append(
            AgendaBlock(
                title=say(block.title, language),
                minutes=snapshot.agenda.minutes_of(block.id),
                app_default=block.minutes_source == "app default",
                lines=tuple(found),
            )
        )
    return tuple(blocks)


def _line(
    snapshot: Snapshot, activity: Activity, line: Line, starts: str, language: str
) -> AgendaLine:
    happened = line.visited and line.state in (LineState.DONE, LineState.CURRENT)
    return AgendaLine(
        title=say(activity.title, language),
        prompt=say(activity.prompt, language),
        mode=activity.mode,
        starts=starts,
        minutes=activity.minutes,
        state=line.state.value,
        actual_starts=_clock(snapshot, line.starts_at) if happened else "",
        actual_minutes=max(0, round(line.elapsed_seconds / 60)) if happened else None,
    )


def _clock(snapshot: Snapshot, moment: datetime) -> str:
    return local_time(snapshot.workshop, moment).strftime("%H:%M")

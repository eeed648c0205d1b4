"""What somebody missed who came late: read to them or handed over, in a few lines."""

from app.domain.rundown import LineState, Rundown
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _
from app.ui.console.wording import short_time


def missed_text(snapshot: Snapshot, day: Rundown, language: str) -> str:
    """Return what the room did so far, where it is, and how it works together."""
    parts = [say(snapshot.framework.missed, language), _so_far(snapshot, day, language)]
    parts += [_now(snapshot, day, language), _norms(snapshot, language)]
    return "\n\n".join(part for part in parts if part)


def _so_far(snapshot: Snapshot, day: Rundown, language: str) -> str:
    current = day.line.block_id if day.line else ""
    done = {line.block_id for line in day.lines if line.state is LineState.DONE} - {current}
    titles = [say(b.title, language) for b in snapshot.agenda.blocks if b.id in done]
    return _("So far: {titles}.").format(titles="; ".join(titles)) if titles else ""


def _now(snapshot: Snapshot, day: Rundown, language: str) -> str:
    activity, block = snapshot.activity_now(day), snapshot.block_now(day)
    if activity is None or block is None or day.line is None:
        return _("The day has not started yet.") if not day.running else ""
    return _("Now: {block}, “{title}”, until {time}.").format(
        block=say(block.title, language),
        title=say(activity.title, language),
        time=short_time(snapshot.workshop, day.line.ends_at),
    )


def _norms(snapshot: Snapshot, language: str) -> str:
    names = [say(norm.name, language) for norm in snapshot.norms]
    if not names:
        return ""
    adopted = snapshot.workshop.norms_adopted_at is not None
    words = _("How we work together: {names}.") if adopted else _("Norms on offer: {names}.")
    return words.format(names="; ".join(names))

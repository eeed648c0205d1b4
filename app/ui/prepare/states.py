"""How each section stands, in a few words beside its name."""

from collections.abc import Callable

from app.domain.agenda import PLANNED_TOTAL_MINUTES
from app.domain.prework import recruited
from app.domain.snapshot import Snapshot
from app.i18n import _, _n
from app.ui.groups.reading import seating_title
from app.ui.prepare.dates import short_date


def section_state(section_id: str, snapshot: Snapshot) -> str:
    """Return a section's state, "" for one without."""
    make = _STATES.get(section_id)
    return make(snapshot) if make else ""


def total_words(minutes: int) -> str:
    """Return how the agenda's minutes stand against the four hours."""
    over = minutes - PLANNED_TOTAL_MINUTES
    if over > 0:
        return _n("{n} minute over", "{n} minutes over", over).format(n=over)
    if over < 0:
        return _n("{n} minute to spare", "{n} minutes to spare", -over).format(n=-over)
    return _("{n} of {total} minutes").format(n=minutes, total=PLANNED_TOTAL_MINUTES)


def _details(snapshot: Snapshot) -> str:
    return short_date(snapshot.workshop.date)


def _checklist(snapshot: Snapshot) -> str:
    left = sum(not item.done for item in snapshot.checklist)
    if not snapshot.checklist:
        return _("Nothing on it")
    return _n("{n} left", "{n} left", left).format(n=left) if left else _("All done")


def _prework(snapshot: Snapshot) -> str:
    if not snapshot.people:
        return ""
    missing = len(recruited(snapshot.people).missing)
    if not missing:
        return _("Everybody is there")
    return _n("{n} kind to look for", "{n} kinds to look for", missing).format(n=missing)


def _agenda(snapshot: Snapshot) -> str:
    minutes = snapshot.agenda.total_minutes
    if minutes == PLANNED_TOTAL_MINUTES:
        return _("{n} min").format(n=minutes)
    return _("{n} min · {words}").format(n=minutes, words=total_words(minutes))


def _norms(snapshot: Snapshot) -> str:
    count = len(snapshot.norms)
    words = _n("{n} norm", "{n} norms", count).format(n=count)
    waiting = sum(bool(norm.untranslated) for norm in snapshot.norms)
    if waiting:
        return _("{words} · {n} to translate").format(words=words, n=waiting)
    if snapshot.workshop.norms_adopted_at is not None:
        return _("{words} · adopted").format(words=words)
    return words


def _history(snapshot: Snapshot) -> str:
    count = len(snapshot.history)
    return _n("{n} item", "{n} items", count).format(n=count) if count else _("Nothing yet")


def _people(snapshot: Snapshot) -> str:
    count = len(snapshot.people)
    return _n("{n} person", "{n} people", count).format(n=count) if count else _("Nobody yet")


def _groups(snapshot: Snapshot) -> str:
    count = len(snapshot.groups)
    if not count:
        return _("None yet")
    words = _n("{n} group", "{n} groups", count).format(n=count)
    empty = next((plan for plan in snapshot.seatings if not plan.memberships), None)
    if empty is None:
        return words
    title = seating_title(empty, snapshot.language)
    return _("{groups} · {seating}: nobody yet").format(groups=words, seating=title)


def _data(snapshot: Snapshot) -> str:
    count = len(snapshot.datasets)
    return _n("{n} table", "{n} tables", count).format(n=count) if count else _("None yet")


def _room(snapshot: Snapshot) -> str:
    count = sum(one.writes for one in snapshot.stations)
    return (
        _n("{n} station", "{n} stations", count).format(n=count) if count else _("No station yet")
    )


def _framework(snapshot: Snapshot) -> str:
    words = _("{n} levels").format(n=snapshot.framework.active_scale)
    if snapshot.workshop.scale_locked_at is not None:
        return _("{words} · locked").format(words=words)
    return words


_STATES: dict[str, Callable[[Snapshot], str]] = {
    "details": _details,
    "checklist": _checklist,
    "prework": _prework,
    "agenda": _agenda,
    "norms": _norms,
    "history": _history,
    "people": _people,
    "groups": _groups,
    "data": _data,
    "framework": _framework,
    "room": _room,
}

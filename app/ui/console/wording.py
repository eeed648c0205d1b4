"""Times and short facts in words, as the console says them."""

import math
from datetime import datetime

from app.domain.agenda import Activity
from app.domain.workshop import Workshop, local_time
from app.i18n import N_, _, _n, current_language

SCENE_NAMES = {
    "welcome": N_("Welcome"),
    "agenda": N_("Agenda"),
    "clock": N_("Clock"),
    "norms": N_("Norms"),
    "icebreaker": N_("Icebreaker"),
    "equity": N_("Equity ideas"),
    "history": N_("History and efforts"),
    "data": N_("District data"),
    "how_to_score": N_("How to score"),
    "groups": N_("Groups and seats"),
    "join": N_("Join with devices"),
    "results": N_("Results"),
    "reflect": N_("Results and question"),
    "reasons": N_("Reasons"),
    "notes": N_("Notes wall"),
    "next_steps": N_("Next steps"),
    "closing": N_("Closing"),
    "summary": N_("Summary"),
    "blackout": N_("Dark"),
}
"""Each scene's name; translate where it is shown."""

SCENE_ICONS = {
    "welcome": "hand",
    "agenda": "list",
    "clock": "clock",
    "norms": "heart-handshake",
    "icebreaker": "sparkles",
    "equity": "scale",
    "history": "history",
    "data": "chart-column",
    "how_to_score": "clipboard-check",
    "groups": "users-round",
    "join": "qr-code",
    "results": "chart-scatter",
    "reflect": "messages-square",
    "reasons": "quote",
    "notes": "sticky-note",
    "next_steps": "footprints",
    "closing": "star",
    "summary": "file-text",
    "blackout": "monitor-off",
}


def scene_name(scene: str) -> str:
    """Return a scene's name in the interface's language."""
    return _(SCENE_NAMES.get(scene, scene))


def clock_time(workshop: Workshop, moment: datetime) -> str:
    """Return a UTC moment on the workshop's wall clock: "1:37 pm", in Spanish "13:37"."""
    local = local_time(workshop, moment)
    if current_language() == "es":
        return f"{local.hour}:{local.minute:02d}"
    half = "am" if local.hour < 12 else "pm"
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d} {half}"


def short_time(workshop: Workshop, moment: datetime) -> str:
    """Return the same without "am" and "pm", for lists: "1:37"."""
    return clock_time(workshop, moment).split(" ")[0]


def minutes(seconds: float) -> str:
    """Return seconds as whole minutes: "4 min"."""
    return _("{n} min").format(n=round(seconds / 60))


def precise(seconds: float) -> str:
    """Return seconds as minutes, exact where they are not whole: "7 min", "7:24 min"."""
    whole, rest = divmod(round(seconds), 60)
    if not rest:
        return _("{n} min").format(n=whole)
    return _("{time} min").format(time=f"{whole}:{rest:02d}")


def ahead_or_behind(seconds: float) -> tuple[str, str]:
    """Return (words, tone) for projected end minus planned end, in seconds.

    Under a minute either way is on time.
    """
    count = round(abs(seconds) / 60)
    if count == 0:
        return _("On time"), "success"
    if seconds > 0:
        return _("{n} min behind").format(n=count), "attention"
    return _("{n} min ahead").format(n=count), "success"


def whole_minutes(seconds: float) -> int:
    """Return ``seconds`` as the nearest minutes, at least 1."""
    return max(1, round(seconds / 60))


def seconds_shown(remaining: float) -> int:
    """Return the seconds a clock shows: a full minute at its start, 0:00 at its very end."""
    return math.ceil(remaining)


def lasted(seconds: float) -> str:
    """Return a longer stretch: "45 min", "3 h", "4 h 3 min"."""
    hours, rest = divmod(round(seconds / 60), 60)
    if not hours:
        return _("{n} min").format(n=rest)
    if not rest:
        return _("{h} h").format(h=hours)
    return _("{h} h {n} min").format(h=hours, n=rest)


def mode_words(activity: Activity) -> str:
    """Return how an activity runs, or "" for everyone together."""
    return {"groups": _("in groups"), "report_outs": _("a turn per group")}.get(activity.mode, "")


def listed(names: list[str], most: int = 4) -> str:
    """Return names after each other, the rest as a count: "A, B and 3 more"."""
    if len(names) <= most:
        return ", ".join(names)
    rest = len(names) - most
    shown = ", ".join(names[:most])
    return _n("{names} and {n} more", "{names} and {n} more", rest).format(names=shown, n=rest)

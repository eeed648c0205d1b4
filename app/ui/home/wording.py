"""Days, times and states of workshops in words."""

from datetime import date, datetime

from PySide6.QtCore import QDate, QLocale

from app.domain.workshop import zone_named
from app.i18n import N_, _, current_language
from app.services.library import Listed

_STATES = {
    "preparing": N_("preparing"),
    "running": N_("running"),
    "paused": N_("paused"),
    "finished": N_("finished"),
}

_STATE_ICONS = {
    "preparing": ("clipboard-list", "quiet_ink"),
    "running": ("play", "accent"),
    "paused": ("circle-pause", "attention"),
    "finished": ("circle-check", "success"),
}

_REASONS = {
    "running": N_("every five minutes while it ran"),
    "timer": N_("every five minutes while it ran"),
    "block": N_("a new block began"),
    "close": N_("when it was closed"),
    "before-upgrade": N_("before the program was updated"),
    "before-restore": N_("before another backup was restored"),
}


def day_words(day: date) -> str:
    """Return a day as people write it: "November 18, 2026"."""
    locale = QLocale(current_language())
    return locale.toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def short_day_words(day: date) -> str:
    """Return a day without its weekday: "Nov 18, 2026", in Spanish "18 nov 2026"."""
    qt_day = QDate(day.year, day.month, day.day)
    form = "d MMM yyyy" if current_language() == "es" else "MMM d, yyyy"
    return QLocale(current_language()).toString(qt_day, form)


def time_words(moment: datetime, zone: str = "") -> str:
    """Return a UTC moment as "1:37 pm", in Spanish "13:37".

    ``zone`` is a workshop's own; without one it is the laptop's.
    """
    local = moment.astimezone(zone_named(zone))
    if current_language() == "es":
        return f"{local.hour}:{local.minute:02d}"
    half = "am" if local.hour < 12 else "pm"
    return f"{(local.hour + 11) % 12 + 1}:{local.minute:02d} {half}"


def moment_words(moment: datetime) -> str:
    """Return day and time of a UTC moment on the laptop's clock."""
    day, time = short_day_words(moment.astimezone().date()), time_words(moment)
    return _("{day}, {time}").format(day=day, time=time)


def state_words(entry: Listed) -> str:
    """Return where a workshop stands: "preparing", "paused at 1:37 pm", "cannot be opened"."""
    if entry.problem:
        return _("cannot be opened")
    if entry.state == "paused" and entry.state_since is not None:
        return _("paused at {time}").format(time=time_words(entry.state_since, entry.time_zone))
    if entry.state == "running" and entry.state_since is not None:
        return _("running since {time}").format(time=time_words(entry.state_since, entry.time_zone))
    return _(_STATES.get(entry.state, entry.state))


def state_icon(entry: Listed) -> tuple[str, str]:
    """Return the icon's name and color role of a workshop's state."""
    if entry.problem:
        return "triangle-alert", "attention"
    return _STATE_ICONS.get(entry.state, _STATE_ICONS["preparing"])


def entry_words(entry: Listed) -> str:
    """Return the second line of a workshop in the list: "Nov 18, 2026 · preparing"."""
    parts = [short_day_words(entry.day)] if entry.day else []
    parts.append(state_words(entry))
    if entry.sample:
        parts.append(_("sample"))
    return " · ".join(parts)


def reason_words(reason: str) -> str:
    """Return why a backup was made."""
    return _(_REASONS.get(reason, reason))

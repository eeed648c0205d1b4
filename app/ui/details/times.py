"""Times of day as people type them, and as they are shown."""

import re

from app.i18n import _, current_language
from app.ui.prepare.words_field import WordsFaultError

_TIME = re.compile(
    r"(\d{1,2})(?:\s*[:.hH]\s*(\d{2})?)?\s*([ap])?[\s.]*(?:m\b)?[\s.]*$", re.IGNORECASE
)
_DIGITS = re.compile(r"(\d{1,2})(\d{2})$")


def read_time(words: str, *, optional: bool = False) -> str:
    """Return typed words as "HH:MM"; understood are 16:00, 4 pm, 4:15 p.m., 16.15, 16h15, 1600.

    Raises:
        WordsFaultError: for words that are no time of day, or nothing where a time is needed.

    """
    words = words.strip()
    if not words:
        if optional:
            return ""
        raise WordsFaultError(_("A time is needed here, such as {example}.").format(
            example=show_time("12:00")))  # fmt: skip
    together = _DIGITS.match(words)
    found = None if together else _TIME.match(words)
    if together:
        hours, minutes, half = int(together[1]), int(together[2]), ""
    elif found:
        hours, minutes = int(found[1]), int(found[2] or 0)
        half = (found[3] or "").lower()
    else:
        raise _no_time(words)
    if half and not 1 <= hours <= 12:
        raise _no_time(words)
    if half:
        hours = hours % 12 + (12 if half == "p" else 0)
    if hours > 23 or minutes > 59:
        raise _no_time(words)
    return f"{hours:02d}:{minutes:02d}"


def show_time(time: str) -> str:
    """Return "HH:MM" as people read it: "4:00 pm", in Spanish "16:00"; "" stays empty."""
    if not time:
        return ""
    hours, minutes = (int(part) for part in time.split(":"))
    if current_language() == "es":
        return f"{hours}:{minutes:02d}"
    return f"{(hours + 11) % 12 + 1}:{minutes:02d} {'am' if hours < 12 else 'pm'}"


def _no_time(words: str) -> WordsFaultError:
    return WordsFaultError(
        _("“{words}” is not a time of day. Type it like {one} or {other}.").format(
            words=words[:40], one=show_time("16:15"), other=show_time("9:30")
        )
    )

"""What the cheat card says, from the one table of actions."""

from collections.abc import Callable

from PySide6.QtGui import QKeySequence

from app import i18n
from app.domain.cheat_card import CardLine, CardPart, CheatCard
from app.i18n import N_
from app.ui.actions import ACTIONS
from app.ui.help.topics import topics

KEY_NAMES = {
    "PgDown": N_("Page Down"),
    "PgUp": N_("Page Up"),
    "Right": "→",
    "Left": "←",
    "Esc": "Esc",
    "-": "−",
}
"""What people call a key, where the system's name is too short to be found on a keyboard."""

GROUPS = (
    ("day", N_("The clock and the day")),
    ("room", N_("The room screen")),
    ("window", N_("The window")),
)


def key_name(key: str, gettext: Callable[[str], str]) -> str:
    """Return what people call a key of the table."""
    if key in KEY_NAMES:
        return gettext(KEY_NAMES[key])
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def cheat_card(language: str) -> CheatCard:
    """Return the card in a language."""
    _ = i18n.translator(language)
    parts = []
    for group, title in GROUPS:
        lines = tuple(
            CardLine(
                left=" · ".join(key_name(key, _) for key in each.keys if key not in ("=", ".")),
                right=_(each.label),
            )
            for each in ACTIONS
            if each.group == group and each.keys
        )
        parts.append(CardPart(title=_(title), lines=lines))
    answers = tuple(CardLine(left=question, right=answer) for question, answer in topics(_))
    return CheatCard(
        title=_("Cheat card"),
        lead=_(
            "While the day runs, next, back, pause, the minutes and the dark screen work on every "
            "page, the other keys on the page Run; none while you type in a field. A presenter’s "
            "remote works too: its buttons are Page Up and Page Down."
        ),
        language=language,
        keys=tuple(parts),
        answers=CardPart(title=_("What to do when…"), lines=answers),
    )

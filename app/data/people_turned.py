"""Names that a file has with the last name first: "Ruiz, Ana". Nobody's name turns unasked."""

import re
from collections.abc import Mapping, Sequence

from app.domain.importing import KEEP, Choice, Problem
from app.domain.people_importing import PersonField
from app.i18n import _

KEY = "names:turned"
"""The question; `TURN` puts first names first, `KEEP` leaves all as they are."""

TURN = "turn"
_LAST_FIRST = re.compile(r"(?P<last>[^\W\d][^,]*),\s*(?P<first>[^\W\d][^,]*)")
_DEGREE = (
    r"(?i:jr|sr|ph\.?d|ed\.?[ds]|m\.?ed|esq|mba|mpa|cpa|lcsw|dds)|I{2,3}|IV|[MDJ]\.?[ADO]|MS|RN"
)
_BEHIND = re.compile(rf",\s*(?:{_DEGREE})\.?(?=\s*(?:,|$))")
"""What stands behind a name and is no part of it: "Jr.", "PhD"."""

_LAST_WORD = re.compile(r"\s+(?:jr|sr|i{2,3}|iv)\.?$", re.IGNORECASE)
_LEAST = 3
_SHARE = 0.5


def asks_to_turn(
    names: Sequence[tuple[int, str]], answers: Mapping[str, str]
) -> tuple[bool, Problem | None]:
    """Tell whether names are to be turned, and what has to be asked first.

    Args:
        names: row and name of everybody who has one.
        answers: answers to earlier questions, by their key.

    """
    turned = [(row, name) for row, name in names if first_name_first(name) != name]
    if len(turned) < _LEAST or len(turned) < _SHARE * len(names):
        return False, None
    answer = answers.get(KEY, "")
    if answer in (TURN, KEEP):
        return answer == TURN, None
    row, name = turned[0]
    turn = _("Write “{name}”, and all others so").format(name=first_name_first(name))
    return False, Problem(
        key=KEY,
        row=row,
        field=PersonField.NAME.value,
        value=name,
        message=_("Row {row}: names are written as “{name}”.").format(row=row, name=name),
        choices=(
            Choice(value=TURN, label=turn),
            Choice(value=KEEP, label=_("Leave them as they are")),
        ),
        rows=(row,),
        offered=TURN,
    )


def first_name_first(name: str) -> str:
    """Return "Ana Ruiz" for "Ruiz, Ana", and any other name, also "Ana Ruiz, PhD", as it is."""
    behind = "".join(_BEHIND.findall(name))
    found = _LAST_FIRST.fullmatch(_BEHIND.sub("", name))
    if not found:
        return name
    first, last = found["first"].strip(), found["last"].strip()
    suffix = _LAST_WORD.search(first)
    if suffix:
        first, last = first[: suffix.start()], f"{last}{suffix[0]}"
    return f"{first} {last}{behind}"

"""Columns that stand for one choice of a question: "Which dimensions? [School Funding]", ticked.

Survey tools give one column per choice, with the choice's words, a tick, or a rank in the cell.
"""

import re
from collections import Counter
from collections.abc import Sequence

from app.data.languages import languages_in, says_nothing
from app.data.people_headers import names_access_need
from app.data.tables import normalised_header
from app.domain.framework import DimensionNames, Framework
from app.domain.people_importing import PeopleMapping, PersonField
from app.domain.place_needs import place_needs

F = PersonField
CHOOSABLE = frozenset(
    {F.INTERESTS, F.ROLE, F.NEEDS, F.LANGUAGE_NEEDS, F.ACCESS_NEEDS, F.SPEAKS, F.INTERPRETS}
)
"""What may be asked with one column per choice."""

_NEEDS = frozenset({F.NEEDS, F.LANGUAGE_NEEDS, F.ACCESS_NEEDS})
_EXAMPLES = re.compile(
    r"[(\[].*|\b(?:such as|for example|e\.g\.|like|por ejemplo|como)\b.*", re.IGNORECASE
)
_BRACKETS = re.compile(r"(?P<question>.*?)\s*\[(?P<choice>[^\[\]]+)\]\s*(?:\(\d+\))?", re.DOTALL)
_BETWEEN = re.compile(r"\s*(?::|>|\||\?|\s[-–—]\s)\s*")
_TICKS = frozenset(
    {"x", "yes", "y", "true", "si", "s", "checked", "selected", "on", "verdadero", "marcado",
     "marcada", "seleccionado", "elegido"}
)  # fmt: skip
_NO_TICKS = frozenset(
    {"", "no", "n", "false", "unchecked", "not selected", "off", "falso", "0", "no marcado",
     "no seleccionado"}
)  # fmt: skip
_SIGNS = frozenset("✓✔☑☒✗✘•●×")
_RANK = re.compile(r"\d{1,2}(?:[.,]0)?")
_LONGEST_QUESTION = 500
MOST = 99
"""The rank of a choice that was ticked without one."""


def question_and_choice(headers: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return (question, choice) for each header; the choice is "" where it is a plain question.

    Without brackets a header has a choice only where another one shares its question.
    """
    splits = [_splits(header) for header in headers]
    shared = Counter(
        question for each in splits for question in {normalised_header(q) for q, _choice in each}
    )
    found = []
    for header, ways in zip(headers, splits, strict=True):
        bracketed = _BRACKETS.fullmatch(header)
        if bracketed and bracketed["question"].strip():
            found.append((bracketed["question"].strip(), bracketed["choice"].strip()))
            continue
        together = [way for way in ways if shared[normalised_header(way[0])] > 1]
        found.append(together[0] if together else (header, ""))
    return tuple(found)


def choices_of(
    headers: Sequence[str], mapping: PeopleMapping, framework: Framework
) -> tuple[str, ...]:
    """Return the choice for which each column stands, "" for a column that stands for none."""
    found = []
    for header, (_question, choice), which in zip(
        headers, question_and_choice(headers), mapping, strict=True
    ):
        if which not in CHOOSABLE:
            found.append("")
        elif choice:
            found.append(choice)
        else:
            named = which is F.INTERESTS and is_dimension(header, framework)
            found.append(header if named else asked_need(header) if which in _NEEDS else "")
    return tuple(found)


def asked_need(header: str) -> str:
    """Return the need that a column asks for by name, so that "Yes" is that need; "" for none.

    "Do you need Spanish interpretation?" is one, a header with examples in brackets none.
    """
    asked = _EXAMPLES.sub("", header).strip(" ?¿:*")
    named = languages_in(asked) or place_needs(asked) or names_access_need(asked)
    return asked if named else ""


def is_dimension(header: str, framework: Framework) -> bool:
    """Tell whether a column is called exactly as a dimension."""
    letters = any(sign.isalpha() for sign in header)
    return letters and bool(DimensionNames(framework).exact(header))


def rank_of(cell: str, choice: str) -> int | None:
    """Return how far up somebody put a choice: 1 is first, `MOST` a tick, 0 not chosen.

    None where the cell says something else, such as another answer in the person's own words.
    """
    said = normalised_header(cell)
    if cell.strip() and set(cell.strip()) <= _SIGNS:
        return MOST
    if said in _NO_TICKS or says_nothing(cell):
        return 0
    if said in _TICKS or said == normalised_header(choice):
        return MOST
    if _RANK.fullmatch(cell.strip()):
        return int(re.split(r"[.,]", cell.strip())[0]) or None
    return None


def _splits(header: str) -> list[tuple[str, str]]:
    """Return all ways to cut a header into question and choice, the longest question first."""
    ways: list[tuple[str, str]] = []
    if len(header) > _LONGEST_QUESTION:
        return ways
    for sign in _BETWEEN.finditer(header):
        question, choice = header[: sign.start()].strip(), header[sign.end() :].strip()
        if question and choice:
            ways.append((question, choice))
    return ways[::-1]

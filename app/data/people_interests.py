"""Dimensions that somebody would like to work on: known by their own names, else asked.

An alias or a mistyped name is offered, and taken only when a person has confirmed it.
"""

import re

from app.data.languages import says_nothing
from app.data.tables import normalised_header
from app.domain.framework import DimensionNames, Framework, is_own_name
from app.domain.importing import KEEP, OTHER, SAME, Choice, Problem, RawRow
from app.domain.people_importing import PersonField
from app.domain.text import say
from app.i18n import _, current_language


class InterestReader:
    """Reads cells with dimensions; what is doubtful is added to ``problems``."""

    def __init__(
        self, framework: Framework, answers: dict[str, str], problems: list[Problem]
    ) -> None:
        self._framework = framework
        self._names = DimensionNames(framework)
        self._answers = answers
        self._problems = problems
        self._known = {dimension.id for dimension in framework.dimensions}
        self._described = _described(framework)

    def read(self, row: RawRow, cell: str) -> tuple[str, ...]:
        """Return the ids of the dimensions that a cell names, in its order, each once."""
        found: list[str] = []
        for written, dimension_id in self._names.split(self._without_descriptions(cell)):
            if says_nothing(written):
                continue
            sure = dimension_id if self._is_own(written, dimension_id) else None
            chosen = sure or self._asked(row, written, dimension_id)
            if chosen and chosen not in found:
                found.append(chosen)
        return tuple(found)

    def _without_descriptions(self, cell: str) -> str:
        """Return a cell without what a form says of its choices behind their names.

        Few words, and such as "not for me", may be the person's own: they stay.
        """

        def bare(found: re.Match[str]) -> str:
            said = normalised_header(found["bracketed"] or found["behind"])
            plain = len(said.split()) >= _LEAST_DESCRIPTION and not _LITTLE.search(said)
            return found["name"] if plain else found[0]

        return self._described.sub(bare, cell)

    def _is_own(self, written: str, dimension_id: str | None) -> bool:
        return dimension_id is not None and is_own_name(written, dimension_id, self._framework)

    def _asked(self, row: RawRow, written: str, alias_of: str | None) -> str | None:
        """Ask which dimension is meant; words like none of them never hold an import up."""
        key = f"interest:{normalised_header(written)}"
        answer = self._answers.get(key, "")
        if answer in self._known or answer == KEEP:
            return answer if answer in self._known else None
        likely = [found for found, _score in self._names.match(written)]
        likely = [alias_of, *(d for d in likely if d != alias_of)] if alias_of else likely
        language = current_language()
        rest = (dimension.id for dimension in self._framework.dimensions)
        choices = [
            Choice(value=each, label=say(self._framework.dimension(each).name, language))
            for each in dict.fromkeys((*likely, *rest))
        ]
        choices.append(Choice(value=KEEP, label=_("None of them")))
        message = (
            _("Row {row}: “{value}” seems to be “{dimension}”.").format(
                row=row.number, value=written, dimension=choices[0].label
            )
            if likely
            else _("Row {row}: no dimension is called “{value}”.").format(
                row=row.number, value=written
            )
        )
        self._problems.append(
            Problem(
                key=key, row=row.number, field=PersonField.INTERESTS.value, value=written,
                message=message, choices=tuple(choices), rows=(row.number,),
                blocking=bool(likely), offered=likely[0] if likely else "",
            )
        )  # fmt: skip
        return None


def _described(framework: Framework) -> re.Pattern[str]:
    """Return what finds a dimension's name with a description behind it, up to the next name."""
    names = {name for each in framework.dimensions for name in each.name.values() if name.strip()}
    name = "|".join(map(re.escape, sorted(names, key=lambda each: (-len(each), each)))) or r"(?!)"
    return re.compile(
        rf"(?P<name>{name})\s*(?:\((?P<bracketed>[^()]*)\)"
        rf"|(?::|\s[-–—])\s+(?P<behind>[^;|\n]*?)(?=$|[;|\n]|,\s*(?:{name})))",
        re.IGNORECASE,
    )


_LEAST_DESCRIPTION = 2
"""Words of a description; fewer may be somebody's own."""

_LITTLE = re.compile(r"\b(?:not|no|low|least|less|little|nada|poco|bajo|menos)\b")
_MUCH = re.compile(r"\b(?:very|high|highly|most|strong|strongly|top|muy|mucho|alto|alta)\b")


class DegreeReader:
    """Reads words under a dimension, as in a grid of questions: how much somebody wants it."""

    def __init__(
        self, framework: Framework, answers: dict[str, str], problems: list[Problem]
    ) -> None:
        self._names = DimensionNames(framework)
        self._answers = answers
        self._problems = problems

    def names_dimension(self, words: str) -> bool:
        """Tell whether words name a dimension by themselves: then they are no degree."""
        return bool(self._names.exact(words))

    def wants(self, row: RawRow, words: str) -> bool:
        """Tell whether words count as a wish; until somebody has said so, they are asked about."""
        said = normalised_header(words)
        key = f"degree:{said}"
        answer = self._answers.get(key, "")
        if answer in (SAME, OTHER):
            return answer == SAME
        message = _("Row {row}: “{value}” stands under a dimension. Do they want to work on it?")
        likely = OTHER if _LITTLE.search(said) else SAME if _MUCH.search(said) else ""
        self._problems.append(
            Problem(
                key=key, row=row.number, field=PersonField.INTERESTS.value, value=words,
                message=message.format(row=row.number, value=words),
                choices=(
                    Choice(value=SAME, label=_("Yes, it counts as a wish")),
                    Choice(value=OTHER, label=_("No")),
                ),
                rows=(row.number,), offered=likely,
            )
        )  # fmt: skip
        return False

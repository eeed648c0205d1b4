"""One row's cells to one text for each field: columns are joined, choices go by their ticks."""

from collections.abc import Mapping

from app.data.languages import says_nothing, split_needs
from app.data.people_choices import MOST, is_dimension, rank_of
from app.data.people_interests import DegreeReader
from app.data.tables import normalised_header
from app.domain.framework import Framework
from app.domain.importing import RawRow
from app.domain.people import clean_name
from app.domain.people_importing import PeopleMapping, PersonField
from app.domain.spreadsheet_text import unguarded

F = PersonField

_ONE_LINE = frozenset({F.HISTORY, F.EFFORTS})
"""Answers that are joined with line breaks, so that each keeps none of its own."""

_NO_NEED = frozenset({"english", "ingles", "english only", "solo ingles"})
"""Answers about somebody's language that need nothing."""


def joined(
    row: RawRow,
    mapping: PeopleMapping,
    choices: tuple[str, ...],
    framework: Framework,
    degrees: DegreeReader,
) -> dict[PersonField, str]:
    """Return the row's text by field; several columns of one field are joined, a line each.

    A column that stands for a choice gives that choice where it is ticked; ranked choices come in
    the order of their ranks.
    """
    ours = F.MARK in mapping
    found: dict[PersonField, list[tuple[int, str]]] = {}
    for which, cell, choice in zip(mapping, row.cells, choices, strict=True):
        if which is F.IGNORE or not cell.strip():
            continue
        rank, said = 0, unguarded(cell) if ours else cell
        if choice:
            ranked = rank_of(cell, choice)
            if ranked is None and which is F.INTERESTS and is_dimension(choice, framework):
                # Words under a dimension say how much somebody would like to work on it, unless
                # they name one: "Dimension 1" may well be somebody's first choice.
                named = degrees.names_dimension(cell)
                ranked = None if named else MOST if degrees.wants(row, cell) else 0
            if ranked == 0:
                continue
            rank, said = (MOST, said) if ranked is None else (ranked, choice)
        said = clean_name(said) if which in _ONE_LINE else said.strip()
        found.setdefault(which, []).append((rank, said))
    return {
        which: "\n".join(said for _rank, said in sorted(cells, key=lambda each: each[0]))
        for which, cells in found.items()
    }


def name_of(values: Mapping[PersonField, str]) -> str:
    """Return somebody's name, whole or from its halves."""
    parts = (values.get(F.NAME), values.get(F.FIRST_NAME), values.get(F.LAST_NAME))
    return clean_name(" ".join(part for part in parts if part))


def needs_of(values: dict[PersonField, str]) -> tuple[str, str]:
    """Return somebody's language needs and access needs; our own list has them apart and clean."""
    if values.get(F.MARK):
        return values.get(F.LANGUAGE_NEEDS, ""), values.get(F.ACCESS_NEEDS, "")
    language, access = split_needs(values.get(F.NEEDS, ""))
    for which, first in ((F.LANGUAGE_NEEDS, True), (F.ACCESS_NEEDS, False)):
        said = [line for line in values.get(which, "").split("\n") if not says_nothing(line)]
        if first and all(normalised_header(line) in _NO_NEED for line in said):
            continue
        language = ", ".join(filter(None, (language, *(said if first else ()))))
        access = ", ".join(filter(None, (access, *(() if first else said))))
    return language, access

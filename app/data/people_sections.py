"""Rows of a list that are no people: totals below it, and headings such as "Advocates" within it.

A total is left out and told. What a heading says of the rows below it is asked, never assumed.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.data.attendance import Attendance, attendance_of
from app.data.people_cells import name_of
from app.data.roles import roles_of
from app.data.tables import filled_names, is_a_title, normalised_header, titles_of
from app.domain.importing import LEAVE_OUT, OTHER, SAME, Choice, Problem, RawRow, RawTable, part_of
from app.domain.people_importing import LeftOut, PersonField
from app.i18n import _

F = PersonField
Said = tuple[RawRow, dict[PersonField, str]]
"""A row, and its texts by field."""

_TOTAL = re.compile(
    r"(?:\d+ )?(?:(?:grand |sub ?)?totals?"
    r"(?: (?:of|de|number|numero|count|registered|registrad[oa]s|attending|attendees|people"
    r"|personas|participants|participantes|responses|respuestas|tickets|general|orders|rows"
    r"|seats))*|sum|suma|recuento|count)(?: \d+(?: [a-z]+)?)?"
)
_WAITING = re.compile(r"wait(?:ing)? ?list(?:ed)?|lista de espera|maybe|pending|pendientes?")
_FEWEST_COLUMNS = 3


@dataclass
class Sections:
    """The people, with what headings say of them; questions, and rows that stay out."""

    people: list[Said] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def without_sections(table: RawTable, rows: Sequence[Said], answers: Mapping[str, str]) -> Sections:
    """Return the rows that are people; ``answers`` says what headings mean, by their key.

    A row that repeats the table's header or its title, as every page of a list may, is none.
    """
    found = Sections()
    header, titles = table.written or table.header, titles_of(table)
    below: dict[PersonField, str] = {}
    part = 0
    for row, values in rows:
        if part_of(row.number) != part:
            part, below = part_of(row.number), {}
        reason = "" if values.get(F.MARK) else _no_person(row, values, header, titles)
        if reason:
            found.left_out.append(LeftOut(row=row.number, name=_first(row), reason=reason))
            continue
        meaning = _heading(row, values)
        answer = answers.get(f"heading@{row.number}", "") if meaning else OTHER
        if meaning is None or answer == OTHER:
            found.people.append((row, {**below, **values}))
            continue
        # Until it is answered, rows are shown as the heading has them: no more is asked of them.
        below = {} if answer == LEAVE_OUT else {meaning: _first(row)}
        if answer not in (SAME, LEAVE_OUT):
            found.problems.append(_question(row, meaning))
            continue
        reason = _("a heading, no person")
        found.left_out.append(LeftOut(row=row.number, name=_first(row), reason=reason))
    return found


def _no_person(
    row: RawRow, values: Mapping[PersonField, str], header: Sequence[str], titles: Collection[str]
) -> str:
    """Return in words what a row is that is no person, "" for one that may be."""
    filled = [cell for cell in row.cells if cell.strip()]
    if not any(sign.isalnum() for cell in filled for sign in cell):
        return _("a line without words")
    if len(filled) > 1 and set(filled_names(row.cells)) <= set(filled_names(header)):
        return _("the header once more")
    if len(row.cells) >= _FEWEST_COLUMNS and is_a_title(row, titles):
        return _("a line above the table once more")
    return _("a line of totals, no person") if _is_total(row, values) else ""


def _is_total(row: RawRow, values: Mapping[PersonField, str]) -> bool:
    """Tell whether a row adds up: it says so, and has nobody's address and no other name."""
    if values.get(F.EMAIL):
        return False
    name = name_of(values)
    texts = [name] if name else list(row.cells)
    return any(_TOTAL.fullmatch(normalised_header(text)) for text in texts if text.strip())


def _heading(row: RawRow, values: Mapping[PersonField, str]) -> PersonField | None:
    """Return what a row with one filled cell says of those below it; None where it is a person."""
    filled = [cell for cell in row.cells if cell.strip()]
    if len(filled) != 1 or len(row.cells) < _FEWEST_COLUMNS or not row.cells[0].strip():
        return None
    text = filled[0]
    if len(roles_of(text)) == 1:
        return F.ROLE
    doubtful = _WAITING.fullmatch(normalised_header(text)) is not None
    said = doubtful or attendance_of(text) is not Attendance.UNKNOWN
    return F.ATTENDANCE if said else None


def _first(row: RawRow) -> str:
    return next((cell.strip() for cell in row.cells if cell.strip()), "")


def _question(row: RawRow, meaning: PersonField) -> Problem:
    text = _first(row)
    message = _("Row {row}: “{value}” seems to be a heading over the rows below it.")
    said = _("It is their role") if meaning is F.ROLE else _("It says whether they come")
    return Problem(
        key=f"heading@{row.number}", row=row.number, field=meaning.value, value=text,
        message=message.format(row=row.number, value=text),
        choices=(
            Choice(value=SAME, label=said),
            Choice(value=OTHER, label=_("It is a person")),
            Choice(value=LEAVE_OUT, label=_("Leave this row out")),
        ),
        rows=(row.number,), offered=SAME,
    )  # fmt: skip

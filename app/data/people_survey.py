"""A survey form that one person filled in: a question and its answer on each line.

That is how our own form comes back, as a workbook, as text copied into an e-mail, or several of
them one below the other. It is turned into a table with a row for each person.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.data.people_headers import meaning_of
from app.data.tables import normalised_header
from app.domain.importing import RawRow, RawTable
from app.domain.people_importing import PersonField
from app.i18n import _

F = PersonField
_LEAST_ANSWERS = 3
_NAMES = (F.NAME, F.FIRST_NAME)
_LINE = re.compile(
    r"\s*(?P<question>[^:\t]{2,200}?(?:[:?]|\s[-–—](?=\s)))(?:\s*:|\s*[-–—](?=\s))?\s*(?P<answer>.*)"
)

Line = tuple[int, str, str]
"""Row in the file, question, answer."""


def turned(table: RawTable) -> RawTable | None:
    """Return a row for each filled-in form in a table of two columns, or None where it is none."""
    if len(table.header) > 3 or table.header_row == 0:
        return None
    first = RawRow(number=table.header_row, cells=table.written or table.header)
    lines = [
        (
            row.number,
            row.cells[0],
            " ".join(filter(None, map(str.strip, (*row.cells[1:], *row.extra)))),
        )
        for row in (*table.above, first, *table.rows)
        if row.cells
    ]
    found = _forms(lines)
    return _table(table, found) if found else None


def pasted_form(text: str) -> RawTable | None:
    """Return the forms in text such as "Name: Ana", or None where it is something else."""
    lines: list[Line] = []
    for number, whole in enumerate(text.splitlines(), 1):
        line = whole.lstrip("> ")
        fit = _LINE.fullmatch(line)
        if fit and meaning_of(fit["question"]):
            lines.append((number, fit["question"].rstrip(": -–—"), fit["answer"]))
        elif lines and line.strip():
            row, question, answer = lines[-1]
            lines[-1] = (row, question, f"{answer}\n{line.strip()}".strip())
    found = _forms(lines)
    empty = RawTable(name=_("pasted text"), header=(), header_row=0, rows=())
    return _table(empty, found) if found else None


def _forms(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the answers of each person; a name begins the next one. [] where it is no form."""
    forms: list[list[Line]] = []
    for row, question, answer in lines:
        meaning = meaning_of(question)
        if meaning is None:
            continue
        if meaning in _NAMES or not forms:
            forms.append([])
        forms[-1].append((row, question.strip(), answer.strip()))
    whole = [form for form in forms if _is_form(form)]
    return whole if whole and len(whole) == len([f for f in forms if len(f) > 1]) else []


def _is_form(form: list[Line]) -> bool:
    meanings = {meaning_of(question) for _row, question, _answer in form}
    return bool(meanings.intersection(_NAMES)) and len(meanings) >= _LEAST_ANSWERS


def _table(table: RawTable, forms: list[list[Line]]) -> RawTable:
    """Return a table with a column for each question; what nobody answered stays blank."""
    questions: dict[str, str] = {}
    for form in forms:
        for _row, question, _answer in form:
            questions.setdefault(normalised_header(question), question)
    rows = []
    for form in forms:
        if not any(answer for _row, _question, answer in form):
            continue
        said = {normalised_header(question): answer for _row, question, answer in form}
        cells = tuple(said.get(key, "") for key in questions)
        rows.append(RawRow(number=form[0][0], cells=cells))
    header = tuple(questions.values())
    return replace(
        table, header=header, header_row=forms[0][0][0], rows=tuple(rows), notes=(), above=(),
        written=header,
    )  # fmt: skip

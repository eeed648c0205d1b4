"""Which rows of a people file name its columns: none, one, or two with a question and its choices.

Survey tools put one column per choice under a question that is written once; some add a row of
codes above or below. What is no person must not become one, and no person a header.
"""

import re
from dataclasses import replace

from app.data.addresses import is_email
from app.data.people_columns import names_somebody
from app.data.people_headers import meaning_of
from app.data.roles import roles_of
from app.data.tables import normalised_header, without_header
from app.domain.importing import RawRow, RawTable, TableNote
from app.domain.people_importing import PersonField
from app.i18n import _

F = PersonField
_LOOK_BELOW = 3
_GENERIC = frozenset(
    {"response", "open ended response", "answer", "respuesta", "respuesta abierta", "text", "texto"}
)
_IMPORTED = re.compile(r"\{.*ImportId.*\}")
_CODES = re.compile(r"\s*\{.*ImportId.*\}\s*|\s*Q\d+(?:[_.]\d+)*\s*", re.IGNORECASE)


def with_header_judged(table: RawTable) -> RawTable:
    """Return the table under its real header; where no row names columns, all rows are people.

    Text pasted from a spreadsheet often comes without its header.
    """
    if table.header_row == 0:
        return table
    header = RawRow(number=table.header_row, cells=table.written or table.header)
    lines = [*table.above, header, *table.rows]
    start = _header_at(lines, len(table.above))
    if start is None:
        known = [found for name in header.cells if (found := meaning_of(name))]
        is_person = any(
            is_email(name) or len(roles_of(name)) == 1 for name in header.cells if name.strip()
        )
        return table if len(known) > 1 and not is_person else without_header(table)
    names, body, notes = _named(lines, start)
    if names == header.cells and start == len(table.above) and len(body) == len(table.rows):
        return table
    # What was said of rows that turn out to be the header, or people, is not so.
    titles = {line.number for line in lines[:start]} | {0}
    last = table.rows[-1].number if table.rows else 0
    kept = [note for note in table.notes if note.row in titles or note.row > last]
    return replace(
        table,
        header=_different(names),
        header_row=lines[start].number,
        written=names,
        rows=tuple(body),
        notes=(*kept, *notes),
        above=tuple(lines[:start]),
    )


def headed_by(table: RawTable, row: int) -> RawTable:
    """Return the table under the header that a person chose: the row's number, 0 for none.

    Rows above the header stay aside; without a header all of them are people.
    """
    first = RawRow(number=table.header_row, cells=table.written or table.header)
    lines = [*table.above, *([first] if table.header_row else []), *table.rows]
    place = next((n for n, line in enumerate(lines) if row and line.number == row), None)
    above = lines[:place] if place is not None else []
    names = lines[place].cells if place is not None else ("",) * len(table.header)
    body = lines[place + 1 :] if place is not None else lines
    last = body[-1].number if body else 0
    return replace(
        table,
        header=_different(names),
        header_row=row if place is not None else 0,
        written=names if place is not None else (),
        rows=tuple(body),
        above=tuple(above),
        notes=tuple(note for note in table.notes if note.row < max(row, 1) or note.row > last),
    )


def _header_at(lines: list[RawRow], usual: int) -> int | None:
    """Return which line names the columns: the usual one, else the first near it that does."""
    near = range(min(len(lines), usual + 1 + _LOOK_BELOW))
    place: int
    # The questions stand right above their import ids; what is above them only looks like names.
    asked = [n - 1 for n in near if n and _IMPORTED.search(" ".join(lines[n].cells))]
    for place in [*asked[:1], usual, *near]:
        cells = lines[place].cells
        if names_somebody([found for name in cells if (found := meaning_of(name))]) and not any(
            is_email(cell) for cell in cells
        ):
            return place
    return None


def _named(
    lines: list[RawRow], start: int
) -> tuple[tuple[str, ...], list[RawRow], list[TableNote]]:
    """Return the columns' names, the rows below them, and what was set aside."""
    names = lines[start].cells
    below = lines[start + 1 :]
    notes = []
    for line in below[:_LOOK_BELOW]:
        if _goes_on(names, line.cells):
            names = _joined(names, line.cells)
            said = _("A second row of headers: {text}")
        elif _is_codes(line.cells):
            said = _("A row of codes: {text}")
        else:
            break
        text = " ".join(cell.strip() for cell in line.cells if cell.strip())
        notes.append(TableNote(row=line.number, message=said.format(text=text[:200])))
        below = below[1:]
    return names, below, notes


def _is_codes(cells: tuple[str, ...]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return bool(filled) and all(_CODES.fullmatch(cell) for cell in filled)


def _goes_on(names: tuple[str, ...], below: tuple[str, ...]) -> bool:
    """Tell whether a row names the choices of the questions above it.

    It does where it has words under columns without a name, or only such words as "Response", and
    nothing of a person: no name, no address.
    """
    pairs = list(zip(names, below, strict=True))
    for name, cell in pairs:
        said = normalised_header(cell)
        personal = meaning_of(name) in (F.NAME, F.FIRST_NAME, F.LAST_NAME, F.EMAIL)
        if is_email(cell) or (personal and said and said not in _GENERIC and said != _key(name)):
            return False
    below_nothing = [cell for name, cell in pairs if cell.strip() and not name.strip()]
    generic = [cell for _name, cell in pairs if normalised_header(cell) in _GENERIC]
    return bool(below_nothing) or bool(generic)


def _key(name: str) -> str:
    return normalised_header(name)


def _joined(names: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """Return "Question [choice]" for each column; a question goes on to its right."""
    joined = []
    question = ""
    for name, cell in zip(names, below, strict=True):
        question = name.strip() or question
        choice = cell.strip()
        plain = not choice or normalised_header(choice) in _GENERIC
        joined.append(name.strip() if plain else f"{question} [{choice}]" if question else choice)
    return tuple(joined)


def _different(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names that differ; a column without one is called by its number."""
    made: list[str] = []
    for place, name in enumerate(names, 1):
        wanted = " ".join(name.split()) or _("Column {n}").format(n=place)
        times = 1
        while (wanted if times == 1 else f"{wanted} ({times})") in made:
            times += 1
        made.append(wanted if times == 1 else f"{wanted} ({times})")
    return tuple(made)

"""A table as it stands in a file, to a table of district data: one header, and rows of values only.

Reports repeat years or groups over two header rows, name the columns a second time below a row of
codes, and close with sentences; none of it is a number, and none of it may become a row.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.data.layout_rows import Cells, column_names
from app.data.layouts import layout_of, recognise
from app.data.tables import filled_names, is_a_title, normalised_header, titles_of
from app.data.values import some_value
from app.domain.importing import RawRow, RawTable, TableNote
from app.i18n import _

_JOINED = "{above} · {name}"
_FEWEST_COLUMNS = 4
"""A row of a public layout says at least whose, when and what: one cell alone is none."""

_SENTENCE = re.compile(
    r"[^\w\s]{1,3}\s+(?:indicates|means|denotes|=|:)\s.*|\w{1,3}\s*=\s.*"
    r"|(?:data|updated|prepared|report|produced|as of|cohorts?|groups?|values?|datos|actualizado)\b"
    r".*\s.*\s.*",
    re.IGNORECASE,
)
_LONG = 60
_EXPLAINED = re.compile(r"\s*(\w+)\s*(?:[:(\[–—]|\s-\s).*", re.DOTALL)
"""A column's name with what it means behind it."""


def as_data(table: RawTable) -> RawTable:
    """Return a table with one header, and without the lines that are about it.

    What was set aside stands in the notes, with its row.
    """
    read = table
    if recognise(table) is None:
        table = _with_names_of_codes(table) or _with_joined_headers(_with_labels(table))
    layout = recognise(table)
    names: tuple[str, ...] = ()
    if layout is not None:
        table = _without_labels(table)
        names = column_names(table.header, layout.aliases)
    over, titles = _over_the_rows(read, table), titles_of(read)
    kept: list[RawRow] = []
    notes: list[TableNote] = []
    for row in table.rows:
        if filled_names(row.cells) in over or is_a_title(row, titles):
            message = _("The header once more, left out.")
        elif _is_a_line(row, known=layout is not None):
            text = next(cell.strip() for cell in row.cells if cell.strip())
            message = _("A line below the table: {text}").format(text=text)
        elif layout is not None and not layout.is_row(_by_name(names, row)):
            text = ", ".join(cell.strip() for cell in row.cells if cell.strip())[:_LONG]
            message = _("A total or a line that names nobody, left out: {text}").format(text=text)
        else:
            kept.append(row)
            continue
        notes.append(TableNote(row=row.number, message=message))
    if not notes:
        return table
    return replace(table, rows=tuple(kept), notes=(*table.notes, *notes))


def _over_the_rows(read: RawTable, table: RawTable) -> set[tuple[tuple[int, str], ...]]:
    """Return the lines above the values as they stood in the file; pages may have them again."""
    left = {row.number for row in table.rows}
    lines = [read.written, table.written, *(row.cells for row in read.above)]
    lines += [row.cells for row in read.rows[:2] if row.number not in left]
    return {names for cells in lines if (names := filled_names(cells))}


def _by_name(names: Sequence[str], row: RawRow) -> Cells:
    pairs = zip(reversed(names), reversed(row.cells), strict=True)
    return {name: cell.strip() for name, cell in pairs}


def _is_a_line(row: RawRow, *, known: bool) -> bool:
    filled = [cell.strip() for cell in row.cells if cell.strip()]
    if len(filled) != 1 or len(row.cells) < 2:
        return False
    if known:
        return len(row.cells) >= _FEWEST_COLUMNS
    text = filled[0]
    ends = text.endswith(".") and len(text.split()) > 3
    return bool(row.cells[0].strip()) and (
        ends or len(text) > _LONG or bool(_SENTENCE.fullmatch(text))
    )


def _with_names_of_codes(table: RawTable) -> RawTable | None:
    """Return a table of a public layout whose columns are explained, else None.

    Some are explained in the header itself ("SCH_ENR_BL_M: Enrollment, Black, male"), others in a
    row of labels over their names.
    """
    if table.rows and layout_of(table.rows[0].cells):
        first = table.rows[0]
        return _renamed(replace(table, rows=table.rows[1:]), first.cells, first.number)
    found = [_EXPLAINED.fullmatch(name) for name in table.header]
    names = [each[1] if each else name for each, name in zip(found, table.header, strict=True)]
    if any(found) and layout_of(names) and len(set(names)) == len(names):
        return replace(table, header=tuple(names), written=tuple(names))
    return None


def _without_labels(table: RawTable) -> RawTable:
    """Return a table of a public layout without the row of labels below its names."""
    if len(table.rows) < 2:
        return table
    first, others = table.rows[0], table.rows[1:]
    numeric = [
        n for n in range(len(table.header)) if _mostly_numbers([row.cells[n] for row in others])
    ]
    cells = [first.cells[n] for n in numeric if first.cells[n].strip()]
    if len(cells) < 2 or not all(map(_says_nothing, cells)):
        return table
    said = TableNote(row=first.number, message=_("This row was read as part of the header."))
    return replace(table, rows=others, notes=(*table.notes, said))


def _with_labels(table: RawTable) -> RawTable:
    """Join a second header below the first, as the Census Bureau and merged cells have it.

    It is one where it has words only, above a column of numbers.
    """
    if len(table.rows) < 2 or not any(_says_nothing(cell) for cell in table.rows[0].cells):
        return table
    first, others = table.rows[0], table.rows[1:]
    columns = range(len(table.header))
    numeric = [n for n in columns if _mostly_numbers([row.cells[n] for row in others])]
    if not numeric or not all(_says_nothing(first.cells[n]) for n in numeric):
        return table
    if any(not _says_nothing(cell) and cell.strip() for cell in first.cells):
        return table
    names = [
        _joined(above, below)
        for above, below in zip(_spread(table.written), first.cells, strict=True)
    ]
    return _renamed(replace(table, rows=others), names, first.number)


def _with_joined_headers(table: RawTable) -> RawTable:
    """Put what stands over several columns before each of their names, which repeat without it."""
    written = [normalised_header(name) or name.strip() for name in table.written]
    repeated = len(set(filter(None, written))) < len([name for name in written if name])
    over = next((r for r in reversed(table.above) if sum(map(bool, r.cells)) > 1), None)
    if not repeated or over is None or over.number + 1 != table.header_row:
        return table
    spread = _spread(over.cells)
    names = [_joined(above, name) for above, name in zip(spread, table.written, strict=True)]
    return _renamed(table, names, over.number)


def _renamed(table: RawTable, names: Sequence[str], row: int) -> RawTable:
    """Return a table with other headers; the notes say that row belongs to the header."""
    seen: dict[str, int] = {}
    header: list[str] = []
    for index, name in enumerate(names, 1):
        name = name or _("Column {n}").format(n=index)
        seen[name] = seen.get(name, 0) + 1
        header.append(f"{name} ({seen[name]})" if seen[name] > 1 else name)
    notes = [note for note in table.notes if note.row not in (row, table.header_row)]
    said = _("This row was read as part of the header.")
    return replace(
        table, header=tuple(header), written=tuple(names),
        notes=(*notes, TableNote(row=row, message=said)),
    )  # fmt: skip


def _spread(cells: Sequence[str]) -> list[str]:
    """Return cells with each blank one filled from the left: merged cells are written once."""
    last, found = "", []
    for cell in cells:
        last = " ".join(cell.split()) or last
        found.append(last)
    return found


def _joined(above: str, name: str) -> str:
    name = " ".join(name.split())
    if not above or not name or above == name:
        return name or above
    return _JOINED.format(above=above, name=name)


def _says_nothing(cell: str) -> bool:
    """Tell whether a cell has words that are no value."""
    return bool(cell.strip()) and some_value(cell) is None


def _mostly_numbers(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    values = [some_value(cell) for cell in filled]
    return bool(filled) and sum(v is not None and v.is_number for v in values) * 2 >= len(filled)

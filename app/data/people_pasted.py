"""Text that holds people but is no table: recipients of an e-mail, a list with dashes or numbers.

What every line has in common is taken for a separator; nothing is read into a single line.
"""

import re
from collections.abc import Sequence

from app.data.addresses import recipients
from app.data.people_columns import names_somebody
from app.data.people_headers import meaning_of
from app.data.roles import roles_of
from app.data.separators import guess_separator, rows_of
from app.data.tables import read_pasted
from app.domain.importing import RawRow, RawTable
from app.i18n import _

_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|[-–—•*·])\s+(?P<said>.+)")
_DASHES = (" – ", " — ", " - ", ": ")
_RULE = re.compile(r"[\s|:+=-]*-{2,}[\s|:+=-]*")
_NAMES_IN_A_LINE = 3


def pasted_list(text: str) -> RawTable | None:
    """Return the people in such text, a row each, or None where it is something else."""
    found = recipients(text)
    if any(name for name, _address in found) or len(found) > 1:
        return _table((_("Full name"), _("E-mail")), found)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    lines = [line for line in lines if not _RULE.fullmatch(line)]
    if lines and all(line.startswith("|") and line.endswith("|") for line in lines):
        return read_pasted("\n".join(line[1:-1] for line in lines))
    items = [_ITEM.fullmatch(line) for line in lines]
    plain = [item["said"].strip() for item in items if item]
    listed = len(plain) == len(lines) > 1
    lines = plain if listed else lines
    for dash in _DASHES:
        cut = [tuple(part.strip() for part in line.split(dash)) for line in lines]
        if len(lines) > 1 and len(cut[0]) > 1 and {len(parts) for parts in cut} == {len(cut[0])}:
            return _table(("",) * len(cut[0]), cut)
    if listed:
        return read_pasted("\n".join(lines))
    names = _names_in_a_line(lines)
    return _table(("",), [(name,) for name in names]) if names else None


def unwrapped(table: RawTable) -> RawTable | None:
    """Return the table inside a table of one column whose cells are whole lines, or None.

    That is what becomes of a CSV that was opened with the wrong separator and saved again.
    """
    if len(table.header) != 1 or not table.header_row:
        return None
    first = (table.written or table.header)[0]
    text = "\n".join([first, *(row.cells[0] for row in table.rows)])
    separator = guess_separator(text)
    lines, _notes = rows_of(text, separator, table.name)
    names = tuple(name.strip() for name in lines[0][1])
    same = {len(cells) for _number, cells in lines} == {len(names)}
    known = [found for name in names if (found := meaning_of(name))]
    if not same or len(lines) != len(table.rows) + 1 or not names_somebody(known):
        return None
    numbers = [row.number for row in table.rows]
    rows = [cells for _number, cells in lines[1:]]
    made = [RawRow(number=n, cells=tuple(c)) for n, c in zip(numbers, rows, strict=True)]
    return RawTable(
        name=table.name, header=names, header_row=table.header_row, rows=tuple(made),
        encoding=table.encoding, separator=separator, sheet=table.sheet, sheets=table.sheets,
        notes=table.notes, written=names,
    )  # fmt: skip


def _names_in_a_line(lines: Sequence[str]) -> list[str]:
    """Return the names in a single line such as "Ana Ruiz, Bo Li, Cy Wu"; [] for other text."""
    if len(lines) != 1:
        return []
    names = [name.strip() for name in re.split(r"[,;]", lines[0]) if name.strip()]
    named = all(2 <= len(n.split()) <= 3 and not roles_of(n) and _letters(n) for n in names)
    return names if named and len(names) >= _NAMES_IN_A_LINE else []


def _letters(text: str) -> bool:
    return not any(sign.isdigit() or sign in "@:/()" for sign in text)


def _table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> RawTable:
    names = tuple(n or _("Column {n}").format(n=place) for place, n in enumerate(header, 1))
    return RawTable(
        name=_("pasted text"), header=names, header_row=0,
        rows=tuple(RawRow(number=n, cells=tuple(cells)) for n, cells in enumerate(rows, 1)),
    )  # fmt: skip

"""Several files as one table: who is in two of them, or is named by another file, is found.

Files with the same columns are put below each other, others side by side; every row keeps its
number, told with its file's name.
"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath

from app.data.limits import refuse_columns
from app.data.tables import normalised_header
from app.domain.importing import RawRow, RawTable, RowNumber, TableNote, TablePart
from app.i18n import _, _n


def merged(tables: Sequence[RawTable]) -> RawTable:
    """Return one table of all rows; a single one is returned as it is.

    Raises:
        FileProblemError: for more columns together than can be read.

    """
    if len(tables) == 1:
        return tables[0]
    kinds: list[list[tuple[int, RawTable]]] = []
    for file, table in enumerate(tables):
        alike = (kind for kind in kinds if _columns(kind[0][1]) == _columns(table))
        kind = next(alike, None)
        if kind is None:
            kinds.append([(file, table)])
        else:
            kind.append((file, table))
    width = sum(len(kind[0][1].header) for kind in kinds)
    refuse_columns(_together(tables), 1, width)
    header: list[str] = []
    written: list[str] = []
    rows: list[RawRow] = []
    notes: list[TableNote] = []
    parts: list[TablePart] = []
    for place, kind in enumerate(kinds):
        first = kind[0][1]
        start = len(header)
        header += first.header
        written += first.written or ("",) * len(first.header)
        parts.append(TablePart(name=_together([t for _file, t in kind]), start=start,
                               width=len(first.header)))  # fmt: skip
        for file, table in kind:
            numbers = _Numbers(place, file, table.name)
            rows += [_placed(row, numbers, start, width) for row in _as_first(table, first)]
            notes += [replace(note, row=numbers.of(note.row)) for note in table.notes]
    return RawTable(
        name=_together(tables), header=tuple(header), header_row=tables[0].header_row,
        rows=tuple(rows), notes=tuple(notes), parts=tuple(parts), written=tuple(written),
    )  # fmt: skip


class _Numbers:
    """Numbers of one file's rows; ``place`` is the part in which its columns are."""

    def __init__(self, place: int, file: int, name: str) -> None:
        self._place, self._file, self._name = place, file, PurePath(name).name

    def of(self, row: int) -> RowNumber:
        told = _("{row} of “{file}”") if row else "“{file}”"
        words = told.format(row=row, file=self._name)
        return RowNumber(row, self._place, words, file=self._file, name=self._name)


def _columns(table: RawTable) -> tuple[str, ...]:
    if table.header_row == 0:
        return (str(len(table.header)),)
    return tuple(sorted(map(normalised_header, table.header)))


def _as_first(table: RawTable, first: RawTable) -> list[RawRow]:
    """Return a table's rows with their cells in the order of the first such table."""
    if table.header_row == 0:
        return list(table.rows)
    left: dict[str, list[int]] = {}
    for place, name in enumerate(table.header):
        left.setdefault(normalised_header(name), []).append(place)
    order = [left[normalised_header(name)].pop(0) for name in first.header]
    return [replace(row, cells=tuple(row.cells[place] for place in order)) for row in table.rows]


def _placed(row: RawRow, numbers: _Numbers, start: int, width: int) -> RawRow:
    before, after = ("",) * start, ("",) * (width - start - len(row.cells))
    return replace(row, number=numbers.of(row.number), cells=(*before, *row.cells, *after))


def _together(tables: Sequence[RawTable]) -> str:
    """Return the files' names, or how many they are."""
    if len(tables) > 3:
        return _n("{n} file", "{n} files", len(tables)).format(n=len(tables))
    return ", ".join(table.name for table in tables)

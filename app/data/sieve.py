"""Files too large to be looked at whole: which districts are in them, and the rows of a few.

The file is read as a stream, once to list its districts and once for the rows of those chosen, so
that no more than those rows is ever in memory.
"""

import codecs
import csv
import io
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from app.data import large_workbook, layout_ccd
from app.data.data_headers import guess_mapping, is_of_a_school
from app.data.data_tables import as_data
from app.data.layout_rows import column_names
from app.data.layouts import layout_of
from app.data.limits import (
    MOST_BYTES,
    MOST_CELL_CHARACTERS,
    MOST_CELLS,
    MOST_ROWS,
    refuse_bytes,
    refuse_cells,
    refuse_columns,
    refuse_rows,
)
from app.data.quotes import no_end
from app.data.separators import SEPARATORS
from app.data.tables import is_workbooks_name, read_bytes, told_reading
from app.data.text_decoding import decode
from app.data.whole_file import refuse_if_written, state_of
from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell
from app.domain.importing import (
    DataField,
    ManyPlaces,
    PlaceCount,
    RawRow,
    RawTable,
    TableNote,
)
from app.i18n import _

_HEAD = 256 * 1024
_TELL_EVERY = 20_000
_MOST_PLACES = 60_000
_PIECE = 1 << 20
_NARROWED_BY = (
    DataField.ORGANISATION, DataField.METRIC, DataField.YEAR, DataField.SUBJECT, DataField.GRADE,
    DataField.GROUP,
)  # fmt: skip
"""Columns by which a table too large for one look may be narrowed down, the best first."""

_CODECS = {"windows-1252": "cp1252", "shift-jis": "cp932"}
"""Our names of encodings to Python's, where they differ."""

_LONGEST_LINE = 1 << 20
"""In characters; what has no line end by then is no table, and would fill the memory."""

Row = tuple[int, list[str]]


def is_large(path: Path) -> bool:
    """Tell whether a file is larger than what is read whole.

    Raises:
        OSError: where it cannot be read.

    """
    if large_workbook.is_workbook(path):
        return large_workbook.is_large(path)
    if is_workbooks_name(path.name):  # a page or text by that name is read whole, or refused
        return False
    if path.stat().st_size > MOST_BYTES:
        return True
    lines, cells = _counted(path)
    return lines > MOST_ROWS or cells > MOST_CELLS


def _counted(path: Path) -> tuple[int, int]:
    """Return how many lines a text file has, and about how many cells."""
    lines, signs = 0, dict.fromkeys(SEPARATORS, 0)
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            lines += piece.count(b"\n")
            for sign in signs:
                signs[sign] += piece.count(sign.encode())
    return lines, lines + max(signs.values())


def _refuse_whole(path: Path) -> None:
    """Refuse a file of which no part can be chosen: limits for a table in one piece hold.

    Raises:
        FileProblemError: naming the limit.

    """
    if large_workbook.is_workbook(path):
        large_workbook.refuse_whole(path)
    refuse_bytes(path.name, path.stat().st_size)
    refuse_rows(path.name, _counted(path)[0])
    refuse_cells(path.name, MOST_CELLS + 1)


@dataclass(frozen=True, kw_only=True)
class _Shape:
    """What is known of a large file from its beginning.

    Attributes:
        head: its first rows as a table.
        layout_name: of a public layout, "" for another table.
        code, place, state: columns by which rows are narrowed down; −1 where there is none.
        by: the header of the column by which rows are narrowed down where it holds no districts.
        total: the column that says what a row counts, −1 where there is none.

    """

    head: RawTable
    encoding: str
    layout_name: str
    code: int
    place: int
    state: int
    total: int
    by: str = ""

    def key(self, cells: Sequence[str]) -> str:
        """Return what tells a row's district from others."""
        return _cell(cells, self.code) or _cell(cells, self.place)


def places_in(path: Path, tell: Tell) -> ManyPlaces:
    """Return the districts in a large file, with how many rows each has.

    Raises:
        FileProblemError: for a file without a column that says whose a row is, or a damaged one.
        GivenUpError: from ``tell``.

    """
    shape = _shape(path)
    found: dict[str, list[object]] = {}
    for cells in (cells for _number, cells in _rows(path, shape, tell)):
        key = shape.key(cells)
        if not key:
            continue
        if key not in found:
            if len(found) >= _MOST_PLACES:
                refuse_rows(path.name, MOST_ROWS + 1)
            found[key] = [_cell(cells, shape.place) or key, _cell(cells, shape.state), 0]
        found[key][2] += 1  # type: ignore[operator]
    places = [
        PlaceCount(key=key, name=str(name), state=str(state), rows=int(str(rows)))
        for key, (name, state, rows) in found.items()
    ]
    places.sort(key=lambda one: (one.name.casefold(), one.state))
    return ManyPlaces(
        name=path.name, layout_name=shape.layout_name, places=tuple(places), by=shape.by
    )


def rows_of_places(
    path: Path, keys: Collection[str], tell: Tell
) -> tuple[RawTable, Iterator[RawRow]]:
    """Return a table without rows, and the rows of the districts with these keys.

    Raises:
        FileProblemError: as :func:`places_in`, and while iterating for more rows than a table may
            have.

    """
    shape = _shape(path)
    head = shape.head
    bare = RawTable(
        name=head.name, header=head.header, header_row=head.header_row, rows=(),
        encoding=shape.encoding, separator=head.separator, notes=head.notes,
    )  # fmt: skip
    return bare, _kept(path, shape, frozenset(keys), tell)


def _kept(path: Path, shape: _Shape, keys: Collection[str], tell: Tell) -> Iterator[RawRow]:
    width = len(shape.head.header)
    parts = _parts_to_skip(path, shape) if shape.total >= 0 else frozenset()
    count = 0
    for number, cells in _rows(path, shape, tell):
        if shape.key(cells) not in keys:
            continue
        if parts and layout_ccd.kind_of_total(_cell(cells, shape.total)) in parts:
            continue
        count += 1
        refuse_rows(path.name, count)
        refuse_cells(path.name, count * width)
        padded = (*cells, *[""] * (width - len(cells)))
        extra = tuple(cell for cell in padded[width:] if cell.strip())
        yield RawRow(number=number, cells=padded[:width], extra=extra)


def _parts_to_skip(path: Path, shape: _Shape) -> frozenset[str]:
    """Return the kinds of rows that only repeat what others count: where there are sums, parts."""
    for number, cells in _rows(path, shape, lambda _done, _count: None):
        if layout_ccd.kind_of_total(_cell(cells, shape.total)) == layout_ccd.BY_RACE:
            return frozenset({layout_ccd.EVERY_CELL, layout_ccd.OTHER})
        if number > _TELL_EVERY:
            break
    return frozenset({layout_ccd.OTHER})


def _shape(path: Path) -> _Shape:
    if large_workbook.is_workbook(path):
        return _shape_of(as_data(large_workbook.head_of(path)), path, "")
    with path.open("rb") as file:
        data = file.read(_HEAD)
    cut = max(data.rfind(b"\n"), data.rfind(b"\r"))
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        cut = len(data) - len(data) % 2 - 1
    head = as_data(read_bytes(data[: cut + 1] if cut > 0 else data, path.name))
    encoding, notes = _encoding(path, head.encoding, data)
    return _shape_of(replace(head, notes=(*head.notes, *notes)), path, encoding)


def _shape_of(head: RawTable, path: Path, encoding: str) -> _Shape:
    layout = layout_of(head.header)
    names = column_names(head.header, layout.aliases if layout else {})
    wanted = layout.place if layout else ("", "", "")
    code, place, state = (names.index(n) if n and n in names else -1 for n in wanted)
    by = ""
    if code < 0 and place < 0:
        place, by = _narrowing(head)
    if place < 0 and code < 0:
        _refuse_whole(path)
    return _Shape(
        head=head,
        encoding=encoding,
        by=by,
        layout_name=_(layout.name) if layout else "",
        code=code,
        place=place,
        state=state,
        total=names.index("total_indicator") if "total_indicator" in names else -1,
    )


def _narrowing(head: RawTable) -> tuple[int, str]:
    """Return the column by which to choose a part of a table of no known layout, and its header.

    Districts where there are any (without a header then), else schools, else what tells one
    number from another.
    """
    mapping = guess_mapping(head)
    for which in _NARROWED_BY:
        columns = [n for n, each in enumerate(mapping) if each is which]
        districts = [n for n in columns if not is_of_a_school(head.header[n])]
        if columns:
            place = (districts or columns)[0]
            named = which is not DataField.ORGANISATION or not districts
            return place, head.header[place] if named else ""
    return -1, ""


def _encoding(path: Path, told: str, head: bytes) -> tuple[str, list[TableNote]]:
    """Return the encoding of the whole file, and what to tell of it.

    A head of plain letters does not tell it: there the lines with others do, as in a small file.

    Raises:
        FileProblemError: naming the line, where it cannot be known.

    """
    if told != "utf-8":
        return _CODECS.get(told, told), []
    if _is_utf8(path):
        return "utf-8-sig" if head.startswith(codecs.BOM_UTF8) else "utf-8", []
    found = decode(_lines_beyond_ascii(path), path.name)
    return _CODECS.get(found.encoding, found.encoding), told_reading(found)


def _is_utf8(path: Path) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                decoder.decode(piece)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _lines_beyond_ascii(path: Path) -> bytes:
    """Return the lines that have other letters, blank ones for the rest, up to `_PIECE` of them."""
    lines, taken = bytearray(), 0
    with path.open("rb") as file:
        while taken < _PIECE and (line := file.readline(_LONGEST_LINE)):
            lines += b"\n" if line.isascii() else line
            taken += 0 if line.isascii() else len(line)
    return bytes(lines)


def _rows(path: Path, shape: _Shape, tell: Tell) -> Iterator[Row]:
    """Yield (row number, cells) below the header, telling how many bytes are read.

    Files that somebody put one behind the other have their header again: it is none of the rows.
    """
    names = list(shape.head.written)
    before = state_of(path.stat())
    for number, cells in _lines_below(path, shape, tell):
        if cells[: len(names)] != names:
            yield number, cells
    refuse_if_written(path.name, before, state_of(path.stat()))


def _lines_below(path: Path, shape: _Shape, tell: Tell) -> Iterator[Row]:
    if large_workbook.is_workbook(path):
        for number, cells in large_workbook.rows_of(path, tell):
            if number > shape.head.header_row:
                yield number, cells
        return
    size = path.stat().st_size
    csv.field_size_limit(MOST_CELL_CHARACTERS)
    number = line = 0
    with path.open("rb") as file, _text(file, shape.encoding) as lines:
        reader = csv.reader(lines, delimiter=shape.head.separator or ",")
        try:
            for number, cells in enumerate(reader, 1):
                before, line = line, reader.line_num
                if number % _TELL_EVERY == 0:
                    tell(min(file.tell(), size), size)
                if number <= shape.head.header_row or not cells:
                    continue
                if len(cells) > len(shape.head.header):
                    refuse_columns(path.name, number, len(cells))
                if line > before + 1 and _holds_a_row(cells, shape.head):
                    raise no_end(path.name, number)
                yield number, cells
        except (csv.Error, UnicodeDecodeError) as error:
            raise FileProblemError(
                _("“{name}” cannot be read after row {row}.").format(name=path.name, row=number),
                safe=_("Nothing was imported."),
                remedy=_("Save it again as CSV (UTF-8), and choose that file."),
            ) from error
    tell(size, size)


def _holds_a_row(cells: Sequence[str], head: RawTable) -> bool:
    """Tell whether a cell of several lines has swallowed rows: separators without spaces behind.

    A quotation mark that is closed rows later would leave out those rows, and say nothing.
    """
    sign, least = head.separator or ",", max(2, len(head.header) - 1)
    return any(
        cell.count(sign) - cell.count(f"{sign} ") >= least and ("\n" in cell or "\r" in cell)
        for cell in cells
    )


@contextmanager
def _text(file: BinaryIO, encoding: str) -> Iterator[Iterator[str]]:
    wrapped = io.TextIOWrapper(file, encoding=encoding, newline="")
    try:
        yield _lines(wrapped)
    finally:
        wrapped.detach()


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield the lines of a text without zero bytes.

    Raises:
        csv.Error: where one is longer than `_LONGEST_LINE`.

    """
    while line := text.readline(_LONGEST_LINE):
        if len(line) >= _LONGEST_LINE and line[-1] not in "\r\n":
            raise csv.Error("a line without an end")
        yield line.replace("\0", "") if "\0" in line else line


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if 0 <= place < len(cells) else ""

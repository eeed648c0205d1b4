"""Rows of an OpenDocument spreadsheet (.ods), as LibreOffice saves one, as a person sees them.

Of https://docs.oasis-open.org/office/OpenDocument/v1.3/os/part3-schema/ only tables are read: their
rows, cells, and how often each is repeated. Formulas count by the result that is in the file.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from app.data.limits import MOST_CELL_CHARACTERS, refuse_columns, refuse_rows
from app.data.text_decoding import kind_of_binary, no_table
from app.data.workbook import (
    SheetRows,
    cell_too_long,
    damaged,
    percentage,
    positional,
    unpacks_too_large,
)
from app.domain.importing import TableNote
from app.i18n import _, _n

_MOST_UNPACKED = 20 * 1024 * 1024
_PART = "content.xml"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_ERRORS = (zipfile.BadZipFile, zlib.error, SyntaxError, KeyError, ValueError, RuntimeError, OSError)
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
_SEEN = ("visible", "")


def read_sheet(data: bytes, name: str, wished: str = "") -> SheetRows:
    """Return the rows of the ``wished`` sheet, or of the first one that has more than one.

    Raises:
        FileProblemError: for a damaged or locked file, or one too large.

    """
    if not data.startswith(b"PK"):
        raise no_table(name, kind_of_binary(data) or _("not a spreadsheet"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if packed.getinfo(_PART).file_size > _MOST_UNPACKED:
                raise unpacks_too_large(name)
            content = packed.read(_PART)
        if b"<!DOCTYPE" in content[:4096] or b"<!ENTITY" in content[:4096]:
            raise damaged(name)
        return _chosen(content, name, wished)
    except _ERRORS as error:
        raise damaged(name) from error


def _chosen(content: bytes, name: str, wished: str) -> SheetRows:
    found = list(_sheets(content, name))
    titles = tuple(title for title, _rows, _hidden in found)
    best = SheetRows((), titles[0] if titles else "", titles)
    chosen = [sheet for sheet in found if sheet[0] == wished] or found
    for title, rows, hidden in chosen:
        if len(rows) > 1:
            return SheetRows(rows, title, titles, _told(hidden))
        if rows and not best.rows:
            best = SheetRows(rows, title, titles)
    return best


def _told(hidden: list[int]) -> tuple[TableNote, ...]:
    if not hidden:
        return ()
    said = _n(
        "{n} row is hidden in the workbook; it is read, too.",
        "{n} rows are hidden in the workbook; they are read, too.",
        len(hidden),
    )
    return (TableNote(row=hidden[0], message=said.format(n=len(hidden))),)


def _sheets(
    content: bytes, name: str
) -> Iterator[tuple[str, tuple[tuple[int, list[str]], ...], list[int]]]:
    """Yield (title, rows, hidden rows) of each visible sheet."""
    unseen: set[str] = set()
    for _event, element in ElementTree.iterparse(io.BytesIO(content)):
        if element.tag == f"{_STYLE}style":
            shown = element.find(f"{_STYLE}table-properties")
            if shown is not None and shown.get(f"{_TABLE}display") == "false":
                unseen.add(element.get(f"{_STYLE}name", ""))
        elif element.tag == f"{_TABLE}table":
            title = element.get(f"{_TABLE}name", "")
            if element.get(f"{_TABLE}style-name", "") not in unseen:
                yield (title, *_rows(element, name))
            element.clear()


def _rows(
    table: ElementTree.Element, name: str
) -> tuple[tuple[tuple[int, list[str]], ...], list[int]]:
    rows: list[tuple[int, list[str]]] = []
    hidden = []
    number = 0
    for row in table.iter(f"{_TABLE}table-row"):
        times = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        texts = _texts(row, name, number + 1)
        for place in range(number + 1, number + (times if texts else 0) + 1):
            refuse_rows(name, len(rows))
            rows.append((place, list(texts)))
            if row.get(f"{_TABLE}visibility", "") not in _SEEN:
                hidden.append(place)
        number += times
    return tuple(rows), hidden


def _texts(row: ElementTree.Element, name: str, number: int) -> list[str]:
    """Return a row's cells up to the last one with words."""
    texts: list[str] = []
    blank = 0
    for cell in row:
        if cell.tag not in _CELLS:
            continue
        times = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        text = _text(cell) if cell.tag == _CELLS[0] else ""
        if len(text) > MOST_CELL_CHARACTERS:
            raise cell_too_long(name, number)
        if not text:
            blank += times
            continue
        refuse_columns(name, number, len(texts) + blank + times)
        texts += [""] * blank + [text] * times
        blank = 0
    return texts


def _text(cell: ElementTree.Element) -> str:
    """Return a cell as it shows; a number with all its digits, a day as 2026-11-20."""
    kind = cell.get(f"{_OFFICE}value-type", "")
    value = cell.get(f"{_OFFICE}value", "")
    lines = ("".join(_pieces(line)) for line in cell.findall(f"{_TEXT}p"))
    shown = "\n".join(lines).replace("\0", "")
    if kind == "percentage" and value:
        return percentage(float(value))
    if kind == "float" and value:
        # A code keeps its leading zeros, other numbers all their digits.
        code = shown.isdigit() and float(shown) == float(value)
        return shown if code else positional(value).removesuffix(".0")
    if kind == "date":
        return cell.get(f"{_OFFICE}date-value", "").replace("T", " ").removesuffix(" 00:00:00")
    return shown


def _pieces(line: ElementTree.Element) -> Iterator[str]:
    yield line.text or ""
    for part in line:
        if part.tag == f"{_TEXT}s":
            yield " " * min(int(part.get(f"{_TEXT}c", "1")), MOST_CELL_CHARACTERS)
        elif part.tag == f"{_TEXT}tab":
            yield "\t"
        elif part.tag == f"{_TEXT}line-break":
            yield "\n"
        elif part.tag != f"{_OFFICE}annotation":
            yield from _pieces(part)
        yield part.tail or ""

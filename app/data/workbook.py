"""Rows of an Excel workbook (.xlsx) as text, as a person sees them in Excel."""

import io
import lzma
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.data.limits import (
    MOST_CELL_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    refuse_columns,
    refuse_rows,
)
from app.data.text_decoding import kind_of_binary, no_table
from app.domain.errors import FileProblemError
from app.domain.importing import TableNote
from app.i18n import _, _n

if TYPE_CHECKING:  # it loads openpyxl, which only a workbook needs
    from app.data.row_reader import OverlongRowError

_MOST_UNPACKED = 300 * 1024 * 1024
_MOST_STRINGS = 30 * 1024 * 1024
_MOST_PART = 15 * 1024 * 1024
"""What a part may have that is read as a whole: styles, links; sheets are read row by row."""

_MOST_LOOKED_THROUGH = 60 * 1024 * 1024
_MOST_CELLS = MOST_ROWS * MOST_COLUMNS
_UNKNOWN_RESULT = re.compile(
    rb'<c\s[^>]*?\br="[A-Z]+(\d+)"[^>]*>\s*<f\b[^>]*(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)
"""A cell with a formula whose result nobody has worked out yet."""

_HIDDEN = re.compile(rb'<row\s(?=[^>]*\bhidden="(?:1|true)")[^>]*?\br="(\d+)"[^>]*>\s*<c\b')

_MOST_BLANK_ROWS = 1_000
_ONLY_ZEROS = re.compile(r"0{2,}")
_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
"""What a number's format shows as it is, or does not show: signs that reckon nothing."""

_SHOWN_PERCENT = re.compile(r'"\s*%\s*"|\\%')
_READ_BY_ROWS = re.compile(r"xl/worksheets/[^/]+\.xml$|^xl/(?:media|drawings|charts)/")
PARSER_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    OSError,
    EOFError,
    RuntimeError,
    lzma.LZMAError,
    struct.error,
)
"""What openpyxl lets through on a damaged or locked workbook; broken XML is a SyntaxError."""


@dataclass(frozen=True)
class SheetRows:
    """The rows of one sheet, and the names of all visible sheets."""

    rows: tuple[tuple[int, list[str]], ...]
    sheet: str
    sheets: tuple[str, ...]
    notes: tuple[TableNote, ...] = ()


def is_packed_workbook(data: bytes) -> bool:
    """Tell whether bytes are an Excel workbook, whatever the file is called."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return "xl/workbook.xml" in packed.namelist()
    except PARSER_ERRORS:
        return False


def read_sheet(data: bytes, name: str, wished: str = "") -> SheetRows:
    """Return the rows of the ``wished`` sheet, or of the first one that has any.

    Raises:
        FileProblemError: for a damaged or locked workbook, or one too large.

    """
    if not data.startswith(b"PK"):
        raise no_table(name, kind_of_binary(data) or _("not an Excel workbook"))
    refuse_bomb(io.BytesIO(data), name)
    from openpyxl.utils.exceptions import InvalidFileException

    from app.data.row_reader import OverlongRowError, open_book

    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions that it leaves out; none of them is a value.
        warnings.simplefilter("ignore")
        try:
            book = open_book(io.BytesIO(data))
        except (InvalidFileException, *PARSER_ERRORS) as error:
            raise damaged(name) from error
        try:
            return _first_filled(book, data, name, wished)
        except OverlongRowError as error:
            raise overlong(name, error) from error
        except PARSER_ERRORS as error:
            raise damaged(name) from error
        finally:
            book.close()


def _first_filled(book: Any, data: bytes, name: str, wished: str) -> SheetRows:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    titles = tuple(str(sheet.title) for sheet in visible)
    chosen = [sheet for sheet in visible if sheet.title == wished] or visible
    best = SheetRows((), titles[0] if titles else "", titles)
    for sheet in chosen:
        rows = tuple(rows_in(sheet, name))
        if len(rows) > 1:
            return SheetRows(rows, str(sheet.title), titles, _to_know(sheet, data))
        if rows and not best.rows:
            best = SheetRows(rows, str(sheet.title), titles)
    return best


def rows_in(sheet: Any, name: str, *, limited: bool = True) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number, cells as text) of a sheet's rows that have any.

    ``limited``: no more of them than are read whole; else whoever asks takes them one by one.

    Raises:
        FileProblemError: for a row or a cell that is too large, or too many of them.

    """
    # The size that a file claims for a sheet is often wrong in either direction.
    sheet.reset_dimensions()
    blank = filled = seen = 0
    for number, cells in enumerate(sheet.iter_rows(), 1):
        seen += len(cells)
        if limited and seen > _MOST_CELLS:
            raise unpacks_too_large(name)
        texts = [_text(cell.value, getattr(cell, "number_format", "")) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        refuse_columns(name, number, len(texts))
        if any(len(text) > MOST_CELL_CHARACTERS for text in texts):
            raise cell_too_long(name, number)
        if not texts:
            blank += 1
            if blank > _MOST_BLANK_ROWS:
                return
            continue
        blank = 0
        filled += 1
        if limited:
            refuse_rows(name, filled - 1)
        yield number, texts


def _text(value: Any, number_format: str) -> str:
    """Return a cell as text: percentages with their sign, codes with their leading zeros."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, int | float):
        return _number(value, number_format)
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "minutes")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value).replace("\0", "")


def _number(value: float, number_format: str) -> str:
    if is_percentage(number_format):
        return percentage(value)
    sign = "%" if _SHOWN_PERCENT.search(number_format) else ""
    if float(value).is_integer() and abs(value) < 1e15:
        digits = str(int(value))
        return (
            digits.zfill(len(number_format))
            if _ONLY_ZEROS.fullmatch(number_format)
            else digits + sign
        )
    return positional(repr(round(value, 12))) + sign


def is_percentage(number_format: str) -> bool:
    """Tell whether Excel shows a number as a hundred times as much, with a percent sign.

    A sign in quotes or behind a backslash is only shown: the number is a percentage already.
    """
    return "%" in _LITERAL.sub("", number_format)


def percentage(share: float) -> str:
    """Return a share of one as a percentage."""
    return positional(f"{round(share * 100, 10):.10g}") + "%"


def positional(number: str) -> str:
    """Return a number without an exponent: "4e-05" is written "0.00004", as in the cell."""
    return f"{Decimal(repr(float(number))):f}" if "e" in number.casefold() else number


def refuse_bomb(source: io.BytesIO | Path, name: str, *, most: int = _MOST_UNPACKED) -> None:
    """Refuse a workbook that unpacks to more than ``most`` bytes, or to too much beside its sheets.

    Raises:
        FileProblemError: also for what is no workbook, or a damaged one.

    """
    try:
        with zipfile.ZipFile(source) as packed:
            names = packed.namelist()
            sizes = {info.filename: info.file_size for info in packed.infolist()}
    except PARSER_ERRORS as error:
        raise damaged(name) from error
    if "[Content_Types].xml" not in names or not any(n.startswith("xl/") for n in names):
        raise no_table(name, _("a packed file, not an Excel workbook"))
    whole = {part: size for part, size in sizes.items() if not _READ_BY_ROWS.search(part)}
    strings = sum(whole.pop(part) for part in list(whole) if part.endswith("sharedStrings.xml"))
    largest = max(whole.values(), default=0)
    if sum(sizes.values()) > most or strings > _MOST_STRINGS or largest > _MOST_PART:
        raise unpacks_too_large(name)


def _to_know(sheet: Any, data: bytes) -> tuple[TableNote, ...]:
    """Tell what cannot be seen in the rows: hidden ones, and formulas without results."""
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        part = str(getattr(sheet, "_worksheet_path", ""))
        if part not in packed.namelist() or packed.getinfo(part).file_size > _MOST_LOOKED_THROUGH:
            return ()
        content = packed.read(part)
    return (*_hidden_rows(content), *_unknown_results(content))


def _hidden_rows(content: bytes) -> tuple[TableNote, ...]:
    """Tell of rows that a filter or a hand has hidden: they are read like the others."""
    rows = [int(found[1]) for found in _HIDDEN.finditer(content)] if b"hidden=" in content else []
    if not rows:
        return ()
    said = _n(
        "{n} row is hidden in the workbook; it is read, too.",
        "{n} rows are hidden in the workbook; they are read, too.",
        len(rows),
    )
    return (TableNote(row=rows[0], message=said.format(n=len(rows))),)


def _unknown_results(content: bytes) -> tuple[TableNote, ...]:
    """Tell of formulas whose results are not in the file: their cells are blank here."""
    rows = (
        [int(found[1]) for found in _UNKNOWN_RESULT.finditer(content)] if b"<f" in content else []
    )
    if not rows:
        return ()
    said = _n(
        "{n} cell has a formula without a result in the file: it counts as blank.",
        "{n} cells have formulas without results in the file: they count as blank.",
        len(rows),
    )
    return (TableNote(row=rows[0], message=said.format(n=len(rows))),)


def unpacks_too_large(name: str) -> FileProblemError:
    """Return the error for a file that bursts."""
    return FileProblemError(
        _("“{name}” is too large once unpacked.").format(name=name),
        safe=_("Nothing was imported."),
        remedy=_("Save the one sheet that you need as CSV, and choose that file."),
    )


def overlong(name: str, error: "OverlongRowError") -> FileProblemError:
    """Return the error for a row that goes on and on."""
    return cell_too_long(name, error.row) if error.one_cell else unpacks_too_large(name)


def cell_too_long(name: str, row: int) -> FileProblemError:
    """Return the error for a cell with more text than one can hold."""
    return FileProblemError(
        _("“{name}”, row {row}: a cell there is longer than a spreadsheet can hold.").format(
            name=name, row=row
        ),
        safe=_("Nothing was imported."),
        remedy=_("Shorten that cell, or leave the row out, and choose the file again."),
    )


def damaged(name: str) -> FileProblemError:
    """Return the error for a workbook that cannot be read."""
    return FileProblemError(
        _("“{name}” is damaged, or is no Excel workbook.").format(name=name),
        safe=_("Nothing was imported."),
        remedy=_("Open it in Excel and save it again, or save the sheet as CSV."),
    )

"""Excel workbooks too large to be looked at whole: their rows one by one, never all of them.

A sheet is unpacked as it is read, so that its size does not matter; what a workbook keeps beside
its sheets (its texts, its styles) is in memory as a whole, and stays within the usual limits.
"""

import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from app.data.limits import (
    MOST_BYTES,
    MOST_CELLS,
    MOST_ROWS,
    refuse_bytes,
    refuse_cells,
    refuse_rows,
)
from app.data.tables import table_of_rows
from app.data.workbook import (
    PARSER_ERRORS,
    damaged,
    overlong,
    refuse_bomb,
    rows_in,
)
from app.domain.giving_up import Tell
from app.domain.importing import RawTable

ENDINGS = (".xlsx", ".xlsm")
_MOST_UNPACKED = 3 * 1024**3
"""What all sheets may unpack to: some ten minutes of reading, which can be cancelled."""

_HEAD_ROWS = 200
_TELL_EVERY = 2_000
_PIECE = 1 << 20
_ROW = b"<row"

Row = tuple[int, list[str]]


def is_workbook(path: Path) -> bool:
    """Tell whether a file is named as an Excel workbook."""
    return path.suffix.lower() in ENDINGS


def is_large(path: Path) -> bool:
    """Tell whether a workbook has more bytes, rows or cells than are read whole.

    Raises:
        OSError: where it cannot be read.

    """
    if path.stat().st_size > MOST_BYTES:
        return True
    try:
        with zipfile.ZipFile(path) as packed:
            sheets = [n for n in packed.namelist() if n.startswith("xl/worksheets/")]
            return any(_is_more(*_counted(packed, name)) for name in sheets)
    except PARSER_ERRORS:
        return False  # reading it whole says what is wrong with it


def refuse_whole(path: Path) -> None:
    """Refuse a workbook of which no part can be chosen, saying what there is too much of.

    Raises:
        FileProblemError: naming the limit.

    """
    refuse_bytes(path.name, path.stat().st_size)
    with zipfile.ZipFile(path) as packed:
        sheets = [n for n in packed.namelist() if n.startswith("xl/worksheets/")]
        refuse_rows(path.name, max(_counted(packed, name)[0] for name in sheets))
    refuse_cells(path.name, MOST_CELLS + 1)


def _counted(packed: zipfile.ZipFile, name: str) -> tuple[int, int]:
    """Return how many rows and cells a sheet has, or, once it is too much, how many so far."""
    rows = cells = 0
    before = b""
    with packed.open(name) as sheet:
        while not _is_more(rows, cells) and (piece := sheet.read(_PIECE)):
            seen = before + piece
            rows += seen.count(_ROW)
            cells += seen.count(b"<c ") + seen.count(b"<c>")
            before = piece[-2:]  # of a row cut in two nothing is seen: one in thousands
    return rows, cells


def _is_more(rows: int, cells: int) -> bool:
    return rows > MOST_ROWS or cells > MOST_CELLS


def head_of(path: Path) -> RawTable:
    """Return the first rows of the sheet that is read, as a table.

    Raises:
        FileProblemError: for a damaged or locked workbook, or one that unpacks to far too much.

    """
    with _sheet(path) as sheet:
        rows = list(islice(rows_in(sheet, path.name, limited=False), _HEAD_ROWS))
        return table_of_rows(rows, path.name, sheet=str(sheet.title))


def rows_of(path: Path, tell: Tell) -> Iterator[Row]:
    """Yield (row number, cells) of all rows, telling how many bytes of the sheet are read.

    Raises:
        FileProblemError: as :func:`head_of`.
        GivenUpError: from ``tell``.

    """
    with _sheet(path) as sheet:
        source = sheet._get_source()
        size = sheet.parent._archive.getinfo(sheet._worksheet_path).file_size
        sheet._get_source = lambda: source  # the same bytes, whose place is asked for below
        for count, row in enumerate(rows_in(sheet, path.name, limited=False), 1):
            if count % _TELL_EVERY == 0:
                tell(min(source.tell(), size), size)
            yield row
        tell(size, size)


@contextmanager
def _sheet(path: Path) -> Iterator[Any]:
    """Give the first visible sheet that has rows below its first one."""
    refuse_bomb(path, path.name, most=_MOST_UNPACKED)
    from app.data.row_reader import OverlongRowError, open_book

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            book = open_book(path)
        except PARSER_ERRORS as error:
            raise damaged(path.name) from error
        try:
            yield _first_filled(book, path.name)
        except OverlongRowError as error:
            raise overlong(path.name, error) from error
        except PARSER_ERRORS as error:
            raise damaged(path.name) from error
        finally:
            book.close()


def _first_filled(book: Any, name: str) -> Any:
    visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    for sheet in visible:
        if len(list(islice(rows_in(sheet, name, limited=False), 2))) > 1:
            return sheet
    if not visible:
        raise damaged(name)
    return visible[0]

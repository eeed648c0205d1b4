"""openpyxl's reader of workbooks, without its search for how large a sheet is.

Where a file does not say its sheets' sizes, openpyxl reads each of them to its end before the first
row comes. Nobody here asks for the size; what is said of it is often wrong besides.

openpyxl builds each row as a whole before anybody can count its cells, so what comes between two
rows is counted on its way to it: packed, a row of millions of cells takes hardly any room.
"""

import io
from pathlib import Path
from typing import IO, Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_MOST_BYTES_OF_A_ROW = 16 * 1024 * 1024
_MOST_MARKS_OF_A_ROW = 300_000
"""Of 500 columns with words in several fonts; or of what stands behind the last row, such as merged
cells."""

_ROWS = (b"<row", b":row")
"""How a row begins, without and with a namespace before its name."""


_FEW_MARKS = 2_000
"""So many bytes with no more tags than this are the text of one cell or two."""


class OverlongRowError(Exception):
    """Between two rows of a sheet stands more than any row can hold.

    Attributes:
        row: the row that goes on, counted from 1.
        one_cell: whether it is the text of a cell.

    """

    def __init__(self, row: int, *, one_cell: bool) -> None:
        """Take the row's number."""
        super().__init__(row)
        self.row, self.one_cell = row, one_cell


class Counted:
    """A sheet's bytes as they are read, which end where a row has far too many.

    Behaves as the file that it is given, as far as a parser of XML asks.
    """

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self._rows = self._bytes = self._marks = 0

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes.

        Raises:
            OverlongRowError: where they go on without a new row.

        """
        piece = self._source.read(size)
        last = max(map(piece.rfind, _ROWS))
        self._rows += sum(map(piece.count, _ROWS))
        if last >= 0:
            self._bytes = self._marks = 0
        self._bytes += len(piece) - max(last, 0)
        self._marks += piece.count(b"<", max(last, 0))
        if self._bytes > _MOST_BYTES_OF_A_ROW or self._marks > _MOST_MARKS_OF_A_ROW:
            raise OverlongRowError(self._rows, one_cell=self._marks < _FEW_MARKS)
        return piece

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._source.tell()

    def close(self) -> None:
        """Close the file."""
        self._source.close()

    def __enter__(self) -> "Counted":
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]
    def _get_size(self) -> None:
        """Leave the size unknown."""

    def _get_source(self) -> Counted:
        return Counted(super()._get_source())


class _Reader(ExcelReader):  # type: ignore[misc]
    def read_worksheets(self) -> None:
        """Take in the sheets with cells, unread."""
        for sheet, rel in self.parser.find_sheets():
            if rel.target not in self.valid_files or "chartsheet" in rel.Type:
                continue
            made = _Sheet(self.wb, sheet.name, rel.target, self.shared_strings)
            made.sheet_state = sheet.state
            self.wb._sheets.append(made)


def open_book(source: io.BytesIO | Path) -> Any:
    """Return a workbook whose rows are read one by one, with results in place of formulas.

    Links to other workbooks stay unread: nothing is fetched, what Excel last saw counts.
    """
    reader = _Reader(source, read_only=True, keep_vba=False, data_only=True, keep_links=False)
    reader.read()
    return reader.wb

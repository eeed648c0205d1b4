"""openpyxl's reader of workbooks, without its search for how large a sheet is.

Where a file does not say its sheets' sizes, openpyxl reads each of them to its end before the first
row comes. Nobody here asks for the size; what is said of it is often wrong besides.
"""

import io
from pathlib import Path
from typing import Any

from openpyxl.reader.excel import ExcelReader
from openpyxl.worksheet._read_only import ReadOnlyWorksheet


class _Sheet(ReadOnlyWorksheet):  # type: ignore[misc]
    def _get_size(self) -> None:
        """Leave the size unknown."""


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

"""Rows of a workbook in XML as Excel 2003 wrote it, and reporting tools still do (often as .xls).

Of "XML Spreadsheet" only sheets, rows, cells and whether a number is a percentage are read; see
https://learn.microsoft.com/previous-versions/office/developer/office-xp/aa140066(v=office.10).
Whoever writes it defines no entities: a file that does is refused before they come to anything.
"""

import re
from typing import Any
from xml.parsers import expat

from app.data.limits import MOST_CELL_CHARACTERS, refuse_cells, refuse_columns, refuse_rows
from app.data.workbook import (
    SheetRows,
    cell_too_long,
    damaged,
    is_percentage,
    percentage,
    positional,
)

_SS = "urn:schemas-microsoft-com:office:spreadsheet"
_START = re.compile(r"\s*<\?xml\b.{0,2000}?<(?:\w+:)?Workbook\b", re.DOTALL)
_MIDNIGHT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::00(?:\.0+)?)?")
_DAY_ONLY = " 00:00"


def is_workbook(text: str) -> bool:
    """Tell whether a text begins as such a workbook does."""
    return _START.match(text[:4096]) is not None


def read_sheet(text: str, name: str, wished: str = "") -> SheetRows:
    """Return the rows of the ``wished`` sheet, or of the first one that has more than one.

    Raises:
        FileProblemError: for a damaged file, or one too large.

    """
    reader = _Reader(name)
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator="|")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.refuse
    parser.StartElementHandler = reader.begin
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.add
    try:
        parser.Parse(text.encode("utf-8", "replace"), True)
    except (expat.ExpatError, ValueError) as error:
        raise damaged(name) from error
    found = reader.sheets
    titles = tuple(title for title, _rows in found)
    chosen = [sheet for sheet in found if sheet[0] == wished] or found
    filled = [sheet for sheet in chosen if len(sheet[1]) > 1] or [
        sheet for sheet in chosen if sheet[1]
    ]
    title, rows = filled[0] if filled else (titles[0] if titles else "", [])
    return SheetRows(tuple(rows), title, titles)


class _Reader:
    """Takes the parser's events; keeps the rows of every sheet."""

    def __init__(self, name: str) -> None:
        self.sheets: list[tuple[str, list[tuple[int, list[str]]]]] = []
        self._name = name
        self._style = ""
        self._percent: set[str] = set()
        self._row: list[str] | None = None
        self._number = self._column = self._cells = 0
        self._is_percent = self._in_comment = False
        self._kind = ""
        self._text: list[str] | None = None
        self._length = 0

    def refuse(self, *_about: Any) -> None:
        """Refuse what could define entities.

        Raises:
            FileProblemError: always.

        """
        raise damaged(self._name)

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the start of an element.

        Raises:
            FileProblemError: for a row or a sheet that is too large.

        """
        space, _bar, kind = tag.rpartition("|")
        if space != _SS:
            return
        get = {key.removeprefix(f"{_SS}|"): value for key, value in attributes.items()}.get
        if kind == "Style":
            self._style = get("ID", "")
        elif kind == "NumberFormat" and _is_percentage(get("Format", "")):
            self._percent.add(self._style)
        elif kind == "Worksheet":
            self.sheets.append((get("Name", ""), []))
            self._number = 0
        elif kind == "Row" and self.sheets:
            self._number = _whole(get("Index")) or self._number + 1
            self._row, self._column = [], 0
            refuse_rows(self._name, len(self.sheets[-1][1]))
        elif kind == "Cell" and self._row is not None:
            self._cells += 1
            refuse_cells(self._name, self._cells)
            self._column = _whole(get("Index")) or self._column + 1
            refuse_columns(self._name, self._number, self._column)
            self._after = self._column + _whole(get("MergeAcross"))
            self._is_percent = get("StyleID", "") in self._percent
        elif kind == "Comment":
            self._in_comment = True
        elif kind == "Data" and self._row is not None and not self._in_comment:
            self._kind, self._text, self._length = get("Type", ""), [], 0

    def add(self, words: str) -> None:
        """Take words.

        Raises:
            FileProblemError: for more than a cell can have.

        """
        if self._text is None:
            return
        self._length += len(words)
        if self._length > MOST_CELL_CHARACTERS:
            raise cell_too_long(self._name, self._number)
        self._text.append(words)

    def end(self, tag: str) -> None:
        """Take the end of an element."""
        kind = tag.rpartition("|")[2]
        if kind == "Data" and self._text is not None and self._row is not None:
            said = self._said("".join(self._text))
            self._text = None
            if said:
                self._row += [""] * (self._column - 1 - len(self._row)) + [said]
        elif kind == "Cell" and self._row is not None:
            self._column = max(self._column, self._after)
        elif kind == "Comment":
            self._in_comment = False
        elif kind == "Row" and self._row is not None:
            if self._row:
                self.sheets[-1][1].append((self._number, self._row))
            self._row = None

    def _said(self, text: str) -> str:
        """Return a cell as a person sees it in Excel."""
        text = text.replace("\0", "").strip()
        if self._kind == "Boolean":
            return {"1": "TRUE", "0": "FALSE"}.get(text, text)
        if self._kind == "DateTime" and (day := _MIDNIGHT.fullmatch(text)):
            return f"{day[1]} {day[2]}".removesuffix(_DAY_ONLY)
        if self._kind == "Number" and text:
            number = float(text)
            if self._is_percent:
                return percentage(number)
            whole = number.is_integer() and abs(number) < 1e15
            return str(int(number)) if whole else positional(text)
        return text


def _is_percentage(number_format: str) -> bool:
    return number_format.casefold() == "percent" or is_percentage(number_format)


def _whole(text: str | None) -> int:
    """Return a count or a place; 0 where there is none.

    Raises:
        ValueError: for what is no whole number.

    """
    return max(0, int(text)) if text else 0

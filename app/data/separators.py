"""Text to rows of cells: which sign separates the cells, and how quotes are read."""

import csv
import io
from collections import Counter
from typing import Literal

from app.data.limits import MOST_CELL_CHARACTERS, refuse_columns, refuse_rows
from app.data.quotes import QuotedRows
from app.domain.importing import TableNote

SEPARATORS = ("\t", ";", ",", "|", "^")
"""The last is that of California's research files of its state tests."""

_LOOK_AT_ROWS = 60
_LOOK_AT_CHARACTERS = 200_000


def guess_separator(text: str) -> str:
    """Return the sign that gives the most rows of one and the same width above one.

    A comma in a file of one column, or inside the text of a file with semicolons, gives rows of
    changing width. Excel's own first line "sep=;" wins.
    """
    if text[:4].lower() == "sep=" and text[4:5] in SEPARATORS:
        return text[4]
    best, separator = (0.0, 0), ","
    csv.field_size_limit(MOST_CELL_CHARACTERS)
    # A mark that is never closed may leave no two cells: then quotation marks count for nothing.
    for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
        for candidate in SEPARATORS:
            score = _agreement(text[:_LOOK_AT_CHARACTERS], candidate, quoting)
            if score > best:
                best, separator = score, candidate
        if best[0]:
            break
    return separator


def _agreement(text: str, separator: str, quoting: Literal[0, 3]) -> tuple[float, int]:
    widths: list[int] = []
    lines = io.StringIO(text, newline="")
    try:
        for cells in csv.reader(lines, delimiter=separator, quoting=quoting):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _LOOK_AT_ROWS:
                break
    except csv.Error:
        # A cell without an end: the rows before it still tell.
        pass
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0
    width, times = several.most_common(1)[0]
    return round(times / len(widths), 1), width


def rows_of(
    text: str, separator: str, name: str
) -> tuple[list[tuple[int, list[str]]], list[TableNote]]:
    """Return (row number from 1, cells) of every row, the blank ones too, and what is to know.

    Raises:
        FileProblemError: for a quotation mark that is never closed, or a table too large.

    """
    if text[:4].lower() == "sep=" and text[4:5] == separator:
        text = text[5:]
        # The line's own end stays, so that rows keep their numbers.
    reader = QuotedRows(text, separator, name)
    rows: list[tuple[int, list[str]]] = []
    filled = 0
    for number, cells in reader:
        filled += any(cells)
        refuse_rows(name, filled - 1)
        refuse_columns(name, number, len(cells))
        rows.append((number, cells))
    return rows, reader.notes

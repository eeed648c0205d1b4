"""Text to rows of cells: which sign separates the cells, and how quotes are read."""

import csv
import io
from collections import Counter
from collections.abc import Iterator

from app.data.limits import (
    MOST_BYTES,
    MOST_CELL_CHARACTERS,
    refuse_columns,
    refuse_rows,
)
from app.domain.errors import FileProblemError
from app.i18n import _

SEPARATORS = ("\t", ";", ",", "|")
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
    for candidate in SEPARATORS:
        score = _agreement(text[:_LOOK_AT_CHARACTERS], candidate)
        if score > best:
            best, separator = score, candidate
    return separator


def _agreement(text: str, separator: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
            if any(cell.strip() for cell in cells):
                widths.append(len(cells))
            if len(widths) == _LOOK_AT_ROWS:
                break
    except csv.Error:
        return 0.0, 0
    several = Counter(width for width in widths if width > 1)
    if not several:
        return 0.0, 0
    width, times = several.most_common(1)[0]
    return round(times / len(widths), 1), width


def rows_of(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Yield (row number from 1, cells) of every row, the blank ones too.

    Raises:
        FileProblemError: for a quotation mark that is never closed, or a table too large.

    """
    if text[:4].lower() == "sep=" and text[4:5] == separator:
        text = text[5:]
        # The line's own end stays, so that rows keep their numbers.
    csv.field_size_limit(MOST_BYTES)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    number = 0
    filled = 0
    try:
        for number, cells in enumerate(reader, 1):
            filled += any(cells)
            refuse_rows(name, filled - 1)
            refuse_columns(name, number, len(cells))
            for column, cell in enumerate(cells, 1):
                if len(cell) > MOST_CELL_CHARACTERS:
                    raise _never_closed(name, number, column)
            yield number, cells
    except csv.Error as error:
        raise _never_closed(name, number + 1, 1) from error


def _never_closed(name: str, row: int, column: int) -> FileProblemError:
    return FileProblemError(
        _("“{name}”, row {row}, column {column}: a cell there has no end.").format(
            name=name, row=row, column=column
        ),
        safe=_("Nothing was imported."),
        remedy=_("Look for a quotation mark without its partner in that row."),
    )

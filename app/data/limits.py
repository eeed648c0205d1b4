"""How large a file of people or data may be: larger ones are something else, or need a filter."""

from app.domain.errors import FileProblemError
from app.i18n import _

MOST_BYTES = 20 * 1024 * 1024
MOST_ROWS = 50_000
MOST_COLUMNS = 500
MOST_CELLS = 750_000
"""What is in memory as a whole: some 130 MB in the reader, and 60 MB in the program after it."""

MOST_PEOPLE = 2_000
"""A workshop has forty people; a file with more than this is something else."""

MOST_CELL_CHARACTERS = 32_767
"""What a spreadsheet's cell can hold; more in one cell is a quotation mark never closed."""


def refuse_bytes(name: str, size: int) -> None:
    """Refuse more bytes than `MOST_BYTES`.

    Raises:
        FileProblemError: naming size and limit.

    """
    if size > MOST_BYTES:
        raise _too_large(
            name,
            _("it has {size} MB, and {most} MB is the most that can be read here").format(
                size=round(size / 1024 / 1024), most=MOST_BYTES // 1024 // 1024
            ),
        )


def refuse_rows(name: str, row: int) -> None:
    """Refuse row ``row`` beyond `MOST_ROWS`.

    Raises:
        FileProblemError: naming the row.

    """
    if row > MOST_ROWS:
        raise _too_large(
            name,
            _("it goes on after row {row}, and that is the most that can be read here").format(
                row=MOST_ROWS
            ),
        )


def refuse_cells(name: str, cells: int) -> None:
    """Refuse more cells than `MOST_CELLS`.

    Raises:
        FileProblemError: naming the limit.

    """
    if cells > MOST_CELLS:
        raise _too_large(
            name,
            _("it has more than {most} cells, and that is the most that can be read here").format(
                most=f"{MOST_CELLS:,}"
            ),
        )


def refuse_people(name: str, rows: int) -> None:
    """Refuse more people than `MOST_PEOPLE`.

    Raises:
        FileProblemError: naming how many there are.

    """
    if rows > MOST_PEOPLE:
        raise _too_large(
            name,
            _("it has {rows} rows, and {most} people are the most for one workshop").format(
                rows=rows, most=MOST_PEOPLE
            ),
        )


def refuse_columns(name: str, row: int, columns: int) -> None:
    """Refuse a row with more columns than `MOST_COLUMNS`.

    Raises:
        FileProblemError: naming the row.

    """
    if columns > MOST_COLUMNS:
        raise _too_large(
            name,
            _("row {row} has {columns} columns, and {most} is the most that can be read").format(
                row=row, columns=columns, most=MOST_COLUMNS
            ),
        )


def _too_large(name: str, why: str) -> FileProblemError:
    return FileProblemError(
        _("“{name}” is too large: {why}.").format(name=name, why=why),
        safe=_("Nothing was imported."),
        remedy=_("Keep only the rows and columns that you need, and choose that file."),
    )

"""What one picture shows of a dataset: student groups in rows; years or schools side by side.

Nothing is added up here and nothing is filled in: a place that the file leaves out stays empty.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.measures import Dataset, Measure

MOST_COLUMNS = 6
"""Years or schools side by side that a room can still read; more become a picture each."""

Key = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class BoardRow:
    """One line: a measure that names it, and one for each column, None where there is none."""

    first: Measure
    cells: tuple[Measure | None, ...]
    by_place: bool = False

    @property
    def given(self) -> tuple[Measure, ...]:
        """Return the measures that the file has."""
        return tuple(cell for cell in self.cells if cell is not None)


@dataclass(frozen=True, kw_only=True)
class Board:
    """One picture of a dataset.

    Attributes:
        title: what tells it from the dataset's other pictures; "" where it is the only one.
        columns: years in their order, or places in the file's; one with no name where nothing
            stands side by side.
        rows: student groups in the file's order; places, where there is one group only.

    """

    title: str
    columns: tuple[str, ...]
    rows: tuple[BoardRow, ...]

    @property
    def measures(self) -> tuple[Measure, ...]:
        """Return every measure in it, line by line."""
        return tuple(measure for row in self.rows for measure in row.given)

    def part(self, lines: slice, *, columns: slice) -> "Board":
        """Return the same with some of its lines and columns."""
        rows = [replace(row, cells=row.cells[columns]) for row in self.rows[lines]]
        return replace(self, columns=self.columns[columns], rows=tuple(rows))


def boards_of(dataset: Dataset) -> tuple[Board, ...]:
    """Return a dataset's pictures in the file's order.

    Several years of one place stand side by side; so do a few places in one year. Of more places
    than can be read the district's is taken, or each gets a picture. One group at many places
    becomes a line for each place.
    """
    found: dict[Key, list[Measure]] = {}
    for row in dataset.rows:
        found.setdefault((row.metric, row.grade, row.subject), []).append(row)
    boards = [board for key, rows in found.items() for board in _boards(key, rows)]
    if len(boards) == 1:
        return (replace(boards[0], title=""),)
    return tuple(boards)


def _boards(key: Key, rows: Sequence[Measure]) -> list[Board]:
    places = _unlike(rows, "organisation")
    years = sorted(_unlike(rows, "year"))
    if len(places) > 1 and len(years) == 1:
        if len(_unlike(rows, "student_group")) == 1 and len(places) > 2:
            return [_by_place(key, rows)]
        if len(places) <= MOST_COLUMNS:
            return [_beside(_named(key, years), rows, "organisation", places)]
    own = [row for row in rows if row.level == "district"]
    if len(places) > 1 and own:
        return _boards(key, own) if len(own) < len(rows) else _each(key, rows, places)
    if len(places) > 1:
        return _each(key, rows, places)
    shown = years[-MOST_COLUMNS:]
    return [_beside(_named(key, [*places, *years[: len(years) == 1]]), rows, "year", shown)]


def _each(key: Key, rows: Sequence[Measure], places: Sequence[str]) -> list[Board]:
    parts = [[row for row in rows if row.organisation == place] for place in places]
    return [board for part in parts for board in _boards(key, part)]


def _beside(title: str, rows: Sequence[Measure], by: str, columns: Sequence[str]) -> Board:
    at = {(row.student_group, getattr(row, by)): row for row in reversed(rows)}
    firsts = {row.student_group: row for row in reversed(rows)}
    groups = list(dict.fromkeys(row.student_group for row in rows))
    return Board(
        title=title,
        columns=tuple(columns) if len(columns) > 1 else ("",),
        rows=tuple(
            BoardRow(
                first=firsts[group], cells=tuple(at.get((group, column)) for column in columns)
            )
            for group in groups
        ),
    )


def _by_place(key: Key, rows: Sequence[Measure]) -> Board:
    at = {row.organisation: row for row in reversed(rows)}
    places = _unlike(rows, "organisation")
    title = _named(key, [rows[0].student_group, rows[0].year])
    lines = (BoardRow(first=at[place], cells=(at[place],), by_place=True) for place in places)
    return Board(title=title, columns=("",), rows=tuple(lines))


def _named(key: Key, more: Sequence[str]) -> str:
    metric, grade, subject = key
    parts = [metric, *more, grade, subject]
    return " · ".join(dict.fromkeys(part for part in parts if part))


def _unlike(rows: Sequence[Measure], name: str) -> list[str]:
    """Return the different values of an attribute, in the file's order."""
    return list(dict.fromkeys(getattr(row, name) for row in rows))

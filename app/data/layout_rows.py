"""What the readers of public layouts share: rows by header, and cells put into measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.data.student_groups import group_id_of
from app.data.values import Value, read_value
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus

Cells = Mapping[str, str]
"""A row's cells by their header in lower case."""


def records(table: RawTable) -> Iterator[tuple[RawRow, Cells]]:
    """Yield each row with its cells by header, in lower case."""
    names = [name.casefold() for name in table.header]
    for row in table.rows:
        yield row, dict(zip(names, (cell.strip() for cell in row.cells), strict=True))


def are_of_one(table: RawTable, columns: Sequence[str]) -> bool:
    """Tell whether shares are written from 0 to 1: no number of these columns is above 1."""
    numbers = [
        found.value
        for _row, cells in records(table)
        for column in columns
        if (found := read_value(cells.get(column, ""))) and found.is_number
        if found.value is not None and not found.percent_sign
    ]
    return bool(numbers) and max(numbers) <= 1.0


def with_value(base: Measure, value: Value | None, group: str, written: str = "") -> Measure:
    """Return a measure with a value; a cell that cannot be read is missing, as written."""
    value = value or Value(status=MeasureStatus.MISSING, as_written=written)
    return replace(
        base,
        student_group=group,
        group_id=group_id_of(group),
        value=value.value,
        low=value.low,
        high=value.high,
        status=value.status,
        as_written=value.as_written,
    )

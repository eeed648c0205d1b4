"""The table that this program writes of its own district data, read back as it was written."""

from dataclasses import replace
from math import isfinite

from app.data.layout_rows import Rows, column_names
from app.data.student_groups import group_id_of
from app.domain.data_table import COLUMNS, status_of
from app.domain.importing import RawTable
from app.domain.measures import Measure, MeasureStatus
from app.domain.spreadsheet_text import unguarded

ALIASES: dict[str, str] = {}


def own_table(table: RawTable) -> list[Measure]:
    """Read every row; a number counts only where its status says that it is one."""
    rows = Rows(table, ALIASES)
    found: list[Measure] = []
    for _row, cells in rows:
        texts = {name: unguarded(cells.get(name, "")) for name in COLUMNS}
        status = status_of(texts["status"])
        reported, blurred = status is MeasureStatus.REPORTED, status is MeasureStatus.RANGE
        number = _number(texts["value"]) if reported else None
        # A blank is what was written: a place may be called what a student group is.
        group_id = texts["group_id"]
        if "group_id" not in cells:
            group_id = group_id_of(texts["student_group"])
        found.append(
            Measure(
                metric=texts["metric"],
                organisation=texts["organisation"],
                organisation_id=texts["organisation_id"],
                level=texts["level"],
                year=texts["year"],
                grade=texts["grade"],
                subject=texts["subject"],
                student_group=texts["student_group"],
                group_id=group_id,
                value=number,
                low=_number(texts["low"]) if blurred else None,
                high=_number(texts["high"]) if blurred else None,
                numerator=_number(texts["numerator"]),
                denominator=_number(texts["denominator"]),
                status=MeasureStatus.MISSING if reported and number is None else status,
                as_written=texts["as_written"],
                file=texts["source_file"],
                row=int(_number(texts["source_row"]) or 0),
                column=texts["source_column"],
                relation=texts["relation"],
            )
        )
    return found


def _number(text: str) -> float | None:
    """Return the number in a text; "nan" and "inf" are none, no chart could draw them."""
    try:
        number = float(text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def titles_of(table: RawTable) -> tuple[str, ...]:
    """Return the datasets that the table holds, in its order."""
    place = _place(table, "title")
    return tuple(dict.fromkeys(unguarded(row.cells[place].strip()) for row in table.rows))


def part_of(table: RawTable, title: str) -> RawTable:
    """Return the rows of one dataset."""
    place = _place(table, "title")
    kept = (row for row in table.rows if unguarded(row.cells[place].strip()) == title)
    return replace(table, rows=tuple(kept))


def facts_of(table: RawTable) -> dict[str, str]:
    """Return what the table's first row says of its whole dataset: unit, kind and so on."""
    names = ("title", "unit", "kind", "dimensions", "source")
    first = table.rows[0].cells
    return {name: unguarded(first[_place(table, name)].strip()) for name in names}


def _place(table: RawTable, name: str) -> int:
    return column_names(table.header, ALIASES).index(name)

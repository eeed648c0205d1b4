"""The table that this program writes of its own district data, read back as it was written."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from math import isfinite

from app.data.layout_rows import Rows, column_names
from app.data.student_groups import group_id_of
from app.data.values import comma_is_decimal
from app.domain.data_table import COLUMNS, DATASET, status_of
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.domain.spreadsheet_text import unguarded

ALIASES: dict[str, str] = {}
_NUMBERS = frozenset({"value", "low", "high", "numerator", "denominator"})


def own_table(table: RawTable) -> list[Measure]:
    """Read every row; a number counts only where its status says that it is one."""
    rows = Rows(table, ALIASES)
    comma = _has_decimal_comma(table)
    found: list[Measure] = []
    for _row, cells in rows:
        texts = {name: unguarded(cells.get(name, "")) for name in COLUMNS}
        status = status_of(texts["status"])
        reported, blurred = status is MeasureStatus.REPORTED, status is MeasureStatus.RANGE
        number = _number(texts["value"], decimal_comma=comma) if reported else None
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
                low=_number(texts["low"], decimal_comma=comma) if blurred else None,
                high=_number(texts["high"], decimal_comma=comma) if blurred else None,
                numerator=_number(texts["numerator"], decimal_comma=comma),
                denominator=_number(texts["denominator"], decimal_comma=comma),
                status=MeasureStatus.MISSING if reported and number is None else status,
                as_written=texts["as_written"],
                file=texts["source_file"],
                row=int(_number(texts["source_row"]) or 0),
                column=texts["source_column"],
                relation=texts["relation"],
            )
        )
    return found


def unread(table: RawTable, measures: Sequence[Measure]) -> list[tuple[int, str]]:
    """Return (row, text) of each value whose status says that it is a number, and that is none."""
    place, status = _place(table, "value"), _place(table, "status")
    return [
        (row.number, row.cells[place].strip())
        for row, measure in zip(table.rows, measures, strict=True)
        if measure.status is MeasureStatus.MISSING
        and status_of(unguarded(row.cells[status])) is not MeasureStatus.MISSING
    ]


def _has_decimal_comma(table: RawTable) -> bool:
    """Tell how a spreadsheet wrote the numbers again: in much of the world as "94,2"."""
    names = column_names(table.header, ALIASES)
    columns = [n for n, name in enumerate(names) if name in _NUMBERS]
    return comma_is_decimal(cell for index in columns for cell in table.column(index))


def _number(text: str, *, decimal_comma: bool = False) -> float | None:
    """Return the number in a text; "nan" and "inf" are none, no chart could draw them."""
    try:
        number = float(text.replace(",", ".") if decimal_comma else text)
    except ValueError:
        return None
    return number if isfinite(number) else None


def titles_of(table: RawTable) -> tuple[str, ...]:
    """Return the datasets that the table holds, in its order; two of one title are numbered."""
    return tuple(_parts(table))


def part_of(table: RawTable, title: str) -> RawTable:
    """Return the rows of one dataset, as :func:`titles_of` names it."""
    return replace(table, rows=tuple(_parts(table)[title]))


def _parts(table: RawTable) -> dict[str, list[RawRow]]:
    names, place = column_names(table.header, ALIASES), _place(table, "title")
    number = names.index(DATASET) if DATASET in names else None
    found: dict[tuple[str, str], list[RawRow]] = {}
    for row in table.rows:
        which = row.cells[number].strip() if number is not None else ""
        found.setdefault((unguarded(row.cells[place].strip()), which), []).append(row)
    times, parts = Counter[str](), dict[str, list[RawRow]]()
    for (title, _which), rows in found.items():
        times[title] += 1
        label = title if times[title] == 1 else f"{title} ({times[title]})"
        while label in parts:
            label += " "
        parts[label] = rows
    return parts


def facts_of(table: RawTable) -> dict[str, str]:
    """Return what the table's first row says of its whole dataset: unit, kind and so on."""
    names = ("title", "unit", "kind", "dimensions", "source")
    first = table.rows[0].cells
    return {name: unguarded(first[_place(table, name)].strip()) for name in names}


def _place(table: RawTable, name: str) -> int:
    return column_names(table.header, ALIASES).index(name)

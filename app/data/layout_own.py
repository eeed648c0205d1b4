"""The table that this program writes of its own district data, read back as it was written."""

from app.data.layout_rows import Rows
from app.data.student_groups import group_id_of
from app.domain.data_table import COLUMNS, status_of
from app.domain.importing import RawTable
from app.domain.measures import Measure, MeasureStatus

ALIASES: dict[str, str] = {}


def own_table(table: RawTable) -> list[Measure]:
    """Read every row; a number counts only where its status says that it is one."""
    rows = Rows(table, ALIASES)
    found: list[Measure] = []
    for row, cells in rows:
        texts = {name: _bare(cells.get(name, "")) for name in COLUMNS}
        status = status_of(texts["status"])
        reported, blurred = status is MeasureStatus.REPORTED, status is MeasureStatus.RANGE
        number = _number(texts["value"]) if reported else None
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
                group_id=group_id_of(texts["student_group"]) or texts["group_id"],
                value=number,
                low=_number(texts["low"]) if blurred else None,
                high=_number(texts["high"]) if blurred else None,
                numerator=_number(texts["numerator"]),
                denominator=_number(texts["denominator"]),
                status=MeasureStatus.MISSING if reported and number is None else status,
                as_written=texts["as_written"],
                file=texts["source_file"] or table.name,
                row=int(_number(texts["source_row"]) or row.number),
                column=texts["source_column"],
            )
        )
    return found


def _bare(text: str) -> str:
    """Return a text without the apostrophe that keeps a spreadsheet from running it."""
    return text[1:] if text[:1] == "'" and text[1:2] else text


def _number(text: str) -> float | None:
    try:
        return float(text) if text else None
    except ValueError:
        return None

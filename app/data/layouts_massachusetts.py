"""Massachusetts' public files: enrollment (wide), state test and graduation (long)."""

from dataclasses import replace

from app.data.layout_rows import Cells, are_of_one, records, with_value
from app.data.values import Value, as_percent, read_value
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import N_, _

S = MeasureStatus

_SHARES = {
    "wh_pct": "White",
    "baa_pct": "Black",
    "hl_pct": "Hispanic",
    "as_pct": "Asian",
    "aian_pct": "Native American",
    "nhpi_pct": "Pacific Islander",
    "mnhl_pct": "Two or more races",
}
_COUNTS = {
    "el_cnt": "English learners",
    "swd_cnt": "Students with disabilities",
    "li_cnt": "Low income",
    "ecd_cnt": "Economically disadvantaged",
}
_LOW_INCOME_SINCE = 2022
_TOO_FEW_TESTED = 10
_TOO_FEW_IN_COHORT = 6


def _base(row: RawRow, cells: Cells, metric: str) -> Measure:
    level = cells.get("org_type", "").casefold()
    return Measure(
        metric=metric,
        organisation=cells.get("org_name", "") or cells.get("dist_name", ""),
        level="school" if "school" in level else "state" if "state" in level else "district",
        year=cells.get("sy", ""),
        row=row.number,
    )


def enrollment(table: RawTable) -> list[Measure]:
    """Read shares of enrollment; counts become shares of the total, both kept.

    Low-income students are ``ecd_cnt`` up to 2021 and ``li_cnt`` after, by another definition.
    """
    of_one = are_of_one(table, list(_SHARES))
    found: list[Measure] = []
    for row, cells in records(table):
        base = _base(row, cells, _("Share of enrollment"))
        total = read_value(cells.get("total_cnt", ""))
        for column, group in _SHARES.items():
            if column in cells:
                value = read_value(cells[column], most=100.0)
                shown = as_percent(value, of_one=of_one) if value else None
                found.append(with_value(base, shown, group, cells[column]))
        for column, group in _COUNTS.items():
            if column in cells and not _other_definition(column, cells):
                found.append(_share(base, cells[column], total, group))
    return found


def _other_definition(column: str, cells: Cells) -> bool:
    """Tell whether a low-income column belongs to other years than this row's."""
    year = cells.get("sy", "")[-4:]
    if column not in ("li_cnt", "ecd_cnt") or not year.isdigit():
        return False
    return (int(year) >= _LOW_INCOME_SINCE) != (column == "li_cnt")


def _share(base: Measure, cell: str, total: Value | None, group: str) -> Measure:
    count = read_value(cell)
    if count is None or not count.is_number or not total or not total.value:
        status = count.status if count and not count.is_number else S.MISSING
        return with_value(base, Value(status=status, as_written=cell), group)
    assert count.value is not None
    share = round(100 * count.value / total.value, 8)
    written = _("{part} of {total}").format(part=cell, total=total.as_written)
    measure = with_value(base, Value(status=S.REPORTED, value=share, as_written=written), group)
    return replace(measure, numerator=count.value, denominator=total.value)


_TESTS = {
    "m_plus_e_pct": N_("Meeting or exceeding expectations"),
    "nm_pct": N_("Not meeting expectations"),
    "stu_part_pct": N_("Took part in the test"),
}


def assessment(table: RawTable) -> list[Measure]:
    """Read shares of students by test result; groups too small are blank in the file."""
    columns = [column for column in _TESTS if column in {h.casefold() for h in table.header}]
    of_one = are_of_one(table, columns)
    found: list[Measure] = []
    for row, cells in records(table):
        for column in columns:
            base = replace(
                _base(row, cells, _(_TESTS[column])),
                subject=cells.get("subject_code", ""),
                grade=cells.get("test_grade", ""),
            )
            found.append(_rate(base, cells, column, "stu_cnt", _TOO_FEW_TESTED, of_one))
    return found


def graduation(table: RawTable) -> list[Measure]:
    """Read graduation rates; each kind of rate is a metric of its own."""
    of_one = are_of_one(table, ["grad_pct"])
    return [
        _rate(
            _base(row, cells, cells.get("grad_rate_type", "")),
            cells, "grad_pct", "cohort_cnt", _TOO_FEW_IN_COHORT, of_one,
        )
        for row, cells in records(table)
    ]  # fmt: skip


def _rate(base: Measure, cells: Cells, column: str, of: str, too_few: int, of_one: bool) -> Measure:
    value = read_value(cells.get(column, ""), most=100.0)
    count = read_value(cells.get(of, ""))
    size = count.value if count else None
    if value and value.status is S.MISSING and size is not None and size < too_few:
        value = replace(value, status=S.SUPPRESSED)
    shown = as_percent(value, of_one=of_one) if value else None
    measure = with_value(base, shown, cells.get("stu_grp", ""), cells.get(column, ""))
    return replace(measure, denominator=size)

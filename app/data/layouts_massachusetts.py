"""Massachusetts' public files: enrollment (wide), state test and graduation (long)."""

from dataclasses import replace

from app.data.layout_rows import Cells, Places, Rows, code_of, ending_year, with_value
from app.data.values import Value, as_percent, is_a_minimum, too_few_of
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import N_, _

S = MeasureStatus

ALIASES = {
    "school_year": "sy",
    "year": "sy",
    "fiscal_year": "sy",
    "district_code": "dist_code",
    "district_name": "dist_name",
    "organization_code": "org_code",
    "school_code": "org_code",
    "organization_name": "org_name",
    "school_name": "org_name",
    "organization_type": "org_type",
    "student_group": "stu_grp",
    "student_subgroup": "stu_grp",
    "subgroup": "stu_grp",
    "subject": "subject_code",
    "grade": "test_grade",
    "student_count": "stu_cnt",
    "m_e_pct": "m_plus_e_pct",
    "graduation_rate_type": "grad_rate_type",
    "rate_type": "grad_rate_type",
    "graduated_pct": "grad_pct",
    "pct_graduated": "grad_pct",
    "cohort_count": "cohort_cnt",
    "total_enrollment": "total_cnt",
    "total_count": "total_cnt",
    "white": "wh_pct",
    "white_pct": "wh_pct",
    "african_american": "baa_pct",
    "african_american_black": "baa_pct",
    "black_or_african_american": "baa_pct",
    "black_pct": "baa_pct",
    "hispanic": "hl_pct",
    "hispanic_latino": "hl_pct",
    "hispanic_pct": "hl_pct",
    "asian": "as_pct",
    "asian_pct": "as_pct",
    "native_american": "aian_pct",
    "american_indian_or_alaska_native": "aian_pct",
    "native_hawaiian_pacific_islander": "nhpi_pct",
    "native_hawaiian_or_other_pacific_islander": "nhpi_pct",
    "multi_race_non_hispanic": "mnhl_pct",
    "multi_race_non_hispanic_latino": "mnhl_pct",
}
"""What the state called its columns in other years, and in its Excel exports."""

SHARES = {
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
_LOW_INCOME = ("li_cnt", "ecd_cnt")
_LOW_INCOME_SINCE = 2022
_TOO_FEW_TESTED = 10
_TOO_FEW_IN_COHORT = 6
_TOO_FEW = (_TOO_FEW_IN_COHORT, _TOO_FEW_TESTED)
"""Smaller groups are not published: "<10" among shares says that, or ten percent, so neither."""

_CODE_DIGITS = 8


class _Reader:
    """Rows of one table, each with the measure that its values begin with."""

    def __init__(self, table: RawTable) -> None:
        self.rows = Rows(table, ALIASES)
        self._file = table.name
        self._places = Places([self._place(cells) for _row, cells in self.rows])

    def _place(self, cells: Cells) -> tuple[str, str, str]:
        district = cells.get("dist_name", "")
        code = cells.get("org_code", "") or cells.get("dist_code", "")
        return code_of(code, _CODE_DIGITS), cells.get("org_name", "") or district, district

    def base(self, row: RawRow, cells: Cells, metric: str) -> Measure:
        code, name, district = self._place(cells)
        return Measure(
            metric=metric,
            organisation=self._places.name(code, name, district),
            organisation_id=code,
            level=_level(cells),
            year=cells.get("sy", ""),
            file=self._file,
            row=row.number,
        )


def _level(cells: Cells) -> str:
    """Return the level; the state also writes "Public School District" and "Charter District"."""
    written = cells.get("org_type", "").casefold()
    for level in ("district", "state", "school"):
        if level in written:
            return level
    codes = cells.get("org_code", ""), cells.get("dist_code", "")
    return "school" if all(codes) and codes[0] != codes[1] else "district"


def enrollment(table: RawTable) -> list[Measure]:
    """Read shares of enrollment; counts become shares of the total, both kept.

    Low-income students are ``ecd_cnt`` up to 2021 and ``li_cnt`` after, by another definition.
    """
    reader = _Reader(table)
    rows = reader.rows
    of_one = rows.are_of_one(list(SHARES))
    both = set(_LOW_INCOME) <= set(rows.names)
    found: list[Measure] = []
    for row, cells in rows:
        base = reader.base(row, cells, _("Share of enrollment"))
        total = rows.value(cells.get("total_cnt", ""))
        for column, group in SHARES.items():
            if column in cells:
                shown = _percent(rows.value(cells[column], most=100.0), of_one=of_one)
                at = replace(base, column=rows.header(column))
                found.append(with_value(at, shown, group, cells[column]))
        for column, group in _COUNTS.items():
            if column in cells and not (both and _other_definition(column, cells)):
                at = replace(base, column=rows.header(column))
                found.append(_share(at, cells[column], rows.value(cells[column]), total, group))
    return found


def _other_definition(column: str, cells: Cells) -> bool:
    """Tell whether a low-income column belongs to other years than this row's."""
    year = ending_year(cells.get("sy", ""))
    if column not in _LOW_INCOME or year is None:
        return False
    return (year >= _LOW_INCOME_SINCE) != (column == "li_cnt")


def _share(
    base: Measure, cell: str, count: Value | None, total: Value | None, group: str
) -> Measure:
    if count and count.status is S.RANGE and total and total.value:
        return _share_range(base, count, total, group)
    if count is None or count.value is None or not total or not total.value:
        status = count.status if count and not count.is_number else S.MISSING
        return with_value(base, Value(status=status, as_written=cell), group)
    share = round(100 * count.value / total.value, 8)
    written = _("{part} of {total}").format(part=cell, total=total.as_written)
    measure = with_value(base, Value(status=S.REPORTED, value=share, as_written=written), group)
    return replace(measure, numerator=count.value, denominator=total.value)


def _share_range(base: Measure, count: Value, total: Value, group: str) -> Measure:
    """Return what fewer than so many students are of all, as a range; of no more than all."""
    assert total.value is not None
    written = _("{part} of {total}").format(part=count.as_written, total=total.as_written)
    low, high = (
        None if end is None else min(100.0, round(100 * end / total.value, 8))
        for end in (count.low, count.high)
    )
    value = Value(status=S.RANGE, low=low, high=100.0 if high is None else high, as_written=written)
    return replace(with_value(base, value, group), denominator=total.value)


def _percent(value: Value | None, *, of_one: bool) -> Value | None:
    """Return a cell among shares as a percentage; one that names the least size, as suppressed."""
    if value is None:
        return None
    if is_a_minimum(value, _TOO_FEW):
        return too_few_of(value)
    return as_percent(value, of_one=of_one)


_TESTS = {
    "m_plus_e_pct": N_("Meeting or exceeding expectations"),
    "nm_pct": N_("Not meeting expectations"),
    "stu_part_pct": N_("Took part in the test"),
}


def assessment(table: RawTable) -> list[Measure]:
    """Read shares of students by test result; groups too small are blank in the file."""
    reader = _Reader(table)
    columns = [column for column in _TESTS if column in reader.rows.names]
    of_one = reader.rows.are_of_one(columns)
    found: list[Measure] = []
    for row, cells in reader.rows:
        for column in columns:
            base = replace(
                reader.base(row, cells, _(_TESTS[column])),
                subject=cells.get("subject_code", ""),
                grade=cells.get("test_grade", ""),
                column=reader.rows.header(column),
            )
            found.append(
                _rate(reader.rows, base, cells, column, "stu_cnt", _TOO_FEW_TESTED, of_one)
            )
    return found


def graduation(table: RawTable) -> list[Measure]:
    """Read graduation rates; each kind of rate is a metric of its own."""
    reader = _Reader(table)
    of_one = reader.rows.are_of_one(["grad_pct"])
    column = reader.rows.header("grad_pct")
    return [
        _rate(
            reader.rows,
            replace(reader.base(row, cells, cells.get("grad_rate_type", "")), column=column),
            cells, "grad_pct", "cohort_cnt", _TOO_FEW_IN_COHORT, of_one,
        )
        for row, cells in reader.rows
    ]  # fmt: skip


def _rate(
    rows: Rows, base: Measure, cells: Cells, column: str, of: str, too_few: int, of_one: bool
) -> Measure:
    value = rows.value(cells.get(column, ""), most=100.0)
    size = rows.value(cells.get(of, ""))
    if value and value.status is S.MISSING and size and _is_small(size, too_few):
        value = replace(value, status=S.SUPPRESSED)
    shown = _percent(value, of_one=of_one)
    measure = with_value(base, shown, cells.get("stu_grp", ""), cells.get(column, ""))
    return replace(measure, denominator=size.value if size else None)


def _is_small(size: Value, too_few: int) -> bool:
    """Tell whether a group is too small to be published, or is not told for that reason."""
    if size.status is S.RANGE and size.high is not None:
        return size.high <= too_few
    return size.status is S.SUPPRESSED or (size.value is not None and size.value < too_few)

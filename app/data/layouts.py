"""Public layouts of district data, recognised by their headers, read into measures.

Each reader takes the whole table and gives every measure in it; choosing one year, one school and
one kind of rate comes after. Columns are found by name, never by place.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from app.data.student_groups import group_id_of
from app.data.values import Value, as_percent, read_value, reason_code
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import N_, _

S = MeasureStatus
Cells = Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """One public layout.

    Attributes:
        id: what a preview calls it.
        name: for people (an English literal, translated when shown).
        needs: headers that must be there, as patterns.
        read: table → measures.
        kind, unit: as in a dataset.
        dimensions: the dimensions that such data informs, by number.
        ask_metric: whether the kind of number is the user's choice: four graduation rates are
            four stories.

    """

    id: str
    name: str
    needs: tuple[str, ...]
    read: Callable[[RawTable], list[Measure]]
    kind: str = "outcome"
    unit: str = "percent"
    dimensions: tuple[int, ...] = ()
    ask_metric: bool = False


def recognise(table: RawTable) -> Layout | None:
    """Return the layout of a table, or None."""
    names = [name.casefold() for name in table.header]
    for layout in LAYOUTS:
        if all(any(re.fullmatch(need, name) for name in names) for need in layout.needs):
            return layout
    return None


def _records(table: RawTable) -> Iterator[tuple[RawRow, Cells]]:
    names = [name.casefold() for name in table.header]
    for row in table.rows:
        yield row, dict(zip(names, (cell.strip() for cell in row.cells), strict=True))


def _of_one(table: RawTable, columns: Sequence[str]) -> bool:
    """Tell whether shares are written from 0 to 1: no number of these columns is above 1."""
    numbers = [
        found.value
        for _row, cells in _records(table)
        for column in columns
        if (found := read_value(cells.get(column, ""))) and found.is_number
        if found.value is not None and not found.percent_sign
    ]
    return bool(numbers) and max(numbers) <= 1.0


def _measure(base: Measure, value: Value | None, group: str, written: str = "") -> Measure:
    """Return a measure with a value; a cell that cannot be read is missing, as written."""
    value = value or Value(status=S.MISSING, as_written=written)
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


# ---------------------------------------------------------------- Massachusetts

_MA_SHARES = {
    "wh_pct": "White",
    "baa_pct": "Black",
    "hl_pct": "Hispanic",
    "as_pct": "Asian",
    "aian_pct": "Native American",
    "nhpi_pct": "Pacific Islander",
    "mnhl_pct": "Two or more races",
}
_MA_COUNTS = {
    "el_cnt": "English learners",
    "swd_cnt": "Students with disabilities",
    "li_cnt": "Low income",
    "ecd_cnt": "Economically disadvantaged",
}
_LOW_INCOME_SINCE = 2022
_TOO_FEW_TESTED = 10
_TOO_FEW_IN_COHORT = 6


def _ma_base(row: RawRow, cells: Cells, metric: str) -> Measure:
    level = cells.get("org_type", "").casefold()
    return Measure(
        metric=metric,
        organisation=cells.get("org_name", "") or cells.get("dist_name", ""),
        level="school" if "school" in level else "state" if "state" in level else "district",
        year=cells.get("sy", ""),
        row=row.number,
    )


def _ma_enrollment(table: RawTable) -> list[Measure]:
    """Read shares of enrollment; counts become shares of the total, both kept.

    Low-income students are ``ecd_cnt`` up to 2021 and ``li_cnt`` after, by another definition.
    """
    of_one = _of_one(table, list(_MA_SHARES))
    found: list[Measure] = []
    for row, cells in _records(table):
        base = _ma_base(row, cells, _("Share of enrollment"))
        total = read_value(cells.get("total_cnt", ""))
        for column, group in _MA_SHARES.items():
            if column in cells:
                value = read_value(cells[column], most=100.0)
                shown = as_percent(value, of_one=of_one) if value else None
                found.append(_measure(base, shown, group, cells[column]))
        for column, group in _MA_COUNTS.items():
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
        return _measure(base, Value(status=status, as_written=cell), group)
    assert count.value is not None
    share = round(100 * count.value / total.value, 8)
    written = _("{part} of {total}").format(part=cell, total=total.as_written)
    measure = _measure(base, Value(status=S.REPORTED, value=share, as_written=written), group)
    return replace(measure, numerator=count.value, denominator=total.value)


_MA_TESTS = {
    "m_plus_e_pct": N_("Meeting or exceeding expectations"),
    "nm_pct": N_("Not meeting expectations"),
    "stu_part_pct": N_("Took part in the test"),
}


def _ma_assessment(table: RawTable) -> list[Measure]:
    """Read shares of students by test result; groups too small are blank in the file."""
    columns = [column for column in _MA_TESTS if column in {h.casefold() for h in table.header}]
    of_one = _of_one(table, columns)
    found: list[Measure] = []
    for row, cells in _records(table):
        for column in columns:
            base = replace(
                _ma_base(row, cells, _(_MA_TESTS[column])),
                subject=cells.get("subject_code", ""),
                grade=cells.get("test_grade", ""),
            )
            found.append(_ma_rate(base, cells, column, "stu_cnt", _TOO_FEW_TESTED, of_one))
    return found


def _ma_graduation(table: RawTable) -> list[Measure]:
    """Read graduation rates; each kind of rate is a metric of its own."""
    of_one = _of_one(table, ["grad_pct"])
    return [
        _ma_rate(
            _ma_base(row, cells, cells.get("grad_rate_type", "")),
            cells, "grad_pct", "cohort_cnt", _TOO_FEW_IN_COHORT, of_one,
        )
        for row, cells in _records(table)
    ]  # fmt: skip


def _ma_rate(
    base: Measure, cells: Cells, column: str, of: str, too_few: int, of_one: bool
) -> Measure:
    value = read_value(cells.get(column, ""), most=100.0)
    count = read_value(cells.get(of, ""))
    size = count.value if count else None
    if value and value.status is S.MISSING and size is not None and size < too_few:
        value = replace(value, status=S.SUPPRESSED)
    shown = as_percent(value, of_one=of_one) if value else None
    measure = _measure(base, shown, cells.get("stu_grp", ""), cells.get(column, ""))
    return replace(measure, denominator=size)


# ---------------------------------------------------------------- federal files

_EDFACTS_RATE = re.compile(r"([a-z]{3})_rate_(\d{2})(\d{2})")
_EDFACTS_TEST = re.compile(r"([a-z]{3})_(mth|rla)(\d\d|hs)pctprof_(\d{2})(\d{2})")
_EDFACTS_GROUPS = {
    "all": "All students",
    "mam": "American Indian or Alaska Native",
    "mas": "Asian",
    "mbl": "Black",
    "mhi": "Hispanic",
    "mtr": "Two or more races",
    "mwh": "White",
    "cwd": "Students with disabilities",
    "ecd": "Economically disadvantaged",
    "fcs": "Foster care",
    "hom": "Homeless",
    "lep": "English learners",
}
_SUBJECTS = {"mth": N_("Mathematics"), "rla": N_("Reading and language arts")}


def _edfacts_base(row: RawRow, cells: Cells) -> Measure:
    school = cells.get("schnam", "")
    return Measure(
        metric="",
        organisation=school or cells.get("leanm", ""),
        level="school" if school else "district",
        row=row.number,
    )


def _edfacts_graduation(table: RawTable) -> list[Measure]:
    found: list[Measure] = []
    for row, cells in _records(table):
        base = replace(_edfacts_base(row, cells), metric=_("Graduated in four years"))
        for column, cell in cells.items():
            match = _EDFACTS_RATE.fullmatch(column)
            if match:
                cohort = read_value(cells.get(column.replace("_rate_", "_cohort_"), ""))
                measure = _measure(
                    replace(base, year=_school_year(match[2], match[3])),
                    read_value(cell, most=100.0), _EDFACTS_GROUPS.get(match[1], match[1]), cell,
                )  # fmt: skip
                found.append(replace(measure, denominator=cohort.value if cohort else None))
    return found


def _edfacts_assessment(table: RawTable) -> list[Measure]:
    found: list[Measure] = []
    for row, cells in _records(table):
        base = replace(_edfacts_base(row, cells), metric=_("Proficient or above"))
        for column, cell in cells.items():
            match = _EDFACTS_TEST.fullmatch(column)
            if match:
                tested = read_value(cells.get(column.replace("pctprof", "numvalid"), ""))
                grade = _("All grades") if match[3] == "00" else match[3].upper().lstrip("0")
                where = replace(
                    base, year=_school_year(match[4], match[5]),
                    subject=_(_SUBJECTS[match[2]]), grade=grade,
                )  # fmt: skip
                group = _EDFACTS_GROUPS.get(match[1], match[1])
                measure = _measure(where, read_value(cell, most=100.0), group, cell)
                found.append(replace(measure, denominator=tested.value if tested else None))
    return found


def _school_year(first: str, second: str) -> str:
    return f"20{first}–{second}"


_CRDC_GROUPS = {
    "bl": "Black",
    "hi": "Hispanic",
    "as": "Asian",
    "am": "American Indian or Alaska Native",
    "hp": "Pacific Islander",
    "wh": "White",
    "tr": "Two or more races",
    "el": "English learners",
    "lep": "English learners",
    "idea": "Students with disabilities",
}


def _crdc(table: RawTable) -> list[Measure]:
    """Read enrollment by school, and by district where every school reports it.

    The file's own ``TOT_`` columns count its reason codes as zero, so they are not read.
    """
    found: list[Measure] = []
    districts: dict[str, dict[str, list[Measure]]] = {}
    for row, cells in _records(table):
        for code, group in _CRDC_GROUPS.items():
            columns = [f"sch_enr_{code}_m", f"sch_enr_{code}_f", f"sch_enr_{code}_x"]
            parts = [cells[column] for column in columns if column in cells]
            if parts:
                base = Measure(
                    metric=_("Students enrolled"), organisation=cells.get("sch_name", ""),
                    level="school", row=row.number,
                )  # fmt: skip
                measure = _measure(base, _sum_of_cells(parts), group)
                found.append(measure)
                by_group = districts.setdefault(cells.get("lea_name", ""), {})
                by_group.setdefault(group, []).append(measure)
    totals = [
        _district_sum(name, group, schools)
        for name, by_group in districts.items()
        for group, schools in by_group.items()
    ]
    return [*totals, *found]


def _sum_of_cells(parts: Sequence[str]) -> Value:
    """Return the sum of a school's columns; one reason code makes the sum unknown."""
    values = [reason_code(part) or read_value(part) for part in parts]
    unknown = [value for value in values if value is None or not value.is_number]
    if unknown:
        first = unknown[0]
        return Value(status=first.status if first else S.MISSING, as_written=" + ".join(parts))
    total = sum(value.value or 0.0 for value in values if value)
    return Value(status=S.REPORTED, value=total, as_written=" + ".join(parts))


def _district_sum(name: str, group: str, schools: Sequence[Measure]) -> Measure:
    base = Measure(
        metric=_("Students enrolled"), organisation=name, level="district", row=schools[0].row
    )
    known = [school.value for school in schools if school.value is not None]
    if len(known) == len(schools):
        written = " + ".join(f"{value:g}" for value in known)
        return _measure(base, Value(status=S.REPORTED, value=sum(known), as_written=written), group)
    written = _("{known} of {all} schools report it").format(known=len(known), all=len(schools))
    return _measure(base, Value(status=S.MISSING, as_written=written), group)


LAYOUTS = (
    Layout(
        id="ma_graduation",
        name=N_("Massachusetts graduation rates"),
        needs=("grad_rate_type", "stu_grp", "grad_pct"),
        read=_ma_graduation,
        ask_metric=True,
        dimensions=(4, 7),
    ),
    Layout(
        id="ma_assessment",
        name=N_("Massachusetts state test"),
        needs=("subject_code", "stu_grp", "m_plus_e_pct"),
        read=_ma_assessment,
        dimensions=(4, 5),
    ),
    Layout(
        id="ma_enrollment",
        name=N_("Massachusetts enrollment"),
        needs=("sy", "total_cnt", r"(?:wh|hl|baa)_pct"),
        read=_ma_enrollment,
        kind="demographics",
        dimensions=(10,),
    ),
    Layout(
        id="edfacts_graduation",
        name=N_("EDFacts graduation rates"),
        needs=("leaid", r"all_rate_\d{4}"),
        read=_edfacts_graduation,
        dimensions=(4, 7),
    ),
    Layout(
        id="edfacts_assessment",
        name=N_("EDFacts state tests"),
        needs=("leaid", r"all_(?:mth|rla)(?:\d\d|hs)pctprof_\d{4}"),
        read=_edfacts_assessment,
        dimensions=(4, 5),
    ),
    Layout(
        id="crdc",
        name=N_("Civil Rights Data Collection, schools"),
        needs=("combokey", r"sch_enr_bl_m"),
        read=_crdc,
        kind="demographics",
        unit="count",
        dimensions=(10,),
    ),
)
"""Every layout known here, the more particular ones first."""

"""Federal public files: EDFacts graduation and tests (wide), and the civil-rights school file."""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.data.layout_rows import Cells, records, with_value
from app.data.values import Value, read_value, reason_code
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import N_, _

S = MeasureStatus

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


def edfacts_graduation(table: RawTable) -> list[Measure]:
    """Read graduation rates (``ALL_RATE_1819``), ranges and suppressed values as published."""
    found: list[Measure] = []
    for row, cells in records(table):
        base = replace(_edfacts_base(row, cells), metric=_("Graduated in four years"))
        for column, cell in cells.items():
            match = _EDFACTS_RATE.fullmatch(column)
            if match:
                cohort = read_value(cells.get(column.replace("_rate_", "_cohort_"), ""))
                measure = with_value(
                    replace(base, year=_school_year(match[2], match[3])),
                    read_value(cell, most=100.0), _EDFACTS_GROUPS.get(match[1], match[1]), cell,
                )  # fmt: skip
                found.append(replace(measure, denominator=cohort.value if cohort else None))
    return found


def edfacts_assessment(table: RawTable) -> list[Measure]:
    """Read shares of proficient students (``ALL_MTH00PCTPROF_1718``) by subject and grade."""
    found: list[Measure] = []
    for row, cells in records(table):
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
                measure = with_value(where, read_value(cell, most=100.0), group, cell)
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


def crdc(table: RawTable) -> list[Measure]:
    """Read enrollment by school, and by district where every school reports it.

    The file's own ``TOT_`` columns count its reason codes as zero, so they are not read.
    """
    found: list[Measure] = []
    districts: dict[str, dict[str, list[Measure]]] = {}
    for row, cells in records(table):
        for code, group in _CRDC_GROUPS.items():
            columns = [f"sch_enr_{code}_m", f"sch_enr_{code}_f", f"sch_enr_{code}_x"]
            parts = [cells[column] for column in columns if column in cells]
            if parts:
                base = Measure(
                    metric=_("Students enrolled"), organisation=cells.get("sch_name", ""),
                    level="school", row=row.number,
                )  # fmt: skip
                measure = with_value(base, _sum_of_cells(parts), group)
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
        return with_value(
            base, Value(status=S.REPORTED, value=sum(known), as_written=written), group
        )
    written = _("{known} of {all} schools report it").format(known=len(known), all=len(schools))
    return with_value(base, Value(status=S.MISSING, as_written=written), group)

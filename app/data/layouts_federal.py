"""EDFacts' public files: graduation and state tests, one column for each group and year."""

import re
from dataclasses import replace

from app.data.layout_rows import Cells, Places, Rows, code_of, with_value
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure
from app.i18n import N_, _

ALIASES = {
    "lea_name": "leanm",
    "leaname": "leanm",
    "agency_name": "leanm",
    "lea_id": "leaid",
    "sch_name": "schnam",
    "schname": "schnam",
    "school_name": "schnam",
}
"""What EDFacts called its columns in other years."""

_RATE = re.compile(r"([a-z]{1,3})_rate_(\d{2})(\d{2})")
_TEST = re.compile(r"([a-z]{1,3})_(mth|rla)(\d\d|hs)pctprof_(\d{2})(\d{2})")
_GROUPS = {
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
    "mig": "Migrant students",
    "mil": "Military-connected students",
    "f": "Girls",
    "m": "Boys",
}
_SUBJECTS = {"mth": N_("Mathematics"), "rla": N_("Reading and language arts")}
_DISTRICT_DIGITS, _SCHOOL_DIGITS = 7, 12


class _Reader:
    """Rows of one table, each with the measure that its values begin with."""

    def __init__(self, table: RawTable) -> None:
        self.rows = Rows(table, ALIASES)
        self._file = table.name
        self._places = Places([_place(cells) for _row, cells in self.rows])

    def base(self, row: RawRow, cells: Cells, metric: str) -> Measure:
        code, name, district = _place(cells)
        return Measure(
            metric=metric,
            organisation=self._places.name(code, name, district),
            organisation_id=code,
            level="school" if cells.get("schnam", "") else "district",
            file=self._file,
            row=row.number,
        )


def _place(cells: Cells) -> tuple[str, str, str]:
    district, school = cells.get("leanm", ""), cells.get("schnam", "")
    if school:
        return code_of(cells.get("ncessch", ""), _SCHOOL_DIGITS), school, district
    return code_of(cells.get("leaid", ""), _DISTRICT_DIGITS), district, cells.get("stnam", "")


def edfacts_graduation(table: RawTable) -> list[Measure]:
    """Read graduation rates (``ALL_RATE_1819``), ranges and suppressed values as published."""
    reader = _Reader(table)
    rows = reader.rows
    columns = [(name, match) for name in rows.names if (match := _RATE.fullmatch(name))]
    found: list[Measure] = []
    for row, cells in rows:
        base = reader.base(row, cells, _("Graduated in four years"))
        for name, match in columns:
            group, first, last = match.groups()
            cohort = rows.number(cells.get(name.replace("_rate_", "_cohort_"), ""))
            at = replace(base, year=_school_year(first, last), column=rows.header(name))
            value = rows.value(cells[name], most=100.0)
            measure = with_value(at, value, _GROUPS.get(group, group.upper()), cells[name])
            found.append(replace(measure, denominator=cohort))
    return found


def edfacts_assessment(table: RawTable) -> list[Measure]:
    """Read shares of proficient students (``ALL_MTH00PCTPROF_1718``) by subject and grade."""
    reader = _Reader(table)
    rows = reader.rows
    columns = [(name, match) for name in rows.names if (match := _TEST.fullmatch(name))]
    found: list[Measure] = []
    for row, cells in rows:
        base = reader.base(row, cells, _("Proficient or above"))
        for name, match in columns:
            group, subject, level, first, last = match.groups()
            tested = rows.number(cells.get(name.replace("pctprof", "numvalid"), ""))
            grade = _("All grades") if level == "00" else level.upper().lstrip("0")
            at = replace(
                base, year=_school_year(first, last), subject=_(_SUBJECTS[subject]), grade=grade,
                column=rows.header(name),
            )  # fmt: skip
            value = rows.value(cells[name], most=100.0)
            measure = with_value(at, value, _GROUPS.get(group, group.upper()), cells[name])
            found.append(replace(measure, denominator=tested))
    return found


def _school_year(first: str, second: str) -> str:
    return f"20{first}–{second}"

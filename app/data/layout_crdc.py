"""School files of the Civil Rights Data Collection: students by group, and teachers.

The collection comes as many files of one build: ``SCH_APENR_BL_F`` are the Black girls enrolled in
Advanced Placement, ``SCH_DISCWODIS_SINGOOS_BL_F`` those suspended once, ``SCH_ENR_BL_F`` all.

Negative numbers are reason codes. The file's own ``TOT_`` columns count them as zero, so they are
not read: a sum is made here only where every part of it is a number.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from app.data.district_sums import Sum, of_all_schools, share_of
from app.data.layout_rows import Cells, Places, Rows, code_of, is_of_all, with_value
from app.data.values import Value, reason_code
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import N_, _

S = MeasureStatus

ALIASES = {"school_name": "sch_name", "leaname": "lea_name", "lea_id": "leaid"}

ENROLLED = N_("Students enrolled")
NEW_TEACHERS = N_("Teachers in their first or second year")
CERTIFIED = N_("Teachers certified by the state")

COURSES = {
    "apenr": N_("Students in Advanced Placement"),
    "apmathenr": N_("Students in Advanced Placement, mathematics"),
    "apscienr": N_("Students in Advanced Placement, science"),
    "ibenr": N_("Students in the International Baccalaureate"),
    "gtenr": N_("Students in gifted and talented programs"),
    "dualenr": N_("Students in dual enrollment"),
    "algenr_g08": N_("Students in Algebra I in grade 8"),
    "mathenr_advm": N_("Students in advanced mathematics"),
    "mathenr_calc": N_("Students in calculus"),
    "scienr_chem": N_("Students in chemistry"),
    "scienr_phys": N_("Students in physics"),
}
CLIMATE = {
    "absent": N_("Students chronically absent"),
    "discwodis_iss": N_("In-school suspension, students without disabilities"),
    "discwodis_singoos": N_("One out-of-school suspension, students without disabilities"),
    "discwodis_multoos": N_(
        "More than one out-of-school suspension, students without disabilities"
    ),
    "discwodis_ref": N_("Referred to law enforcement, students without disabilities"),
    "discwodis_arr": N_("Arrested at school, students without disabilities"),
    "discwdis_iss_idea": N_("In-school suspension, students with disabilities"),
    "discwdis_singoos_idea": N_("One out-of-school suspension, students with disabilities"),
    "discwdis_multoos_idea": N_(
        "More than one out-of-school suspension, students with disabilities"
    ),
    "discwdis_ref_idea": N_("Referred to law enforcement, students with disabilities"),
    "discwdis_arr_idea": N_("Arrested at school, students with disabilities"),
}
"""What is counted, by the middle of its columns' names; others are called by that middle."""

_ENROLLMENT = "enr"
_NAMES = {_ENROLLMENT: ENROLLED, **COURSES, **CLIMATE}
_COUNTED = re.compile(r"sch_(\w+)_bl_m")
_RACES = ("hi", "am", "as", "hp", "bl", "wh", "tr")
_GROUPS = {
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
_SEXES = "mfx"
"""Boys, girls, and from 2021–22 on students who are neither of the two."""

_TEACHERS = "sch_fteteach_tot"
_STAFF = (
    (NEW_TEACHERS, ("sch_fteteach_fy", "sch_fteteach_sy")),
    (CERTIFIED, ("sch_fteteach_cert",)),
)
_DISTRICT_DIGITS, _SCHOOL_DIGITS = 7, 12


def crdc(table: RawTable) -> list[Measure]:
    """Read a school file; a district's numbers only where every one of its schools reports."""
    return _Reader(table).measures()


def names_a_school(cells: Cells) -> bool:
    """Tell whether a row is of one school: a total below them would count every student twice."""
    code = cells.get("combokey", "")
    return any(sign.isdigit() for sign in code) and not is_of_all(cells.get("sch_name", ""))


class _Reader:
    def __init__(self, table: RawTable) -> None:
        self._rows = Rows(table, ALIASES)
        self._file = table.name
        found = (_COUNTED.fullmatch(name) for name in self._rows.names)
        stems = dict.fromkeys(match[1] for match in found if match)
        self._stems = sorted(stems, key=lambda stem: stem != _ENROLLMENT)
        self._schools = Places([_school(cells) for _row, cells in self._rows])
        self._districts = Places([_district(cells) for _row, cells in self._rows])

    def measures(self) -> list[Measure]:
        """Return the districts' measures, then the schools'."""
        found: list[Measure] = []
        districts: dict[tuple[str, str, str], list[Measure]] = {}
        for row, cells in self._rows:
            if not names_a_school(cells):
                continue
            code, name, _state = _district(cells)
            for measure in (*self._students(row, cells), *self._teachers(row, cells)):
                found.append(measure)
                key = (code or name, measure.metric, measure.student_group)
                districts.setdefault(key, []).append(measure)
        places: dict[str, tuple[str, str]] = {}
        for _row, cells in self._rows:
            code, name, state = _district(cells)
            places.setdefault(code or name, (code, self._districts.name(code, name, state)))
        return [*(of_all_schools(*places[key[0]], of) for key, of in districts.items()), *found]

    def _base(self, row: RawRow, cells: Cells, metric: str) -> Measure:
        code, name, district = _school(cells)
        return Measure(
            metric=_(metric),
            organisation=self._schools.name(code, name, district),
            organisation_id=code,
            level="school",
            file=self._file,
            row=row.number,
        )

    def _students(self, row: RawRow, cells: Cells) -> Iterator[Measure]:
        """Yield students by group, of each thing that is counted."""
        for stem in self._stems:
            base = self._base(row, cells, _NAMES.get(stem) or stem.upper())
            whole = [f"sch_{stem}_{race}_{sex}" for race in _RACES for sex in _SEXES]
            # Where somebody took columns out, those that are left add up to nobody's total.
            every = all(f"sch_{stem}_{race}_{sex}" in cells for race in _RACES for sex in "mf")
            sums = ({"All students": whole} if every else {}) | {
                group: [f"sch_{stem}_{code}_{sex}" for sex in _SEXES]
                for code, group in _GROUPS.items()
                if f"sch_{stem}_{code}_m" in cells
            }
            for group, columns in sums.items():
                yield self._counted(base, cells, group, columns)

    def _counted(self, base: Measure, cells: Cells, group: str, columns: Sequence[str]) -> Measure:
        there = [column for column in columns if column in cells]
        found = self._sum([cells[column] for column in there])
        value = Value(status=found.status, value=found.value, as_written=found.written)
        return with_value(replace(base, column=self._rows.header(*there)), value, group)

    def _teachers(self, row: RawRow, cells: Cells) -> list[Measure]:
        """Return shares of teachers; a year that does not ask for them has no such columns."""
        found: list[Measure] = []
        for metric, columns in _STAFF:
            if _TEACHERS not in cells or not all(column in cells for column in columns):
                continue
            part = self._sum([cells[column] for column in columns])
            whole = self._sum([cells[_TEACHERS]])
            base = replace(
                self._base(row, cells, metric), column=self._rows.header(*columns, _TEACHERS)
            )
            found.append(share_of(base, part, whole, _("All teachers")))
        return found

    def _sum(self, parts: Sequence[str]) -> Sum:
        """Return the sum of cells; one reason code or blank makes it unknown."""
        values = [reason_code(part) or self._rows.value(part) for part in parts]
        written = " + ".join(parts)
        for value in values:
            if value is None or value.value is None:
                status = value.status if value and not value.is_number else S.MISSING
                return Sum(value=None, written=written, status=status)
        total = sum(value.value or 0.0 for value in values if value)
        return Sum(value=round(total, 6), written=written)


def _school(cells: Cells) -> tuple[str, str, str]:
    code = code_of(cells.get("combokey", ""), _SCHOOL_DIGITS)
    return code, cells.get("sch_name", ""), cells.get("lea_name", "")


def _district(cells: Cells) -> tuple[str, str, str]:
    code = code_of(cells.get("leaid", ""), _DISTRICT_DIGITS)
    return code, cells.get("lea_name", ""), cells.get("lea_state", "")

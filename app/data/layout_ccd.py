"""Membership of the Common Core of Data: students by grade, race and sex, and totals of them.

The file counts every student several times: by grade, race and sex, by race and sex, and in all.
``TOTAL_INDICATOR`` says which row is which; only rows of one kind are ever added up.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from app.data.district_sums import of_all_schools
from app.data.layout_rows import Cells, Places, Rows, code_of, with_value
from app.data.values import Value
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import _

S = MeasureStatus

ALIASES = {"lea_id": "leaid", "leaname": "lea_name", "school_name": "sch_name"}

EVERY_CELL, BY_RACE, IN_ALL, OTHER = "every cell", "by race", "in all", "other"

_ALL_RACES = "All students"
_RACES = {"hispanic latino": "Hispanic", "black or african american": "Black"}
_CODES = {-1: S.MISSING, -2: S.NOT_APPLICABLE, -9: S.SUPPRESSED}
"""Numbers below zero in files up to 2013–14 (Common Core of Data, record layouts)."""

_FLAGS = (
    ("suppress", S.SUPPRESSED),
    ("not applicable", S.NOT_APPLICABLE),
    ("missing", S.MISSING),
    ("not reported", S.MISSING),
)
_DISTRICT_DIGITS, _SCHOOL_DIGITS = 7, 12


def kind_of_total(indicator: str) -> str:
    """Return what a row counts: `EVERY_CELL`, `BY_RACE`, `IN_ALL` or `OTHER`."""
    words = indicator.casefold()
    if "race" in words and "grade" not in words:
        return BY_RACE
    if "category set a" in words:
        return EVERY_CELL
    return IN_ALL if "education unit total" in words else OTHER


@dataclass
class _Place:
    """One school, district or state in one year, and its rows by what they count.

    ``district`` is a school's (code, name), None for what is none.
    """

    base: Measure
    district: tuple[str, str] | None
    rows: dict[str, list[tuple[RawRow, Cells]]] = field(default_factory=dict)


def membership(table: RawTable) -> list[Measure]:
    """Read how many students there are in all and by race."""
    rows = Rows(table, ALIASES)
    names = Places([_place_of(cells) for _row, cells in rows])
    places: dict[tuple[str, ...], _Place] = {}
    for row, cells in rows:
        code, name, whose = _place_of(cells)
        district = _district_of(cells, names)
        # Without codes, schools of one name are told apart by their districts.
        key = (code, name, *(district or ()), cells.get("school_year", ""))
        if key not in places:
            base = Measure(
                metric=_("Students enrolled"),
                organisation=names.name(code, name, whose),
                organisation_id=code,
                level=_level(cells),
                year=cells.get("school_year", ""),
                file=table.name,
                column=rows.header("student_count"),
            )
            places[key] = _Place(base, district)
        kind = kind_of_total(cells.get("total_indicator", ""))
        places[key].rows.setdefault(kind, []).append((row, cells))
    found = [(place, list(_counted(place, rows))) for place in places.values()]
    return [*_districts(found), *(measure for _place, of in found for measure in of)]


def _district_of(cells: Cells, names: Places) -> tuple[str, str] | None:
    """Return the (code, name) of a school's district, None where a row is of no school."""
    if not (cells.get("sch_name", "") and cells.get("leaid", "")):
        return None
    code = code_of(cells["leaid"], _DISTRICT_DIGITS)
    return code, names.name(code, cells.get("lea_name", ""), cells.get("statename", ""))


def _districts(found: Sequence[tuple[_Place, Sequence[Measure]]]) -> list[Measure]:
    """Return the numbers of districts that the file itself has only by school."""
    told = {m.organisation_id for _place, of in found for m in of if m.level == "district"}
    count: Counter[tuple[str, str]] = Counter()
    schools: dict[tuple[str, str, str, str], list[Measure]] = {}
    for place, measures in found:
        if place.district is None or place.district[0] in told:
            continue
        year = place.base.year
        count[place.district[0], year] += 1
        for measure in measures:
            key = (*place.district, year, measure.student_group)
            schools.setdefault(key, []).append(measure)
    return [
        of_all_schools(code, name, of, count[code, year])
        for (code, name, year, _group), of in schools.items()
    ]


def _place_of(cells: Cells) -> tuple[str, str, str]:
    state, district = cells.get("statename", ""), cells.get("lea_name", "")
    if cells.get("sch_name", ""):
        return code_of(cells.get("ncessch", ""), _SCHOOL_DIGITS), cells["sch_name"], district
    if cells.get("leaid", ""):
        return code_of(cells["leaid"], _DISTRICT_DIGITS), district, state
    return cells.get("fipst", ""), state, ""


def _level(cells: Cells) -> str:
    if cells.get("sch_name", ""):
        return "school"
    return "district" if cells.get("leaid", "") else "state"


def _counted(place: _Place, rows: Rows) -> Iterable[Measure]:
    """Yield a place's total, and its students by race from the rows that add up the least."""
    if whole := _without_adults(place.rows.get(IN_ALL, [])):
        yield _added(place.base, _ALL_RACES, whole[:1], rows)
    by_race: dict[str, list[tuple[RawRow, Cells]]] = {}
    for row, cells in place.rows.get(BY_RACE) or place.rows.get(EVERY_CELL, []):
        if "adult" not in cells.get("grade", "").casefold():
            by_race.setdefault(cells.get("race_ethnicity", ""), []).append((row, cells))
    for race, found in by_race.items():
        if race and race.casefold() not in ("no category codes", "total"):
            yield _added(place.base, race, found, rows)


def _without_adults(found: Sequence[tuple[RawRow, Cells]]) -> list[tuple[RawRow, Cells]]:
    """Return the total rows, the one without adult education first."""
    return sorted(found, key=lambda one: "adult" not in one[1]["total_indicator"].casefold())


def _added(base: Measure, race: str, found: Sequence[tuple[RawRow, Cells]], rows: Rows) -> Measure:
    """Return one number from rows of one kind; where one of them has none, there is none."""
    values = [_value(cells, rows) for _row, cells in found]
    parts = [
        cells.get("student_count", "") or cells.get("dms_flag", "") or "–" for _row, cells in found
    ]
    unknown = next((value for value in values if value.value is None), None)
    total = None if unknown else sum(value.value or 0.0 for value in values)
    value = Value(
        status=unknown.status if unknown else S.REPORTED,
        value=total,
        as_written=" + ".join(parts),
    )
    return with_value(replace(base, row=found[0][0].number), value, race)


def _value(cells: Cells, rows: Rows) -> Value:
    written = cells.get("student_count", "")
    flag = cells.get("dms_flag", "").casefold()
    said = next((status for words, status in _FLAGS if words in flag), None)
    if written.startswith("-") and written[1:].isdigit():
        return Value(status=_CODES.get(int(written), S.MISSING), as_written=written)
    found = rows.value(written)
    if found is None or found.value is None or said:
        status = said or (found.status if found and not found.is_number else S.MISSING)
        return Value(status=status, as_written=written)
    return found

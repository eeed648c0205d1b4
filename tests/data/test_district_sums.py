"""A district's numbers from those of its schools: a school that says nothing is no zero."""

from app.data.layouts import recognise
from app.data.tables import read_bytes
from app.domain.measures import Measure, MeasureStatus

_HEADER = (
    "SCHOOL_YEAR,STATENAME,LEA_NAME,LEAID,NCESSCH,SCH_NAME,GRADE,RACE_ETHNICITY,SEX,"
    "STUDENT_COUNT,TOTAL_INDICATOR,DMS_FLAG"
)
_TOTAL = "Education Unit Total"
_BY_RACE = "Derived - Subtotal by Race/Ethnicity and Sex minus Adult Education Count"
_NONE = "No Category Codes"


def row(school: int, race: str, count: str, year: str = "2022-2023") -> str:
    kind = _TOTAL if race == _NONE else _BY_RACE
    flag = "Reported" if count else "Suppressed"
    return (
        f"{year},INDIANA,Riverbend,1800990,18009900000{school},School {school},{_NONE},{race},"
        f"{_NONE},{count},{kind},{flag}"
    )


def districts(*rows: str) -> dict[tuple[str, str], Measure]:
    table = read_bytes("\n".join([_HEADER, *rows]).encode(), "membership.csv")
    layout = recognise(table)
    assert layout is not None
    found = [measure for measure in layout.read(table) if measure.level == "district"]
    return {(measure.student_group, measure.year): measure for measure in found}


def said(measure: Measure) -> tuple[float | None, MeasureStatus, str]:
    return measure.value, measure.status, measure.as_written


def test_a_school_without_a_row_makes_the_districts_number_missing() -> None:
    wholes = [row(school, _NONE, "100") for school in (1, 2, 3)]
    whites = [row(school, "White", "60") for school in (1, 2, 3)]
    found = districts(*wholes, *whites, row(1, "Black or African American", "40"))
    year = "2022-2023"
    total = (300.0, MeasureStatus.REPORTED, "100 + 100 + 100")
    assert said(found["All students", year]) == total
    assert said(found["White", year]) == (180.0, MeasureStatus.REPORTED, "60 + 60 + 60")
    lacking = (None, MeasureStatus.MISSING, "1 of 3 schools report it")
    assert said(found["Black or African American", year]) == lacking


def test_a_suppressed_school_and_one_without_a_row_are_both_unknown() -> None:
    wholes = [row(school, _NONE, "100") for school in (1, 2, 3)]
    found = districts(*wholes, row(1, "Asian", "4"), row(2, "Asian", ""))
    lacking = (None, MeasureStatus.MISSING, "1 of 3 schools report it")
    assert said(found["Asian", "2022-2023"]) == lacking


def test_the_schools_of_each_year_are_counted_by_themselves() -> None:
    before = [row(school, "White", "50", "2021-2022") for school in (1, 2)]
    after = [row(school, "White", "60") for school in (1, 2, 3)]
    found = districts(*before, *after)
    assert said(found["White", "2021-2022"]) == (100.0, MeasureStatus.REPORTED, "50 + 50")
    assert said(found["White", "2022-2023"]) == (180.0, MeasureStatus.REPORTED, "60 + 60 + 60")

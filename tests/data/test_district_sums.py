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


def test_without_codes_every_school_is_in_its_own_district() -> None:
    """Each school of the file was counted to its last district, schools of one name together."""
    lines = [
        f"2022-2023,{place},{code},{school},{race},{count},{kind}"
        for place, code, students in (("Alder", "1800010", 10), ("Birch", "1800020", 20))
        for school in ("Lincoln", f"{place} High")
        for race, count, kind in ((_NONE, students * 5, _TOTAL), ("Black", students, _BY_RACE))
    ]
    header = "SCHOOL_YEAR,LEA_NAME,LEAID,SCH_NAME,RACE_ETHNICITY,STUDENT_COUNT,TOTAL_INDICATOR"
    table = read_bytes("\n".join([header, *lines]).encode(), "membership.csv")
    layout = recognise(table)
    assert layout is not None
    found = {(m.organisation, m.student_group): said(m)[::2] for m in layout.read(table)}
    assert found == {
        ("Alder", "All students"): (100.0, "50 + 50"),
        ("Alder", "Black"): (20.0, "10 + 10"),
        ("Birch", "All students"): (200.0, "100 + 100"),
        ("Birch", "Black"): (40.0, "20 + 20"),
        ("Lincoln (Alder)", "All students"): (50.0, "50"),
        ("Lincoln (Alder)", "Black"): (10.0, "10"),
        ("Alder High", "All students"): (50.0, "50"),
        ("Alder High", "Black"): (10.0, "10"),
        ("Lincoln (Birch)", "All students"): (100.0, "100"),
        ("Lincoln (Birch)", "Black"): (20.0, "20"),
        ("Birch High", "All students"): (100.0, "100"),
        ("Birch High", "Black"): (20.0, "20"),
    }


def test_a_school_whose_district_took_another_name_stays_one_school() -> None:
    names = (("2023", "0001", "Riverbend"), ("2024", "0001", "Riverbend Public Schools"))
    lines = [
        f"{year},{code}0000,{district},{code}0505,Lincoln High,School,500,0.5,0.3,0.1,0.1"
        for year, code, district in (*names, ("2024", "0002", "Alder"))
    ]
    header = (
        "SY,DIST_CODE,DIST_NAME,ORG_CODE,ORG_NAME,ORG_TYPE,TOTAL_CNT,WH_PCT,HL_PCT,BAA_PCT,MNHL_PCT"
    )
    for kept, called in (
        (2, ["Lincoln High"]),
        (3, ["Lincoln High (Riverbend)", "Lincoln High (Alder)"]),
    ):
        table = read_bytes("\n".join([header, *lines[:kept]]).encode(), "enrollment.csv")
        layout = recognise(table)
        assert layout is not None
        assert list(dict.fromkeys(m.organisation for m in layout.read(table))) == called


def test_columns_of_some_groups_add_up_to_no_total() -> None:
    races = ("HI", "AM", "AS", "HP", "BL", "WH", "TR")
    for kept, expected in ((races, {"All students": 14.0}), (("BL", "WH"), {})):
        names = [f"SCH_ENR_{race}_{sex}" for race in kept for sex in "MF"]
        header = ",".join(["LEA_STATE,LEAID,LEA_NAME,SCH_NAME,COMBOKEY", *names])
        line = ",".join(["IN,1800010,Alder,Lincoln,180001000001", *("1" for _name in names)])
        table = read_bytes(f"{header}\n{line}\n".encode(), "crdc.csv")
        layout = recognise(table)
        assert layout is not None
        found = {m.student_group: m.value for m in layout.read(table)}
        wholes = {group: value for group, value in found.items() if group == "All students"}
        assert (wholes, found["Black"]) == (expected, 2.0)


def test_the_schools_of_each_year_are_counted_by_themselves() -> None:
    before = [row(school, "White", "50", "2021-2022") for school in (1, 2)]
    after = [row(school, "White", "60") for school in (1, 2, 3)]
    found = districts(*before, *after)
    assert said(found["White", "2021-2022"]) == (100.0, MeasureStatus.REPORTED, "50 + 50")
    assert said(found["White", "2022-2023"]) == (180.0, MeasureStatus.REPORTED, "60 + 60 + 60")

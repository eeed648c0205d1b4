"""State report cards by their published headers: schools, divisions and numbers are invented."""

import pytest

from app.data.header_facts import facts_of
from app.data.measures import preview_data
from app.data.student_groups import group_id_of
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.importing import DataPreview
from app.domain.measures import MeasureStatus

S = MeasureStatus

TEXAS = (
    "CAMPUS,CAMPNAME,DISTNAME,Group,4-Year Graduation Rate\n"
    "'999001001,LANTANA H S,BLUEBONNET ISD,All Students,94.2\n"
    "'999001001,LANTANA H S,BLUEBONNET ISD,African American,-1\n"
    "'999001041,YUCCA H S,BLUEBONNET ISD,All Students,90.2\n"
)
VIRGINIA = (
    "School Year,Level,Division Number,Division Name,School Name,Subgroup,Subject,Pass Rate\n"
    "2022-2023,Division,999,Dogwood County,,All Students,English Reading,66\n"
    "2022-2023,Division,999,Dogwood County,,Asian,English Reading,>50\n"
    "2022-2023,Division,999,Dogwood County,,Native Hawaiian,English Reading,<\n"
)
OHIO = (
    "Building IRN,Building Name,District IRN,District Name,Student Group,Graduation Rate\n"
    "999991,Buckeye Hollow High,099999,Buckeye Hollow Local,All Students,91.2\n"
    "999991,Buckeye Hollow High,099999,Buckeye Hollow Local,Economic Disadvantage,85.0\n"
)
CALIFORNIA = (
    "District Code^School Code^Test Year^Student Group^Grade^Percentage Standard Met\n"
    "99123^0000000^2023^All Students^13^34.15\n"
    "99123^0000000^2023^Homeless^13^*\n"
)
NEW_YORK = (
    "ENTITY_CD,ENTITY_NAME,YEAR,ASSESSMENT_NAME,SUBGROUP_NAME,PER_PROF\n"
    "999999010000,HUDSON BEND CITY SCHOOL DISTRICT,2023,ELA3,All Students,48\n"
    "999999010000,HUDSON BEND CITY SCHOOL DISTRICT,2023,ELA3,Students with Disabilities,s\n"
)


def read(text: str, framework: Framework, **chosen: str) -> DataPreview:
    found = preview_data(read_bytes(text.encode(), "card.csv"), framework, chosen=chosen)
    assert not found.blocking, [problem.message for problem in found.problems]
    return found


def values(found: DataPreview) -> list[tuple[str, str, S, float | None]]:
    rows = found.dataset.rows
    return [(row.organisation, row.student_group, row.status, row.value) for row in rows]


def test_a_campus_goes_by_its_name_not_by_its_number(framework: Framework) -> None:
    found = read(TEXAS, framework, organisation="LANTANA H S")
    assert found.filters[0].values == ("LANTANA H S", "YUCCA H S")
    assert values(found) == [
        ("LANTANA H S", "All Students", S.REPORTED, 94.2),
        ("LANTANA H S", "African American", S.MISSING, None),
    ]


WIDE = (
    "CAMPUS,CAMPNAME,DISTNAME,Attendance Rate All Students 2022-23 Rate,"
    "Attendance Rate African American 2022-23 Rate,Attendance Rate Hispanic 2022-23 Rate,"
    "Attendance Rate Special Ed 2022-23 Rate\n"
    "999001001,LANTANA H S,BLUEBONNET ISD,94.2,-1,92.1,.\n"
    "999001041,YUCCA MIDDLE,BLUEBONNET ISD,95.0,93.3,-1,90.2\n"
)


def test_groups_within_headers_stand_beside_each_other(framework: Framework) -> None:
    found = read(WIDE, framework, organisation="YUCCA MIDDLE")
    assert [f.field for f in found.filters] == ["organisation"], "a campus's number is no value"
    rows = [(row.group_id, row.value, row.year) for row in found.dataset.rows]
    assert rows == [
        ("all", 95.0, "2022-23"),
        ("black", 93.3, "2022-23"),
        ("latino", None, "2022-23"),
        ("disabilities", 90.2, "2022-23"),
    ]


@pytest.mark.parametrize(
    ("header", "group_id", "rest"),
    [
        ("Attendance Rate African American 2022-23 Rate", "black", "Attendance Rate Rate"),
        ("Percent of Black students suspended", "black", "Percent of suspended"),
        ("ELA_Black_PctProf", "black", "ELA Pct Prof"),
        ("Economically Disadvantaged % Chronically Absent", "low_income", "% Chronically Absent"),
        ("SWD Suspension Rate", "disabilities", "Suspension Rate"),
        ("Two or More Races ISS", "multiracial", "ISS"),
        ("Black teachers", "", "Black teachers"),
        ("Not Economically Disadvantaged Rate", "", "Not Economically Disadvantaged Rate"),
        ("Former English Learner Rate", "", "Former English Learner Rate"),
        ("Asian Pacific Islander Rate", "", "Asian Pacific Islander Rate"),
        ("Black students with disabilities ISS", "", "Black students with disabilities ISS"),
        ("White Black Gap", "", "White Black Gap"),
        ("Total Tested", "", "Total Tested"),
        ("Grade 3 Total", "", "Grade 3 Total"),
    ],
)
def test_a_group_within_a_header_is_told_from_another_one(
    header: str, group_id: str, rest: str
) -> None:
    facts = facts_of(header)
    assert (facts.group_id, facts.rest) == (group_id, rest)


def test_a_division_is_a_place_and_a_bare_sign_hides_its_value(framework: Framework) -> None:
    found = read(VIRGINIA, framework)
    assert values(found) == [
        ("Dogwood County", "All Students", S.REPORTED, 66.0),
        ("Dogwood County", "Asian", S.RANGE, None),
        ("Dogwood County", "Native Hawaiian", S.SUPPRESSED, None),
    ]


def test_numbers_of_buildings_are_not_offered_as_counted(framework: Framework) -> None:
    found = read(OHIO, framework)
    assert [row.group_id for row in found.dataset.rows] == ["all", "low_income"]
    assert {row.metric for row in found.dataset.rows} == {"Graduation Rate"}


def test_carets_between_cells_are_read(framework: Framework) -> None:
    found = read(CALIFORNIA, framework)
    assert [(row.value, row.status) for row in found.dataset.rows] == [
        (34.15, S.REPORTED),
        (None, S.SUPPRESSED),
    ]


def test_a_share_named_per_is_a_percentage(framework: Framework) -> None:
    found = read(NEW_YORK, framework)
    assert found.dataset.unit == "percent"


@pytest.mark.parametrize(
    ("written", "group_id"),
    [
        ("Black, not of Hispanic origin", "black"),
        ("White, not of Hispanic origin", "white"),
        ("Economic Disadvantage", "low_income"),
        ("Pacific Isle", "pacific_islander"),
        ("SwoD", ""),
        ("Not Economically Disadvantaged", ""),
    ],
)
def test_groups_as_report_cards_write_them(written: str, group_id: str) -> None:
    assert group_id_of(written) == group_id


CALIFORNIA_ABSENCE = (
    "AcademicYear\tDistrictName\tReportingCategory\tChronicAbsenteeismRate\n"
    "2023-24\tMaple Valley\tTA\t20.0\n2023-24\tMaple Valley\tRB\t31.0\n"
    "2023-24\tMaple Valley\tRF\t15.0\n2023-24\tMaple Valley\tSD\t>95\n"
)
ILLINOIS = (
    "RCDTS,School Name,# Student Enrollment,% Graduation,% Graduation - Black,% Graduation - IEP\n"
    "99-999-0010,Alder High,900,81.5,70,*\n"
)
BY_YEAR = (
    "School,2022 Graduation Rate,2022 Graduation Rate (Black),2022 Graduation Rate (White),"
    "2023 Graduation Rate,2023 Graduation Rate (Black),2023 Graduation Rate (White),Enrollment\n"
    "Alder High,80,70,85,81,71,86,900\n"
)


def test_californias_codes_are_groups_and_a_rate_in_one_word_is_a_percentage(
    framework: Framework,
) -> None:
    found = read(CALIFORNIA_ABSENCE, framework)
    assert found.dataset.unit == "percent"
    assert [(row.group_id, row.student_group, row.value) for row in found.dataset.rows] == [
        ("all", "TA", 20), ("black", "RB", 31), ("", "RF", 15), ("disabilities", "SD", None),
    ]  # fmt: skip
    assert (found.dataset.rows[3].low, found.dataset.rows[3].high) == (95, 100)
    assert group_id_of("SD") == group_id_of("SD", "Location") == ""


def test_a_column_without_a_group_beside_those_of_groups_is_of_all_students(
    framework: Framework,
) -> None:
    found = read(ILLINOIS, framework)
    assert [(row.group_id, row.status, row.value) for row in found.dataset.rows] == [
        ("all", S.REPORTED, 81.5), ("black", S.REPORTED, 70), ("disabilities", S.SUPPRESSED, None),
    ]  # fmt: skip
    found = read(BY_YEAR, framework)
    assert [(each.field, each.chosen) for each in found.filters] == [("year", "2023")]
    rows = found.dataset.rows
    assert [(row.group_id, row.value) for row in rows] == [
        ("all", 81), ("black", 71), ("white", 86),
    ]  # fmt: skip
    assert {row.denominator for row in rows} == {None}, "900 are in the school, not in the group"


def test_teachers_beside_those_of_groups_are_not_all_students(framework: Framework) -> None:
    found = read("School,Teachers,Teachers - Black,Teachers - White\nAlder,90,10,70\n", framework)
    assert "all" not in {row.group_id for row in found.dataset.rows}


WASHINGTON = (
    "SchoolYear,OrganizationLevel,DistrictName,StudentGroup,Count of Students Expected to Test,"
    "PercentMetStandard\n"
    "2022-23,District,Alder,All Students,1000,55.10%\n"
    "2022-23,District,Alder,Black/ African American,90,<10.00%\n"
)
MINNESOTA = (
    "District Name;Student Group;Count Tested;Percent Proficient\n"
    "Alder ISD;All Students;1 200;52,4\nAlder ISD;American Indian;CTSTR;CTSTR\n"
)
SPANISH = (
    "Distrito;Grupo de estudiantes;Porcentaje;Número de estudiantes\n"
    "Aliso;Todos los estudiantes;84,2 %;1.234\n"
    "Aliso;Estudiantes con discapacidad;menos de 10;8\n"
    "Aliso;Aprendices de inglés;menos de 5 %;56\nAliso;Asiático;más de 95 %;\n"
    "Aliso;Blanco;no disponible;\u2011\n"
)


def test_sizes_stand_beside_the_shares_they_are_of(framework: Framework) -> None:
    rows = read(WASHINGTON, framework).dataset.rows
    assert [(row.denominator, row.value, row.high) for row in rows] == [
        (1000, 55.1, None), (90, None, 10),
    ]  # fmt: skip
    rows = read(MINNESOTA, framework).dataset.rows
    assert [(row.status, row.value, row.denominator) for row in rows] == [
        (S.REPORTED, 52.4, 1200), (S.SUPPRESSED, None, None),
    ]  # fmt: skip


def test_what_is_hidden_or_blurred_in_spanish_is_so(framework: Framework) -> None:
    found = read(SPANISH, framework)
    assert not found.problems
    rows = found.dataset.rows
    assert [(row.status, row.value, row.low, row.high, row.denominator) for row in rows] == [
        (S.REPORTED, 84.2, None, None, 1234),
        (S.SUPPRESSED, None, None, None, 8),
        (S.RANGE, None, 0, 5, 56),
        (S.RANGE, None, 95, 100, None),
        (S.MISSING, None, None, None, None),
    ]


@pytest.mark.parametrize(
    ("header", "year", "rest"),
    [
        ("Cohort2023 Graduation rate", "2023", "Cohort Graduation rate"),
        ("FY22", "FY22", ""),
        ("FY2022 spending", "FY2022", "spending"),
        ("SY 21-22 rate", "SY 21-22", "rate"),
        ("ALL_RATE_1819", "", "ALL_RATE_1819"),
        ("SCH2022", "", "SCH2022"),
    ],
)
def test_a_year_in_a_header_however_it_is_written(header: str, year: str, rest: str) -> None:
    facts = facts_of(header)
    assert facts.year == year
    if not facts.group_id:
        assert facts.rest == rest


def test_one_percent_sign_behind_a_number_makes_no_column_of_percentages(
    framework: Framework,
) -> None:
    text = "Student Group,Enrolled in AP (#)\nAll Students,120\nBlack,8 (10%)\nWhite,90\n"
    found = read(text, framework)
    assert found.dataset.unit == "count"
    assert [problem.row for problem in found.problems] == [3]


@pytest.mark.parametrize(
    ("written", "group"),
    [
        ("American Indian/Alaska Native/Native American", "native"),
        ("White or Caucasian (not Hispanic)", "white"),
        ("Multicultural/Multiethnic/Multiracial/other", "multiracial"),
        ("Asian/Pacific Islander", ""),
        ("Non-Low Income", ""),
    ],
)
def test_federal_names_of_groups(written: str, group: str) -> None:
    assert group_id_of(written) == group

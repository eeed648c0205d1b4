"""District data to charts: public layouts, mapped tables, and values kept honest."""

from typing import Any

import pytest

from app.data.layouts import recognise
from app.data.measures import preview_data, to_command
from app.data.tables import read_bytes, read_table
from app.data.values import read_value, reason_code
from app.domain.bar_tables import bar_tables
from app.domain.codec import from_json
from app.domain.errors import FileProblemError, InvalidChangeError
from app.domain.framework import Framework
from app.domain.importing import DataField, DataPreview
from app.domain.measures import Dataset, Measure, MeasureStatus
from tests.data.conftest import sample

S = MeasureStatus
FOUR_YEARS = "4-Year Graduation Rate"


def read_sample(name: str, framework: Framework, **chosen: str) -> DataPreview:
    return preview_data(read_table(sample(name)), framework, chosen=chosen)


def read(text: str, framework: Framework, **options: Any) -> DataPreview:
    return preview_data(read_bytes(text.encode(), "data.csv"), framework, **options)


def by_group(found: DataPreview) -> dict[str, Measure]:
    return {row.student_group: row for row in found.dataset.rows}


# ---------------------------------------------------------------- values


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("87", (S.REPORTED, 87.0, None, None)),
        ("15.2%", (S.REPORTED, 15.2, None, None)),
        ("1,250", (S.REPORTED, 1250.0, None, None)),
        ("0", (S.REPORTED, 0.0, None, None)),
        (".5", (S.REPORTED, 0.5, None, None)),
        ("15-20", (S.RANGE, None, 15.0, 20.0)),
        ("GE50", (S.RANGE, None, 50.0, 100.0)),
        ("GT50", (S.RANGE, None, 50.0, 100.0)),
        ("LE50", (S.RANGE, None, 0.0, 50.0)),
        ("LT70", (S.RANGE, None, 0.0, 70.0)),
        ("<5%", (S.RANGE, None, 0.0, 5.0)),
        ("≥ 95", (S.RANGE, None, 95.0, 100.0)),
        ("PS", (S.SUPPRESSED, None, None, None)),
        ("*", (S.SUPPRESSED, None, None, None)),
        ("n < 10", (S.SUPPRESSED, None, None, None)),
        (".", (S.MISSING, None, None, None)),
        ("", (S.MISSING, None, None, None)),
        ("--", (S.MISSING, None, None, None)),
        ("n/a", (S.NOT_APPLICABLE, None, None, None)),
    ],
)
def test_what_a_cell_says(cell: str, expected: tuple[Any, ...]) -> None:
    value = read_value(cell, most=100.0)
    assert value is not None
    assert (value.status, value.value, value.low, value.high) == expected
    assert value.as_written == " ".join(cell.split())


def test_a_decimal_comma_is_read_where_the_column_has_them() -> None:
    value = read_value("1.250,5", decimal_comma=True)
    assert value is not None
    assert value.value == 1250.5


@pytest.mark.parametrize("cell", ["x1", "12 apples", "1e400", "2-1", "nan%"])
def test_what_says_nothing_known_is_no_value(cell: str) -> None:
    assert read_value(cell) is None


@pytest.mark.parametrize(
    ("cell", "status"),
    [("-9", S.NOT_APPLICABLE), ("-11", S.SUPPRESSED), ("-5", S.MISSING), ("-3.0", S.MISSING)],
)
def test_negative_reason_codes(cell: str, status: MeasureStatus) -> None:
    code = reason_code(cell)
    assert code is not None
    assert code.status is status
    assert reason_code("9") is None


# ---------------------------------------------------------------- public layouts


def test_massachusetts_enrollment(framework: Framework) -> None:
    found = read_sample("ma-enrollment.csv", framework)
    assert found.layout == "ma_enrollment"
    assert found.blocking == ()
    assert (found.dataset.kind, found.dataset.unit) == ("demographics", "percent")
    rows = by_group(found)
    assert rows["White"].value == 34.0
    assert rows["White"].as_written == "0.34"
    low_income = rows["Low income"]
    assert (low_income.numerator, low_income.denominator) == (4284.0, 8240.0)
    assert low_income.value == pytest.approx(51.9903, abs=1e-4)
    assert low_income.as_written == "4284 of 8240"
    school = by_group(
        read_sample("ma-enrollment.csv", framework, organisation="Eastside Elementary")
    )
    assert school["Black"].value == 37.0


def test_massachusetts_low_income_changes_its_column(framework: Framework) -> None:
    text = (
        "sy,dist_name,org_name,org_type,total_cnt,wh_pct,ecd_cnt,li_cnt\n"
        "2021,R,R,District,100,15.2%,40,\n2022,R,R,District,100,15.2%,,50\n"
    )
    before = by_group(read(text, framework, chosen={"year": "2021"}))
    after = by_group(read(text, framework, chosen={"year": "2022"}))
    assert before["White"].value == 15.2
    assert set(before) == {"White", "Economically disadvantaged"}
    assert set(after) == {"White", "Low income"}


def test_massachusetts_graduation_asks_which_rate(framework: Framework) -> None:
    found = read_sample("ma-graduation.csv", framework)
    (problem,) = found.blocking
    assert len(problem.choices) == 4
    with pytest.raises(InvalidChangeError):
        to_command(found, 1.0)
    found = read_sample("ma-graduation.csv", framework, metric=FOUR_YEARS)
    rows = by_group(found)
    assert found.blocking == ()
    assert rows["EL"].value == 66.0
    assert rows["EL"].denominator == 58.0
    few = rows["Amer. Ind. or Alaska Nat."]
    assert (few.status, few.value, few.denominator) == (S.SUPPRESSED, None, 3.0)


def test_massachusetts_assessment(framework: Framework) -> None:
    found = read_sample("ma-assessment.csv", framework, subject="ELA", year="2024")
    rows = by_group(found)
    assert found.blocking == ()
    assert rows["Low Income"].value == 28.0
    assert rows["Low Income"].group_id == "low_income"
    assert rows["Native Hawaiian or Pacific Islander"].status is S.SUPPRESSED
    assert len(rows) == 11


def test_edfacts_graduation_keeps_blurred_values(framework: Framework) -> None:
    riverbend = by_group(
        read_sample("edfacts-graduation.csv", framework, organisation="Riverbend Community Schools")
    )
    assert riverbend["All students"].value == 87.0
    assert riverbend["All students"].year == "2018–19"
    assert (riverbend["Black"].low, riverbend["Black"].high) == (80.0, 84.0)
    assert riverbend["Black"].value is None
    assert riverbend["American Indian or Alaska Native"].status is S.SUPPRESSED
    plainfield = by_group(
        read_sample("edfacts-graduation.csv", framework, organisation="Plainfield Township")
    )
    assert plainfield["English learners"].status is S.MISSING
    assert (plainfield["All students"].low, plainfield["All students"].high) == (80.0, 100.0)


def test_edfacts_assessment_is_recognised(framework: Framework) -> None:
    text = (
        "LEAID,LEANM,ALL_MTH00NUMVALID_1718,ALL_MTH00PCTPROF_1718,LEP_MTH00NUMVALID_1718,"
        "LEP_MTH00PCTPROF_1718,ALL_RLA00PCTPROF_1718\n0100005,R,400,45,20,LE20,50\n"
    )
    found = read(text, framework, chosen={"subject": "Mathematics"})
    rows = by_group(found)
    assert found.layout == "edfacts_assessment"
    assert (rows["English learners"].low, rows["English learners"].high) == (0.0, 20.0)
    assert rows["English learners"].denominator == 20.0


def test_civil_rights_codes_are_never_summed(framework: Framework) -> None:
    found = read_sample("crdc-schools.csv", framework)
    rows = by_group(found)
    assert found.dataset.unit == "count"
    assert rows["Black"].value == 644.0
    hispanic = rows["Hispanic"]
    assert (hispanic.status, hispanic.value) == (S.MISSING, None)
    assert hispanic.as_written == "3 of 4 schools report it"
    school = by_group(
        read_sample("crdc-schools.csv", framework, organisation="Riverbend Alternative")
    )
    assert school["Hispanic"].status is S.NOT_APPLICABLE
    assert school["Hispanic"].as_written == "-9 + -9"


@pytest.mark.parametrize("name", ["people-form-export.csv", "people-ticket-export.csv"])
def test_people_are_no_district_data(name: str) -> None:
    assert recognise(read_table(sample(name))) is None


# ---------------------------------------------------------------- any other table


def test_a_plain_table_becomes_a_chart_with_the_statement(framework: Framework) -> None:
    text = "Student group;Percent\nBlack;12,5\nWhite;20,0\nEnglish learners;<5\nOther;*\nX;\n"
    found = read(text, framework, title="Suspended")
    assert found.blocking == ()
    bars = bar_tables(found.dataset, "es", framework)[0]
    assert bars.statement == framework.gap_statement["es"]
    assert bars.unit == "percent"
    assert [(bar.value, bar.low, bar.high, bar.status) for bar in bars.values] == [
        (12.5, None, None, "reported"),
        (20.0, None, None, "reported"),
        (None, 0.0, 5.0, "range"),
        (None, None, None, "suppressed"),
        (None, None, None, "missing"),
    ]
    assert bars.values[3].label == "Other"
    shown = bar_tables(read(text, framework, kind="demographics").dataset, "en", framework)[0]
    assert shown.statement == ""


def test_shares_of_one_are_said_and_can_be_answered(framework: Framework) -> None:
    text = "Group,Rate\nBlack,0.25\nWhite,0.5\n"
    found = read(text, framework)
    assert found.dataset.rows[0].value == 25.0
    assert [(p.key, p.blocking) for p in found.problems] == [("shares_of_one", False)]
    assert read(text, framework, chosen={"shares_of_one": "no"}).dataset.rows[0].value == 0.25


def test_what_is_no_number_is_named_by_row_and_column(framework: Framework) -> None:
    text = "Title,\n\nGroup,Percent\nBlack,x1\nWhite,-9\nAsian,120\nAll,50\n"
    found = read(text, framework)
    assert [problem.row for problem in found.problems] == [4, 5, 6]
    assert "column “Percent”" in found.problems[0].message
    rows = by_group(found)
    assert [rows[g].status for g in ("Black", "White")] == [S.MISSING, S.MISSING]
    assert rows["White"].value is None
    assert rows["White"].as_written == "-9"


def test_several_value_columns_are_chosen_from(framework: Framework) -> None:
    text = "Group,Present,Absent\nBlack,10,11\nWhite,20,21\n"
    found = read(text, framework)
    assert [problem.key for problem in found.blocking] == ["filter:metric"]
    assert by_group(read(text, framework, chosen={"metric": "Absent"}))["Black"].value == 11.0


def test_columns_of_years_are_years_of_one_number(framework: Framework) -> None:
    text = "Group,2023,2024\nBlack,10,11\nWhite,20,21\n"
    assert by_group(read(text, framework))["Black"].value == 11.0
    beside = read(text, framework, chosen={"year": "*"}).dataset
    assert [(row.year, row.value) for row in beside.rows if row.student_group == "Black"] == [
        ("2023", 10.0), ("2024", 11.0),
    ]  # fmt: skip


def test_columns_of_student_groups_are_groups_of_one_number(framework: Framework) -> None:
    text = "School,Total,Black,White %,Black %\nNorth,100,40,60,40\nSouth,50,*,n<10,*\n"
    found = read(text, framework, chosen={"metric": "data", "organisation": "South"})
    rows = by_group(found)
    assert found.dataset.unit == "count"
    assert (rows["Total"].value, rows["Total"].group_id) == (50.0, "all")
    assert (rows["Black"].status, rows["Black"].value) == (S.SUPPRESSED, None)
    shares = read(text, framework, chosen={"metric": "data (%)", "organisation": "North"})
    assert shares.dataset.unit == "percent"
    assert by_group(shares)["White %"].value == 60.0


def test_what_is_shown_first_does_not_hang_on_the_order_of_rows(framework: Framework) -> None:
    rows = ["MATH,10,White,1", "ELA,10,White,2", "ELA,3,White,3", "MATH,3,White,4"]
    for lines in (rows, rows[::-1]):
        found = read("\n".join(["Subject,Grade,Group,Percent", *lines]), framework)
        assert {each.field: each.chosen for each in found.filters} == {
            "subject": "ELA", "grade": "3",
        }  # fmt: skip
        assert [row.value for row in found.dataset.rows] == [3]


def test_a_group_twice_is_named_by_its_rows(framework: Framework) -> None:
    found = read("Group,Percent\nBlack,1\nBlack,2\nWhite,3\n", framework)
    assert [problem.row for problem in found.blocking] == [2, 3]


def test_a_table_without_a_value_column_is_refused(framework: Framework) -> None:
    found = read("Group,Word\nBlack,one\nWhite,two\n", framework)
    assert "No column" in found.blocking[0].message


def test_a_mapping_of_ones_own_wins_over_a_layout(framework: Framework) -> None:
    table = read_table(sample("ma-graduation.csv"))
    names = {"stu_grp": DataField.GROUP, "drpout_pct": DataField.VALUE, "sy": DataField.YEAR,
             "grad_rate_type": DataField.METRIC}  # fmt: skip
    mapping = tuple(names.get(name, DataField.IGNORE) for name in table.header)
    found = preview_data(table, framework, mapping=mapping, chosen={"metric": FOUR_YEARS})
    assert found.layout == ""
    assert by_group(found)["All Students"].value == 5.6


def test_a_header_alone_is_refused(framework: Framework) -> None:
    with pytest.raises(FileProblemError, match="nothing below"):
        read("Group,Percent\n", framework)


def test_the_command_carries_the_dataset_as_it_was_shown(framework: Framework) -> None:
    found = read_sample("ma-enrollment.csv", framework)
    command = to_command(found, 3.0)
    stored = from_json(Dataset, {**command.content, "id": command.dataset_id})
    assert stored.rows == found.dataset.rows
    assert (stored.position, stored.title) == (3.0, found.dataset.title)
    assert found.dataset.dimensions == ("d10",)

"""District data side by side: nothing that is no number becomes one."""

from pathlib import Path

import pytest

from app.data.comparing import compare, source_of
from app.data.data_headers import guess_mapping
from app.data.tables import read_bytes, read_table
from app.domain.comparing import (
    Across,
    ComparedCell,
    Comparison,
    ComparisonSource,
    Spread,
    in_order,
    spread_of,
)
from app.domain.framework import Framework
from app.domain.measures import Measure, MeasureStatus
from app.services import data_compare
from tests.data.conftest import sample

S = MeasureStatus


def read(name: str) -> ComparisonSource:
    table = read_table(sample(name))
    return source_of(table, guess_mapping(table))


def written(text: str) -> ComparisonSource:
    table = read_bytes(text.encode(), "data.csv")
    return source_of(table, guess_mapping(table))


def shown(comparison: Comparison, row: str) -> tuple[ComparedCell, ...]:
    return comparison.cells[comparison.rows.index(row)]


def cell(value: float | None = None, **values: object) -> ComparedCell:
    return ComparedCell(measures=(Measure(metric="m", value=value, **values),))  # type: ignore[arg-type]


def test_student_groups_by_schools(framework: Framework) -> None:
    found = compare(read("ma-enrollment.csv").measures, framework, "en")
    assert found.across is Across.ORGANISATION
    assert found.possible == (Across.ORGANISATION, Across.YEAR)
    assert found.columns == ("Riverbend", "Lincoln K-8", "Harbor High", "Eastside Elementary")
    assert [c.value for c in shown(found, "White students")] == pytest.approx([34, 34, 34, 11])
    (year,) = found.choices
    assert (year.field, year.chosen) == ("year", "2025")


def test_student_groups_by_years(framework: Framework) -> None:
    measures = read("ma-enrollment.csv").measures
    found = compare(measures, framework, "en", across=Across.YEAR)
    assert found.columns == ("2024", "2025")
    assert found.choices[0].chosen == "Riverbend"
    eastside = {"organisation": "Eastside Elementary"}
    other = compare(measures, framework, "en", across=Across.YEAR, chosen=eastside)
    assert shown(other, "White students")[1].value == pytest.approx(11)


def test_ranges_and_suppressed_values_stay_what_they_are(framework: Framework) -> None:
    found = compare(read("edfacts-graduation.csv").measures, framework, "en")
    black = shown(found, "Black students")
    assert (black[0].value, black[0].bounds) == (None, (80, 84))
    assert (black[1].value, black[1].bounds) == (None, None)
    kept = {c.only.as_written: c.only.status for row in found.cells for c in row if c.only}
    assert (kept["PS"], kept["GE50"], kept["."]) == (S.SUPPRESSED, S.RANGE, S.MISSING)
    assert found.column_spreads[0] == Spread(least=pytest.approx(21), exact=False)


def test_reason_codes_are_no_values(framework: Framework) -> None:
    found = compare(read("crdc-schools.csv").measures, framework, "en")
    small = shown(found, "Latino students")[found.columns.index("Riverbend Alternative")]
    assert (small.value, small.bounds) == (None, None)
    assert small.only is not None
    assert small.only.as_written == "-9 + -9"


def test_a_blank_is_no_zero_and_a_place_that_is_not_there_is_no_blank(
    framework: Framework,
) -> None:
    found = compare(
        written(
            "School,Student group,Rate\nElm,All students,4.5%\nElm,Black students,\n"
            "Oak,All students,6%\n"
        ).measures,
        framework,
        "en",
    )
    elm, oak = shown(found, "Black students")
    assert elm.only is not None
    assert elm.only.status is S.MISSING
    assert (oak.measures, oak.value) == ((), None)


def test_two_different_values_are_neither_and_the_same_twice_is_one(framework: Framework) -> None:
    found = compare(
        written(
            "School,Student group,Rate\nElm,All students,40%\nElm,All students,60%\n"
            "Oak,All students,50%\nOak,All students,50%\n"
        ).measures,
        framework,
        "en",
    )
    elm, oak = found.cells[0]
    assert (elm.value, len(elm.measures)) == (None, 2)
    assert oak.value == pytest.approx(50)
    assert found.row_spreads[0] == Spread()


def test_two_definitions_of_a_group_are_two_rows(framework: Framework) -> None:
    found = compare(
        written(
            "Year,Student group,Rate\n2021,Economically disadvantaged,40%\n2022,Low income,60%\n"
        ).measures,
        framework,
        "en",
    )
    assert len(found.rows) == 2
    assert all(len([c for c in row if c.measures]) == 1 for row in found.cells)
    assert "Low income" in found.rows[1]


def test_a_district_is_no_school_among_its_schools(framework: Framework) -> None:
    rows = [("Elm", "school", 40.0), ("Oak", "school", 50.0), ("Riverbend", "district", 90.0)]
    measures = [
        Measure(metric="m", organisation=name, level=level, student_group="All", value=value)
        for name, level, value in rows
    ]
    assert compare(measures, framework, "en").row_spreads[0].least == pytest.approx(10)


def test_the_spread_is_what_is_certain() -> None:
    numbers = [cell(60.0), cell(80.0)]
    assert spread_of(numbers) == Spread(least=20.0, exact=True)
    hidden = cell(status=S.SUPPRESSED)
    assert spread_of([*numbers, hidden]) == Spread(least=20.0, exact=False)
    assert spread_of([*numbers, ComparedCell()]) == Spread(least=20.0, exact=True)
    assert spread_of([*numbers, cell(status=S.NOT_APPLICABLE)]).exact
    low = cell(status=S.RANGE, low=5.0, high=10.0)
    assert spread_of([*numbers, low]) == Spread(least=70.0, exact=False)
    assert spread_of([cell(60.0), hidden]) == Spread()
    wide = cell(status=S.RANGE, low=50.0, high=100.0)
    assert spread_of([cell(60.0), wide]) == Spread(least=0.0, exact=False)


def test_numbers_come_first_whichever_way_they_are_sorted(framework: Framework) -> None:
    found = compare(read("edfacts-graduation.csv").measures, framework, "en")
    for falling in (True, False):
        order = in_order(found, 0, falling=falling)
        kinds = [
            0 if c.value is not None else 1 if c.bounds else 2
            for c in (found.cells[row][0] for row in order)
        ]
        assert kinds == sorted(kinds)
        numbers = [v for row in order if (v := found.cells[row][0].value) is not None]
        assert numbers == sorted(numbers, reverse=falling)


def test_nothing_to_compare_is_no_fault(framework: Framework) -> None:
    found = compare([], framework, "en")
    assert (found.rows, found.columns, found.possible) == ((), (), ())


def test_a_file_is_read_with_everything_in_it(tmp_path: Path) -> None:
    source = data_compare.read_file(sample("ma-graduation.csv"), tmp_path)
    assert (source.title, source.dataset_id) == ("ma-graduation.csv", "")
    assert len({m.metric for m in source.measures}) == 4

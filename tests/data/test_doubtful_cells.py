"""Cells that could be read as numbers which nobody wrote: commas, shares, codes, no numbers."""

from collections.abc import Iterable

import pytest

from app.data import data_columns
from app.data.data_columns import read_mapped
from app.data.data_headers import guess_mapping
from app.data.layouts import recognise
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.data.values import comma_is_decimal
from app.domain.bar_tables import bar_tables
from app.domain.chart_bar_marks import bar_labels
from app.domain.chart_bars import bar_chart
from app.domain.data_table import COLUMNS
from app.domain.framework import Framework
from app.domain.importing import DataField
from app.domain.measures import Measure, MeasureStatus
from tests.data.conftest import sample


def lines_of(name: str, count: int) -> list[str]:
    return sample(name).read_text("utf-8").splitlines()[:count]


def measures_of(lines: list[str]) -> list[Measure]:
    table = read_bytes("\n".join(lines).encode(), "table.csv")
    layout = recognise(table)
    assert layout is not None
    return layout.read(table)


@pytest.mark.parametrize(
    "name", ["ma-enrollment.csv", "crdc-schools.csv", "edfacts-graduation.csv"]
)
@pytest.mark.parametrize("grades", ["9,10,11,12", "9,10"])
def test_a_column_of_lists_does_not_move_the_decimal_point(name: str, grades: str) -> None:
    lines = lines_of(name, 6)
    lists = [lines[0] + ",offered", *(f'{line},"{grades}"' for line in lines[1:])]
    assert measures_of(lists) == measures_of(lines)


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        (["12,5", "7"], True),
        (["0,125"], True),
        ([">0,95 %", "1.250"], True),
        (["1.250,5"], True),
        (["1,250", "1,250,000"], False),
        (["9,10,11,12"], False),
        (["9,10", "73.8"], False),
        (["9,10", "73.8 %"], False),
        (["9,10", "<0.05"], False),
        (["1,250.5"], False),
        (["7"], False),
    ],
)
def test_when_a_comma_is_decimal(cells: list[str], decimal: bool) -> None:
    assert comma_is_decimal(cells) is decimal
    assert comma_is_decimal(reversed(cells)) is decimal


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [
        (">0.95", 95.0, 100.0),
        (">=0.95", 95.0, 100.0),
        ("<0.05", 0.0, 5.0),
        ("<5%", 0.0, 5.0),
        (">95 %", 95.0, 100.0),
        ("<5", 0.0, 5.0),
        ("GE95", 95.0, 100.0),
        ("0.2-0.29", 20.0, 29.0),
        ("20-29", 20.0, 29.0),
    ],
)
def test_a_range_among_shares_is_a_range_of_percent(cell: str, low: float, high: float) -> None:
    lines = lines_of("ma-graduation.csv", 3)
    header = lines[0].split(",")
    place = next(n for n, name in enumerate(header) if name.strip('"').upper() == "GRAD_PCT")
    cells = lines[2].split(",")
    assert len(cells) == len(header)
    lines[2] = ",".join([*cells[:place], cell, *cells[place + 1 :]])
    found = measures_of(lines)[1]
    assert (found.value, found.low, found.high) == (None, low, high)

    plain = read_bytes(f"Group,Rate\nBlack,0.42\nWhite,{cell}\n".encode(), "plain.csv")
    measures, unit, _problems = read_mapped(plain, guess_mapping(plain))
    assert unit == "percent"
    assert [(m.value, m.low, m.high) for m in measures] == [(42.0, None, None), (None, low, high)]


def with_cells(name: str, **cells: str) -> list[str]:
    """Return a sample's first rows; the second has these cells."""
    lines = lines_of(name, 3)
    header, row = (line.split(",") for line in lines[::2])
    for column, cell in cells.items():
        row[header.index(column)] = cell
    return [lines[0], lines[1], ",".join(row)]


@pytest.mark.parametrize(
    ("name", "cells"),
    [
        ("ma-assessment.csv", {"m_plus_e_pct": "<10"}),
        ("ma-assessment.csv", {"m_plus_e_pct": "fewer than 10"}),
        ("ma-assessment.csv", {"m_plus_e_pct": "< 10", "stu_cnt": "<10"}),
        ("ma-assessment.csv", {"m_plus_e_pct": "", "stu_cnt": "<10"}),
        ("ma-assessment.csv", {"m_plus_e_pct": "", "stu_cnt": "*"}),
        ("ma-graduation.csv", {"grad_pct": "<6"}),
        ("ma-graduation.csv", {"grad_pct": "Less than 6"}),
        ("ma-graduation.csv", {"grad_pct": "", "cohort_cnt": "<6"}),
        ("ma-enrollment.csv", {"hl_pct": "<10"}),
    ],
)
def test_the_states_least_size_says_that_a_group_is_too_small(
    name: str, cells: dict[str, str]
) -> None:
    """The state tells nothing of fewer than ten tested, or six in a cohort: that is no percent."""
    written = next(iter(cells.values()))
    row = [m for m in measures_of(with_cells(name, **cells)) if m.row == 3]
    found = next(m for m in row if m.as_written == written and m.metric != "Took part in the test")
    assert found.status is MeasureStatus.SUPPRESSED
    assert (found.value, found.low, found.high) == (None, None, None)


@pytest.mark.parametrize(
    ("cell", "low", "high"),
    [("<10%", 0.0, 10.0), ("<8", 0.0, 8.0), ("LT10", 0.0, 10.0), ("0-10", 0.0, 10.0)],
)
def test_another_bound_among_shares_stays_a_range_of_percent(
    cell: str, low: float, high: float
) -> None:
    found = measures_of(with_cells("ma-graduation.csv", grad_pct=cell))[1]
    assert (found.status, found.low, found.high) == (MeasureStatus.RANGE, low, high)


def test_fewer_than_ten_of_a_school_are_a_range_of_its_students() -> None:
    lines = with_cells("ma-enrollment.csv", li_cnt="<10", total_cnt="200", el_cnt=">=50")
    found = {m.student_group: m for m in measures_of(lines) if m.row == 3}
    low_income, learners = found["Low income"], found["English learners"]
    assert (low_income.status, low_income.low, low_income.high) == (MeasureStatus.RANGE, 0.0, 5.0)
    assert (learners.low, learners.high) == (25.0, 100.0)
    assert low_income.as_written == "<10 of 200"


def measure_text(text: str, size: float, weight: str = "regular") -> float:
    return len(text) * size * 0.5


def own_table(**cells: str) -> bytes:
    row = {
        "title": "T", "metric": "m", "organisation": "R", "student_group": "White", "value": "5",
        "status": "reported", "as_written": "5", "source_row": "2", "unit": "count",
        "kind": "demographics",
    } | cells  # fmt: skip
    return f"{','.join(COLUMNS)}\n{','.join(row.get(name, '') for name in COLUMNS)}\n".encode()


@pytest.mark.parametrize("word", ["nan", "NaN", "inf", "-inf", "Infinity", "1e999"])
def test_no_number_in_the_programs_own_table_is_missing(word: str, framework: Framework) -> None:
    fields = dict.fromkeys(("value", "numerator", "denominator", "source_row"), word)
    found = preview_data(read_bytes(own_table(**fields), "own.csv"), framework)
    row = found.dataset.rows[0]
    assert (row.value, row.status) == (None, MeasureStatus.MISSING)
    assert (row.numerator, row.denominator, row.row) == (None, None, 0)
    (drawn,) = bar_tables(found.dataset, "en", framework)
    assert bar_chart(drawn, 800, 400, measure_text, labels=bar_labels(str)).items


def test_the_programs_own_table_keeps_its_numbers(framework: Framework) -> None:
    found = preview_data(read_bytes(own_table(numerator="3"), "own.csv"), framework)
    row = found.dataset.rows[0]
    assert (row.value, row.numerator, row.row) == (5.0, 3.0, 2)


@pytest.mark.parametrize(
    ("values", "sizes", "read"),
    [
        (["42.5", "91"], ["-9", "12"], [None, 12.0]),
        (["42.5", "91"], ["1,250", "-5"], [1250.0, None]),
        (["42,5", "91"], ["1.250", "-9"], [1250.0, None]),
        (["42,5", "91"], ["12,5", "8"], [12.5, 8.0]),
        (["42.5", "91"], ["", "n<10"], [None, None]),
    ],
)
@pytest.mark.parametrize("field", [DataField.NUMERATOR, DataField.DENOMINATOR, DataField.VALUE])
def test_sizes_of_groups_follow_the_rules_of_values(
    values: list[str], sizes: list[str], read: list[float | None], field: DataField
) -> None:
    lines = [
        f"{group};{value};{size}"
        for group, value, size in zip(("Black", "White"), values, sizes, strict=True)
    ]
    table = read_bytes("\n".join(["Group;Rate;Size", *lines]).encode(), "mapped.csv")
    mapping = (DataField.GROUP, DataField.VALUE, field)
    measures, _unit, _problems = read_mapped(table, mapping)
    of_rates = [measure for measure in measures if measure.column == "Rate"]
    assert [measure.value for measure in of_rates] == [42.5, 91.0]
    if field is DataField.VALUE:
        assert [measure.value for measure in measures if measure.column == "Size"] == read
    else:
        assert [getattr(measure, field.value) for measure in of_rates] == read


def test_the_size_of_all_is_no_groups_size() -> None:
    lines = (
        "School,All students tested,Tested 2023,Black tested,All percent,Black percent,"
        "Latino percent",
        "Alder,1200,1100,300,50,40,30",
    )
    table = read_bytes("\n".join(lines).encode(), "wide.csv")
    sizes, values = [DataField.DENOMINATOR] * 3, [DataField.VALUE] * 3
    measures, _unit, _problems = read_mapped(table, (DataField.ORGANISATION, *sizes, *values))
    assert [(measure.group_id, measure.denominator) for measure in measures] == [
        ("all", 1200.0), ("black", 300.0), ("latino", None),
    ]  # fmt: skip


def test_a_column_is_looked_at_as_often_however_many_rows_it_has(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Looked at once a row, six thousand schools took seventeen seconds."""
    looks: list[object] = []

    def look(cells: Iterable[str], *, beside: bool = False) -> bool:
        looks.append(cells)
        return comma_is_decimal(cells, beside=beside)

    monkeypatch.setattr(data_columns, "comma_is_decimal", look)
    times = []
    for count in (60, 600):
        rows = "".join(f"School {n},Black,{n % 97}\n" for n in range(count))
        table = read_bytes(f"School,Student group,Suspended\n{rows}".encode(), "schools.csv")
        found = preview_data(table, framework, chosen={"organisation": "School 42"})
        assert [row.value for row in found.dataset.rows] == [42.0]
        times.append(len(looks))
        looks.clear()
    assert times[0] == times[1] > 0

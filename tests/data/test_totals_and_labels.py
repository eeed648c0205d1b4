"""Rows of a public layout that are none: totals below the schools, labels, names with a meaning."""

import csv
import io
from collections.abc import Callable

import pytest

from app.data.data_tables import as_data
from app.data.layout_rows import ending_year, is_of_all
from app.data.layouts import recognise
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.importing import RawTable
from app.domain.measures import Measure
from tests.data.conftest import sample
from tests.data.expected import COUNTS, EXPECTED
from tests.data.test_variants import key_of, said_by
from tests.data.variants import LAYOUTS

Rows = list[list[str]]


def rows_of(layout: str) -> Rows:
    with sample(f"{layout}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def table_of(rows: Rows) -> RawTable:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return as_data(read_bytes(out.getvalue().encode(), "table.csv"))


def measures_of(table: RawTable) -> list[Measure]:
    layout = recognise(table)
    assert layout is not None
    return layout.read(table)


def label(name: str) -> str:
    return "Label of " + name.replace("_", " ").lower()


def with_labels_below(rows: Rows) -> Rows:
    return [rows[0], [label(name) for name in rows[0]], *rows[1:]]


def with_labels_above(rows: Rows) -> Rows:
    return [[label(name) for name in rows[0]], *rows]


def with_meanings(rows: Rows) -> Rows:
    return [[f"{name}: {label(name)}, as in the code book" for name in rows[0]], *rows[1:]]


def with_meanings_in_brackets(rows: Rows) -> Rows:
    return [[f"{name} (column {n} of the guide)" for n, name in enumerate(rows[0])], *rows[1:]]


def with_a_total(rows: Rows) -> Rows:
    """A line that says "Total" first, and repeats the largest numbers of its columns."""
    return [*rows, ["Total", *["" for _name in rows[0][1:-1]], "99999"]]


def with_its_header_on_every_page(rows: Rows) -> Rows:
    """A list of several pages, each of which begins as the first one does."""
    said = [f" {name.upper().replace('_', chr(0xA0))}" for name in rows[0]]
    return [*rows[:3], rows[0], *rows[3:5], said, *rows[5:]]


@pytest.mark.parametrize(
    "change",
    [
        with_labels_below, with_labels_above, with_meanings, with_meanings_in_brackets,
        with_a_total, with_its_header_on_every_page,
    ],
    ids=lambda one: str(one.__name__),
)  # fmt: skip
@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_explains_a_table_is_none_of_its_rows(
    layout: str, change: Callable[[Rows], Rows], framework: Framework
) -> None:
    table = table_of(change(rows_of(layout)))
    measures = measures_of(table)
    assert len(measures) == COUNTS[layout]
    assert {key_of(one): said_by(one) for one in measures} == {
        key: pytest.approx(said, abs=1e-6) for key, said in EXPECTED[layout].items()
    }
    asked = {problem.field for problem in preview_data(table, framework).blocking}
    assert asked <= {"metric", "organisation"}


PAGES = (
    "Share of students",
    "Group,2022,2023",
    "Black,40,41%",
    "White,50,51",
    "Share of students",
    "Group,2022,2023",
    "Asian,60,61",
)
OVER_TWO_ROWS = (
    "School,Enrolled,,Absent,",
    ",Black,White,Black,White",
    "East,10,20,3,4",
    "School,Enrolled,,Absent,",
    ",Black,White,Black,White",
    "West,30,40,5,6",
)


def test_years_that_come_again_as_a_header_are_no_values(framework: Framework) -> None:
    table = as_data(read_bytes("\n".join(PAGES).encode(), "pages.csv"))
    assert [row.cells[0] for row in table.rows] == ["Black", "White", "Asian"]
    assert [note.row for note in table.notes if "once more" in note.message] == [5, 6]
    found = preview_data(table, framework, chosen={"year": "2023"})
    assert [(row.student_group, row.value) for row in found.dataset.rows] == [
        ("Black", 41), ("White", 51), ("Asian", 61),
    ]  # fmt: skip


def test_both_rows_of_a_header_may_come_again() -> None:
    table = as_data(read_bytes("\n".join(OVER_TWO_ROWS).encode(), "pages.csv"))
    assert [row.cells[0] for row in table.rows] == ["East", "West"]
    assert [note.row for note in table.notes if "once more" in note.message] == [4, 5]


@pytest.mark.parametrize(
    "total",
    [
        {"SCH_NAME": "District Total"},
        {"SCH_NAME": "TOTAL", "COMBOKEY": "180099000000"},
        {"SCH_NAME": "All schools", "SCHID": "00000"},
        {"SCH_NAME": "", "LEAID": "1800990 Total"},
    ],
)
def test_a_total_below_its_schools_counts_nobody_twice(total: dict[str, str]) -> None:
    rows = rows_of("crdc-schools")
    sums = {name: "9999" for name in rows[0] if name.startswith(("SCH_ENR", "SCH_FTE", "TOT_"))}
    line = {"LEA_STATE": "IN", "LEAID": "1800990", "LEA_NAME": rows[1][2], **sums, **total}
    table = table_of([*rows, [line.get(name, "") for name in rows[0]]])
    assert {key_of(m): said_by(m) for m in measures_of(table)} == {
        key: pytest.approx(said, abs=1e-6) for key, said in EXPECTED["crdc-schools"].items()
    }
    note = table.notes[-1]
    assert note.row == len(rows) + 1
    assert "left out" in note.message


def test_a_reader_of_schools_counts_no_total_even_where_nobody_set_it_aside() -> None:
    rows = rows_of("crdc-schools")
    line = dict.fromkeys(rows[0], "9999") | {"SCH_NAME": "Total", "LEAID": "1800990"}
    out = io.StringIO(newline="")
    csv.writer(out).writerows([*rows, [line[name] for name in rows[0]]])
    table = read_bytes(out.getvalue().encode(), "table.csv")
    assert len(measures_of(table)) == COUNTS["crdc-schools"]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2024", 2024), ("2023-24", 2024), ("SY 2023–24", 2024), ("School year 2023/24", 2024),
        ("2023-2024", 2024), ("FY24", 2024), ("SY'25", 2025), ("23-24", 2024), ("2024-06-30", 2024),
        ("2021-10-01 00:00", 2021), ("1999-00", 2000), ("12-15", None), ("all years", None),
    ],
)  # fmt: skip
def test_the_year_in_which_a_school_year_ends(text: str, year: int | None) -> None:
    assert ending_year(text) == year


@pytest.mark.parametrize(
    ("name", "of_all"),
    [
        ("District Total", True), ("DISTRICT TOTALS", True), ("Total", True),
        ("All  schools", True), ("Districtwide", True), ("Total for the district", True),
        ("Total Learning Academy", False),
        ("All Saints School", False), ("State Street Elementary", False),
    ],
)  # fmt: skip
def test_which_names_are_of_all_schools(name: str, of_all: bool) -> None:
    assert is_of_all(name) is of_all

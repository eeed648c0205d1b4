"""Files that people really bring: every cell is what the file says, with nothing but confirming."""

import csv
import io
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from app.data.data_columns import read_mapped
from app.data.layouts import recognise
from app.data.measures import preview_data
from app.data.tables import read_bytes, read_table
from app.domain.data_table import data_rows
from app.domain.framework import Framework
from app.domain.importing import DataPreview, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.domain.report import ReportInput
from app.reports.data_csv import data_csv
from app.services import data_import
from tests.data.brought_files import BROUGHT
from tests.data.test_variants import said_by

FOLDER = Path(__file__).parent / "brought"
S = MeasureStatus


def measures_of(table: RawTable) -> list[Measure]:
    layout = recognise(table)
    if layout:
        return layout.read(table)
    return read_mapped(table, data_import.mapping_for(table))[0]


@pytest.mark.parametrize("name", BROUGHT)
def test_every_cell_is_what_the_file_says(name: str) -> None:
    layout, said = BROUGHT[name]
    table = data_import.read_file(FOLDER / name)
    known = recognise(table)
    assert (known.id if known else "") == layout
    found: dict[tuple[str, ...], list[Measure]] = {}
    for one in measures_of(table):
        place = (one.organisation, one.year, one.subject, one.student_group)
        found.setdefault(place, []).append(one)
    for place, (expected, row) in said.items():
        alike = [(said_by(one), one.row) for one in found[place]]
        assert (pytest.approx(expected, abs=1e-6), row) in alike, place


@pytest.mark.parametrize("name", BROUGHT)
def test_every_number_is_in_the_row_and_column_that_it_names(name: str) -> None:
    table = data_import.read_file(FOLDER / name)
    raw = {row.number: row.cells for row in read_table(FOLDER / name).rows}
    headers = {header: place for place, header in enumerate(table.header)}
    for one in measures_of(table):
        assert (one.value is not None) == (one.status is S.REPORTED)
        assert one.status is S.RANGE or (one.low, one.high) == (None, None)
        assert (one.file, one.row in raw) == (name, True)
        columns = [place for header, place in headers.items() if header in one.column]
        assert columns
        if one.column in headers and " of " not in one.as_written and "+" not in one.as_written:
            cell = " ".join(raw[one.row][headers[one.column]].split())
            schools = one.level == "district" and BROUGHT[name][0] in ("crdc", "ccd_membership")
            told_by_a_flag = not cell and one.status is not S.REPORTED
            assert schools or told_by_a_flag or one.as_written == cell


@pytest.mark.parametrize("name", BROUGHT)
def test_our_own_table_of_it_reads_back_as_it_was(name: str, framework: Framework) -> None:
    table = data_import.read_file(FOLDER / name)
    found = preview_data(table, framework)
    chosen = {each.field: each.chosen or each.values[0] for each in found.filters}
    dataset = preview_data(table, framework, chosen=chosen).dataset
    assert dataset.rows
    report = SimpleNamespace(datasets=(SimpleNamespace(rows=data_rows(dataset)),))
    data = data_csv(cast("ReportInput", report))
    again = preview_data(read_bytes(data, "own.csv"), framework)
    assert again.blocking == ()
    assert again.dataset == dataset
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[0] == "title"


def our_export(framework: Framework) -> tuple[DataPreview, str]:
    """Return what a file with ranges and decimals holds, and our own table of it."""
    first = preview_data(data_import.read_file(FOLDER / "ed-data-express.csv"), framework)
    report = SimpleNamespace(datasets=(SimpleNamespace(rows=data_rows(first.dataset)),))
    return first, data_csv(cast("ReportInput", report)).decode("utf-8-sig")


def test_two_datasets_of_one_title_come_back_as_two(framework: Framework) -> None:
    first = preview_data(data_import.read_file(FOLDER / "ed-data-express.csv"), framework).dataset
    second = replace(first, rows=first.rows[:2])
    kept = [SimpleNamespace(rows=data_rows(each)) for each in (first, second)]
    data = data_csv(cast("ReportInput", SimpleNamespace(datasets=kept)))
    table = read_bytes(data, "own.csv")
    (asked,) = preview_data(table, framework).filters
    assert asked.values == (first.title, f"{first.title} (2)")
    for name, dataset in zip(asked.values, (first, second), strict=True):
        assert preview_data(table, framework, chosen={"title": name}).dataset == dataset


def test_our_own_table_comes_back_from_a_spreadsheet_with_decimal_commas(
    framework: Framework,
) -> None:
    first, text = our_export(framework)
    rows = list(csv.reader(io.StringIO(text)))
    value, low, high = (rows[0].index(name) for name in ("value", "low", "high"))
    numbers = 0
    for row in rows[1:]:
        for place in (value, low, high):
            # What a spreadsheet set to Spanish writes for 88.5.
            numbers += bool(row[place])
            row[place] = f"{float(row[place]) + 0.5}".replace(".", ",") if row[place] else ""
    out = io.StringIO()
    csv.writer(out, delimiter=";").writerows(rows)
    again = preview_data(read_bytes(out.getvalue().encode(), "own.csv"), framework)
    assert numbers > 2
    for one, two in zip(first.dataset.rows, again.dataset.rows, strict=True):
        assert two.status is one.status
        for name in ("value", "low", "high"):
            before = getattr(one, name)
            assert getattr(two, name) == (None if before is None else before + 0.5)


def test_a_number_that_was_typed_over_in_our_own_table_is_told(framework: Framework) -> None:
    first, text = our_export(framework)
    row = next(r for r in first.dataset.rows if r.status is S.REPORTED)
    rows = list(csv.reader(io.StringIO(text)))
    place = first.dataset.rows.index(row) + 1
    rows[place][rows[0].index("value")] = "about ninety"
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    again = preview_data(read_bytes(out.getvalue().encode(), "own.csv"), framework)
    (problem,) = again.problems
    assert (problem.row, problem.value, problem.blocking) == (place + 1, "about ninety", False)
    assert again.dataset.rows[place - 1].status is S.MISSING


def test_sentences_below_a_table_are_told_and_are_no_rows(framework: Framework) -> None:
    table = data_import.read_file(FOLDER / "grad-footnote-rows-dup-group.csv")
    assert [row.number for row in table.rows] == [2, 3]
    assert [note.row for note in table.notes] == [4, 5]
    assert preview_data(table, framework).dataset.rows[0].year == "2024"


def test_two_header_rows_keep_years_apart_and_sizes_beside_their_shares() -> None:
    table = data_import.read_file(FOLDER / "two-header-rows.csv")
    assert table.header[1:] == ("2022-23 · N", "2022-23 · %", "2023-24 · N", "2023-24 · %")
    found = {(one.year, one.student_group): one.denominator for one in measures_of(table)}
    assert found["2022-23", "Black"] == 60
    assert found["2023-24", "Black"] == 8


def test_codes_of_places_are_never_values() -> None:
    for name in BROUGHT:
        for one in measures_of(data_import.read_file(FOLDER / name)):
            assert one.as_written.lstrip("0") not in ("1800990", "1801230", "18")


@pytest.mark.parametrize(
    ("cell", "status", "high"),
    [
        ("<10", S.SUPPRESSED, None),
        ("fewer than 10", S.SUPPRESSED, None),
        ("n<15", S.SUPPRESSED, None),
        ("n ≤ 30", S.SUPPRESSED, None),
        ("< 10 students", S.SUPPRESSED, None),
        ("TFS", S.SUPPRESSED, None),
        ("‡", S.SUPPRESSED, None),
        ("†", S.NOT_APPLICABLE, None),
        ("NR", S.MISSING, None),
        ("#", S.MISSING, None),
        ("<10%", S.RANGE, 10.0),
        ("5% or less", S.RANGE, 5.0),
        ("95% or more", S.RANGE, 100.0),
        ("less than 5%", S.RANGE, 5.0),
    ],
)
def test_signs_for_too_few_are_no_share_of_students(
    cell: str, status: MeasureStatus, high: float | None
) -> None:
    """Beside "45%", "<10" may be ten students as well as ten percent: it is drawn as neither."""
    text = f"Student group,Percent\nAll,45%\nBlack,{cell}\n"
    table = read_bytes(text.encode(), "signs.csv")
    one = measures_of(table)[1]
    assert (one.status, one.value, one.high) == (status, None, high)
    assert one.as_written == cell

"""What columns of a table are taken as before anybody looked: their headers and cells tell."""

import io
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.data.data_columns import read_mapped
from app.data.data_headers import guess_mapping
from app.data.header_facts import facts_of
from app.data.measures import preview_data
from app.data.tables import read_bytes
from app.domain.errors import FileProblemError
from app.domain.framework import Framework
from app.domain.importing import DataField, RawTable
from app.services import data_import

F = DataField


def table_of(text: str) -> RawTable:
    return read_bytes(text.encode(), "table.csv")


@pytest.mark.parametrize(
    "header",
    ["District Number", "DistrictCode", "CountyCode", "School No", "BuildingID"],
)
def test_a_column_of_codes_is_no_value_and_no_size(header: str) -> None:
    table = table_of(f"{header},School Name,Score\n99,Lincoln,300\n99,Harbor,310\n")
    assert guess_mapping(table) == (F.IGNORE, F.ORGANISATION, F.VALUE)


def test_a_place_whose_numbers_stand_below_it_is_no_column_of_names() -> None:
    table = table_of("Student group,Lincoln,District\nBlack,82%,81%\nWhite,90%,91.5%\n")
    assert guess_mapping(table) == (F.GROUP, F.VALUE, F.VALUE)


def test_schools_by_their_numbers_are_still_names() -> None:
    table = table_of("School,Percent\n1001,82%\n1002,81%\n")
    assert guess_mapping(table)[0] is F.ORGANISATION


@pytest.mark.parametrize(
    ("header", "group_id", "rest"),
    [
        ("Favorable: Black students", "black", "Favorable"),
        ("ISS - Latino", "latino", "ISS"),
        ("Asian | Suspended", "asian", "Suspended"),
        ("% Black", "black", "%"),
        ("Out-of-school suspension", "", "Out-of-school suspension"),
    ],
)
def test_a_group_behind_a_prefix_is_a_group(header: str, group_id: str, rest: str) -> None:
    facts = facts_of(header)
    assert (facts.group_id, facts.rest) == (group_id, rest)


def test_a_column_in_which_every_value_is_hidden_stays_beside_its_like() -> None:
    table = table_of("School,Black,White,Asian\nLincoln,40%,60%,*\nHarbor,50%,70%,n<10\n")
    measures, _unit, _problems = read_mapped(table, guess_mapping(table))
    hidden = [one.as_written for one in measures if one.student_group == "Asian"]
    assert hidden == ["*", "n<10"]


def test_questions_with_a_column_for_each_group_are_several_metrics(framework: Framework) -> None:
    table = table_of("Question,All students,Black\nI feel safe,71%,62%\nI belong,64%,55%\n")
    found = preview_data(table, framework)
    assert [each.field for each in found.filters] == ["metric"]
    assert [problem.field for problem in found.blocking] == ["metric"]


def test_an_index_below_one_is_no_percentage(framework: Framework) -> None:
    table = table_of("School,Facility condition index\nLincoln,0.31\nHarbor,0.52\n")
    found = preview_data(table, framework)
    assert found.dataset.unit == "rate"
    assert [row.value for row in found.dataset.rows] == [0.31, 0.52]
    assert found.problems == ()


def test_a_row_of_millions_of_cells_is_refused_before_it_is_in_memory() -> None:
    whole = io.BytesIO()
    Workbook().save(whole)
    swollen = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            cells = b'<row r="1">' + b"<c><v>1</v></c>" * 1_000_000 + b"</row>"
            content = old.read(name)
            empty = re.compile(rb"<sheetData\s*/>|<sheetData>\s*</sheetData>")
            new.writestr(name, empty.sub(b"<sheetData>%b</sheetData>" % cells, content))
    tracemalloc.start()
    try:
        with pytest.raises(FileProblemError, match="too large"):
            read_bytes(swollen.getvalue(), "swollen.xlsx")
        assert tracemalloc.get_traced_memory()[1] < 100 * 1024 * 1024
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("header", ["Plantel", "Nombre del plantel", "Colegio", "Centro educativo"])
def test_a_school_is_known_by_its_spanish_names(header: str) -> None:
    table = table_of(f"{header},Grupo,Porcentaje\nNorte,Hispanos,45\nSur,Hispanos,62\n")
    assert guess_mapping(table)[0] == F.ORGANISATION


def test_columns_that_differ_by_a_sign_are_remembered_each_for_itself(tmp_path: Path) -> None:
    table = read_bytes(b"Student group,# Proficient,% Proficient\nBlack,10,45\n", "data.csv")
    mapping = (DataField.GROUP, DataField.DENOMINATOR, DataField.VALUE)
    assert data_import.remember_mapping(tmp_path, "ours", table, mapping)
    assert data_import.mapping_for(table, tmp_path) == mapping
    turned = read_bytes(b"% Proficient,Student group,# Proficient\n45,Black,10\n", "data.csv")
    wanted = (DataField.VALUE, DataField.GROUP, DataField.DENOMINATOR)
    assert data_import.mapping_for(turned, tmp_path) == wanted

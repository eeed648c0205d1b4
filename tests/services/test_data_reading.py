"""Data files are read in a process of their own: large ones narrowed down, all or nothing."""

import tempfile
from pathlib import Path

import pytest

from app.data.layouts import recognise
from app.domain.errors import FileProblemError
from app.domain.giving_up import GivenUpError
from app.domain.importing import ManyPlaces, RawTable
from app.domain.measures import MeasureStatus
from app.i18n import use_language
from app.paths import resource_path
from app.services import data_import
from app.services.data_reading import read_apart
from tests.bench import ccd_file

RACES = ("American Indian or Alaska Native", "Asian", "Black or African American")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a file as the Common Core of Data publishes, just too large to be read whole."""
    path = tmp_path_factory.mktemp("large") / "membership.csv"
    ccd_file.write(path, 21 * 1024 * 1024)
    return path


def read_table(path: Path, *places: str) -> RawTable:
    table = read_apart(path, places=places)
    assert isinstance(table, RawTable)
    return table


def test_a_small_file_is_the_same_as_read_here() -> None:
    path = resource_path("sample", "ma-graduation.csv")
    assert read_apart(path) == data_import.read_file(path)


def test_of_a_large_file_the_districts_are_told_first(large: Path) -> None:
    steps: list[tuple[int, int]] = []
    found = read_apart(large, tell=lambda done, count: steps.append((done, count)))
    assert isinstance(found, ManyPlaces)
    assert len(found.places) > 50
    assert sum(place.rows for place in found.places) > 100_000
    assert data_import.likely_places(found, "RIVERBEND ") == ("0100001",)
    assert data_import.likely_places(found, "Nowhere") == ()
    known = [step for step in steps if step[1]]
    assert known == sorted(known), "progress never goes back"
    assert known[-1][1] >= large.stat().st_size // 1024


def test_only_the_chosen_districts_rows_are_read_and_nobody_is_counted_twice(large: Path) -> None:
    table = read_table(large, "0100001")
    layout = recognise(table)
    assert layout is not None
    assert layout.id == "ccd_membership"
    measures = layout.read(table)
    schools = range(ccd_file.SCHOOLS_A_DISTRICT, 2 * ccd_file.SCHOOLS_A_DISTRICT)
    assert {m.organisation for m in measures} == {"Riverbend", *(f"School {n}" for n in schools)}
    found = {(m.organisation, m.student_group): m.value for m in measures}
    for place, race in enumerate(RACES):
        by_hand = [ccd_file.by_race(school, place) for school in schools]
        assert found["School 6", race] == by_hand[0]
        assert found["Riverbend", race] == sum(by_hand)
    whole = sum(ccd_file.by_race(school, race) for school in schools for race in range(7))
    assert found["Riverbend", "All students"] == whole
    lines = large.read_text("utf-8").splitlines()
    for measure in measures:
        if measure.level == "school":
            assert measure.organisation in lines[measure.row - 1]
            assert measure.as_written.split(" + ")[0] in lines[measure.row - 1].split(",")


def test_without_subtotals_the_cells_are_added_once(tmp_path: Path) -> None:
    rows = [ccd_file.HEADER]
    rows += [line for line in ccd_file.lines_of(6) if ccd_file.BY_RACE not in line]
    path = tmp_path / "cells.csv"
    path.write_text("\n".join(rows), "utf-8")
    table = read_table(path)
    layout = recognise(table)
    assert layout is not None
    found = {(m.level, m.student_group): m.value for m in layout.read(table)}
    assert found["school", "Asian"] == ccd_file.by_race(6, 1)


def test_a_count_that_is_missing_leaves_its_sum_missing(tmp_path: Path) -> None:
    rows = [ccd_file.HEADER, *ccd_file.lines_of(6)]
    place = next(n for n, row in enumerate(rows) if ",Asian,Female," in row and "Derived" in row)
    cells = rows[place].split(",")
    cells[16], cells[18] = "", "Suppressed"
    rows[place] = ",".join(cells)
    path = tmp_path / "gap.csv"
    path.write_text("\n".join(rows), "utf-8")
    table = read_table(path)
    layout = recognise(table)
    assert layout is not None
    found = {(m.level, m.student_group): m for m in layout.read(table)}
    assert found["school", "Asian"].value is None
    assert found["school", "Asian"].status is MeasureStatus.SUPPRESSED
    assert found["district", "Asian"].as_written == "0 of 1 schools report it"


def test_cancelling_ends_the_reader_and_leaves_nothing(
    large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    seen: list[Path] = []

    def give_up(done: int, _count: int) -> None:
        seen.extend(tmp_path.iterdir())
        if done:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        read_apart(large, tell=give_up)
    assert seen
    assert not list(tmp_path.iterdir())


def test_a_large_table_that_names_no_place_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "numbers.csv"
    path.write_text("when,number\n" + "2024-01-01,5\n" * 60_000, "utf-8")
    with pytest.raises(FileProblemError, match="too large") as told:
        read_apart(path)
    assert told.value.safe == "Nothing was imported."


def test_a_large_file_of_another_kind_is_narrowed_by_its_own_names(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    rows = [f"Town {n % 60};Black;{n % 90},5" for n in range(60_000)]
    path.write_bytes(
        "\r\n".join(["District;Group;Rate", *rows, "Cañón;White;3,5"]).encode("cp1252")
    )
    found = read_apart(path)
    assert isinstance(found, ManyPlaces)
    assert len(found.places) == 61
    table = read_table(path, "Cañón")
    assert [row.cells for row in table.rows] == [("Cañón", "White", "3,5")]
    assert table.rows[0].number == 60_002


def test_what_went_wrong_is_said_in_the_programs_language(tmp_path: Path) -> None:
    use_language("es")
    try:
        with pytest.raises(FileProblemError) as told:
            read_apart(tmp_path / "gone.csv")
    finally:
        use_language("en")
    assert told.value.safe == "No se importó nada."
    assert "gone.csv" in told.value.happened


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_large_file_may_be_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "any.csv"
    rows = [f"Town {n % 60},Black,{n % 90}" for n in range(60_000)]
    path.write_bytes("\r\n".join(["District,Group,Rate", *rows, "Peña,White,35"]).encode(encoding))
    table = read_table(path, "Peña")
    assert table.header == ("District", "Group", "Rate")
    assert [row.cells for row in table.rows] == [("Peña", "White", "35")]


def test_a_quotation_mark_without_end_in_a_large_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "broken.csv"
    rows = [f"Town {n % 60},Black,{n % 90}" for n in range(60_000)]
    rows[50_000] = 'Town 5,"Black,3'
    path.write_text("\n".join(["District,Group,Rate", *rows]), "utf-8")
    with pytest.raises(FileProblemError, match="cannot be read after row 50"):
        read_apart(path)

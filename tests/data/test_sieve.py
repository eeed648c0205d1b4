"""Large files read as a stream: what is wrong in them is a sentence, never a full memory."""

import io
import re
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from app.data import large_workbook
from app.data.limits import MOST_CELLS
from app.data.sieve import is_large, places_in, rows_of_places
from app.domain.errors import FileProblemError
from app.domain.giving_up import GivenUpError

_HEADER = "LEAID,LEA_NAME,Group,Value\n"
_MEGABYTE = 1 << 20


def tell(done: int, count: int) -> None:
    """Take what is told of the progress, and never give up."""


@pytest.mark.parametrize("endless", ["x", "1,", "\0"])
def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(
    tmp_path: Path, endless: str
) -> None:
    file = tmp_path / "endless.csv"
    rows = "1800990,Riverbend,White,12\n" * 12_000
    file.write_text(_HEADER + rows + endless * (24 * _MEGABYTE // len(endless)), "utf-8")
    tracemalloc.start()
    try:
        with pytest.raises(FileProblemError) as refused:
            places_in(file, tell)
        _now, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert "after row 12001" in refused.value.happened
    assert most < 16 * _MEGABYTE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_row_comes_whatever_ends_a_line(tmp_path: Path, end: str) -> None:
    file = tmp_path / "rows.csv"
    long = "n" * 30_000
    rows = ["1800990,Riverbend,White,12", f'1800990,Riverbend,"{long}\n",3', "7,Other,White,1"]
    file.write_bytes(end.join([_HEADER.strip(), *rows]).encode())
    found = places_in(file, tell)
    assert [(place.key, place.rows) for place in found.places] == [("Other", 1), ("Riverbend", 2)]
    _bare, kept = rows_of_places(file, ["Riverbend"], tell)
    assert [row.cells[2:] for row in kept] == [("White", "12"), (f"{long}\n", "3")]


def test_letters_below_a_plain_beginning_are_read_as_in_a_small_file(tmp_path: Path) -> None:
    file = tmp_path / "accents.csv"
    rows = "1,Alder,White,12\n" * 60_000
    file.write_bytes(_HEADER.encode() + rows.encode() + "2,San José,White,13\n".encode("cp1252"))
    assert [place.name for place in places_in(file, tell).places] == ["Alder", "San José"]
    bare, _kept = rows_of_places(file, ["2"], tell)
    assert [note.row for note in bare.notes if "José" in note.message] == [60_002]
    half = _HEADER + rows + "2,San José,White,13\n" * 9
    file.write_bytes(half.encode() + "2,San José,White,14\n".encode("cp1252"))
    with pytest.raises(FileProblemError, match="line 60011"):
        places_in(file, tell)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("swallowed", [1, 9])
def test_a_mark_that_is_closed_rows_later_leaves_no_row_out(
    tmp_path: Path, end: str, swallowed: int
) -> None:
    file = tmp_path / "marks.csv"
    rows = ["1,Alder,White,12"] * 40_000
    rows[30_000] = '1,"Alder,White,12'
    rows[30_000 + swallowed + 1] = '1,"Alder" East,White,12'
    file.write_bytes(end.join([_HEADER.strip(), *rows]).encode())
    with pytest.raises(FileProblemError, match="row 30002: a cell there has no end"):
        places_in(file, tell)


def test_files_put_one_behind_the_other_have_no_district_called_as_the_header_is(
    tmp_path: Path,
) -> None:
    file = tmp_path / "two.csv"
    file.write_text(_HEADER + "1,East,White,12\n" + _HEADER + "2,West,White,13\n", "utf-8")
    assert [place.name for place in places_in(file, tell).places] == ["East", "West"]


def test_a_large_file_that_is_written_while_it_is_read_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "growing.csv"
    file.write_text(_HEADER + "1,East,White,12\n" * 30_000, "utf-8")

    def write(_done: int, _count: int) -> None:
        with file.open("a", encoding="utf-8") as other:
            other.write("2,West,Whi")

    with pytest.raises(FileProblemError, match="was being written"):
        places_in(file, write)


@pytest.mark.parametrize(
    ("header", "row", "by", "places"),
    [
        ("School,Group,Value", "East,White,1", "School", {"East", "West"}),
        ("District,School,Group,Value", "River,East,White,1", "", {"River", "Other"}),
        ("Year,Subject,Group,Value", "2024,ELA,White,1", "Year", {"2024", "2025"}),
        ("Group,Value", "White,1", "Group", {"White", "Black"}),
    ],
)
def test_without_districts_a_part_is_chosen_by_what_else_tells_rows_apart(
    tmp_path: Path, header: str, row: str, by: str, places: set[str]
) -> None:
    file = tmp_path / "large.csv"
    other = row.replace("East", "West").replace("River", "Other").replace("2024", "2025")
    other = other.replace("White", "Black") if header.startswith("Group") else other
    file.write_text("\n".join([header, *[row] * 60_000, other, other]) + "\n", "utf-8")
    assert is_large(file)
    found = places_in(file, tell)
    assert found.by == by
    assert {place.key for place in found.places} == places
    few = min(found.places, key=lambda place: place.rows)
    _bare, kept = rows_of_places(file, [few.key], tell)
    assert [(kept_row.number, kept_row.cells) for kept_row in kept] == [
        (60_002, tuple(other.split(","))), (60_003, tuple(other.split(","))),
    ]  # fmt: skip


def large_workbook_file(file: Path, rows: int) -> None:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Membership")
    sheet.append(["District report"])
    sheet.append([])
    sheet.append(["LEAID", "District name", "Student group", "Percent"])
    for number in range(rows):
        sheet.append(
            [f"18{number % 50:05}", f"District {number % 50}", "White", f"{number % 100}%"]
        )
    sheet.append(["1899999", "Riverbend", "Black", "PS"])
    book.save(file)


def test_a_workbook_of_too_many_rows_is_read_row_by_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_workbook, "MOST_ROWS", 4_000)  # 50,000 would take long to write
    file = tmp_path / "large.xlsx"
    large_workbook_file(file, 4_500)
    assert is_large(file)
    steps: list[tuple[int, int]] = []
    found = places_in(file, lambda done, count: steps.append((done, count)))
    assert len(found.places) == 51
    assert [done for done, _count in steps] == sorted(done for done, _count in steps)
    assert steps[-1][0] == steps[-1][1]
    bare, kept = rows_of_places(file, ["Riverbend"], tell)
    assert bare.header_row == 3
    assert [(row.number, row.cells) for row in kept] == [
        (4_504, ("1899999", "Riverbend", "Black", "PS"))
    ]


def test_a_large_workbook_is_given_up_at_its_next_step(tmp_path: Path) -> None:
    file = tmp_path / "large.xlsx"
    large_workbook_file(file, 2_500)

    def give_up(done: int, _count: int) -> None:
        if done:
            raise GivenUpError

    with pytest.raises(GivenUpError):
        places_in(file, give_up)


def test_a_bomb_named_as_a_large_workbook_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr("xl/workbook.xml", b"<workbook/>")
        packed.writestr("xl/sharedStrings.xml", b"0" * (31 * _MEGABYTE))
        packed.writestr("xl/worksheets/sheet1.xml", b"<row/>" * 50_001)
    assert is_large(file)
    with pytest.raises(FileProblemError, match="too large once unpacked"):
        places_in(file, tell)


def test_a_file_of_few_rows_and_very_many_columns_is_narrowed_down_too(tmp_path: Path) -> None:
    """Fifty thousand rows of a hundred columns are as much in memory as a million of five."""
    columns = 300
    names = ",".join(f"m{n}" for n in range(columns))
    path = tmp_path / "wide.csv"
    with path.open("w") as file:
        file.write(f"District Name,{names}\n")
        for row in range(MOST_CELLS // columns + 10):
            file.write(f"District {row % 5}," + ",".join(["7"] * columns) + "\n")
    assert is_large(path)
    assert len(places_in(path, tell).places) == 5
    bare, rows = rows_of_places(path, ["District 1"], tell)
    assert len(bare.header) == columns + 1
    assert {row.cells[0] for row in rows} == {"District 1"}
    _bare, every = rows_of_places(path, [f"District {n}" for n in range(5)], tell)
    with pytest.raises(FileProblemError, match="cells"):
        list(every)


def test_a_wide_workbook_is_narrowed_down_before_it_is_in_memory(tmp_path: Path) -> None:
    columns = 400
    path = tmp_path / "wide.xlsx"
    write_sheet(path, MOST_CELLS // columns + 10, columns)
    assert large_workbook.is_large(path)
    write_sheet(path, 20, columns)
    assert not large_workbook.is_large(path)


def test_where_nothing_tells_parts_of_a_wide_file_the_limit_of_cells_is_named(
    tmp_path: Path,
) -> None:
    path = tmp_path / "codes.csv"
    with path.open("w") as file:
        file.write(",".join(f"m{n}" for n in range(400)) + "\n")
        for _row in range(MOST_CELLS // 400 + 10):
            file.write(",".join(["7"] * 400) + "\n")
    with pytest.raises(FileProblemError, match="cells"):
        places_in(path, tell)


def write_sheet(path: Path, rows: int, columns: int) -> None:
    empty = io.BytesIO()
    Workbook().save(empty)
    cells = b"<row>" + b"<c><v>7</v></c>" * columns + b"</row>"
    with zipfile.ZipFile(empty) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                empty_sheet = re.compile(rb"<sheetData\s*/>|<sheetData></sheetData>")
                content = empty_sheet.sub(b"<sheetData>%b</sheetData>" % (cells * rows), content)
            new.writestr(name, content)

"""Reading a table: any encoding and separator, and a clear word about every bad file."""

import io
import os
import sys
import time
import zipfile
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from app.data import whole_file
from app.data.limits import MOST_BYTES
from app.data.tables import read_bytes, read_pasted, read_table, require_rows, without_header
from app.domain.errors import FileProblemError
from tests.data.conftest import sample

ROWS = "Name,Role\nZoë Núñez,Teacher\nNguyễn Ana,Parent\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_every_unicode_encoding_reads_the_same(encoding: str) -> None:
    table = read_bytes(ROWS.encode(encoding), "people.csv")
    assert table.header == ("Name", "Role")
    assert table.column(0) == ("Zoë Núñez", "Nguyễn Ana")


def test_windows_1252_is_read_and_said() -> None:
    table = read_bytes("Name,Role\r\nZoë “Zo” Núñez,Teacher\r\n".encode("cp1252"), "people.csv")
    assert table.column(0) == ("Zoë “Zo” Núñez",)
    assert table.encoding == "windows-1252"
    assert any("accents" in note.message for note in table.notes)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_separator_and_line_end(separator: str, end: str) -> None:
    lines = [["Name", "Note"], ["Ana Test", "one, two; three"], ["Bo Test", 'said "no"']]
    text = end.join(
        separator.join(f'"{c.replace(chr(34), chr(34) * 2)}"' for c in r) for r in lines
    )
    table = read_bytes(text.encode(), "people.csv")
    assert [row.cells for row in table.rows] == [tuple(line) for line in lines[1:]]
    assert table.separator == separator


def test_a_decimal_comma_does_not_split_a_semicolon_file() -> None:
    table = read_bytes(b"Group;Share;Of\nBlack;12,5;80,5\nWhite;20,0;91,5\n", "data.csv")
    assert table.header == ("Group", "Share", "Of")


def test_excels_own_first_line_names_the_separator() -> None:
    table = read_bytes(b"sep=;\nName;Role\nAna Test;Parent\n", "people.csv")
    assert table.header == ("Name", "Role")
    assert table.rows[0].number == 3


def test_titles_above_and_footnotes_below_are_set_aside_and_said() -> None:
    text = (
        "Riverbend enrollment,,\nAs of October,,\n\nGroup,2023,2024\nBlack,10,11\nWhite,20,21\n\n"
        "* Groups under 10 are not shown,,\nSource: the state,,\n"
    )
    table = read_bytes(text.encode(), "data.csv")
    assert table.header == ("Group", "2023", "2024")
    assert [row.number for row in table.rows] == [5, 6]
    assert [note.row for note in table.notes] == [1, 2, 8, 9]


def test_a_last_person_with_only_a_name_is_no_footnote() -> None:
    table = read_bytes(b"Name,Role,Email\nAna Test,Parent,a@x.org\nBo Test,,\n", "people.csv")
    assert table.column(0) == ("Ana Test", "Bo Test")


def test_repeated_and_blank_headers_become_different() -> None:
    table = read_bytes(b"Name,Name,\nAna,Test,x\n", "people.csv")
    assert table.header[:2] == ("Name", "Name (2)")
    assert len(set(table.header)) == len(table.header) == 3
    assert any("“Name”" in note.message and note.row == 1 for note in table.notes)


def test_ragged_rows_are_filled_up_and_what_is_too_much_is_kept_apart() -> None:
    table = read_bytes(b"A,B,C\n1\n1,2,3\n1,2,3,4\n", "data.csv")
    assert [row.cells for row in table.rows] == [("1", "", ""), ("1", "2", "3"), ("1", "2", "3")]
    assert [row.extra for row in table.rows] == [(), (), ("4",)]


def test_a_few_zero_bytes_are_taken_out_and_said() -> None:
    table = read_bytes(b"Name,Role\nAna\0 Test,Parent\n", "people.csv")
    assert table.column(0) == ("Ana Test",)
    assert any("invisible" in note.message for note in table.notes)


def test_markup_and_formulas_stay_text() -> None:
    table = read_bytes(b'Name,Role\n"=HYPERLINK(""x"")",Parent\n<b>Bo</b>,Parent\n', "people.csv")
    assert table.column(0) == ('=HYPERLINK("x")', "<b>Bo</b>")


def refusal(data: bytes, name: str) -> str:
    with pytest.raises(FileProblemError) as caught:
        read_bytes(data, name)
    assert caught.value.safe == "Nothing was imported."
    assert caught.value.remedy
    assert name in str(caught.value)
    return caught.value.happened


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b" \r\n \n", "empty"),
        (b",,,\n,,,\n", "empty"),
        (b"PK\x03\x04" + bytes(60), "Excel workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60), "old Excel"),
        (b"%PDF-1.7\n1 0 obj\n", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + bytes(60), "a picture"),
        (b"\xff\xd8\xff\xe0" + bytes(60), "a picture"),
        (b"SQLite format 3\0" + bytes(60), "a database"),
        (b"\x1f\x8b\x08" + bytes(60), "a packed file"),
        (b"<!DOCTYPE html><table><tr><td>Name", "a web page"),
        (b"\0\0\0\x18ftypheic" + bytes(60), "a picture or a film"),
        (b"RIFF\x10\0\0\0WEBP" + bytes(60), "a picture or a film"),
        (b"Rar!\x1a\x07" + bytes(60), "a packed file"),
        (b'[{"Name": "Ana", "Role": "Parent"},\n {"Name": "Bo"}]', "data for programs"),
        (bytes(range(32)) * 40, "not text"),
    ],
)
def test_a_file_that_is_no_table_is_refused_by_what_it_is(data: bytes, said: str) -> None:
    assert said in refusal(data, "people.csv")


def test_a_byte_that_cannot_be_read_is_named_by_its_line() -> None:
    data = "Name\nZoë\nJosé\nÉlia\n".encode() + b"Bro\xffken\n"
    assert "line 5" in refusal(data, "people.csv")


def test_huge_files_are_refused_with_their_limit(tmp_path: Path) -> None:
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(MOST_BYTES + 1024 * 1024)
    with pytest.raises(FileProblemError, match="20 MB"):
        read_table(big)
    assert "after row 50000" in refusal(b"a,b\n" + b"1,2\n" * 50_001, "rows.csv")
    assert "501 columns" in refusal(b",".join([b"a"] * 501) + b"\n1\n", "columns.csv")


def test_a_missing_file_or_a_folder_is_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(FileProblemError, match=r"gone\.csv"):
        read_table(tmp_path / "gone.csv")
    with pytest.raises(FileProblemError, match="folder"):
        read_table(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such files")
def test_what_never_ends_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "zeros.csv").symlink_to("/dev/zero")
    for name in ("pipe.csv", "zeros.csv"):
        with pytest.raises(FileProblemError, match="may never end"):
            read_table(tmp_path / name)


def test_a_file_that_grows_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Role\nAna Ruiz,Parent\nBo Li,Tea", "utf-8")
    state_of, asked = whole_file.state_of, []

    def written_meanwhile(found: os.stat_result) -> whole_file.State:
        asked.append(found)
        if len(asked) == 1:
            with file.open("a", encoding="utf-8") as other:
                other.write("cher\n")
        return state_of(found)

    monkeypatch.setattr(whole_file, "state_of", written_meanwhile)
    with pytest.raises(FileProblemError, match="was being written"):
        read_table(file)
    assert [row.cells[1] for row in read_table(file).rows] == ["Parent", "Teacher"]


def test_a_header_alone_is_refused_with_its_row() -> None:
    table = read_bytes(b"\nName,Role,Email\n", "people.csv")
    with pytest.raises(FileProblemError, match="row 2 and nothing below"):
        require_rows(table)


def test_pasted_cells_with_and_without_a_header() -> None:
    table = read_pasted("Ana Test\tParent\nBo Test\tTeacher\n")
    assert [row.cells for row in without_header(table).rows] == [
        ("Ana Test", "Parent"),
        ("Bo Test", "Teacher"),
    ]


def workbook(*rows: tuple[object, ...], formats: dict[str, str] | None = None) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    for cell, number_format in (formats or {}).items():
        sheet[cell].number_format = number_format
    book.create_sheet("Notes").append(("only a note",))
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def test_a_workbook_reads_as_a_person_sees_it() -> None:
    data = workbook(
        ("Riverbend", None, None, None),
        ("Code", "Share", "Day", "Count"),
        (1230000, 0.152, date(2026, 10, 1), 8240.0),
        (None, None, None, None),
        (1230005, 0.5, None, 912),
        formats={"A3": "00000000", "B3": "0.0%"},
    )
    table = read_bytes(data, "data.xlsx")
    assert table.header == ("Code", "Share", "Day", "Count")
    assert table.rows[0].cells == ("01230000", "15.2%", "2026-10-01", "8240")
    assert [row.number for row in table.rows] == [3, 5]
    assert table.sheets == ("Sheet", "Notes")
    assert table.sheet == "Sheet"


@pytest.mark.parametrize(
    ("number", "number_format", "seen"),
    [
        (0.152, "0.0%", "15.2%"), (15.2, '0.0"%"', "15.2%"), (15.2, "0.0\\%", "15.2%"),
        (15, '0" %"', "15%"), (15.2, "0.0_%", "15.2"), (0.152, "[Red]0.0%;-0.0%", "15.2%"),
        (0.00004, "General", "0.00004"), (0.0000004, "0.00000%", "0.00004%"),
    ],
)  # fmt: skip
def test_a_percent_sign_that_is_only_shown_makes_no_number_larger(
    number: float, number_format: str, seen: str
) -> None:
    data = workbook(("Group", "Rate"), ("Black", number), formats={"B2": number_format})
    assert read_bytes(data, "data.xlsx").rows[0].cells == ("Black", seen)


def test_a_workbook_called_as_a_text_is_read_as_the_workbook_it_is() -> None:
    whole = workbook(("Name", "Role"), ("Ana Test", "Parent"))
    assert read_bytes(whole, "people.csv").rows == read_bytes(whole, "people.xlsx").rows
    assert "Excel workbook" in refusal(whole[: len(whole) // 2], "people.csv")


def test_a_damaged_workbook_and_a_packed_file_are_refused() -> None:
    whole = workbook(("Name", "Role"), ("Ana Test", "Parent"))
    assert "damaged" in refusal(whole[: len(whole) // 2], "people.xlsx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("people.csv", "Name\n")
    assert "packed file" in refusal(packed.getvalue(), "people.xlsx")
    assert "not an Excel workbook" in refusal(b"Name,Role\nAna,Parent\n", "people.xlsx")


def test_a_workbook_with_a_broken_sheet_is_refused() -> None:
    whole = workbook(("Name", "Role"), ("Ana Test", "Parent"))
    broken = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content[:80] if name.endswith("sheet1.xml") else content)
    assert "damaged" in refusal(broken.getvalue(), "people.xlsx")


def test_a_workbook_that_no_program_could_have_written_is_refused() -> None:
    whole = bytearray(workbook(("Name", "Role"), ("Ana Test", "Parent")))
    place = whole.find(b"PK\x01\x02")
    whole[place + 6] = 255  # a version of the zip format that there is not
    assert "damaged" in refusal(bytes(whole), "people.xlsx")


def test_a_small_workbook_that_unpacks_to_one_endless_cell_is_refused_at_once() -> None:
    whole = workbook(("Name", "Role"), ("Ana Test", "Parent"))
    swollen = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(whole)) as old,
        zipfile.ZipFile(swollen, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            content = old.read(name)
            if name.endswith("sheet1.xml"):
                content = content.replace(b"Ana Test", b"a" * 20_000_000)
            new.writestr(name, content)
    began = time.thread_time()
    assert "row 2" in refusal(swollen.getvalue(), "people.xlsx")
    assert time.thread_time() - began < 5


def test_people_files_are_read_fast_enough_for_the_window() -> None:
    started = time.thread_time()
    read_table(sample("people-form-export.csv"))
    assert time.thread_time() - started < 0.2


cell = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), max_codepoint=0x2FFF),
    min_size=1,
    max_size=12,
).map(lambda text: f"x{text.strip()}x")


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=st.lists(st.lists(cell, min_size=3, max_size=3), min_size=2, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"]),
    separator=st.sampled_from([",", ";", "\t", "|"]),
    end=st.sampled_from(["\n", "\r\n"]),
)
def test_what_was_written_comes_back(
    rows: list[list[str]], encoding: str, separator: str, end: str
) -> None:
    quoted = [[f'"{c.replace(chr(34), chr(34) * 2)}"' for c in row] for row in rows]
    text = end.join(separator.join(row) for row in [["One", "Two", "Three"], *quoted])
    data = text.encode(encoding)
    # UTF-16 without its mark is known by its zero bytes: a text of Asian letters has none.
    assume(encoding != "utf-16-le" or text.isascii())
    table = read_bytes(data, "any.csv")
    assert [list(row.cells) for row in table.rows] == rows


@settings(max_examples=150, deadline=None)
@given(data=st.binary(max_size=400), name=st.sampled_from(["a.csv", "a.xlsx", "a.txt"]))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes, name: str) -> None:
    try:
        table = read_bytes(data, name)
    except FileProblemError:
        return
    assert all(len(row.cells) == len(table.header) for row in table.rows)

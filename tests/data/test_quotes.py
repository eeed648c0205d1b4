"""Quotation marks: what is written by the rules comes back, and one too many loses no row."""

import csv
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.data.tables import read_bytes, read_pasted
from app.domain.errors import FileProblemError
from app.domain.importing import RawTable

HEADER = "Name,Email,Role,School\n"
ROWS = [f"P{n} Test,p{n}@x.org,Parent,School {n % 3}" for n in range(40)]


def read(*lines: str, header: str = HEADER) -> RawTable:
    return read_bytes((header + "\n".join(lines) + "\n").encode(), "people.csv")


def noted(table: RawTable) -> list[tuple[int, bool]]:
    """Return (row, whether the note says that it was read as a letter) of each note."""
    return [(note.row, "read as a letter" in note.message) for note in table.notes]


@pytest.mark.parametrize(
    "later",
    [
        [],
        ['Ann "Annie" Bell,ab@x.org,Parent,S'],
        ['Ann Bell,ab@x.org,Parent,"S, north"'],
        ['Ann 5",ab@x.org,Parent,S'],
        ['Ann Bell,ab@x.org,Parent,"two\nlines"'],
        ['"Ann, Bell",ab@x.org,Parent,S', '"Cy, Bell",ab@x.org,Parent,S'],
    ],
)
def test_a_mark_never_closed_swallows_no_row(later: list[str]) -> None:
    table = read(*ROWS[:20], '"Bo Test,b@x.org,Parent,S', *ROWS[20:30], *later, *ROWS[30:])
    assert len(table.rows) == 41 + len(later)
    assert {len(row.cells) for row in table.rows} == {4}
    assert table.rows[20].cells == ('"Bo Test', "b@x.org", "Parent", "S")
    assert noted(table)[0] == (22, True)


@pytest.mark.parametrize("column", range(4))
@pytest.mark.parametrize("row", [0, 1, 39])
def test_every_column_and_row_may_have_it(row: int, column: int) -> None:
    cells = ROWS[row].split(",")
    cells[column] = f'"{cells[column]}'
    table = read(*ROWS[:row], ",".join(cells), *ROWS[row + 1 :])
    assert [each.cells for each in table.rows[:row]] == [tuple(r.split(",")) for r in ROWS[:row]]
    assert table.rows[row].cells == tuple(cells)
    assert len(table.rows) == 40
    assert [number for number, _letter in noted(table)] == [row + 2]


def test_the_header_may_have_it_too() -> None:
    for separator in (",", ";", "\t"):
        text = '"' + HEADER + "\n".join(ROWS)
        table = read_pasted(text.replace(",", separator))
        assert table.separator == separator
        assert len(table.rows) == 40
        assert noted(table) == [(1, True)]


def test_several_are_each_named() -> None:
    lines = list(ROWS)
    for row in (3, 4, 20):
        lines[row] = f'"{lines[row]}'
    table = read(*lines)
    assert len(table.rows) == 40
    assert [number for number, _letter in noted(table)] == [5, 6, 22]


def test_two_marks_around_whole_rows_are_no_cell() -> None:
    lines = list(ROWS)
    lines[5] = f'"{lines[5]}'
    lines[30] = lines[30].replace(",", '",', 1)
    table = read(*lines)
    assert len(table.rows) == 40
    assert noted(table) == [(7, True), (32, False)]


def test_student_groups_are_not_swallowed() -> None:
    table = read(
        "All,50,2024,L", '"Black,60,2024,L', "White,70,2024,L", 'Hispanic,80,2024,"Lincoln"',
        "EL,90,2024,L", header="Student Group,Value,Year,School\n",
    )  # fmt: skip
    assert table.column(1) == ("50", "60", "70", "80", "90")
    assert noted(table) == [(3, True)]


def test_a_long_file_with_it_at_its_beginning_reads() -> None:
    table = read('"Bo Test,b@x.org,Parent,S', *ROWS * 200)
    assert len(table.rows) == 8_001
    assert noted(table) == [(2, True)]


def test_a_file_full_of_them_is_told_in_few_notes() -> None:
    table = read(*[f'"{row}' for row in ROWS * 20])
    assert len(table.rows) == 800
    assert len(table.notes) == 100
    assert "further down" in table.notes[-1].message


def test_answers_of_several_lines_come_back_unchanged() -> None:
    answers = [
        "We tried, twice\nand, then, stopped",
        "Dear all,\n\nyes, indeed, and more\n- one\n- two, three, four\n",
        'She said "no",\nthen "yes", then left',
        "one\ntwo",
    ]
    out = io.StringIO()
    rows = [[f"P{n}", answer, "Parent", answer] for n, answer in enumerate(answers)]
    csv.writer(out).writerows([["Name", "Your story", "Role", "More"], *rows])
    table = read_bytes(out.getvalue().encode(), "people.csv")
    assert [list(row.cells) for row in table.rows] == rows
    assert table.notes == ()


def test_an_answer_with_marks_that_were_not_doubled_stays_one_cell() -> None:
    table = read('Ana,"We tried\nthe "big" plan",Parent,S', *ROWS)
    assert len(table.rows) == 41
    assert table.rows[0].cells[1].replace('"', "") == "We tried\nthe big plan"
    assert noted(table) == [(2, False)]


def test_a_text_that_cannot_be_understood_is_refused_by_its_row() -> None:
    with pytest.raises(FileProblemError, match="row 3") as caught:
        read(ROWS[0], 'Bo,b@x.org,Parent,"We tried many things\nand then\nwe')
    assert caught.value.safe == "Nothing was imported."
    with pytest.raises(FileProblemError, match="row 2"):
        read(f"{'x' * 40_000},b@x.org,Parent,S")


words = st.sampled_from(
    ["Ana", "Bo Lee", "x@y.org", "Yes, often", 'said "no"', "one\ntwo", "tried, twice\nand, no",
     '5"', "", "a;b", "We\r\n\r\nstop", '"', '""', "a,b\nc,d"]
)  # fmt: skip
texts = words | st.text("ab ,;\"\n'", max_size=12)


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[list[str]], str]:
    """Return rows with a header, and what a program writes of them."""
    width = draw(st.integers(2, 5))
    body = draw(st.lists(st.lists(texts, min_size=width - 1, max_size=width - 1), min_size=3))
    rows = [[f"Column {n}" for n in range(width)]]
    rows += [[f"Person {n}", *cells] for n, cells in enumerate(body)]
    out = io.StringIO()
    quoting: st.SearchStrategy[object] = st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
    writer = csv.writer(out, quoting=draw(quoting))  # type: ignore[arg-type]
    writer.writerows(rows)
    return rows, out.getvalue()


@settings(max_examples=200, deadline=None)
@given(written=tables())
def test_what_a_program_wrote_comes_back_or_is_told(
    written: tuple[list[list[str]], str],
) -> None:
    rows, text = written
    table = read_bytes(f"sep=,\r\n{text}".encode(), "people.csv")
    if not table.notes:
        assert [list(row.cells) for row in table.rows] == rows[1:]


@settings(max_examples=300, deadline=None)
@given(written=tables(), data=st.data())
def test_one_mark_too_many_loses_nothing_silently(
    written: tuple[list[list[str]], str], data: st.DataObject
) -> None:
    rows, text = written
    place = data.draw(st.integers(0, len(text)))
    stray = f'sep=,\r\n{text[:place]}"{text[place:]}'
    try:
        table = read_bytes(stray.encode(), "people.csv")
    except FileProblemError as error:
        told = error.happened
    else:
        told = " ".join(f"row {note.row}" for note in table.notes if note.row)
        found = "".join(cell for row in table.rows for cell in (*row.cells, *row.extra))
        found += "".join((*table.header, *(note.message for note in table.notes)))
        assert all(row[0].replace(" ", "") in re.sub(r'[\s"]', "", found) for row in rows[1:])
    assert "row " in told

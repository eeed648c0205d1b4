"""Spreadsheets that LibreOffice saved: every cell as a person sees it, and nothing that bursts."""

import pytest

from app.data.tables import read_bytes
from app.domain.errors import FileProblemError
from tests.data.spreadsheets import ods, packed


def value(kind: str, attribute: str, shown: str, more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {attribute} {more}>'
        f"<text:p>{shown}</text:p></table:table-cell>"
    )


def test_cells_are_what_a_person_sees_with_all_their_digits() -> None:
    rows = [
        ["Name", "Code", "Share", "Day", "Note", "Result"],
        [
            "Ana Ruiz",
            value("float", 'office:value="42"', "0042"),
            value("percentage", 'office:value="0.1525"', "15%"),
            value("date", 'office:date-value="2026-11-20T00:00:00"', "20.11.26"),
            "two\nlines",
            value("float", 'office:value="7.25"', "7", 'table:formula="of:=SUM([.A1])"'),
        ],
    ]
    table = read_bytes(ods(("Cover", [["A title"]]), ("People", rows)), "people.ods")
    assert table.rows[0].cells == ("Ana Ruiz", "0042", "15.25%", "2026-11-20", "two\nlines", "7.25")
    assert (table.sheet, table.sheets) == ("People", ("Cover", "People"))


def test_a_small_number_is_written_out_and_an_endless_one_bursts_nothing() -> None:
    numbers = [
        value("float", f'office:value="{number}"', "0") for number in ("4E-5", "1e999999999")
    ]
    rows = [["Name", "Share", "Other"], ["Ana Ruiz", *numbers]]
    table = read_bytes(ods(("S", rows)), "people.ods")
    assert table.rows[0].cells == ("Ana Ruiz", "0.00004", "Infinity")


def test_repeated_cells_spaces_and_links_are_written_out() -> None:
    link = (
        '<table:table-cell><text:p>Bo<text:s text:c="2"/><text:span>Li</text:span>'
        "<office:annotation><text:p>a remark</text:p></office:annotation></text:p>"
        "</table:table-cell>"
    )
    twice = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell>"
    )
    table = read_bytes(ods(("S", [["Name", "A", "B"], [link, twice]])), "people.ods")
    assert table.rows[0].cells == ("Bo  Li", "x", "x")


def test_a_hidden_sheet_is_not_read() -> None:
    old = ("Old", [["Name", "Role"], ["Nobody", "Parent"]])
    new = ("New", [["Name", "Role"], ["Ana Ruiz", "Parent"]])
    table = read_bytes(ods(old, new, hidden=("Old",)), "people.ods")
    assert [row.cells for row in table.rows] == [("Ana Ruiz", "Parent")]


MANY = (
    '<table:table-row table:number-rows-repeated="900000">'
    "<table:table-cell><text:p>x</text:p></table:table-cell>"
)


@pytest.mark.parametrize(
    "data",
    [
        b"no archive",
        packed("<broken"),
        packed('<!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'),
        packed(" " * 30_000_000),
        ods(("S", [["Name"], [f"<table:table-cell/></table:table-row>{MANY}"]])),
        ods(("S", [["Name"], ['<table:table-cell table:number-columns-repeated="9000">'
                              "<text:p>x</text:p></table:table-cell>"]])),
    ],
    ids=["no archive", "broken", "entities", "bursts", "a million rows", "thousands of columns"],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_three_sentences(data: bytes) -> None:
    with pytest.raises(FileProblemError) as refused:
        read_bytes(data, "people.ods")
    assert refused.value.safe == "Nothing was imported."
    assert refused.value.remedy

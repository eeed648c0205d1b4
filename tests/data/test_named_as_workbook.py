"""Files that are named as a workbook and are a page, text or XML, as many tools export them."""

import time
from contextlib import suppress
from pathlib import Path

import pytest

from app.data import sieve
from app.data.data_tables import as_data
from app.data.measures import preview_data
from app.data.people import preview
from app.data.people_header import with_header_judged
from app.data.tables import read_bytes, read_table
from app.domain.errors import FileProblemError
from app.domain.framework import Framework
from app.domain.importing import RawTable
from app.domain.people import Role

PAGE = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head>
<meta http-equiv=Content-Type content="text/html; charset=utf-8"><title>Guests</title>
<style>td {{mso-number-format:"\\@"}} table > tr {{}}</style>
<!--[if gte mso 9]><xml><table><tr><td>no</td></tr></table></xml><![endif]-->
</head><body>{body}</body></html>"""
GUESTS = (
    "<table border=1><thead><tr><th>Name</th><th>Email</th><th>Role</th></tr></thead><tbody>"
    "<tr><td>Ana&nbsp;Ruiz</td><td>ana@x.org</td><td>Parent</td></tr>"
    "<tr><td>Zo&euml; O&#39;Hara &amp; co</td><td>z@x.org</td><td>Teacher</td></tr></tbody></table>"
)
XML = """<?xml version="1.0"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
 <Styles><Style ss:ID="s1"><NumberFormat ss:Format="Percent"/></Style></Styles>
 <Worksheet ss:Name="Guests"><Table>{rows}</Table></Worksheet>
 <Worksheet ss:Name="Empty"><Table></Table></Worksheet>
</Workbook>"""


def cells(data: bytes | str, name: str = "guests.xls", sheet: str = "") -> list[list[str]]:
    found = table(data, name, sheet)
    return [list(found.header), *(list(row.cells) for row in found.rows)]


def table(data: bytes | str, name: str = "guests.xls", sheet: str = "") -> RawTable:
    return read_bytes(data.encode() if isinstance(data, str) else data, name, sheet=sheet)


def refused(data: bytes | str, name: str = "guests.xls") -> str:
    with pytest.raises(FileProblemError) as caught:
        table(data, name)
    assert caught.value.safe == "Nothing was imported."
    assert caught.value.remedy
    return caught.value.happened


def xml_row(*values: str, kind: str = "String") -> str:
    inside = "".join(f'<Cell><Data ss:Type="{kind}">{each}</Data></Cell>' for each in values)
    return f"<Row>{inside}</Row>"


@pytest.mark.parametrize(
    ("number_format", "number", "seen"),
    [
        ("Percent", "0.152", "15.2%"), ("0.0%", "0.152", "15.2%"),
        ("0.0&quot;%&quot;", "15.2", "15.2"), ("General", "4.0E-5", "0.00004"),
    ],
)  # fmt: skip
def test_a_number_in_xml_is_what_a_person_sees(number_format: str, number: str, seen: str) -> None:
    text = XML.replace('"Percent"', f'"{number_format}"').format(
        rows=xml_row("Group", "Rate")
        + '<Row><Cell><Data ss:Type="String">Black</Data></Cell>'
        + f'<Cell ss:StyleID="s1"><Data ss:Type="Number">{number}</Data></Cell></Row>'
    )
    assert cells(text)[1] == ["Black", seen]


@pytest.mark.parametrize("name", ["guests.xls", "guests.xlsx", "GUESTS.XLS"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_people_come_from_a_page(framework: Framework, name: str, encoding: str) -> None:
    data = PAGE.format(body=GUESTS.replace("&euml;", "ë")).encode(encoding)
    found = preview(with_header_judged(read_bytes(data, name)), (), framework)
    assert [(p.name, p.email, p.role) for p in found.people] == [
        ("Ana Ruiz", "ana@x.org", Role.ADVOCATE),
        ("Zoë O'Hara & co", "z@x.org", Role.EDUCATOR),
    ]


@pytest.mark.parametrize("separator", ["\t", ",", ";"])
def test_people_come_from_text(framework: Framework, separator: str) -> None:
    rows = [("Name", "Role"), ("Ana Ruiz", "Parent"), ("Bo Li", "Teacher")]
    data = "\r\n".join(separator.join(row) for row in rows).encode("utf-16")
    found = preview(with_header_judged(read_bytes(data, "a.xls")), (), framework)
    assert [person.name for person in found.people] == ["Ana Ruiz", "Bo Li"]


def test_only_text_with_tabs_may_have_the_newer_name() -> None:
    assert cells("Name\tRole\nAna\tParent\n", "a.xlsx") == [["Name", "Role"], ["Ana", "Parent"]]
    assert "not an Excel workbook" in refused("Name,Role\nAna,Parent\n", "a.xlsx")
    assert "not an Excel workbook" in refused("Dear all,\nplease come.\n", "a.xls")


def test_district_data_comes_from_a_page(framework: Framework, tmp_path: Path) -> None:
    rows = "".join(
        f"<tr>\n<td>{group}</td>\n<td style='mso-number-format:0.0%'>{rate}</td>\n</tr>"
        for group, rate in (("All students", "86%"), ("Black", "&lt;10%"), ("White", "*"))
    )
    page = PAGE.format(body=f"<table><tr><th>Student group<th>Rate</tr>{rows}</table>")
    path = tmp_path / "rates.xls"
    path.write_text(page, "utf-8")
    assert not sieve.is_large(path)
    found = preview_data(as_data(read_table(path)), framework)
    assert [row.as_written for row in found.dataset.rows] == ["86%", "<10%", "*"]
    assert [row.status.value for row in found.dataset.rows] == ["reported", "range", "suppressed"]


def test_a_page_of_many_lines_is_one_look(tmp_path: Path) -> None:
    path = tmp_path / "long.xls"
    path.write_text(PAGE.format(body=GUESTS + "\n" * 60_000), "utf-8")
    assert not sieve.is_large(path)


def test_tags_may_be_left_open_and_cells_go_over_several() -> None:
    body = (
        "<TABLE><TR><TD COLSPAN=3>Guests of 2026<TR><TH>Name<TH>Role<TH>Note"
        "<TR><TD ROWSPAN=2>Ana<BR>Ruiz<TD>Parent<TD>first &lt; last"
        "<TR><TD>Teacher<TD title='a > b'>x<p>y</TABLE>"
    )
    assert cells(PAGE.format(body=body)) == [
        ["Name", "Role", "Note"], ["Ana\nRuiz", "Parent", "first < last"],
        ["", "Teacher", "x\ny"],
    ]  # fmt: skip


def test_scripts_hidden_words_and_comments_are_not_read() -> None:
    body = GUESTS.replace(
        "Ana&nbsp;Ruiz",
        "<script>if (a<b) document.write('<td>x')</script>"
        "<span style='display:none'>0<i>1</i></span>"
        "Ana <!-- <td>no --><b>Ruiz</b><style>b{}</style>",
    )
    assert cells(PAGE.format(body=body))[1][0] == "Ana Ruiz"


def test_of_several_tables_the_fullest_is_read_and_others_can_be_chosen() -> None:
    small = "<table><tr><td>From<td>To<tr><td>1<td>2</table>"
    body = f"<table><tr><td>{small}</td></tr><tr><td>Menu</td><td>{GUESTS}</td></tr></table>"
    found = table(PAGE.format(body=body))
    assert found.header == ("Name", "Email", "Role")
    assert found.sheets == ("Table 1", "Table 2")
    assert table(PAGE.format(body=body), sheet="Table 1").header == ("From", "To")


def test_a_page_without_a_table_is_said_to_be_one() -> None:
    assert "a web page" in refused("<!DOCTYPE html><html><body>Please sign in</body></html>")
    assert "a web page" in refused(PAGE.format(body=GUESTS), "guests.csv")
    assert "old Excel" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(60))
    assert "a PDF" in refused(b"%PDF-1.7\n1 0 obj\n")


def test_a_workbook_in_xml_is_read_as_excel_shows_it(framework: Framework) -> None:
    rows = (
        '<Row><Cell ss:MergeAcross="2"><Data ss:Type="String">Guests</Data></Cell></Row>'
        + xml_row("Name", "Role", "Share", "Day", "Code")
        + '<Row ss:Index="5"><Cell><Data ss:Type="String">Ana &amp; Ruiz</Data><Comment>'
        '<Data ss:Type="String">secret</Data></Comment></Cell><Cell ss:Index="3" ss:StyleID="s1">'
        '<Data ss:Type="Number">0.415</Data></Cell><Cell><Data ss:Type="DateTime">'
        "2026-11-20T00:00:00.000</Data></Cell>"
        '<Cell><Data ss:Type="Number">12.0</Data></Cell></Row>'
        '<Row><Cell><ss:Data ss:Type="String" xmlns="http://www.w3.org/TR/REC-html40">'
        "<B>Bo</B> Li</ss:Data></Cell></Row>"
    )
    found = table(XML.format(rows=rows))
    assert found.header == ("Name", "Role", "Share", "Day", "Code")
    assert [(row.number, row.cells) for row in found.rows] == [
        (5, ("Ana & Ruiz", "", "41.5%", "2026-11-20", "12")),
        (6, ("Bo Li", "", "", "", "")),
    ]
    assert found.sheets == ("Guests", "Empty")


BOMB = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
FETCHED = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


@pytest.mark.parametrize("doctype", [BOMB, FETCHED, "<!-- " + "x" * 3_000 + " -->" + FETCHED])
def test_no_entity_is_defined_or_fetched(doctype: str) -> None:
    hostile = XML.format(rows=xml_row("Name", "Role") + xml_row("&a;", "&j;"))
    began = time.thread_time()
    said = refused(hostile.replace("<Workbook", doctype + "<Workbook", 1))
    assert "damaged" in said or "a web page" in said
    assert time.thread_time() - began < 5
    page = doctype + PAGE.format(body=GUESTS.replace("Ana&nbsp;Ruiz", "&a;&j;"))
    assert cells("<!DOCTYPE html>" + page)[1][0] == "&a;&j;"


@pytest.mark.parametrize(
    "hostile",
    ["<a " * 300_000, '<a b="' * 200_000, "<!--" * 300_000, "<![CDATA[" * 200_000, "<?" * 300_000,
     "<!x " * 300_000, "</" * 300_000, "</a " * 300_000, "<script>" * 100_000, "&#" * 10_000,
     "<b '>" * 200_000, "<table>" * 200_000, "<td><table><tr>" * 100_000,
     "<tr><td colspan=999999 rowspan=999999>" * 20_000, "<td colspan=500><td>",
     "<tr><td>a" * 60_000, ("<tr>" + "<td>a" * 500) * 1_600, "<td>" * 1_000_000, "x" * 3_000_000,
     "<span style='display:none'>" * 200_000],
    ids=range(20),
)  # fmt: skip
def test_a_page_made_to_burst_is_refused_or_read_at_once(hostile: str) -> None:
    """A million cells, tags never closed, tables in tables: what takes minutes elsewhere."""
    data = PAGE.format(body="<table><tr><td>Name<td>Role<tr><td>Ana<td>Parent<tr><td>" + hostile)
    began = time.thread_time()
    with suppress(FileProblemError):
        assert table(data).rows[0].cells[:2] == ("Ana", "Parent")
    assert time.thread_time() - began < 30


@pytest.mark.parametrize(
    "rows",
    ["<Row><Cell><Data ss:Type='String'>" + "x" * 40_000 + "</Data></Cell></Row>",
     "<Row>" + "<Cell/>" * 501 + "</Row>",
     "<Row><Cell ss:Index='16384'><Data ss:Type='String'>x</Data></Cell></Row>",
     "<Row><Cell ss:Index='x'/></Row>",
     "<Row><Cell><Data ss:Type='Number'>many</Data></Cell></Row>",
     xml_row(*"abc") * 50_002, xml_row(*["a"] * 500) * 1_600, "<Row>"],
    ids=range(8),
)  # fmt: skip
def test_a_workbook_in_xml_has_the_usual_bounds(rows: str) -> None:
    assert "guests.xls" in refused(XML.format(rows=xml_row("Name", "Role") + rows))

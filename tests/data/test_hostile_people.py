"""Hostile people files: a clear sentence or a safe import. Our own list comes back unchanged."""

import csv
import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from app.data import people_list
from app.data.languages import language_name, languages_in
from app.data.people import preview, to_command
from app.data.people_header import with_header_judged
from app.data.tables import read_bytes
from app.domain.errors import FileProblemError
from app.domain.framework import Framework, framework_from_json
from app.domain.people import Person, Role, clean_name
from app.domain.people_importing import PeoplePreview
from app.domain.spreadsheet_text import RISKY, safe, unguarded
from app.services.sample import default_pack
from tests.data.conftest import listed

XML = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FORMULAS = (
    '=HYPERLINK("http://evil.example","x")', "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(A1)",
    "\uff1d1+1", "'=1+1", "''=1", " =1", "=1",
)  # fmt: skip


@cache
def pack() -> Framework:
    return framework_from_json(default_pack())


def read(data: bytes, name: str, framework: Framework, *people: Person) -> PeoplePreview:
    return preview(with_header_judged(read_bytes(data, name)), people, framework)


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def with_part(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """Return a workbook with one of its parts changed, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, change(old.read(part) if part in old.namelist() else b""))
    return out.getvalue()


def sheet_of(rows: bytes) -> bytes:
    return b'<worksheet xmlns="' + XML + b'"><sheetData>' + rows + b"</sheetData></worksheet>"


def bomb_of_strings(base: bytes) -> bytes:
    strings = b"<si><t>a</t></si>" * 2_000_000
    return with_part(base, "xl/sharedStrings.xml", lambda _old: b"<sst>" + strings + b"</sst>")


def bomb_of_styles(base: bytes) -> bytes:
    return with_part(base, "xl/styles.xml", lambda old: old + b" " * 40_000_000)


def bomb_of_entities(base: bytes) -> bytes:
    kinds = b"".join(b'<!ENTITY e%d "%s">' % (n, b"&e%d;" % (n - 1) * 10) for n in range(1, 10))
    head = b'<!DOCTYPE x [<!ENTITY e0 "aaaaaaaaaa">' + kinds + b"]>"
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&e9;</t></is></c></row>'
    return with_part(base, "xl/worksheets/sheet1.xml", lambda _old: head + sheet_of(row))


def far_cell(base: bytes) -> bytes:
    row = b'<row r="1"><c r="A1"><v>1</v></c><c r="XFD1"><v>1</v></c></row>'
    return with_part(base, "xl/worksheets/sheet1.xml", lambda _old: sheet_of(row * 2))


@pytest.mark.parametrize(
    "make", [bomb_of_strings, bomb_of_styles, bomb_of_entities, far_cell], ids=lambda m: m.__name__
)
def test_a_workbook_that_bursts_is_refused_in_three_sentences(
    framework: Framework, make: Callable[[bytes], bytes]
) -> None:
    data = make(workbook(("Name", "Role"), ("Ana Test", "Parent")))
    assert len(data) < 2_000_000
    began = time.thread_time()
    with pytest.raises(FileProblemError) as refused:
        read(data, "people.xlsx", framework)
    assert time.thread_time() - began < 5
    assert refused.value.happened
    assert refused.value.safe == "Nothing was imported."
    assert refused.value.remedy


def test_a_workbook_that_claims_a_million_rows_is_read_by_what_is_there(
    framework: Framework,
) -> None:
    claims = b'<dimension ref="A1:XFD1048576"/><sheetData>'
    data = with_part(
        workbook(("Name", "Role"), ("Ana Test", "Parent")), "xl/worksheets/sheet1.xml",
        lambda old: old.replace(b"<sheetData>", claims, 1),
    )  # fmt: skip
    assert [person.name for person in read(data, "people.xlsx", framework).people] == ["Ana Test"]


def test_links_out_of_a_workbook_are_never_followed(framework: Framework) -> None:
    base = workbook(("Name", "Role", "Needs"), ("Ana Test", "Parent", "x"))
    linked = with_part(
        base, "xl/worksheets/sheet1.xml",
        lambda old: sheet_of(
            b'<row r="1"><c r="A1" t="inlineStr"><is><t>Name</t></is></c>'
            b'<c r="B1" t="inlineStr"><is><t>Role</t></is></c></row>'
            b'<row r="2"><c r="A2" t="inlineStr"><is><t>Ana Test</t></is></c>'
            b'<c r="B2" t="str"><f>\'file://evil.example/[x.xlsx]S\'!A1</f><v>Parent</v></c></row>'
            b'<row r="3"><c r="A3" t="inlineStr"><is><t>Bo Test</t></is></c>'
            b'<c r="B3" t="str"><f>[1]Sheet1!A1</f></c></row>'
        ),
    )  # fmt: skip
    found = read(linked, "people.xlsx", framework)
    # What Excel saw last counts; a formula without a result is blank, and both are told.
    assert [(person.name, person.role) for person in found.people] == [
        ("Ana Test", Role.ADVOCATE), ("Bo Test", None),
    ]  # fmt: skip
    assert [(note.row, "formula without a result" in note.message) for note in found.notes] == [
        (3, True)
    ]
    assert [problem.row for problem in found.blocking] == [3]


def test_a_million_columns_and_a_million_rows_are_refused(framework: Framework) -> None:
    wide = b"Name," + b"," * 1_000_000 + b"\nAna Test,\n"
    with pytest.raises(FileProblemError, match="columns"):
        read(wide, "people.csv", framework)
    with pytest.raises(FileProblemError, match="2000 people"):
        read(b"Name,Role\n" + b"Ana,Parent\n" * 40_000, "people.csv", framework)


def test_markup_nuls_and_long_names_come_in_as_text_and_are_told(framework: Framework) -> None:
    long_name = "N" * 5_000
    rows = [
        ["Name", "Role", "Organization"],
        ["<img src=x onerror=alert(1)>", "Parent", "</td><script>"],
        [long_name, "Parent", "x"],
        ["\u202eمحمد\u202c الأمين", "Parent", "مدرسة"],
        ["Ana\0 Test", "Parent", "=1+1"],
    ]
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    found = read(out.getvalue().encode(), "people.csv", framework)
    assert [person.name for person in found.people] == [
        "<img src=x onerror=alert(1)>", long_name, "محمد الأمين", "Ana Test",
    ]  # fmt: skip
    assert found.people[3].affiliation == "=1+1"
    assert found.blocking == ()
    assert [problem.row for problem in found.problems] == [3]
    assert any("invisible" in note.message for note in found.notes)


def test_hundreds_of_the_same_row_are_one_person(framework: Framework) -> None:
    found = read(b"Name,Email,Role\n" + b"Ana,a@x.org,Parent\n" * 500, "people.csv", framework)
    assert (len(found.people), len(found.duplicates), found.blocking) == (1, 499, ())


# ---------------------------------------------------------------- what leaves, and comes back


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_our_list_runs_in_a_spreadsheet(framework: Framework, text: str) -> None:
    person = listed("p1", text, affiliation=text, title=text, perspectives=text, email=text)
    written = people_list.to_csv([person], framework).decode("utf-8-sig")
    for cell in next(iter(list(csv.reader(io.StringIO(written)))[1:])):
        assert not cell.lstrip(" ").startswith(RISKY)
        assert not cell.startswith("\uff1d")
    book = load_workbook(io.BytesIO(people_list.to_xlsx([person], framework)))
    assert {cell.data_type for row in book.active.iter_rows() for cell in row if cell.value} == {
        "s"
    }
    book.close()


@given(st.text())
def test_what_is_guarded_is_found_again(text: str) -> None:
    kept = safe(text)
    assert not kept.startswith(RISKY)
    assert safe(unguarded(kept)) == kept


def test_a_private_wish_never_leaves_with_the_list(framework: Framework) -> None:
    people = [listed("p1", "Ana Test", keep_apart=("p2",), keep_together=("p2",)),
              listed("p2", "Bo Test")]  # fmt: skip
    for row in people_list.to_csv(people, framework).decode("utf-8-sig").splitlines()[1:]:
        assert ("Ana" in row) != ("Bo" in row)


words = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), max_codepoint=0x2FFF),
    max_size=15,
).map(str.strip) | st.sampled_from(FORMULAS).map(str.strip)
codes = st.lists(st.sampled_from(["en", "es", "ar", "ase", "cv", "hmn", "zh"]), unique=True)


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    names = draw(st.lists(words.map(clean_name).filter(bool), min_size=1, max_size=6, unique=True))
    made = []
    for place, name in enumerate(names):
        person = listed(
            f"p{place}", name, role=draw(st.sampled_from(list(Role))),
            email=draw(st.sampled_from(["", f"p{place}@example.org"])),
            affiliation=draw(words), title=draw(words), perspectives=draw(words),
            language_needs=draw(st.sampled_from(["", "Spanish interpretation"])),
            access_needs=draw(st.sampled_from(["", "Large print", "ASL"])),
            speaks=tuple(draw(codes)), interprets=tuple(draw(codes)),
            keep_apart=("p0",) if place else (),
        )  # fmt: skip
        interests = tuple(draw(st.lists(st.sampled_from(["d01", "d04", "d10"]), unique=True)))
        made.append(replace(person, participant=replace(person.participant, interests=interests)))
    return made


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_people=people(), as_workbook=st.booleans())
def test_our_own_list_comes_back_and_changes_nothing(
    given_people: list[Person], as_workbook: bool
) -> None:
    make, name = (
        (people_list.to_xlsx, "list.xlsx") if as_workbook else (people_list.to_csv, "list.csv")
    )
    found = read(make(given_people, pack()), name, pack(), *given_people)
    assert found.blocking == ()
    assert found.new == ()
    assert found.updates == ()


NAMES_LIKE_LINES = ("Total", "Advocate", "Full name", "Ruiz, Ana", "Li, Bo", "Wu, Cy", "Waitlist")


@pytest.mark.parametrize("suffix", [".csv", ".xlsx"])
def test_our_own_list_is_never_taken_for_totals_headings_or_names_turned_round(
    framework: Framework, suffix: str
) -> None:
    people = [
        listed(f"p{n}", name, email="someone@example.org." if n == 1 else "")
        for n, name in enumerate(NAMES_LIKE_LINES)
    ]
    make = people_list.to_csv if suffix == ".csv" else people_list.to_xlsx
    found = read(make(people, framework), f"list{suffix}", framework, *people)
    assert (found.blocking, found.left_out, found.new, found.updates) == ((), (), (), ())
    assert len(found.people) == len(people)


def test_our_list_may_be_corrected_in_a_spreadsheet(framework: Framework) -> None:
    people = [listed("p1", "Ana Tset", email="old@x.org"), listed("p2", "Bo Test")]
    text = people_list.to_csv(people, framework).decode("utf-8-sig")
    text = text.replace("Ana Tset", "Ana Test").replace("old@x.org", "new@x.org")
    found = read(text.encode(), "list.csv", framework, *people)
    assert found.blocking == ()
    (update,) = found.updates
    assert (update.id, update.name, update.email) == ("p1", "Ana Test", "new@x.org")


def test_every_language_is_known_by_the_name_that_we_write() -> None:
    for code in ("en", "es", "ht", "ase", "cv", "hmn", "zh", "ar"):
        assert languages_in(language_name(code)) == (code,)


free = st.text(
    st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Zl", "Zp"), max_codepoint=0x2FFF),
    min_size=1, max_size=20,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(
    rows=st.lists(st.tuples(free, free, free), min_size=1, max_size=6),
    separator=st.sampled_from([",", ";", "\t"]),
)
def test_no_imported_value_is_another_than_the_files_own_text(
    rows: list[tuple[str, str, str]], separator: str
) -> None:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, quoting=csv.QUOTE_ALL)
    writer.writerow(["Full name", "Organization", "Job title", "Role"])
    writer.writerows([f"N{n} {name}", f"O{place}", f"T{title}", "Parent"]
                     for n, (name, place, title) in enumerate(rows))  # fmt: skip
    found = read(out.getvalue().encode(), "people.csv", pack())
    lines = csv.reader(io.StringIO(out.getvalue(), newline=""), delimiter=separator)
    own = {tuple(" ".join(cell.split()) for cell in line) for line in lines}
    assert len(found.people) == len(rows)
    for person in found.people:
        said = (person.name, person.affiliation, person.title, "Parent")
        assert tuple(" ".join(part.split()) for part in said) in own


def test_an_import_of_the_list_alone_changes_no_command(framework: Framework) -> None:
    people = [listed("p1", "Ana Test")]
    found = read(people_list.to_csv(people, framework), "list.csv", framework, *people)
    assert to_command(found).people == ()

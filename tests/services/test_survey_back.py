"""The survey as people really send it back: half filled, in other programs, in other places."""

import csv
import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.data.people_replies import reply
from app.domain.importing import RawTable
from app.domain.people import Role
from app.domain.people_importing import PeoplePreview
from app.services import people_import
from app.services.prework import Letter, letter, survey_file
from tests.data.spreadsheets import ods
from tests.workshops import OpenWorkshop

ANSWERS = {
    "en": {0: "Ana Ruiz", 1: "ana@example.org", 3: "Parent or family member", 5: "School Funding",
           8: "The pool closed.\nNobody asked us.", 13: "Bo Li"},
    "es": {0: "Ana Ruiz", 1: "ana@example.org", 3: "Padre, madre o familiar",
           5: "Financiamiento escolar", 8: "The pool closed.\nNobody asked us.", 13: "Bo Li"},
}  # fmt: skip


def rows_of(workshop: OpenWorkshop, language: str, said: dict[int, str]) -> list[list[str]]:
    """Return the rows of the workbook with answers at the questions' numbers."""
    book = load_workbook(io.BytesIO(survey_file(workshop.read(), language, ".xlsx")))
    rows = [[str(cell.value or "") for cell in row[:2]] for row in book.worksheets[0].iter_rows()]
    for number, answer in said.items():
        rows[3 + number][1] = answer
    return rows


def as_csv(rows: list[list[str]], separator: str, encoding: str) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=separator).writerows(rows)
    return out.getvalue().encode(encoding)


SAVED = {
    "workbook of LibreOffice": ("survey.ods", lambda rows: ods(("Survey", rows))),
    "csv of LibreOffice": ("survey.csv", lambda rows: as_csv(rows, ",", "utf-8")),
    "csv of Excel in Europe": ("survey.csv", lambda rows: as_csv(rows, ";", "cp1252")),
    "text of Excel": ("survey.txt", lambda rows: as_csv(rows, "\t", "utf-16")),
}


def previewed(workshop: OpenWorkshop, table: RawTable) -> PeoplePreview:
    snapshot = workshop.read()
    mapping = people_import.mapping_for(table, None, snapshot.framework)
    return people_import.preview(table, snapshot, mapping)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("way", SAVED)
def test_a_form_saved_by_another_program_comes_back(
    workshop: OpenWorkshop, tmp_path: Path, language: str, way: str
) -> None:
    name, save = SAVED[way]
    (tmp_path / name).write_bytes(save(rows_of(workshop, language, ANSWERS[language])))
    found = previewed(workshop, people_import.read_file(tmp_path / name))
    (ana,) = found.people
    assert (ana.name, ana.email, ana.role) == ("Ana Ruiz", "ana@example.org", Role.ADVOCATE)
    assert ana.interests == ("d01",)
    assert found.history == ("The pool closed. Nobody asked us.",)
    # Whom she named is not on this list: that is asked, and nothing else.
    assert [problem.field for problem in found.blocking] == ["keep_apart"]


@pytest.mark.parametrize("error", ["#NAME?", "#¿NOMBRE?", "Err:509", "#VALUE!"])
def test_a_spreadsheets_error_is_nobodys_answer_and_is_told(
    workshop: OpenWorkshop, tmp_path: Path, error: str
) -> None:
    rows = rows_of(workshop, "en", {**ANSWERS["en"], 8: error, 13: ""})
    (tmp_path / "survey.csv").write_bytes(as_csv(rows, ",", "utf-8"))
    found = previewed(workshop, people_import.read_file(tmp_path / "survey.csv"))
    assert found.history == ()
    (note,) = found.notes
    assert (note.row, error in note.message) == (4, True)
    workshop.do(people_import.command(found))
    assert workshop.read().history == ()


def test_a_form_half_filled_asks_for_what_it_needs(workshop: OpenWorkshop, tmp_path: Path) -> None:
    rows = rows_of(workshop, "en", {1: "ana.ruiz@example.org", 8: "The pool closed."})
    (tmp_path / "survey.csv").write_bytes(as_csv(rows, ",", "utf-8"))
    found = previewed(workshop, people_import.read_file(tmp_path / "survey.csv"))
    assert [(problem.field, problem.offered) for problem in found.blocking] == [
        ("name", "Ana Ruiz"), ("role", ""),
    ]  # fmt: skip


def test_answers_beside_the_place_for_them_and_remarks_below_are_found(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    rows = [[*row, ""] for row in rows_of(workshop, "en", ANSWERS["en"])]
    for row in rows[3:]:
        row[1], row[2] = "", row[1]
    rows.append(["Thank you for asking!", "", ""])
    (tmp_path / "survey.ods").write_bytes(ods(("Survey", rows)))
    found = previewed(workshop, people_import.read_file(tmp_path / "survey.ods"))
    assert [(person.name, person.role) for person in found.people] == [("Ana Ruiz", Role.ADVOCATE)]


@pytest.mark.parametrize("joint", ["\t", ":\n", ": ", " - "])
def test_answers_pasted_from_anywhere_are_one_person(workshop: OpenWorkshop, joint: str) -> None:
    rows = rows_of(workshop, "en", {**ANSWERS["en"], 8: "The pool closed."})[3:]
    text = "\n".join(f"{asked}{joint}{said}" for asked, said in rows)
    found = previewed(workshop, people_import.read_pasted(text))
    assert [(p.name, p.role, p.interests) for p in found.people] == [
        ("Ana Ruiz", Role.ADVOCATE, ("d01",))
    ]
    assert found.history == ("The pool closed.",)


def test_the_page_lists_the_choices_on_paper(workshop: OpenWorkshop) -> None:
    page = survey_file(workshop.read(), "en", ".html").decode()
    (on_paper,) = [line for line in page.splitlines() if line.startswith("@media print")]
    assert on_paper.count(".paper") == 1
    assert "☐ Parent or family member" in page


ROLE, TOPIC = 3, 5
"""The places of two questions among all, from 0."""


def answered(workshop: OpenWorkshop, language: str, quote: str, way: str) -> str:
    """Return the letter with answers written into it below the questions, as people reply."""
    said = {number: words.replace("\n", " ") for number, words in ANSWERS[language].items()}
    lines, number = [], -1
    for line in letter(workshop.read(), Letter.SURVEY, language).splitlines():
        number += line.startswith(f"{number + 2}. ")
        choice = said.get(number, "") if number in (ROLE, TOPIC) else ""
        mark = " x" if way == "marked" and choice and line == f"   - {choice}" else ""
        lines.append(f"{quote}{line}{mark}")
        own = number not in (ROLE, TOPIC) or way == "below"
        if line.startswith(f"{number + 1}. ") and own and number in said:
            lines.append(said[number])
    return "\n".join(lines)


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("quote", ["", "> "])
@pytest.mark.parametrize("way", ["below", "marked"])
def test_a_reply_with_answers_in_the_letter_comes_back(
    workshop: OpenWorkshop, language: str, quote: str, way: str
) -> None:
    text = answered(workshop, language, quote, way)
    found = previewed(workshop, people_import.read_pasted(f"On Monday, we wrote:\n{text}"))
    (ana,) = found.people
    assert (ana.name, ana.email, ana.role) == ("Ana Ruiz", "ana@example.org", Role.ADVOCATE)
    assert ana.interests == ("d01",)
    assert found.history == ("The pool closed. Nobody asked us.",)
    assert [problem.field for problem in found.blocking] == ["keep_apart"]
    assert found.blocking[0].value == "Bo Li", "nothing of the letter's end is taken for a name"


@pytest.mark.parametrize("form", ["{asked}: {said}", "{asked}\n{said}\n", "**{asked}** {said}"])
def test_a_text_file_of_a_phone_comes_back(
    workshop: OpenWorkshop, tmp_path: Path, form: str
) -> None:
    rows = rows_of(workshop, "en", {**ANSWERS["en"], 8: "The pool closed."})[3:]
    text = "\n".join(form.format(asked=asked, said=said) for asked, said in rows)
    (tmp_path / "survey.txt").write_text(text, "utf-8")
    found = previewed(workshop, people_import.read_file(tmp_path / "survey.txt"))
    assert [(p.name, p.role, p.interests) for p in found.people] == [
        ("Ana Ruiz", Role.ADVOCATE, ("d01",))
    ]
    assert found.history == ("The pool closed.",)


def test_the_letter_as_it_was_sent_is_nobodys_answer(workshop: OpenWorkshop) -> None:
    text = letter(workshop.read(), Letter.SURVEY, "en")
    assert reply(text) is None

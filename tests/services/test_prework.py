"""Before the day: letters, the survey as a file, and its answers on their way back."""

import io
from pathlib import Path

import pytest
from openpyxl import load_workbook

from app.data.people_headers import meaning_of
from app.data.roles import roles_of
from app.domain.agenda import EditActivity, RemoveActivity
from app.domain.people import Role
from app.domain.people_importing import PeoplePreview, PersonField
from app.domain.survey import ROLES, questions
from app.domain.workshop import EditDetails, NameHosts
from app.i18n import LANGUAGES, translator
from app.services import people_import
from app.services.prework import Letter, letter, survey_file
from tests.room.browser import Browser
from tests.workshops import OpenWorkshop

F = PersonField
ANA = (
    "Ana Ñandú", "Ana@Example.org", "Padres Unidos; =2+5", 4, "Two children at Harbor High", 3, 3,
    9, "The 2019 rezoning", "Tutoring", "Spanish interpretation, large print", "Spanish, English",
    "", "Bo Test",
)  # fmt: skip
"""Answers in the questions' order; a number is the choice of that number, from 0."""

BO = ("Bo Test", "", "", 0, "", "", "", "", "", "", "", "", "", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_is_known_when_it_comes_back(workshop: OpenWorkshop, language: str) -> None:
    asked = questions(workshop.read().framework, language)
    assert [meaning_of(question.words) for question in asked] == [
        F.NAME, F.EMAIL, F.AFFILIATION, F.ROLE, F.PERSPECTIVES, F.INTERESTS, F.INTERESTS,
        F.INTERESTS, F.HISTORY, F.EFFORTS, F.NEEDS, F.SPEAKS, F.SUPERVISOR, F.KEEP_APART,
    ]  # fmt: skip
    roles = [roles_of(translator(language)(words)) for words in ROLES]
    practitioner, educator, advocate = map(frozenset, ([role] for role in Role))
    assert roles == [practitioner, practitioner, educator, educator, *[advocate] * 6]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("which", list(Letter))
def test_a_letter_has_the_workshops_own_day_and_no_gap(
    workshop: OpenWorkshop, which: Letter, language: str
) -> None:
    workshop.do(EditDetails(values={"place": "Town library"}))
    workshop.do(NameHosts(facilitators="Dana Host"))
    words = letter(workshop.read(), which, language)
    day = workshop.read().workshop.date
    assert str(day.year) in words
    assert "Dana Host" in words
    assert "Town library" in words or which is Letter.SURVEY
    assert not {"{", "}", "[place]"}.intersection(words)
    assert max(map(len, words.splitlines())) < 600


@pytest.mark.parametrize(
    ("minutes", "en", "es"),
    [(240, "4 hours", "4 horas"), (60, "1 hour", "1 hora"), (375, "6 h 15 min", "6 h 15 min")],
)
def test_the_invitation_says_how_long_the_agenda_takes(
    workshop: OpenWorkshop, minutes: int, en: str, es: str
) -> None:
    first, *others = workshop.read().agenda.activities
    for activity in others:
        workshop.do(RemoveActivity(activity_id=activity.id))
    workshop.do(EditActivity(activity_id=first.id, values={"minutes": minutes}))
    assert f": {en}, " in letter(workshop.read(), Letter.INVITATION, "en")
    assert f": {es}, " in letter(workshop.read(), Letter.INVITATION, "es")


def filled_workbook(content: bytes, answers: tuple[str | int, ...]) -> bytes:
    """Return the form with answers beside its questions, as somebody in Excel leaves it."""
    book = load_workbook(io.BytesIO(content))
    sheet = book["Survey"] if "Survey" in book.sheetnames else book[book.sheetnames[0]]
    lists = book["Lists"]
    for row, answer in enumerate(answers, 4):
        chosen = lists.cell(answer + 1, row).value if isinstance(answer, int) else answer
        sheet.cell(row, 2).value = chosen or None
        sheet.cell(row, 2).data_type = "s" if chosen else "n"
    out = io.BytesIO()
    book.save(out)
    book.close()
    return out.getvalue()


def expect_ana_and_bo(found: PeoplePreview) -> None:
    assert found.blocking == (), found.blocking
    ana, bo = found.people
    assert (ana.name, ana.email, ana.affiliation) == (
        "Ana Ñandú", "ana@example.org", "Padres Unidos; =2+5",
    )  # fmt: skip
    assert (ana.role, bo.role) == (Role.ADVOCATE, Role.PRACTITIONER)
    assert ana.perspectives == "Two children at Harbor High"
    assert ana.interests == ("d04", "d10")
    assert (ana.language_needs, ana.access_needs) == ("Spanish interpretation", "large print")
    assert ana.speaks == ("es", "en")
    assert ana.keep_apart == (bo.id,)
    assert (found.history, found.efforts) == (("The 2019 rezoning",), ("Tutoring",))


@pytest.mark.parametrize("language", LANGUAGES)
def test_workbooks_that_people_filled_in_come_back_all_at_once(
    workshop: OpenWorkshop, tmp_path: Path, language: str
) -> None:
    blank = survey_file(workshop.read(), language, ".xlsx")
    paths = []
    for number, answers in enumerate((ANA, BO)):
        paths.append(tmp_path / f"survey-{number}.xlsx")
        paths[-1].write_bytes(filled_workbook(blank, answers))
    table = people_import.read_files(paths)
    snapshot = workshop.read()
    mapping = people_import.mapping_for(table, tmp_path, snapshot.framework)
    found = people_import.preview(table, snapshot, mapping)
    expect_ana_and_bo(found)
    workshop.do(people_import.command(found))
    again = people_import.preview(table, workshop.read(), mapping)
    assert (again.new, again.updates, again.history) == ((), (), ())


@pytest.mark.parametrize("language", LANGUAGES)
def test_answers_pasted_from_e_mails_are_people(workshop: OpenWorkshop, language: str) -> None:
    snapshot = workshop.read()
    asked = questions(snapshot.framework, language)
    text = "Hello,\nhere are my answers.\n\n"
    for answers in (ANA, BO):
        for question, answer in zip(asked, answers, strict=True):
            said = question.choices[answer] if isinstance(answer, int) else answer
            text += f"{question.words}{' ' if question.words.endswith('?') else ': '}{said}\n"
    found = people_import.preview(people_import.read_pasted(text), snapshot)
    expect_ana_and_bo(found)


def test_a_blank_form_is_nobody(workshop: OpenWorkshop, tmp_path: Path) -> None:
    path = tmp_path / "survey.xlsx"
    path.write_bytes(survey_file(workshop.read(), "en", ".xlsx"))
    assert people_import.read_file(path).rows == ()


FILL = """{{
const answers = {answers};
const fields = [...document.querySelectorAll("[data-question]")];
fields.forEach((field, n) => {{
  field.value = typeof answers[n] === "number" ? field.options[answers[n] + 1].text : answers[n];
}});
window.kept = "";
URL.createObjectURL = (blob) => {{ blob.text().then((text) => {{ window.kept = text; }}); return "#"; }};
document.querySelector("button.first").click();
}}"""  # noqa: E501 - a script


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_saves_a_file_that_comes_back(
    workshop: OpenWorkshop, tmp_path: Path, language: str
) -> None:
    page_file = tmp_path / "survey.html"
    page_file.write_bytes(survey_file(workshop.read(), language, ".html"))
    paths = []
    with Browser() as browser:
        page = browser.page(page_file.as_uri())
        for number, answers in enumerate((ANA, BO)):
            page.run(FILL.format(answers=str(list(answers))))
            page.until("window.kept !== ''")
            paths.append(tmp_path / f"{number}.csv")
            paths[-1].write_text(page.run("window.kept"), "utf-8")
    assert "'=" not in paths[0].read_text("utf-8")  # it stands within an answer, not first
    table = people_import.read_files(paths)
    snapshot = workshop.read()
    mapping = people_import.mapping_for(table, tmp_path, snapshot.framework)
    expect_ana_and_bo(people_import.preview(table, snapshot, mapping))


def test_the_page_loads_nothing_and_shows_a_districts_words_as_words(
    workshop: OpenWorkshop,
) -> None:
    for language in LANGUAGES:
        page = survey_file(workshop.read(), language, ".html").decode()
        assert "http://" not in page
        assert "https://" not in page
        assert "{{" not in page
        assert 'lang="' + language in page
        assert "default-src 'none'" in page

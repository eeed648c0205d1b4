"""The layouts of real tools: two header rows, a column per choice, several files, filled forms."""

import pytest

from app.data.people import preview, to_command
from app.data.people_files import merged
from app.data.people_header import with_header_judged
from app.data.people_turned import KEY, TURN
from app.data.tables import read_bytes, read_pasted, read_table
from app.domain.framework import Framework
from app.domain.importing import KEEP, NOBODY, SAME, RawTable
from app.domain.people import Person, Role
from app.domain.people_importing import PeoplePreview
from tests.data.conftest import listed, sample


def table(text: str, name: str = "people.csv") -> RawTable:
    return with_header_judged(read_bytes(text.encode(), name))


def read(
    text: str, framework: Framework, answers: dict[str, str] | None = None, *people: Person
) -> PeoplePreview:
    return preview(table(text), people, framework, answers=answers)


def brief(found: PeoplePreview) -> list[tuple[int, str, Role | None, tuple[str, ...]]]:
    return [(person.row, person.name, person.role, person.interests) for person in found.people]


WANTED = [
    ("Ana Ruiz", Role.ADVOCATE, ("d01", "d04")),
    ("Bo Li", Role.EDUCATOR, ("d08",)),
]

LAYOUTS = {
    "codes, questions and ids in three rows": (
        "StartDate,RecipientEmail,Q1,Q2,Q3\n"
        "Start Date,Recipient Email,What is your full name?,I am coming as a...,"
        "Which dimensions would you like to work on?\n"
        '"{""ImportId"":""startDate""}","{""ImportId"":""recipientEmail""}",'
        '"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}","{""ImportId"":""QID3""}"\n'
        '2026-10-01,a@x.org,Ana Ruiz,Parent,"School Funding,Empowering, Rigorous Content"\n'
        "2026-10-01,b@x.org,Bo Li,Teacher or educator,High-Quality Early Learning\n"
    ),
    "questions over their choices": (
        "Respondent ID,Email Address,First Name,Last Name,I am coming as a...,"
        "Which dimensions would you most like to work on?,,,,Who is your supervisor?\n"
        ',,,,Response,School Funding,High-Quality Early Learning,"Empowering, Rigorous Content",'
        "Other (please specify),Open-Ended Response\n"
        '1,a@x.org,Ana,Ruiz,Parent,School Funding,,"Empowering, Rigorous Content",,Bo Li\n'
        "2,b@x.org,Bo,Li,Teacher or educator,,High-Quality Early Learning,,,\n"
    ),
    "few questions over many choices": (
        "Name,Role,Dimensions,,,,,,,\n"
        ',,School Funding,Teaching Quality & Diversity,"Empowering, Rigorous Content",'
        "Learning-Ready Facilities,High-Quality Early Learning,,,\n"
        "Ana Ruiz,Parent,X,,X,,,,,\nBo Li,Teacher or educator,,,,,X,,,\n"
    ),
    "a group of columns above": (
        "About you,,,Your wishes\nFirst name,Last name,Role,Dimensions\n"
        'Ana,Ruiz,Parent,"School Funding, Empowering, Rigorous Content"\n'
        "Bo,Li,Teacher or educator,High-Quality Early Learning\n"
    ),
    "choices in brackets, yes or no": (
        'Name,Role,Topics [School Funding],"Topics [Empowering, Rigorous Content]",'
        "Topics [High-Quality Early Learning]\n"
        "Ana Ruiz,Parent,Yes,Yes,No\nBo Li,Teacher or educator,,FALSE,TRUE\n"
    ),
    "dimensions as headers, ranked": (
        'Name,Role,"Empowering, Rigorous Content",School Funding,High-Quality Early Learning\n'
        "Ana Ruiz,Parent,2,1,\nBo Li,Teacher or educator,0,,1\n"
    ),
    "a role in columns": (
        "Name,I am coming as [Parent],I am coming as [Teacher or educator],Dimensions\n"
        'Ana Ruiz,✓,,"School Funding; Empowering, Rigorous Content"\n'
        "Bo Li,,✓,High-Quality Early Learning\n"
    ),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_is_read_without_a_question(framework: Framework, layout: str) -> None:
    found = read(LAYOUTS[layout], framework)
    assert found.blocking == ()
    assert [(p.name, p.role, p.interests) for p in found.people] == WANTED


def test_rows_that_name_no_person_are_told_and_rows_keep_their_numbers(
    framework: Framework,
) -> None:
    found = read(LAYOUTS["codes, questions and ids in three rows"], framework)
    assert [person.row for person in found.people] == [4, 5]
    assert [note.row for note in found.notes] == [3]
    found = read(LAYOUTS["questions over their choices"], framework)
    assert [person.row for person in found.people] == [3, 4]
    assert "Open-Ended Response" in found.notes[0].message
    bo = found.people[1]
    assert bo.supervisor_of == (found.people[0].id,)


def test_a_person_without_a_header_above_stays_as_written(framework: Framework) -> None:
    found = read("Ana Ruiz\tParent\tNorth\tNorth\nBo Li\tTeacher\tSouth\tNorth\n", framework)
    assert brief(found) == [
        (1, "Ana Ruiz", Role.ADVOCATE, ()), (2, "Bo Li", Role.EDUCATOR, ()),
    ]  # fmt: skip
    assert found.people[0].affiliation == "North"


def test_words_beside_a_tick_are_asked_and_others_in_a_column_of_roles_count(
    framework: Framework,
) -> None:
    text = "Name,Role [Parent],Role [Student],Role [Other]\nAna,x,,\nBo,,,Grandparent\nCy,x,x,\n"
    found = read(text, framework)
    assert [person.role for person in found.people] == [Role.ADVOCATE] * 3
    found = read("Name,Role [Parent],Role [Teacher]\nAna,x,x\n", framework)
    (problem,) = found.blocking
    assert "more than one role" in problem.message


def test_what_is_no_address_makes_nobody_the_same_person(framework: Framework) -> None:
    text = "Name,Role,Email\nAna Ruiz,Parent,anonymous\nBo Li,Teacher,anonymous\n"
    found = read(text + "Cy Diaz,Parent,none yet\nDi Soto,Parent,none yet\n", framework)
    assert not found.blocking
    assert [person.email for person in found.people] == ["", "", "none yet", "none yet"]
    same = read("Name,Role,Email\nAna,Parent,a@xorg\nBo,Parent,a@xorg\n", framework)
    assert [problem.key for problem in same.blocking] == ["person@3"]


@pytest.mark.parametrize(
    ("mark", "comes"),
    [
        ("✅", True), ("✔\ufe0f", True), ("", True), ("-", True), ("\u200b", True),
        ("❌", False), ("✗", False), ("☐", None), ("👎", None), ("?", None),
    ],
)  # fmt: skip
def test_a_tick_is_yes_a_cross_is_no_and_any_other_mark_is_asked(
    framework: Framework, mark: str, comes: bool | None
) -> None:
    found = read(f"Name,Role,RSVP\nAna,Parent,✅\nBo,Teacher,{mark}\n", framework)
    assert [out.name for out in found.left_out] == ([] if comes is not False else ["Bo"])
    assert [each.key for each in found.blocking] == (
        [] if comes is not None else [f"attendance:{mark}"]
    )


def test_a_row_without_anybody_is_left_out_and_free_seats_have_one_answer(
    framework: Framework,
) -> None:
    text = "First Name,Last Name,Email,Role,Qty,Note\nAna,Ruiz,,Parent,1,\n,,,,1,later\n"
    found = read(text, framework)
    assert [(out.row, out.reason) for out in found.left_out] == [(3, "nobody is named in this row")]
    assert not found.blocking
    found = read(text + ",,,Parent,1,\n,,,Teacher,1,\n,,ana.li@x.org,Teacher,1,\n", framework)
    alike = [p.row for p in found.blocking if any(choice.for_all for choice in p.choices)]
    assert alike == [4, 5]
    assert [p.row for p in found.blocking if p.field == "name"] == [4, 5, 6]


@pytest.mark.parametrize(
    "words", ["TBD", "Info Requested", "Guest 2", "N/A", "–", "?", "Por confirmar", "none"]
)
def test_what_stands_for_a_name_still_to_come_is_asked_and_no_two_are_one_person(
    framework: Framework, words: str
) -> None:
    text = f"Name,Role,Email\nAna Ruiz,Parent,\n{words},Teacher,\n{words},Teacher,\n"
    found = read(text + f"{words},Teacher,bo.li@x.org\n", framework)
    assert [(p.key, words in p.message) for p in found.blocking] == [
        ("name@3", True), ("name@4", True), ("name@5", True),
    ]  # fmt: skip
    assert [p.offered for p in found.blocking] == ["", "", "Bo Li"]
    assert not found.duplicates


def test_a_title_that_stands_on_every_page_is_nobody(framework: Framework) -> None:
    page = "Registrations of June,,\nPage {n} of 2,,\nName,Role,Seating: not with\n"
    text = page.format(n=1) + "Ana Ruiz,Parent,Bo Li\n" + page.format(n=2) + "Bo Li,Teacher,\n"
    found = read(text, framework)
    assert not found.blocking
    assert [(p.row, p.name) for p in found.people] == [(4, "Ana Ruiz"), (8, "Bo Li")]
    assert [out.row for out in found.left_out] == [5, 6, 7]
    assert found.people[0].keep_apart == (found.people[1].id,)


def test_who_declines_in_the_answer_about_the_role_is_left_out(framework: Framework) -> None:
    found = read("Name,Ticket Type\nAna,Parent\nBo,Cannot attend\n", framework)
    assert [person.name for person in found.people] == ["Ana"]
    assert [(out.row, out.reason) for out in found.left_out] == [(3, "Cannot attend")]


def test_a_role_inside_a_sentence_is_offered_and_one_that_fits_none_is_asked(
    framework: Framework,
) -> None:
    text = (
        "Name,I am\nAna,I am a parent of two\nBo,Teacher of grade 4\n"
        "Cy,Teacher's aide and parent\nDi,Just curious\nEd,Just curious\n"
    )
    found = read(text, framework)
    assert [person.role for person in found.people] == [None] * 5
    assert [(each.row, each.offered) for each in found.blocking] == [
        (2, "advocate"), (3, "educator"), (4, ""), (5, ""),
    ]  # fmt: skip
    assert found.blocking[3].message.endswith("Row 6 too.")


def test_names_with_the_last_one_first_are_turned_when_that_is_wanted(
    framework: Framework,
) -> None:
    text = 'Name,Role\n"Ruiz, Ana",Parent\n"Li, Bo",Student\n"Okafor-Ruiz, Cy",Parent\n'
    found = read(text, framework)
    (problem,) = found.blocking
    assert (problem.key, problem.offered) == (KEY, TURN)
    names = [person.name for person in read(text, framework, {KEY: TURN}).people]
    assert names == ["Ana Ruiz", "Bo Li", "Cy Okafor-Ruiz"]
    names = [person.name for person in read(text, framework, {KEY: KEEP}).people]
    assert names == ["Ruiz, Ana", "Li, Bo", "Okafor-Ruiz, Cy"]


# ---------------------------------------------------------------- several files


def both() -> RawTable:
    names = ("people-form-export.csv", "people-ticket-export.csv")
    return merged([with_header_judged(read_table(sample(name))) for name in names])


def test_the_samples_come_in_together(framework: Framework) -> None:
    found = preview(both(), (), framework)
    assert len(found.people) == 68
    assert found.left_out[0].name == "Quentin Okafor"
    # Two people have the name that a wish of the first file names.
    (problem,) = found.blocking
    assert problem.message == (
        "Row 27 of “people-form-export.csv”: who is meant by “Fatima Lindqvist”?"
    )
    assert [choice.label for choice in problem.choices[:2]] == [
        "Fatima Lindqvist (Faith coalition)", "Fatima Lindqvist (Parent, Lincoln K-8)",
    ]  # fmt: skip
    settled = preview(both(), (), framework, answers={problem.key: NOBODY})
    assert len(to_command(settled).people) == 68


def test_who_is_in_two_files_is_one_person(framework: Framework) -> None:
    form = table("Name,Email,Role,Not seated with\nAna Ruiz,a@x.org,Parent,Bo Li\n", "form.csv")
    tickets = table(
        "First Name,Last Name,Email,Company\nAna,Ruiz,a@x.org,PTA\nBo,Li,b@x.org,North\n",
        "tickets.csv",
    )
    found = preview(merged([form, tickets]), (), framework)
    # Ana's role is in the other file; Bo's is nowhere.
    (problem,) = found.blocking
    assert problem.key == "role@0.1"
    assert "“tickets.csv”" in problem.message
    found = preview(merged([form, tickets]), (), framework, answers={problem.key: "educator"})
    assert found.blocking == ()
    ana, bo = found.people
    assert (ana.role, ana.affiliation, bo.role) == (Role.ADVOCATE, "PTA", Role.EDUCATOR)
    assert ana.keep_apart == (bo.id,)
    assert [out.reason for out in found.duplicates] == ["the same person as row 2 of “form.csv”"]


def test_files_with_the_same_columns_are_put_below_each_other(framework: Framework) -> None:
    first = table("Name,Role\nAna Ruiz,Parent\n", "one.csv")
    second = table("Role,Name\nTeacher,Bo Li\nFriend,Cy Wu\n", "two.csv")
    whole = merged([first, second])
    assert whole.header == ("Name", "Role")
    found = preview(whole, (), framework)
    assert [(str(p.row), p.name) for p in found.people] == [
        ("2 of “one.csv”", "Ana Ruiz"), ("2 of “two.csv”", "Bo Li"), ("3 of “two.csv”", "Cy Wu"),
    ]  # fmt: skip
    (problem,) = found.blocking
    assert problem.message == "Row 3 of “two.csv”: which role is “Friend”?"


def test_a_file_without_a_name_column_is_named(framework: Framework) -> None:
    nameless = table("Email,Role,Phone,Fax\na@x.org,Parent,1,2\n", "nameless.csv")
    found = preview(merged([table("Name,Role\nAna,Parent\n", "a.csv"), nameless]), (), framework)
    assert all("nameless.csv" in problem.message for problem in found.blocking)


def test_the_same_address_with_another_name_is_asked_across_files(framework: Framework) -> None:
    one = table("Name,Email,Role\nAna Ruiz,home@x.org,Parent\n", "one.csv")
    two = table("Full name,E-mail,Ticket\nLuis Ruiz,home@x.org,Student\n", "two.csv")
    (problem,) = preview(merged([one, two]), (), framework).blocking
    assert "home@x.org" not in problem.message
    assert "has the e-mail address of Ana Ruiz" in problem.message
    joined = preview(merged([one, two]), (), framework, answers={problem.key: SAME})
    assert len(joined.people) == 1


def test_a_role_for_everybody_changes_nobody_who_has_one(framework: Framework) -> None:
    known = listed("p1", "Ana Ruiz", role=Role.EDUCATOR)
    text = "Name,School\nAna Ruiz,North\nBo Li,South\n"
    found = read(text, framework, {"role@0": "advocate", "known@2": SAME}, known)
    assert [(p.name, p.role) for p in found.people] == [
        ("Ana Ruiz", Role.EDUCATOR), ("Bo Li", Role.ADVOCATE),
    ]  # fmt: skip


def test_a_pasted_list_is_read_as_it_was_before(framework: Framework) -> None:
    found = preview(with_header_judged(read_pasted("Ana Test\nBo Test\n")), (), framework)
    assert [person.name for person in found.people] == ["Ana Test", "Bo Test"]

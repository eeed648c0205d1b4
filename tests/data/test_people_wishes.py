"""Whom somebody cannot sit with: no wish is lost on the way in, however it is written."""

from difflib import SequenceMatcher

import pytest

from app.data import people_names
from app.data.people import preview
from app.data.people_columns import guess_mapping
from app.data.people_files import merged
from app.data.people_header import with_header_judged
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.importing import NOBODY, SAME, RawTable
from app.domain.people_importing import PeoplePreview, PersonField

F = PersonField

LIST = (
    "Name,Email,Role,Is there someone you should not be seated with?,Sit with,Supervisor\n"
    "Ana Ruiz,ana@x.org,Teacher,{first}\n"
    "Bob Stone,b@x.org,Parent,,,\n"
    "Carl Moss,c@x.org,Parent,,,\n"
    "Dee Poe,d@x.org,Teacher,,,\n"
)
SECOND = "Ana Ruiz,ana@x.org,Teacher,{second}\n"
OTHER_FILE = (
    "Full name,E-mail,I am a,Who should you not sit with?,Sit with,Supervisor\n"
    "Ana Ruiz,ana@x.org,Teacher,{second}\n"
)


def table(text: str, name: str = "people.csv") -> RawTable:
    return with_header_judged(read_bytes(text.encode(), name))


def read(framework: Framework, *files: RawTable) -> PeoplePreview:
    return preview(files[0] if len(files) == 1 else merged(files), (), framework)


def of_ana(found: PeoplePreview, which: str) -> list[str]:
    names = {person.id: person.name for person in found.people}
    ana = next(person for person in found.people if person.name == "Ana Ruiz")
    return [names[each] for each in getattr(ana, which)]


def twice(first: str, second: str, in_two_files: bool) -> tuple[RawTable, ...]:
    if in_two_files:
        return table(LIST.format(first=first)), table(OTHER_FILE.format(second=second), "b.csv")
    return (table(LIST.format(first=first) + SECOND.format(second=second)),)


@pytest.mark.parametrize("in_two_files", [False, True])
def test_who_comes_twice_keeps_the_wishes_of_both(framework: Framework, in_two_files: bool) -> None:
    first, second = "Bob Stone,Dee Poe,Bob Stone", "Carl Moss,Bob Stone,Carl Moss"
    found = read(framework, *twice(first, second, in_two_files))
    assert of_ana(found, "keep_apart") == ["Bob Stone", "Carl Moss"]
    assert of_ana(found, "keep_together") == ["Dee Poe", "Bob Stone"]
    leads = [person.name for person in found.people if person.supervisor_of]
    assert leads == ["Bob Stone", "Carl Moss"]
    assert not found.problems


def test_who_supervises_whom_is_joined_as_well(framework: Framework) -> None:
    rows = "Ana Ruiz,a@x.org,Teacher,{led}\n"
    found = read(framework, table(
        "Name,Email,Role,Supervises\n" + rows.format(led="Bo Li") + rows.format(led="Cy Moss")
        + "Bo Li,b@x.org,Parent,\nCy Moss,c@x.org,Parent,\n"
    ))  # fmt: skip
    assert of_ana(found, "supervisor_of") == ["Bo Li", "Cy Moss"]


@pytest.mark.parametrize(
    ("first", "second", "apart"),
    [
        ("no one", "Carl Moss", ["Carl Moss"]),
        ("Bob Stone", "none", ["Bob Stone"]),
        ("no one", "none", []),
        ("Bob Stone", "bob stone", ["Bob Stone"]),
        ('"Stone, Bob"', '"Moss, Carl"', ["Bob Stone", "Carl Moss"]),
        ('"Bob Stone\nDee Poe"', "Dee Poe", ["Bob Stone", "Dee Poe"]),
    ],
)
def test_two_answers_are_read_each_by_itself(
    framework: Framework, first: str, second: str, apart: list[str]
) -> None:
    found = read(framework, *twice(f"{first},,", f"{second},,", in_two_files=True))
    assert of_ana(found, "keep_apart") == apart
    assert not found.problems


def test_the_same_unknown_name_in_both_answers_is_asked_once(framework: Framework) -> None:
    found = read(framework, *twice("Zoe Quill,,", "zoe quill,,", in_two_files=True))
    assert len(found.problems) == len({each.key for each in found.problems}) == 1


@pytest.mark.parametrize("in_two_files", [False, True])
def test_a_question_names_the_row_in_which_the_name_stands(
    framework: Framework, in_two_files: bool
) -> None:
    files = twice("Bob Stone,,", "Zoe Quill,,Yan Roe", in_two_files)
    found = read(framework, *files)
    row = merged(files).rows[-1].number if in_two_files else 6
    assert [(each.row, each.rows) for each in found.problems] == [(row, (row,))] * 2


def test_an_answer_about_a_wish_holds_when_its_row_is_joined_into_another(
    framework: Framework,
) -> None:
    file = table(LIST.format(first=",,") + SECOND.format(second="Zoe,,").replace("Ana", "Anna"))
    apart, twins = sorted(each.key for each in preview(file, (), framework).problems)
    answers = {apart: NOBODY}
    assert [p.key for p in preview(file, (), framework, answers=answers).problems] == [twins]
    assert not preview(file, (), framework, answers={**answers, twins: SAME}).problems


APART = "Someone you should not be seated with"


@pytest.mark.parametrize("marks", [(" (first person)", " (second person)"), (" [1]", " [2]")])
def test_a_second_column_of_the_same_wish_counts(
    framework: Framework, marks: tuple[str, str]
) -> None:
    one, two = (APART + mark for mark in marks)
    found = read(framework, table(
        f"Name,Email,Role,{one},{two}\nAna Ruiz,ana@x.org,Teacher,Bob Stone,Carl Moss\n"
        "Bob Stone,b@x.org,Parent,,\nCarl Moss,c@x.org,Parent,,\n"
    ))  # fmt: skip
    assert [column.field for column in found.columns][3:] == [F.KEEP_APART, F.KEEP_APART]
    assert of_ana(found, "keep_apart") == ["Bob Stone", "Carl Moss"]


@pytest.mark.parametrize(
    ("first", "second", "which"),
    [
        ("Sit with", "Whom would you like to be seated with", F.KEEP_TOGETHER),
        ("Supervisor", "Second supervisor", F.SUPERVISOR),
        ("Supervises", "Who do you manage", F.SUPERVISOR_OF),
    ],
)
def test_other_people_who_are_named_may_fill_several_columns(
    framework: Framework, first: str, second: str, which: PersonField
) -> None:
    guessed = guess_mapping(table(f"Name,Role,{first},{second}\nAna Ruiz,Parent,,\n"), framework)
    assert guessed[2:] == (which, which)


@pytest.mark.parametrize(
    "header",
    ["Supervisor's email", "Manager job title", "Correo de su jefe", "Foods you avoid",
     "Are there foods you do not eat at the table?"],
)  # fmt: skip
def test_a_column_about_something_else_asks_for_nobody(framework: Framework, header: str) -> None:
    listed = table(f"Name,Role,Supervisor,Not with,{header}\nAna Ruiz,Parent,,,Nuts\n")
    found = read(framework, listed)
    assert found.columns[4].field not in (F.KEEP_APART, F.SUPERVISOR)
    assert not found.problems


def test_long_wishes_in_free_text_are_compared_with_few_names(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[str] = []

    class Counted(SequenceMatcher[str]):
        def ratio(self) -> float:
            compared.append(self.a)
            return super().ratio()

    monkeypatch.setattr(people_names, "SequenceMatcher", Counted)
    wish = "Rather not with the people of the central office because of what was written " * 3
    rows = [f"Ana{n} Ruiz{n},Teacher,{wish}{n % 9}\n" for n in range(90)]
    rows.append(f"Zoe Quill,Parent,{wish}least with Ana3 Ruiz3\n")
    found = read(framework, table("Name,Role,Not with\n" + "".join(rows)))
    assert len(found.blocking) == 91
    assert "row:5" in [choice.value for choice in found.blocking[-1].choices]
    assert len(compared) < 91
    assert all(len(text) <= 80 for text in compared)


def test_a_name_with_a_slip_of_the_pen_is_still_offered(framework: Framework) -> None:
    found = read(framework, table(LIST.format(first="Bop Ston,,")))
    assert next(choice.value for choice in found.blocking[0].choices) == "row:3"


GONE = (
    "Name,Role,Will you attend?,Not with,Supervisor\nAna Ruiz,Parent,Yes,{who},Bo Gone\n"
    "Bo Gone,Teacher,No,,\nCy Gone,Teacher,No,,\nDee Poe,Teacher,Yes,,\n"
)


@pytest.mark.parametrize(
    ("who", "told", "apart"),
    [
        ("Bo Gone", "1 seating wish is about somebody who does not come.", []),
        ('"Gone, Bo"', "1 seating wish is about somebody who does not come.", []),
        ("Bo Gone and Dee Poe", "1 seating wish is about somebody who does not come.", ["Dee Poe"]),
        ('"Bo Gone\nCy Gone"', "2 seating wishes are about people who do not come.", []),
    ],
)
def test_a_wish_about_somebody_who_does_not_come_is_told_without_a_name(
    framework: Framework, who: str, told: str, apart: list[str]
) -> None:
    found = read(framework, table(GONE.format(who=who)))
    assert of_ana(found, "keep_apart") == apart
    (notice,) = found.problems
    assert notice.message == told
    assert not found.blocking
    assert (notice.value, notice.rows, notice.choices) == ("", (), ())


@pytest.mark.parametrize(
    "header",
    ["Supervisor email", "Supervisor's e-mail address", "Manager Email", "SupervisorEmail",
     "Reports to (email)", "What is the e-mail of your direct supervisor?", "Boss's work email",
     "Correo del supervisor", "Correo electrónico de su jefa", "Email del jefe directo",
     "Correo electrónico del supervisor o supervisora"],
)  # fmt: skip
@pytest.mark.parametrize("own", ["Email", "Correo electrónico"])
def test_a_supervisor_is_known_by_the_address_alone(
    framework: Framework, header: str, own: str
) -> None:
    found = read(framework, table(
        f"Name,{header},Role,{own}\nAna Ruiz,BO@x.org,Teacher,a@x.org\n"
        "Bo Li,,Principal,b@x.org\nCy Moss,Bo Li <bo@x.org>,Teacher,c@x.org\n"
        "Dee Poe,n/a,Principal,bo@x.org\n"
    ))  # fmt: skip
    assert [column.field for column in found.columns][1::2] == [F.SUPERVISOR_EMAIL, F.EMAIL]
    dee = next(person for person in found.people if person.name == "Dee Poe")
    assert dee.supervisor_of == ("row:2", "row:4")
    assert [person.name for person in found.people if person.supervisor_of] == ["Dee Poe"]
    assert not found.problems


def test_an_address_of_nobody_is_told_as_a_name_of_nobody_is(framework: Framework) -> None:
    found = read(framework, table(
        "Name,Role,Email,Supervisor email\nAna Ruiz,Teacher,a@x.org,zed@x.org\n"
        "Bo Li,Parent,b@x.org,li@y.org\n"
    ))  # fmt: skip
    first, second = found.problems
    assert first.message == "Row 2: nobody on the list has the e-mail address “zed@x.org”."
    assert second.field == F.SUPERVISOR_EMAIL.value, "nobody is above themselves"
    assert not found.blocking
    assert [choice.value for choice in first.choices] == [NOBODY]


@pytest.mark.parametrize(
    ("name", "address", "leads"),
    [
        ("Bo Li", "bo2@x.org", ["bo2@x.org"]),  # two people of this name
        ("Bobby", "bo2@x.org", ["bo2@x.org"]),
        ("Cy Moss", "cy@elsewhere.org", ["cy@x.org"]),
        ("", "bo1@x.org; cy@x.org", ["bo1@x.org", "cy@x.org"]),
        ("Gone Away", "gone@x.org", []),
        ("", "gone@x.org", []),
    ],
)
def test_a_name_and_an_address_say_it_together(
    framework: Framework, name: str, address: str, leads: list[str]
) -> None:
    found = read(framework, table(
        "Name,Role,Email,Attending,Supervisor,Supervisor email\n"
        f"Ana Ruiz,Teacher,a@x.org,Yes,{name},{address}\nBo Li,Principal,bo1@x.org,Yes,,\n"
        "Bo Li,Principal,bo2@x.org,Yes,,\nCy Moss,Principal,cy@x.org,Yes,,\n"
        "Gone Away,Principal,gone@x.org,No,,\n"
    ))  # fmt: skip
    assert [person.email for person in found.people if person.supervisor_of] == leads
    about = [each for each in found.problems if each.field.startswith("supervisor")]
    assert not about


def test_neither_name_nor_address_is_told_once(framework: Framework) -> None:
    found = read(framework, table(
        "Name,Role,Email,Supervisor,Supervisor email\nAna Ruiz,Teacher,a@x.org,Zed Orr,z@x.org\n"
    ))  # fmt: skip
    assert [each.value for each in found.problems] == ["Zed Orr"]

"""A people file to a preview: the samples, and every trap of real sign-up files."""

import random
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from string import ascii_lowercase

import pytest

from app.data import people_answers
from app.data.languages import needed_languages, split_needs
from app.data.people import preview, to_command
from app.data.people_columns import guess_mapping
from app.data.people_header import with_header_judged
from app.data.profiles import (
    PEOPLE,
    load_profiles,
    make_profile,
    people_mapping,
    recognised,
    save_profile,
)
from app.data.roles import roles_of
from app.data.tables import read_bytes, read_pasted, read_table
from app.domain.errors import FileProblemError, InvalidChangeError
from app.domain.framework import Framework
from app.domain.importing import KEEP, LEAVE_OUT, NOBODY, OTHER, SAME
from app.domain.people import Person, Role
from app.domain.people_importing import PeoplePreview, PersonField
from app.domain.preparation import HistoryItem
from tests.data.conftest import listed, sample

F = PersonField
P, E, A = Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE


def read(text: str, framework: Framework, *people: Person) -> PeoplePreview:
    return answered(text, framework, {}, *people)


def answered(
    text: str, framework: Framework, answers: dict[str, str], *people: Person
) -> PeoplePreview:
    return preview(read_bytes(text.encode(), "people.csv"), people, framework, answers=answers)


# ---------------------------------------------------------------- the sample files


def test_the_form_export_reads_without_a_question(framework: Framework) -> None:
    started = time.thread_time()
    found = preview(read_table(sample("people-form-export.csv")), (), framework)
    assert time.thread_time() - started < 0.5
    assert found.problems == ()
    assert Counter(person.role for person in found.people) == {P: 26, E: 6, A: 12}
    assert len(found.new) == 44
    assert [column.field for column in found.columns] == [
        F.IGNORE, F.EMAIL, F.NAME, F.AFFILIATION, F.ROLE, F.INTERESTS, F.KEEP_APART, F.NEEDS,
        F.HISTORY,
    ]  # fmt: skip


def test_the_form_export_resolves_interests_wishes_and_needs(framework: Framework) -> None:
    found = preview(read_table(sample("people-form-export.csv")), (), framework)
    people = {person.name: person for person in found.people}
    assert people["Jada Smith"].interests == ("d06", "d04")
    assert people["Nguyễn Gutiérrez"].interests == ("d06", "d01", "d04")
    assert people["Esra Park"].keep_apart == (people["Hyun-woo Okafor"].id,)
    assert people["Esra Park"].language_needs == "Spanish interpretation"
    assert people["Esra Park"].speaks == ("es",)
    assert people["Beatriz Gutiérrez"].access_needs == "ASL"
    assert people["Olena Vargas"].access_needs == "Large print"
    assert found.history == (
        "The 2019 rezoning split two neighborhoods.",
        'We tried "one counselor per 250" in 2022, then lost the grant',
    )


def test_the_ticket_export_leaves_out_who_does_not_come(framework: Framework) -> None:
    found = preview(read_table(sample("people-ticket-export.csv")), (), framework)
    assert found.problems == ()
    assert Counter(person.role for person in found.people) == {P: 12, A: 12}
    assert [out.row for out in found.left_out] == [5, 9, 13, 17, 21, 25, 29]
    assert found.left_out[0].name == "Quentin Okafor"
    assert {out.reason for out in found.left_out} == {"Not Attending"}
    assert found.people[0].name == "Björn Hassan"


@pytest.mark.parametrize("name", ["people-form-export.csv", "people-ticket-export.csv"])
def test_the_same_file_again_changes_nothing(framework: Framework, name: str) -> None:
    table = read_table(sample(name))
    first = preview(table, (), framework)
    again = preview(table, taken(first), framework, known_answers=items(first.history))
    assert again.new == again.updates == ()
    assert again.blocking == ()
    assert again.history == ()
    assert to_command(again).people == ()


def items(texts: Sequence[str]) -> tuple[HistoryItem, ...]:
    return tuple(
        HistoryItem(id=f"h{n}", position=n, kind="history", text=text)
        for n, text in enumerate(texts)
    )


def taken(found: PeoplePreview) -> tuple[Person, ...]:
    """Return the people that a preview's command would put on the list."""
    command = to_command(found)
    return tuple(
        listed_with(entry.participant_id, entry.role, entry.interests, command.identities)
        for entry in command.people
    )


def listed_with(
    person_id: str, role: Role, interests: tuple[str, ...], identities: dict[str, dict[str, object]]
) -> Person:
    values = {k: tuple(v) if isinstance(v, list) else v for k, v in identities[person_id].items()}
    person = listed(person_id, str(values.pop("name")), role=role, **values)
    return Person(replace(person.participant, interests=interests), person.identity)


# ---------------------------------------------------------------- roles


@pytest.mark.parametrize(
    ("words", "role"),
    [
        ("District or school staff", P),
        ("School board member", P),
        ("Practitioner seat", P),
        ("Practitioner – special populations", P),
        ("Teacher or educator", E),
        ("Principal", E),
        ("Parent or family member", A),
        ("Community organization", A),
        ("Student", A),
        ("Community advocate seat", A),
        ("Personal del distrito o de la escuela", P),
        ("Miembro de la junta escolar", P),
        ("Maestra", E),
        ("Director de escuela", E),
        ("Padre, madre o familiar", A),
        ("Organización comunitaria", A),
        ("ESTUDIANTE", A),
        ("Parent / Student", A),
    ],
)
def test_a_known_answer_is_its_role(words: str, role: Role) -> None:
    assert roles_of(words) == {role}


@pytest.mark.parametrize(
    "words",
    ["", "General admission", "Student services director", "District advocate", "Teacher / other",
     "Consultant", "Staff advocate", "Boardwalk"],
)  # fmt: skip
def test_other_words_are_no_role(words: str) -> None:
    assert roles_of(words) == frozenset()


def test_somebody_who_is_two_things_chooses(framework: Framework) -> None:
    text = "Name,Role\nAna Test,Teacher and parent\n"
    found = read(text, framework)
    (problem,) = found.blocking
    assert (problem.key, problem.row, problem.value) == ("role@2", 2, "Teacher and parent")
    assert {choice.value for choice in problem.choices} == {"educator", "advocate", LEAVE_OUT}
    assert answered(text, framework, {"role@2": "educator"}).people[0].role is E


def test_an_unknown_role_is_asked_once_for_all_its_rows(framework: Framework) -> None:
    text = "Name,Role\nAna Test,Friend\nBo Test,friend \nCy Test,Parent\n"
    found = read(text, framework)
    (problem,) = found.blocking
    assert problem.rows == (2, 3)
    with pytest.raises(InvalidChangeError):
        to_command(found)
    settled = answered(text, framework, {problem.key: "advocate"})
    assert settled.count(A) == 3
    out = answered(text, framework, {problem.key: LEAVE_OUT})
    assert [person.name for person in out.people] == ["Cy Test"]
    assert [each.row for each in out.left_out] == [2, 3]


def test_a_file_without_roles_asks_once(framework: Framework) -> None:
    text = "Name,Email\nAna Test,a@x.org\nBo Test,b@x.org\n"
    (problem,) = read(text, framework).blocking
    assert problem.key == "role@0"
    assert "No column is taken as the role" in problem.message
    assert answered(text, framework, {"role@0": "practitioner"}).count(P) == 2


def test_a_name_that_is_no_name_is_told_with_its_row(framework: Framework) -> None:
    text = f"Name,Role\nAna Test,Parent\n{'Bo ' * 100},Parent\n"
    (told,) = read(text, framework).problems
    assert (told.row, told.blocking) == (3, False)
    assert "Row 3" in told.message
    assert len(told.message) < 120


def test_an_unclosed_quotation_mark_loses_nobody(framework: Framework) -> None:
    people = [f"P{n} Test,p{n}@x.org,Parent" for n in range(40)]
    people[20] = f'"{people[20]}'
    found = read("\n".join(["Name,Email,Role", *people]), framework)
    assert len(found.new) == 40
    assert [note.row for note in found.notes] == [22]


def test_an_employee_who_signs_up_as_an_advocate_is_pointed_out(framework: Framework) -> None:
    found = read("Name,Role,Job title\nAna Test,Parent,Teacher\n", framework)
    assert found.blocking == ()
    assert [(p.key, p.row) for p in found.problems] == [("employed@2", 2)]


# ---------------------------------------------------------------- columns and headers


def test_spanish_headers_are_known(framework: Framework) -> None:
    text = (
        "Marca temporal,Correo electrónico,Nombre completo,Organización o escuela,Asisto como…,"
        "¿En qué dimensiones le gustaría trabajar?,¿Hay alguien con quien no deba sentarse?,"
        "Necesidades de idioma o acceso,¿Qué historia debe conocer el grupo?\n"
        "1,a@x.org,Ana Prueba,Escuela 1,Madre de familia,,,Interpretación al español,\n"
    )
    found = read(text, framework)
    assert [column.field for column in found.columns] == [
        F.IGNORE, F.EMAIL, F.NAME, F.AFFILIATION, F.ROLE, F.INTERESTS, F.KEEP_APART, F.NEEDS,
        F.HISTORY,
    ]  # fmt: skip
    assert found.blocking == ()
    assert found.people[0].speaks == ("es",)


def test_pasted_rows_without_a_header_are_people(framework: Framework) -> None:
    table = read_pasted("Ana Test\tParent\ta@x.org\nBo Test\tTeacher\tb@x.org\n")
    found = preview(table, (), framework)
    assert [(p.row, p.name, p.role, p.email) for p in found.people] == [
        (1, "Ana Test", A, "a@x.org"),
        (2, "Bo Test", E, "b@x.org"),
    ]


def test_pasted_names_one_a_line(framework: Framework) -> None:
    found = preview(read_pasted("Ana Test\nBo Test\n"), (), framework, answers={"role@0": A})
    assert [person.name for person in found.people] == ["Ana Test", "Bo Test"]


def test_a_missing_name_column_is_asked(framework: Framework) -> None:
    table = read_bytes(b"Email,Role\na@x.org,Parent\n", "people.csv")
    found = preview(table, (), framework, mapping=(F.EMAIL, F.ROLE))
    assert [problem.key for problem in found.problems] == ["column:name", "name@2"]
    found = preview(table, (), framework, mapping=(F.IGNORE, F.ROLE))
    assert [problem.key for problem in found.blocking] == ["column:name"]
    assert found.people == ()


def test_a_header_alone_is_refused(framework: Framework) -> None:
    with pytest.raises(FileProblemError, match="row 1 and nothing below"):
        read("Name,Role,Email\n", framework)


def test_a_row_with_too_many_cells_is_asked(framework: Framework) -> None:
    text = "Name,Role\nAna Test,Parent\nBo, Test,Parent\n"
    (problem, *_rest) = read(text, framework).blocking
    assert (problem.key, problem.row) == ("cells@3", 3)
    left = answered(text, framework, {"cells@3": LEAVE_OUT})
    assert left.blocking == ()
    assert [out.row for out in left.left_out] == [3]


def test_a_row_without_a_name_is_asked(framework: Framework) -> None:
    text = "Name,Role,Email\n,Parent,a@x.org\n"
    (problem,) = read(text, framework).blocking
    assert (problem.key, problem.free_text) == ("name@2", True)
    assert answered(text, framework, {"name@2": "Ana Test"}).people[0].name == "Ana Test"


def test_thousands_of_rows_are_no_list_of_people(framework: Framework) -> None:
    text = "Name,Role\n" + "".join(f"Person {n},Parent\n" for n in range(2_001))
    with pytest.raises(FileProblemError, match="2001 rows"):
        read(text, framework)


def test_names_stay_as_they_are_written(framework: Framework) -> None:
    text = "Name,Role\n\"=cmd|'/c calc'!A1\",Parent\n<b>Bo</b> & Co,Parent\nمريم اختبار,Student\n"
    names = [person.name for person in read(text, framework).people]
    assert names == ["=cmd|'/c calc'!A1", "<b>Bo</b> & Co", "مريم اختبار"]


def test_a_mapping_is_remembered_for_the_next_file(framework: Framework, tmp_path: Path) -> None:
    table = read_bytes(b"Wer,Was\nAna Test,Parent\n", "people.csv")
    assert save_profile(tmp_path, make_profile("ours", PEOPLE, table, (F.NAME, F.ROLE)))
    other = read_bytes(b"WAS,wer\nTeacher,Bo Test\n", "next.csv")
    profile = recognised(load_profiles(tmp_path), PEOPLE, other)
    assert profile is not None
    assert people_mapping(profile, other) == (F.ROLE, F.NAME)
    (tmp_path / "import-profiles.json").write_text("{damaged")
    assert load_profiles(tmp_path) == ()


def test_unknown_headers_are_guessed_by_content() -> None:
    table = read_bytes(b"Wer,Wo,Mail,Art\nAna Test,Here,a@x.org,Parent\n", "people.csv")
    assert guess_mapping(with_header_judged(table)) == (F.NAME, F.AFFILIATION, F.EMAIL, F.ROLE)


# ---------------------------------------------------------------- the same person


def test_a_repeated_row_is_joined_and_said(framework: Framework) -> None:
    text = (
        "Name,Email,Role,Interests\nAna Test,a@x.org,Parent,School Funding\n"
        "Ana  TEST,A@x.org,Parent,\n"
    )
    found = read(text, framework)
    assert [(p.name, p.interests) for p in found.people] == [("Ana TEST", ("d01",))]
    assert [out.row for out in found.duplicates] == [3]


def test_the_same_address_with_another_name_is_asked(framework: Framework) -> None:
    text = "Name,Email,Role\nAna Test,home@x.org,Parent\nBo Test,home@x.org,Parent\n"
    (problem,) = read(text, framework).blocking
    assert (problem.key, problem.rows) == ("person@3", (3, 2))
    assert len(answered(text, framework, {"person@3": OTHER}).people) == 2
    same = answered(text, framework, {"person@3": SAME})
    assert [person.name for person in same.people] == ["Bo Test"]
    assert len(answered(text, framework, {"person@3": LEAVE_OUT}).people) == 1


def test_no_role_is_asked_for_where_another_row_or_the_list_has_it(framework: Framework) -> None:
    text = "Name,School,Role\nAna Test,North,Parent\nAna Test,,\n"
    asked = read(text, framework)
    if asked.blocking:
        assert [problem.key for problem in asked.blocking] == ["role@3", "person@3"]
        asked = answered(text, framework, {"person@3": SAME})
    assert asked.blocking == ()
    known = listed("p1", "Bo Test", email="b@x.org")
    found = read("Name,Email,Role\nBo Test,b@x.org,\nCy Test,c@x.org,\n", framework, known)
    assert [problem.key for problem in found.blocking] == ["role@3"]


def test_two_people_may_have_one_name(framework: Framework) -> None:
    text = "Name,Email,School,Role\nAna Test,a@x.org,North,Parent\nAna Test,b@x.org,South,Parent\n"
    found = read(text, framework)
    assert len(found.people) == 2
    assert found.blocking == ()
    alike = "Name,School,Role\nAna Test,North,Parent\nAna Test,South,Parent\n"
    (problem,) = read(alike, framework).blocking
    assert (problem.key, problem.rows) == ("person@3", (3, 2))
    assert len(answered(alike, framework, {"person@3": OTHER}).people) == 2


def test_a_corrected_row_updates_its_person_instead_of_doubling(framework: Framework) -> None:
    known = listed("p1", "Ana Test", affiliation="North")
    found = read("Name,School,Role\nAna Test,South,Parent\n", framework, known)
    (problem,) = found.blocking
    (person,) = answered(
        "Name,School,Role\nAna Test,South,Parent\n", framework, {problem.key: SAME}, known
    ).updates
    assert (person.id, person.affiliation) == ("p1", "South")
    known = listed("p1", "Anna Tset", email="a@x.org")
    text = "Name,Email,Role\nAna Test,a@x.org,Parent\n"
    (problem,) = read(text, framework, known).blocking
    (person,) = answered(text, framework, {problem.key: SAME}, known).updates
    assert (person.id, person.name) == ("p1", "Ana Test")


def test_an_update_takes_nothing_away(framework: Framework) -> None:
    known = listed("p1", "Ana Test", email="a@x.org", title="Chair", keep_apart=("p9",))
    found = read("Name,Email,Role,Title,School\nAna Test,a@x.org,Parent,,North\n", framework, known)
    (person,) = found.updates
    assert person.changes == ("affiliation", "perspectives")
    command = to_command(found)
    assert command.people[0].participant_id == "p1"
    assert command.identities == {"p1": {"affiliation": "North", "perspectives": "Parent"}}


def test_somebody_on_the_list_with_the_same_address_is_asked(framework: Framework) -> None:
    known = listed("p1", "Bo Test", email="home@x.org")
    text = "Name,Email,Role\nAna Test,home@x.org,Parent\n"
    (problem,) = read(text, framework, known).blocking
    assert problem.key == "known@2"
    assert answered(text, framework, {"known@2": SAME}, known).people[0].id == "p1"
    assert answered(text, framework, {"known@2": OTHER}, known).people[0].id == "row:2"


def test_who_cancelled_but_is_on_the_list_is_pointed_out(framework: Framework) -> None:
    known = listed("p1", "Ana Test")
    text = "Name,Role,Attendee Status\nAna Test,Parent,Not Attending\nBo Test,Parent,Attending\n"
    found = read(text, framework, known)
    assert [(p.key, p.blocking) for p in found.problems] == [("gone@2", False)]


def test_an_unknown_attendance_is_asked(framework: Framework) -> None:
    (problem,) = read("Name,Role,RSVP\nAna Test,Parent,perhaps\n", framework).blocking
    assert (problem.key, problem.row) == ("attendance:perhaps", 2)


# ---------------------------------------------------------------- wishes


WISH = "Name,Role,Not with\nAna Test,Parent,{who}\nBo Sample,Parent,\nBo Test,Parent,\n"


def test_a_wish_names_one_person_in_any_order_of_the_name(framework: Framework) -> None:
    found = read(WISH.format(who='"Sample, Bo"'), framework)
    assert found.people[0].keep_apart == ("row:3",)
    both = read(WISH.format(who="Bo Sample and Bo Test"), framework)
    assert both.people[0].keep_apart == ("row:3", "row:4")
    assert read(WISH.format(who="no one"), framework).people[0].keep_apart == ()


def test_a_name_that_fits_nobody_or_two_is_asked(framework: Framework) -> None:
    (unknown,) = read(WISH.format(who="Xi Quill"), framework).blocking
    assert (unknown.row, unknown.value) == (2, "Xi Quill")
    assert [choice.value for choice in unknown.choices] == [NOBODY]
    text = WISH.format(who="Bo")
    (two,) = read(text, framework).blocking
    assert {choice.value for choice in two.choices} == {"row:3", "row:4", NOBODY}
    settled = answered(text, framework, {two.key: "row:4"})
    assert settled.people[0].keep_apart == ("row:4",)
    assert settled.blocking == ()
    ids = list(to_command(settled).identities.items())
    assert ids[0][1]["keep_apart"] == [ids[2][0]]


def test_a_supervisor_is_found_and_may_be_absent(framework: Framework) -> None:
    known = listed("p1", "Cy Lead", role=P)
    text = (
        "Name,Role,Supervisor\nAna Test,Teacher,Bo Test\nBo Test,Principal,Cy Lead\n"
        "Di Test,Teacher,Xi Q\n"
    )
    found = read(text, framework, known)
    assert found.blocking == ()
    people = {person.name: person for person in found.people}
    assert people["Bo Test"].supervisor_of == ("row:2",)
    assert people["Cy Lead"].supervisor_of == ("row:3",)
    command = to_command(found)
    ids = {values["name"]: key for key, values in command.identities.items() if "name" in values}
    assert command.identities["p1"] == {"supervisor_of": [ids["Bo Test"]]}


# ---------------------------------------------------------------- needs and the rest


def test_needs_are_told_apart() -> None:
    assert split_needs("Spanish interpretation, Large print") == (
        "Spanish interpretation",
        "Large print",
    )
    assert split_needs("ASL") == ("", "ASL")
    assert split_needs("None") == ("", "")
    assert needed_languages("Interpretación al español", "ASL") == ("es", "ase")


def test_an_unknown_dimension_is_asked_but_holds_nothing_up(framework: Framework) -> None:
    found = read("Name,Role,Interests\nAna Test,Parent,Parking\n", framework)
    assert found.blocking == ()
    (problem,) = found.problems
    assert (problem.value, problem.offered, len(problem.choices)) == ("Parking", "", 11)
    settled = answered("Name,Role,Interests\nAna Test,Parent,Parking\n", framework,
                       {problem.key: "d09"})  # fmt: skip
    assert settled.people[0].interests == ("d09",)


@pytest.mark.parametrize(
    ("written", "dimension_id"),
    [("School funds", "d01"), ("Budget", "d01"), ("Enpowering, Rigorus Content", "d04")],
)
def test_an_alias_and_a_mistyped_dimension_are_offered_and_never_taken_unasked(
    framework: Framework, written: str, dimension_id: str
) -> None:
    text = f'Name,Role,Interests\nAna Test,Parent,"{written}, Instructional Time & Attention"\n'
    found = read(text, framework)
    (problem,) = found.blocking
    assert (problem.value, problem.offered) == (written, dimension_id)
    assert found.people[0].interests == ("d05",)
    settled = answered(text, framework, {problem.key: problem.offered})
    assert settled.people[0].interests == (dimension_id, "d05")
    assert answered(text, framework, {problem.key: KEEP}).people[0].interests == ("d05",)


def test_a_ticket_for_several_and_a_bad_address_are_pointed_out(framework: Framework) -> None:
    found = read("Name,Role,Quantity,Email\nAna Test,Parent,3,ana at x\n", framework)
    assert found.blocking == ()
    assert [(p.field, p.row) for p in found.problems] == [("email", 2), ("quantity", 2)]


def test_answers_about_history_carry_no_name_and_no_order(framework: Framework) -> None:
    text = (
        "Name,Role,History,Current efforts\nAna Test,Parent,zebra crossing,\n"
        'Bo Test,Parent,"a walk-out\nin 2019",tutoring\nCy Test,Parent,Zebra crossing,n/a\n'
    )
    found = read(text, framework)
    assert found.history == ("a walk-out in 2019", "zebra crossing")
    assert found.efforts == ("tutoring",)


def test_every_language_that_is_unknown_is_told(framework: Framework) -> None:
    text = "Name\tRole\tLanguages spoken\nAna Ruiz\tParent\tKlingon, Dothraki\n"
    (told,) = preview(read_pasted(text), (), framework).problems
    assert "“Klingon, Dothraki” is no language" in told.message


def test_answers_that_cannot_be_alike_are_not_compared_letter_by_letter(
    framework: Framework, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Compared so, a second file of four hundred answers took eight seconds."""
    compared: list[str] = []

    class Counting(SequenceMatcher[str]):
        def ratio(self) -> float:
            compared.append(self.a)
            return super().ratio()

    monkeypatch.setattr(people_answers, "SequenceMatcher", Counting)
    chance = random.Random(1)
    words = [
        " ".join("".join(chance.choices(ascii_lowercase, k=7)) for _word in range(4))
        for _answer in range(800)
    ]
    known = [
        HistoryItem(id=f"h{n}", position=n, kind="history", text=text)
        for n, text in enumerate(words[:400])
    ]
    rows = "".join(f"Ana {n}\tParent\t{text}\n" for n, text in enumerate(words[400:]))
    table = read_pasted("Name\tRole\tHistory\n" + rows)
    found = preview(table, (), framework, known_answers=known)
    assert len(found.history) == 400
    assert len(compared) < 80_000, "of a hundred and sixty thousand pairs"

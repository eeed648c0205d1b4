"""Doubt about people of the same name: which questions one answer may settle together."""

from app.data.people import preview
from app.data.tables import read_bytes
from app.domain.framework import Framework
from app.domain.importing import OTHER, SAME, Problem
from app.domain.people import Person, Role
from app.domain.people_importing import PeoplePreview
from tests.data.conftest import listed


def read(text: str, framework: Framework, *people: Person, **answers: str) -> PeoplePreview:
    given = {key.replace("_", "@"): answer for key, answer in answers.items()}
    return preview(read_bytes(text.encode(), "people.csv"), people, framework, answers=given)


def for_all(problem: Problem) -> list[str]:
    return [choice.value for choice in problem.choices if choice.for_all]


def test_names_alone_that_are_on_the_list_have_one_answer_for_all(framework: Framework) -> None:
    people = [listed(f"p{n}", f"Ana Test{n}", affiliation="North") for n in range(3)]
    text = "Name,Role\n" + "".join(f"Ana Test{n},Parent\n" for n in range(3))
    asked = read(text, framework, *people).blocking
    assert [problem.key for problem in asked] == ["known@2", "known@3", "known@4"]
    assert len({problem.choices for problem in asked}) == 1
    assert for_all(asked[0]) == [SAME, OTHER]
    same = read(text, framework, *people, known_2=SAME, known_3=OTHER, known_4=SAME)
    assert (len(same.new), same.blocking) == (1, ())


def test_a_name_that_two_people_have_needs_an_answer_of_its_own(framework: Framework) -> None:
    people = (
        listed("p1", "Ana Test", email="a@x.org", affiliation="North"),
        listed("p2", "Ana Test", email="b@x.org", affiliation="South"),
        listed("p3", "Bo Test", affiliation="North"),
    )
    one, other = read("Name,Role\nAna Test,Parent\nBo Test,Parent\n", framework, *people).blocking
    assert (for_all(one), for_all(other)) == ([], [SAME, OTHER])


def test_two_names_at_one_address_need_an_answer_of_their_own(framework: Framework) -> None:
    text = "Name,Email,Role\nAna Test,home@x.org,Parent\nBo Test,home@x.org,Parent\n"
    (in_file,) = read(text, framework).blocking
    (on_list,) = read(
        "Name,Email,Role\nAna Test,home@x.org,Parent\n",
        framework,
        listed("p1", "Bo Test", email="home@x.org"),
    ).blocking
    assert for_all(in_file) == for_all(on_list) == []


def test_rows_that_repeat_a_name_are_asked_apart_from_those_on_the_list(
    framework: Framework,
) -> None:
    text = "Name,School,Role\nAna Test,North,Parent\nAna Test,South,Parent\nBo Test,,Parent\n"
    bo = listed("p1", "Bo Test", affiliation="North")
    in_file, on_list = read(text, framework, bo).blocking
    assert for_all(in_file) == for_all(on_list) == [SAME, OTHER]
    assert in_file.choices != on_list.choices


def test_what_tells_people_of_one_name_apart_stands_beside_it(framework: Framework) -> None:
    people = (
        listed("p1", "Ana Test", email="ana@x.org", affiliation="North"),
        listed("p2", "Bo Test", affiliation="North High"),
        listed("p3", "Cy Test", email="c.y@x.org", affiliation="East"),
    )
    text = (
        "Name,Email,School,Role\nAna Test,,South,Parent\nBo Test,bo@x.org,,Parent\n"
        "Cy Test,cy@x.org,east,Parent\nDi Test,,West,Parent\nDi Test,,East,Parent\n"
    )
    told = [each.message for each in read(text, framework, *people).blocking]
    assert told == [
        "Row 2: Ana Test (South) may be Ana Test (North, ana@x.org), who is on the list.",
        "Row 3: Bo Test (bo@x.org) may be Bo Test (North High), who is on the list.",
        "Row 4: Cy Test (cy@x.org) may be Cy Test (c.y@x.org), who is on the list.",
        "Row 6: Di Test (East) may be Di Test (West) in row 5.",
    ]


def test_an_answer_about_a_role_holds_whatever_another_row_says(framework: Framework) -> None:
    text = "Name,Email,Role\nAna Test,a@x.org,{}\nAna Test,a@x.org,{}\n"
    answers = {"role:wizard": Role.EDUCATOR.value}
    for first, second in (("Wizard", "Parent"), ("Parent", "Wizard")):
        found = read(text.format(first, second), framework, **answers)
        assert [person.role for person in found.people] == [Role.EDUCATOR]
    for first, second, holds in (
        ("Parent", "Teacher", Role.EDUCATOR),
        ("Teacher", "Parent", Role.ADVOCATE),
    ):
        found = read(text.format(first, second), framework)
        assert [person.role for person in found.people] == [holds], "the later answer holds"

"""What is due when, and who is missing from the room."""

from datetime import date

import pytest

from app.domain.people import Participant, Person, PersonIdentity, Role
from app.domain.preparation import ChecklistItem
from app.domain.prework import DAYS_BEFORE, WANTED, due, recruited
from app.services.sample import default_pack

P, E, A = Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE


def person(role: Role, words: str = "", **values: object) -> Person:
    identity = PersonIdentity(id="p", name="Ana Test", title=words, **values)  # type: ignore[arg-type]
    return Person(Participant(id="p", role=role), identity)


def test_every_item_of_the_default_checklist_has_its_day() -> None:
    assert {item["id"] for item in default_pack()["checklist"]} == set(DAYS_BEFORE)
    day = date(2026, 11, 20)
    assert due(item("reading"), day) == date(2026, 10, 30)
    assert due(item("room"), day) == day


def test_an_item_has_the_day_that_somebody_chose_for_it() -> None:
    day = date(2026, 11, 20)
    assert due(item("one of my own"), day) is None
    assert due(item("one of my own", 3), day) == date(2026, 11, 17)
    assert due(item("reading", 0), day) == day
    assert due(item("one of my own", 10**9), day) is None


def item(item_id: str, days: int | None = None) -> ChecklistItem:
    return ChecklistItem(id=item_id, position=1.0, text={"en": "Do it"}, days=days)


@pytest.mark.parametrize(
    ("role", "words", "kind"),
    [
        (P, "School board member", "board"),
        (P, "Miembro de la junta escolar", "board"),
        (P, "Deputy Superintendent", "superintendent"),
        (P, "Chief Equity Officer", "equity"),
        (P, "Director of Curriculum & Instruction", "content"),
        (P, "Assessment & data", "assessment"),
        (P, "Special education", "populations"),
        (P, "Principal, Lincoln K-8", "leaders"),
        (E, "Directora de escuela", "leaders"),
        (E, "Teacher or educator", "teachers"),
        (E, "Maestra de tercer grado", "teachers"),
        (A, "Parent or family member", "families"),
        (A, "Madre de familia", "families"),
        (A, "Student council, Harbor High", "students"),
        (A, "Civil rights coalition", "civil_rights"),
        (A, "Chamber of Commerce", "business"),
        (A, "Refugee Welcome Center", "community"),
    ],
)
def test_somebodys_own_words_tell_of_whom_the_room_has(role: Role, words: str, kind: str) -> None:
    found = {wanted.id: count for wanted, count in recruited([person(role, words)]).found}
    assert found[kind] == 1


def test_a_word_counts_only_in_its_own_role() -> None:
    found = recruited([person(A, "Superintendent of the chess club"), person(P, "Parent liaison")])
    counts = {wanted.id: count for wanted, count in found.found}
    assert (counts["superintendent"], counts["families"]) == (0, 0)
    assert len(found.missing) == len(WANTED)


def test_balance_and_languages_that_nobody_interprets() -> None:
    people = [
        person(P), person(P), person(E), person(A, language_needs="Somali", speaks=("so",)),
        person(A, access_needs="ASL", speaks=("ase", "en")), person(P, interprets=("ase",)),
    ]  # fmt: skip
    found = recruited(people)
    assert (found.practitioners, found.educators, found.advocates) == (3, 1, 2)
    assert found.advocates_short == 1
    assert found.languages_alone == ("so",)


def test_forgotten_people_are_counted_and_say_nothing() -> None:
    gone = Person(Participant(id="p", role=A), None)
    found = recruited([gone])
    assert found.advocates == 1
    assert len(found.missing) == len(WANTED)

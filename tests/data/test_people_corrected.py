"""A corrected list takes back what its people said before, and nothing that anybody else said."""

from dataclasses import replace

import pytest

from app.data.people import preview, to_command
from app.data.people_header import with_header_judged
from app.data.people_list import to_csv
from app.data.tables import read_bytes
from app.domain.codec import from_json, to_json
from app.domain.framework import Framework
from app.domain.people import Participant, Person, PersonIdentity, Role

HEAD = "Name,Email,Role,Is there someone you should not be seated with?,Sit with,Supervisor\n"
REST = "Bob Stone,b@x.org,Parent,,,\nCarl Moss,c@x.org,Parent,,,\nDee Poe,d@x.org,Teacher,,,\n"


class Room:
    """The people of a workshop, as files and the facilitator change them."""

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.people: dict[str, Person] = {}

    def take(self, anas: str, rest: str = REST) -> None:
        self.take_file(HEAD + f"Ana Ruiz,ana@x.org,Teacher,{anas}\n" + rest)

    def take_file(self, text: str) -> None:
        table = with_header_judged(read_bytes(text.encode(), "people.csv"))
        found = preview(table, tuple(self.people.values()), self.framework)
        command = to_command(found)
        for entry in command.people:
            known = self.people.get(entry.participant_id)
            before = to_json(known.identity) if known and known.identity else {"name": ""}
            values = {**before, **command.identities[entry.participant_id]}
            identity = from_json(PersonIdentity, {**values, "id": entry.participant_id})
            who = Participant(id=entry.participant_id, role=entry.role)
            self.people[entry.participant_id] = Person(who, identity)

    def person(self, name: str) -> Person:
        return next(person for person in self.people.values() if person.name == name)

    def names(self, name: str, which: str) -> list[str]:
        identity = self.person(name).identity
        return [self.people[one].name for one in getattr(identity, which)]

    def change(self, name: str, which: str, *others: str) -> None:
        person = self.person(name)
        assert person.identity is not None
        ids = tuple(self.person(other).id for other in others)
        identity = replace(person.identity, **{which: ids})
        self.people[person.id] = Person(person.participant, identity)


@pytest.fixture
def room(framework: Framework) -> Room:
    return Room(framework)


def test_a_corrected_answer_replaces_the_earlier_one(room: Room) -> None:
    room.take("Bob Stone,Dee Poe,Carl Moss")
    room.take("Carl Moss,Bob Stone,Bob Stone")
    assert room.names("Ana Ruiz", "keep_apart") == ["Carl Moss"]
    assert room.names("Ana Ruiz", "keep_together") == ["Bob Stone"]
    assert room.names("Carl Moss", "supervisor_of") == []
    assert room.names("Bob Stone", "supervisor_of") == ["Ana Ruiz"]


@pytest.mark.parametrize("address", ["a{n}@x.org", "both@x.org", ""])
def test_the_saved_list_keeps_whom_somebody_leads_where_two_have_one_name(
    framework: Framework, address: str
) -> None:
    led = ("id-1", "id-3")
    identities = [
        PersonIdentity(id="id-1", name="Ana Ruiz", email=address.format(n=1)),
        PersonIdentity(id="id-2", name="Ana Ruiz", email=address.format(n=2)),
        PersonIdentity(id="id-3", name="Cy Wu"),
        PersonIdentity(id="id-4", name="Bo Li", supervisor_of=led, answered={"supervisor_of": led}),
    ]
    people = [Person(Participant(id=who.id, role=Role.EDUCATOR), who) for who in identities]
    table = with_header_judged(read_bytes(to_csv(people, framework), "list.csv"))
    found = preview(table, people, framework)
    assert (found.updates, found.new, found.problems) == ((), (), ())


def test_nobody_takes_a_wish_back_and_a_blank_cell_does_not(room: Room) -> None:
    room.take("Bob Stone,Dee Poe,Carl Moss")
    room.take(",,")
    assert room.names("Ana Ruiz", "keep_apart") == ["Bob Stone"]
    assert room.names("Carl Moss", "supervisor_of") == ["Ana Ruiz"]
    room.take("nobody,none,n/a")
    assert room.names("Ana Ruiz", "keep_apart") == []
    assert room.names("Ana Ruiz", "keep_together") == []
    assert room.names("Carl Moss", "supervisor_of") == []


def test_what_the_facilitator_typed_stays(room: Room) -> None:
    room.take("Bob Stone,,")
    room.change("Ana Ruiz", "keep_apart", "Bob Stone", "Dee Poe")
    room.take("Carl Moss,,")
    assert room.names("Ana Ruiz", "keep_apart") == ["Dee Poe", "Carl Moss"]


def test_what_the_facilitator_took_away_does_not_come_back_with_the_same_file(room: Room) -> None:
    room.take("Bob Stone,Dee Poe,Carl Moss")
    room.change("Ana Ruiz", "keep_apart")
    room.change("Carl Moss", "supervisor_of")
    room.take("Bob Stone,Dee Poe,Carl Moss")
    assert room.names("Ana Ruiz", "keep_apart") == []
    assert room.names("Carl Moss", "supervisor_of") == []
    room.take("Carl Moss,Dee Poe,Bob Stone")
    assert room.names("Ana Ruiz", "keep_apart") == ["Carl Moss"]
    assert room.names("Bob Stone", "supervisor_of") == ["Ana Ruiz"]


def test_two_rows_of_one_person_in_one_file_both_count(room: Room) -> None:
    again = REST + "Ana Ruiz,ana@x.org,Teacher,Carl Moss,,\n"
    room.take("Bob Stone,,", again)
    assert room.names("Ana Ruiz", "keep_apart") == ["Bob Stone", "Carl Moss"]
    room.take("Dee Poe,,", again)
    assert room.names("Ana Ruiz", "keep_apart") == ["Carl Moss", "Dee Poe"]


def test_an_open_question_takes_nothing_away(room: Room) -> None:
    room.take(",Dee Poe,")
    room.take(",Somebody Unknown,")
    assert room.names("Ana Ruiz", "keep_together") == ["Dee Poe"]


def test_who_is_not_in_the_corrected_file_loses_whom_they_supervised_by_others_word(
    room: Room,
) -> None:
    room.take(",,Carl Moss")
    room.take(",,Dee Poe", "Bob Stone,b@x.org,Parent,,,\nDee Poe,d@x.org,Teacher,,,\n")
    assert room.names("Carl Moss", "supervisor_of") == []
    assert room.names("Dee Poe", "supervisor_of") == ["Ana Ruiz"]


def test_letters_that_a_spreadsheet_could_not_save_are_kept(framework: Framework) -> None:
    names = ("Thảo Nguyễn", "Łukasz Żak", "משה כהן", "Ana 🌻 Ruiz", "Who?me Café")
    people = tuple(
        Person(Participant(id=f"p{n}", role=Role.ADVOCATE), PersonIdentity(id=f"p{n}", name=name))
        for n, name in enumerate(names)
    )
    list_ = to_csv(people, framework).decode("utf-8-sig")
    damaged = list_.replace("🌻", "??").encode("cp1252", "replace")
    assert b"Nguy?n" in damaged
    found = preview(with_header_judged(read_bytes(damaged, "people.csv")), people, framework)
    assert [row.name for row in found.people] == list(names)
    assert not any(row.changes for row in found.people)


def test_a_name_that_lost_letters_is_told_where_nobody_knows_it(framework: Framework) -> None:
    text = "Name,Role\nNguy?n Park,Parent\nPat Roe,Parent\n???? ???,Parent\n"
    found = preview(with_header_judged(read_bytes(text.encode(), "p.csv")), (), framework)
    assert {problem.row for problem in found.problems if "spoilt" in problem.key} == {2, 4}


def test_a_corrected_name_with_a_real_question_mark_is_taken(framework: Framework) -> None:
    person = Person(Participant(id="p0", role=Role.ADVOCATE), PersonIdentity(id="p0", name="Jon"))
    list_ = to_csv((person,), framework).replace(b"Jon", b"J?n or Jan")
    found = preview(with_header_judged(read_bytes(list_, "p.csv")), (person,), framework)
    assert [row.name for row in found.people] == ["J?n or Jan"]


def test_another_address_of_the_supervisor_replaces_the_earlier_one(room: Room) -> None:
    rows = "Name,Email,Role,Supervisor email\nAna Ruiz,a@x.org,Teacher,{led}\n"
    room.take_file(rows.format(led="b@x.org") + REST.replace(",,,", ",,"))
    assert room.names("Bob Stone", "supervisor_of") == ["Ana Ruiz"]
    room.take_file(rows.format(led="c@x.org"))
    assert room.names("Bob Stone", "supervisor_of") == []
    assert room.names("Carl Moss", "supervisor_of") == ["Ana Ruiz"]
    room.take_file(rows.format(led=""))
    assert room.names("Carl Moss", "supervisor_of") == ["Ana Ruiz"]

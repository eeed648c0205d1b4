"""Importing people and seating them in a real workshop file."""

from pathlib import Path

import pytest

from app.domain.errors import FileProblemError, InvalidChangeError
from app.domain.importing import LEAVE_OUT, OTHER, SAME
from app.domain.people import (
    AddPerson,
    Arrival,
    ImportPeople,
    MarkArrival,
    Participant,
    Person,
    Role,
    clean_name,
)
from app.domain.people_importing import PeoplePreview, PersonField
from app.domain.seating import NEXT_STEPS, AddSeating, Seat
from app.domain.withdrawal import WithdrawWords
from app.paths import resource_path
from app.services import data_import, grouping, people_import
from app.services.execution import state_of
from tests.workshops import OpenWorkshop, rating, replayed_state

F = PersonField


def import_file(workshop: OpenWorkshop, name: str) -> None:
    table = people_import.read_file(resource_path("sample", name))
    workshop.do(people_import.command(people_import.preview(table, workshop.read())))


def test_an_import_adds_everybody_and_again_nobody(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    first = workshop.read()
    assert len(first.people) == 44
    assert {item.text for item in first.history if item.kind == "history"} == {
        "The 2019 rezoning split two neighborhoods.",
        'We tried "one counselor per 250" in 2022, then lost the grant',
    }
    import_file(workshop, "people-form-export.csv")
    assert workshop.read().people == first.people
    assert workshop.read().history == first.history


def test_answers_keep_their_places_when_the_ledger_is_replayed(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    answers = {f"item{number}": f"Said by somebody, {number}." for number in (3, 1, 2)}
    workshop.do(ImportPeople(people=(), history=answers, efforts={"z": "Late.", "y": "Early."}))
    assert state_of(workshop.database) == replayed_state(workshop, tmp_path / "again.eqw")


def test_wishes_point_at_people_of_the_workshop(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    snapshot = workshop.read()
    ids = {person.name: person.id for person in snapshot.people}
    esra = snapshot.person(ids["Esra Park"])
    assert esra is not None
    assert esra.identity is not None
    assert esra.identity.keep_apart == (ids["Hyun-woo Okafor"],)


def test_no_name_of_an_import_is_in_the_ledger(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    names = [person.name for person in workshop.read().people]
    rows = workshop.path.read_bytes()
    with workshop.database.reading() as reader:
        kept = repr(reader.all(Participant))
    assert all(name not in kept for name in names)
    assert b"Hyun-woo Okafor" in rows


def test_an_open_question_imports_nothing(workshop: OpenWorkshop, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("Name,Role\nAna Test,Parent\nBo Test,Visitor\n", "utf-8")
    found = people_import.preview(people_import.read_file(file), workshop.read())
    with pytest.raises(InvalidChangeError, match="Visitor"):
        people_import.command(found)
    file.write_bytes(b"\x89PNG\r\n\x1a\n")
    with pytest.raises(FileProblemError):
        people_import.read_file(file)
    assert workshop.read().people == ()


def test_a_remembered_mapping_is_used_again(workshop: OpenWorkshop, tmp_path: Path) -> None:
    table = people_import.read_pasted("Wer\tArt\tEmail\nAna Test\tParent\ta@x.org\n")
    guessed = people_import.mapping_for(table, tmp_path)
    changed = (guessed[0], guessed[1], people_import.PersonField.IGNORE)
    assert people_import.remember_mapping(tmp_path, "ours", table, changed)
    assert people_import.mapping_for(table, tmp_path) == changed


def test_everybody_is_seated_by_one_command(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    command = grouping.arrange(workshop.read(), tables=7)
    workshop.do(command)
    plan = workshop.read().seating()
    assert plan is not None
    assert len(plan.groups) == 7
    assert len(plan.memberships) == 44
    assert [group.label for group in plan.groups] == list("ABCDEFG")
    covered = [d for group in plan.groups for d in group.dimensions]
    assert len(covered) == len(set(covered)) == 10


def test_a_locked_seat_and_a_scored_group_stay(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    person = workshop.read().people[0]
    workshop.do(Seat(participant_id=person.id, group_id="gB", locked=True))
    workshop.write(rating("gA"), {"level": "f2", "framework": 1})
    workshop.do(grouping.arrange(workshop.read(), tables=6))
    plan = workshop.read().seating()
    assert plan is not None
    scored = plan.group("gA")
    assert scored is not None
    assert scored.dimensions == ("d01", "d06")
    seat = next(m for m in plan.memberships if m.participant_id == person.id)
    assert (seat.group_id, seat.locked) == ("gB", True)


def test_six_who_did_not_come_move_few(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    workshop.do(grouping.arrange(workshop.read(), tables=7))
    before = workshop.read()
    ids = [person.id for person in before.people]
    workshop.do(MarkArrival(participant_ids=tuple(ids[6:]), arrival=Arrival.HERE))
    workshop.do(MarkArrival(participant_ids=tuple(ids[:6]), arrival=Arrival.ABSENT))
    workshop.do(grouping.arrange_again(workshop.read()))
    old, new = before.seating(), workshop.read().seating()
    assert old is not None
    assert new is not None
    moved = [p for p in ids[6:] if old.group_of(p) != new.group_of(p)]
    assert len(moved) <= 6
    assert [g.dimensions for g in old.groups] == [g.dimensions for g in new.groups]


def test_a_walk_in_is_offered_every_table(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    workshop.do(grouping.arrange(workshop.read(), tables=7))
    newcomer = Person(Participant(id="new", role=Role.ADVOCATE), None)
    groups = grouping.seat_for_walk_in(workshop.read(), newcomer)
    assert len(groups) == 7
    workshop.do(
        AddPerson(participant_id="new", role=Role.ADVOCATE, walk_in=True, group_id=groups[0].id,
                  identity={"name": "Ana Walk"})
    )  # fmt: skip
    plan = workshop.read().seating()
    assert plan is not None
    assert plan.group_of("new") == groups[0].id


def test_next_steps_have_seats_of_their_own(workshop: OpenWorkshop) -> None:
    import_file(workshop, "people-form-export.csv")
    workshop.do(grouping.arrange(workshop.read(), tables=7))
    if workshop.read().seating(NEXT_STEPS) is None:
        workshop.do(AddSeating(seating_id="second", purpose=NEXT_STEPS, position=2.0))
    workshop.do(grouping.arrange_next_steps(workshop.read()))
    snapshot = workshop.read()
    first, second = snapshot.seating(), snapshot.seating(NEXT_STEPS)
    assert first is not None
    assert second is not None
    assert len(second.groups) == 7
    assert len(second.memberships) == 44
    assert len(first.memberships) == 44


def test_nobody_to_seat_is_a_sentence(workshop: OpenWorkshop) -> None:
    with pytest.raises(InvalidChangeError, match="nobody to seat"):
        grouping.arrange(workshop.read())


def test_a_dataset_is_stored_with_its_statuses(workshop: OpenWorkshop) -> None:
    table = data_import.read_file(resource_path("sample", "ma-graduation.csv"))
    found = data_import.preview(table, workshop.read(), chosen={"metric": "4-Year Graduation Rate"})
    workshop.do(data_import.command(found, workshop.read()))
    (dataset,) = workshop.read().datasets
    assert dataset.rows == found.dataset.rows
    again = data_import.command(found, workshop.read(), dataset_id=dataset.id)
    workshop.do(again)
    assert len(workshop.read().datasets) == 1


def test_marks_that_nobody_sees_are_no_name_and_turn_no_text_around() -> None:
    assert clean_name("\u202eana\u202c  Testperson\u200b") == "ana Testperson"
    assert clean_name("\u200b\ufeff") == ""
    joined = "نور\u200cالهدى"
    assert clean_name(joined) == joined, "joiners belong to the name"


def test_several_files_come_in_together_or_not_at_all(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    names = ("people-form-export.csv", "people-ticket-export.csv")
    paths = [resource_path("sample", name) for name in names]
    table = people_import.read_files(paths)
    found = people_import.preview(table, workshop.read())
    answers = {problem.key: "nobody" for problem in found.blocking}
    found = people_import.preview(table, workshop.read(), answers=answers)
    workshop.do(people_import.command(found))
    assert len(workshop.read().people) == 68
    with pytest.raises(FileProblemError, match=r"missing\.csv"):
        people_import.read_files([*paths, tmp_path / "missing.csv"])


def test_words_are_read_as_the_last_time_and_that_is_told(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    snapshot = workshop.read()
    text = "Name,Role,Dimensions\nAna,Friend,Budget\nBo,Friend,\nCy,Aunt of Ana,\n"
    table = people_import.read_pasted(text)
    mapping = people_import.mapping_for(table, tmp_path, snapshot.framework)
    answers = {"role:friend": "advocate", "role:aunt of ana": "advocate", "interest:budget": "d01"}
    found = people_import.preview(table, snapshot, mapping, answers)
    assert found.blocking == ()
    assert people_import.remember_mapping(tmp_path, "ours", table, mapping, answers)
    # What only one person answers may be about that person, and stays nowhere.
    again = people_import.remembered_answers(table, tmp_path)
    assert again == {"role:friend": "advocate", "interest:budget": "d01"}
    assert "aunt" not in (tmp_path / "import-profiles.json").read_text("utf-8")
    told = people_import.told_answers(again, snapshot.framework)
    assert told[0] == "“friend” is taken as “Advocate”, as the last time."
    assert "School Funding" in told[1]
    other = people_import.read_pasted("Name,Role,Dimensions\nDi,Parent,\n")
    assert people_import.remembered_answers(other, tmp_path) == {}


def test_one_persons_words_about_coming_stay_in_no_profile(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    lines = ("Ana,Parent,If my treatment allows it", "Bo,Parent,Seat held", "Cy,Parent,Seat held")
    table = people_import.read_pasted("Name,Role,Will you attend?\n" + "\n".join(lines))
    mapping = people_import.mapping_for(table, tmp_path, workshop.read().framework)
    asked = people_import.preview(table, workshop.read(), mapping).blocking
    assert len(asked) == 2
    answers = {problem.key: "keep" for problem in asked}
    assert people_import.remember_mapping(tmp_path, "ours", table, mapping, answers)
    assert people_import.remembered_answers(table, tmp_path) == {"attendance:seat held": "keep"}
    assert "treatment" not in (tmp_path / "import-profiles.json").read_text("utf-8")


def test_a_profile_of_one_of_several_files_is_recognised(
    workshop: OpenWorkshop, tmp_path: Path
) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    one.write_text("Name,Role,Notes\nAna,Parent,North\n", "utf-8")
    two.write_text("Full name,Ticket\nBo,Teacher\n", "utf-8")
    table = people_import.read_file(one)
    mapping = (F.NAME, F.ROLE, F.AFFILIATION)
    people_import.remember_mapping(tmp_path, "one.csv", table, mapping)
    both = people_import.read_files([two, one])
    framework = workshop.read().framework
    assert people_import.mapping_for(both, tmp_path, framework) == (F.NAME, F.ROLE, *mapping)


# ---------------------------------------------------------------- answers without a name

_ASKED = "Name,Role,What history should the group know?"


def bring(workshop: OpenWorkshop, *lines: str, **answers: str) -> PeoplePreview:
    """Import a survey with these lines; ``answers`` is what is said to every such question."""
    table = people_import.read_pasted("\n".join([_ASKED, *lines]))
    found = people_import.preview(table, workshop.read())
    said = {p.key: answers["said"] for p in found.blocking if p.key.startswith("said:")}
    found = people_import.preview(table, workshop.read(), None, said)
    workshop.do(people_import.command(found))
    return found


def history(workshop: OpenWorkshop) -> list[str]:
    return [item.text for item in workshop.read().history if item.kind == "history"]


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        (SAME, ["The rezoning of 2019 split us."]),
        (OTHER, ["The rezoning of 2018 split us.", "The rezoning of 2019 split us."]),
        (LEAVE_OUT, ["The rezoning of 2018 split us."]),
    ],
)
def test_an_answer_corrected_in_the_file_replaces_its_earlier_words_when_wanted(
    workshop: OpenWorkshop, tmp_path: Path, said: str, kept: list[str]
) -> None:
    before = set(history(workshop))
    bring(workshop, "Ana,Parent,The rezoning of 2018 split us.", "Bo,Parent,The pool closed.")
    again = ("Bo,Parent,The pool closed.", "Ana,Parent,The rezoning of 2019 split us.")
    bring(workshop, *again, said=said)
    assert sorted(set(history(workshop)) - before) == sorted([*kept, "The pool closed."])
    assert state_of(workshop.database) == replayed_state(workshop, tmp_path / "again.eqw")


def test_another_answer_beside_one_that_is_still_there_is_not_asked_about(
    workshop: OpenWorkshop,
) -> None:
    bring(workshop, "Ana,Parent,The rezoning of 2018 split us.")
    found = bring(
        workshop,
        "Ana,Parent,The rezoning of 2018 split us.",
        "Bo,Parent,The rezoning of 2019 split us.",
    )
    assert found.problems == ()
    assert len([text for text in history(workshop) if "rezoning" in text]) == 2


def test_the_question_about_an_answer_says_neither_row_nor_name(workshop: OpenWorkshop) -> None:
    bring(workshop, "Ana Ruiz,Parent,The rezoning of 2018 split us.")
    table = people_import.read_pasted(f"{_ASKED}\nAna Ruiz,Parent,The rezoning of 2019 split us.")
    (problem,) = people_import.preview(table, workshop.read()).blocking
    assert (problem.row, problem.rows) == (0, ())
    assert "Ana" not in problem.message


def test_words_that_were_withdrawn_stay_out_when_their_file_comes_again(
    workshop: OpenWorkshop,
) -> None:
    lines = ("Ana,Parent,The rezoning of 2018 split us.", "Bo,Parent,The pool closed.")
    bring(workshop, *lines)
    (item,) = [each for each in workshop.read().history if "rezoning" in each.text]
    workshop.do(WithdrawWords(target=f"history:{item.id}"))
    before = workshop.read().history
    found = bring(workshop, *lines, "Cy,Parent,")
    assert (found.history, found.corrected) == ((), {})
    assert [problem.message for problem in found.problems] == [
        "1 answer was withdrawn from this workshop and stays out."
    ]
    assert workshop.read().history == before

"""Automatic seating: what facilitators would check by hand, for rooms of every size."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.arranging import (
    fewest_moves,
    new_neighbours,
    second_arrangement,
    simple_arranger,
    suggest_seat,
)
from app.domain.balance import balance
from app.domain.grouping import (
    Arrangement,
    GroupingProblem,
    Seatable,
    TableWanted,
    tables_for,
)
from app.domain.people import Arrival, Participant, Person, PersonIdentity, Role
from app.domain.seating import Group, Membership, Seating, SeatingPlan

DIMENSIONS = tuple(f"d{number:02}" for number in range(1, 11))
P, E, A = Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE


def room(practitioners: int, educators: int, advocates: int) -> tuple[Seatable, ...]:
    roles = [P] * practitioners + [E] * educators + [A] * advocates
    return tuple(
        Seatable(
            id=f"p{place:02}", role=role, affiliation=f"place {place % 9}",
            interests=(DIMENSIONS[place * 7 % 10], DIMENSIONS[place * 3 % 10]),
        )
        for place, role in enumerate(roles)
    )  # fmt: skip


def problem(people: tuple[Seatable, ...], tables: int | None = None) -> GroupingProblem:
    count = tables or tables_for(len(people))
    wanted = tuple(TableWanted(id=f"t{number}") for number in range(count))
    return GroupingProblem(people=people, tables=wanted, dimensions=DIMENSIONS)


def roles_at(people: tuple[Seatable, ...], found: Arrangement) -> list[Counter[Role]]:
    role = {person.id: person.role for person in people}
    tables = sorted(set(found.seats.values()))
    return [Counter(role[person] for person in found.members(table)) for table in tables]


def seated_again(asked: GroupingProblem, found: Arrangement) -> GroupingProblem:
    tables = tuple(TableWanted(id=t.id, dimensions=found.dimensions[t.id]) for t in asked.tables)
    return replace(asked, seated=found.seats, tables=tables)


@pytest.mark.parametrize("counts", [(26, 6, 12), (12, 0, 12), (30, 15, 15), (5, 2, 4)])
def test_everybody_sits_in_tables_of_even_size(counts: tuple[int, int, int]) -> None:
    people = room(*counts)
    found = simple_arranger(problem(people))
    assert set(found.seats) == {person.id for person in people}
    sizes = Counter(found.seats.values()).values()
    assert max(sizes) - min(sizes) <= 1


def test_sizes_are_even_though_a_smaller_table_would_keep_more_wishes() -> None:
    first, *others = room(4, 0, 3)
    first = replace(first, apart=frozenset(other.id for other in others))
    found = simple_arranger(problem((first, *others), tables=3))
    assert sorted(Counter(found.seats.values()).values()) == [2, 2, 3]
    held = replace(first, locked_table="t1")
    found = simple_arranger(problem((held, *others), tables=3))
    assert sorted(Counter(found.seats.values()).values()) == [2, 2, 3]
    assert found.seats[held.id] == "t1"


@pytest.mark.parametrize("counts", [(26, 6, 12), (12, 0, 12), (30, 15, 15), (20, 5, 9), (18, 3, 7)])
def test_no_advocate_sits_alone(counts: tuple[int, int, int]) -> None:
    people = room(*counts)
    at_tables = roles_at(people, simple_arranger(problem(people)))
    assert all(roles[A] != 1 for roles in at_tables)
    assert all(roles[P] for roles in at_tables)


def test_every_dimension_is_covered_by_tables_of_one_or_two() -> None:
    for tables in range(5, 11):
        found = simple_arranger(problem(room(20, 10, 20), tables))
        covered = [d for dimensions in found.dimensions.values() for d in dimensions]
        assert sorted(covered) == list(DIMENSIONS)
        assert {len(dimensions) for dimensions in found.dimensions.values()} <= {1, 2}
    few = simple_arranger(problem(room(8, 0, 4), 3))
    assert sorted(d for ds in few.dimensions.values() for d in ds) == list(DIMENSIONS)
    assert {len(ds) for ds in few.dimensions.values()} == {3, 4}
    many = simple_arranger(problem(room(40, 10, 26), 12))
    assert {d for ds in many.dimensions.values() for d in ds} == set(DIMENSIONS)
    assert {len(ds) for ds in many.dimensions.values()} == {1}


def test_wishes_and_supervisors_are_kept() -> None:
    people = list(room(26, 6, 12))
    people[0] = replace(people[0], apart=frozenset({"p01", "p02"}), leads=frozenset({"p03", "p04"}))
    people[5] = replace(people[5], apart=frozenset({"p43"}))
    people[7] = replace(people[7], together=frozenset({"p40"}))
    seats = simple_arranger(problem(tuple(people))).seats
    assert all(seats["p00"] != seats[other] for other in ("p01", "p02", "p03", "p04"))
    assert seats["p05"] != seats["p43"]
    assert seats["p07"] == seats["p40"]


def test_interpreters_sit_with_those_who_need_them() -> None:
    people = list(room(26, 6, 12))
    people[0] = replace(people[0], interprets=("es",))
    for place in (35, 36, 37):
        people[place] = replace(people[place], needs_languages=("es",))
    seats = simple_arranger(problem(tuple(people))).seats
    assert {seats[f"p{place}"] for place in (35, 36, 37)} == {seats["p00"]}


def test_locked_people_stay_and_the_same_seed_gives_the_same() -> None:
    people = (replace(room(26, 6, 12)[0], locked_table="t3"), *room(26, 6, 12)[1:])
    first, again = simple_arranger(problem(people)), simple_arranger(problem(people))
    assert first == again
    assert first.seats["p00"] == "t3"
    shuffled = simple_arranger(problem(tuple(reversed(people))))
    assert shuffled.seats == first.seats


def test_interests_are_mostly_met() -> None:
    people = room(26, 6, 12)
    found = simple_arranger(problem(people))
    met = sum(bool(set(p.interests) & set(found.dimensions[found.seats[p.id]])) for p in people)
    assert met >= 0.6 * len(people)


def test_the_second_seating_brings_new_voices() -> None:
    people = room(26, 6, 12)
    asked = problem(people)
    first = simple_arranger(asked).seats
    second = second_arrangement(asked, first).seats
    pairs = new_neighbours({}, second) or sum(
        n * (n - 1) // 2 for n in Counter(second.values()).values()
    )
    assert new_neighbours(first, second) >= 0.9 * pairs


def test_few_move_when_some_did_not_come() -> None:
    people = room(26, 6, 12)
    asked = problem(people)
    found = simple_arranger(asked)
    here = people[:-6]
    again = fewest_moves(replace(seated_again(asked, found), people=here))
    moved = sum(again.seats[person.id] != found.seats[person.id] for person in here)
    assert moved <= 6
    assert again.dimensions == found.dimensions
    assert all(roles[A] != 1 for roles in roles_at(here, again))
    unchanged = fewest_moves(seated_again(asked, found))
    assert unchanged.seats == found.seats


def test_a_walk_in_joins_where_it_helps() -> None:
    people = room(26, 6, 12)
    asked = problem(people, 7)
    found = simple_arranger(asked)
    now = seated_again(asked, found)
    lead = Seatable(id="new", role=P, leads=frozenset(found.members("t0")))
    assert suggest_seat(now, lead)[-1] == "t0"
    short = replace(now, seated={p: t for p, t in now.seated.items() if t != "t4"} | dict(
        [(p, t) for p, t in now.seated.items() if t == "t4"][:3]))  # fmt: skip
    assert suggest_seat(short, Seatable(id="new", role=P))[0] == "t4"


def test_sixty_people_take_a_blink() -> None:
    people = room(30, 12, 18)
    started = time.thread_time()
    simple_arranger(problem(people))
    # 0.1 s on the slowest laptop meant for this; a busy test machine gets some more.
    assert time.thread_time() - started < 1.0


@settings(max_examples=60, deadline=None)
@given(
    counts=st.tuples(st.integers(0, 20), st.integers(0, 8), st.integers(0, 20)),
    tables=st.integers(1, 12),
    locked=st.integers(0, 11),
)
def test_any_room_is_seated(counts: tuple[int, int, int], tables: int, locked: int) -> None:
    people = room(*counts)
    people = tuple(
        replace(p, locked_table=f"t{locked}") if n < 4 else p for n, p in enumerate(people)
    )
    found = simple_arranger(problem(people, tables))
    assert set(found.seats) == {person.id for person in people}
    assert {d for ds in found.dimensions.values() for d in ds} == set(DIMENSIONS)
    if locked < tables:
        assert all(found.seats[p.id] == f"t{locked}" for p in people[:4])


# ---------------------------------------------------------------- balance


def person(
    person_id: str, role: Role, interests: tuple[str, ...] = (), **identity: object
) -> Person:
    values = PersonIdentity(id=person_id, name=f"Name {person_id}", **identity)  # type: ignore[arg-type]
    return Person(Participant(id=person_id, role=role, interests=interests), values)


def plan(tables: Mapping[str, tuple[str, ...]]) -> SeatingPlan:
    groups = tuple(
        Group(id=t, seating_id="s", position=float(n), label=t, dimensions=("d01",))
        for n, t in enumerate(tables)
    )
    seats = tuple(
        Membership(id=f"s/{p}", seating_id="s", group_id=t, participant_id=p)
        for t, members in tables.items()
        for p in members
    )
    return SeatingPlan(Seating(id="s", position=1.0, purpose="scoring"), groups, seats)


def test_balance_counts_and_remarks() -> None:
    people = (
        person("a", A, ("d01",), language_needs="Spanish interpretation", speaks=("es",)),
        person("b", P, supervisor_of=("c",), access_needs="Large print"),
        person("c", P, ("d02",)),
        person("d", A),
        person("e", A),
        person("f", P),
    )
    first, second, empty = balance(
        plan({"A": ("a", "b", "c"), "B": ("d", "e", "f"), "C": ()}), people
    )
    assert (first.size, first.practitioners, first.advocates) == (3, 2, 1)
    assert first.lone_advocate
    assert first.beside_supervisor
    assert first.interpreters_missing
    assert (first.interests_met, first.interests_named) == (1, 2)
    assert first.access_needs == ("Large print",)
    assert len(first.remarks) == 3
    assert second.is_good
    assert empty.remarks == ("Nobody sits here yet.",)


def test_a_seating_wish_is_never_in_the_words() -> None:
    people = (person("a", A, keep_apart=("b",)), person("b", A), person("c", P))
    (table,) = balance(plan({"A": ("a", "b", "c")}), people)
    assert not table.wishes_kept
    assert table.remarks == ()


def test_who_is_absent_does_not_count() -> None:
    people = [person("a", A), person("b", A), person("c", P)]
    gone = replace(people[1].participant, arrival=Arrival.ABSENT)
    people[1] = Person(gone, people[1].identity)
    (table,) = balance(plan({"A": ("a", "b", "c")}), people)
    assert (table.size, table.lone_advocate) == (2, True)


def test_who_did_not_score_is_new_to_everybody() -> None:
    second = {"a": "t", "b": "t", "late": "t", "later": "t"}
    assert new_neighbours({"a": "one", "b": "one"}, second) == 5

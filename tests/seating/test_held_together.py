"""Rooms where people are held together: by an interpreter, a place, or a table that is theirs."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from app.domain.grouping import Goal, GroupingProblem, Seatable, Weights
from app.domain.people import Role
from app.domain.seat_quality import PRICES, Rule, value
from app.seating.model import SeatModel
from app.seating.parts import parts_of
from app.seating.special import Beside, tables_beside
from tests import seating_rooms as rooms
from tests.lengths import length
from tests.seating_small import every_seating, few, found_for

P, A = Role.PRACTITIONER, Role.ADVOCATE


@settings(max_examples=length("SEATING_HOSTS", 6, 60), deadline=None)
@given(seed=st.integers(0, 9999), tables=st.integers(2, 3), hosts=st.integers(1, 2))
def test_no_seating_is_better_where_tables_have_hosts(seed: int, tables: int, hosts: int) -> None:
    problem = rooms.with_places(rooms.made_up(6, tables, seed=seed), 0.4, offering=1)
    problem = rooms.with_hosts(problem, hosts)
    problem = replace(problem, dimensions=rooms.DIMENSIONS[:tables])
    found = found_for(problem, work=3.0)
    assert tuple(one.value for one in found.reached) == best_of_all(problem)
    assert all(one.proven for one in found.reached)
    assert rooms.faults(problem, found) == []


@settings(max_examples=length("SEATING_INTERPRETERS", 6, 60), deadline=None)
@given(seed=st.integers(0, 9999), people=st.integers(5, 7), needy=st.integers(2, 4))
def test_no_seating_is_better_where_one_interprets_for_most_of_a_table(
    seed: int, people: int, needy: int
) -> None:
    problem = rooms.made_up(people, 3, seed=seed)
    problem = replace(problem, dimensions=rooms.DIMENSIONS[:3])
    speaking = tuple(
        replace(
            person,
            interests=person.interests or rooms.DIMENSIONS[:1],
            needs_languages=("so",) if number < needy else (),
            interprets=("so",) if number == people - 1 else (),
        )
        for number, person in enumerate(problem.people)
    )
    problem = replace(problem, people=speaking)
    assert [one.interpreter for one in tables_beside(problem)] == [speaking[-1].id]
    found = found_for(problem, work=3.0)
    assert tuple(one.value for one in found.reached) == best_of_all(problem)
    assert all(one.proven for one in found.reached)
    assert rooms.faults(problem, found) == []


def best_of_all(problem: GroupingProblem) -> tuple[int, ...]:
    """Return what each goal comes to in the best seating, a dimension at each table."""
    names = [table.id for table in problem.tables]
    kept = [
        seats
        for seats in every_seating(problem)
        if all(p.locked_table in ("", seats[p.id]) for p in problem.people)
    ]
    return min(
        tuple(
            value(problem, goal, seats, {name: (d,) for name, d in zip(names, held, strict=True)})
            for goal in problem.goals
        )
        for seats in kept
        for held in permutations(problem.dimensions)
    )


SIXTY = {
    "a quarter need one of two places": rooms.with_places(
        rooms.made_up(60, 10), 0.25, offering=1
    ),
    "three languages": rooms.with_speakers(
        rooms.with_speakers(rooms.made_up(60, 10, seed=3), "so", needy=4, able=1),
        "pt", needy=3, able=1,
    ),
    "two interpret for ten": rooms.with_speakers(
        rooms.made_up(60, 10, seed=2), "so", needy=10, able=2
    ),
    "a host at each table": rooms.with_hosts(rooms.made_up(60, 10, seed=4), 10),
}  # fmt: skip


@pytest.mark.parametrize("room", list(SIXTY))
def test_sixty_whom_something_holds_together_are_proven_to_sit_as_well_as_they_can(
    room: str,
) -> None:
    problem = replace(SIXTY[room], weights=Weights(perspectives=0))
    found = found_for(problem, work=5.0)
    assert rooms.faults(problem, found) == []
    assert [one.goal for one in found.reached if not one.proven] == []
    reached = {one.goal: one.value for one in found.reached}
    assert reached[Goal.MIX] == rooms.same_pairs(problem, found.seats)
    assert reached[Goal.INTERESTS] == rooms.unmet(problem, found)


def all_want_the_same(*people: Seatable) -> GroupingProblem:
    """Return six tables of three with a dimension each, of which everybody wants one."""
    others = [Seatable(id=f"p{n:02}", role=P) for n in range(18 - len(people))]
    wanting = [replace(each, interests=("d01",)) for each in (*people, *others)]
    return replace(few(*wanting, tables=6), dimensions=rooms.DIMENSIONS[:6])


def test_two_interpreters_whom_nobody_may_sit_with_share_a_table() -> None:
    both = frozenset({"i0", "i1"})
    people = [Seatable(id=f"a{n}", role=A, needs_languages=("es",), apart=both) for n in range(4)]
    people += [Seatable(id=one, role=P, interprets=("es",), together=both) for one in sorted(both)]
    problem = all_want_the_same(*people)
    assert [one.interpreter for one in tables_beside(problem)] == ["i0", "i1"]
    found = found_for(problem, work=3.0)
    reached = {one.goal: (one.value, one.proven) for one in found.reached}
    assert reached[Goal.RULES] == (4 * PRICES[Rule.INTERPRETER], True)
    assert reached[Goal.INTERESTS] == (15, True)
    assert found.seats["i0"] == found.seats["i1"]
    assert rooms.faults(problem, found) == []


def test_an_interpreter_who_needs_a_place_sits_there_with_whom_they_interpret_for() -> None:
    people = [Seatable(id=f"a{n}", role=A, needs_languages=("es",)) for n in range(2)]
    people += [Seatable(id="i", role=P, interprets=("es",), needs_place=("quiet",))]
    problem = all_want_the_same(*people)
    quiet = replace(problem.tables[4], offers=("quiet",))
    problem = replace(problem, tables=(*problem.tables[:4], quiet, *problem.tables[5:]))
    assert tables_beside(problem) == [Beside(place=4), Beside(interpreter="i")]
    found = found_for(problem, work=3.0)
    reached = {one.goal: (one.value, one.proven) for one in found.reached}
    assert {found.seats[one] for one in ("a0", "a1", "i")} == {"t4"}
    assert reached[Goal.INTERESTS] == (15, True)
    assert rooms.faults(problem, found) == []


def test_places_are_told_from_others_though_interpreters_would_make_too_many() -> None:
    people = [Seatable(id=f"a{n}", role=A, needs_languages=("es",)) for n in range(4)]
    people += [Seatable(id=f"i{n}", role=P, interprets=("es",)) for n in range(2)]
    people += [Seatable(id="q", role=P, needs_place=("quiet",))]
    problem = all_want_the_same(*people)
    quiet = replace(problem.tables[4], offers=("quiet",))
    problem = replace(problem, tables=(*problem.tables[:4], quiet, *problem.tables[5:]))
    assert tables_beside(problem) == [Beside(place=4)]


def test_an_advocate_who_interprets_for_advocates_is_seen_to_sit_with_them() -> None:
    people = [Seatable(id=f"a{n}", role=A, needs_languages=("es",)) for n in range(3)]
    people += [Seatable(id="i", role=A, interprets=("es",))]
    people += [Seatable(id=f"p{n}", role=P) for n in range(8)]
    problem = few(*people, tables=3)
    parts = parts_of(problem, {Goal.RULES: 0})
    model = SeatModel(parts["role"], (Goal.RULES, Goal.LONE, Goal.MIX), {Goal.RULES: 0})
    solver = cp_model.CpSolver()
    assert solver.solve(model.model) == cp_model.OPTIMAL
    assert solver.objective_value == 3 * (6 + 6 + 6), "four advocates at one table"
    assert parts_of(few(*people[4:]), {Goal.RULES: 0}) == {}, "nothing holds them together"

"""Rooms where people are held together: by an interpreter, a place, or a table that is theirs."""

from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from app.domain.grouping import Goal, Seatable, Weights
from app.domain.people import Role
from app.domain.seat_quality import value
from app.seating.model import SeatModel
from app.seating.parts import parts_of
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
    names = [table.id for table in problem.tables]
    kept = [
        seats
        for seats in every_seating(problem)
        if all(p.locked_table in ("", seats[p.id]) for p in problem.people)
    ]
    best = min(
        tuple(
            value(problem, goal, seats, {name: (d,) for name, d in zip(names, held, strict=True)})
            for goal in problem.goals
        )
        for seats in kept
        for held in permutations(problem.dimensions)
    )
    found = found_for(problem, work=3.0)
    assert tuple(one.value for one in found.reached) == best
    assert all(one.proven for one in found.reached)
    assert rooms.faults(problem, found) == []


SIXTY = {
    "a quarter need one of two places": rooms.with_places(
        rooms.made_up(60, 10), 0.25, offering=1
    ),
    "three languages": rooms.with_speakers(
        rooms.with_speakers(rooms.made_up(60, 10, seed=3), "so", needy=4, able=1),
        "pt", needy=3, able=1,
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

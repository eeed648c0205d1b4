"""The exact seating: every promise checked by code that did not make the seating."""

import random
from collections import Counter
from dataclasses import replace
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.arranging import keep_seats, meet_anew, new_neighbours
from app.domain.grouping import Arrangement, Goal, Seatable, TableWanted, Weights
from app.domain.people import Role
from app.domain.seat_quality import PRICES, Rule, value
from app.seating.bounds import (
    fewest_broken,
    fewest_pairs,
    fewest_pairs_gathered,
    fewest_role_pairs,
    gathered,
    spread,
)
from app.seating.improve import Improver
from tests import seating_rooms as rooms
from tests.lengths import length
from tests.seating_small import every_seating, few, found_for, rank

P, E, A = Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE


@settings(max_examples=length("SEATING_ROOMS", 25, 400), deadline=None)
@given(
    people=st.integers(1, 30),
    tables=st.integers(1, 12),
    seed=st.integers(0, 9999),
    advocates=st.sampled_from((0.0, 0.1, 0.3, 0.5)),
    locked=st.integers(0, 4),
    needing=st.sampled_from((0.0, 0.2)),
)
def test_any_room_is_seated_as_promised(
    people: int, tables: int, seed: int, advocates: float, locked: int, needing: float
) -> None:
    problem = rooms.made_up(people, tables, seed=seed, advocates=advocates)
    problem = rooms.with_places(problem, needing, offering=1)
    held = tuple(
        replace(person, locked_table="t00") if number < locked else person
        for number, person in enumerate(problem.people)
    )
    problem = replace(problem, people=held)
    found = found_for(problem, work=0.2)
    assert rooms.faults(problem, found) == []
    reached = {one.goal: one for one in found.reached}
    if reached[Goal.RULES].value == 0:
        assert rooms.broken_pairs(problem, found.seats) == set()
        assert rooms.unserved(problem, found.seats) == set()
        assert rooms.misplaced(problem, found.seats) == set()
    assert reached[Goal.LONE].value == len(rooms.lone(problem, found.seats))
    assert reached[Goal.MIX].value == rooms.same_pairs(problem, found.seats)
    assert reached[Goal.INTERESTS].value == rooms.unmet(problem, found)
    assert all(one.least <= one.value for one in found.reached)


def test_the_same_room_is_seated_the_same_way_again() -> None:
    problem = rooms.made_up(24, 5)
    turned = replace(problem, people=tuple(reversed(problem.people)))
    assert found_for(problem) == found_for(problem)
    assert found_for(turned).seats == found_for(problem).seats


@settings(max_examples=length("SEATING_BY_HAND", 8, 60), deadline=None)
@given(seed=st.integers(0, 9999), people=st.integers(4, 8), tables=st.integers(2, 3))
def test_no_seating_of_a_small_room_is_better(seed: int, people: int, tables: int) -> None:
    problem = rooms.made_up(people, tables, seed=seed, dimensions=False)
    problem = rooms.with_places(problem, 0.3, offering=1)
    best = min(rank(problem, seats) for seats in every_seating(problem))
    found = found_for(problem, work=3.0)
    assert rank(problem, found.seats) == best
    assert all(one.proven for one in found.reached)


@settings(max_examples=length("SEATING_TOPICS", 8, 100), deadline=None)
@given(
    seed=st.integers(0, 9999),
    people=st.integers(4, 7),
    tables=st.integers(2, 3),
    offering=st.integers(1, 2),
)
def test_no_seating_with_other_dimensions_at_other_places_is_better(
    seed: int, people: int, tables: int, offering: int
) -> None:
    problem = rooms.made_up(people, tables, seed=seed)
    problem = rooms.with_places(problem, 0.4, offering=offering)
    problem = replace(problem, dimensions=rooms.DIMENSIONS[:tables])
    names = [table.id for table in problem.tables]
    best = min(
        tuple(
            value(problem, goal, seats, {name: (d,) for name, d in zip(names, held, strict=True)})
            for goal in problem.goals
        )
        for seats in every_seating(problem)
        for held in permutations(problem.dimensions)
    )
    found = found_for(problem, work=3.0)
    assert tuple(one.value for one in found.reached) == best
    assert all(one.proven for one in found.reached)
    assert rooms.faults(problem, found) == []


@settings(max_examples=length("SEATING_MOVES", 8, 60), deadline=None)
@given(seed=st.integers(0, 9999), gone=st.integers(1, 3), walk_ins=st.integers(0, 2))
def test_as_few_move_as_any_seating_needs(seed: int, gone: int, walk_ins: int) -> None:
    problem = rooms.made_up(8, 3, seed=seed, dimensions=False)
    now = rooms.seated(problem, found_for(problem))
    new = tuple(Seatable(id=f"new{number}", role=A) for number in range(walk_ins))
    asked = keep_seats(replace(now, people=now.people[gone:] + new))
    best = min(rank(asked, seats)[:3] for seats in every_seating(asked))
    found = found_for(asked, work=3.0)
    assert rank(asked, found.seats)[:3] == best
    assert rooms.moves(asked, found.seats) == best[2]
    assert next(one for one in found.reached if one.goal is Goal.MOVES).proven


@pytest.mark.parametrize(
    ("held", "people", "there"),
    [
        ((3, 3, 0), 7, [3, 3, 1]),
        ((3, 3, 3, 0), 10, [3, 3, 3, 1]),
        ((3, 3, 0, 0), 8, [3, 3, 1, 1]),
        ((3, 3, 2, 0), 10, [3, 3, 2, 2]),
        ((5, 2, 2, 0), 10, [5, 2, 2, 1]),
        ((1, 1, 1, 0), 3, [1, 1, 1, 0]),
    ],
)
def test_where_more_groups_are_kept_full_than_can_be_the_others_are_smaller(
    held: tuple[int, ...], people: int, there: list[int]
) -> None:
    kept = [f"t{table}" for table, many in enumerate(held) for _seat in range(many)]
    kept += [""] * (people - len(kept))
    room = few(
        *(Seatable(id=f"p{n}", role=P, locked_table=table) for n, table in enumerate(kept)),
        tables=len(held),
    )
    seats = found_for(room).seats
    assert [list(seats.values()).count(table.id) for table in room.tables] == there
    assert all(seats[one.id] == one.locked_table for one in room.people if one.locked_table)


@pytest.mark.parametrize("seed", range(3))
def test_nobody_moves_where_rules_that_cannot_all_be_kept_are_kept_no_better(seed: int) -> None:
    problem = rooms.made_up(30, 11, seed=seed, dimensions=False)
    chance = random.Random(seed)
    ids = [person.id for person in problem.people]
    people = tuple(
        replace(person, together=frozenset(chance.sample(ids, 2))) for person in problem.people
    )
    now = rooms.seated(problem, found_for(replace(problem, people=people), work=1.0))
    asked = keep_seats(replace(now, people=people))
    found = found_for(asked, work=1.0)
    before, after = (rank(asked, seats)[:2] for seats in (now.seated, found.seats))
    assert after <= before
    assert after < before or rooms.moves(asked, found.seats) == 0


def test_who_has_nothing_to_do_with_a_rule_stays_while_people_swap_to_keep_it() -> None:
    people = [Seatable(id=f"p{n:02}", role=P) for n in range(40)]
    people[0] = replace(people[0], together=frozenset({"p39"}))
    seats = {person.id: f"t{n // 4}" for n, person in enumerate(people)}
    asked = keep_seats(replace(few(*people, tables=10), seated=seats))
    start = Arrangement(seats=seats, dimensions={table.id: () for table in asked.tables})
    found = Improver(asked).improve(start, (Goal.RULES,), 20_000)
    assert value(asked, Goal.RULES, found.seats, found.dimensions) == 0
    assert rooms.moves(asked, found.seats) <= 8


def test_whoever_needs_the_place_stays_where_one_of_two_has_to_move() -> None:
    people = [Seatable(id=f"p{number}", role=P, rooted=number < 2) for number in range(5)]
    asked = replace(few(*people), seated={f"p{n}": "t0" for n in range(4)} | {"p4": "t1"})
    found = found_for(keep_seats(asked))
    assert rooms.moves(asked, found.seats) == 1
    assert found.seats["p0"] == found.seats["p1"] == "t0"


def test_too_few_places_are_proven_to_be_too_few_and_filled_with_those_who_need_them() -> None:
    people = [Seatable(id=f"p{n}", role=P, needs_place=("quiet",)) for n in range(5)]
    others = [Seatable(id=f"q{n}", role=P) for n in range(4)]
    problem = few(*people, *others, tables=3)
    tables = (replace(problem.tables[0], offers=("quiet",)), *problem.tables[1:])
    problem = replace(problem, tables=tables)
    found = found_for(problem)
    assert len(rooms.misplaced(problem, found.seats)) == 2
    assert found.reached[0].proven


def test_two_needs_that_no_place_meets_together_are_proven_to_cost_one() -> None:
    people = [Seatable(id=f"p{n}", role=P, needs_place=("quiet", "step_free")) for n in range(3)]
    others = [Seatable(id=f"q{n}", role=P) for n in range(6)]
    problem = few(*people, *others, tables=3)
    offers = (("quiet",), ("step_free",), ())
    tables = [replace(t, offers=o) for t, o in zip(problem.tables, offers, strict=True)]
    problem = replace(problem, tables=tuple(tables))
    assert fewest_broken(problem) == 3 * PRICES[Rule.PLACE]
    assert found_for(problem).reached[0].proven


@settings(max_examples=length("SEATING_SHARING", 8, 100), deadline=None)
@given(seed=st.integers(0, 9999), needy=st.integers(2, 5), able=st.integers(1, 2))
def test_no_seating_is_better_where_many_share_few_interpreters_or_places(
    seed: int, needy: int, able: int
) -> None:
    problem = rooms.with_places(rooms.made_up(9, 3, seed=seed, dimensions=False), 0.4, offering=1)
    people = tuple(
        replace(
            person,
            needs_languages=("es",) if number < needy else (),
            interprets=("es",) if number >= 9 - able else (),
        )
        for number, person in enumerate(problem.people)
    )
    problem = replace(problem, people=people)
    best = min(rank(problem, seats) for seats in every_seating(problem))
    found = found_for(problem, work=3.0)
    assert rank(problem, found.seats) == best
    assert all(one.proven for one in found.reached)


def test_those_who_share_two_interpreters_are_seen_to_share_a_role() -> None:
    people = [Seatable(id=f"a{n}", role=A, needs_languages=("es",)) for n in range(4)]
    people += [Seatable(id=f"i{n}", role=P, interprets=("es",)) for n in range(2)]
    people += [Seatable(id=f"p{n}", role=P) for n in range(6)]
    problem = few(*people, tables=4)
    (sharing,) = gathered(problem, broken=0)
    roles = [person.role for person in people]
    assert fewest_role_pairs(roles, 4, (3, 3), lone=4) == 4
    assert fewest_role_pairs(roles, 4, (3, 3), lone=4, few=sharing) == 2 + 2 * 3
    names = [person.id for person in people[:4]]
    assert fewest_pairs_gathered(names, 4, sharing) == 2
    (sharing,) = gathered(problem, broken=2 * PRICES[Rule.INTERPRETER])
    assert fewest_pairs_gathered(names, 4, sharing) == 0, "two of them may sit elsewhere"


def test_who_needs_the_one_place_that_offers_both_sits_there_again() -> None:
    both = ("quiet", "step_free")
    people = [Seatable(id=f"p{n}", role=P, needs_place=both) for n in range(3)]
    people += [Seatable(id=f"q{n}", role=P) for n in range(9)]
    problem = few(*people, tables=4)
    offers = (both, ("quiet",), ("step_free",), ())
    tables = [replace(t, offers=o) for t, o in zip(problem.tables, offers, strict=True)]
    problem = replace(problem, tables=tuple(tables))
    sharing = gathered(problem, broken=0)
    assert [(len(one.people), one.tables) for one in sharing] == [(3, 2), (3, 1), (3, 2)]
    first = found_for(problem).seats
    again = found_for(meet_anew(problem, first)).reached
    assert [(one.value, one.proven) for one in again if one.goal is Goal.NEW] == [(3, True)]


def test_a_place_that_no_table_has_keeps_nobody_from_anything() -> None:
    people = [Seatable(id=f"p{n}", role=P, needs_place=("quiet",)) for n in range(4)]
    found = found_for(few(*people))
    assert found.reached[0].value == 0


def test_somebody_from_two_places_is_kept_from_people_of_both() -> None:
    people = [
        Seatable(id="a", role=P, affiliation="lincoln; pta"),
        Seatable(id="b", role=P, affiliation="lincoln"),
        Seatable(id="c", role=P, affiliation="pta"),
        Seatable(id="d", role=P, affiliation="harbor"),
    ]
    found = found_for(replace(few(*people), weights=Weights(roles=0)))
    assert found.seats["a"] == found.seats["d"]
    assert found.reached[2].value == 0


@pytest.mark.parametrize(
    "everybody",
    [
        [Seatable(id=f"p{n}", role=P, together=frozenset({f"p{n + 1}"})) for n in range(7)],
        [Seatable(id=f"p{n}", role=P, leads=frozenset({f"p{n + 1}"})) for n in range(7)],
        [Seatable(id=f"p{n}", role=A, apart=frozenset({"gone", f"p{n}"})) for n in range(7)],
        [
            Seatable(id=f"p{n}", role=P, together=frozenset({"p0"}), apart=frozenset({"p0"}))
            for n in range(7)
        ],
        [Seatable(id=f"p{n}", role=P, locked_table="t1") for n in range(7)],
        [Seatable(id=f"p{n}", role=P, needs_languages=("es",)) for n in range(6)]
        + [Seatable(id="p6", role=P, interprets=("es",))],
    ],
    ids=["chain together", "chain of leaders", "all advocates", "both", "locked", "one interprets"],
)
@pytest.mark.parametrize("tables", [2, 3, 5])
def test_rooms_that_cannot_be_kept_are_proven_as_good_as_they_get(
    everybody: list[Seatable], tables: int
) -> None:
    problem = few(*everybody, tables=tables)
    found = found_for(problem)
    locked = [one for one in rooms.faults(problem, found) if "even" not in one]
    assert locked == []
    assert found.reached[0].proven


def test_what_cannot_be_kept_is_broken_as_little_as_possible() -> None:
    everybody = frozenset({"a", "b", "c"})
    people = [Seatable(id=one, role=P, apart=everybody - {one}) for one in sorted(everybody)]
    found = found_for(few(*people))
    assert len(rooms.broken_pairs(few(*people), found.seats)) == 1
    assert found.reached[0].proven


def test_too_many_who_are_all_apart_are_proven_to_be_too_many() -> None:
    problem = rooms.made_up(24, 4)
    kept = frozenset(person.id for person in problem.people[:7])
    people = tuple(
        replace(p, leads=frozenset(), apart=kept - {p.id} if p.id in kept else frozenset())
        for p in problem.people
    )
    found = found_for(replace(problem, people=people))
    assert len(rooms.broken_pairs(replace(problem, people=people), found.seats)) == 3
    assert found.reached[0].proven


def test_one_advocate_is_alone_and_that_is_proven() -> None:
    people = [Seatable(id="a", role=A), *(Seatable(id=f"p{n}", role=P) for n in range(5))]
    reached = found_for(few(*people)).reached
    assert [(one.value, one.proven) for one in reached if one.goal is Goal.LONE] == [(1, True)]


def test_the_second_seating_brings_as_many_new_neighbors_as_there_can_be() -> None:
    problem = rooms.made_up(30, 6)
    # Who needs the same interpreter again sits with the same people again: rules come first.
    people = tuple(replace(p, needs_languages=(), interprets=()) for p in problem.people)
    problem = replace(problem, people=people)
    first = found_for(problem).seats
    again = found_for(meet_anew(replace(problem, dimensions=()), first))
    pairs = sum(n * (n - 1) // 2 for n in Counter(again.seats.values()).values())
    assert rooms.broken_pairs(problem, again.seats) == set()
    assert new_neighbours(first, again.seats) == pairs, "five of each table over six tables"


def test_a_weight_of_nothing_leaves_a_goal_out() -> None:
    problem = replace(rooms.made_up(12, 3), weights=Weights(interests=0, perspectives=0))
    assert [one.goal for one in found_for(problem).reached] == [Goal.RULES, Goal.LONE, Goal.MIX]


def test_a_table_that_has_scored_keeps_its_dimensions() -> None:
    problem = rooms.made_up(18, 6)
    kept = TableWanted(id="t03", dimensions=("d02", "d09"), fixed=True)
    tables = tuple(kept if table.id == "t03" else table for table in problem.tables)
    found = found_for(replace(problem, tables=tables))
    assert found.dimensions["t03"] == ("d02", "d09")
    assert {d for each in found.dimensions.values() for d in each} == set(rooms.DIMENSIONS)


@pytest.mark.parametrize(("people", "tables"), [(0, 3), (5, 0), (1, 1), (2, 5)])
def test_rooms_that_are_hardly_any_are_seated(people: int, tables: int) -> None:
    everybody = [Seatable(id=f"p{number}", role=P) for number in range(people)]
    found = found_for(few(*everybody, tables=tables))
    assert len(found.seats) == (people if tables else 0)


@given(people=st.integers(0, 14), tables=st.integers(1, 5), more=st.integers(0, 6))
def test_the_bounds_are_what_counting_says(people: int, tables: int, more: int) -> None:
    def shared(left: int, over: int) -> list[tuple[int, ...]]:
        if over == 1:
            return [(left,)]
        return [(n, *rest) for n in range(left + 1) for rest in shared(left - n, over - 1)]

    def pairs(counts: tuple[int, ...]) -> int:
        return sum(n * (n - 1) // 2 for n in counts)

    every = shared(people, tables)
    least = min(map(pairs, every))
    assert fewest_pairs(people, tables) == least
    allowed = {n for counts in every if pairs(counts) <= least + more for n in counts}
    assert spread(people, tables, more) == (min(allowed), max(allowed))


def test_roles_alone_prove_that_two_advocates_a_table_cost_something() -> None:
    roles = [A] * 5 + [P] * 7
    assert fewest_role_pairs(roles, 4, (3, 3), lone=4) == 1 + 3
    assert fewest_role_pairs(roles, 4, (3, 3), lone=0) > 4

"""What a move would do is told as counting by hand says, and names no private wish."""

from dataclasses import replace

from app.domain.grouping import GroupingProblem, Seatable, TableWanted
from app.domain.people import Role
from app.domain.seat_preview import Effect, effects

P, A = Role.PRACTITIONER, Role.ADVOCATE
SEATS = {"a": "t0", "b": "t0", "c": "t0", "d": "t1", "e": "t1", "f": "t1"}


def room(**people: Seatable) -> GroupingProblem:
    everybody = tuple(people.get(one) or Seatable(id=one, role=P) for one in SEATS)
    tables = (
        TableWanted(id="t0", dimensions=("d1",)),
        TableWanted(id="t1", dimensions=("d2",), offers=("quiet",)),
    )
    return GroupingProblem(people=everybody, tables=tables)


def told(problem: GroupingProblem, **moves: str) -> dict[str, bool | None]:
    dimensions = {table.id: table.dimensions for table in problem.tables}
    found = effects(problem, SEATS, dimensions, moves, str.upper, str.upper)
    return {effect.words: effect.better for effect in found}


def test_a_supervisor_a_place_and_an_interest_are_told_with_what_becomes_of_them() -> None:
    problem = room(
        a=Seatable(id="a", role=P, leads=frozenset("b"), needs_place=("quiet",), interests=("d2",)),
        f=Seatable(id="f", role=P, interests=("d2",)),
    )
    words = told(problem, a="t1", f="t0")
    words = told(problem, a="t1", f="t0")
    better = [line for line, is_better in words.items() if is_better]
    assert better == [
        "A would get a place that is quiet.",
        "A and B would no longer sit together: one supervises the other.",
    ]
    assert not any("asked for" in line for line in words), "one more and one fewer"
    back = effects(problem, {**SEATS, "a": "t1"}, {}, {"a": "t0"}, str.upper, str.upper)
    assert Effect(False, "A would not get a place that is quiet.") in back


def test_private_wishes_are_counted_and_never_named() -> None:
    problem = room(
        a=Seatable(id="a", role=P, apart=frozenset("d")),
        b=Seatable(id="b", role=P, together=frozenset("c")),
    )
    words = told(problem, a="t1", b="t1")
    assert words["2 private wishes would not be kept."] is False
    assert not any(name in line for line in words for name in ("A ", "B ", "C ", "D "))


def test_an_advocate_left_alone_and_a_table_too_large_are_told_first() -> None:
    problem = room(a=Seatable(id="a", role=A), b=Seatable(id="b", role=A))
    found = effects(problem, SEATS, {}, {"a": "t1"}, str.upper, str.upper)
    assert [effect.better for effect in found] == sorted(
        (effect.better for effect in found), key=lambda better: better is True
    )
    words = [effect.words for effect in found]
    assert "In T0 one advocate would sit alone." in words
    assert "In T1 one advocate would sit alone." in words
    assert "T1 would have 4 people, and the smallest group 2." in words


def test_somebody_without_a_table_changes_no_mix() -> None:
    problem = room()
    found = effects(problem, {"b": "t0"}, {}, {"a": "t0"}, str.upper, str.upper)
    assert [effect.better for effect in found] == [False]
    assert "T0 would have 2 people" in found[0].words
    assert told(replace(problem), a="t0") == {"No rule, no mix and no interest changes.": None}

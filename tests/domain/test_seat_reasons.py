"""Why rules cannot be kept: only where people and tables show it, and nothing private is named."""

import pytest

from app.domain.grouping import Goal, GroupingProblem, Reached, Seatable, TableWanted
from app.domain.people import Role
from app.domain.seat_quality import broken_rules
from app.domain.seat_reasons import verdict
from app.domain.seat_words import unmet_words
from app.seating.solve import solve

P = Role.PRACTITIONER


def someone(name: str, **values: object) -> Seatable:
    return Seatable(id=name, role=P, **values)  # type: ignore[arg-type]


def room(people: list[Seatable], offers: list[tuple[str, ...]]) -> GroupingProblem:
    tables = tuple(TableWanted(id=f"t{n}", offers=each) for n, each in enumerate(offers))
    return GroupingProblem(people=tuple(people), tables=tables)


def best(problem: GroupingProblem) -> tuple[list[str], Reached]:
    """Return what is said of the best seating there is, and how sure it is of the rules."""
    found = solve(problem, work=4.0, tell=lambda _goal, _best, _least: None)
    assert broken_rules(problem, found.seats), "there is something to say why"
    words = unmet_words(problem, found.seats, lambda one: f"<{one}>", str)
    return words, next(one for one in found.reached if one.goal is Goal.RULES)


def others(count: int) -> list[Seatable]:
    return [someone(f"x{n}") for n in range(count)]


def test_more_people_are_apart_than_there_are_tables() -> None:
    names = "abcde"
    people = [someone(one, apart=frozenset(names) - {one}) for one in names]
    words, rules = best(room(people + others(7), [()] * 4))
    assert "5 people must all be kept from each other, and there are 4 tables." in words
    assert not any(f"<{one}>" in " ".join(words) for one in names), "private wishes name nobody"
    assert verdict(rules).startswith("Proven:")


def test_supervisors_in_a_line_are_more_than_the_tables() -> None:
    people = [
        someone("head", leads=frozenset({"mid", "low"})), someone("mid", leads=frozenset({"low"})),
        someone("low"),
    ]  # fmt: skip
    words, _rules = best(room(people + others(3), [()] * 2))
    assert "3 people must all be kept from each other, and there are 2 tables." in words


def test_a_wish_to_be_apart_is_not_told_where_only_a_supervisor_is_in_the_way() -> None:
    people = [
        someone("boss", leads=frozenset({"a", "b"}), locked_table="t0"),
        someone("a", apart=frozenset({"b"}), locked_table="t0"), someone("b", locked_table="t1"),
    ]  # fmt: skip
    words, _rules = best(room(people + others(1), [()] * 2))
    assert "You keep both <a> and <boss> at one table." in words
    assert not any("kept from each other" in each for each in words)


def test_too_few_may_sit_beside_somebody() -> None:
    led = [someone(f"p{n}") for n in range(8)]
    boss = someone("boss", leads=frozenset(one.id for one in led))
    words, _rules = best(room([boss, *led, *others(1)], [()] * 2))
    assert "Only 1 person may sit beside <boss>, and a table has 5 seats." in words


def test_nobody_may_sit_beside_somebody() -> None:
    led = [someone(f"p{n}") for n in range(5)]
    boss = someone("boss", leads=frozenset(one.id for one in led))
    words, _rules = best(room([boss, *led], [()] * 2))
    assert "Nobody may sit beside <boss>, and a table has 3 seats." in words


def test_one_interpreter_has_too_few_seats() -> None:
    needy = [someone(f"p{n}", needs_languages=("es",)) for n in range(5)]
    words, rules = best(room([someone("ana", interprets=("es",)), *needy, *others(2)], [()] * 2))
    assert "<ana> alone interprets for 5 people, and has 3 seats at the table." in words
    assert verdict(rules)
    two = [someone("ana", interprets=("es",)), someone("ben", interprets=("es",))]
    needy = [someone(f"p{n}", needs_languages=("es",)) for n in range(7)]
    words, _rules = best(room([*two, *needy, *others(3)], [()] * 3))
    assert "2 people interpret for 7 others, and have 6 seats at their tables." in words


def test_who_is_kept_away_from_the_interpreter() -> None:
    people = [
        someone("ana", interprets=("es",), locked_table="t0"),
        someone("cho", needs_languages=("es",), locked_table="t1"),
    ]
    words, _rules = best(room(people + others(4), [()] * 2))
    assert "You keep <cho> at a table, and everybody who interprets for them at another." in words


def test_a_place_has_too_few_seats_or_is_not_both() -> None:
    needy = [someone(f"p{n}", needs_place=("step_free",)) for n in range(8)]
    words, rules = best(room(needy + others(4), [("step_free",), ()]))
    assert "8 people need a place that is step-free, and there are 6 such seats." in words
    assert verdict(rules) == "Proven: no seating keeps more of these rules."
    both = someone("ana", needs_place=("step_free", "quiet"))
    words, _rules = best(room([both, *others(3)], [("step_free",), ("quiet",)]))
    assert "No place is all of this: step-free, quiet." in words
    kept = someone("ana", needs_place=("quiet",), locked_table="t0")
    words, _rules = best(room([kept, *others(3)], [(), ("quiet",)]))
    assert "You keep <ana> at a table whose place is not quiet." in words


def test_wishes_that_stand_against_each_other_are_told_without_names() -> None:
    people = [
        someone("a", together=frozenset({"b"}), apart=frozenset({"c"})),
        someone("b", together=frozenset({"c"})), someone("c"),
    ]  # fmt: skip
    words, _rules = best(room(people + others(3), [()] * 2))
    said = "Wishes to sit together stand against rules that keep the same people apart."
    assert said in words
    chain = [someone(f"p{n}", together=frozenset({f"p{n + 1}"})) for n in range(5)]
    words, _rules = best(room([*chain, someone("p5"), *others(2)], [()] * 2))
    assert "Wishes to sit together join 6 people, and a table has 4 seats." in words
    assert not any(f"<p{n}>" in " ".join(words) for n in range(6))


def test_nothing_is_said_to_be_impossible_where_a_hand_made_seating_breaks_it() -> None:
    """Whatever can be kept by another seating has no reason why it cannot."""
    people = [
        someone("boss", leads=frozenset({"a"})), someone("a", apart=frozenset({"b"})),
        someone("b", needs_languages=("es",)), someone("c", interprets=("es",)),
        someone("d", needs_place=("quiet",)), someone("e", together=frozenset({"d"})),
    ]  # fmt: skip
    problem = room(people, [("quiet",), ()])
    seats = {"boss": "t0", "a": "t0", "b": "t0", "c": "t1", "d": "t1", "e": "t0"}
    assert solved_rules(problem) == 0
    words = unmet_words(problem, seats, lambda one: f"<{one}>", str)
    assert sorted(words) == [
        "2 private wishes could not be kept.",
        "<a> and <boss> sit together, and one supervises the other.",
        "<b> sits where nobody interprets for them.",
        "<d> needs a place that is quiet, and sits elsewhere.",
    ]


def solved_rules(problem: GroupingProblem) -> int:
    found = solve(problem, work=2.0, tell=lambda _goal, _best, _least: None)
    return len(broken_rules(problem, found.seats))


@pytest.mark.parametrize(
    ("value", "least", "begins"),
    [(20, 20, "Proven: no seating"), (40, 20, "Proven: these rules"), (20, 0, "No seating that")],
)
def test_what_is_proven_is_told_from_what_was_not_found(
    value: int, least: int, begins: str
) -> None:
    assert verdict(Reached(goal=Goal.RULES, value=value, least=least)).startswith(begins)
    assert verdict(None).startswith("No seating that")

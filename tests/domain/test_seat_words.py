"""What is said about a seating: what is not kept, what is proven, why here; nothing private."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.arranging import simple_arranger
from app.domain.grouping import Goal, GroupingProblem, Reached, Seatable, TableWanted
from app.domain.people import Role
from app.domain.seat_words import reached_words, unmet_words, why_here
from tests import seating_rooms as rooms

P, E, A = Role.PRACTITIONER, Role.EDUCATOR, Role.ADVOCATE
NAMES = {number: f"Topic {number}" for number in rooms.DIMENSIONS}


def said(problem: GroupingProblem, seats: dict[str, str]) -> list[str]:
    return unmet_words(problem, seats, lambda one: f"<{one}>", lambda one: f"[{one}]")


def at(*people: Seatable, tables: int = 2) -> GroupingProblem:
    wanted = tuple(TableWanted(id=f"t{number}") for number in range(tables))
    return GroupingProblem(people=people, tables=wanted)


def test_every_broken_rule_is_named_with_its_people() -> None:
    problem = at(
        Seatable(id="boss", role=P, leads=frozenset({"staff"})),
        Seatable(id="staff", role=P),
        Seatable(id="ana", role=A, needs_languages=("es",)),
        Seatable(id="ben", role=A, interprets=("es",)),
        Seatable(id="cho", role=A, needs_languages=("ko",)),
    )
    seats = {"boss": "t0", "staff": "t0", "ana": "t0", "ben": "t1", "cho": "t1"}
    words = said(problem, seats)
    assert "<boss> and <staff> sit together, and one supervises the other." in words
    assert "<ana> sits where nobody interprets for them." in words
    assert "Nobody on the list interprets for <cho>." in words
    assert "In [t0] one advocate sits alone." in words


def test_whoever_nobody_interprets_for_is_one_sentence_however_many_they_are() -> None:
    few = at(*(Seatable(id=f"p{n}", role=P, needs_languages=("es",)) for n in range(3)))
    assert "Nobody on the list interprets for <p0>, <p1>, <p2>." in said(few, {"p0": "t0"})
    many = at(*(Seatable(id=f"p{n}", role=P, needs_languages=("es",)) for n in range(14)))
    told = [words for words in said(many, {"p0": "t0"}) if words.startswith("Nobody")]
    assert len(told) == 1
    assert told[0].endswith("<p7>, 6 more.")


def test_a_name_that_ends_with_a_full_stop_has_one() -> None:
    problem = at(Seatable(id="p", role=P, needs_languages=("es",)))
    words = unmet_words(problem, {"p": "t0"}, lambda _one: "Grace St.", str)
    assert words == ["Nobody on the list interprets for Grace St."]


def test_a_single_advocate_is_the_reason_for_sitting_alone() -> None:
    words = said(at(Seatable(id="a", role=A), Seatable(id="p", role=P)), {"a": "t0", "p": "t0"})
    assert words == ["In [t0] one advocate sits alone.", "There is only one advocate on the list."]


def test_private_wishes_are_counted_and_never_named() -> None:
    problem = at(
        Seatable(id="a", role=P, apart=frozenset({"b"})),
        Seatable(id="b", role=P),
        Seatable(id="c", role=P, together=frozenset({"a"})),
    )
    assert said(problem, {"a": "t0", "b": "t0", "c": "t1"}) == [
        "2 private wishes could not be kept."
    ]


@settings(max_examples=40, deadline=None)
@given(people=st.integers(3, 24), tables=st.integers(1, 5), seed=st.integers(0, 999))
def test_why_here_is_the_same_whatever_anybody_wishes(people: int, tables: int, seed: int) -> None:
    """What is said of a seat cannot tell of a wish if it is the same without any wish."""
    problem = rooms.made_up(people, tables, seed=seed)
    found = simple_arranger(problem)
    innocent = GroupingProblem(
        people=tuple(
            Seatable(
                id=p.id, role=p.role, affiliation=p.affiliation, interests=p.interests,
                needs_languages=p.needs_languages, interprets=p.interprets,
                perspectives=p.perspectives,
            )
            for p in problem.people
        ),
        tables=problem.tables,
        dimensions=problem.dimensions,
    )  # fmt: skip
    for person in problem.people:
        words = why_here(problem, found.seats, found.dimensions, person.id, NAMES)
        assert words, "everybody's seat has a reason"
        assert words == why_here(innocent, found.seats, found.dimensions, person.id, NAMES)
        assert not any(other.id in " ".join(words) for other in problem.people)


def test_how_sure_it_is() -> None:
    assert reached_words(Reached(goal=Goal.MIX, value=40, least=40)).endswith("proven best")
    close = reached_words(Reached(goal=Goal.MIX, value=200, least=195))
    assert close == "Mix of roles and places: at most 3 % better possible"
    assert reached_words(Reached(goal=Goal.INTERESTS, value=4, least=0)) == "Interests: best found"


def test_tables_are_called_even_only_where_they_are() -> None:
    people = tuple(Seatable(id=f"p{n}", role=E) for n in range(5))
    even = {"p0": "t0", "p1": "t0", "p2": "t1", "p3": "t1", "p4": "t1"}
    uneven = {**even, "p1": "t1"}
    for seats, expected in ((even, True), (uneven, False)):
        words = why_here(at(*people), seats, {}, "p2", NAMES)
        assert ("The tables are even in size." in words) is expected
    assert why_here(at(*people, tables=3), even, {}, "p2", NAMES) == [], "nobody sits at the third"

"""The seam for seating people: what an arranger is given, and what it gives back.

Two stand behind the same call: the solver of ``app.seating``, in a process of its own, and the
quick `app.domain.arranging.simple_arranger`, which is there where the other cannot be started.
Keep-apart wishes enter here and never leave: no explanation and no arrangement names them.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum

from app.domain.people import Role


class Goal(StrEnum):
    """What an arrangement is judged by. In this order: a later goal never costs an earlier one."""

    RULES = "rules"
    """Broken: place, apart, together, beside the supervisor, without the interpreter."""
    LONE = "lone"
    """Tables with one advocate alone."""
    MOVES = "moves"
    """People who leave the table where they sit."""
    NEW = "new"
    """Pairs who sat together before and do so again."""
    MIX = "mix"
    """Pairs of neighbors with the same role or affiliation, by their weights."""
    INTERESTS = "interests"
    """People who named interests and work on none of them."""
    PERSPECTIVES = "perspectives"
    """Pairs of neighbors who bring the same perspective."""


MOST = 9
"""The largest weight."""


@dataclass(frozen=True, kw_only=True)
class Weights:
    """How much each part of the mix counts, 0 (not at all) to 9; only their ratios matter.

    ``interests`` and ``perspectives`` are goals of their own: any number above 0 means yes.
    """

    roles: int = 3
    affiliations: int = 1
    interests: int = 1
    perspectives: int = 1

    @classmethod
    def of(cls, named: Mapping[str, int]) -> "Weights":
        """Return the usual weights with those ``named``; 0 to 9 each.

        Raises:
            ValueError: for a name that is none, or a number outside.

        """
        known = {each.name for each in fields(cls)}
        wrong = [name for name, n in named.items() if name not in known or not 0 <= n <= MOST]
        if wrong:
            raise ValueError(f"no such weights: {wrong}")
        return cls(**named)

    @property
    def named(self) -> dict[str, int]:
        """Return those that are not the usual ones."""
        return {
            each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name) != each.default
        }


@dataclass(frozen=True, kw_only=True)
class Seatable:
    """One person, as far as seating is concerned.

    Attributes:
        id: the participant's id.
        role: practitioner, educator or advocate.
        affiliation: compared, not shown.
        interests: dimension ids.
        needs_languages: language codes the person needs an interpreter for.
        interprets: language codes the person can interpret.
        needs_place: what the person needs of the table's place (`PlaceNeed`).
        apart, together: participant ids; either person's wish counts for both.
        leads: participant ids whom the person supervises.
        perspectives: what the person brings, in parts that are compared, not shown.
        rooted: whether the person should be the last one to move (a place is prepared for them).
        locked_table: the table where the person stays, or "".

    """

    id: str
    role: Role
    affiliation: str = ""
    interests: tuple[str, ...] = ()
    needs_languages: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    needs_place: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    perspectives: tuple[str, ...] = ()
    rooted: bool = False
    locked_table: str = ""

    @property
    def affiliations(self) -> tuple[str, ...]:
        """Return the places somebody comes from: "Lincoln; PTA" is two."""
        parts = (part.strip() for part in re.split(r"[;|\n]|\s/\s", self.affiliation))
        return tuple(dict.fromkeys(part for part in parts if part))


@dataclass(frozen=True, kw_only=True)
class TableWanted:
    """One table; ``fixed`` keeps its dimensions as they are.

    ``offers`` is what its place offers to those who need it (`PlaceNeed`).
    """

    id: str
    dimensions: tuple[str, ...] = ()
    fixed: bool = False
    offers: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class GroupingProblem:
    """Who is to sit where.

    Attributes:
        people: everybody to be seated.
        tables: the tables, in order.
        dimensions: dimension ids to be covered by the tables; () leaves the tables' own.
        seated: where people sit now, participant id → table id.
        met: where people sat in an earlier arrangement, participant id → table id.
        move_cost: how much a person should stay at their table of ``seated`` (0: not at all).
        seed: the same seed gives the same arrangement.
        weights: what the mix is made of.

    """

    people: tuple[Seatable, ...]
    tables: tuple[TableWanted, ...]
    dimensions: tuple[str, ...] = ()
    seated: dict[str, str] = field(default_factory=dict)
    met: dict[str, str] = field(default_factory=dict)
    move_cost: float = 0.0
    seed: int = 1
    weights: Weights = Weights()

    @property
    def goals(self) -> tuple[Goal, ...]:
        """Return what counts for this problem, the most important first."""
        wanted = {
            Goal.MOVES: self.move_cost > 0,
            Goal.NEW: bool(self.met),
            Goal.MIX: bool(self.weights.roles or self.weights.affiliations),
            Goal.INTERESTS: bool(self.weights.interests),
            Goal.PERSPECTIVES: bool(self.weights.perspectives),
        }
        return tuple(goal for goal in Goal if wanted.get(goal, True))


@dataclass(frozen=True, kw_only=True)
class Reached:
    """How far a goal was reached: a count of what is not as wished, and the least there can be.

    ``least`` holds given what the earlier goals reached; where both are equal nothing is better.
    """

    goal: Goal
    value: int
    least: int

    @property
    def proven(self) -> bool:
        """Tell whether no arrangement can do better."""
        return self.value <= self.least

    @property
    def gap(self) -> float:
        """Return by which share of the value a better one could exist at most, 0 to 1."""
        return max(0, self.value - self.least) / max(1, self.value)


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Where everybody sits (participant id → table id) and what each table scores.

    ``reached`` tells how good it is, goal by goal; it is empty where nothing was proven.
    """

    seats: dict[str, str]
    dimensions: dict[str, tuple[str, ...]]
    reached: tuple[Reached, ...] = ()

    def members(self, table_id: str) -> tuple[str, ...]:
        """Return the participant ids of a table."""
        return tuple(person for person, table in self.seats.items() if table == table_id)


Arranger = Callable[[GroupingProblem], Arrangement]
"""Seats everybody; the same problem gives the same arrangement."""


def tables_for(people: int, dimensions: int = 10) -> int:
    """Return a good number of tables: about six at each, and one or two dimensions a table."""
    least = -(-dimensions // 2)
    return max(1, min(max(round(people / 6), least), dimensions, max(1, people // 3)))

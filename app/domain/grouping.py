"""The seam for seating people: what an arranger is given, and what it gives back.

`app.domain.arranging.simple_arranger` is one; a better solver takes its place behind the same
call. Keep-apart wishes enter here and never leave: no explanation and no arrangement names them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from app.domain.people import Role


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
        apart, together: participant ids; either person's wish counts for both.
        leads: participant ids whom the person supervises.
        locked_table: the table where the person stays, or "".

    """

    id: str
    role: Role
    affiliation: str = ""
    interests: tuple[str, ...] = ()
    needs_languages: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    apart: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    leads: frozenset[str] = frozenset()
    locked_table: str = ""


@dataclass(frozen=True, kw_only=True)
class TableWanted:
    """One table; ``fixed`` keeps its dimensions as they are."""

    id: str
    dimensions: tuple[str, ...] = ()
    fixed: bool = False


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

    """

    people: tuple[Seatable, ...]
    tables: tuple[TableWanted, ...]
    dimensions: tuple[str, ...] = ()
    seated: Mapping[str, str] = field(default_factory=dict)
    met: Mapping[str, str] = field(default_factory=dict)
    move_cost: float = 0.0
    seed: int = 1


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """Where everybody sits (participant id → table id) and what each table scores."""

    seats: Mapping[str, str]
    dimensions: Mapping[str, tuple[str, ...]]

    def members(self, table_id: str) -> tuple[str, ...]:
        """Return the participant ids of a table."""
        return tuple(person for person, table in self.seats.items() if table == table_id)


Arranger = Callable[[GroupingProblem], Arrangement]
"""Seats everybody; the same problem gives the same arrangement."""


def tables_for(people: int, dimensions: int = 10) -> int:
    """Return a good number of tables: about six at each, and one or two dimensions a table."""
    least = -(-dimensions // 2)
    return max(1, min(max(round(people / 6), least), dimensions, max(1, people // 3)))

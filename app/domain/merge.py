"""The merge: the state of a cell from its entries, whatever the order, mixture and repetition.

``based_on`` is the set of entry ids that an entry supersedes. A cell's state is its entries that
nothing supersedes: equal values collapse, several different ones are contested. The test vectors in
``tests/domain/merge_vectors.json`` hold for every implementation.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.canonical import canonical_text


@dataclass(frozen=True)
class Version:
    """One entry of a cell."""

    entry_id: str
    value: Any
    based_on: frozenset[str] = field(default_factory=frozenset)
    at: str = ""
    station: str = ""
    withdrawn: bool = False


class CellStanding(StrEnum):
    """What is known of a cell."""

    EMPTY = "empty"
    SETTLED = "settled"
    CONTESTED = "contested"


@dataclass(frozen=True)
class CellState:
    """The state of a cell.

    Attributes:
        standing: empty, settled or contested.
        value: the settled value; None when empty or contested.
        versions: what stands, one per different value, oldest first.
        tips: every entry id that nothing supersedes: what a settling entry must name.

    """

    standing: CellStanding
    value: Any
    versions: tuple[Version, ...]
    tips: frozenset[str]


EMPTY = CellState(CellStanding.EMPTY, None, (), frozenset())


def tip_ids(versions: Iterable[Version]) -> frozenset[str]:
    """Return the ids of the entries that no other entry supersedes.

    Entries that supersede each other in a circle (no honest writer makes them) all stand, so that
    nothing disappears.
    """
    entries = {version.entry_id: version for version in versions}
    superseded = {
        target
        for version in entries.values()
        for target in version.based_on
        if target != version.entry_id
    }
    standing = frozenset(entries) - superseded
    return standing if standing or not entries else frozenset(entries)


def merge(versions: Iterable[Version]) -> CellState:
    """Return the state of a cell; an empty or withdrawn value beside a real one gives way."""
    entries = {version.entry_id: version for version in versions}
    tips = tip_ids(entries.values())
    said = [v for i in tips if not (v := entries[i]).withdrawn and not is_blank(v.value)]
    standing = tuple(said) if len(said) < 2 else _different(said)
    if not standing:
        return CellState(CellStanding.EMPTY, None, (), tips)
    if len(standing) == 1:
        return CellState(CellStanding.SETTLED, standing[0].value, standing, tips)
    return CellState(CellStanding.CONTESTED, None, standing, tips)


def _different(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Return one version per value, oldest first."""
    different: dict[str, Version] = {}
    for version in sorted(versions, key=lambda v: (v.at, v.entry_id)):
        different.setdefault(canonical_text(version.value), version)
    return tuple(different.values())


def is_blank(value: Any) -> bool:
    """Tell whether a value says nothing: null, "", or an empty list."""
    return value is None or value == "" or value == []

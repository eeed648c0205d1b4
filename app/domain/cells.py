"""Cells: the places where a group's answers lie, and the verb that writes them.

A cell is named by (group, dimension, key question or none, lens, field), or by the note or data
need whose words it holds. Everything that several note-takers might write at once is a cell, and
its state is the merge of its entries.
"""

import sys
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any

from app.domain.commands import WORDS, Command, verb
from app.domain.merge import Version
from app.domain.records import Record, record

ROOM = "room"
"""The group id of what the whole room agreed."""


class Field(StrEnum):
    """What a cell holds, and the form of its value."""

    RATING = "rating"
    """{"level": level id, "framework": version} or {"cannot_tell": true}; per lens."""
    REASON = "reason"
    """Text: why this score; per lens."""
    EVIDENCE = "evidence"
    """Text: what the score rests on."""
    STUDENT_GROUPS = "student_groups"
    """List of student group ids and the group's own words for others."""
    OTHER_VIEW = "other_view"
    """Text: another view in the group, tied to nobody."""
    NOT_SCORED = "not_scored"
    """{"words": text}: the group chose not to score this dimension."""
    AGREED = "agreed"
    """{"level": level id} or {"no_agreement": true}; group ``room``, per lens."""
    TEXT = "text"
    """The words of a note or a data need."""


TEXT_FIELDS = frozenset({Field.REASON, Field.EVIDENCE, Field.OTHER_VIEW, Field.TEXT})


@dataclass(frozen=True)
class CellKey:
    """The name of a cell; ``str(key)`` is its form in the ledger."""

    group_id: str
    dimension_id: str
    field: Field
    lens: str = ""
    question_id: str = ""

    def __str__(self) -> str:
        """Return ``group|dimension|question|lens|field``."""
        return "|".join(
            (self.group_id, self.dimension_id, self.question_id, self.lens, self.field.value)
        )

    @classmethod
    def parse(cls, text: str) -> "CellKey":
        """Read a key from its ledger form.

        Raises:
            ValueError: where it is none.

        """
        return _parsed(text)


@lru_cache(maxsize=4096)
def _parsed(text: str) -> CellKey:
    """Read a key; remembered, as the same few hundred are written again and again."""
    parts = text.split("|")
    if len(parts) != 5:
        raise ValueError(f"not a cell: {text}")
    group, dimension, question, lens, kind = parts
    return CellKey(group, dimension, Field(kind), lens, question)


def words_key(record_id: str) -> CellKey:
    """Return the cell of a note's or data need's words."""
    return CellKey(record_id, "", Field.TEXT)


_SHARED = ("cell", "group_id", "dimension_id", "lens", "field", "station")


@record("cells")
@dataclass(frozen=True, kw_only=True)
class CellEntry(Record):
    """One entry of a cell; ``id`` is the ledger entry's id."""

    cell: str
    group_id: str
    dimension_id: str
    lens: str
    field: str
    value: Any = None
    based_on: tuple[str, ...] = ()
    at: str = ""
    station: str = ""
    superseded: bool = False
    withdrawn: bool = False

    def __post_init__(self) -> None:
        """Share what thousands of entries have in common: all of a day stay in memory."""
        for name in _SHARED:
            object.__setattr__(self, name, sys.intern(getattr(self, name)))

    def version(self) -> Version:
        """Return what the merge needs of this entry."""
        return Version(
            self.id, self.value, frozenset(self.based_on), self.at, self.station, self.withdrawn
        )


@verb("cell.set")
@dataclass(frozen=True, kw_only=True)
class SetCell(Command):
    """Write a cell: a level, words, student groups. ``based_on`` names what it supersedes."""

    cell: str
    value: Any = field(metadata=WORDS)
    based_on: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class SpokenEntry:
    """One cell of a code that was read aloud; ``id`` is what the station itself calls the entry."""

    id: str
    cell: str
    value: Any = None


@verb("cell.spoken")
@dataclass(frozen=True, kw_only=True)
class TakeSpokenScores(Command):
    """Write what a code says (:mod:`app.domain.spoken`) as the entries of its station.

    Attributes:
        speaker: the station.
        group_id: the group that it wrote for.
        said_at: when the scores were given.
        seen: a trace of the others' entries that the station had seen.

    """

    speaker: str
    group_id: str
    said_at: datetime
    seen: int
    entries: tuple[SpokenEntry, ...]


@record("group_states")
@dataclass(frozen=True, kw_only=True)
class GroupState(Record):
    """What a group says of itself; ``id`` is the group's. Moments as ISO text, "" for no.

    Attributes:
        help_asked_at, finished_at, confirmed_at: since when it says so, or "".
        granted_seconds, granted_for: more time, and for which activity.
        help_said_at, finished_said_at, confirmed_said_at: when it last said yes or no: what was
            said earlier and arrives later changes nothing.

    """

    help_asked_at: str = ""
    finished_at: str = ""
    confirmed_at: str = ""
    granted_seconds: int = 0
    granted_for: str = ""
    help_said_at: str = ""
    finished_said_at: str = ""
    confirmed_said_at: str = ""


@verb("group.help")
@dataclass(frozen=True, kw_only=True)
class AskForHelp(Command):
    """A group asks for help, or was helped."""

    group_id: str
    on: bool = True


@verb("group.finished")
@dataclass(frozen=True, kw_only=True)
class SayFinished(Command):
    """A group says that it is finished, or not after all."""

    group_id: str
    on: bool = True


@verb("group.confirm")
@dataclass(frozen=True, kw_only=True)
class ConfirmScores(Command):
    """A group confirms: this is what the room will see."""

    group_id: str
    on: bool = True


@verb("group.grant")
@dataclass(frozen=True, kw_only=True)
class GrantTime(Command):
    """Give one group more time within an activity."""

    group_id: str
    activity_id: str
    seconds: int


@verb("results.reveal")
@dataclass(frozen=True, kw_only=True)
class RevealResults(Command):
    """Reveal the results to the room, or hide them again."""

    revealed: bool = True

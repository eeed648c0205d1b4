"""Participants: who is invited, who is here. Names lie apart from everything else."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from app.domain.commands import PRIVATE, WORDS, Command, verb
from app.domain.records import Record, record


class Role(StrEnum):
    """On whose side of the table somebody sits; a district's employee is never an advocate."""

    PRACTITIONER = "practitioner"
    EDUCATOR = "educator"
    ADVOCATE = "advocate"


class Arrival(StrEnum):
    """Whether somebody came."""

    EXPECTED = "expected"
    HERE = "here"
    ABSENT = "absent"


_UNSEEN = dict.fromkeys(
    (0xAD, 0x61C, 0x200B, 0x200E, 0x200F, 0x2060, 0xFEFF, *range(0x202A, 0x202F),
     *range(0x2066, 0x206A))
)  # fmt: skip
"""Zero-width spaces, and marks that turn the text around them; joiners stay, names use them."""


def clean_name(text: str) -> str:
    """Return a name as it is kept: without marks that nobody sees, one space between words."""
    return " ".join(text.translate(_UNSEEN).split())


@record("participants")
@dataclass(frozen=True, kw_only=True)
class Participant(Record):
    """A participant without a name: what the ledger may know."""

    role: Role
    position: float = 0.0
    interests: tuple[str, ...] = ()
    arrival: Arrival = Arrival.EXPECTED
    arrived_at: datetime | None = None
    walk_in: bool = False


@record("identities", private=True)
@dataclass(frozen=True, kw_only=True)
class PersonIdentity(Record):
    """What names a participant; same id, outside the ledger, erased by "forget the people".

    Attributes:
        name: as written by the person.
        email: lower case, or "".
        affiliation: school, office or organisation.
        title: job title or how the person introduces themselves.
        perspectives: what the person brings, in the person's words.
        language_needs, access_needs: free words ("Spanish interpretation", "Large print").
        speaks: language codes the person can work in.
        interprets: language codes the person can interpret.
        supervisor_of: participant ids.
        keep_apart: participant ids. Used, never shown, never exported, never handed over.
        keep_together: participant ids.
        source: the import profile or "typed".
        answered: whom the person's own answers in files named, by the answer ("keep_apart"), so
            that a corrected answer takes back what the earlier one said. As private as they are.

    """

    name: str
    email: str = ""
    affiliation: str = ""
    title: str = ""
    perspectives: str = ""
    language_needs: str = ""
    access_needs: str = ""
    speaks: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    supervisor_of: tuple[str, ...] = ()
    keep_apart: tuple[str, ...] = ()
    keep_together: tuple[str, ...] = ()
    source: str = "typed"
    answered: dict[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Person:
    """A participant together with their identity, for the facilitator's own screens."""

    participant: Participant
    identity: PersonIdentity | None

    @property
    def id(self) -> str:
        """Return the participant's id."""
        return self.participant.id

    @property
    def role(self) -> Role:
        """Return the participant's role."""
        return self.participant.role

    @property
    def name(self) -> str:
        """Return the name, or "" once the people are forgotten."""
        return self.identity.name if self.identity else ""


def told_apart(people: Iterable[Person]) -> dict[str, str]:
    """Return what lists call each person, by id: beside a name that several have, what differs.

    No two are called the same; who has nothing that differs has a number.
    """
    named = [person for person in people if person.identity is not None and person.name]
    called = {person.id: person.name for person in named}
    for which in ("affiliation", "title", "email"):
        often = Counter(words.casefold() for words in called.values())
        for person in named:
            detail = getattr(person.identity, which)
            if detail and often[called[person.id].casefold()] > 1:
                called[person.id] = f"{called[person.id]} ({detail})"
    often = Counter(words.casefold() for words in called.values())
    seen: Counter[str] = Counter()
    for person_id, words in called.items():
        seen[words.casefold()] += 1
        if often[words.casefold()] > 1:
            called[person_id] = f"{words} ({seen[words.casefold()]})"
    return called


@dataclass(frozen=True, kw_only=True)
class PersonEntry:
    """One person of a batch; identity values as in :class:`PersonIdentity` without the id."""

    participant_id: str
    role: Role
    interests: tuple[str, ...] = ()


@verb("person.add")
@dataclass(frozen=True, kw_only=True)
class AddPerson(Command):
    """Add one participant, perhaps as a walk-in who is here and sits at ``group_id``."""

    participant_id: str
    role: Role
    interests: tuple[str, ...] = ()
    walk_in: bool = False
    group_id: str = ""
    identity: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("person.edit")
@dataclass(frozen=True, kw_only=True)
class EditPerson(Command):
    """Change role, interests or identity values of one participant; None leaves a value."""

    participant_id: str
    role: Role | None = None
    interests: tuple[str, ...] | None = None
    identity: dict[str, Any] = field(default_factory=dict, metadata=PRIVATE)


@verb("person.remove")
@dataclass(frozen=True, kw_only=True)
class RemovePerson(Command):
    """Remove a participant from the list, seats and wishes."""

    participant_id: str


@verb("people.import")
@dataclass(frozen=True, kw_only=True)
class ImportPeople(Command):
    """Add or update many participants at once, all or none.

    Attributes:
        people: participants, new ids added, known ids updated.
        identities: participant id → identity values.
        history: survey answers about history, without a name (id → text); the id of one that is
            there puts other words in its place.
        efforts: survey answers about current efforts, likewise.

    """

    people: tuple[PersonEntry, ...]
    history: dict[str, str] = field(default_factory=dict, metadata=WORDS)
    efforts: dict[str, str] = field(default_factory=dict, metadata=WORDS)
    identities: dict[str, dict[str, Any]] = field(default_factory=dict, metadata=PRIVATE)


@verb("person.arrival")
@dataclass(frozen=True, kw_only=True)
class MarkArrival(Command):
    """Say who is here, absent, or still expected."""

    participant_ids: tuple[str, ...]
    arrival: Arrival


@verb("people.forget")
@dataclass(frozen=True, kw_only=True)
class ForgetPeople(Command):
    """Erase every identity; participants, seats and findings stay."""

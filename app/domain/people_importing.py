"""What a file of people would bring: what its columns are, everybody in it, and what stays out."""

from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.importing import Problem, TableNote
from app.domain.people import Role


class PersonField(StrEnum):
    """What a column of a people file can be taken as.

    ``MARK`` is the column by which a file of this program is known; it holds the participant's id.
    """

    IGNORE = "ignore"
    MARK = "mark"
    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    ROLE = "role"
    AFFILIATION = "affiliation"
    TITLE = "title"
    PERSPECTIVES = "perspectives"
    INTERESTS = "interests"
    KEEP_APART = "keep_apart"
    KEEP_TOGETHER = "keep_together"
    NEEDS = "needs"
    LANGUAGE_NEEDS = "language_needs"
    ACCESS_NEEDS = "access_needs"
    SPEAKS = "speaks"
    INTERPRETS = "interprets"
    SUPERVISOR = "supervisor"
    SUPERVISOR_EMAIL = "supervisor_email"
    SUPERVISOR_OF = "supervisor_of"
    ATTENDANCE = "attendance"
    QUANTITY = "quantity"
    HISTORY = "history"
    EFFORTS = "efforts"


PeopleMapping = tuple[PersonField, ...]
"""One field for each column of the table, in order."""


@dataclass(frozen=True, kw_only=True)
class ColumnGuess:
    """A column, what it is taken as, and a few of its values to recognise it by."""

    index: int
    header: str
    field: PersonField
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PersonRow:
    """One person as they would be taken in.

    ``id`` is the participant's id where the person is on the list already, else "row:12", which
    becomes a fresh id in the command. ``keep_apart``, ``keep_together`` and ``supervisor_of`` hold
    such ids too, and ``answered`` what of it the person's own answers say. ``changes`` names the
    fields that an update changes.
    """

    id: str
    row: int
    name: str
    role: Role | None
    known: bool = False
    email: str = ""
    affiliation: str = ""
    title: str = ""
    perspectives: str = ""
    interests: tuple[str, ...] = ()
    language_needs: str = ""
    access_needs: str = ""
    speaks: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    keep_apart: tuple[str, ...] = ()
    keep_together: tuple[str, ...] = ()
    supervisor_of: tuple[str, ...] = ()
    answered: dict[str, tuple[str, ...]] = field(default_factory=dict)
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LeftOut:
    """A row that is not imported, and why; ``email`` is by whom else a row may mean somebody."""

    row: int
    name: str
    reason: str
    email: str = ""


@dataclass(frozen=True, kw_only=True)
class PeoplePreview:
    """All that importing a people file would do.

    Attributes:
        table: the file's name, or words for pasted text.
        columns: the columns and what each is taken as.
        people: everybody to be added or updated, in the file's order.
        problems: open questions (blocking) and things to know, in row order.
        left_out: rows that are not imported.
        duplicates: rows that repeat an earlier row and were joined with it.
        history, efforts: survey answers, each once, in no order that says who wrote them.
        corrected: new words of answers that the workshop has: field → item's id → text.
        notes: what reading the file changed.

    """

    table: str
    columns: tuple[ColumnGuess, ...]
    people: tuple[PersonRow, ...]
    problems: tuple[Problem, ...] = ()
    left_out: tuple[LeftOut, ...] = ()
    duplicates: tuple[LeftOut, ...] = ()
    history: tuple[str, ...] = ()
    efforts: tuple[str, ...] = ()
    corrected: dict[PersonField, dict[str, str]] = field(default_factory=dict)
    notes: tuple[TableNote, ...] = ()

    @property
    def blocking(self) -> tuple[Problem, ...]:
        """Return the questions that must be answered first."""
        return tuple(problem for problem in self.problems if problem.blocking)

    @property
    def new(self) -> tuple[PersonRow, ...]:
        """Return the people who are not on the list yet."""
        return tuple(person for person in self.people if not person.known)

    @property
    def updates(self) -> tuple[PersonRow, ...]:
        """Return the people on the list whose values change."""
        return tuple(person for person in self.people if person.known and person.changes)

    def count(self, role: Role) -> int:
        """Return how many of the people have a role."""
        return sum(person.role is role for person in self.people)

"""Rows that are one person, in the file and on the list; doubt is asked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.data.addresses import may_be_address
from app.data.people_misplaced import without_misplaced_ids
from app.data.people_names import better_written, name_key, same_name
from app.data.people_rows import Answers, ReadRow, leave_out
from app.data.tables import normalised_header
from app.domain.importing import LEAVE_OUT, OTHER, SAME, Choice, Problem
from app.domain.people import Person, PersonIdentity
from app.domain.people_importing import LeftOut, PersonField
from app.i18n import N_, _

_ALL_COUNT = (
    PersonField.HISTORY, PersonField.EFFORTS, PersonField.KEEP_APART, PersonField.KEEP_TOGETHER,
    PersonField.SUPERVISOR, PersonField.SUPERVISOR_EMAIL, PersonField.SUPERVISOR_OF,
)  # fmt: skip
"""What a later row adds to and never replaces: a line each."""

_ON_LIST = (
    N_("Everybody is the same person as on the list"), N_("Everybody is new"),
)  # fmt: skip
_IN_FILE = (
    N_("Rows with the same name are one person"), N_("Rows with the same name are two people"),
)  # fmt: skip
_SINGLY = ("", "")
"""One name of several people, or two names at one address: what holds for others says nothing."""


@dataclass
class Matched:
    """Rows, each one person, with their id: a participant's, or "row:12" for somebody new.

    ``joined`` has, for each row that was joined into an earlier one, that one's number.
    """

    rows: list[tuple[str, ReadRow]] = field(default_factory=list)
    known: dict[str, Person] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    duplicates: list[LeftOut] = field(default_factory=list)
    joined: dict[int, int] = field(default_factory=dict)


class _Lookup:
    """Places of people by name and by e-mail address: only those can be the same person."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._by_email: dict[str, list[int]] = defaultdict(list)

    def add(self, place: int, name: str, email: str) -> None:
        if name:
            self._by_name[name_key(name)].append(place)
        if email:
            self._by_email[email].append(place)

    def find(self, name: str, email: str) -> list[int]:
        by_email = self._by_email.get(email, []) if email else []
        return sorted({*self._by_name.get(name_key(name), []), *by_email})


def match_rows(rows: Sequence[ReadRow], people: Sequence[Person], answers: Answers) -> Matched:
    """Join rows that repeat a person and find those who are on the list already."""
    matched = Matched()
    listed = _Lookup()
    named = [person for person in people if person.identity]
    by_id = {person.id: person for person in named}
    rows, matched.problems = without_misplaced_ids(rows, by_id, answers)
    kept = _without_repeats(rows, answers, matched)
    for place, person in enumerate(named):
        listed.add(place, person.name, person.identity.email if person.identity else "")
    for row in kept:
        likely = [named[place] for place in listed.find(row.name, row.email)]
        marked = by_id.get(row.text(PersonField.MARK))
        if marked is not None and marked.id not in matched.known:
            found: Person | str | None = marked
        else:
            found = _on_list(row, likely, answers, matched)
        if found == LEAVE_OUT:
            matched.left_out.append(
                LeftOut(row=row.row, name=row.name, reason=_("already on the list"))
            )
        elif isinstance(found, Person) and found.id not in matched.known:
            matched.known[found.id] = found
            matched.rows.append((found.id, row))
        else:
            matched.rows.append((f"row:{row.row}", row))
    return matched


def _without_repeats(rows: Sequence[ReadRow], answers: Answers, matched: Matched) -> list[ReadRow]:
    kept: list[ReadRow] = []
    seen = _Lookup()
    for row in rows:
        likely = seen.find(row.name, row.email)
        verdict, place = _verdict_in_file(row, kept, likely, answers, matched)
        if verdict == SAME:
            earlier = kept[place]
            kept[place] = _joined(earlier, row)
            matched.joined[row.row] = earlier.row
            reason = _("the same person as row {row}").format(row=earlier.row)
            matched.duplicates.append(LeftOut(row=row.row, name=row.name, reason=reason))
        elif verdict == LEAVE_OUT:
            reason = _("left out by choice")
            matched.left_out.append(
                LeftOut(row=row.row, name=row.name, reason=reason, email=row.email)
            )
        else:
            kept.append(row)
            place = len(kept) - 1
        if verdict in (SAME, OTHER):
            seen.add(place, row.name, row.email)
    return kept


def _verdict_in_file(
    row: ReadRow, kept: list[ReadRow], likely: list[int], answers: Answers, matched: Matched
) -> tuple[str, int]:
    """Say whether a row repeats one of those before it: SAME, OTHER or LEAVE_OUT, and which."""
    doubtful: list[int] = []
    for place in likely:
        other = kept[place]
        marks = {row.text(PersonField.MARK), other.text(PersonField.MARK)}
        if len(marks) == 2 and "" not in marks:
            continue
        alike = _alike(row.name, row.email, row.text(PersonField.AFFILIATION),
                       other.name, other.email, other.text(PersonField.AFFILIATION))  # fmt: skip
        if alike == SAME:
            return SAME, place
        if alike == "ask":
            doubtful.append(place)
    if not doubtful:
        return OTHER, -1
    other = kept[doubtful[0]]
    key = f"person@{row.row}"
    answer = answers.get(key, "")
    if answer in (SAME, OTHER, LEAVE_OUT):
        return answer, doubtful[0]
    message = (
        _("Row {row}: {name} has the e-mail address of {other} in row {earlier}.")
        if row.email and row.email == other.email
        else _("Row {row}: {name} may be {other} in row {earlier}.")
    )
    name, called = _told_apart(row, other.name, other.text(PersonField.AFFILIATION), other.email)
    matched.problems.append(
        _question(
            row, key,
            message.format(row=row.row, name=name, other=called, earlier=other.row),
            (row.row, other.row),
            _IN_FILE if len(doubtful) == 1 and same_name(row.name, other.name) else _SINGLY,
        )
    )  # fmt: skip
    return OTHER, -1


def _on_list(
    row: ReadRow, listed: Sequence[Person], answers: Answers, matched: Matched
) -> Person | str | None:
    """Return who on the list a row is; LEAVE_OUT; or None for somebody new."""
    in_doubt: list[tuple[Person, PersonIdentity]] = []
    for person in listed:
        identity = person.identity
        if identity is None or person.id in matched.known:
            continue
        alike = _alike(row.name, row.email, row.text(PersonField.AFFILIATION),
                       identity.name, identity.email, identity.affiliation)  # fmt: skip
        if alike == SAME:
            return person
        if alike == "ask":
            in_doubt.append((person, identity))
    if not in_doubt:
        return None
    doubtful, identity = in_doubt[0]
    key = f"known@{row.row}"
    answer = answers.get(key, "")
    if answer in (SAME, OTHER, LEAVE_OUT):
        return {SAME: doubtful, OTHER: None, LEAVE_OUT: LEAVE_OUT}[answer]
    same_address = bool(row.email) and row.email == identity.email
    message = (
        _("Row {row}: {name} has the e-mail address of {other}, who is on the list.")
        if same_address
        else _("Row {row}: {name} may be {other}, who is on the list.")
    )
    name, called = _told_apart(row, identity.name, identity.affiliation, identity.email)
    said = message.format(row=row.row, name=name, other=called)
    alone = len(in_doubt) == 1 and same_name(row.name, identity.name)
    for_all = _ON_LIST if alone else _SINGLY
    matched.problems.append(_question(row, key, said, (row.row,), for_all))
    return None


def _alike(name: str, email: str, place: str, name2: str, email2: str, place2: str) -> str:
    """Return SAME, "ask" or OTHER for two people."""
    named_alike = same_name(name, name2)
    email, email2 = (each if may_be_address(each) else "" for each in (email, email2))
    if email and email == email2:
        return SAME if named_alike else "ask"
    if not named_alike:
        return OTHER
    here, there = normalised_header(place), normalised_header(place2)
    if here != there:
        # Two addresses and two places are two people; without addresses a place may be corrected.
        return OTHER if here and there and email and email2 else "ask"
    return "ask" if email and email2 else SAME


def _told_apart(row: ReadRow, other: str, place: str, email: str) -> tuple[str, str]:
    """Return what two people are called who may be one: beside a name what tells them apart."""
    if not same_name(row.name, other):
        return row.name, other
    written = row.text(PersonField.AFFILIATION)
    differ = [(row.email, email)] if row.email != email else []
    if normalised_header(written) != normalised_header(place):
        differ.insert(0, (written, place))
    return _beside(row.name, [mine for mine, _theirs in differ]), _beside(
        other, [theirs for _mine, theirs in differ]
    )


def _beside(name: str, details: Sequence[str]) -> str:
    said = ", ".join(filter(None, details))
    return f"{name} ({said})" if said else name


def _question(
    row: ReadRow, key: str, message: str, rows: tuple[int, ...], for_all: tuple[str, str]
) -> Problem:
    same, other = for_all
    choices = (
        Choice(value=SAME, label=_("The same person"), for_all=_(same) if same else ""),
        Choice(value=OTHER, label=_("Two people"), for_all=_(other) if other else ""),
        leave_out(),
    )
    return Problem(
        key=key, row=row.row, field=PersonField.EMAIL.value, value=row.email, message=message,
        choices=choices, rows=rows,
    )  # fmt: skip


def _joined(earlier: ReadRow, later: ReadRow) -> ReadRow:
    """Return one person from two rows: the later answer holds, a blank one takes nothing away.

    Survey answers, seating wishes and supervisors of both rows count.
    """
    values = {**earlier.values, **later.values}
    for which in _ALL_COUNT:
        said = [line for row in (earlier, later) for line in row.text(which).split("\n") if line]
        values[which] = "\n".join(dict.fromkeys(said))
    return replace(
        earlier,
        name=better_written(later.name, earlier.name) if later.name else earlier.name,
        role=later.role or earlier.role,
        role_of_all=earlier.role_of_all or later.role_of_all,
        email=later.email or earlier.email,
        values=values,
        interests=later.interests or earlier.interests,
        language_needs=later.language_needs or earlier.language_needs,
        access_needs=later.access_needs or earlier.access_needs,
        speaks=later.speaks or earlier.speaks,
        interprets=later.interprets or earlier.interprets,
    )

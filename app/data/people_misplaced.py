"""Ids of a saved list that stand beside somebody else: a column was sorted or filled by itself.

Going by such an id would put everybody's name on another person's seat and private wishes.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from app.data.people_names import name_key, same_name
from app.data.people_rows import Answers, ReadRow
from app.domain.importing import OTHER, SAME, Choice, Problem
from app.domain.people import Person
from app.domain.people_importing import PersonField
from app.i18n import _, _n

KEY = "misplaced"


def without_misplaced_ids(
    rows: Sequence[ReadRow], listed: Mapping[str, Person], answers: Answers
) -> tuple[list[ReadRow], list[Problem]]:
    """Return rows without the ids that are not theirs, and what has to be asked first.

    An id that comes again belongs to the row with its person's name. Where a row has the name or
    the address of somebody else on the list, it is asked whether names or ids are right.
    """
    at: dict[str, list[ReadRow]] = defaultdict(list)
    for row in rows:
        at[row.text(PersonField.MARK)].append(row)
    repeated, doubtful = set[int](), dict[int, Person]()
    others = _Others(listed)
    for mark, found in at.items():
        person = listed.get(mark)
        if person is None:
            continue
        own = [row for row in found if same_name(row.name, person.name)]
        if len(found) > 1 and own:
            repeated |= {row.row for row in found if row not in own}
        elif others.claim(found[0], person):
            doubtful[found[0].row] = person
    answer = answers.get(KEY, "")
    gone = repeated | (set(doubtful) if answer == OTHER else set())
    kept = [_without_id(row) if row.row in gone else row for row in rows]
    asked = doubtful and answer not in (SAME, OTHER)
    first = next((row for row in rows if row.row in doubtful), None)
    return kept, [_question(first, doubtful)] if asked and first else []


class _Others:
    """Who else on the list has a name or an address."""

    def __init__(self, listed: Mapping[str, Person]) -> None:
        self._names, self._emails = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
        for person in listed.values():
            self._names[name_key(person.name)].add(person.id)
            if person.identity and person.identity.email:
                self._emails[person.identity.email].add(person.id)

    def claim(self, row: ReadRow, person: Person) -> bool:
        """Tell whether a row has another one's name, or another one's address."""
        names = self._names.get(name_key(row.name), set()) if row.name else set()
        emails = self._emails.get(row.email, set()) if row.email else set()
        return any(found and person.id not in found for found in (names, emails))


def _without_id(row: ReadRow) -> ReadRow:
    return replace(row, values={k: v for k, v in row.values.items() if k != PersonField.MARK})


def _question(row: ReadRow, doubtful: Mapping[int, Person]) -> Problem:
    said = _n(
        "Row {row} has the id of {other}, and a name or an e-mail address of somebody else on the "
        "list ({name}). Was a column sorted by itself?",
        "{n} rows have one person’s id, and a name or an e-mail address of somebody else on the "
        "list, such as row {row}: {other}, {name}. Was a column sorted by itself?",
        len(doubtful),
    )
    name = " ".join(part for part in (row.name, row.email) if part)
    return Problem(
        key=KEY, row=row.row, field=PersonField.MARK.value, value=row.text(PersonField.MARK),
        message=said.format(n=len(doubtful), row=row.row, name=name, other=doubtful[row.row].name),
        choices=(
            Choice(value=OTHER, label=_("Go by names and addresses")),
            Choice(value=SAME, label=_("Go by the ids: these people have changed")),
        ),
        rows=tuple(doubtful),
    )  # fmt: skip

"""Who people named in a file: whom they cannot sit with, whom they would, whom they report to."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from app.data.addresses import addresses_in, email_of, is_email
from app.data.people_names import Named, NameIndex, same_name
from app.data.people_rows import Answers, ReadRow
from app.data.tables import normalised_header
from app.domain.importing import NOBODY, Choice, Problem
from app.domain.people_importing import LeftOut, PersonField
from app.i18n import _, _n

F = PersonField


@dataclass
class Wishes:
    """Relations between people by id, and what could not be read.

    ``said`` has each person's own answers, by the field: only those that are there and clear.
    """

    apart: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    together: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    supervises: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    said: dict[str, dict[str, tuple[str, ...]]] = field(default_factory=lambda: defaultdict(dict))
    problems: list[Problem] = field(default_factory=list)


def resolve_wishes(
    rows: Sequence[tuple[str, ReadRow]],
    names: dict[str, str],
    left_out: Sequence[LeftOut],
    answers: Answers,
    places: dict[str, str],
    addresses: dict[str, str],
) -> Wishes:
    """Find everybody who is named; ``names`` has all who can be meant, id → name.

    ``places`` tells people of one name apart, in the words of a question. ``addresses`` has the
    e-mail addresses by which somebody can be meant, too.

    A name that a seat must keep away from has to be found: the import waits for the answer. Who
    is left out of the file needs no distance; how many such wishes there are is told. A supervisor
    may well not be invited.
    """
    return _Resolver(names, left_out, answers, places, addresses).run(rows)


class _Resolver:
    """Looks names up, and asks."""

    def __init__(
        self,
        names: dict[str, str],
        left_out: Sequence[LeftOut],
        answers: Answers,
        places: dict[str, str],
        addresses: dict[str, str],
    ) -> None:
        self._names = names
        self._places = places
        self._addresses = addresses
        self._index = NameIndex(names.items())
        self._absent = NameIndex((f"out:{out.row}", out.name) for out in left_out if out.name)
        self._absent_addresses = {out.email for out in left_out if out.email}
        self._answers = answers
        self._wishes = Wishes()
        self._about_absent = 0

    def run(self, rows: Sequence[tuple[str, ReadRow]]) -> Wishes:
        for person_id, row in rows:
            for other in self._meant(person_id, row, F.KEEP_APART):
                self._wishes.apart[person_id].append(other)
            for other in self._meant(person_id, row, F.KEEP_TOGETHER):
                self._wishes.together[person_id].append(other)
            for other in self._meant(person_id, row, F.SUPERVISOR_OF):
                self._wishes.supervises[person_id].append(other)
            for other in self._supervisors(person_id, row):
                self._wishes.supervises[other].append(person_id)
        if self._about_absent:
            self._wishes.problems.append(_told_absent(self._about_absent))
        return self._wishes

    def _meant(self, person_id: str, row: ReadRow, which: PersonField) -> list[str]:
        asked = len(self._wishes.problems)
        found = self._found(person_id, row, which)
        if row.text(which).strip() and len(self._wishes.problems) == asked:
            self._wishes.said[person_id][which.value] = tuple(found)
        return found

    def _supervisors(self, person_id: str, row: ReadRow) -> list[str]:
        """Return whom somebody reports to, by name and by address; one found settles the other."""
        problems = self._wishes.problems
        asked = len(problems)
        by_name = self._found(person_id, row, F.SUPERVISOR)
        about_names = problems[asked:]
        by_address = self._found(person_id, row, F.SUPERVISOR_EMAIL)
        about_addresses = problems[asked + len(about_names) :]
        doubts = [] if by_address else about_names
        doubts = doubts or ([] if by_name or about_names else about_addresses)
        problems[asked:] = doubts
        if not doubts and (row.text(F.SUPERVISOR) + row.text(F.SUPERVISOR_EMAIL)).strip():
            said = tuple(dict.fromkeys((*by_name, *by_address)))
            self._wishes.said[person_id][F.SUPERVISOR.value] = said
        return list(dict.fromkeys((*by_name, *by_address)))

    def _written(self, row: ReadRow, which: PersonField) -> dict[str, tuple[int, Named]]:
        """Return who is written, each once, and the row that has the name first."""
        found: dict[str, tuple[int, Named]] = {}
        for number, text in row.told_in(which):
            for named in self._named_in(text, which):
                found.setdefault(normalised_header(named.written), (number, named))
        return found

    def _named_in(self, text: str, which: PersonField) -> tuple[Named, ...]:
        """Return who is named in a cell: by addresses where a column has them, else by names."""
        addresses = addresses_in(text) if which is F.SUPERVISOR_EMAIL else ()
        if addresses:
            return tuple(self._index.find(address) for address in addresses)
        return self._index.find_all(text, self._absent)

    def _is_absent(self, written: str) -> bool:
        return self._absent.has_one(written) or email_of(written) in self._absent_addresses

    def _found(self, person_id: str, row: ReadRow, which: PersonField) -> list[str]:
        found: list[str] = []
        for name, (number, named) in self._written(row, which).items():
            key = f"{which.value}@{number}:{name}"
            answer = self._answers.get(key, "")
            if answer in self._names:
                found.append(answer)
            elif answer == NOBODY:
                continue
            elif named.written in self._names:
                found.append(named.written)  # our own list, where two have one name and no address
            elif self._addresses.get(email_of(named.written), person_id) != person_id:
                found.append(self._addresses[email_of(named.written)])
            elif named.sure and named.ids[0] != person_id:
                found.append(named.ids[0])
            elif not self._is_absent(named.written):
                self._ask(person_id, number, which, named, key)
            elif which in (F.KEEP_APART, F.KEEP_TOGETHER):
                self._about_absent += 1
        return list(dict.fromkeys(found))

    def _ask(self, person_id: str, row: int, which: PersonField, named: Named, key: str) -> None:
        likely = [each for each in named.ids if each != person_id]
        if likely:
            message = _("Row {row}: who is meant by “{value}”?")
        elif is_email(named.written):
            message = _("Row {row}: nobody on the list has the e-mail address “{value}”.")
        else:
            message = _("Row {row}: nobody on the list is called “{value}”.")
        choices = tuple(Choice(value=each, label=self._label(each, likely)) for each in likely)
        self._wishes.problems.append(
            Problem(
                key=key, row=row, field=which.value, value=named.written,
                message=message.format(row=row, value=named.written),
                choices=(*choices, Choice(value=NOBODY, label=_("No one on this list"))),
                rows=(row,), blocking=which is F.KEEP_APART,
            )
        )  # fmt: skip

    def _label(self, person_id: str, offered: Sequence[str]) -> str:
        name, place = self._names[person_id], self._places.get(person_id, "")
        alike = [each for each in offered if same_name(self._names[each], name)]
        return f"{name} ({place})" if place and len(alike) > 1 else name


def _told_absent(count: int) -> Problem:
    """Tell how many seating wishes need no seat; names would show who wished what."""
    message = _n(
        "{n} seating wish is about somebody who does not come.",
        "{n} seating wishes are about people who do not come.",
        count,
    )
    return Problem(
        key="wishes:absent", row=0, field=F.KEEP_APART.value, value="",
        message=message.format(n=count), blocking=False,
    )  # fmt: skip

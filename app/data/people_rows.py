"""Rows of a people file to people, each for itself: names joined, roles and interests read.

What cannot be read is a question (`Problem`) and never a guess.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from app.data.addresses import email_of, is_email, name_from
from app.data.attendance import Attendance, AttendanceReader, attendance_of
from app.data.languages import languages_in, says_nothing, unknown_languages
from app.data.people_cells import joined, name_of, needs_of
from app.data.people_choices import choices_of
from app.data.people_interests import DegreeReader, InterestReader
from app.data.people_names import is_placeholder
from app.data.people_sections import without_sections
from app.data.people_turned import asks_to_turn, first_name_first
from app.data.roles import is_other, likely_role, roles_of
from app.data.tables import normalised_header
from app.domain.framework import Framework
from app.domain.importing import (
    KEEP,
    LEAVE_OUT,
    Choice,
    Problem,
    RawRow,
    RawTable,
    TablePart,
    part_of,
)
from app.domain.people import Role
from app.domain.people_importing import LeftOut, PeopleMapping, PersonField
from app.i18n import _, _n

F = PersonField
Answers = dict[str, str]
"""Question's key → answer."""

ROLE_OF_ALL = "role@0"
"""The question for a file without a column of roles; that of a further file has its number."""

_MOST_ROWS_TOLD = 12
_OF_A_SEAT = frozenset({F.ATTENDANCE, F.QUANTITY})
"""What a row may have that nobody filled in: a seat still free, an answer begun and left."""

_OF_NAMES = frozenset({F.NAME, F.FIRST_NAME, F.LAST_NAME})
_HIDDEN = frozenset({"anonymous", "anonimo", "anonima"})
"""What a form writes for the address of whoever answers without signing in."""


@dataclass(kw_only=True)
class ReadRow:
    """One row as read, before rows are compared with each other and with the list.

    ``role_of_all`` is the role that everybody in this file has who has no other; ``role_said``
    tells that somebody answered which role the words in this row are. ``told`` has, where rows
    were joined into one, what each of them said and its number.
    """

    row: int
    name: str
    role: Role | None
    role_of_all: Role | None = None
    role_said: bool = False
    email: str
    values: dict[PersonField, str]
    interests: tuple[str, ...] = ()
    language_needs: str = ""
    access_needs: str = ""
    speaks: tuple[str, ...] = ()
    interprets: tuple[str, ...] = ()
    told: dict[PersonField, tuple[tuple[int, str], ...]] = field(default_factory=dict)

    def text(self, which: PersonField) -> str:
        """Return a field's text, "" where there is none."""
        return self.values.get(which, "")

    def told_in(self, which: PersonField) -> tuple[tuple[int, str], ...]:
        """Return a field's text by the row of the file in which it stands."""
        return self.told.get(which, ((self.row, self.text(which)),))


@dataclass
class Reading:
    """What reading the rows found."""

    rows: list[ReadRow] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)


def role_name(role: Role) -> str:
    """Return a role's name in the interface's language."""
    names = {
        Role.PRACTITIONER: _("Practitioner"),
        Role.EDUCATOR: _("Educator"),
        Role.ADVOCATE: _("Advocate"),
    }
    return names[role]


def leave_out(for_all: str = "") -> Choice:
    """Return the choice that leaves a row out."""
    return Choice(value=LEAVE_OUT, label=_("Leave this row out"), for_all=for_all)


def read_rows(
    table: RawTable, mapping: PeopleMapping, framework: Framework, answers: Answers
) -> Reading:
    """Return people, questions and rows left out; ``answers`` settles questions by their key."""
    reading = Reading()
    parts = [mapping[part.start : part.start + part.width] for part in table.parts] or [mapping]
    with_roles = frozenset(place for place, part in enumerate(parts) if F.ROLE in part)
    choices = choices_of(table.header, mapping, framework)
    reader = _RowReader(
        reading, framework, answers, with_roles, _attendance_readers(table, mapping)
    )
    degrees = DegreeReader(framework, answers, reading.problems)
    sections = without_sections(
        table,
        [(row, joined(row, mapping, choices, framework, degrees)) for row in table.rows],
        answers,
    )
    said = sections.people
    reading.problems += sections.problems
    reading.left_out += sections.left_out
    names = [(r.number, v[F.NAME]) for r, v in said if F.NAME in v and not v.get(F.MARK)]
    turns, question = asks_to_turn(names, answers)
    reading.problems += [question] if question else []
    for row, values in said:
        if turns and F.NAME in values and not values.get(F.MARK):
            values[F.NAME] = first_name_first(values[F.NAME])
        reader.read(row, values)
    _join_equal_questions(reading)
    return reading


def _attendance_readers(table: RawTable, mapping: PeopleMapping) -> dict[int, AttendanceReader]:
    """Return who reads about coming, by the part of the table, where a part has such a column."""
    parts = table.parts or (TablePart(name="", start=0, width=len(mapping)),)
    readers = {}
    for number, part in enumerate(parts):
        places = range(part.start, part.start + part.width)
        about = [place for place in places if mapping[place] is F.ATTENDANCE]
        if len(about) == 1:
            readers[number] = AttendanceReader(table.header[about[0]], table.column(about[0]))
    return readers


class _RowReader:
    """Reads one row into a `Reading`."""

    def __init__(
        self,
        reading: Reading,
        framework: Framework,
        answers: Answers,
        with_roles: frozenset[int],
        coming: Mapping[int, AttendanceReader],
    ) -> None:
        self._reading = reading
        self._interests = InterestReader(framework, answers, reading.problems)
        self._answers = answers
        self._with_roles = with_roles
        self._coming = coming

    def read(self, row: RawRow, values: dict[PersonField, str]) -> None:
        """Take one row's texts by field; a person, a question, or one who stays out."""
        name = name_of(values)
        if F.ROLE in values:
            values[F.ROLE] = _own_words(values[F.ROLE])
        if is_email(name) and not values.get(F.MARK):
            values.setdefault(F.EMAIL, name)
            name = ""
        waiting = name if name and is_placeholder(name) and not values.get(F.MARK) else ""
        if waiting:
            name = ""
            values = {which: text for which, text in values.items() if which not in _OF_NAMES}
        if not row.extra and values.keys() <= _OF_A_SEAT:
            self._out(row, waiting, _("nobody is named in this row"))
            return
        if self._stays_out(row, name, values):
            return
        name = name or self._missing_name(row, values, waiting)
        if name == LEAVE_OUT:
            return
        role = self._role(row, name, values)
        if role == LEAVE_OUT:
            return
        language, access = needs_of(values)
        own = part_of(row.number) in self._with_roles
        self._reading.rows.append(
            ReadRow(
                row=row.number,
                name=name,
                role=role if own and isinstance(role, Role) else None,
                role_of_all=role if not own and isinstance(role, Role) else None,
                role_said=own and len(roles_of(values.get(F.ROLE, ""))) != 1,
                email=self._email(row, values),
                values=values,
                interests=self._interests.read(row, values.get(F.INTERESTS, "")),
                language_needs=language,
                access_needs=access,
                speaks=self._languages(row, values, F.SPEAKS),
                interprets=self._languages(row, values, F.INTERPRETS),
            )
        )
        self._quantity(row, values)

    def _out(self, row: RawRow, name: str, reason: str, email: str = "") -> None:
        self._reading.left_out.append(
            LeftOut(row=row.number, name=name, reason=reason, email=email)
        )

    def _ask(self, row: RawRow, key: str, about: PersonField, value: str, message: str,
             choices: tuple[Choice, ...], *, free_text: bool = False,
             offered: str = "", for_all: str = "") -> None:  # fmt: skip
        self._reading.problems.append(
            Problem(
                key=key, row=row.number, field=about.value, value=value, message=message,
                choices=(*choices, leave_out(for_all)), rows=(row.number,), free_text=free_text,
                offered=offered,
            )
        )  # fmt: skip

    def _tell(self, row: RawRow, about: PersonField, value: str, message: str) -> None:
        self._reading.problems.append(
            Problem(
                key=f"{about.value}@{row.number}", row=row.number, field=about.value, value=value,
                message=message, rows=(row.number,), blocking=False,
            )
        )  # fmt: skip

    def _stays_out(self, row: RawRow, name: str, values: dict[PersonField, str]) -> bool:
        if self._too_long(row, name):
            return True
        written = values.get(F.ATTENDANCE, "")
        reader = self._coming.get(part_of(row.number))
        coming = reader.read(written) if reader else attendance_of(written)
        answered = values.get(F.ROLE, "")
        if coming is not Attendance.NOT_COMING and _declines(answered):
            written, coming = answered, Attendance.NOT_COMING
        if coming is Attendance.UNKNOWN:
            key = f"attendance:{normalised_header(written) or written.strip()}"
            answer = self._answers.get(key, "")
            if answer == LEAVE_OUT:
                self._out(row, name, written)
                return True
            if answer != KEEP:
                message = _("Row {row}: “{value}” says neither coming nor not coming.")
                self._ask(row, key, F.ATTENDANCE, written,
                          message.format(row=row.number, value=written),
                          (Choice(value=KEEP, label=_("Coming")),))  # fmt: skip
        if coming is Attendance.NOT_COMING:
            self._out(row, name, written, email_of(values.get(F.EMAIL, "")))
        return coming is Attendance.NOT_COMING

    def _too_long(self, row: RawRow, name: str) -> bool:
        """Ask about a row with more cells than the header: its values may stand one off."""
        if not row.extra:
            return False
        key = f"cells@{row.number}"
        answer = self._answers.get(key, "")
        if answer == LEAVE_OUT:
            self._out(row, name, _("more cells than the header"))
            return True
        if answer != KEEP:
            message = _n(
                "Row {row} has {n} cell more than the header: its values may be in wrong columns.",
                "Row {row} has {n} cells more than the header: its values may be in wrong columns.",
                len(row.extra),
            ).format(row=row.number, n=len(row.extra))
            self._ask(row, key, F.IGNORE, ", ".join(row.extra), message,
                      (Choice(value=KEEP, label=_("Take it as it is")),))  # fmt: skip
        return False

    def _missing_name(self, row: RawRow, values: dict[PersonField, str], waiting: str) -> str:
        key = f"name@{row.number}"
        answer = self._answers.get(key, "").strip()
        if answer == LEAVE_OUT:
            self._out(row, waiting, _("no name"))
        elif not answer:
            address = self._email(row, values)
            likely = name_from(values.get(F.EMAIL, "")) if is_email(address) else ""
            message = (
                _("Row {row} has “{words}” where a name belongs.")
                if waiting
                else _("Row {row} has no name. Its address is {address}.")
                if likely
                else _("Row {row} has no name.")
            )
            message = message.format(row=row.number, address=address, words=waiting)
            is_free = not row.extra and values.keys() <= {F.ROLE, *_OF_A_SEAT}
            for_all = _("Leave out all rows that name nobody") if is_free else ""
            self._ask(row, key, F.NAME, waiting or address, message,
                      (Choice(value=likely, label=likely),) if likely else (),
                      free_text=True, offered=likely, for_all=for_all)  # fmt: skip
        return answer

    def _role(self, row: RawRow, name: str, values: dict[PersonField, str]) -> Role | str | None:
        written = values.get(F.ROLE, "")
        found = roles_of(written)
        if len(found) == 1:
            return next(iter(found))
        key = self._role_key(row, written, found)
        answer = self._answers.get(key, "")
        if answer == LEAVE_OUT:
            self._out(row, name, written or _("no role"))
            return LEAVE_OUT
        if answer in set(Role):
            return Role(answer)
        if key == ROLE_OF_ALL and part_of(row.number) == 0:
            message = _(
                "No column is taken as the role: choose which one it is, or one role for everybody."
            )
        elif key.startswith(ROLE_OF_ALL):
            message = _("From row {row} on no column is the role: choose one role for all of them.")
        elif not written:
            message = _("Row {row}: {name} has no role.")
        elif found:
            message = _("Row {row}: “{value}” is more than one role; the person chooses.")
        else:
            message = _("Row {row}: which role is “{value}”?")
        choices = tuple(
            Choice(value=role.value, label=role_name(role))
            for role in Role
            if not found or role in found
        )
        self._ask(row, key, F.ROLE, written,
                  message.format(row=row.number, name=name or _("this person"), value=written),
                  choices, offered=likely_role(written) or "")  # fmt: skip
        return None

    def _role_key(self, row: RawRow, written: str, found: frozenset[Role]) -> str:
        """Name the question: for all rows, for all with these words, or for this person alone."""
        part = part_of(row.number)
        if part not in self._with_roles:
            return f"{ROLE_OF_ALL}.{part}" if part else ROLE_OF_ALL
        if not written or len(found) > 1:
            return f"role@{row.number}"
        return f"role:{normalised_header(written)}"

    def _email(self, row: RawRow, values: dict[PersonField, str]) -> str:
        written = values.get(F.EMAIL, "")
        email = written.lower() if values.get(F.MARK) else email_of(written)
        if says_nothing(email) or normalised_header(email) in _HIDDEN:
            return ""
        if not is_email(email):
            message = _("Row {row}: “{value}” does not look like an e-mail address.")
            self._tell(row, F.EMAIL, email, message.format(row=row.number, value=email))
        return email

    def _languages(
        self, row: RawRow, values: dict[PersonField, str], which: PersonField
    ) -> tuple[str, ...]:
        written = values.get(which, "")
        if unknown := ", ".join(unknown_languages(written)):
            message = _("Row {row}: “{value}” is no language that is known here.")
            self._tell(row, which, unknown, message.format(row=row.number, value=unknown))
        return languages_in(written)

    def _quantity(self, row: RawRow, values: dict[PersonField, str]) -> None:
        written = values.get(F.QUANTITY, "") or values.get(F.ATTENDANCE, "")
        if written.isdecimal() and int(written) > 1:
            message = _("Row {row} is for {n} people but names one: add the others by hand.")
            self._tell(row, F.QUANTITY, written, message.format(row=row.number, n=written))


def _own_words(written: str) -> str:
    """Return an answer about the role without the "Other" that stands before somebody's words."""
    lines = written.split("\n")
    return "\n".join([line for line in lines if not is_other(line)] or lines)


def _declines(words: str) -> bool:
    """Tell whether an answer about the role is that the person does not come."""
    return len(words.split()) > 1 and attendance_of(words) is Attendance.NOT_COMING


def _join_equal_questions(reading: Reading) -> None:
    """Ask a question once for all rows with the same words, and name them all."""
    joined: dict[str, Problem] = {}
    for problem in reading.problems:
        known = joined.get(problem.key)
        rows = (*(known.rows if known else ()), *problem.rows)
        joined[problem.key] = replace(known or problem, rows=tuple(dict.fromkeys(rows)))
    reading.problems = [replace(each, message=_with_rows(each)) for each in joined.values()]


def _with_rows(problem: Problem) -> str:
    """Return the message with the other rows that it is about; a whole file's needs none."""
    others = [f"{row}" for row in problem.rows[1:]]
    if not others or problem.key.startswith(ROLE_OF_ALL):
        return problem.message
    more = len(others) - _MOST_ROWS_TOLD
    told = ", ".join(others[:_MOST_ROWS_TOLD]) + ("…" if more > 0 else "")
    also = _n("Row {rows} too.", "Rows {rows} too.", len(others)).format(rows=told)
    return f"{problem.message} {also}"

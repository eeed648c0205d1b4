"""A people file to a preview, and a preview to the command that takes it in.

Pure functions: the same file, mapping and answers give the same preview, and nothing is in the
workshop before the command is carried out.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from app.data.accents import spoilt
from app.data.languages import needed_languages
from app.data.limits import refuse_people
from app.data.people_answers import answers_of, told_withdrawn
from app.data.people_columns import guess_mapping
from app.data.people_corrected import led, wished
from app.data.people_header import with_header_judged
from app.data.people_matching import Matched, match_rows
from app.data.people_names import better_written
from app.data.people_rows import Answers, ReadRow, read_rows
from app.data.people_wishes import Wishes, resolve_wishes
from app.data.roles import roles_of, tells_more
from app.data.tables import normalised_header, require_rows
from app.domain.errors import InvalidChangeError
from app.domain.framework import Framework
from app.domain.ids import new_id
from app.domain.importing import Problem, RawTable, TablePart
from app.domain.people import ImportPeople, Person, PersonEntry, PersonIdentity, Role
from app.domain.people_importing import (
    ColumnGuess,
    PeopleMapping,
    PeoplePreview,
    PersonField,
    PersonRow,
)
from app.domain.preparation import HistoryItem
from app.i18n import _

F = PersonField
_EXAMPLES = 3
_NAME_STARTS = 40
LONGEST_NAME = 200
"""A name with more signs is told of: something else stands in its cell."""
_TEXTS = ("name", "email", "affiliation", "title", "perspectives", "language_needs", "access_needs")
_LISTS = ("speaks", "interprets", "keep_apart", "keep_together", "supervisor_of")


def preview(
    table: RawTable,
    people: Sequence[Person],
    framework: Framework,
    *,
    mapping: PeopleMapping | None = None,
    answers: Answers | None = None,
    known_answers: Sequence[HistoryItem] = (),
    is_withdrawn: Callable[[str], bool] = lambda _text: False,
) -> PeoplePreview:
    """Return what importing a table of people would do.

    Args:
        table: as read from the file.
        people: who is on the list already.
        framework: for the dimensions that people would like to work on.
        mapping: what each column is; None guesses.
        answers: answers to earlier questions, by their key.
        known_answers: what the workshop has of history and efforts already.
        is_withdrawn: whether words were withdrawn from the workshop and stay out.

    Raises:
        FileProblemError: for a table with a header and no rows, or far too many.

    """
    if mapping is None:
        table = with_header_judged(table)
        mapping = guess_mapping(table, framework)
    require_rows(table)
    refuse_people(table.name, len(table.rows))
    if len(mapping) != len(table.header):
        raise ValueError("a mapping has one field for each column")
    missing = _missing_columns(table, mapping)
    if any(problem.blocking for problem in missing):
        return PeoplePreview(
            table=table.name, columns=_columns(table, mapping), people=(), problems=missing,
            notes=table.notes,
        )  # fmt: skip
    found = _preview(table, mapping, people, framework, answers or {}, known_answers, is_withdrawn)
    return replace(found, problems=(*missing, *found.problems))


def _preview(
    table: RawTable,
    mapping: PeopleMapping,
    people: Sequence[Person],
    framework: Framework,
    answers: Answers,
    known_answers: Sequence[HistoryItem],
    is_withdrawn: Callable[[str], bool],
) -> PeoplePreview:
    reading = read_rows(table, mapping, framework, answers)
    matched = match_rows(reading.rows, people, answers)
    names = {person.id: person.name for person in people if person.name}
    names |= {person_id: row.name for person_id, row in matched.rows}
    left_out = [*reading.left_out, *matched.left_out]
    addresses = _addresses(people, matched)
    apart = _told_apart(people, matched)
    wishes = resolve_wishes(matched.rows, names, left_out, answers, apart, addresses)
    listed = {person.id: person for person in people}
    found = [_person(person_id, row, matched, wishes, listed) for person_id, row in matched.rows]
    found += _named_only(people, matched, wishes)
    asked = _without_known_roles(reading.problems, found, matched)
    problems = [*asked, *matched.problems, *wishes.problems, *_notices(found)]
    problems += _gone(left_out, people)
    rows = [row for _person_id, row in matched.rows]
    said = {
        which: answers_of(
            (row.text(which) for row in rows), which, known_answers, answers, is_withdrawn
        )
        for which in (F.HISTORY, F.EFFORTS)
    }
    problems += [problem for each in said.values() for problem in each.problems]
    gone = sum(each.withdrawn for each in said.values())
    problems += [told_withdrawn(gone)] if gone else []
    return PeoplePreview(
        table=table.name,
        columns=_columns(table, mapping),
        people=tuple(found),
        problems=tuple(sorted(problems, key=lambda each: (each.row, not each.blocking))),
        left_out=tuple(sorted(left_out, key=lambda each: each.row)),
        duplicates=tuple(matched.duplicates),
        history=said[F.HISTORY].new,
        efforts=said[F.EFFORTS].new,
        corrected={kind: each.corrected for kind, each in said.items() if each.corrected},
        notes=table.notes,
    )


def _told_apart(people: Sequence[Person], matched: Matched) -> dict[str, str]:
    """Return what tells people of one name apart, by id: where they come from."""
    places = {p.id: p.identity.affiliation or p.identity.email for p in people if p.identity}
    for person_id, row in matched.rows:
        places[person_id] = row.text(F.AFFILIATION) or row.email or places.get(person_id, "")
    return places


def _addresses(people: Sequence[Person], matched: Matched) -> dict[str, str]:
    """Return whose e-mail address is whose, by address; one that two people share is nobody's."""
    written = [(row.email, person_id) for person_id, row in matched.rows]
    inside = set(matched.known)
    written += [(p.identity.email, p.id) for p in people if p.identity and p.id not in inside]
    owners: dict[str, set[str]] = {}
    for address, person_id in written:
        owners.setdefault(address, set()).add(person_id)
    return {address: min(ids) for address, ids in owners.items() if address and len(ids) == 1}


def _without_known_roles(
    problems: Sequence[Problem], found: Sequence[PersonRow], matched: Matched
) -> list[Problem]:
    """Ask for no role that a row leaves blank where the person has one by another row or list."""
    settled = {person.row for person in found if person.role is not None}
    settled |= {row for row, earlier in matched.joined.items() if earlier in settled}
    return [
        each
        for each in problems
        if each.field != F.ROLE.value or each.value or not settled.issuperset(each.rows)
    ]


def to_command(found: PeoplePreview) -> ImportPeople:
    """Return the command that takes a preview in: everybody new, and every update.

    Raises:
        InvalidChangeError: while a question is open; nothing is imported by halves.

    """
    if found.blocking:
        raise InvalidChangeError(
            _("There are open questions about this file."),
            safe=_("Nothing was imported."),
            remedy=found.blocking[0].message,
        )
    taken = [person for person in found.people if not person.known or person.changes]
    ids = {person.id: person.id if person.known else new_id() for person in found.people}
    entries = [
        PersonEntry(participant_id=ids[p.id], role=p.role, interests=p.interests)
        for p in taken
        if p.role is not None
    ]
    identities = {ids[person.id]: _identity(person, ids, found.table) for person in taken}
    return ImportPeople(
        people=tuple(entries),
        history=_with_ids(found, F.HISTORY, found.history),
        efforts=_with_ids(found, F.EFFORTS, found.efforts),
        identities=identities,
    )


def _with_ids(found: PeoplePreview, which: PersonField, new: Sequence[str]) -> dict[str, str]:
    """Return answers by id: fresh ones for new answers, those there are for corrected ones."""
    return {**{new_id(): text for text in new}, **found.corrected.get(which, {})}


def _missing_columns(table: RawTable, mapping: PeopleMapping) -> tuple[Problem, ...]:
    """Ask for the column of names; where there are addresses, names may also be given by hand."""
    missing = []
    for part in table.parts or (TablePart(name="", start=0, width=len(mapping)),):
        fields = mapping[part.start : part.start + part.width]
        if {F.NAME, F.FIRST_NAME, F.LAST_NAME} & set(fields):
            continue
        message = (
            _("“{name}”: no column is taken as the name: choose which one it is.").format(
                name=part.name
            )
            if part.name
            else _("No column is taken as the name: choose which one it is.")
        )
        missing.append(
            Problem(
                key=f"column:name:{part.start}" if part.start else "column:name", row=0,
                field=F.NAME.value, value="", message=message,
                blocking=F.EMAIL not in fields,
            )
        )  # fmt: skip
    return tuple(missing)


def _columns(table: RawTable, mapping: PeopleMapping) -> tuple[ColumnGuess, ...]:
    columns = []
    for index, (header, which) in enumerate(zip(table.header, mapping, strict=True)):
        filled = dict.fromkeys(cell for cell in table.column(index) if cell.strip())
        columns.append(
            ColumnGuess(index=index, header=header, field=which, examples=tuple(filled)[:_EXAMPLES])
        )
    return tuple(columns)


def _person(
    person_id: str, row: ReadRow, matched: Matched, wishes: Wishes, listed: Mapping[str, Person]
) -> PersonRow:
    known = matched.known.get(person_id)
    needed = _needed(row, known)
    fresh = PersonRow(
        id=person_id,
        row=row.row,
        name=row.name,
        role=row.role or (None if known else row.role_of_all),
        known=known is not None,
        email=row.email,
        affiliation=row.text(F.AFFILIATION),
        title=row.text(F.TITLE),
        perspectives=row.text(F.PERSPECTIVES) or _said_of_oneself(row, known),
        interests=row.interests,
        language_needs=row.language_needs,
        access_needs=row.access_needs,
        speaks=tuple(dict.fromkeys((*row.speaks, *needed))),
        interprets=row.interprets,
        keep_apart=tuple(wishes.apart.get(person_id, ())),
        keep_together=tuple(wishes.together.get(person_id, ())),
        supervisor_of=tuple(wishes.supervises.get(person_id, ())),
        answered=dict(wishes.said.get(person_id, {})),
    )
    return _updated(fresh, known, wishes, listed) if known else fresh


def _needed(row: ReadRow, known: Person | None) -> tuple[str, ...]:
    """Return the languages of needs that are new: whoever needs an interpreter speaks another."""
    needed = needed_languages(row.language_needs, row.access_needs)
    if known is None or known.identity is None:
        return needed
    before = needed_languages(known.identity.language_needs, known.identity.access_needs)
    return tuple(code for code in needed if code not in before)


def _said_of_oneself(row: ReadRow, known: Person | None) -> str:
    """Return the answer about the role where it tells more than the role, such as "Student".

    Without it nobody would know afterwards whether students or families are missing.
    """
    if known is not None and known.identity is not None and known.identity.perspectives:
        return ""
    words = row.text(F.ROLE)
    return words if row.role is not None and tells_more(words) else ""


def _updated(
    fresh: PersonRow, known: Person, wishes: Wishes, listed: Mapping[str, Person]
) -> PersonRow:
    """Return what an update makes of somebody: a blank takes nothing away, languages only grow."""
    identity = known.identity or PersonIdentity(id=known.id, name=fresh.name)
    values: dict[str, Any] = {
        name: _newer(getattr(fresh, name), getattr(identity, name)) for name in _TEXTS
    }
    for name in ("keep_apart", "keep_together"):
        values[name] = wished(name, identity, getattr(fresh, name), fresh.answered)
    values["supervisor_of"] = led(identity, wishes, listed)
    for name in ("speaks", "interprets"):
        both = (*getattr(identity, name), *getattr(fresh, name))
        values[name] = tuple(dict.fromkeys(both))
    values["interests"] = fresh.interests or known.participant.interests
    values["role"] = fresh.role or known.role
    before = {name: getattr(identity, name) for name in (*_TEXTS, *_LISTS)}
    before |= {"interests": known.participant.interests, "role": known.role}
    changes = tuple(name for name in values if values[name] != before[name])
    answered = {**identity.answered, **fresh.answered}
    return replace(fresh, **values, answered=answered, changes=changes)


def _newer(fresh: str, before: str) -> str:
    """Return the file's text, or the one before where the file's is blank or the same to read."""
    same = fresh.split() == before.split()
    return before if same or not fresh else fresh if not before else better_written(fresh, before)


def _named_only(people: Sequence[Person], matched: Matched, wishes: Wishes) -> list[PersonRow]:
    """Return those on the list whom the file only names, as somebody's supervisor, or no more."""
    inside = {person_id for person_id, _row in matched.rows}
    listed = {person.id: person for person in people}
    rows = []
    for person in people:
        if person.identity is None or person.id in inside:
            continue
        named = person.id in wishes.supervises
        if named or led(person.identity, wishes, listed) != person.identity.supervisor_of:
            fresh = PersonRow(id=person.id, row=0, name=person.name, role=person.role, known=True)
            rows.append(_updated(fresh, person, wishes, listed))
    return rows


def _identity(person: PersonRow, ids: dict[str, str], source: str) -> dict[str, Any]:
    values: dict[str, Any] = {name: getattr(person, name) for name in _TEXTS}
    for name in ("speaks", "interprets"):
        values[name] = list(getattr(person, name))
    for name in ("keep_apart", "keep_together", "supervisor_of"):
        values[name] = [ids.get(each, each) for each in getattr(person, name)]
    answered = {
        name: [ids.get(each, each) for each in named] for name, named in person.answered.items()
    }
    said = {"answered": answered} if answered else {}
    if person.known:
        return {name: value for name, value in values.items() if name in person.changes} | said
    kept = {name: value for name, value in values.items() if value}
    return {**kept, **said, "source": source}


def _notices(people: Sequence[PersonRow]) -> list[Problem]:
    notices = [_long_name(person) for person in people if len(person.name) > LONGEST_NAME]
    notices += [
        _broken(person) for person in people if spoilt(f"{person.name} {person.affiliation}")
    ]
    for person in people:
        employed = {*roles_of(person.title), *roles_of(person.affiliation.split(",")[0])}
        if person.role is Role.ADVOCATE and employed & {Role.PRACTITIONER, Role.EDUCATOR}:
            message = _("Row {row}: {name} is an advocate, but “{value}” sounds employed there.")
            place = person.title or person.affiliation
            notices.append(
                Problem(
                    key=f"employed@{person.row}", row=person.row, field=F.ROLE.value, value=place,
                    message=message.format(row=person.row, name=person.name, value=place),
                    rows=(person.row,), blocking=False,
                )
            )  # fmt: skip
    return notices


def _broken(person: PersonRow) -> Problem:
    message = _("Row {row}: “{name}” has accents that were spoilt before the file was saved.")
    return Problem(
        key=f"spoilt@{person.row}", row=person.row, field=F.NAME.value, value=person.name,
        message=message.format(row=person.row, name=person.name), rows=(person.row,),
        blocking=False,
    )  # fmt: skip


def _long_name(person: PersonRow) -> Problem:
    start = person.name[:_NAME_STARTS]
    message = _("Row {row}: a name of {n} characters, “{start}…”, may be several cells in one.")
    return Problem(
        key=f"longname@{person.row}", row=person.row, field=F.NAME.value, value=start,
        message=message.format(row=person.row, n=len(person.name), start=start),
        rows=(person.row,), blocking=False,
    )  # fmt: skip


def _gone(left_out: Sequence[Any], people: Sequence[Person]) -> list[Problem]:
    """Tell of people on the list whom the file now leaves out: they are not removed."""
    listed = {normalised_header(person.name) for person in people if person.name}
    message = _("Row {row}: {name} is on the list, and the file says “{value}”.")
    return [
        Problem(
            key=f"gone@{out.row}", row=out.row, field=F.ATTENDANCE.value, value=out.reason,
            message=message.format(row=out.row, name=out.name, value=out.reason),
            rows=(out.row,), blocking=False,
        )
        for out in left_out
        if out.name and normalised_header(out.name) in listed
    ]  # fmt: skip

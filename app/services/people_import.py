"""Taking people in from files or from pasted text: read, preview, answer, import."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from app.data import (
    people,
    people_columns,
    people_files,
    people_header,
    people_headers,
    people_pasted,
    people_replies,
    people_rows,
    people_survey,
    profiles,
    tables,
)
from app.data.people_errors import without_errors
from app.data.tables import normalised_header
from app.domain import withdrawal
from app.domain.framework import Framework
from app.domain.importing import KEEP, LEAVE_OUT, OTHER, SAME, MappingProfile, RawTable, TablePart
from app.domain.people import ImportPeople, Role
from app.domain.people_importing import PeopleMapping, PeoplePreview, PersonField
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import _, current_language

_TEXTS = (".txt", ".text", ".md")
"""Files in which somebody may have answered the survey as in a letter."""

_WORDS_OF_A_KIND = ("role:", "interest:", "attendance:", "degree:")
"""Questions about words that the next file of this kind will have again."""


def read_file(path: Path, *, sheet: str = "", header_row: int | None = None) -> RawTable:
    """Return the table in a CSV, TSV or XLSX file; its first row may turn out to be a person.

    A survey form that somebody filled in, a question and its answer a line, is one person's row.
    ``header_row`` is the row that names the columns where somebody chose it, 0 for none.

    Raises:
        FileProblemError: naming the file, and row and column where there is one.

    """
    if header_row is None and path.suffix.lower() in _TEXTS:
        form = people_replies.reply(tables.read_text(path))
        if form is not None:
            return replace(form, name=path.name)
    return _judged(tables.read_table(path, sheet=sheet), header_row)


def read_files(paths: Sequence[Path]) -> RawTable:
    """Return one table of all people in several files; none of them where one cannot be read.

    Raises:
        FileProblemError: naming the first file that cannot be read.

    """
    return people_files.merged([read_file(path) for path in paths])


def read_pasted(text: str, *, header_row: int | None = None) -> RawTable:
    """Return the table in pasted text, with or without a header, or a pasted survey form.

    ``header_row`` is as in :func:`read_file`.

    Raises:
        FileProblemError: for text that holds no table.

    """
    if header_row is not None:
        return _judged(tables.read_pasted(text), header_row)
    form = people_replies.reply(text) or people_survey.pasted_form(text)
    return form or _judged(people_pasted.pasted_list(text) or tables.read_pasted(text))


def _judged(table: RawTable, header_row: int | None = None) -> RawTable:
    if header_row is not None:
        return without_errors(people_header.headed_by(table, header_row))
    table = people_pasted.unwrapped(table) or table
    table = people_survey.turned(table) or people_header.with_header_judged(table)
    return without_errors(table)


def mapping_for(
    table: RawTable, data_dir: Path | None = None, framework: Framework | None = None
) -> PeopleMapping:
    """Return what each column seems to be: as remembered for such a file, else guessed."""
    mapping = list(people_columns.guess_mapping(table, framework))
    for part, columns in _parts(table):
        known = _profile(columns, data_dir)
        if known:
            found = profiles.people_mapping(known, columns)
            mapping[part.start : part.start + part.width] = found
    return tuple(mapping)


def known_as(table: RawTable, data_dir: Path) -> list[str]:
    """Return the names under which the columns of such files were remembered."""
    found = (_profile(columns, data_dir) for _part, columns in _parts(table))
    return [profile.name for profile in found if profile is not None]


def remembered_answers(table: RawTable, data_dir: Path) -> dict[str, str]:
    """Return how words were read the last time such a file came, by the key of the question."""
    answers: dict[str, str] = {}
    for _part, columns in _parts(table):
        known = _profile(columns, data_dir)
        answers |= known.words if known else {}
    cells = {normalised_header(cell) for row in table.rows for cell in row.cells} if answers else ()
    return {
        key: answer
        for key, answer in answers.items()
        if any(key.partition(":")[2] in cell for cell in cells)
    }


def told_answers(answers: Mapping[str, str], framework: Framework) -> list[str]:
    """Return in words how words are read without asking, as they were the last time."""
    dimensions = {each.id: say(each.name, current_language()) for each in framework.dimensions}
    roles = {role.value: people_rows.role_name(role) for role in Role}
    said = _("“{words}” is taken as “{meaning}”, as the last time.")
    others = {KEEP: _("nothing to ask about"), SAME: _("a wish"), OTHER: _("no wish")}
    return [
        said.format(
            words=key.partition(":")[2],
            meaning=dimensions.get(answer) or roles.get(answer) or others.get(answer, answer),
        )
        for key, answer in answers.items()
    ]


def remember_mapping(
    data_dir: Path,
    name: str,
    table: RawTable,
    mapping: PeopleMapping,
    answers: Mapping[str, str] | None = None,
) -> bool:
    """Keep a mapping for the next file with these columns; False where it cannot be kept.

    Of the ``answers`` those stay that say how a word is read, unless it is one person's own.
    """
    words = {
        key: answer
        for key, answer in (answers or {}).items()
        if key.startswith(_WORDS_OF_A_KIND) and answer != LEAVE_OUT and _is_usual(key, table)
    }
    kept = [
        profiles.save_profile(
            data_dir,
            profiles.make_profile(
                part.name or name,
                profiles.PEOPLE,
                columns,
                mapping[part.start : part.start + part.width],
                words,
            ),
        )
        for part, columns in _parts(table)
    ]
    return all(kept)


def _parts(table: RawTable) -> list[tuple[TablePart, RawTable]]:
    """Return each file's columns as a table of their own, without rows."""
    parts = table.parts or (TablePart(name="", start=0, width=len(table.header)),)
    return [
        (
            part,
            replace(
                table,
                header=table.header[part.start : part.start + part.width],
                written=table.written[part.start : part.start + part.width],
                rows=(),
                parts=(),
            ),
        )
        for part in parts
    ]


def _profile(columns: RawTable, data_dir: Path | None) -> MappingProfile | None:
    if data_dir is None:
        return None
    return profiles.recognised(profiles.load_profiles(data_dir), profiles.PEOPLE, columns)


def _is_usual(key: str, table: RawTable) -> bool:
    """Tell whether words are an answer to choose, as a role is that several people have.

    What one person alone writes of their role or of coming may be private: it stays in no profile.
    """
    kind, _colon, words = key.partition(":")
    if kind not in ("role", "attendance"):
        return True
    cells = (cell for row in table.rows for cell in row.cells)
    return sum(normalised_header(cell) == words for cell in cells) > 1


def remembered(data_dir: Path) -> tuple[MappingProfile, ...]:
    """Return all remembered mappings of people files."""
    return tuple(p for p in profiles.load_profiles(data_dir) if p.kind == profiles.PEOPLE)


def preview(
    table: RawTable,
    snapshot: Snapshot,
    mapping: PeopleMapping | None = None,
    answers: dict[str, str] | None = None,
) -> PeoplePreview:
    """Return what importing the table would do to this workshop; nothing is changed.

    Raises:
        FileProblemError: for a table with a header and nothing below it.

    """
    refused = {digest for stone in snapshot.tombstones for digest in stone.digests}
    salt = snapshot.workshop.lineage

    def is_withdrawn(text: str) -> bool:
        known = bool(refused) and withdrawal.is_recognisable(text)
        return known and withdrawal.digest(text, salt) in refused

    return people.preview(
        table,
        snapshot.people,
        snapshot.framework,
        mapping=mapping or people_columns.guess_mapping(table, snapshot.framework),
        answers=answers,
        known_answers=snapshot.history,
        is_withdrawn=is_withdrawn,
    )


def command(found: PeoplePreview) -> ImportPeople:
    """Return the command that takes a preview in.

    Raises:
        InvalidChangeError: while a question is open.

    """
    return people.to_command(found)


def meaning_of(header: str) -> PersonField | None:
    """Return what a column is by the words of its header alone, whatever it is taken as."""
    return people_headers.meaning_of(header)


def field_name(which: PersonField) -> str:
    """Return what the interface calls a column's meaning."""
    names = {
        PersonField.IGNORE: _("Leave out"),
        PersonField.MARK: _("Known by this program"),
        PersonField.NAME: _("Full name"),
        PersonField.FIRST_NAME: _("First name"),
        PersonField.LAST_NAME: _("Last name"),
        PersonField.EMAIL: _("E-mail"),
        PersonField.ROLE: _("Role"),
        PersonField.AFFILIATION: _("Organization or school"),
        PersonField.TITLE: _("Job title"),
        PersonField.PERSPECTIVES: _("Perspectives"),
        PersonField.INTERESTS: _("Dimensions of interest"),
        PersonField.KEEP_APART: _("Not seated with"),
        PersonField.KEEP_TOGETHER: _("Seated with"),
        PersonField.NEEDS: _("Language or access needs"),
        PersonField.LANGUAGE_NEEDS: _("Language needs"),
        PersonField.ACCESS_NEEDS: _("Access needs"),
        PersonField.SPEAKS: _("Languages spoken"),
        PersonField.INTERPRETS: _("Can interpret"),
        PersonField.SUPERVISOR: _("Their supervisor"),
        PersonField.SUPERVISOR_EMAIL: _("Their supervisor's e-mail"),
        PersonField.SUPERVISOR_OF: _("Whom they supervise"),
        PersonField.ATTENDANCE: _("Coming or not"),
        PersonField.QUANTITY: _("Number of seats"),
        PersonField.HISTORY: _("History (without a name)"),
        PersonField.EFFORTS: _("Current efforts (without a name)"),
    }
    return names[which]

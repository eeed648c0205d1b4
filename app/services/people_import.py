"""Taking people in from a file or from pasted text: read, preview, answer, import."""

from pathlib import Path

from app.data import people, people_columns, people_header, profiles, tables
from app.domain.importing import (
    MappingProfile,
    PeopleMapping,
    PeoplePreview,
    PersonField,
    RawTable,
)
from app.domain.people import ImportPeople
from app.domain.snapshot import Snapshot
from app.i18n import _


def read_file(path: Path, *, sheet: str = "") -> RawTable:
    """Return the table in a CSV, TSV or XLSX file; its first row may turn out to be a person.

    Raises:
        FileProblemError: naming the file, and row and column where there is one.

    """
    return people_header.with_header_judged(tables.read_table(path, sheet=sheet))


def read_pasted(text: str) -> RawTable:
    """Return the table in pasted text, with or without a header.

    Raises:
        FileProblemError: for text that holds no table.

    """
    return people_header.with_header_judged(tables.read_pasted(text))


def mapping_for(table: RawTable, data_dir: Path | None = None) -> PeopleMapping:
    """Return what each column seems to be: as remembered for such a file, else guessed."""
    if data_dir is not None:
        known = profiles.recognised(profiles.load_profiles(data_dir), profiles.PEOPLE, table)
        if known:
            return profiles.people_mapping(known, table)
    return people_columns.guess_mapping(table)


def remember_mapping(data_dir: Path, name: str, table: RawTable, mapping: PeopleMapping) -> bool:
    """Keep a mapping for the next file with these columns; False where it cannot be kept."""
    return profiles.save_profile(
        data_dir, profiles.make_profile(name, profiles.PEOPLE, table, mapping)
    )


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
    return people.preview(
        table,
        snapshot.people,
        snapshot.framework,
        mapping=mapping or people_columns.guess_mapping(table),
        answers=answers,
        known_answers=frozenset(item.text for item in snapshot.history if item.text),
    )


def command(found: PeoplePreview) -> ImportPeople:
    """Return the command that takes a preview in.

    Raises:
        InvalidChangeError: while a question is open.

    """
    return people.to_command(found)


def field_name(which: PersonField) -> str:
    """Return what the interface calls a column's meaning."""
    names = {
        PersonField.IGNORE: _("Leave out"),
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
        PersonField.SUPERVISOR_OF: _("Whom they supervise"),
        PersonField.ATTENDANCE: _("Coming or not"),
        PersonField.QUANTITY: _("Number of seats"),
        PersonField.HISTORY: _("History (without a name)"),
        PersonField.EFFORTS: _("Current efforts (without a name)"),
    }
    return names[which]

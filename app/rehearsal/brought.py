"""What people send before the rehearsed day: a ticketing tool's list, and surveys filled in.

Both come in by the import that a facilitator uses. The surveys are our own forms, with answers
written into them and saved; whether all of it arrived is looked up in the file of the day.
"""

import csv
from collections import Counter
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

from openpyxl import load_workbook

from app.data.people_names import name_key
from app.data.roles import roles_of
from app.domain.people import Person
from app.domain.snapshot import Snapshot
from app.domain.survey import LINES_OF_TEXT, Question, questions
from app.domain.text import say
from app.operations import Operations
from app.rehearsal.checks import Check
from app.services import people_import, prework
from app.services.sample import sample_path

TICKETS_FILE = "people-ticket-export.csv"
"""Comes beside the sample's form, and beside nobody's own list."""

PLAYED = {
    "surveys": "Real: surveys come back as files. Played: who filled them in",
    "tickets": "Real: a ticketing tool's list is imported after the form's",
}
"""What happens to people's files before the day, and what of it is played."""

SAID: tuple[tuple[str, str, str], ...] = (
    ("en", "The bus to the arts school stopped running in 2016.",
     "Two schools share a counselor who speaks Somali."),
    ("es", "La biblioteca del barrio cerró en 2020 y nadie preguntó a las familias.",
     "Un grupo de madres lee con los niños los viernes."),
    ("en", "", "Spare laptops are lent to families over the summer."),
)  # fmt: skip
"""A survey's language, and its answers on history and efforts, for one person each."""

_HEADER_ROWS = 3


def played(*, tickets: bool) -> dict[str, str]:
    """Return what of :data:`PLAYED` happens; ``tickets`` tells whether their list is imported."""
    return {name: words for name, words in PLAYED.items() if tickets or name != "tickets"}


def bring(operations: Operations, folder: Path, *, tickets: bool) -> None:
    """Import what people sent; the surveys lie in ``folder`` on their way.

    Raises:
        UserError: where a file cannot be read, or asks something that only a person can answer.

    """
    if tickets:
        _import(operations, [sample_path(TICKETS_FILE)])
    filled = _filled(operations.snapshot, folder)
    if filled:
        _import(operations, filled)
    for file in filled:
        file.unlink()


def checks_of(snapshot: Snapshot, *, tickets: bool) -> list[Check]:
    """Return the sheet's lines on what people sent, looked up in the day's file."""
    return [_surveys(snapshot), *([_tickets(snapshot)] if tickets else ())]


def _import(operations: Operations, files: Sequence[Path]) -> None:
    table = people_import.read_files(files)
    found = people_import.preview(table, operations.snapshot)
    operations.submit(people_import.command(found))
    operations.flush()


def _filled(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Save a form for each of the answers, filled in by somebody on the list."""
    files: list[Path] = []
    alike = Counter(name_key(person.name) for person in snapshot.people)
    # Who shares a name would be asked about, and here is nobody to answer.
    writers = [p for p in snapshot.people if p.identity and alike[name_key(p.name)] == 1]
    for number, ((language, history, effort), person) in enumerate(
        zip(SAID, writers, strict=False), 1
    ):
        book = load_workbook(BytesIO(prework.survey_file(snapshot, language, ".xlsx")))
        sheet = book.worksheets[0]
        asked = questions(snapshot.framework, language)
        answers = _answers(snapshot, person, language, asked)
        said = [words for words in asked if words.lines == LINES_OF_TEXT]
        answers |= dict(zip((each.words for each in said), (history, effort), strict=True))
        for row, question in enumerate(asked, _HEADER_ROWS + 1):
            sheet.cell(row, 2).value = answers.get(question.words, "")
            sheet.cell(row, 2).data_type = "s"
        files.append(folder / f"survey-{number}.xlsx")
        book.save(files[-1])
        book.close()
    return files


def _answers(
    snapshot: Snapshot, person: Person, language: str, asked: Sequence[Question]
) -> dict[str, str]:
    """Return who somebody is in the words of the form, so that the list stays as it is."""
    identity = person.identity
    assert identity is not None
    name, email, place, role = asked[:4]
    said = next((words for words in role.choices if roles_of(words) == {person.role}), "")
    names = [say(each.name, language) for each in snapshot.framework.dimensions]
    ids = [each.id for each in snapshot.framework.dimensions]
    wanted = [names[ids.index(one)] for one in person.participant.interests if one in ids]
    topics = [each for each in asked if set(each.choices) == set(names)]
    return {
        name.words: identity.name,
        email.words: identity.email,
        place.words: identity.affiliation,
        role.words: said,
    } | dict(zip((each.words for each in topics), wanted, strict=False))


def _surveys(snapshot: Snapshot) -> Check:
    wanted = [
        (kind, text)
        for _language, history, effort in SAID[: len(snapshot.people)]
        for kind, text in (("history", history), ("effort", effort))
        if text
    ]
    there = {(item.kind, item.text) for item in snapshot.history}
    missing = [text for kind, text in wanted if (kind, text) not in there]
    seen = f"missing: {missing}" if missing else f"{len(wanted)} answers without a name"
    return Check("surveys", bool(wanted) and not missing, seen)


def _tickets(snapshot: Snapshot) -> Check:
    """Compare the list with the ticketing tool's file, read by other means."""
    with sample_path(TICKETS_FILE).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    coming = {row["Email"] for row in rows if row["Attendee Status"] == "Attending"}
    listed = {person.identity.email for person in snapshot.people if person.identity}
    missing, extra = coming - listed, listed & ({row["Email"] for row in rows} - coming)
    seen = f"{len(coming)} of {len(rows)} come"
    if missing or extra:
        seen = f"missing: {sorted(missing)}; not coming: {sorted(extra)}"
    return Check("tickets", not missing and not extra, seen)

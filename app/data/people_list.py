"""The list of people as a file for a spreadsheet, which comes back through the import unchanged.

Whom somebody must not, or would like to, sit beside is never in it: a wish can hide fear.
"""

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font

from app.data.addresses import is_email
from app.data.languages import language_name
from app.data.people_names import name_key
from app.data.people_rows import role_name
from app.domain.framework import Framework
from app.domain.people import Person, PersonIdentity
from app.domain.people_lists import MARK_HEADERS
from app.domain.spreadsheet_text import safe
from app.domain.text import say
from app.i18n import _, current_language

_WIDTHS = (22.0, 26.0, 28.0, 16.0, 30.0, 22.0, 30.0, 44.0, 24.0, 24.0, 20.0, 20.0, 26.0)


def to_csv(people: Sequence[Person], framework: Framework) -> bytes:
    """Return the list as CSV (RFC 4180), UTF-8 with the mark that spreadsheets look for."""
    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", quoting=csv.QUOTE_ALL).writerows(
        _rows(people, framework)
    )
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8")


def to_xlsx(people: Sequence[Person], framework: Framework) -> bytes:
    """Return the list as a workbook; every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("People")[:31])
    sheet.freeze_panes = "A2"
    for place, width in enumerate(_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + place)].width = width
    for number, row in enumerate(_rows(people, framework)):
        cells = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 0)
            cells.append(cell)
        sheet.append(cells)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _rows(people: Sequence[Person], framework: Framework) -> list[list[str]]:
    columns = _columns(people, framework)
    named = [(person, person.identity) for person in people if person.identity is not None]
    body = [[safe(value(*one)) for _header, value in columns] for one in named]
    return [[header for header, _value in columns], *body]


def _columns(
    people: Sequence[Person], framework: Framework
) -> tuple[tuple[str, Callable[[Person, PersonIdentity], str]], ...]:
    """Return each column's header, known to the import, and what stands in it."""
    language = current_language()
    names = {each.id: say(each.name, language) for each in framework.dimensions}
    alike = Counter(name_key(person.name) for person in people)
    addresses = Counter(person.identity.email for person in people if person.identity)

    def called(person: Person) -> str:
        """Return what means this person and nobody else when it comes back."""
        if alike[name_key(person.name)] == 1:
            return person.name
        email = person.identity.email if person.identity else ""
        return email if is_email(email) and addresses[email] == 1 else person.id

    known = {person.id: called(person) for person in people if person.identity}

    def spoken(codes: tuple[str, ...]) -> str:
        return ", ".join(map(language_name, codes))

    return (
        (MARK_HEADERS[0], lambda person, _who: person.id),
        (_("Full name"), lambda _person, who: who.name),
        (_("E-mail"), lambda _person, who: who.email),
        (_("Role"), lambda person, _who: role_name(person.role)),
        (_("Organization or school"), lambda _person, who: who.affiliation),
        (_("Job title"), lambda _person, who: who.title),
        (_("Perspectives"), lambda _person, who: who.perspectives),
        (
            _("Dimensions of interest"),
            lambda person, _who: "; ".join(
                names[each] for each in person.participant.interests if each in names
            ),
        ),
        (_("Language needs"), lambda _person, who: who.language_needs),
        (_("Access needs"), lambda _person, who: who.access_needs),
        (_("Languages spoken"), lambda _person, who: spoken(who.speaks)),
        (_("Can interpret"), lambda _person, who: spoken(who.interprets)),
        (
            _("Whom they supervise"),
            lambda _person, who: "; ".join(known[i] for i in who.supervisor_of if i in known),
        ),
    )

"""Which column of a people file is what: by its header in English or Spanish, else by content."""

import re
from collections.abc import Callable

from app.data.roles import roles_of
from app.data.tables import normalised_header, without_header
from app.domain.importing import PeopleMapping, PersonField, RawTable

F = PersonField

_EXACT = {
    F.NAME: (
        "name, full name, your name, your full name, participant, participant name, attendee,"
        "attendee name, guest, guest name, person, nombre completo, su nombre completo,"
        "nombre y apellido, nombre y apellidos, participante, name and surname"
    ),
    F.FIRST_NAME: "first name, first, given name, forename, nombre, nombres, primer nombre",
    F.LAST_NAME: "last name, last, surname, family name, apellido, apellidos",
    F.EMAIL: "email, e mail, mail, correo, correo electronico, direccion de correo electronico",
    F.ROLE: (
        "role, your role, ticket type, ticket, ticket name, type of ticket, rol, su rol, papel,"
        "tipo de boleto, tipo de entrada, participant type, attendee type, type, group type"
    ),
    F.AFFILIATION: (
        "affiliation, organization, organisation, organization name, company, employer, school,"
        "office, department, agency, organizacion, escuela, empresa, afiliacion, institucion,"
        "district office, site"
    ),
    F.TITLE: "title, job title, position, job, cargo, puesto, titulo, ocupacion",
    F.PERSPECTIVES: "perspectives, perspective, perspectivas, about you, sobre usted, bio",
    F.INTERESTS: "interests, interest, dimensions, dimension, intereses, dimensiones",
    F.KEEP_APART: "keep apart, not with, apart, separate from, no sentar con, separar de",
    F.KEEP_TOGETHER: "keep together, together, sit with, seat with, sentar con, juntos",
    F.NEEDS: "needs, special needs, requests, necesidades, language or access needs",
    F.LANGUAGE_NEEDS: "language needs, interpretation, interpretacion, idioma",
    F.ACCESS_NEEDS: "access needs, accessibility, accommodations, accesibilidad, dietary needs",
    F.SPEAKS: "speaks, languages, languages spoken, idiomas, lenguas",
    F.INTERPRETS: "interprets, interpreter, interpreter for, interpreta, interprete",
    F.SUPERVISOR: "supervisor, manager, boss, reports to, supervised by, jefe, jefa",
    F.SUPERVISOR_OF: "supervisor of, supervises, manages, supervisa, supervisa a",
    F.ATTENDANCE: (
        "attendance, attending, attendee status, status, rsvp, will you attend, asistencia,"
        "asistira, estado, response"
    ),
    F.QUANTITY: "quantity, qty, cantidad, seats, number of tickets, tickets",
    F.HISTORY: "history, historia",
    F.EFFORTS: "efforts, current efforts, esfuerzos, esfuerzos actuales",
}

# In order: the first that fits wins, so "not be seated with" stands before "seated with".
_PHRASES: tuple[tuple[PersonField, str], ...] = (
    (
        F.IGNORE,
        r"\b(?:timestamp|marca temporal|order|pedido|ticket number|barcode|phone|telefono)\b",
    ),
    (
        F.KEEP_APART,
        r"\bnot\b.*\b(?:seated?|sit|sitting|table|group(?:ed)?)\b|\bapart\b|\bavoid\b"
        r"|\bno\b.*\b(?:sentar\w*|sentad[oa]|mesa|grupo)\b|\bseparad[oa]s?\b|\bevitar\b",
    ),
    (F.KEEP_TOGETHER, r"\b(?:sit|seated|together)\b.*\bwith\b|\bsentar\w*\b.*\bcon\b|\bjuntos?\b"),
    (F.SUPERVISOR_OF, r"\b(?:whom|who) do you (?:supervise|manage)\b|\ba quien(?:es)? supervisa\b"),
    (F.SUPERVISOR, r"\bsupervisor\b|\breport to\b|\bjefe\b"),
    (
        F.INTERESTS,
        r"\bdimension\w*\b|\btopics? (?:would|do|are) you\b|\bareas? of interest\b|\binteres\w*\b",
    ),
    (
        F.EFFORTS,
        r"\bcurrent(?:ly)?\b.*\b(?:effort|work|initiative|program)\w*\b|\befforts?\b"
        r"|\besfuerzos?\b|\binitiatives?\b|\biniciativas?\b",
    ),
    (F.HISTORY, r"\bhistory\b|\bhistoria\b|\bin the past\b|\ben el pasado\b"),
    (
        F.INTERPRETS,
        r"\b(?:can|could|able to|willing to) (?:you )?interpret\b|\bpuede interpretar\b",
    ),
    (
        F.NEEDS,
        r"\b(?:language|idioma)\b.*\b(?:access|acceso|accesibilidad)\b"
        r"|\b(?:access\w*|acceso)\b.*\b(?:language|idioma)\b",
    ),
    (F.SPEAKS, r"\blanguages?\b.*\b(?:speak|spoken|comfortable)\b|\bidiomas?\b.*\bhabla\b"),
    (
        F.LANGUAGE_NEEDS,
        r"\binterpretation\b|\binterpreter\b|\btranslation\b|\binterpretacion\b|\binterprete\b"
        r"|\blanguage needs\b|\bpreferred language\b|\bidioma preferido\b"
        r"|\bnecesidades de idioma\b",
    ),
    (
        F.ACCESS_NEEDS,
        r"\baccess(?:ibility)?\b|\baccommodations?\b|\bneed in order to\b|\baccesibilidad\b"
        r"|\bdietary\b|\bnecesidades\b|\bneeds\b",
    ),
    (F.PERSPECTIVES, r"\bperspectiv\w*\b|\bbring to\b|\baporta\b|\blived experience\b"),
    (
        F.ROLE,
        r"\b(?:coming|attending|joining|participating|here|identify) as\b|\brole\b"
        r"|\bdescribes you\b"
        r"|\b(?:asisto|vengo|participo|asistira|viene|participa) como\b|\brol\b|\bticket type\b",
    ),
    (
        F.ATTENDANCE,
        r"\b(?:will|can|are|plan to) (?:you )?(?:attend|come|join)\w*\b|\battendee status\b"
        r"|\brsvp\b|\basistira\b",
    ),
    (F.EMAIL, r"\be ?mail\b|\bcorreo\b"),
    (F.TITLE, r"\bjob title\b|\bposition\b|\bcargo\b|\bpuesto\b"),
    (
        F.AFFILIATION,
        r"\borgani[sz]ation\b|\bschool or\b|\baffiliation\b|\bwhere do you work\b|\bcompany\b"
        r"|\borganizacion\b|\bescuela\b|\bdonde trabaja\b",
    ),
    (F.FIRST_NAME, r"\bfirst name\b|\bprimer nombre\b"),
    (F.LAST_NAME, r"\blast name\b|\bapellidos?\b"),
    (F.NAME, r"\bname\b|\bnombre\b"),
)
_NAMES = {alias.strip(): f for f, aliases in _EXACT.items() for alias in aliases.split(",")}
_MANY_MAY_BE = frozenset({F.IGNORE, F.HISTORY, F.EFFORTS, F.PERSPECTIVES, F.NEEDS})
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def guess_mapping(table: RawTable) -> PeopleMapping:
    """Return what each column seems to be; a field is given once, whole names before phrases."""
    guesses: list[PersonField] = [F.IGNORE] * len(table.header)
    taken: set[PersonField] = set()
    keys = [normalised_header(name) for name in table.header]
    for by in (_by_name, _by_phrase):
        for index, key in enumerate(keys):
            found = by(key)
            if guesses[index] is F.IGNORE and found and found not in taken:
                guesses[index] = found
                taken |= {found} - _MANY_MAY_BE
    if F.NAME not in taken and F.FIRST_NAME in taken and F.LAST_NAME not in taken:
        guesses = [F.NAME if each is F.FIRST_NAME else each for each in guesses]
    elif F.NAME in taken and {F.FIRST_NAME, F.LAST_NAME} <= taken:
        guesses = [F.IGNORE if each is F.NAME else each for each in guesses]
    if not _names_somebody(guesses):
        return _by_content(table)
    return tuple(guesses)


def with_header_judged(table: RawTable) -> RawTable:
    """Return the table, its first row taken as a person where it names no columns.

    Text pasted from a spreadsheet often comes without its header.
    """
    keys = [normalised_header(name) for name in table.header]
    known = [found for key in keys if (found := _by_name(key) or _by_phrase(key))]
    if _names_somebody(known):
        return table
    is_person = any(
        _EMAIL.fullmatch(name.strip()) or len(roles_of(name)) == 1 for name in table.header
    )
    return table if len(known) > 1 and not is_person else without_header(table)


def _names_somebody(fields: list[PersonField]) -> bool:
    return F.NAME in fields or {F.FIRST_NAME, F.LAST_NAME} <= set(fields)


def _by_name(key: str) -> PersonField | None:
    return _NAMES.get(key)


def _by_phrase(key: str) -> PersonField | None:
    for found, pattern in _PHRASES:
        if re.search(pattern, key):
            return found
    return None


def _by_content(table: RawTable) -> PeopleMapping:
    """Guess from what the cells hold: addresses, role words, and names as the first other text."""
    guesses = [F.IGNORE] * len(table.header)
    tests: tuple[tuple[PersonField, Callable[[str], bool]], ...] = (
        (F.EMAIL, lambda cell: bool(_EMAIL.fullmatch(cell.strip()))),
        (F.ROLE, lambda cell: bool(roles_of(cell))),
    )
    for wanted, fits in tests:
        for index in range(len(guesses)):
            cells = [cell for cell in table.column(index) if cell.strip()]
            if guesses[index] is F.IGNORE and cells and _share(cells, fits) >= 0.5:
                guesses[index] = wanted
                break
    others = [i for i, each in enumerate(guesses) if each is F.IGNORE and _reads(table, i)]
    for index, wanted in zip(others, (F.NAME, F.AFFILIATION), strict=False):
        guesses[index] = wanted
    return tuple(guesses)


def _share(cells: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells) / len(cells)


def _reads(table: RawTable, index: int) -> bool:
    """Tell whether a column holds words in most of its filled cells."""
    cells = [cell for cell in table.column(index) if cell.strip()]
    return bool(cells) and _share(cells, lambda c: any(sign.isalpha() for sign in c)) >= 0.5

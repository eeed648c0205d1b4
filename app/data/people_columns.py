"""Which column of a people file is what: by its header in English or Spanish, else by content."""

import re
from collections.abc import Callable, Sequence

from app.data.people_choices import CHOOSABLE, is_dimension, question_and_choice, rank_of
from app.data.roles import roles_of
from app.data.tables import normalised_header
from app.domain.framework import Framework
from app.domain.importing import PeopleMapping, PersonField, RawTable
from app.domain.people_lists import MARK_HEADERS

F = PersonField

_EXACT = {
    F.NAME: (
        "name, full name, your name, your full name, participant, participant name, attendee,"
        "attendee name, guest, guest name, person, nombre completo, su nombre completo,"
        "nombre y apellido, nombre y apellidos, participante, name and surname"
    ),
    F.FIRST_NAME: (
        "first name, first, given name, forename, nombre, nombres, primer nombre, name first,"
        "attendee first name, first name s"
    ),
    F.LAST_NAME: (
        "last name, last, surname, family name, apellido, apellidos, name last,"
        "attendee last name, last name s"
    ),
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
        r"\b(?:timestamp|marca temporal|order|pedido|ticket number|barcode|phone|telefono)\b"
        r"|\b(?:supervisor|manager|boss) (?:s )?(?:e ?mail|job title|title|position)\b"
        r"|\b(?:correo|cargo|puesto)\b.*\b(?:supervisora?|jef[ea])\b",
    ),
    (
        F.KEEP_APART,
        r"^(?!.*\b(?:foods?|eat|diet\w*|allerg\w*|comidas?|comer|dieta|alimentos?|alergi\w*)\b).*"
        r"(?:\bnot\b.*\b(?:seated?|sit|sitting|table|group(?:ed)?)\b|\bapart\b|\bavoid\b"
        r"|\bno\b.*\b(?:sentar\w*|sentad[oa]|mesa|grupo)\b|\bseparad[oa]s?\b|\bevitar\b)",
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
    (
        F.PERSPECTIVES,
        r"\bperspectiv\w*\b|\byou bring\b|\bbring to\b|\baporta\b|\blived experience\b",
    ),
    (
        F.ROLE,
        r"\b(?:coming|attending|joining|participating|here|identify) as\b|\brole\b"
        r"|^i am(?: an?)?$|^(?:yo )?soy(?: una?)?$|\bwho are you\b|\bquien es usted\b"
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
_NAMES |= dict.fromkeys(map(normalised_header, MARK_HEADERS), F.MARK)
_MANY_MAY_BE = frozenset({
    F.IGNORE, F.HISTORY, F.EFFORTS, F.PERSPECTIVES, F.NEEDS,
    F.KEEP_APART, F.KEEP_TOGETHER, F.SUPERVISOR, F.SUPERVISOR_OF,
})  # fmt: skip
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def guess_mapping(table: RawTable, framework: Framework | None = None) -> PeopleMapping:
    """Return what each column seems to be; a field is given once, whole names before phrases.

    One column per choice of a question is the exception. With the ``framework``, columns that are
    called as its dimensions are known as such choices.
    """
    guesses: list[PersonField] = [F.IGNORE] * len(table.header)
    for start, width in _parts(table):
        _guess_part(table.header[start : start + width], guesses, start)
    if framework is not None:
        _find_dimensions(table, framework, guesses)
    for start, width in _parts(table):
        _settle_names(guesses, start, width)
        if not names_somebody(guesses[start : start + width]):
            guesses[start : start + width] = _by_content(table, range(start, start + width))
    return tuple(guesses)


def names_somebody(fields: Sequence[PersonField]) -> bool:
    """Tell whether columns with these meanings say who somebody is."""
    return F.NAME in fields or {F.FIRST_NAME, F.LAST_NAME} <= set(fields)


def meaning_of(header: str) -> PersonField | None:
    """Return what a column with this header is by its words alone, or None."""
    key = normalised_header(header)
    return _by_name(key) or _by_phrase(key)


def is_email(text: str) -> bool:
    """Tell whether a text is one e-mail address."""
    return _EMAIL.fullmatch(text.strip()) is not None


def _parts(table: RawTable) -> list[tuple[int, int]]:
    """Return (first column, how many) of each file in the table."""
    return [(p.start, p.width) for p in table.parts] or [(0, len(table.header))]


def _guess_part(header: Sequence[str], guesses: list[PersonField], start: int) -> None:
    taken: set[PersonField] = set()
    asked: dict[PersonField, str] = {}
    split = question_and_choice(header)
    for by in (_by_name, _by_phrase):
        for place, (name, (question, choice)) in enumerate(zip(header, split, strict=True)):
            key = normalised_header(question)
            found = by(key) if choice else None
            one_of_many = found in CHOOSABLE
            if found is None or not one_of_many:
                key = normalised_header(name)
                found = by(key)
            again = found in _MANY_MAY_BE or (one_of_many and asked.get(found or F.IGNORE) == key)
            if found and guesses[start + place] is F.IGNORE and (found not in taken or again):
                guesses[start + place] = found
                taken.add(found)
                asked.setdefault(found, key)


def _find_dimensions(table: RawTable, framework: Framework, guesses: list[PersonField]) -> None:
    """Take columns as interests whose names, or whose choices, are dimensions."""
    split = question_and_choice(table.header)
    found = [
        place
        for place, (header, (_question, choice)) in enumerate(zip(table.header, split, strict=True))
        if guesses[place] is F.IGNORE
        and is_dimension(choice or header, framework)
        and all(rank_of(cell, choice or header) is not None for cell in table.column(place))
    ]
    if len(found) > 1:
        for place in found:
            guesses[place] = F.INTERESTS


def _settle_names(guesses: list[PersonField], start: int, width: int) -> None:
    """Take a whole name or its two halves, not both."""
    part = guesses[start : start + width]
    if F.NAME not in part and F.FIRST_NAME in part and F.LAST_NAME not in part:
        part = [F.NAME if each is F.FIRST_NAME else each for each in part]
    elif F.NAME in part and {F.FIRST_NAME, F.LAST_NAME} <= set(part):
        part = [F.IGNORE if each is F.NAME else each for each in part]
    guesses[start : start + width] = part


def _by_name(key: str) -> PersonField | None:
    return _NAMES.get(key)


def _by_phrase(key: str) -> PersonField | None:
    for found, pattern in _PHRASES:
        if re.search(pattern, key):
            return found
    return None


def _by_content(table: RawTable, places: range) -> list[PersonField]:
    """Guess from what the cells hold: addresses, role words, and names as the first other text."""
    guesses = dict.fromkeys(places, F.IGNORE)
    tests: tuple[tuple[PersonField, Callable[[str], bool]], ...] = (
        (F.EMAIL, is_email),
        (F.ROLE, lambda cell: bool(roles_of(cell))),
    )
    for wanted, fits in tests:
        for place in places:
            cells = [cell for cell in table.column(place) if cell.strip()]
            if guesses[place] is F.IGNORE and cells and _share(cells, fits) >= 0.5:
                guesses[place] = wanted
                break
    others = [i for i, each in guesses.items() if each is F.IGNORE and _reads(table, i)]
    guesses |= dict(zip(others, (F.NAME, F.AFFILIATION), strict=False))
    return list(guesses.values())


def _share(cells: list[str], fits: Callable[[str], bool]) -> float:
    return sum(fits(cell) for cell in cells) / len(cells)


def _reads(table: RawTable, index: int) -> bool:
    """Tell whether a column holds words in most of its filled cells."""
    cells = [cell for cell in table.column(index) if cell.strip()]
    return bool(cells) and _share(cells, lambda c: any(sign.isalpha() for sign in c)) >= 0.5

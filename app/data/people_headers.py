"""What a column of a people file is by the words of its header, in English or Spanish."""

import re

from app.data.tables import normalised_header
from app.domain.people_importing import PersonField
from app.domain.people_lists import MARK_HEADERS

F = PersonField

_EXACT = {
    F.NAME: (
        "name, full name, your name, your full name, participant, participant name, attendee,"
        "attendee name, guest, guest name, person, nombre completo, su nombre completo,"
        "nombre y apellido, nombre y apellidos, nombre y apellido s, participante,"
        "name and surname, nombre del participante, display name"
    ),
    F.FIRST_NAME: (
        "first name, first, given name, forename, nombre, nombres, nombre s, primer nombre,"
        "name first, attendee first name, attendee first, first name s"
    ),
    F.LAST_NAME: (
        "last name, last, surname, family name, apellido, apellidos, apellido s, name last,"
        "attendee last name, attendee last, last name s, attendee surname, primer apellido,"
        "apellido paterno, segundo apellido, apellido materno, second surname, second last name"
    ),
    F.EMAIL: (
        "email, e mail, mail, correo, correo electronico, direccion de correo electronico,"
        "email address, e mail address"
    ),
    F.ROLE: (
        "role, your role, ticket type, ticket, ticket name, type of ticket, rol, su rol, papel,"
        "tipo de boleto, tipo de entrada, participant type, attendee type, type, group type,"
        "participant category, attendee category, category, ticket class, ticket category,"
        "admission type, stakeholder group, stakeholder type, tipo de participante, categoria"
    ),
    F.AFFILIATION: (
        "affiliation, organization, organisation, organization name, company, employer, school,"
        "office, department, agency, organizacion, escuela, empresa, afiliacion, institucion,"
        "district office, site, school name, school district, district, district name,"
        "school s name, nombre de la escuela, distrito, distrito escolar, centro escolar,"
        "workplace, campus, building, dept, work site, worksite, work location, departamento,"
        "oficina"
    ),
    F.TITLE: "title, job title, position, job, cargo, puesto, titulo, ocupacion",
    F.PERSPECTIVES: "perspectives, perspective, perspectivas, about you, sobre usted, bio",
    F.INTERESTS: "interests, interest, dimensions, dimension, intereses, dimensiones",
    F.KEEP_APART: "keep apart, not with, apart, separate from, no sentar con, separar de",
    F.KEEP_TOGETHER: "keep together, together, sit with, seat with, sentar con, juntos",
    F.NEEDS: "needs, special needs, requests, necesidades, language or access needs",
    F.LANGUAGE_NEEDS: (
        "language needs, interpretation, interpretacion, idioma, language, preferred language,"
        "language preference"
    ),
    F.ACCESS_NEEDS: "access needs, accessibility, accommodations, accesibilidad, dietary needs",
    F.SPEAKS: (
        "speaks, languages, languages spoken, home language, idiomas, lenguas, lengua materna"
    ),
    F.INTERPRETS: "interprets, interpreter, interpreter for, interpreta, interprete",
    F.SUPERVISOR: "supervisor, manager, line manager, boss, reports to, supervised by, jefe, jefa",
    F.SUPERVISOR_OF: (
        "supervisor of, supervises, manages, direct reports, supervisa, supervisa a,"
        "whom they supervise, a quien supervisa"
    ),
    F.ATTENDANCE: (
        "attendance, attending, attendee status, status, rsvp, will you attend, asistencia,"
        "asistira, estado, response, approval status, registration status, going, coming,"
        "can you make it, confirm attendance"
    ),
    F.QUANTITY: "quantity, qty, cantidad, seats, number of tickets, tickets, ticket quantity",
    F.HISTORY: "history, historia",
    F.EFFORTS: "efforts, current efforts, esfuerzos, esfuerzos actuales",
}

_OF_LANGUAGE = r"\b(?:languages?|idiomas?|interpret\w*|translation|traduccion)\b"
_OF_ACCESS = r"\b(?:access\w*|acces\w*|accommodations?|adaptaciones)\b"

_ACCESS_NEED = (
    r"\b(?:wheel ?chair|step free|large print|braille|hearing loop|sign language|asl"
    r"|silla de ruedas|sin escalones|letra grande|lengua de senas)\b"
)
_ANOTHER_DAY = (
    r"\b(?:dinner|lunch|breakfast|reception|follow ?up|afterwards?|next|other|future|previous|last"
    r"|before|cena|almuerzo|desayuno|recepcion|seguimiento|despues|proxim[oa]|anterior)\b"
)
"""Words of a question about coming to something else."""

_LEADS = r"(?:(?<!case )(?<!office )(?:supervisora?|manager)|boss|jef[ea])"
_EITHER = rf"{_LEADS}(?: (?:or|and|o|u|y)(?: an?| the| el| la)? {_LEADS})?"
_AN_EMAIL = r"(?:e ?mail|correo(?: electronico)?)"
_EMAIL_OF_SUPERVISOR = (
    rf"\b(?:{_EITHER}|reports? to|supervised by)(?: s)?(?: direct[oa]| inmediat[oa])?"
    rf"(?: work)? {_AN_EMAIL}\b"
    rf"|\b{_AN_EMAIL}(?: address| id)?(?: of| for| del?)(?: your| the| his or her| su| el| la| tu)?"
    rf"(?: direct| immediate| line)? {_EITHER}\b"
)

# In order: the first that fits wins, so "not be seated with" stands before "seated with".
_PHRASES: tuple[tuple[PersonField, str], ...] = (
    (
        F.ATTENDANCE,
        r"\b(?:order|ticket|booking|attendee|registration) (?:status|state)\b"
        r"|\bestado (?:del?|de la) (?:pedido|boleto|asistente|inscripcion|registro|reserva)\b",
    ),
    (F.SUPERVISOR_EMAIL, _EMAIL_OF_SUPERVISOR),
    (
        F.IGNORE,
        r"\b(?:timestamp|marca temporal|order|pedido|ticket number|barcode|phone|telefono)\b"
        r"|\b(?:emergency|emergencia|user name|file name|event name|collector)\b"
        r"|\b(?:supervisor|manager|boss) (?:s )?(?:e ?mail|job title|title|position)\b"
        r"|\b(?:correo|cargo|puesto)\b.*\b(?:supervisora?|jef[ea])\b",
    ),
    (
        F.KEEP_APART,
        r"^(?!.*\b(?:foods?|eat|diet\w*|allerg\w*|comidas?|comer|dieta|alimentos?|alergi\w*)\b).*"
        r"(?:\bnot\b.*\b(?:seat(?:ed)?|sit|sitting|table|group(?:ed)?)\b|\bapart\b|\bavoid\b"
        r"|\bseating\b.*\bnot with\b|\bnot with$"
        r"|\b(?:different|another|other) (?:table|group)s? (?:from|than)\b|\bseparated? from\b"
        r"|\bno\b.*\b(?:sentar\w*|siente\w*|sentad[oa]|mesa|grupo)\b|\bseparad[oa]s?\b|\bevitar\b"
        r"|\b(?:otra mesa|otro grupo|mesa distinta|grupo distinto)\b)",
    ),
    (
        F.KEEP_TOGETHER,
        r"\b(?:sit|seated|together|grouped)\b.*\bwith\b|\bseating\b.*\bwith$"
        r"|\bwith whom\b.*\b(?:sit|seated|grouped)\b"
        r"|\bsentar\w*\b.*\bcon\b|\bcon quien(?:es)?\b.*\b(?:sentar\w*|mesa|grupo)\b|\bjuntos?\b",
    ),
    (
        F.SUPERVISOR_OF,
        r"\b(?:whom|who|people|staff) (?:do )?you (?:supervise|manage)\b"
        r"|\ba quien(?:es)? supervisa\b",
    ),
    (F.SUPERVISOR, r"\bsupervisor\b|\breport to\b|\bjefe\b"),
    (
        F.INTERESTS,
        r"\bdimension\w*\b|\btopics? (?:would|do|are) you\b|\bareas? of interest\b|\binteres\w*\b",
    ),
    (
        F.EFFORTS,
        r"\bcurrent(?:ly)?\b.*\b(?:effort|work|initiative|program)\w*\b|\befforts?\b"
        r"|\bactualmente\b|\besfuerzos?\b|\binitiatives?\b|\biniciativas?\b"
        r"|\balready (?:being done|doing|under ?way)\b|\bse esta haciendo\b",
    ),
    (
        F.HISTORY,
        r"\bhistory\b|\bhistorical\b|\bhistoria\b|\bin the past\b|\ben el pasado\b"
        r"|\btried (?:before|already)\b|\bse ha intentado\b",
    ),
    (
        F.INTERPRETS,
        r"\b(?:can|could|able to|willing to) (?:you )?interpret\b|\bpuede interpretar\b",
    ),
    (
        F.NEEDS,
        rf"{_OF_LANGUAGE}.*{_OF_ACCESS}|{_OF_ACCESS}.*{_OF_LANGUAGE}",
    ),
    (F.SPEAKS, r"\blanguages?\b.*\b(?:speak|spoken|comfortable)\b|\bidiomas?\b.*\bhabla\b"),
    (
        F.LANGUAGE_NEEDS,
        r"\binterpretation\b|\binterpreter\b|\btranslation\b|\binterpretacion\b|\binterprete\b"
        r"|\blanguage needs\b|\bpreferred language\b|\bidioma preferido\b"
        r"|\bnecesidades de idioma\b|^(?:if (?:yes|so) )?(?:which|what) languages?$"
        r"|^(?:si (?:la necesita|es asi) )?(?:que|cual) idioma$",
    ),
    (
        F.ACCESS_NEEDS,
        rf"\baccess(?:ibility)?\b|\baccommodations?\b|\baccesibilidad\b|\bdietary\b|{_ACCESS_NEED}",
    ),
    # What names neither is sorted by what people write.
    (F.NEEDS, r"\bneed in order to\b|\bnecesidades\b|\bneeds\b"),
    (
        F.PERSPECTIVES,
        r"\bperspectiv\w*\b|\byou bring\b|\bbring to\b|\baporta\b|\blived experience\b",
    ),
    (
        F.ROLE,
        r"\b(?:coming|attending|attend|joining|participating|here|identify) as\b|\brole\b"
        r"|^i am(?: an?)?$|^(?:yo )?soy(?: una?)?$|\bwho are you\b|\bquien es usted\b"
        r"|\bdescribes? you(?:rself)?\b|\byou are an?$|\ben (?:que )?calidad(?: de)?\b"
        r"|\b(?:asist\w+|vengo|viene|participo|participa) como\b|\brol\b|\bticket type\b",
    ),
    (
        F.ATTENDANCE,
        rf"^(?!.*{_ANOTHER_DAY}).*(?:"
        r"\b(?:will|can|are|do|plan to)(?: you)?(?: be)?(?: able to| plan to| planning to)?"
        r" (?:attend|come|coming|join)\w*\b|\b(?:attendee|attendance|approval) status\b"
        r"|\brsvp\b|\bconfirm\w* (?:su asistencia|your attendance)\b|\bnos acompana\w*\b"
        r"|\b(?:asistira|podra (?:asistir|venir|acompanarnos)|piensa asistir)\b"
        r"|\bhow many\b.*\b(?:attend|come|coming)\b)",
    ),
    (F.EMAIL, r"\be ?mail\b|\bcorreo\b"),
    (F.TITLE, r"\bjob title\b|\bposition\b|\bcargo\b|\bpuesto\b"),
    (
        F.AFFILIATION,
        r"\borgani[sz]ation\b|\bschool (?:or|district|name)\b|\bname of (?:your )?school\b"
        r"|\baffiliation\b|\bwhere do you work\b|\bcompany\b"
        r"|\byou represent\b|\brepresenta\b|\bdept\b|\bdepartment\b"
        r"|\borganizacion\b|\bescuela\b|\bdonde trabaja\b|\bwhich school\b",
    ),
    (
        F.NAME,
        r"\bfirst(?: name)? (?:and )?last name\b|\bnombre s?\s?y apellidos?\b"
        r"|\bnombres y apellidos?\b",
    ),
    (F.FIRST_NAME, r"\bfirst name\b|\bgiven name\b|\bprimer nombre\b"),
    (F.LAST_NAME, r"\blast name\b|\bsurname\b|\bapellidos?\b"),
    (F.NAME, r"\bname\b|\bnombre\b"),
)
_SOMEBODY_ELSES = re.compile(
    r"\b(?:child|children|student|kid|son|daughter|buyer|purchaser|hij[oa]s?|nin[oa]s?|estudiante"
    r"|alumn[oa]|comprador(?:a)?)\b.*\b(?:name|surname|e ?mail|nombre|apellidos?|correo)\b"
    r"|\b(?:nombre|apellidos?|correo)\b.*\b(?:hij[oa]|nin[oa]|estudiante|alumn[oa]|comprador(?:a)?)\b"
)
_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z][a-z])")
_OF_A_PERSON = tuple(
    phrase for phrase in _PHRASES if phrase[0] in (F.NAME, F.FIRST_NAME, F.LAST_NAME, F.EMAIL)
)
_NAMES = {alias.strip(): f for f, aliases in _EXACT.items() for alias in aliases.split(",")}
_SECOND_SURNAMES = frozenset(
    {"segundo apellido", "apellido materno", "second surname", "second last name"}
)
_NAMES |= dict.fromkeys(map(normalised_header, MARK_HEADERS), F.MARK)


def meaning_of(header: str) -> PersonField | None:
    """Return what a column with this header is by its words alone, or None."""
    key = header_key(header)
    return by_name(key) or by_phrase(key) or by_last_resort(key)


def header_key(header: str) -> str:
    """Return a header normalised; words that only capitals part, as in "FirstName", are parted."""
    return normalised_header(_CAPITALS.sub(" ", header))


def names_access_need(header: str) -> bool:
    """Tell whether a header names something that somebody may need, as "large print"."""
    return re.search(_ACCESS_NEED, header_key(header)) is not None


def is_second_surname(key: str) -> bool:
    """Tell whether a normalised header is that of the other one of two last names."""
    return key in _SECOND_SURNAMES


def by_name(key: str) -> PersonField | None:
    """Return what a normalised header is that names a field and nothing else."""
    return _NAMES.get(key)


def by_phrase(key: str) -> PersonField | None:
    """Return what a normalised header is by a phrase within it."""
    if by_last_resort(key) is not None:
        return None
    return next((found for found, pattern in _PHRASES if re.search(pattern, key)), None)


def by_last_resort(key: str) -> PersonField | None:
    """Return what somebody else's column is taken as where there is no column of one's own.

    That is a child's name beside a parent's, or who paid for the tickets beside who uses them.
    """
    if not _SOMEBODY_ELSES.search(key):
        return None
    return next((found for found, pattern in _OF_A_PERSON if re.search(pattern, key)), None)

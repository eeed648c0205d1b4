"""Words that people write for their role, to one of the three roles; doubt is asked.

A district's employee never counts as an advocate, and somebody who is two things chooses. So only
whole answers count: "Student" is an advocate, "Student services director" is a question.
"""

import re

from app.data.tables import normalised_header
from app.domain.people import Role

_ANSWERS = {
    Role.PRACTITIONER: (
        "practitioner, practitioners, district or school staff, district staff, school staff,"
        "district employee, district office, district leader, district leadership, central office,"
        "central office staff, district administrator, administrator, school board member,"
        "board member, school board, board of education, board of education member,"
        "school committee member, trustee, superintendent, deputy superintendent,"
        "assistant superintendent, associate superintendent, chief academic officer,"
        "chief of staff, equity officer, chief equity officer, equity director, data lead,"
        "content lead, assessment lead, staff, practitioner seat, practitioner ticket,"
        "personal del distrito, personal del distrito o de la escuela,"
        "personal del distrito o escolar, personal escolar o del distrito, personal escolar,"
        "personal de la escuela, empleado del distrito, empleada del distrito,"
        "miembro de la junta escolar, miembro de la junta directiva escolar,"
        "miembro de la mesa directiva escolar, junta escolar, superintendente,"
        "administrador, administradora, administrador del distrito, administradora del distrito,"
        "profesional del distrito"
    ),
    Role.EDUCATOR: (
        "educator, educators, teacher, teachers, teacher or educator, classroom teacher,"
        "school leader, principal, school principal, assistant principal, vice principal,"
        "head of school, instructional coach, paraeducator, paraprofessional, educator seat,"
        "teacher seat,"
        "educator ticket, maestro, maestra, maestro a, docente, profesor, profesora, educador,"
        "educadora, educador a, maestro o educador, maestra o educadora, maestro a o educador a,"
        "docente o educador, director de escuela, directora de escuela, director escolar,"
        "directora escolar, subdirector de escuela, subdirectora de escuela, lider escolar"
    ),
    Role.ADVOCATE: (
        "advocate, advocates, parent or family member, parent, parents, family member, family,"
        "parent or caregiver, parent caregiver, parent guardian, parent or guardian, guardian,"
        "caregiver, grandparent, grandmother, grandfather, mother, father, mom, dad, foster parent,"
        "stepparent, pastor, clergy, mama, papa, mama o papa, pastora,"
        "student, students, community organization,"
        "community organisation, community based organization, community member,"
        "community leader, community partner, community, civil rights leader,"
        "civil rights organization, business leader, business, business community, faith leader,"
        "nonprofit, non profit, youth leader, alumni, padre, madre, padre o madre,"
        "madre o padre, padre madre o familiar, madre padre o familiar, madre padre o tutor,"
        "padre madre o tutor, padre de familia,"
        "madre de familia, padres, familiar, familia, miembro de la familia,"
        "padre o miembro de la familia, padre madre o miembro de la familia, tutor, tutora,"
        "abuela, abuelo, estudiante, alumno, alumna, organizacion comunitaria,"
        "organizacion de la comunidad, miembro de la comunidad, lider comunitario,"
        "lider comunitaria, comunidad, lider de derechos civiles, empresario, empresaria,"
        "lider empresarial, lider religioso, lider religiosa"
    ),
}
_KNOWN = {
    answer.strip(): role for role, answers in _ANSWERS.items() for answer in answers.split(",")
}
_NAMED = (
    (re.compile(r"\bpractitioners?\b"), Role.PRACTITIONER),
    (re.compile(r"\b(?:advocates?|defensor(?:a|es|as)?)\b"), Role.ADVOCATE),
)
_EMPLOYED = re.compile(
    r"\b(?:district|distrito|staff|personal|employee|emplead[oa]|practitioner|teacher|educator"
    r"|principal|maestr[oa]|docente|superintendente?|director[a]?)\b"
)
_TICKET = frozenset({"seat", "ticket", "admission", "boleto", "entrada", "lugar"})
_ROLE_WORDS = frozenset(
    {"practitioner", "practitioners", "educator", "educators", "advocate", "advocates",
     "profesional", "educador", "educadora", "defensor", "defensora"}
)  # fmt: skip
_OTHER = re.compile(
    r"(?:an |selected choice )?(?:other|otr[oa])"
    r"(?: (?:please|specify|text|describe|explain|write in|por favor|especifique|texto|describa))*"
)
_BETWEEN = re.compile(
    r"\s*(?:[/;,+&|()\n]|\b(?:and|y|or|o|u)\b|\balso\b|\btambi[eé]n\b)\s*", re.IGNORECASE
)


def roles_of(words: str) -> frozenset[Role]:
    """Return the roles that an answer names: one is clear, none or several have to be asked."""
    whole = _one(words)
    if whole:
        return frozenset({whole})
    parts = [part for part in _BETWEEN.split(words) if part.strip()]
    if len(parts) < 2:
        return frozenset()
    found = [_one(part) for part in parts]
    named = frozenset(role for role in found if role)
    if None in found and len(named) < 2:
        return frozenset()
    return named


def is_other(words: str) -> bool:
    """Tell whether words are a choice's "Other (please specify)", and no answer by themselves."""
    return _OTHER.fullmatch(normalised_header(words)) is not None


def tells_more(words: str) -> bool:
    """Tell whether an answer says more of somebody than which of the three roles it is."""
    said = normalised_header(words).split()
    return any(word not in _ROLE_WORDS for word in said) and not _TICKET.intersection(said)


def likely_role(words: str) -> Role | None:
    """Return the one role that a longer answer speaks of, to be offered and never taken unasked.

    Where somebody employed may also be somebody's parent, nothing is offered: the person chooses.
    """
    text = f" {normalised_header(words)} "
    named = {role for answer, role in _KNOWN.items() if f" {normalised_header(answer)} " in text}
    if len(named) != 1 or (Role.ADVOCATE in named and _EMPLOYED.search(text)):
        return None
    return next(iter(named))


def _one(words: str) -> Role | None:
    text = normalised_header(words)
    known = _KNOWN.get(text)
    if known:
        return known
    named = {role for pattern, role in _NAMED if pattern.search(text)}
    if len(named) != 1:
        return None
    (role,) = named
    if role is Role.ADVOCATE and _EMPLOYED.search(text):
        return None
    return role

"""What is to be done before the day, and by when; who should be in the room, and who is not yet.

The days are this program's defaults. Whom to invite is the recruiting guidance for the workshop:
practitioners who decide and who know the data, educators, and advocates from the community.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from app.domain.people import Person, Role
from app.domain.preparation import ChecklistItem
from app.i18n import N_

DAYS_BEFORE = {
    "invitations": 42,
    "co_host": 35,
    "survey": 28,
    "reading": 21,
    "suggested_reading": 21,
    "access_needs": 14,
    "data_helpers": 14,
    "history": 10,
    "groups": 7,
    "data_packets": 7,
    "devices": 3,
    "paper_kit": 2,
    "rehearsal": 2,
    "room": 0,
}
"""Checklist item → how many days before the workshop it should be done."""


def due(item: ChecklistItem, day: date) -> date | None:
    """Return by when an item should be done for a workshop on ``day``; None where nobody said."""
    days = DAYS_BEFORE.get(item.id) if item.days is None else item.days
    try:
        return None if days is None else day - timedelta(days=days)
    except OverflowError:
        return None


@dataclass(frozen=True)
class Wanted:
    """Somebody who should be in the room: ``label`` for people, in whose role, by which words."""

    id: str
    label: str
    roles: frozenset[Role]
    words: re.Pattern[str]


@dataclass(frozen=True)
class Recruited:
    """How the list stands against the guidance.

    Attributes:
        found: how many people of each kind their own words tell of, in the guidance's order.
        practitioners, educators, advocates: how many have each role.
        languages_alone: languages that somebody needs and nobody interprets.

    """

    found: tuple[tuple[Wanted, int], ...]
    practitioners: int
    educators: int
    advocates: int
    languages_alone: tuple[str, ...]

    @property
    def missing(self) -> tuple[Wanted, ...]:
        """Return the kinds of people of whom no word on the list tells."""
        return tuple(wanted for wanted, count in self.found if not count)

    @property
    def advocates_short(self) -> int:
        """Return how many more advocates would balance the practitioners."""
        return max(0, self.practitioners - self.advocates)


_P = frozenset({Role.PRACTITIONER})
_E = frozenset({Role.EDUCATOR, Role.PRACTITIONER})
_A = frozenset({Role.ADVOCATE})


def _wanted(id_: str, label: str, roles: frozenset[Role], words: str) -> Wanted:
    return Wanted(id_, label, roles, re.compile(rf"\b(?:{words})\b"))


WANTED = (
    _wanted("board", N_("School board members"), _P,
            "(?:school|education|board) (?:board|member|trustee)s?|school committee|board of ed\\w*"
            "|trustees?|junta (?:escolar|directiva)|mesa directiva"),
    _wanted("superintendent", N_("The superintendent or a deputy"), _P,
            "superintendent\\w*|chief of staff|chief academic\\w*"),
    _wanted("equity", N_("The equity officer"), _P, "equity|equidad|diversity|inclusion"),
    _wanted("content", N_("Leads for content areas"), _P,
            "curricul\\w*|instruction|content|academics?|literacy|math\\w*|instruccion|contenido"),
    _wanted("assessment", N_("Leads for assessment and data"), _P,
            "assessments?|data|accountability|research|evaluacion|datos"),
    _wanted("populations", N_("Leads for special populations"), _P,
            "special (?:education|populations|services)|english learners?|multilingual|bilingual"
            "|homeless|foster|student services|educacion especial|bilingue|multilingue"),
    _wanted("leaders", N_("School leaders"), _E,
            "(?:assistant |vice )?principals?|school leaders?|heads? of school"
            "|director[ae]?s? (?:de escuela|escolar)|subdirector\\w*|lider escolar"),
    _wanted("teachers", N_("Teachers"), _E,
            "teach\\w*|educators?|maestr\\w+|docentes?|profesor\\w*|educador\\w*"),
    _wanted("families", N_("Families"), _A,
            "parents?|famil\\w+|guardians?|caregivers?|grandparents?|pt[ao]|madres?|padres?"
            "|tutor\\w*|abuel\\w+"),
    _wanted("students", N_("Students"), _A, "students?|youth|estudiantes?|alumn\\w+"),
    _wanted("civil_rights", N_("Civil-rights leaders"), _A,
            "civil rights|disability rights|naacp|lulac|aclu|justice|advocacy"
            "|derechos (?:civiles|humanos)"),
    _wanted("business", N_("Business leaders"), _A,
            "business\\w*|chamber|commerce|employers?|empres\\w+|comercio"),
    _wanted("community", N_("Community organizations"), _A,
            "communit\\w+|organi[sz]ations?|coalitions?|faith|church|refugee|nonprofit|united"
            "|comunitari\\w+|comunidad|organizacion\\w*|iglesia"),
)  # fmt: skip
"""Who should be there, in the guidance's order; nothing here decides anything about a person."""


def recruited(people: Sequence[Person]) -> Recruited:
    """Return how a list stands, by what people said of themselves: nobody is asked anything."""
    said = [(person.role, _said(person)) for person in people]
    roles = [role for role, _words in said]
    return Recruited(
        found=tuple(
            (
                wanted,
                sum(
                    role in wanted.roles and wanted.words.search(words) is not None
                    for role, words in said
                ),
            )
            for wanted in WANTED
        ),
        practitioners=roles.count(Role.PRACTITIONER),
        educators=roles.count(Role.EDUCATOR),
        advocates=roles.count(Role.ADVOCATE),
        languages_alone=_languages_alone(people),
    )


def _said(person: Person) -> str:
    """Return somebody's own words about themselves, without accents and punctuation."""
    who = person.identity
    if who is None:
        return ""
    text = f"{who.title} {who.affiliation} {who.perspectives}".replace("-", " ")
    letters = unicodedata.normalize("NFKD", text).casefold()
    kept = "".join(sign for sign in letters if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[\W_]+", " ", kept).split())


def _languages_alone(people: Sequence[Person]) -> tuple[str, ...]:
    """Return languages of people with a need whom nobody interprets for."""
    who = [person.identity for person in people if person.identity is not None]
    served = {code for identity in who for code in identity.interprets}
    needed = (
        code
        for identity in who
        if identity.language_needs or identity.access_needs
        for code in identity.speaks
        if code != "en"
    )
    return tuple(code for code in dict.fromkeys(needed) if code not in served)

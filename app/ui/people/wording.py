"""Roles and needs of people in words and pictures."""

from app.domain.people import Arrival, Person, Role
from app.i18n import N_, _, _n

ROLE_NAMES = {
    Role.PRACTITIONER: N_("Practitioner"),
    Role.EDUCATOR: N_("Educator"),
    Role.ADVOCATE: N_("Advocate"),
}
"""Each role's name; translate where it is shown."""

ROLE_ICONS = {
    Role.PRACTITIONER: "building-2",
    Role.EDUCATOR: "graduation-cap",
    Role.ADVOCATE: "megaphone",
}
"""Each role's picture; never the lenses' circle and diamond."""


def role_name(role: Role) -> str:
    """Return a role in the interface's language."""
    return _(ROLE_NAMES[role])


def role_count(role: Role, count: int) -> str:
    """Return how many have a role: "2 educators"."""
    if role is Role.PRACTITIONER:
        words = _n("{n} practitioner", "{n} practitioners", count)
    elif role is Role.EDUCATOR:
        words = _n("{n} educator", "{n} educators", count)
    else:
        words = _n("{n} advocate", "{n} advocates", count)
    return words.format(n=count)


def name_of(person: Person) -> str:
    """Return a person's name, or what to call them once names were forgotten."""
    return person.name or _("{role} without a name").format(role=role_name(person.role))


def needs_of(person: Person) -> str:
    """Return language and access needs on one line, or ""."""
    identity = person.identity
    if identity is None:
        return ""
    return " · ".join(part for part in (identity.language_needs, identity.access_needs) if part)


def affiliation_of(person: Person) -> str:
    """Return a person's school, office or organisation, or ""."""
    return person.identity.affiliation if person.identity else ""


def is_absent(person: Person) -> bool:
    """Tell whether somebody is known not to come."""
    return person.participant.arrival is Arrival.ABSENT

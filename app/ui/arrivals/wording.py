"""People in a few words."""

from app.domain.people import Arrival, Person, Role
from app.domain.seating import SCORING, Group
from app.domain.snapshot import Snapshot
from app.i18n import N_, _
from app.ui.group_words import group_inside

ROLE_NAMES = {
    Role.PRACTITIONER: N_("Practitioner"),
    Role.EDUCATOR: N_("Educator"),
    Role.ADVOCATE: N_("Advocate"),
}
ARRIVAL_ICONS = {
    Arrival.HERE: ("circle-check", "success"),
    Arrival.EXPECTED: ("circle-dashed", "quiet_ink"),
    Arrival.ABSENT: ("circle-x", "attention"),
}


def role_name(role: Role) -> str:
    """Return a role's name."""
    return _(ROLE_NAMES[role])


def arrival_name(arrival: Arrival) -> str:
    """Return whether somebody came, in a word."""
    return {
        Arrival.HERE: _("here"),
        Arrival.EXPECTED: _("expected"),
        Arrival.ABSENT: _("absent"),
    }[arrival]


def person_name(snapshot: Snapshot, person: Person) -> str:
    """Return a person's name, or a number once the people are forgotten."""
    if person.name:
        return person.name
    number = next((n for n, p in enumerate(snapshot.people, 1) if p.id == person.id), 0)
    return _("Person {n}").format(n=number)


def group_of(snapshot: Snapshot, person_id: str) -> Group | None:
    """Return the scoring group somebody sits in, or None."""
    plan = snapshot.seating(SCORING)
    return plan.group(plan.group_of(person_id)) if plan else None


def group_words(group: Group | None) -> str:
    """Return a seat in words: "group B · Table 2"."""
    if group is None:
        return _("no seat yet")
    name = group_inside(group.label)
    return f"{name} · {group.place}" if group.place else name


def facts(snapshot: Snapshot, person: Person) -> str:
    """Return role, affiliation and seat on one line."""
    affiliation = person.identity.affiliation if person.identity else ""
    seat = group_words(group_of(snapshot, person.id))
    parts = (role_name(person.role), affiliation, seat)
    return " · ".join(part for part in parts if part)

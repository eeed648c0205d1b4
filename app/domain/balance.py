"""How balanced a seating is, table by table, in words for the facilitator.

Live beside drag and drop. Keep-apart wishes are never in the words: whether they are kept is a
separate mark, for the facilitator's own screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.domain.people import Arrival, Person, PersonIdentity, Role
from app.domain.place_needs import PlaceNeed, place_needs
from app.domain.seat_words import place_words
from app.domain.seating import SCORING, Group, SeatingPlan
from app.i18n import _, _n

_SMALL = 3
_LARGE = 9


@dataclass(frozen=True, kw_only=True)
class GroupBalance:
    """One table.

    Attributes:
        group_id: the table.
        size: how many sit there.
        practitioners, educators, advocates: how many of each role.
        lone_advocate: exactly one advocate sits there.
        no_advocate: nobody of the advocates sits there, though the room has some.
        beside_supervisor: somebody sits with the person they report to.
        affiliations: how many different ones.
        interests_met: how many work on a dimension that they asked for, of
            ``interests_named`` who named one.
        language_needs, access_needs: what the table needs, as written, each once.
        place_missing: what somebody here needs of the place and it does not offer (`PlaceNeed`).
        interpreters_missing: language needs without anybody at the table who interprets.
        wishes_kept: whether every seating wish is kept; never shown to the room or explained.
        remarks: what to look at, in the interface's language.

    """

    group_id: str
    size: int
    practitioners: int
    educators: int
    advocates: int
    lone_advocate: bool
    no_advocate: bool
    beside_supervisor: bool
    affiliations: int
    interests_met: int
    interests_named: int
    language_needs: tuple[str, ...]
    access_needs: tuple[str, ...]
    place_missing: tuple[str, ...]
    interpreters_missing: bool
    wishes_kept: bool
    remarks: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        """Return whether there is nothing to look at."""
        return not self.remarks


def balance(plan: SeatingPlan, people: Sequence[Person]) -> tuple[GroupBalance, ...]:
    """Return the balance of each table of a plan, in order; who is absent does not count."""
    known = {p.id: p for p in people if p.participant.arrival is not Arrival.ABSENT}
    seated = [known[m.participant_id] for m in plan.memberships if m.participant_id in known]
    advocates = any(person.role is Role.ADVOCATE for person in seated)
    return tuple(
        _group(group, [known[i] for i in plan.members(group.id) if i in known],
               advocates_here=advocates, scores=plan.seating.purpose == SCORING)
        for group in plan.groups
    )  # fmt: skip


def _group(
    group: Group,
    members: list[Person],
    *,
    advocates_here: bool,
    scores: bool,
) -> GroupBalance:
    roles = [person.role for person in members]
    identities = [person.identity for person in members if person.identity]
    named = [person for person in members if person.participant.interests]
    advocates = roles.count(Role.ADVOCATE)
    found = GroupBalance(
        group_id=group.id,
        size=len(members),
        practitioners=roles.count(Role.PRACTITIONER),
        educators=roles.count(Role.EDUCATOR),
        advocates=advocates,
        lone_advocate=advocates == 1 and len(members) > 1,
        no_advocate=bool(members) and advocates == 0 and advocates_here,
        beside_supervisor=_any_beside(identities, "supervisor_of"),
        affiliations=len({i.affiliation.casefold() for i in identities if i.affiliation}),
        interests_met=sum(
            bool(set(p.participant.interests) & set(group.dimensions)) for p in named
        ),
        interests_named=len(named),
        language_needs=tuple(sorted({i.language_needs for i in identities if i.language_needs})),
        access_needs=tuple(sorted({i.access_needs for i in identities if i.access_needs})),
        place_missing=_place_missing(identities, group.offers),
        interpreters_missing=_interpreters_missing(identities),
        wishes_kept=not _any_beside(identities, "keep_apart"),
        remarks=(),
    )
    return _with_remarks(found, bool(group.dimensions) or not scores)


def _any_beside(identities: Sequence[PersonIdentity], relation: str) -> bool:
    present = {identity.id for identity in identities}
    return any(present & set(getattr(identity, relation)) for identity in identities)


def _place_missing(identities: Sequence[PersonIdentity], offers: Sequence[str]) -> tuple[str, ...]:
    needed = {need for identity in identities for need in place_needs(identity.access_needs)}
    return tuple(need.value for need in PlaceNeed if need in needed and need not in offers)


def _interpreters_missing(identities: Sequence[PersonIdentity]) -> bool:
    able = {code for identity in identities for code in identity.interprets}
    needy = [identity for identity in identities if identity.language_needs]
    return any(not able & set(identity.speaks) for identity in needy)


def _with_remarks(found: GroupBalance, has_dimensions: bool) -> GroupBalance:
    remarks: list[str] = []
    if found.size == 0:
        remarks.append(_("Nobody sits here yet."))
    elif found.size < _SMALL:
        remarks.append(_n("Only {n} person sits here.", "Only {n} people sit here.", found.size)
                       .format(n=found.size))  # fmt: skip
    elif found.size > _LARGE:
        remarks.append(_("{n} people are many for one table.").format(n=found.size))
    if found.lone_advocate:
        remarks.append(_("One advocate sits alone among staff."))
    elif found.no_advocate:
        remarks.append(_("No advocate sits here."))
    if found.size and found.size == found.advocates + found.educators and not found.practitioners:
        remarks.append(_("No practitioner sits here."))
    if found.beside_supervisor:
        remarks.append(_("Somebody sits with their own supervisor."))
    if found.place_missing:
        remarks.append(
            _("Somebody here needs a place that is {needs}.").format(
                needs=place_words(found.place_missing)
            )
        )
    if found.interpreters_missing:
        needs = ", ".join(found.language_needs)
        remarks.append(_("Arrange an interpreter: {needs}.").format(needs=needs))
    if not has_dimensions:
        remarks.append(_("No dimension is assigned."))
    return replace(found, remarks=tuple(remarks))

"""What the cards of a seating show, read out of the snapshot."""

from collections import Counter
from collections.abc import Mapping, Sequence
from string import ascii_uppercase

from app.domain.arranging import new_neighbours
from app.domain.people import Person
from app.domain.place_needs import place_needs
from app.domain.seat_words import place_words
from app.domain.seating import SCORING, Group, SeatingPlan
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.i18n import N_, _, _n
from app.services import grouping
from app.ui.groups.seat_list import SeatRow
from app.ui.people import wording

_PURPOSES = {"scoring": N_("Scoring"), "next_steps": N_("Next steps")}


def seating_title(plan: SeatingPlan, language: str) -> str:
    """Return what a seating is called."""
    titled = say(plan.seating.title, language)
    known = _PURPOSES.get(plan.seating.purpose)
    return titled or (_(known) if known else _("Another seating"))


def dimension_choices(snapshot: Snapshot, language: str) -> list[tuple[str, str, str]]:
    """Return every dimension as (id, "1 · School Funding", "1 Funding")."""
    return [
        (
            dimension.id,
            f"{dimension.number} · {say(dimension.name, language)}",
            f"{dimension.number} {say(dimension.short_name, language)}",
        )
        for dimension in snapshot.framework.dimensions
    ]


def coverage(snapshot: Snapshot, plan: SeatingPlan, language: str) -> tuple[str, bool]:
    """Return which dimensions no group scores, in words, and whether all are covered."""
    taken = {dimension for group in plan.groups for dimension in group.dimensions}
    missing = [d for d in snapshot.framework.dimensions if d.id not in taken]
    total = len(snapshot.framework.dimensions)
    if not missing:
        return _("All {n} dimensions are covered.").format(n=total), True
    names = ", ".join(f"{d.number} {say(d.short_name, language)}" for d in missing)
    return _("Not covered: {names}").format(names=names), False


def rows_of(snapshot: Snapshot, plan: SeatingPlan, group: Group | None) -> list[SeatRow]:
    """Return the people of a group, or, for None, of those without a seat who may come."""
    seats = {seat.participant_id: seat for seat in plan.memberships}
    rows = []
    for person in snapshot.people:
        seat = seats.get(person.id)
        if group is not None and (seat is None or seat.group_id != group.id):
            continue
        if group is None and seat is not None:
            continue
        locked = bool(seat and seat.locked)
        helps = group is not None and group.data_helper == person.id
        rows.append(_row(person, locked=locked, helps=helps))
    return rows


def person_words(snapshot: Snapshot, person: Person, language: str) -> str:
    """Return role, affiliation, interests and needs of a person on one line."""
    numbers = {d.id: d for d in snapshot.framework.dimensions}
    interests = ", ".join(
        f"{numbers[i].number} {say(numbers[i].short_name, language)}"
        for i in person.participant.interests
        if i in numbers
    )
    parts = [
        wording.role_name(person.role),
        wording.affiliation_of(person),
        _("would like {interests}").format(interests=interests) if interests else "",
        wording.needs_of(person),
        place_needed(person),
    ]
    return " · ".join(part for part in parts if part)


def place_needed(person: Person) -> str:
    """Return what somebody's words are taken to ask of their table's place, or ""."""
    needs = place_needs(person.identity.access_needs) if person.identity else ()
    return _("needs a place that is {needs}").format(needs=place_words(needs)) if needs else ""


def scores(plan: SeatingPlan) -> bool:
    """Tell whether a seating's groups are to cover the dimensions."""
    return plan.seating.purpose == SCORING


def _row(person: Person, *, locked: bool, helps: bool) -> SeatRow:
    absent = wording.is_absent(person)
    needs = wording.needs_of(person)
    marks = [
        icon
        for icon, shown in (
            ("accessibility", bool(needs)),
            ("database", helps),
            ("lock", locked),
        )
        if shown
    ]
    affiliation = wording.affiliation_of(person)
    said = [wording.name_of(person), wording.role_name(person.role), affiliation, needs]
    said += [_("data helper")] if helps else []
    said += [_("stays at this table")] if locked else []
    said += [_("absent")] if absent else []
    return SeatRow(
        participant_id=person.id,
        name=wording.name_of(person),
        detail=_("absent") if absent else affiliation,
        icon_name=wording.ROLE_ICONS[person.role],
        marks=tuple(marks),
        quiet=absent,
        spoken=", ".join(part for part in said if part),
    )


def summary(snapshot: Snapshot, plan: SeatingPlan) -> str:
    """Return how many sit at how many tables, and how many neighbors are new, in words.

    Who is absent keeps their seat, and is no neighbor.
    """
    coming = {person.id for person in grouping.coming(snapshot)}
    seats = {m.participant_id: m.group_id for m in plan.memberships if m.participant_id in coming}
    parts = [
        _n("{n} person", "{n} people", len(seats)).format(n=len(seats)),
        _n("{n} group", "{n} groups", len(plan.groups)).format(n=len(plan.groups)),
    ]
    first = snapshot.seating(SCORING)
    if first is not None and first is not plan and seats:
        parts.append(_new_share(first, seats))
    return " · ".join(parts)


def group_for_key(groups: Sequence[Group], key: str) -> Group | None:
    """Return the group whose label begins with a letter, or the one of that number, or None."""
    for group in groups:
        if group.label.upper().startswith(key):
            return group
    place = int(key) - 1 if key.isdigit() else -1
    return groups[place] if 0 <= place < len(groups) else None


def _new_share(first: SeatingPlan, seats: Mapping[str, str]) -> str:
    """Return how many of the pairs at the second seating's tables are new, in words."""
    met = {m.participant_id: m.group_id for m in first.memberships}
    pairs = sum(size * (size - 1) // 2 for size in Counter(seats.values()).values())
    share = round(100 * new_neighbours(met, seats) / pairs) if pairs else 100
    return _("{share}% of table neighbors are new").format(share=share)


def next_label(taken: Sequence[str]) -> str:
    """Return the first letter (then pair of letters) that no group has."""
    names = [*ascii_uppercase, *(f"{a}{b}" for a in ascii_uppercase for b in ascii_uppercase)]
    return next(name for name in names if name not in taken)

"""Participants and their identities: add, edit, import, forget."""

from dataclasses import replace
from typing import Any

from app.domain.codec import from_json, to_json
from app.domain.errors import InvalidChangeError
from app.domain.people import (
    AddPerson,
    Arrival,
    EditPerson,
    ForgetPeople,
    ImportPeople,
    Participant,
    PersonEntry,
    PersonIdentity,
    RemovePerson,
    clean_name,
)
from app.domain.preparation import HistoryItem
from app.domain.seating import Group, Membership
from app.domain.workshop import WORKSHOP_ID, Hosts
from app.i18n import _
from app.services.registry import handles
from app.services.seats import take_seat
from app.storage import drafts
from app.storage.database import Transaction


@handles(AddPerson)
def add_person(tx: Transaction, command: AddPerson) -> None:
    """Add one participant; a walk-in is here at once and may take a seat.

    Raises:
        InvalidChangeError: without a name.

    """
    if not tx.replaying and not command.identity:
        raise _nameless()
    tx.put(
        Participant(
            id=command.participant_id,
            role=command.role,
            position=_next_position(tx),
            interests=command.interests,
            arrival=Arrival.HERE if command.walk_in else Arrival.EXPECTED,
            arrived_at=command.when if command.walk_in else None,
            walk_in=command.walk_in,
        )
    )
    _put_identity(tx, command.participant_id, command.identity)
    if command.group_id:
        take_seat(tx, command.participant_id, command.group_id)


@handles(EditPerson)
def edit_person(tx: Transaction, command: EditPerson) -> None:
    """Change one participant."""
    person = tx.get(Participant, command.participant_id)
    if command.role is not None:
        person = replace(person, role=command.role)
    if command.interests is not None:
        person = replace(person, interests=command.interests)
    tx.put(person)
    _put_identity(tx, command.participant_id, command.identity)


@handles(RemovePerson)
def remove_person(tx: Transaction, command: RemovePerson) -> None:
    """Remove a participant everywhere: list, seats, wishes of others, data helper."""
    gone = command.participant_id
    for seat in tx.all(Membership, participant_id=gone):
        tx.remove(Membership, seat.id)
    for group in tx.all(Group, data_helper=gone):
        tx.put(replace(group, data_helper=""))
    tx.remove(Participant, gone)
    tx.remove(PersonIdentity, gone)
    for other in tx.all(PersonIdentity):
        freed = _without(other, gone)
        if freed != other:
            tx.put(freed)


def _without(identity: PersonIdentity, gone: str) -> PersonIdentity:
    return replace(
        identity,
        supervisor_of=tuple(i for i in identity.supervisor_of if i != gone),
        keep_apart=tuple(i for i in identity.keep_apart if i != gone),
        keep_together=tuple(i for i in identity.keep_together if i != gone),
        answered={
            name: tuple(i for i in ids if i != gone) for name, ids in identity.answered.items()
        },
    )


@handles(ImportPeople)
def import_people(tx: Transaction, command: ImportPeople) -> None:
    """Add or update many participants, and their survey answers without names."""
    position = _next_position(tx)
    for place, entry in enumerate(command.people):
        identity = command.identities.get(entry.participant_id, {})
        _import_one(tx, entry, identity, position + place)
    for kind, answers in (("history", command.history), ("effort", command.efforts)):
        last = max((h.position for h in tx.all(HistoryItem)), default=0.0)
        # The ledger keeps no order in a mapping; by id, a replay puts them the same way.
        for offset, (item_id, text) in enumerate(sorted(answers.items()), 1):
            known = tx.find(HistoryItem, item_id)
            if known is not None:
                tx.put(replace(known, text=text or ""))
                continue
            tx.put(HistoryItem(id=item_id, position=last + offset, kind=kind, text=text or ""))


def _import_one(
    tx: Transaction, entry: PersonEntry, identity: dict[str, Any], position: float
) -> None:
    known = tx.find(Participant, entry.participant_id)
    if known is None:
        tx.put(
            Participant(
                id=entry.participant_id, role=entry.role, interests=entry.interests,
                position=position,
            )
        )  # fmt: skip
    else:
        tx.put(replace(known, role=entry.role, interests=entry.interests))
    _put_identity(tx, entry.participant_id, identity)


def _next_position(tx: Transaction) -> float:
    return max((p.position for p in tx.all(Participant)), default=0.0) + 1.0


def _put_identity(tx: Transaction, participant_id: str, values: dict[str, Any]) -> None:
    """Keep identity values; in a replay there are none, and nothing happens."""
    if not values:
        return
    known = tx.find(PersonIdentity, participant_id)
    base = to_json(known) if known else {"name": ""}
    identity = from_json(PersonIdentity, {**base, **values, "id": participant_id})
    name = clean_name(identity.name)
    if not name:
        raise _nameless()
    tx.put(replace(identity, name=name, email=identity.email.strip().lower()))


def _nameless() -> InvalidChangeError:
    return InvalidChangeError(_("A participant needs a name."), remedy=_("Type a name."))


@handles(ForgetPeople)
def forget_people(tx: Transaction, command: ForgetPeople) -> None:
    """Erase every identity and the hosts' names; findings, seats and roles stay."""
    for identity in tx.all(PersonIdentity):
        tx.remove(PersonIdentity, identity.id)
    tx.remove(Hosts, WORKSHOP_ID)
    drafts.drop_personal(tx)

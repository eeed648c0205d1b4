"""Arrivals: here, absent, expected."""

from dataclasses import replace

from app.domain.people import Arrival, MarkArrival, Participant
from app.services.registry import handles
from app.storage.database import Transaction


@handles(MarkArrival)
def mark_arrival(tx: Transaction, command: MarkArrival) -> None:
    """Say who is here; the moment of arrival is kept once."""
    for participant_id in command.participant_ids:
        person = tx.get(Participant, participant_id)
        here = command.arrival is Arrival.HERE
        moment = (person.arrived_at or command.when) if here else None
        tx.put(replace(person, arrival=command.arrival, arrived_at=moment))

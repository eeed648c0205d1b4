"""Taking and leaving seats: what people, arrivals and groups all need."""

from app.domain.seating import Group, Membership, membership_id
from app.storage.database import Transaction


def take_seat(tx: Transaction, participant_id: str, group_id: str, *, locked: bool = False) -> None:
    """Seat a participant at a table, leaving any other table of the same seating."""
    group = tx.get(Group, group_id)
    tx.put(
        Membership(
            id=membership_id(group.seating_id, participant_id),
            seating_id=group.seating_id,
            group_id=group_id,
            participant_id=participant_id,
            locked=locked,
        )
    )


def leave_seat(tx: Transaction, participant_id: str, seating_id: str) -> None:
    """Take a participant's seat in a seating away."""
    tx.remove(Membership, membership_id(seating_id, participant_id))

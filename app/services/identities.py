"""Who people are, in a copy that leaves this laptop: one rule for every way out."""

from dataclasses import replace

from app.domain.people import PersonIdentity
from app.domain.workshop import WORKSHOP_ID, Hosts
from app.storage import drafts
from app.storage.database import Transaction


def keep_back(tx: Transaction, *, names: bool) -> None:
    """Take out of a copy what stays here: seating wishes always, and all names without ``names``.

    With the names go the hosts', and what is being typed about people.
    """
    for identity in tx.all(PersonIdentity):
        if names:
            tx.put(replace(identity, keep_apart=(), answered={}))
        else:
            tx.remove(PersonIdentity, identity.id)
    if not names:
        tx.remove(Hosts, WORKSHOP_ID)
        drafts.drop_personal(tx)

"""The list of people as a file, for whoever prepares the room or sends invitations."""

from app.data import people_list
from app.domain.snapshot import Snapshot

SUFFIXES = (".xlsx", ".csv")
"""What the list can be saved as; the first is offered."""


def content(snapshot: Snapshot, suffix: str) -> bytes:
    """Return the list, names and all, as a workbook or as CSV; private wishes are never in it."""
    make = people_list.to_csv if suffix.lower() == ".csv" else people_list.to_xlsx
    return make(snapshot.people, snapshot.framework)

"""The moments between which the power can go: each step that leads to something on the disk.

A leaf: standard library only. Nobody listens while the program is used; the tests stop the program
dead at every one of them in turn, and look whether anything is lost.
"""

from collections.abc import Callable
from enum import StrEnum


class Point(StrEnum):
    """A named moment, just after what it says was done (or just before, where it says so)."""

    DRAFT_WRITTEN = "a draft is in its row, not committed"
    LEDGER_APPENDED = "an entry is in the ledger, not committed"
    ROW_WRITTEN = "a row of the state is written, not committed"
    BEFORE_COMMIT = "everything is written, the commit comes next"
    COMMITTED = "the commit is on the disk, nobody was told"
    TOLD = "the views were told"
    FILE_MADE = "a new workshop is whole under its passing name"
    FILE_NAMED = "a new workshop has its name"
    COPY_STEP = "some pages of a copy are written"
    COPY_FLUSHED = "a copy is whole on the disk under its passing name"
    COPY_NAMED = "a copy has its name"
    SECOND_COPIED = "the second folder's backup is whole under its passing name"
    SECOND_NAMED = "the second folder's backup has its name"
    UPGRADE_BACKED_UP = "an old file is backed up, not migrated"
    UPGRADE_MIGRATED = "an old file is migrated, not committed"
    UPGRADED = "an old file is brought up to date"
    CATALOGUE_WRITTEN = "the list of heads is written under its passing name"
    CATALOGUE_NAMED = "the list of heads has its name"
    MARK_WRITTEN = "the sign of life is written under its passing name"
    MARK_NAMED = "the sign of life has its name"
    SIDES_COPIED = "what SQLite left beside a file was copied to where the file goes"
    FILE_MOVED = "a file was moved, what lay beside it not yet removed"
    RESTORE_READY = "what takes a workshop's place is whole beside it"
    RESTORE_SET_ASIDE = "the former file is set aside, its place is empty"
    RESTORED = "the restored file is in its place"
    IMPORT_READY = "a received file is whole under its passing name"
    IMPORTED = "a received file has its name"
    HANDOVER_MARKED = "a room is marked as handed over, its file is not yet written"
    HANDOVER_SEALED = "a hand-over file is whole under its passing name"
    HANDOVER_NAMED = "a hand-over file has its name, and is not listed"
    HANDOVER_OPENED = "a hand-over file is unsealed where a crash's leavings are swept"
    EXPORT_READY = "an export is clean and whole under its passing name"
    EXPORTED = "an export has its name, and is not listed"
    STONES_WRITTEN = "the list of what was withdrawn is written under its passing name"
    STONES_NAMED = "the list of what was withdrawn has its name"
    ERASED = "words are erased here, the file is not yet rewritten"
    VACUUMED = "the file is rewritten"
    SPARE_RESERVED = "room for the spare journal is on the disk"
    SPARE_APPENDED = "the spare journal holds what the file refused"
    SPARE_TAKEN_IN = "what the spare journal held is in the file"
    SPARE_EMPTIED = "the spare journal is empty"


Listener = Callable[[Point], None]

_listener: Listener | None = None


def reached(point: Point) -> None:
    """Say that a moment has come; costs nothing while nobody listens."""
    if _listener is not None:
        _listener(point)


def listen(listener: Listener | None) -> None:
    """Let one listener hear every moment, on the thread that reaches it; None ends it."""
    global _listener
    _listener = listener

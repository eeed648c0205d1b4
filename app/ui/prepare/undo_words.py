"""What undo would take back of the preparation, in words."""

from app.domain.commands import Command
from app.domain.people import AddPerson
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.ui.console.undo_words import undo_words as of_the_day


def undo_words(command: Command | None, snapshot: Snapshot, language: str) -> str:
    """Return a button's words, "Undo: removed norm"; "" without anything to undo.

    Words are those of the console, save that nobody walks in before the day.
    """
    if isinstance(command, AddPerson):
        return _("Undo: {what}").format(what=_("new person"))
    return of_the_day(command, snapshot, language)

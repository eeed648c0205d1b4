"""What undo would take back of the preparation, in words."""

from app.domain import agenda, norms, people, preparation, seating, workshop
from app.domain.commands import Command
from app.domain.snapshot import Snapshot
from app.i18n import N_, _
from app.ui.console.undo_words import undo_words as of_the_day

_WORDS: dict[type[Command], str] = {
    workshop.EditDetails: N_("details"),
    workshop.NameHosts: N_("who leads"),
    preparation.CheckItem: N_("tick"),
    preparation.AddChecklistItem: N_("new item"),
    preparation.RemoveChecklistItem: N_("removed item"),
    preparation.AddHistoryItem: N_("new item"),
    preparation.EditHistoryItem: N_("changed item"),
    preparation.RemoveHistoryItem: N_("removed item"),
    preparation.ReplaceFramework: N_("framework"),
    preparation.EditFramework: N_("framework"),
    preparation.AddFrameworkLine: N_("framework"),
    preparation.ChooseScale: N_("framework"),
    agenda.AddBlock: N_("new block"),
    agenda.EditBlock: N_("changed block"),
    agenda.RemoveBlock: N_("removed block"),
    agenda.AddActivity: N_("new activity"),
    agenda.EditActivity: N_("changed activity"),
    agenda.RemoveActivity: N_("removed activity"),
    agenda.SplitActivity: N_("split"),
    norms.AddNorm: N_("new norm"),
    norms.EditNorm: N_("reworded norm"),
    norms.MoveNorm: N_("moved norm"),
    norms.RemoveNorm: N_("removed norm"),
    norms.AdoptNorms: N_("adoption"),
    people.AddPerson: N_("new person"),
    people.EditPerson: N_("changed person"),
    people.RemovePerson: N_("removed person"),
    people.ImportPeople: N_("imported people"),
    seating.AddSeating: N_("new seating"),
    seating.RemoveSeating: N_("removed seating"),
    seating.AddGroup: N_("new group"),
    seating.EditGroup: N_("changed group"),
    seating.RemoveGroup: N_("removed group"),
    seating.Unseat: N_("seat"),
    seating.Seat: N_("seat"),
    seating.ArrangeSeating: N_("new seats"),
}


def undo_words(command: Command | None, snapshot: Snapshot, language: str) -> str:
    """Return a button's words, "Undo: removed norm"; "" without anything to undo.

    What was done to the running day is named as on the console: nobody takes the start of the
    day back for "last change".
    """
    if command is None or type(command) not in _WORDS:
        return of_the_day(command, snapshot, language)
    return _("Undo: {what}").format(what=_(_WORDS[type(command)]))

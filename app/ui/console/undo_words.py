"""What undo would take back, in words."""

from app.domain import agenda, norms, notes, people, preparation, seating, stations
from app.domain.agenda import Activity
from app.domain.cells import (
    AskForHelp,
    ConfirmScores,
    GrantTime,
    RevealResults,
    SayFinished,
    SetCell,
)
from app.domain.clock import (
    AddTime,
    AnswerSleep,
    FinishDay,
    GoTo,
    NoteSleep,
    PauseClock,
    Replan,
    ResumeClock,
    SkipActivity,
    StartDay,
    TakeBackTime,
)
from app.domain.commands import Command
from app.domain.measures import EditDataset, ImportDataset, RemoveDataset
from app.domain.scenes import Blackout, HoldScene, RecallNorms, ShowScene, TellRoom
from app.domain.snapshot import Snapshot
from app.domain.text import say
from app.domain.workshop import ApproveSummary, EditDetails, NameHosts
from app.i18n import N_, _

LONGEST = 24
"""Characters of a title on the button."""

_PLAIN: dict[type[Command], str] = {
    StartDay: N_("start of the day"),
    FinishDay: N_("end of the day"),
    PauseClock: N_("pause"),
    ResumeClock: N_("going on"),
    Replan: N_("new times"),
    TakeBackTime: N_("time taken back"),
    AnswerSleep: N_("answer about the sleep"),
    ShowScene: N_("change of scene"),
    HoldScene: N_("holding the scene"),
    RecallNorms: N_("norms"),
    Blackout: N_("dark screen"),
    TellRoom: N_("message"),
    stations.MoveStation: N_("moved station"),
    stations.RevokeStation: N_("station that writes no more"),
    stations.RenameStation: N_("renamed station"),
    stations.CompareStations: N_("compared digits"),
    stations.TellStations: N_("message to the stations"),
    stations.AdmitStation: N_("new station"),
    GrantTime: N_("time for a group"),
    AskForHelp: N_("helped"),
    SayFinished: N_("finished or not"),
    ConfirmScores: N_("confirmation"),
    SetCell: N_("answer"),
    NoteSleep: N_("sleep of the laptop"),
    ApproveSummary: N_("approval"),
    ImportDataset: N_("imported numbers"),
    EditDataset: N_("changed numbers"),
    RemoveDataset: N_("removed numbers"),
    notes.AddNote: N_("note"),
    notes.PlaceNotes: N_("moved note"),
    notes.TagNote: N_("mark on a note"),
    notes.RemoveNote: N_("removed note"),
    notes.AddTheme: N_("new theme"),
    notes.RenameTheme: N_("renamed theme"),
    notes.RemoveTheme: N_("removed theme"),
    notes.AddDataNeed: N_("new data need"),
    notes.EditDataNeed: N_("changed data need"),
    notes.RemoveDataNeed: N_("removed data need"),
    notes.AddNextStep: N_("new step"),
    notes.EditNextStep: N_("changed step"),
    notes.RemoveNextStep: N_("removed step"),
    people.AddPerson: N_("walk-in"),
    people.MarkArrival: N_("arrival"),
    seating.LockSeating: N_("lock of a seat"),
    seating.WeighSeating: N_("change of what counts"),
    EditDetails: N_("details"),
    NameHosts: N_("who leads"),
    preparation.CheckItem: N_("tick"),
    preparation.AddChecklistItem: N_("new item"),
    preparation.ScheduleItem: N_("day of an item"),
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
    """Return a button's words: "Undo: skip “Break”"; "" without anything to undo."""
    if command is None:
        return ""
    return _("Undo: {what}").format(what=_what(command, snapshot, language))


def _what(command: Command, snapshot: Snapshot, language: str) -> str:
    if isinstance(command, GoTo):
        title = _title(snapshot.agenda.activity(command.activity_id), language)
        return _("go to “{title}”").format(title=title)
    if isinstance(command, SkipActivity):
        title = _title(snapshot.agenda.activity(command.activity_id), language)
        words = _("skip “{title}”") if command.skipped else _("want “{title}” again")
        return words.format(title=title)
    if isinstance(command, AddTime):
        count = round(abs(command.seconds) / 60)
        return (_("+{n} min") if command.seconds > 0 else _("−{n} min")).format(n=count)
    if isinstance(command, RevealResults):
        return _("reveal of the results") if command.revealed else _("hiding the results")
    return _(_PLAIN.get(type(command), N_("last change")))


def _title(activity: Activity | None, language: str) -> str:
    title = say(activity.title, language) if activity else ""
    return title if len(title) <= LONGEST else title[: LONGEST - 1].rstrip() + "…"

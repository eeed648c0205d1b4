"""What undo would take back, in words."""

from app.domain.agenda import Activity
from app.domain.cells import AskForHelp, GrantTime, RevealResults, SetCell
from app.domain.clock import (
    AddTime,
    AnswerSleep,
    FinishDay,
    GoTo,
    PauseClock,
    Replan,
    ResumeClock,
    SkipActivity,
    StartDay,
    TakeBackTime,
)
from app.domain.commands import Command
from app.domain.notes import AddNote
from app.domain.people import AddPerson, MarkArrival
from app.domain.scenes import Blackout, HoldScene, RecallNorms, ShowScene, TellRoom
from app.domain.seating import ArrangeSeating, Seat
from app.domain.snapshot import Snapshot
from app.domain.text import say
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
    GrantTime: N_("time for a group"),
    AskForHelp: N_("helped"),
    AddNote: N_("note"),
    SetCell: N_("answer"),
    AddPerson: N_("walk-in"),
    MarkArrival: N_("arrival"),
    Seat: N_("seat"),
    ArrangeSeating: N_("new seats"),
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

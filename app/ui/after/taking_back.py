"""Taking words back and forgetting people, from whichever page asks for it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import settings
from app.domain.changes import EVERYTHING, Changes
from app.domain.errors import FileProblemError, UserError
from app.domain.giving_up import GivenUpError
from app.domain.ids import new_id
from app.domain.people import ForgetPeople
from app.domain.withdrawal import WithdrawWords
from app.i18n import _
from app.services import taking_back
from app.services.exports_log import exports
from app.services.files import WorkshopFile
from app.services.taking_back import TakenBack
from app.ui.background import Background
from app.ui.desk import Desk

_MOST_PROBLEMS = 3
LATER = "later"
"""The id of the action that leaves the copies to the next start."""


class TakingBack(QObject):
    """Erases in the open workshop on the writer's thread, then in its copies in the background.

    Every open view reads again after the first; what is typed is kept during the second.

    Signals:
        began(str): it is being erased from the open workshop.
        erased(str): gone from the open workshop; its copies come now.
        stepped(int, int): copies looked at so far, and how many there are.
        done(str, object): what it was aimed at ("people" for the people) and a TakenBack.
        failed(object): the UserError; nothing was changed.
        left_read(object): tuple of the files that left the program so far.
    """

    began = Signal(str)
    erased = Signal(str)
    stepped = Signal(int, int)
    done = Signal(str, object)
    failed = Signal(object)
    left_read = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._aims: dict[str, str] = {}
        self._results: dict[str, TakenBack] = {}
        self._reading = ""
        self._reaching: Background | None = None
        desk.operations.job_done.connect(self._on_job_done)

    def leave_rest(self) -> None:
        """Leave the copies that were not reached yet to the next start of the program."""
        if self._reaching is not None:
            self._reaching.give_up()

    def read_left(self) -> None:
        """Ask for the files that left; ``left_read`` answers."""
        self._reading = new_id()
        self._desk.operations.run_job(self._reading, lambda file: exports(file.database))

    def withdraw(self, target: str) -> None:
        """Erase the words at ``target`` (see :class:`WithdrawWords`) everywhere."""

        def take(file: WorkshopFile) -> TakenBack:
            command = WithdrawWords(target=target)
            return taking_back.withdraw(
                file.database, command, data_dir=self._desk.data_dir, now=self._desk.now(),
                here_only=True,
            )  # fmt: skip

        self._run(target, take)

    def forget_people(self) -> None:
        """Erase every name everywhere."""

        def take(file: WorkshopFile) -> TakenBack:
            return taking_back.forget_people(
                file.database, ForgetPeople(), data_dir=self._desk.data_dir,
                now=self._desk.now(), here_only=True,
            )  # fmt: skip

        self._run("people", take)

    def _run(self, aim: str, take: Callable[[WorkshopFile], TakenBack]) -> None:
        token = new_id()
        self._aims[token] = aim
        self.began.emit(aim)

        def job(file: WorkshopFile) -> Changes:
            self._results[token] = take(file)
            return EVERYTHING

        self._desk.operations.run_job(token, job)

    def _on_job_done(self, token: str, result: object, error: object) -> None:
        if token == self._reading:
            self._reading = ""
            if error is None:
                self.left_read.emit(result)
            return
        if token not in self._aims:
            return
        aim = self._aims.pop(token)
        taken = self._results.pop(token, None)
        # What could be undone may hold the very words.
        self._desk.operations.forget_undo()
        if taken is not None:
            self.erased.emit(aim)
            self._reach_copies(aim, taken)
        else:
            self.failed.emit(error if isinstance(error, UserError) else _unknown_problem())

    def _reach_copies(self, aim: str, taken: TakenBack) -> None:
        desk, now = self._desk, self._desk.now()
        wished = settings.load(desk.data_dir).second_backup_dir
        data_dir, path, guard = desk.data_dir, desk.operations.path, desk.guard

        def reach(tell: Callable[[int, int], None]) -> TakenBack:
            return taking_back.reach_copies(
                taken, data_dir=data_dir, now=now, second_dir=Path(wished) if wished else None,
                but=path, guard=guard, tell=tell,
            )  # fmt: skip

        def on_done(reached: object, error: object) -> None:
            self._reaching = None
            background.deleteLater()
            if isinstance(error, GivenUpError):
                reached = replace(taken, texts=(), later=True)
            elif isinstance(error, UserError):
                reached = replace(taken, texts=(), problems=(error,))
            self.done.emit(aim, reached)

        background = self._reaching = Background(self)
        background.stepped.connect(self.stepped)
        background.done.connect(on_done)
        background.start_in_steps(reach)


def _unknown_problem() -> UserError:
    return FileProblemError(
        _("The words could not be taken back."),
        safe=_("Nothing was changed."),
        remedy=_("Close the workshop, open it again and try once more."),
    )


def progress_words(done: int = 0, count: int = 0) -> str:
    """Return in plain words how far the copies are."""
    words = _("Erased from this workshop and its history. Its backups and copies come now.")
    if count:
        words += " " + _("{done} of {n} are done.").format(done=done, n=count)
    return words


def beginning_words() -> str:
    """Return in plain words that it has begun."""
    return _("Erasing from this workshop and its history…")


def later_action() -> tuple[tuple[str, str], ...]:
    """Return the action of a banner that leaves the copies to the next start."""
    return ((LATER, _("Do the rest at the next start")),)


def outcome_words(taken: TakenBack) -> str:
    """Return in plain words what became of a withdrawal."""
    if taken.later:
        return _(
            "Erased from this workshop and its history. Its backups and copies come at the next "
            "start of the program; what is restored from them comes without what was erased."
        )
    parts = [
        _("Erased from this workshop and its history.")
        if taken.problems
        else _("Erased from this workshop, its history and its backups.")
    ]
    if taken.deleted:
        parts.append(_("Backups that could not be opened were deleted."))
    if taken.problems:
        parts.append(_("Some copies could not be reached; they are tried again at the next start."))
        parts += dict.fromkeys(str(problem) for problem in taken.problems[:_MOST_PROBLEMS])
    if taken.left_files:
        parts.append(_("Files that left before this cannot be reached from here; see the list."))
    return " ".join(parts)

"""Taking words back and forgetting people, from whichever page asks for it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app import settings
from app.domain.changes import Changes
from app.domain.errors import FileProblemError, UserError
from app.domain.ids import new_id
from app.domain.people import ForgetPeople
from app.domain.withdrawal import WithdrawWords
from app.i18n import _
from app.operations import EVERYTHING
from app.services import taking_back
from app.services.exports_log import exports
from app.services.files import WorkshopFile
from app.services.taking_back import TakenBack
from app.ui.desk import Desk


class TakingBack(QObject):
    """Runs a withdrawal on the writer's thread; every open view reads again afterwards.

    Signals:
        done(str, object): what it was aimed at ("people" for the people) and a TakenBack.
        failed(object): the UserError; nothing was changed.
        left_read(object): tuple of the files that left the program so far.
    """

    done = Signal(str, object)
    failed = Signal(object)
    left_read = Signal(object)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._aims: dict[str, str] = {}
        self._results: dict[str, TakenBack] = {}
        self._reading = ""
        desk.operations.job_done.connect(self._on_job_done)

    def read_left(self) -> None:
        """Ask for the files that left; ``left_read`` answers."""
        self._reading = new_id()
        self._desk.operations.run_job(self._reading, lambda file: exports(file.database))

    def withdraw(self, target: str) -> None:
        """Erase the words at ``target`` (see :class:`WithdrawWords`) everywhere."""

        def take(file: WorkshopFile, second: Path | None) -> TakenBack:
            command = WithdrawWords(target=target)
            return taking_back.withdraw(
                file.database, command, data_dir=self._desk.data_dir, now=self._desk.now(),
                second_dir=second,
            )  # fmt: skip

        self._run(target, take)

    def forget_people(self) -> None:
        """Erase every name everywhere."""

        def take(file: WorkshopFile, second: Path | None) -> TakenBack:
            return taking_back.forget_people(
                file.database, ForgetPeople(), data_dir=self._desk.data_dir,
                now=self._desk.now(), second_dir=second,
            )  # fmt: skip

        self._run("people", take)

    def _run(self, aim: str, take: Callable[[WorkshopFile, Path | None], TakenBack]) -> None:
        token = new_id()
        self._aims[token] = aim
        wished = settings.load(self._desk.data_dir).second_backup_dir
        second = Path(wished) if wished else None

        def job(file: WorkshopFile) -> Changes:
            self._results[token] = take(file, second)
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
            self.done.emit(aim, taken)
        else:
            self.failed.emit(error if isinstance(error, UserError) else _unknown_problem())


def _unknown_problem() -> UserError:
    return FileProblemError(
        _("The words could not be taken back."),
        safe=_("Nothing was changed."),
        remedy=_("Close the workshop, open it again and try once more."),
    )


def outcome_words(taken: TakenBack) -> str:
    """Return in plain words what became of a withdrawal."""
    parts = [_("Erased from this workshop, its history and its backups.")]
    if taken.deleted:
        parts.append(_("Backups that could not be opened were deleted."))
    if taken.problems:
        parts.append(_("Some copies could not be reached; they are tried again at the next start."))
    if taken.left_files:
        parts.append(_("Files that left before this cannot be reached from here; see the list."))
    return " ".join(parts)

"""Builds files for the pages that offer them, without the window ever waiting."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from app.domain.errors import FileProblemError, UserError
from app.domain.giving_up import GivenUpError, Tell
from app.domain.ids import new_id
from app.domain.report import BuildOptions
from app.i18n import _, _n
from app.paths import export_dir
from app.services.exports_log import record_export
from app.services.files import WorkshopFile
from app.services.reports import BuildState, ReportBuild, start_build, suggested_name
from app.services.saved_files import save_file
from app.services.transfer import export_workshop
from app.ui.background import Background
from app.ui.desk import Desk

_POLL_MS = 150
MOST_AT_ONCE = 2
_MOST_NAMED = 6
WHOLE = "workshop.eqw"


@dataclass(frozen=True)
class Wish:
    """A file to be built."""

    kind: str
    target: Path
    language: str = ""
    names: bool = False
    options: BuildOptions = field(default_factory=BuildOptions)


class Exporter(QObject):
    """Builds a few files at a time in processes of their own; notes each one that left.

    Signals:
        started(str): a kind is being built.
        finished(str, object): a kind and the path where it lies.
        failed(str, object): a kind and the UserError that says why.
        cancelled(str): a kind was given up.
        idle(): nothing is under way any more.
    """

    started = Signal(str)
    finished = Signal(str, object)
    failed = Signal(str, object)
    cancelled = Signal(str)
    idle = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.folder = export_dir(desk.data_dir)
        self._waiting: list[Wish] = []
        self._builds: dict[str, tuple[Wish, ReportBuild, bool]] = {}
        self._jobs: dict[str, tuple[str, Path]] = {}
        self._left_out: dict[str, tuple[str, ...]] = {}
        self._whole = Background(self)
        self._whole.done.connect(self._on_whole_done)
        self._timer = QTimer(self)
        self._timer.setInterval(_POLL_MS)
        self._timer.timeout.connect(self._on_timer_timeout)
        desk.operations.job_done.connect(self._on_job_done)
        self.destroyed.connect(_closer(self._builds))

    @property
    def busy(self) -> bool:
        """Tell whether something is being built or waits."""
        return bool(self._waiting or self._builds or self._jobs or self._whole.busy)

    def is_building(self, kind: str) -> bool:
        """Tell whether a kind is being built or waits."""
        if kind == WHOLE:
            return self._whole.busy
        return kind in self._builds or any(wish.kind == kind for wish in self._waiting)

    def target(self, kind: str) -> Path:
        """Return where a kind will lie."""
        return self.folder / suggested_name(self._desk.snapshot, kind)

    def build(
        self,
        kind: str,
        *,
        language: str = "",
        names: bool = False,
        options: BuildOptions | None = None,
    ) -> None:
        """Build a kind of file; a second wish for one under way does nothing."""
        if self.is_building(kind):
            return
        wish = Wish(kind, self.target(kind), language, names, options or BuildOptions())
        self._waiting.append(wish)
        self.started.emit(kind)
        self._start_next()

    def left_out(self, kind: str) -> str:
        """Return what the file of a kind that was built last could not print; "" for nothing."""
        gone = self._left_out.get(kind, ())
        if not gone:
            return ""
        named, more = list(gone[:_MOST_NAMED]), len(gone) - _MOST_NAMED
        if more > 0:
            named.append(_n("{n} more", "{n} more", more).format(n=more))
        said = _(
            "No font here can print {letters}: a line stands there to write on, or a star. On the "
            "screens and in the other files it is as you typed it."
        )
        return said.format(letters=", ".join(named))

    def where(self, kind: str, path: Path) -> str:
        """Return where a finished file lies, and what could not be printed in it."""
        return "\n".join(filter(None, (str(path), self.left_out(kind))))

    def save_picture(self, kind: str, data: bytes) -> None:
        """Save a picture that was painted here."""
        target, at = self.target(kind), self._desk.now()
        before = self._desk.snapshot.workshop.revealed_at is None
        token = new_id()
        self._jobs[token] = (kind, target)
        self.started.emit(kind)

        def job(file: WorkshopFile) -> Path:
            return save_file(file, target, data, at=at, before_reveal=before)

        self._desk.operations.run_job(token, job)

    def save_workshop(self, *, names: bool) -> None:
        """Save the whole workshop as one clean file."""
        if self._whole.busy:
            return
        target, at = self.target(WHOLE), self._desk.now()
        operations = self._desk.operations

        def job(file: WorkshopFile, tell: Tell) -> Path:
            return export_workshop(file.database, target, now=at, names=names, tell=tell)

        self.started.emit(WHOLE)
        self._whole.start_in_steps(lambda tell: operations.ask(job, tell))

    def _on_whole_done(self, path: object, error: object) -> None:
        if isinstance(error, GivenUpError):
            self.cancelled.emit(WHOLE)
        elif error is not None:
            self.failed.emit(WHOLE, error)
        else:
            self.finished.emit(WHOLE, path)
        self._rest()

    def _rest(self) -> None:
        if not self.busy:
            self.idle.emit()

    def cancel(self) -> None:
        """Give up everything that is under way; what lay there before stays.

        The whole workshop ends at its next step.
        """
        self._whole.give_up()
        gone = [*(wish.kind for wish in self._waiting), *self._builds]
        self._waiting.clear()
        for _one, build, _before in self._builds.values():
            build.close()
        self._builds.clear()
        self._timer.stop()
        for kind in gone:
            self.cancelled.emit(kind)
        self._rest()

    def _start_next(self) -> None:
        while self._waiting and len(self._builds) < MOST_AT_ONCE:
            wish = self._waiting.pop(0)
            snapshot = self._desk.snapshot
            try:
                # The folder is made by the service that writes into it, or named as missing.
                wish.target.parent.mkdir(parents=True, exist_ok=True)
                build = start_build(
                    snapshot, wish.kind, wish.target, now=self._desk.now(),
                    language=wish.language, names=wish.names, options=wish.options,
                )  # fmt: skip
            except OSError:
                self.failed.emit(wish.kind, _folder_problem())
                continue
            before = snapshot.workshop.revealed_at is None
            self._builds[wish.kind] = (wish, build, before)
        if self._builds and not self._timer.isActive():
            self._timer.start()
        if not self._builds:
            self._timer.stop()
            self._rest()

    def _on_timer_timeout(self) -> None:
        for kind, (_one, build, before) in list(self._builds.items()):
            if build.state is BuildState.RUNNING:
                continue
            del self._builds[kind]
            try:
                path = build.result()
            except UserError as error:
                self.failed.emit(kind, error)
            else:
                self._left_out[kind] = build.left_out
                self._note(kind, path, before)
                self.finished.emit(kind, path)
            finally:
                build.close()
        self._start_next()

    def _note(self, kind: str, path: Path, before: bool) -> None:
        at = self._desk.now()

        def job(file: WorkshopFile) -> None:
            record_export(file.database, kind=kind, path=path, at=at, before_reveal=before)

        self._desk.operations.run_job(f"exported:{kind}", job)

    def _on_job_done(self, token: str, result: object, error: object) -> None:
        if token not in self._jobs:
            return
        kind, path = self._jobs.pop(token)
        if error is None:
            self.finished.emit(kind, path)
        elif isinstance(error, UserError):
            self.failed.emit(kind, error)
        else:
            self.failed.emit(kind, _folder_problem())
        self._rest()


def _folder_problem() -> UserError:
    return FileProblemError(
        _("The file could not be written."),
        safe=_("The workshop itself is saved and unchanged."),
        remedy=_("Choose another folder."),
    )


def _closer(builds: dict[str, tuple[Wish, ReportBuild, bool]]) -> Callable[[], None]:
    """Return what ends builds that run when their page goes."""

    def close() -> None:
        for _one, build, _before in builds.values():
            build.close()
        builds.clear()

    return close

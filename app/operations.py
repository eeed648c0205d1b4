"""The way to the only writer: takes commands from any thread, and tells everyone what changed.

Views never touch the file. They submit commands here, read :attr:`Operations.snapshot`, and read it
again when :attr:`Operations.changed` says so.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.commands import Command
from app.domain.drafts import Draft, Settled
from app.domain.envelopes import Envelope
from app.domain.errors import NotAllowedError, UserError
from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.snapshot import Snapshot
from app.domain.undo import RestoreRecords
from app.i18n import _
from app.paths import spare_dirs
from app.services.asked import Asked
from app.services.execution import Result
from app.services.files import WorkshopFile
from app.services.reception import Reception
from app.services.work import Work
from app.services.writer import Told, Writer
from app.steady import Now

Answer = TypeVar("Answer")


class Operations(QObject):
    """Runs commands for one open workshop.

    Signals:
        changed(Changes, str): something is on the disk, in the file or (in trouble) kept beside it;
            the str is the submitter's origin.
        received(Envelope, Receipt): what a station sent is on the disk, by whatever road it came;
            on the writer's thread, as all of these.
        drafts_kept(): drafts are on the disk, likewise.
        refused(Command, UserError): the workshop's rules refused a command.
        failed(str): a bug; logged in full, to be shown calmly on the console only.
        trouble(object): a StorageProblemError while the file cannot be written, None when it can.
        job_done(str, object, object): token, result and error (or None) of a job.

    """

    changed = Signal(object, str)
    received = Signal(object, object)
    drafts_kept = Signal()
    refused = Signal(object, object)
    failed = Signal(str)
    trouble = Signal(object)
    job_done = Signal(str, object, object)

    def __init__(
        self,
        path: Path,
        now: Now,
        data_dir: Path | None = None,
        spare: Sequence[Path] | None = None,
        parent: QObject | None = None,
    ) -> None:
        """Open ``path`` and start the writer thread; backups lie in ``data_dir`` (or beside it).

        What the file refuses is kept in the first of the folders ``spare`` that takes it.

        Raises:
            UserError: where the file cannot be opened.

        """
        super().__init__(parent)
        self.path = path
        self.now = now
        told = Told(
            changed=self.changed.emit,
            received=self.received.emit,
            drafts_kept=self.drafts_kept.emit,
            refused=self.refused.emit,
            failed=self.failed.emit,
            trouble=self.trouble.emit,
            job_done=self.job_done.emit,
        )
        kept = spare_dirs() if spare is None else spare
        self._writer = Writer(path, data_dir or path.parent, kept, now, told)
        self._writer.start()

    @property
    def snapshot(self) -> Snapshot:
        """Return the workshop after the newest commit."""
        return self._writer.snapshot

    def submit(self, command: Command, origin: str = "") -> Command:
        """Queue a command; return it as stamped. Never blocks, never raises for the workshop."""
        stamped = self._stamped(command)
        self._writer.queue(Work(command=stamped, origin=origin))
        return stamped

    def request(self, command: Command, origin: str = "") -> Future[Result]:
        """Queue a command; the answer comes when it is on the disk and in :attr:`snapshot`."""
        answer: Future[Result] = Future()
        self._writer.queue(Work(command=self._stamped(command), origin=origin, answer=answer))
        return answer

    def receive(self, envelope: Envelope) -> Future[Reception]:
        """Queue what a station sent; the answer comes when it is on the disk.

        It is a StorageProblemError while the file refuses: the station keeps what it has.
        """
        answer: Future[Reception] = Future()
        self._writer.queue(Work(envelope=envelope, answer=answer))
        return answer

    def _stamped(self, command: Command) -> Command:
        return command if command.at is not None else replace(command, at=self.now())

    def keep_draft(self, draft: Draft) -> None:
        """Make what is being typed durable."""
        self._writer.queue(Work(draft=draft))

    def settle(self, key: str, command: Command | None, origin: str = "") -> None:
        """Turn a draft into an entry (or forget it) in one transaction.

        Where the command is refused or fails, the draft stays: the words are still there.
        """
        if command is None:
            self._writer.queue(Work(draft=Settled(key)))
            return
        stamped = self._stamped(command)
        step = Settled(key, stamped.id)
        self._writer.queue(Work(command=stamped, origin=origin, draft=step))

    def run_job(
        self, token: str, job: Callable[[WorkshopFile], Any], *, beside: bool = False
    ) -> None:
        """Run a job between commits on the writer thread (backup, withdrawal, export).

        While the file refuses, jobs wait; one that is done ``beside`` the file runs all the same.
        """
        self._writer.queue(Work(job=job, token=token, beside=beside))

    def ask(self, job: Callable[[WorkshopFile, Tell], Answer], tell: Tell = untold) -> Answer:
        """Carry a job out on the writer thread and wait for it, on a thread beside the window's.

        The job gets ``tell``. Where that gives it up before its turn has come, nothing is done.

        Raises:
            UserError: whatever the job raises; GivenUpError where it was given up.

        """
        asked = Asked(job, tell)
        self.run_job(f"asked:{new_id()}", asked)
        return asked.wait(lambda: self.ended)

    def undo(self) -> bool:
        """Take the last command back; return False where that cannot be done.

        A command without a way back is told once with ``refused``; the next call goes on with the
        one before it.
        """
        if (last := self._writer.undo.take()) is None:
            return False
        command, way_back = last
        if way_back is None:
            wish = RestoreRecords(undoes=command.id, images=())
            self.refused.emit(self._stamped(wish), _no_way_back())
            return False
        self.submit(way_back, "undo")
        return True

    @property
    def can_undo(self) -> bool:
        """Tell whether the last command can be undone."""
        return self.undoable is not None

    @property
    def undoable(self) -> Command | None:
        """Return the command that :meth:`undo` would take back; None where that cannot be done."""
        return self._writer.undo.undoable

    @property
    def remembers(self) -> bool:
        """Tell whether :meth:`undo` has anything to do, be it only to say that it cannot."""
        return bool(self._writer.undo)

    def forget_undo(self) -> None:
        """Drop what could be undone (withdrawn words may be in it)."""
        self._writer.undo.forget()

    def flush(self, timeout_seconds: float = 10.0) -> bool:
        """Wait until everything queued so far is in the file; False on a timeout or in trouble."""
        return self._writer.flush(timeout_seconds)

    @property
    def waiting(self) -> int:
        """Return about how many things are not yet on the disk."""
        return self._writer.waiting

    def finish(self) -> None:
        """Let the thread end when it has done what is queued; :attr:`ended` tells when. Cheap."""
        self._writer.finish()

    @property
    def ended(self) -> bool:
        """Tell whether everything is done and the thread has ended."""
        return self._writer.ended

    def close(self) -> None:
        """Finish what is queued, stop the thread, close the file."""
        self._writer.close()

    @property
    def in_trouble(self) -> bool:
        """Tell whether the workshop file cannot be written now."""
        return self._writer.keeping.trouble is not None

    @property
    def durable(self) -> bool:
        """Tell whether everything is on a disk now, in the file or beside it."""
        return self._writer.keeping.durable

    @property
    def brought_back(self) -> int:
        """Return how much the spare journal of an earlier day gave back when this was opened."""
        return self._writer.keeping.brought_back


def _no_way_back() -> UserError:
    return NotAllowedError(
        _("The last change cannot be undone."),
        safe=_("Nothing was changed."),
        remedy=_("Undo once more to take back the change before it."),
    )

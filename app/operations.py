"""The only writer: carries out commands on one thread and tells everyone what changed.

Views never touch the file. They submit commands here, read :attr:`Operations.snapshot`, and read it
again when :attr:`Operations.changed` says so.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal

from app.domain.cells import CellEntry
from app.domain.changes import ALL_TABLES, FROM_STATIONS, Changes
from app.domain.commands import Command
from app.domain.drafts import Draft, Settled
from app.domain.envelopes import Envelope
from app.domain.errors import NotAllowedError, StorageProblemError, UserError
from app.domain.giving_up import Tell, untold
from app.domain.ids import new_id
from app.domain.snapshot import Snapshot
from app.domain.undo import RestoreRecords
from app.i18n import _
from app.paths import spare_dirs
from app.services import snapshot as reading
from app.services.asked import Asked
from app.services.execution import Result
from app.services.files import WorkshopFile, open_file
from app.services.reception import Reception
from app.services.safekeeping import Safekeeping
from app.services.undo_memory import UndoMemory
from app.services.work import Load, Work
from app.steady import Now
from app.write_points import Point, reached

RETRY_SECONDS = 1.0
"""How long to wait before a failed save is tried again."""

LAST_TRIES = 3
"""How often a closing program still tries to save what the disk refuses."""

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")


class Operations(QObject):
    """Runs commands for one open workshop.

    Attributes:
        snapshot: the workshop after the newest commit.

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
        self._file = open_file(path, data_dir or path.parent, now=now())
        try:
            self._keeping = Safekeeping(
                self._file.database,
                data_dir or path.parent,
                spare_dirs() if spare is None else spare,
                now=now(),
            )
            self._keeping.take_up_kept(now=now())
            self.snapshot: Snapshot = reading.load_opened(self._keeping.database, path)
        except UserError:
            self._file.close()
            raise
        self._queue: queue.Queue[Work] = queue.Queue()
        self._undo = UndoMemory()
        self._told: tuple[str, str, str] | None = None
        self._try_at = 0.0
        self._in_between = Changes()
        self._waiting_jobs: list[Work] = []
        self._unread = Changes()
        self._finishing = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, command: Command, origin: str = "") -> Command:
        """Queue a command; return it as stamped. Never blocks, never raises for the workshop."""
        stamped = self._stamped(command)
        self._queue.put(Work(command=stamped, origin=origin))
        return stamped

    def request(self, command: Command, origin: str = "") -> Future[Result]:
        """Queue a command; the answer comes when it is on the disk and in :attr:`snapshot`."""
        answer: Future[Result] = Future()
        self._queue.put(Work(command=self._stamped(command), origin=origin, answer=answer))
        return answer

    def receive(self, envelope: Envelope) -> Future[Reception]:
        """Queue what a station sent; the answer comes when it is on the disk.

        It is a StorageProblemError while the file refuses: the station keeps what it has.
        """
        answer: Future[Reception] = Future()
        self._queue.put(Work(envelope=envelope, answer=answer))
        return answer

    def _stamped(self, command: Command) -> Command:
        return command if command.at is not None else replace(command, at=self.now())

    def keep_draft(self, draft: Draft) -> None:
        """Make what is being typed durable."""
        self._queue.put(Work(draft=draft))

    def settle(self, key: str, command: Command | None, origin: str = "") -> None:
        """Turn a draft into an entry (or forget it) in one transaction.

        Where the command is refused or fails, the draft stays: the words are still there.
        """
        if command is None:
            self._queue.put(Work(draft=Settled(key)))
            return
        stamped = self._stamped(command)
        step = Settled(key, stamped.id)
        self._queue.put(Work(command=stamped, origin=origin, draft=step))

    def run_job(
        self, token: str, job: Callable[[WorkshopFile], Any], *, beside: bool = False
    ) -> None:
        """Run a job between commits on the writer thread (backup, withdrawal, export).

        While the file refuses, jobs wait; one that is done ``beside`` the file runs all the same.
        """
        self._queue.put(Work(job=job, token=token, beside=beside))

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
        if (last := self._undo.take()) is None:
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
        return self._undo.undoable

    @property
    def remembers(self) -> bool:
        """Tell whether :meth:`undo` has anything to do, be it only to say that it cannot."""
        return bool(self._undo)

    def forget_undo(self) -> None:
        """Drop what could be undone (withdrawn words may be in it)."""
        self._undo.forget()

    def flush(self, timeout_seconds: float = 10.0) -> bool:
        """Wait until everything queued so far is in the file; False on a timeout or in trouble."""
        done = threading.Event()
        self._queue.put(Work(done=done))
        return done.wait(timeout_seconds) and self._told is None

    @property
    def waiting(self) -> int:
        """Return about how many things are not yet on the disk."""
        return self._queue.qsize()

    def finish(self) -> None:
        """Let the thread end when it has done what is queued; :attr:`ended` tells when. Cheap."""
        if not self._finishing:
            self._finishing = True
            self._queue.put(Work(stop=True))

    @property
    def ended(self) -> bool:
        """Tell whether everything is done and the thread has ended."""
        return not self._thread.is_alive()

    def close(self) -> None:
        """Finish what is queued, stop the thread, close the file."""
        self.finish()
        self._thread.join(30)
        self._keeping.close()
        self._file.close()

    @property
    def in_trouble(self) -> bool:
        """Tell whether the workshop file cannot be written now."""
        return self._keeping.trouble is not None

    @property
    def durable(self) -> bool:
        """Tell whether everything is on a disk now, in the file or beside it."""
        return self._keeping.durable

    @property
    def brought_back(self) -> int:
        """Return how much the spare journal of an earlier day gave back when this was opened."""
        return self._keeping.brought_back

    def _run(self) -> None:
        self._keeping.reserve()
        while True:
            load = self._gather()
            try:
                self._write(load)
                self._waiting_jobs += [work for work in load.works if work.job is not None]
                if self._keeping.trouble is not None:
                    self._try_again(last=any(work.stop for work in load.works))
                self._run_jobs()
            except Exception:
                # Whatever it was: a dead writer would lose all that is typed from here on.
                logger.exception("the writer stumbled")
                self.failed.emit("writer")
            finally:
                for work in load.works:
                    if work.done is not None:
                        work.done.set()
                    if work.answer is not None and not work.answer.done():
                        work.answer.cancel()
            if any(work.stop for work in load.works):
                for work in self._waiting_jobs:
                    self.job_done.emit(work.token, None, self._keeping.trouble)
                return

    def _gather(self) -> Load:
        """Wait for work, then take all there is, up to the first job or stop."""
        waits = bool(self._unread) or self._keeping.trouble is not None
        try:
            works = [self._queue.get(timeout=RETRY_SECONDS if waits else None)]
        except queue.Empty:
            return Load()
        while works[-1].job is None and not works[-1].stop:
            try:
                works.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return Load(works)

    def _write(self, load: Load) -> None:
        batch, sent = load.batch(), load.envelopes()
        if not (batch or sent or self._unread):
            return
        results = self._keeping.save(batch, now=self.now()) if batch else []
        answers: list[tuple[Work, Any]] = list(zip(load.commands(), results, strict=True))
        received = self._receive(sent, sure=not (batch or self._unread))
        self._tell_trouble()
        changes, origin = Changes(), ""
        for work, result in answers:
            origin = work.origin
            changes |= self._take(result, origin)
        taken = [one for _work, one in received if isinstance(one, Reception) and one.changes]
        if taken:
            origin = origin or FROM_STATIONS
            changes |= Changes.joined(one.changes for one in taken)
        if changes or batch.steps or self._unread:
            cells = {one: entry for each in taken for one, entry in each.cells.items()}
            self._refresh(changes, origin, drafts=bool(batch), cells=cells)
        for work, found in (*answers, *received):
            work.reply(found)
        for work, reception in received:
            if isinstance(reception, Reception):
                self.received.emit(work.envelope, reception.receipt)
        if batch.steps and self._keeping.durable:
            self.drafts_kept.emit()
        reached(Point.TOLD)

    def _receive(self, works: list[Work], *, sure: bool) -> list[tuple[Work, Any]]:
        """Take in what stations sent; beside each what became of it, or why it could not be.

        ``sure`` tells that the snapshot is what the file says.
        """
        envelopes = [work.envelope for work in works if work.envelope is not None]
        if not envelopes:
            return []
        try:
            at_hand = self.snapshot if sure else None
            found: list[Any] = list(
                self._keeping.receive(envelopes, now=self.now(), at_hand=at_hand)
            )
        except StorageProblemError as error:
            if self._keeping.trouble is None:
                self._unread |= EVERYTHING  # entries before the one that failed may be in the file
            found = [error] * len(works)
        except Exception as error:
            logger.exception("what stations sent could not be taken in")
            self.failed.emit("envelope")
            self._unread |= EVERYTHING
            found = [error] * len(works)
        return list(zip(works, found, strict=True))

    def _try_again(self, *, last: bool) -> None:
        """Now and then, and some times as the program closes, try whether the file takes it all."""
        for attempt in range(LAST_TRIES if last else 1):
            if attempt:
                time.sleep(RETRY_SECONDS)
            if not last and time.monotonic() < self._try_at:
                return
            if self._keeping.try_again(now=self.now()):
                self._refresh(self._in_between, "")
                self._in_between = Changes()
                break
        self._try_at = time.monotonic() + RETRY_SECONDS
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        trouble = self._keeping.trouble
        told = (trouble.happened, trouble.safe, trouble.remedy) if trouble else None
        if told != self._told:
            self._told = told
            self.trouble.emit(trouble)

    def _run_jobs(self) -> None:
        """Run what waits for its turn: jobs work on the file, and so not while it refuses."""
        works, self._waiting_jobs = self._waiting_jobs, []
        if self._keeping.trouble is not None:
            newest = {work.token: work for work in works if not work.beside}
            self._waiting_jobs = list(newest.values())
            works = [work for work in works if work.beside]
        for work in works:
            self._run_one_job(work)

    def _take(self, result: Result, origin: str) -> Changes:
        if result.error is None:
            self._undo.remember(result)
            return result.changes
        if isinstance(result.error, UserError):
            self.refused.emit(result.command, result.error)
        else:
            logger.error("a command failed", exc_info=result.error)
            self.failed.emit(type(result.command).__name__)
        return Changes()

    def _refresh(
        self,
        changes: Changes,
        origin: str,
        *,
        drafts: bool = True,
        cells: Mapping[str, CellEntry] | None = None,
    ) -> None:
        """Read again what changed; with ``drafts`` also what is being typed.

        ``cells`` are entries of cells that are known: they are not read.
        """
        drafts = drafts or bool(self._unread)
        changes |= self._unread
        try:
            self.snapshot = reading.refreshed(
                self._keeping.database, self.snapshot, changes, with_drafts=drafts, cells=cells
            )
        except StorageProblemError:  # another program holds the file just now
            self._unread = changes
            return
        except Exception:
            # It is on the disk; reading is tried again until the views have it.
            if not self._unread:
                logger.exception("reading back failed")
                self.failed.emit("reading")
            self._unread = changes
            return
        self._unread = Changes()
        if self._keeping.trouble is not None:
            self._in_between |= changes
        if changes:
            self.changed.emit(changes, origin)

    def _run_one_job(self, work: Work) -> None:
        result: Any = None
        problem: Exception | None = None
        try:
            if work.job is not None:
                result = work.job(self._file)
        except UserError as error:
            problem = error
        except Exception as error:
            logger.exception("the job %s failed", work.token)
            problem = error
        if result is not None or problem is not None:  # it may have written past the commands
            self._keeping.renew()
        if isinstance(result, Changes):
            if ALL_TABLES in result.touched:
                # What could be undone may hold words or names that are erased now.
                self.forget_undo()
            self._refresh(result, work.token)
        if problem is not None:  # before it failed it may have written
            self._unread |= EVERYTHING
        self.job_done.emit(work.token, result, problem)


def _no_way_back() -> UserError:
    return NotAllowedError(
        _("The last change cannot be undone."),
        safe=_("Nothing was changed."),
        remedy=_("Undo once more to take back the change before it."),
    )


EVERYTHING = Changes({ALL_TABLES: frozenset()})
"""What a job returns that replaced the whole state (a restore, a withdrawal)."""

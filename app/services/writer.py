"""The writer: one thread that alone writes into a workshop's file, and reads it again after.

It takes whatever is queued at once into one transaction. While the file refuses, it keeps what
comes beside it, and tries again.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.domain.cells import CellEntry
from app.domain.changes import ALL_TABLES, EVERYTHING, FROM_STATIONS, Changes
from app.domain.commands import Command
from app.domain.envelopes import Envelope, Receipt
from app.domain.errors import StorageProblemError, UserError
from app.domain.snapshot import Snapshot
from app.services import snapshot as reading
from app.services.execution import Result
from app.services.files import open_file
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


@dataclass(frozen=True, kw_only=True)
class Told:
    """Who is told of what, on the writer's thread; see the signals of the operations."""

    changed: Callable[[Changes, str], None]
    received: Callable[[Envelope, Receipt], None]
    drafts_kept: Callable[[], None]
    refused: Callable[[Command, UserError], None]
    failed: Callable[[str], None]
    trouble: Callable[[StorageProblemError | None], None]
    job_done: Callable[[str, Any, Exception | None], None]


class Writer:
    """Writes into one open workshop.

    Attributes:
        file: the workshop's file.
        keeping: what keeps, beside the file, what it refuses.
        snapshot: the workshop after the newest commit.
        undo: what could be taken back.

    """

    def __init__(
        self, path: Path, data_dir: Path, spare: Sequence[Path], now: Now, told: Told
    ) -> None:
        """Open ``path``; :meth:`start` begins to write. Backups lie in ``data_dir``.

        What the file refuses is kept in the first of the folders ``spare`` that takes it.

        Raises:
            UserError: where the file cannot be opened.

        """
        self._now, self._tell = now, told
        self.file = open_file(path, data_dir, now=now())
        try:
            self.keeping = Safekeeping(self.file.database, data_dir, spare, now=now())
            self.keeping.take_up_kept(now=now())
            self.snapshot: Snapshot = reading.load_opened(self.keeping.database, path)
        except UserError:
            self.file.close()
            raise
        self.undo = UndoMemory()
        self._queue: queue.Queue[Work] = queue.Queue()
        self._told: tuple[str, str, str] | None = None
        self._try_at = 0.0
        self._in_between = Changes()
        self._waiting_jobs: list[Work] = []
        self._unread = Changes()
        self._finishing = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)

    def start(self) -> None:
        """Begin to write what is queued."""
        self._thread.start()

    def queue(self, work: Work) -> None:
        """Queue something; from any thread, never blocks."""
        self._queue.put(work)

    @property
    def waiting(self) -> int:
        """Return about how many things are not yet on the disk."""
        return self._queue.qsize()

    def flush(self, timeout_seconds: float) -> bool:
        """Wait until everything queued so far is in the file; False on a timeout or in trouble."""
        done = threading.Event()
        self._queue.put(Work(done=done))
        return done.wait(timeout_seconds) and self._told is None

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
        self.keeping.close()
        self.file.close()

    def _run(self) -> None:
        self.keeping.reserve()
        while True:
            load = self._gather()
            try:
                self._write(load)
                self._waiting_jobs += [work for work in load.works if work.job is not None]
                if self.keeping.trouble is not None:
                    self._try_again(last=any(work.stop for work in load.works))
                self._run_jobs()
            except Exception:
                # Whatever it was: a dead writer would lose all that is typed from here on.
                logger.exception("the writer stumbled")
                self._tell.failed("writer")
            finally:
                for work in load.works:
                    if work.done is not None:
                        work.done.set()
                    if work.answer is not None and not work.answer.done():
                        work.answer.cancel()
            if any(work.stop for work in load.works):
                for work in self._waiting_jobs:
                    self._tell.job_done(work.token, None, self.keeping.trouble)
                return

    def _gather(self) -> Load:
        """Wait for work, then take all there is, up to the first job or stop."""
        waits = bool(self._unread) or self.keeping.trouble is not None
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
        results = self.keeping.save(batch, now=self._now()) if batch else []
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
            if work.envelope is not None and isinstance(reception, Reception):
                self._tell.received(work.envelope, reception.receipt)
        if batch.steps and self.keeping.durable:
            self._tell.drafts_kept()
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
                self.keeping.receive(envelopes, now=self._now(), at_hand=at_hand)
            )
        except StorageProblemError as error:
            if self.keeping.trouble is None:
                self._unread |= EVERYTHING  # entries before the one that failed may be in the file
            found = [error] * len(works)
        except Exception as error:
            logger.exception("what stations sent could not be taken in")
            self._tell.failed("envelope")
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
            if self.keeping.try_again(now=self._now()):
                self._refresh(self._in_between, "")
                self._in_between = Changes()
                break
        self._try_at = time.monotonic() + RETRY_SECONDS
        self._tell_trouble()

    def _tell_trouble(self) -> None:
        trouble = self.keeping.trouble
        told = (trouble.happened, trouble.safe, trouble.remedy) if trouble else None
        if told != self._told:
            self._told = told
            self._tell.trouble(trouble)

    def _run_jobs(self) -> None:
        """Run what waits for its turn: jobs work on the file, and so not while it refuses."""
        works, self._waiting_jobs = self._waiting_jobs, []
        if self.keeping.trouble is not None:
            newest = {work.token: work for work in works if not work.beside}
            self._waiting_jobs = list(newest.values())
            works = [work for work in works if work.beside]
        for work in works:
            self._run_one_job(work)

    def _take(self, result: Result, origin: str) -> Changes:
        if result.error is None:
            if origin != FROM_STATIONS:  # undo is for what was done on this laptop
                self.undo.remember(result)
            return result.changes
        if isinstance(result.error, UserError):
            self._tell.refused(result.command, result.error)
        else:
            logger.error("a command failed", exc_info=result.error)
            self._tell.failed(type(result.command).__name__)
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
                self.keeping.database, self.snapshot, changes, with_drafts=drafts, cells=cells
            )
        except StorageProblemError:  # another program holds the file just now
            self._unread = changes
            return
        except Exception:
            # It is on the disk; reading is tried again until the views have it.
            if not self._unread:
                logger.exception("reading back failed")
                self._tell.failed("reading")
            self._unread = changes
            return
        self._unread = Changes()
        if self.keeping.trouble is not None:
            self._in_between |= changes
        if changes:
            self._tell.changed(changes, origin)

    def _run_one_job(self, work: Work) -> None:
        result: Any = None
        problem: Exception | None = None
        try:
            if work.job is not None:
                result = work.job(self.file)
        except UserError as error:
            problem = error
        except Exception as error:
            logger.exception("the job %s failed", work.token)
            problem = error
        if result is not None or problem is not None:  # it may have written past the commands
            self.keeping.renew()
        if isinstance(result, Changes):
            if ALL_TABLES in result.touched:
                # What could be undone may hold words or names that are erased now.
                self.undo.forget()
            self._refresh(result, work.token)
        if problem is not None:  # before it failed it may have written
            self._unread |= EVERYTHING
        self._tell.job_done(work.token, result, problem)

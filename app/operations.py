"""The only writer: carries out commands on one thread and tells everyone what changed.

Views never touch the file. They submit commands here, read :attr:`Operations.snapshot`, and read it
again when :attr:`Operations.changed` says so.
"""

import logging
import queue
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.domain.changes import ALL_TABLES, Changes
from app.domain.commands import Command
from app.domain.drafts import Draft
from app.domain.errors import StorageProblemError, UserError
from app.domain.ids import HUB
from app.domain.snapshot import Snapshot
from app.services import snapshot as reading
from app.services.execution import Result, execute_all
from app.services.files import WorkshopFile, open_file
from app.steady import Now

RETRY_SECONDS = 1.0
"""How long to wait before a failed save is tried again."""

UNDO_DEPTH = 200

logger = logging.getLogger(__name__)


@dataclass
class _Work:
    """One thing for the writer thread; exactly one of the fields is set."""

    command: Command | None = None
    origin: str = ""
    draft: Draft | None = None
    dropped: str = ""
    job: Callable[[WorkshopFile], Any] | None = None
    token: str = ""
    stop: bool = False
    done: threading.Event | None = None


@dataclass
class _Batch:
    works: list[_Work] = field(default_factory=list)

    def drafts(self) -> dict[str, Draft]:
        """Return the newest draft of each field that was not settled after it."""
        kept: dict[str, Draft] = {}
        for work in self.works:
            if work.draft is not None:
                kept[work.draft.key] = work.draft
            if work.dropped:
                kept.pop(work.dropped, None)
        return kept


class Operations(QObject):
    """Runs commands for one open workshop.

    Attributes:
        snapshot: the workshop after the newest commit.

    Signals:
        changed(Changes, str): something was committed; the str is the submitter's origin.
        drafts_kept(): drafts are on the disk.
        refused(Command, UserError): the workshop's rules refused a command.
        failed(str): a bug; logged in full, to be shown calmly on the console only.
        trouble(object): a StorageProblemError while the file cannot be written, None when it can.
        job_done(str, object, object): token, result and error (or None) of a job.

    """

    changed = Signal(object, str)
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
        parent: QObject | None = None,
    ) -> None:
        """Open ``path`` and start the writer thread; backups lie in ``data_dir`` (or beside it).

        Raises:
            UserError: where the file cannot be opened.

        """
        super().__init__(parent)
        self.path = path
        self.now = now
        self._file = open_file(path, data_dir or path.parent, now=now())
        self.snapshot: Snapshot = reading.load(self._file.database)
        self._queue: queue.Queue[_Work] = queue.Queue()
        self._undo: list[tuple[Command, Command]] = []
        self._lock = threading.Lock()
        self._in_trouble = False
        self._thread = threading.Thread(target=self._run, name="writer", daemon=True)
        self._thread.start()

    def submit(self, command: Command, origin: str = "") -> Command:
        """Queue a command; return it as stamped. Never blocks, never raises for the workshop."""
        stamped = command if command.at is not None else replace(command, at=self.now())
        self._queue.put(_Work(command=stamped, origin=origin))
        return stamped

    def keep_draft(self, draft: Draft) -> None:
        """Make what is being typed durable."""
        self._queue.put(_Work(draft=draft))

    def settle(self, key: str, command: Command | None, origin: str = "") -> None:
        """Turn a draft into an entry (or forget it) in one transaction."""
        if command is not None:
            self.submit(command, origin)
        self._queue.put(_Work(dropped=key))

    def run_job(self, token: str, job: Callable[[WorkshopFile], Any]) -> None:
        """Run a job between commits on the writer thread (backup, withdrawal, export)."""
        self._queue.put(_Work(job=job, token=token))

    def undo(self) -> bool:
        """Take the last command back; return False where there is nothing to undo."""
        with self._lock:
            command = self._undo.pop()[1] if self._undo else None
        if command is not None:
            self.submit(command, "undo")
        return command is not None

    @property
    def can_undo(self) -> bool:
        """Tell whether something can be undone."""
        return bool(self._undo)

    @property
    def undoable(self) -> Command | None:
        """Return the command that :meth:`undo` would take back, or None."""
        with self._lock:
            return self._undo[-1][0] if self._undo else None

    def forget_undo(self) -> None:
        """Drop what could be undone (withdrawn words may be in it)."""
        with self._lock:
            self._undo.clear()

    def flush(self, timeout_seconds: float = 10.0) -> bool:
        """Wait until everything queued so far is on the disk; False on a timeout."""
        done = threading.Event()
        self._queue.put(_Work(done=done))
        return done.wait(timeout_seconds)

    @property
    def waiting(self) -> int:
        """Return about how many things are not yet on the disk."""
        return self._queue.qsize()

    def close(self) -> None:
        """Finish what is queued, stop the thread, close the file."""
        if self._thread.is_alive():
            self._queue.put(_Work(stop=True))
            self._thread.join(30)
        self._file.close()

    def _run(self) -> None:
        while True:
            batch = self._gather()
            self._write(batch)
            for work in batch.works:
                if work.job is not None:
                    self._run_one_job(work)
                if work.done is not None:
                    work.done.set()
            if any(work.stop for work in batch.works):
                return

    def _gather(self) -> _Batch:
        """Wait for work, then take all there is, up to the first job or stop."""
        works = [self._queue.get()]
        while works[-1].job is None and not works[-1].stop:
            try:
                works.append(self._queue.get_nowait())
            except queue.Empty:
                break
        return _Batch(works)

    def _write(self, batch: _Batch) -> None:
        commands = [(w.command, w.origin) for w in batch.works if w.command is not None]
        drafts = batch.drafts()
        dropped = [w.dropped for w in batch.works if w.dropped]
        if not (commands or drafts or dropped):
            return
        stopping = any(work.stop for work in batch.works)
        results = self._insist([c for c, _ in commands], drafts, dropped, once=stopping)
        changes = Changes()
        for result, (_, origin) in zip(results, commands, strict=False):
            changes |= self._take(result, origin)
        if changes or drafts or dropped:
            self._refresh(changes, commands[-1][1] if commands else "")
        if drafts or dropped:
            self.drafts_kept.emit()

    def _insist(
        self, commands: list[Command], drafts: dict[str, Draft], dropped: list[str], *, once: bool
    ) -> list[Result]:
        """Save, again and again while the disk refuses: what was typed stays in memory."""
        while True:
            try:
                results = execute_all(
                    self._file.database,
                    commands,
                    recorded_at=self.now(),
                    drafts_kept=tuple(drafts.values()),
                    drafts_dropped=tuple(dropped),
                )
            except StorageProblemError as error:
                logger.warning("save failed: %s", error.happened)
                self._tell_trouble(error)
                if once and self._stopping_in_vain():
                    return []
                time.sleep(RETRY_SECONDS)
            except Exception:
                logger.exception("a batch failed")
                self.failed.emit("batch")
                return []
            else:
                self._tell_trouble(None)
                return results

    def _stopping_in_vain(self) -> bool:
        """Give a stopping program one more second; then the banner has said what is at stake."""
        self._tries = getattr(self, "_tries", 0) + 1
        return self._tries > 3

    def _tell_trouble(self, error: StorageProblemError | None) -> None:
        if error is not None or self._in_trouble:
            self._in_trouble = error is not None
            self.trouble.emit(error)

    def _take(self, result: Result, origin: str) -> Changes:
        if result.error is None:
            with self._lock:
                ours = result.command.station == HUB and not result.command.undoes
                if result.undo is not None and ours:
                    self._undo.append((result.command, result.undo))
                    del self._undo[:-UNDO_DEPTH]
            return result.changes
        if isinstance(result.error, UserError):
            self.refused.emit(result.command, result.error)
        else:
            logger.error("a command failed", exc_info=result.error)
            self.failed.emit(type(result.command).__name__)
        return Changes()

    def _refresh(self, changes: Changes, origin: str) -> None:
        try:
            self.snapshot = reading.refreshed(self._file.database, self.snapshot, changes)
        except (UserError, ValueError, KeyError) as error:
            logger.exception("reading back failed")
            self.failed.emit(type(error).__name__)
            return
        if changes:
            self.changed.emit(changes, origin)

    def _run_one_job(self, work: _Work) -> None:
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
        if isinstance(result, Changes):
            self._refresh(result, work.token)
        self.job_done.emit(work.token, result, problem)


EVERYTHING = Changes({ALL_TABLES: frozenset()})
"""What a job returns that replaced the whole state (a restore, a withdrawal)."""

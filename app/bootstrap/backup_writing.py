"""Writing backups off the writer's thread: a disk may be slow, and a stick asleep.

They outlive the workshop whose backups they are, so that nobody waits for them on the way Home. A
second folder that hangs holds up other copies there, and no backup in the data folder.
"""

import contextlib
import logging
import threading
from collections import deque
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError
from app.i18n import _

if TYPE_CHECKING:  # it brings the database along
    from app.services.backups import SecondCopy, TakenBackup

logger = logging.getLogger(__name__)


class BackupWriting(QObject):
    """Writes one backup after the other, and beside that one copy after the other.

    Signals:
        written(object): a backup and its copy are there (None); or what kept one of them from it,
            an error or a text.
    """

    written = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to do, and without a thread."""
        super().__init__(parent)
        self._backups, self._copies = _Lane("backups", self), _Lane("second copies", self)

    @property
    def busy(self) -> bool:
        """Tell whether anything is being written."""
        return self._backups.busy or self._copies.busy

    def add(self, backup: "TakenBackup") -> None:
        """Write a backup soon, and then its copy (from any thread)."""
        self._backups.add(backup)

    def add_copy(self, copy: "SecondCopy") -> None:
        """Copy a backup soon (from any thread)."""
        self._copies.add(copy)

    def give_up(self) -> None:
        """Write nothing more; what is under way ends at its next step, and leaves nothing half."""
        self._backups.give_up()
        self._copies.give_up()


class _Lane:
    """One thread, as long as there is something to write on it."""

    def __init__(self, name: str, writing: BackupWriting) -> None:
        self._name, self._writing = name, writing
        self._lock = threading.Lock()
        self._waiting: deque[TakenBackup | SecondCopy] = deque()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def busy(self) -> bool:
        with self._lock:
            return self._thread is not None

    def add(self, one: "TakenBackup | SecondCopy") -> None:
        with self._lock:
            self._waiting.append(one)
            if self._thread is None:
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name=self._name, daemon=True
                )
                self._thread.start()

    def give_up(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._stop.set()

    def _run(self, stop: threading.Event) -> None:
        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                one = self._waiting.popleft()
            problem, copy = self._write(one, stop)
            del one  # what was taken is not to be waited for any more
            if stop.is_set():
                continue
            if copy is not None:
                self._writing.add_copy(copy)
            else:
                with contextlib.suppress(RuntimeError):  # the program has ended
                    self._writing.written.emit(problem)

    @staticmethod
    def _write(
        one: "TakenBackup | SecondCopy", stop: threading.Event
    ) -> "tuple[object, SecondCopy | None]":
        """Write one; return what went wrong, if anything did, and what is left to do."""

        def tell(_done: int, _count: int) -> None:
            if stop.is_set():
                raise GivenUpError

        try:
            return None, one.write(tell)
        except UserError as error:
            return error, None
        except Exception:  # a dead thread would write no backup from here on
            logger.exception("a backup failed")
            return _("the program made a mistake; it is in the log"), None

"""Writing backups off the writer's thread: a disk may be slow, and a stick asleep.

They outlive the workshop whose backups they are, so that nobody waits for them on the way Home.
"""

import threading
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError, Tell

if TYPE_CHECKING:  # it brings the database along
    from app.services.backups import TakenBackup


class BackupWriting(QObject):
    """Writes one backup after the other, each with its copy in the second folder.

    Signals:
        written(object): the UserError that kept a backup or its copy from being written, or None.
    """

    written = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to do, and without a thread."""
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: deque[TakenBackup | SecondCopy] = deque()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def busy(self) -> bool:
        """Tell whether one is being written."""
        with self._lock:
            return self._thread is not None

    def add(self, backup: "TakenBackup | SecondCopy") -> None:
        """Write a backup soon (from any thread)."""
        with self._lock:
            self._waiting.append(backup)
            if self._thread is None:
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name="backups", daemon=True
                )
                self._thread.start()

    def give_up(self) -> None:
        """Write nothing more; what is under way ends at its next step, and leaves nothing half."""
        with self._lock:
            self._waiting.clear()
            self._stop.set()

    def _run(self, stop: threading.Event) -> None:
        def tell(_done: int, _count: int) -> None:
            if stop.is_set():
                raise GivenUpError

        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                backup = self._waiting.popleft()
            problem: UserError | None = None
            try:
                backup.write(tell)
            except UserError as error:
                problem = error
            del backup  # what was taken is not to be waited for any more
            if not stop.is_set():
                self.written.emit(problem)


class SecondCopy:
    """A backup that is on the disk, and is to be copied into a second folder."""

    def __init__(self, path: Path, folder: Path) -> None:
        """Copy ``path`` into ``folder``."""
        self._path, self._folder = path, folder

    def write(self, tell: Tell) -> Path:
        """Copy it; see :func:`app.services.backups.copy_second`."""
        from app.services.backups import copy_second

        return copy_second(self._path, self._folder, tell)

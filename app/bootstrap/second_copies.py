"""Copies of backups in a second folder, off the writer's thread: a stick may be slow, or asleep.

They outlive the workshop whose backups they are, so that nobody waits for them on the way Home.
"""

import threading
from collections import deque
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.domain.errors import UserError
from app.domain.giving_up import GivenUpError


class SecondCopies(QObject):
    """Copies one backup after the other.

    Signals:
        copied(Path, object): a backup, and the UserError that kept it from being copied, or None.
    """

    copied = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        """Start with nothing to do, and without a thread."""
        super().__init__(parent)
        self._lock = threading.Lock()
        self._waiting: deque[tuple[Path, Path]] = deque()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()

    @property
    def busy(self) -> bool:
        """Tell whether a copy is under way."""
        with self._lock:
            return self._thread is not None

    def add(self, backup: Path, folder: Path) -> None:
        """Copy ``backup`` into ``folder`` soon (from any thread)."""
        with self._lock:
            self._waiting.append((backup, folder))
            if self._thread is None:
                self._stop = threading.Event()
                self._thread = threading.Thread(
                    target=self._run, args=(self._stop,), name="second copies", daemon=True
                )
                self._thread.start()

    def give_up(self) -> None:
        """Copy nothing more; what is under way ends at its next step, and leaves nothing half."""
        with self._lock:
            self._waiting.clear()
            self._stop.set()

    def _run(self, stop: threading.Event) -> None:
        from app.services.backups import copy_second  # brings the database along

        def tell(_done: int, _count: int) -> None:
            if stop.is_set():
                raise GivenUpError

        while True:
            with self._lock:
                if not self._waiting:
                    self._thread = None
                    return
                path, folder = self._waiting.popleft()
            problem: UserError | None = None
            try:
                copy_second(path, folder, tell)
            except UserError as error:
                problem = error
            if not stop.is_set():
                self.copied.emit(path, problem)

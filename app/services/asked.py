"""A job on the writer's thread for which another thread waits."""

import queue
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

from app.domain.giving_up import GivenUpError, Tell
from app.services.files import WorkshopFile

ASK_SECONDS = 0.1
"""How often whoever waits for a job looks whether it was given up before its turn."""

Answer = TypeVar("Answer")


class Asked(Generic[Answer]):
    """Called on the writer's thread; waited for on one beside the window's.

    The job gets ``tell``. Where that gives it up before its turn has come, nothing is done.
    """

    def __init__(self, job: Callable[[WorkshopFile, Tell], Answer], tell: Tell) -> None:
        """Prepare the job."""
        self._job, self._tell = job, tell
        self._answer: queue.Queue[tuple[Answer | None, Exception | None]] = queue.Queue(1)
        self._turn = threading.Lock()

    def __call__(self, file: WorkshopFile) -> Answer | None:
        """Do it, unless it was given up."""
        if not self._turn.acquire(blocking=False):
            return None
        try:
            result = self._job(file, self._tell)
        except Exception as error:
            self._answer.put((None, error))
            raise
        self._answer.put((result, None))
        return result

    def wait(self, ended: Callable[[], bool]) -> Answer:
        """Return what the job returned; ``ended`` tells whether its turn can never come.

        Raises:
            UserError: whatever the job raises; GivenUpError where it was given up.

        """
        while True:
            try:
                result, error = self._answer.get(timeout=ASK_SECONDS)
            except queue.Empty:
                if not self._turn.locked() or ended():
                    self._give_up_waiting(ended())
                continue
            if error is not None:
                raise error
            return result  # type: ignore[return-value]

    def _give_up_waiting(self, ended: bool) -> None:
        """Raise what ``tell`` raises, unless the job's turn has come at this moment."""
        if ended:
            raise GivenUpError
        try:
            self._tell(0, 0)
        except GivenUpError:
            if self._turn.acquire(blocking=False):
                raise

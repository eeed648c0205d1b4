"""Seating people by the solver, in a process of its own, so that no window ever waits."""

import json
import logging
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.arranging import simple_arranger
from app.domain.codec import from_json, to_json
from app.domain.giving_up import GivenUpError, Tell, untold
from app.domain.grouping import Arrangement, Goal, GroupingProblem
from app.services.worker_process import WorkerProcess, worker_command

WORKER_ARGUMENT = "--seating-worker"
"""What an installed program is started with to be the worker instead of a window."""

WORK = 5.0
"""Units of the solver's own: the same problem gives the same arrangement on every machine."""

_LOOK_SECONDS = 0.1
LIMIT_SECONDS = 180.0
"""How long somebody who waits waits at most, on a machine that is very slow or busy."""


class SearchState(StrEnum):
    """Where a search stands."""

    RUNNING = "running"
    DONE = "done"
    QUICK = "quick"
    """The solver could not be used; :meth:`SeatSearch.result` is the quick arranger's."""
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Progress:
    """What is worked on, the best so far, and the least there can be."""

    goal: Goal
    best: int
    least: int


class SeatSearch:
    """A search under way. Ask :attr:`state` from a timer, or :meth:`wait`."""

    def __init__(self, problem: GroupingProblem, *, work: float = WORK) -> None:
        """Start it; where that fails, it is done at once by the quick arranger."""
        self.problem = problem
        self._cancelled = False
        self._found: Arrangement | None = None
        self._quick: Arrangement | None = None
        self._worker: WorkerProcess | None = None
        job = json.dumps({"problem": to_json(problem), "work": work}).encode()
        try:
            self._worker = WorkerProcess(worker_command(WORKER_ARGUMENT, ("app.seating",)), job)
        except OSError:
            logging.getLogger(__name__).exception("the seating worker did not start")

    @property
    def state(self) -> SearchState:
        """Where the search stands now."""
        if self._cancelled:
            return SearchState.CANCELLED
        if self._worker is not None and self._worker.is_running:
            return SearchState.RUNNING
        return SearchState.DONE if self._answer() is not None else SearchState.QUICK

    @property
    def progress(self) -> Progress | None:
        """What the solver is at, or None before it said anything."""
        said = [line for line in self._lines() if "goal" in line]
        if not said:
            return None
        return Progress(Goal(said[-1]["goal"]), int(said[-1]["best"]), int(said[-1]["least"]))

    def cancel(self) -> None:
        """Stop; nothing is left of it."""
        self._cancelled = True
        self.close()

    def result(self) -> Arrangement:
        """Return the arrangement, the quick arranger's where the solver could not be used.

        Raises:
            RuntimeError: while the search is under way, or after it was cancelled.

        """
        state = self.state
        if state in (SearchState.RUNNING, SearchState.CANCELLED):
            raise RuntimeError(f"the search is {state}")
        answer = self._answer() or self._quick
        if answer is None:
            if self._worker is not None:
                self._worker.log_failure()
            answer = self._quick = simple_arranger(self.problem)
        return answer

    def wait(self, tell: Tell = untold, seconds: float = LIMIT_SECONDS) -> Arrangement:
        """Wait for the arrangement; where it takes longer, it is the quick arranger's.

        ``tell`` hears how many goals are done.

        Raises:
            GivenUpError: where ``tell`` gives it up; nothing is left of it then.

        """
        goals = self.problem.goals
        begun = time.monotonic()
        try:
            while self._worker is not None and not self._worker.wait(_LOOK_SECONDS):
                now = self.progress
                tell(goals.index(now.goal) if now else 0, len(goals))
                if time.monotonic() - begun > seconds:
                    self._worker.stop()
        except GivenUpError:
            self.cancel()
            raise
        return self.result()

    def close(self) -> None:
        """Let go of everything; a search that still runs ends."""
        if self._worker is not None:
            self._worker.close()

    def _lines(self) -> list[dict[str, Any]]:
        return self._worker.lines() if self._worker is not None else []

    def _answer(self) -> Arrangement | None:
        if self._found is None:
            done = [line["done"] for line in self._lines() if "done" in line]
            if done:
                self._found = from_json(Arrangement, done[-1])
        return self._found


def solved(problem: GroupingProblem, *, work: float = WORK) -> Arrangement:
    """Seat everybody by the solver and wait for it: for what runs without a window."""
    search = SeatSearch(problem, work=work)
    try:
        return search.wait()
    finally:
        search.close()

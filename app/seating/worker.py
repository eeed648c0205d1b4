"""The seating worker: a process of its own that seats people and says how it goes.

It reads a job as JSON from its standard input and writes lines of JSON to its standard output:
``{"goal": …, "best": …, "least": …}`` as it goes on, and at last ``{"done": arrangement}`` or
``{"failed": reason}``.
"""

import faulthandler
import json
import os
import sys
from dataclasses import dataclass
from typing import Any, TextIO

from app.domain.codec import CodecError, from_json, to_json
from app.domain.grouping import Goal, GroupingProblem

NICE = 10
"""How much the worker stands back behind the running day (Unix; Windows is told at its start)."""


@dataclass(frozen=True, kw_only=True)
class SeatingJob:
    """What is to be seated, and with how much work; see :func:`app.seating.solve.solve`."""

    problem: GroupingProblem
    work: float


def main(source: TextIO | None = None, out: TextIO | None = None) -> int:
    """Seat the people of the job that ``source`` describes; return 0, or 2 for a bad job."""
    if source is None and sys.stderr is not None:
        faulthandler.enable()  # a crash in the solver leaves its stack for the program to report
        if sys.platform != "win32":
            os.nice(NICE)
    source, out = source or sys.stdin, out or sys.stdout
    try:
        job = from_json(SeatingJob, json.load(source))
    except (CodecError, ValueError):
        _say(out, failed="bad_job")
        return 2
    try:
        from app.seating.solve import solve
    except ImportError:
        _say(out, failed="no_solver")
        return 2

    def tell(goal: Goal, best: int, least: int) -> None:
        _say(out, goal=goal.value, best=best, least=least)

    _say(out, done=to_json(solve(job.problem, work=job.work, tell=tell)))
    return 0


def _say(out: TextIO, **values: Any) -> None:
    out.write(json.dumps(values) + "\n")
    out.flush()

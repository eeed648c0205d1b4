"""Building what leaves the program, in a process of its own, so that no window ever waits."""

import json
import logging
import re
import threading
import time
import unicodedata
from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from app.domain.codec import to_json
from app.domain.errors import FileProblemError, UserError
from app.domain.report import BuildOptions, Purpose
from app.domain.report_reading import report_input
from app.domain.snapshot import Snapshot
from app.i18n import _
from app.services.worker_process import WorkerProcess
from app.services.worker_process import worker_command as command_of_worker

WORKER_ARGUMENT = "--report-worker"
"""What an installed program is started with to be the worker instead of a window."""

TIME_LIMIT = 90.0
"""Seconds after which a build is given up."""

PURPOSES = {
    "summary.pdf": Purpose.FULL,
    "summary.html": Purpose.FULL,
    "share.pdf": Purpose.SHARE,
    "share.html": Purpose.SHARE,
    "paper-kit.pdf": Purpose.PAPER,
    "join-sheets.pdf": Purpose.PAPER,
    "table-cards.pdf": Purpose.PAPER,
    "name-tents.pdf": Purpose.PAPER,
    "packet-covers.pdf": Purpose.PAPER,
    "rosters.pdf": Purpose.PAPER,
    "cheat-card.pdf": Purpose.SHARE,
    "data-packets.pdf": Purpose.PAPER,
    "data.csv": Purpose.FULL,
    "scores.csv": Purpose.FULL,
    "scores.xlsx": Purpose.FULL,
    "next.ics": Purpose.SHARE,
    "handoff.json": Purpose.FULL,
    "results.svg": Purpose.FULL,
}
"""Kind of file → for whom it is, and so what it may hold."""


class BuildState(StrEnum):
    """Where a build stands."""

    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


def worker_command() -> list[str]:
    """Return the command that starts the worker, from a checkout or from an installed program."""
    return command_of_worker(WORKER_ARGUMENT, ("app.reports", "build"))


def suggested_name(snapshot: Snapshot, kind: str) -> str:
    """Return a file name such as "Riverbend-2026-11-18-summary.pdf", safe on every system."""
    plain = unicodedata.normalize("NFKD", snapshot.workshop.district)
    ascii_only = plain.encode("ascii", "ignore").decode()
    words = re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")[:40].rstrip("-")
    return f"{words or 'workshop'}-{snapshot.workshop.date.isoformat()}-{kind}"


class ReportBuild:
    """A build under way. Ask :attr:`state` from a timer, or :meth:`wait`; both are cheap."""

    def __init__(self, make_job: Callable[[], bytes], target: Path, limit: float) -> None:
        """Have a worker do what ``make_job`` returns; that is asked on a thread of its own."""
        self.target = target
        self._limit = limit
        self._started = time.monotonic()
        self._cancelled = False
        self._error: UserError | None = None
        self._make_job = make_job
        self._worker: WorkerProcess | None = None
        self._start = threading.Thread(target=self._start_worker, name="report", daemon=True)
        self._start.start()

    def _start_worker(self) -> None:
        try:
            job = self._make_job()
            if not self._cancelled:
                self._worker = WorkerProcess(worker_command(), job)
        except OSError as error:
            self._error = _problem("disk_full" if error.errno == 28 else "failed", self.target)
        except Exception:
            logging.getLogger(__name__).exception("what a report is made from could not be read")
            self._error = _problem("failed", self.target)

    @property
    def stage(self) -> str:
        """What the worker is at: "starting", "reading", "setting" or "writing"."""
        said = [line["stage"] for line in self._lines() if "stage" in line]
        return said[-1] if said else "starting"

    @property
    def left_out(self) -> tuple[str, ...]:
        """Return words and emoji that no font here can print; something stands in for them."""
        return tuple(str(one) for line in self._lines() for one in line.get("left_out", ()))

    @property
    def state(self) -> BuildState:
        """Where the build stands now."""
        if self._is_running:
            if time.monotonic() - self._started > self._limit:
                self._stop()
                self._error = self._error or _problem("too_slow", self.target)
                return BuildState.FAILED
            return BuildState.RUNNING
        if self._cancelled:
            return BuildState.CANCELLED
        if self._error is None and self._worker is not None and self._worker.code == 0:
            return BuildState.DONE
        return BuildState.FAILED

    def cancel(self) -> None:
        """Stop the build; the target is then as it was before."""
        if self._is_running:
            self._cancelled = True
            self._stop()

    def result(self) -> Path:
        """Return the finished file.

        Raises:
            UserError: where it could not be built, or not be written.
            RuntimeError: while the build is under way.

        """
        state = self.state
        if state is BuildState.RUNNING:
            raise RuntimeError("the build is under way")
        if state is BuildState.DONE:
            return self.target
        if state is BuildState.CANCELLED:
            raise _problem("cancelled", self.target)
        raise self._error or self._failure()

    def wait(self, seconds: float | None = None) -> Path:
        """Wait for the file, at most ``seconds``; raises as :meth:`result` does."""
        end = time.monotonic() + (self._limit if seconds is None else seconds)
        self._start.join(max(0.0, end - time.monotonic()))
        if self._start.is_alive() or not self._is_over_by(end):
            self._stop()
            self._error = _problem("too_slow", self.target)
        return self.result()

    def close(self) -> None:
        """Let go of everything; a build that still runs is cancelled."""
        self.cancel()
        self._start.join()
        if self._worker is not None:
            self._worker.close()

    def __enter__(self) -> "ReportBuild":
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    @property
    def _is_running(self) -> bool:
        if self._start.is_alive():
            return True
        return self._worker is not None and self._worker.is_running

    def _is_over_by(self, end: float) -> bool:
        return self._worker is None or self._worker.wait(max(0.0, end - time.monotonic()))

    def _lines(self) -> list[dict[str, Any]]:
        return self._worker.lines() if self._worker is not None else []

    def _stop(self) -> None:
        self._start.join()  # what it reads from is in memory: a moment
        if self._worker is not None:
            self._worker.stop()
        # Killed while it wrote, the worker leaves its part of a file.
        for part in self.target.parent.glob(f".{self.target.name}.*.part"):
            part.unlink(missing_ok=True)

    def _failure(self) -> UserError:
        reasons = [line["failed"] for line in self._lines() if "failed" in line]
        if not reasons and self._worker is not None:
            self._worker.log_failure()
        return _problem(reasons[-1] if reasons else "failed", self.target)


def start_build(
    snapshot: Snapshot,
    kind: str,
    target: Path,
    *,
    now: datetime,
    language: str = "",
    names: bool = False,
    options: BuildOptions | None = None,
    limit: float = TIME_LIMIT,
) -> ReportBuild:
    """Start building ``kind`` (a key of :data:`PURPOSES`) and return its handle.

    ``language`` is the room's leading one unless given; the paper kit comes in all of them. Names
    are only ever in the paper kit's group lists and the cover's "led by", and only with ``names``.

    The window never waits for it: the snapshot is read on another thread, the file is made in
    another process. Where the worker cannot be started, that is the build's result.

    Raises:
        KeyError: for a kind that there is not.

    """
    purpose = PURPOSES[kind]
    wanted = [language or snapshot.language]
    if purpose is Purpose.PAPER and not language:
        wanted = list(snapshot.workshop.languages) or wanted
    place = target.expanduser().absolute()

    def job() -> bytes:
        inputs = [
            report_input(snapshot, code, now=now, names=names, purpose=purpose) for code in wanted
        ]
        told = {
            "kind": kind,
            "inputs": [to_json(one) for one in inputs],
            "target": str(place),
            "options": to_json(options or BuildOptions()),
        }
        return json.dumps(told).encode()

    return ReportBuild(job, place, limit)


def _problem(reason: str, target: Path) -> UserError:
    safe = _("The workshop itself is saved and unchanged.")
    told = {
        "disk_full": (_("There is no room left on that disk."), _("Choose another folder.")),
        "folder_gone": (_("That folder is not there any more."), _("Choose another folder.")),
        "not_allowed": (
            _("This folder, or the file in it, may not be written to."),
            _("Close the file if it is open, or choose another folder."),
        ),
        "not_written": (
            _("“{name}” could not be written.").format(name=target.name),
            _("Choose another folder."),
        ),
        "too_slow": (_("Building the file took too long and was stopped."), _("Try again.")),
        "cancelled": (_("Building the file was cancelled."), ""),
    }
    happened, remedy = told.get(
        reason,
        (_("The file could not be built."), _("Try again, or export the spreadsheet instead.")),
    )
    return FileProblemError(happened, safe=safe, remedy=remedy)

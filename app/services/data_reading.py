"""Reading a data file in a process of its own: however large it is, no window ever waits."""

import contextlib
import json
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from app.domain.codec import from_json
from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell, untold
from app.domain.importing import ManyPlaces, RawRow, RawTable
from app.i18n import _, current_language
from app.services.worker_process import WorkerProcess, worker_command

WORKER_ARGUMENT = "--data-worker"
"""What an installed program is started with to be the reader instead of a window."""

_POLL = 0.05
_STUCK_AFTER = 120.0
"""Seconds without a word after which a reader is given up."""


def read_apart(
    path: Path, *, sheet: str = "", places: Sequence[str] = (), tell: Tell = untold
) -> RawTable | ManyPlaces:
    """Return the table in a file, or, for one too large for one look, the districts in it.

    Blocks until the reader is done, so it belongs on another thread than the window's. Where
    ``tell`` raises, the reader is ended and nothing of what it made stays.

    Args:
        path: a CSV, TSV or XLSX file.
        sheet: of a workbook.
        places: keys of the districts whose rows are wanted of a large file.
        tell: hears how many kilobytes are read of how many.

    Raises:
        FileProblemError: naming the file, and row and column where there is one.
        GivenUpError: from ``tell``.

    """
    with tempfile.TemporaryDirectory(prefix="equity-data-") as folder:
        result = Path(folder) / "read.jsonl"
        job = {
            "path": str(path.absolute()),
            "sheet": sheet,
            "places": list(places),
            "language": current_language(),
            "result": str(result),
        }
        command = worker_command(WORKER_ARGUMENT, ("app.data", "read"))
        with contextlib.closing(WorkerProcess(command, json.dumps(job).encode())) as worker:
            kind = _wait(worker, path.name, tell)
        if kind == "places":
            return from_json(ManyPlaces, json.loads(result.read_text("utf-8")))
        return _table(result)


def _table(result: Path) -> RawTable:
    """Return the table that the reader wrote, taken up row by row."""
    with result.open(encoding="utf-8") as file:
        bare = json.loads(file.readline())
        rows = []
        for line in file:
            number, cells, extra = json.loads(line)
            rows.append(RawRow(number=number, cells=tuple(cells), extra=tuple(extra)))
    return from_json(RawTable, bare, given={"rows": tuple(rows)})


def _wait(worker: WorkerProcess, name: str, tell: Tell) -> str:
    """Return what was read, "table" or "places".

    Raises:
        FileProblemError: where it could not be read.
        GivenUpError: from ``tell``.

    """
    heard_at, last = time.monotonic(), (0, 0)
    tell(*last)
    while not worker.wait(_POLL):
        step = _step(worker) or last
        if step != last:
            heard_at, last = time.monotonic(), step
        tell(*last)
        if time.monotonic() - heard_at > _STUCK_AFTER:
            raise _problem(_("Reading “{name}” took too long and was stopped."), name)
    done = worker.newest("done")
    if worker.code == 0 and done:
        return str(done)
    failed = worker.newest("failed")
    if failed:
        happened, safe, remedy = failed
        raise FileProblemError(happened, safe=safe, remedy=remedy)
    worker.log_failure()
    raise _problem(_("“{name}” could not be read."), name)


def _step(worker: WorkerProcess) -> tuple[int, int] | None:
    """Return how far the reader is, in kilobytes; a file may have more bytes than Qt counts."""
    step = worker.newest("step")
    return (int(step[0]) // 1024, int(step[1]) // 1024) if step else None


def _problem(words: str, name: str) -> FileProblemError:
    return FileProblemError(
        words.format(name=name),
        safe=_("Nothing was imported."),
        remedy=_("Save it again as CSV (UTF-8) or as .xlsx, and choose that file."),
    )

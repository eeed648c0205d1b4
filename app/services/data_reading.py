"""Reading a data file in a process of its own: however large it is, no window ever waits."""

import contextlib
import json
import logging
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.domain.codec import from_json
from app.domain.errors import FileProblemError
from app.domain.giving_up import Tell, untold
from app.domain.importing import ManyPlaces, RawRow, RawTable
from app.i18n import _, current_language
from app.paths import bundle_root
from app.services.worker_process import STANDS_BACK, stack_places

WORKER_ARGUMENT = "--data-worker"
"""What an installed program is started with to be the reader instead of a window."""

_POLL = 0.05
_STUCK_AFTER = 120.0
"""Seconds without a word after which a reader is given up."""

_MOST_SAID = 65_536


def worker_command() -> list[str]:
    """Return the command that starts the reader, from a checkout or from an installed program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, WORKER_ARGUMENT]
    return [sys.executable, "-m", "app.data", "read"]


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
        with _Reader(json.dumps(job).encode(), path.name, Path(folder)) as reader:
            kind = reader.wait(tell)
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


class _Reader:
    """A reader under way; leaving the block ends it."""

    def __init__(self, job: bytes, name: str, folder: Path) -> None:
        self._name = name
        # Files instead of pipes: nothing blocks, however much is said. Each is opened once more to
        # be read, so that the reader's place in it stays its own.
        self._said, self._errors = folder / "said.jsonl", folder / "errors.txt"
        with (
            tempfile.TemporaryFile() as source,
            self._said.open("wb") as out,
            self._errors.open("wb") as errors,
        ):
            source.write(job)
            source.seek(0)
            self._process = subprocess.Popen(
                worker_command(),
                stdin=source,
                stdout=out,
                stderr=errors,
                cwd=bundle_root(),
                creationflags=STANDS_BACK,
            )

    def wait(self, tell: Tell) -> str:
        """Return what was read, "table" or "places".

        Raises:
            FileProblemError: where it could not be read.
            GivenUpError: from ``tell``.

        """
        heard_at, last = time.monotonic(), (0, 0)
        tell(*last)
        while self._process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_POLL)
            step = self._step() or last
            if step != last:
                heard_at, last = time.monotonic(), step
            tell(*last)
            if time.monotonic() - heard_at > _STUCK_AFTER:
                raise self._problem(_("Reading “{name}” took too long and was stopped."))
        done = self._last("done")
        if self._process.returncode == 0 and done:
            return str(done)
        failed = self._last("failed")
        if failed:
            happened, safe, remedy = failed
            raise FileProblemError(happened, safe=safe, remedy=remedy)
        self._log()
        raise self._problem(_("“{name}” could not be read."))

    def __enter__(self) -> "_Reader":
        return self

    def __exit__(self, *_exc: object) -> None:
        if self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def _step(self) -> tuple[int, int] | None:
        """Return how far the reader is, in kilobytes; a file may have more bytes than Qt counts."""
        step = self._last("step")
        return (int(step[0]) // 1024, int(step[1]) // 1024) if step else None

    def _last(self, key: str) -> Any:
        """Return the newest thing said under a key, or None."""
        with self._said.open("rb") as file:
            file.seek(max(0, file.seek(0, 2) - _MOST_SAID))
            lines = file.read().split(b"\n")
        for line in reversed(lines):
            # The newest line may be half there yet.
            with contextlib.suppress(ValueError):
                found = json.loads(line)
                if isinstance(found, dict) and key in found:
                    return found[key]
        return None

    def _problem(self, words: str) -> FileProblemError:
        return FileProblemError(
            words.format(name=self._name),
            safe=_("Nothing was imported."),
            remedy=_("Save it again as CSV (UTF-8) or as .xlsx, and choose that file."),
        )

    def _log(self) -> None:
        said = self._errors.read_text("utf-8", "replace")
        stack = stack_places(said, self._process.returncode)
        logging.getLogger(__name__).error(
            "the data reader failed\n%s", stack, extra={"stack": stack}
        )

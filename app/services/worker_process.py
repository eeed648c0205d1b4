"""A process of its own that gets a job as JSON and answers in lines of JSON."""

import contextlib
import json
import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app.log import short_place
from app.paths import bundle_root

STANDS_BACK = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(
    subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0
)
"""Windows: no window of its own, and the running day comes first (elsewhere the worker sees to it
itself)."""


def worker_command(argument: str, module: Sequence[str]) -> list[str]:
    """Return what starts a worker: a module of a checkout, or an installed program's argument."""
    if getattr(sys, "frozen", False):
        return [sys.executable, argument]
    return [sys.executable, "-m", *module]


_MOST_SAID = 65_536


class WorkerProcess:
    """A worker under way. Everything but :meth:`wait` is cheap and may be asked from a timer.

    Two threads may ask.
    """

    def __init__(self, command: Sequence[str], job: bytes) -> None:
        """Start it.

        Raises:
            OSError: where it cannot be started.

        """
        # Files instead of pipes: nothing blocks, however much is said. Each is opened once more to
        # be read, so that the worker's place in it stays its own.
        self._folder = tempfile.TemporaryDirectory(
            prefix="equity-worker-", ignore_cleanup_errors=True
        )
        self._said = Path(self._folder.name) / "said.jsonl"
        self._errors = Path(self._folder.name) / "errors.txt"
        try:
            with (
                tempfile.TemporaryFile() as source,
                self._said.open("wb") as out,
                self._errors.open("wb") as errors,
            ):
                source.write(job)
                source.seek(0)
                self._process = subprocess.Popen(
                    command,
                    stdin=source,
                    stdout=out,
                    stderr=errors,
                    cwd=bundle_root(),
                    creationflags=STANDS_BACK,
                )
        except OSError:
            self._folder.cleanup()
            raise

    @property
    def is_running(self) -> bool:
        """Tell whether it has not ended."""
        return self._process.poll() is None

    @property
    def code(self) -> int | None:
        """What it ended with, 0 where all went well; None while it runs."""
        return self._process.poll()

    def stop(self) -> None:
        """End it now."""
        if self.is_running:
            self._process.kill()
            self._process.wait()

    def wait(self, seconds: float) -> bool:
        """Wait so long for its end; return whether it came."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        return True

    def close(self) -> None:
        """End it and let go of everything."""
        self.stop()
        self._folder.cleanup()

    def lines(self) -> list[dict[str, Any]]:
        """Return what it has said so far."""
        return self._read(0)

    def newest(self, key: str) -> Any:
        """Return the newest thing said under a key, or None; cheap however much was said."""
        lines = self._read(_MOST_SAID)
        return next((line[key] for line in reversed(lines) if key in line), None)

    def _read(self, most: int) -> list[dict[str, Any]]:
        """Return what was said, of the last ``most`` bytes where that is not 0."""
        said = b""
        with contextlib.suppress(OSError), self._said.open("rb") as file:  # it may be closed
            size = file.seek(0, 2)
            file.seek(max(0, size - most) if most else 0)
            said = file.read()
        found = []
        for line in said.split(b"\n"):
            # The newest line may be half there yet, and the first one cut.
            with contextlib.suppress(ValueError):
                data = json.loads(line)
                if isinstance(data, dict):
                    found.append(data)
        return found

    def log_failure(self) -> None:
        """Write into the log where it died."""
        said = self._errors.read_text("utf-8", "replace")
        stack = stack_places(said, self._process.returncode)
        logging.getLogger(__name__).error("a worker failed\n%s", stack, extra={"stack": stack})


def stack_places(said: str, code: int) -> str:
    """Return the places and kinds of errors in what a worker said as it died.

    An error's own words stay out: they may quote what somebody wrote.
    """
    kept = []
    for line in said.splitlines():
        place = re.match(r'\s*File "(.+)", line (\d+),? in (\S+)', line)
        kind = re.match(r"(Fatal Python error: [A-Za-z ]+|[A-Za-z_.]+(?:Error|Exception))\b", line)
        if place:
            kept.append(f'  File "{short_place(place[1])}", line {place[2]}, in {place[3]}')
        elif kind:
            kept.append(kind[1])
    return "\n".join([*kept[-60:], f"ended with {code}"])

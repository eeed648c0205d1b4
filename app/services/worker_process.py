"""A process of its own that gets a job as JSON and answers in lines of JSON."""

import contextlib
import json
import logging
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from typing import IO, Any

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


class WorkerProcess:
    """A worker under way. Everything but :meth:`wait` is cheap and may be asked from a timer.

    Two threads may ask.
    """

    def __init__(self, command: Sequence[str], job: bytes) -> None:
        """Start it.

        Raises:
            OSError: where it cannot be started.

        """
        self._reading = threading.Lock()
        # Unnamed files instead of pipes: nothing blocks, and no thread has to read.
        self._out: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - see close()
        self._errors: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - see close()
        try:
            with tempfile.TemporaryFile() as source:
                source.write(job)
                source.seek(0)
                self._process = subprocess.Popen(
                    command,
                    stdin=source,
                    stdout=self._out,
                    stderr=self._errors,
                    cwd=bundle_root(),
                    creationflags=STANDS_BACK,
                )
        except OSError:
            self._out.close()
            self._errors.close()
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
        with self._reading:
            self._out.close()
        self._errors.close()

    def lines(self) -> list[dict[str, Any]]:
        """Return what it has said so far."""
        with self._reading:
            if self._out.closed:
                return []
            self._out.seek(0)
            whole = [line for line in self._out.read().split(b"\n") if line.endswith(b"}")]
            self._out.seek(0, 2)
        found = []
        for line in whole:
            # The worker writes through the same place in the file: a line read meanwhile may break.
            with contextlib.suppress(ValueError):
                found.append(json.loads(line))
        return found

    def log_failure(self) -> None:
        """Write into the log where it died."""
        self._errors.seek(0)
        said = self._errors.read().decode("utf-8", "replace")
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

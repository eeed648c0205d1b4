"""The report worker: a process of its own that builds one file and says how it went.

It reads a job as JSON from its standard input and writes lines of JSON to its standard output:
``{"stage": …}`` as it goes on, and at last ``{"done": path}`` or ``{"failed": reason}``;
before it ``{"left_out": [words]}`` where paper has no letters for some.
"""

import errno
import faulthandler
import json
import os
import sys
from pathlib import Path
from typing import TextIO

from app.domain.codec import CodecError, from_json
from app.reports.build import Job, build, write_whole
from app.reports.typeface import noting_left_out

NICE = 10
"""How much the worker stands back behind the running day (Unix; Windows is told at its start)."""

STAGES = ("reading", "setting", "writing")

REASONS = {
    errno.ENOSPC: "disk_full",
    getattr(errno, "EDQUOT", errno.ENOSPC): "disk_full",
    errno.ENOENT: "folder_gone",
    errno.ENOTDIR: "folder_gone",
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "not_allowed",
}
"""What went wrong outside the program, by the system's number for it."""


def main(source: TextIO | None = None, out: TextIO | None = None) -> int:
    """Build the job that ``source`` describes; return 0, or 2 where the world refused."""
    if source is None and sys.stderr is not None:
        faulthandler.enable()  # a crash in a library leaves its stack for the program to report
        if sys.platform != "win32":
            os.nice(NICE)
    source, out = source or sys.stdin, out or sys.stdout
    _say(out, stage="reading")
    try:
        job = from_json(Job, json.load(source))
    except (CodecError, ValueError):
        _say(out, failed="bad_job")
        return 2
    try:
        _say(out, stage="setting")
        with noting_left_out() as left_out:
            content = build(job)
        _say(out, stage="writing")
        write_whole(Path(job.target), content)
    except OSError as error:
        _say(out, failed=REASONS.get(error.errno or 0, "not_written"))
        return 2
    if left_out and job.kind.endswith(".pdf"):
        _say(out, left_out=list(left_out))
    _say(out, done=job.target)
    return 0


def _say(out: TextIO, **values: str | list[str]) -> None:
    out.write(json.dumps(values) + "\n")
    out.flush()

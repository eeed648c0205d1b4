"""One rehearsal as a person runs it, in a process of its own."""

import json
import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
LIMIT_SECONDS = 500


@dataclass(frozen=True)
class Rehearsed:
    """What one rehearsal left behind."""

    out: Path
    code: int
    said: str
    errors: str
    seconds: float

    @property
    def sheet(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.out / "rehearsal.json").read_text("utf-8"))
        return found


def rehearse(
    out: Path, *arguments: str, data_dir: Path, program: tuple[str, ...] = ("-m", "app")
) -> Rehearsed:
    """Run ``rehearse`` where there is no display."""
    environment = {k: v for k, v in os.environ.items() if k not in ("DISPLAY", "QT_QPA_PLATFORM")}
    environment["EQUITY_WORKSHOP_DATA"] = str(data_dir)
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, *program, "rehearse", "--out", str(out), *arguments],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Rehearsed(out, done.returncode, done.stdout, done.stderr, time.monotonic() - began)

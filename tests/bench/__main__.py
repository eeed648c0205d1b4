"""Measure how fast the program is: ``python -m tests.bench [--only PART …] [--save]``.

Each part runs in a process of its own. The exit code is 1 where a budget is broken. Measure on a
quiet machine: the load before and after is told, and each figure stands beside a baseline of the
same minute.
"""

import argparse
import os
import platform
import subprocess
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.bench.figures import Figure, busy_words, table, told

PARTS = ("start", "entry", "scenes", "lists", "data", "idle", "memory", "room", "groups")
ROOT = Path(__file__).resolve().parents[2]
LAST = Path(__file__).with_name("last.md")
"""Where ``--save`` puts the table."""


def measure(part: str) -> list[Figure]:
    """Run one part; return its figures.

    Raises:
        subprocess.CalledProcessError: where it failed.

    """
    environment = {**os.environ}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # run.py keeps compiled code as well
    environment.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", f"tests.bench.{part}"]
    said = subprocess.run(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    return told(said.stdout.splitlines())


def machine() -> str:
    """Return in a few lines what was measured on."""
    import PySide6

    return (
        f"{_processor()}, {os.cpu_count()} cores; {platform.platform(terse=True)}; "
        f"Python {platform.python_version()}, Qt {PySide6.__version__} (offscreen)"
    )


def _processor() -> str:
    listed = Path("/proc/cpuinfo")
    lines = listed.read_text().splitlines() if listed.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def load() -> str:
    """Return how busy the machine was in the last minute, where the system tells."""
    return f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for; return 1 where a budget is broken."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, metavar="PART",
                        help=", ".join(PARTS))  # fmt: skip
    parser.add_argument("--save", action="store_true", help=f"write the table to {LAST.name}")
    asked = parser.parse_args(arguments)
    before, figures = load(), []
    for part in asked.only:
        print(f"measuring {part} …", file=sys.stderr, flush=True)
        figures += measure(part)
    words = (
        f"Measured on {datetime.now(UTC):%Y-%m-%d %H:%M} UTC. {machine()}. "
        f"Load {before} before, {load()} after (the bench alone makes about 1)."
    )
    print(table(figures), words, busy_words(figures), sep="\n\n")
    if asked.save:
        said = f"# How fast it is\n\n`.venv/bin/python -m tests.bench --save`\n\n{words}\n\n"
        LAST.write_text(said + table(figures) + "\n", "utf-8")
    return 0 if all(figure.kept for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())

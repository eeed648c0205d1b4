"""From starting Python to the first picture, and to a Home that takes what is typed."""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Any

from tests.bench.figures import Figure, tell

RUNS = 7


def begin(*arguments: str, cache: str) -> dict[str, dict[str, Any]]:
    """Start ``tests.bench.started`` once; return what it told, with the seconds it took."""
    # Compiled code is kept, as it is on a laptop from the second start on.
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": cache, "PYTHONDONTWRITEBYTECODE": ""}
    began = time.time()
    command = [sys.executable, "-m", "tests.bench.started", *arguments]
    said = subprocess.run(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True
    )
    moments = [json.loads(line) for line in said.stdout.splitlines()]
    return {moment["what"]: {**moment, "after": moment["at"] - began} for moment in moments}


def main() -> None:
    """Measure, and tell the figures."""
    with tempfile.TemporaryDirectory(prefix="bench-compiled-") as cache:
        for warm in (("bare",), ()):
            begin(*warm, cache=cache)
        pairs = [(begin("bare", cache=cache), begin(cache=cache)) for _run in range(RUNS)]
    bare = [one["painted"] for one, _other in pairs]
    for what, name, budget in (("painted", "first paint", 2.0), ("usable", "Home usable", 4.5)):
        ours = [other[what] for _one, other in pairs]
        loaded = ours[0]["loaded"]
        cpu = statistics.median(m["cpu"] for m in ours) / statistics.median(m["cpu"] for m in bare)
        note = f"processor time {cpu:.1f} ×; loaded by then: {', '.join(loaded) or 'nothing heavy'}"
        tell(
            Figure(
                name=name, value=1000 * statistics.median(m["after"] for m in ours), unit="ms",
                baseline=1000 * statistics.median(m["after"] for m in bare),
                against="a bare PySide6 window", budget=budget, by_ratio=True, note=note,
            )
        )  # fmt: skip


if __name__ == "__main__":
    main()

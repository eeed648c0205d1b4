"""What is measured, what it is held against, and the table of both."""

import json
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass

ECHO = "echo and commit over TLS"
"""What an entry's way is held against: the same stations, and a hub that does nothing else."""

QUICK_ECHO_MS = 10.0
"""Where the bare echo takes longer (p99), the machine itself was busy."""


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One measured number.

    Attributes:
        name: what was measured.
        value: how much, in ``unit``.
        unit: "ms", "s", "MB", "%" or "".
        baseline: the same kind of number for the least that could be, measured in the same run.
        against: what the baseline is.
        budget: the most allowed; None for a number that is only told.
        by_ratio: whether the budget is for value divided by baseline instead of for the value.
        note: what else is to be known.

    """

    name: str
    value: float
    unit: str
    baseline: float
    against: str
    budget: float | None = None
    by_ratio: bool = False
    note: str = ""

    @property
    def ratio(self) -> float:
        """Return how many baselines the value is."""
        return self.value / self.baseline if self.baseline else float("inf")

    @property
    def kept(self) -> bool:
        """Tell whether the budget is kept."""
        measured = self.ratio if self.by_ratio else self.value
        return self.budget is None or measured <= self.budget

    def row(self) -> tuple[str, ...]:
        """Return the cells of the table."""
        budget = "–"
        if self.budget is not None:
            budget = f"≤ {self.budget:g} ×" if self.by_ratio else f"≤ {self.budget:g} {self.unit}"
        verdict = ("kept" if self.kept else "BROKEN") if self.budget is not None else "–"
        return (
            self.name,
            f"{_short(self.value)} {self.unit}",
            f"{_short(self.baseline)} {self.unit} ({self.against})",
            f"{self.ratio:.1f} ×",
            budget,
            verdict,
            self.note,
        )


HEADINGS = ("figure", "measured", "baseline, same run", "ratio", "budget", "verdict", "note")


def _short(value: float) -> str:
    return f"{value:.0f}" if abs(value) >= 100 else f"{value:.3g}"


def tell(figure: Figure) -> None:
    """Print a figure for the process that asked for it."""
    print(json.dumps(asdict(figure)), flush=True)


def told(lines: Iterable[str]) -> list[Figure]:
    """Return the figures among what a process printed."""
    return [Figure(**json.loads(line)) for line in lines if line.startswith('{"name"')]


def table(figures: Sequence[Figure]) -> str:
    """Return the figures as a table in Markdown."""
    rows = [HEADINGS, *(figure.row() for figure in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(HEADINGS))]
    lines = [_line(row, widths) for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([lines[0], rule, *lines[1:]])


def busy_words(figures: Sequence[Figure]) -> str:
    """Return a line about a machine that was too busy to be measured on; "" where it was not."""
    echoes = [one.baseline for one in figures if one.against == ECHO]
    if not echoes or max(echoes) <= QUICK_ECHO_MS:
        return ""
    return (
        f"This machine was busy: the bare echo alone took up to {_short(max(echoes))} ms (p99). "
        "A budget in milliseconds that is broken on it says as much of the machine: look at the "
        "ratios, and measure again."
    )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
    return "| " + " | ".join(cells) + " |"


def share(values: Sequence[float], percent: int) -> float:
    """Return the value that ``percent`` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(len(ordered) * percent / 100))]


def spread(values: Sequence[float], unit: str = "ms") -> str:
    """Return the median and the largest in words."""
    return f"median {_short(statistics.median(values))}, most {_short(max(values))} {unit}"


def median_of(measure: Callable[[], float], runs: int) -> float:
    """Return the median of several runs."""
    return statistics.median(measure() for _run in range(runs))

"""The key under the chart: both lenses' wording of the levels, and what special marks mean."""

from dataclasses import dataclass

from app.domain.chart_crowd import NOTHING_UNUSUAL, Unusual
from app.domain.chart_labels import ChartLabels
from app.domain.chart_marks import look_of, token, token_size
from app.domain.chart_text import CAP, wrap_all
from app.domain.drawing import Group, Item, Line, Measure, Text, Weight
from app.domain.framework import Lens
from app.domain.results import ResultsTable, Standing

Run = tuple[str, Weight]
"""Words and their weight, one after the other on a line."""

KEY_LINE = 1.34
"""Distance of two lines of the key, as a multiple of the text's size."""


@dataclass(frozen=True, kw_only=True)
class KeyLine:
    """One line of one entry: the sample shown before it ("" for none), and its words."""

    sample: str
    runs: tuple[Run, ...]
    x: float
    line: int


def _lens_runs(table: ResultsTable, lens: Lens, full: bool) -> list[str]:
    """Return the level wording as pieces that may not be broken apart."""
    names = table.level_names.get(lens, ())
    pieces = [f"{position} {name}" for position, name in enumerate(names, 1)]
    if not full and len(pieces) > 2:
        return [f"{pieces[0]} …", pieces[-1]]
    return [f"{piece} ·" for piece in pieces[:-1]] + pieces[-1:]


def key_lines(
    table: ResultsTable,
    labels: ChartLabels,
    text: float,
    width: float,
    full: bool,
    measure: Measure,
    names: dict[str, str],
    *,
    brief: bool = False,
    unusual: Unusual = NOTHING_UNUSUAL,
) -> tuple[KeyLine, ...]:
    """Lay out the key; ``names`` maps the marks' short labels to the groups' own names.

    A ``brief`` key names the lenses and not their levels. Of ``table`` only its words count.
    """
    indent = 1.55 * text
    found: list[KeyLine] = []
    line, x = 0, 0.0
    for lens in Lens:
        name = table.lens_names.get(lens, lens.value)
        head = name if brief else f"{name}:"
        pieces = [] if brief else _lens_runs(table, lens, full)
        whole = indent + measure(head, text, "bold")
        if pieces:
            whole += measure(" " + " ".join(pieces), text, "regular")
        if x and (full or x + whole > width):
            line, x = line + 1, 0.0
        found += _flow(lens.value, head, pieces, x, line, text, width, indent, measure)
        last = found[-1]
        x = last.x + sum(measure(words, text, weight) for words, weight in last.runs) + 1.4 * text
        line = last.line
    if full:
        line, x = line + 1, 0.0
    for sample, words in _special_entries(unusual, labels, full, names):
        own = 0.0 if sample.startswith("name:") else indent
        for part in wrap_all(words, text, "regular", width - own, measure):
            whole = own + measure(part, text, "regular")
            if x and x + whole > width:
                line, x = line + 1, 0.0
            found.append(KeyLine(sample=sample, runs=((part, "regular"),), x=x + own, line=line))
            x += whole + 1.2 * text
            sample = ""
    return tuple(found)


def _flow(
    sample: str,
    head: str,
    pieces: list[str],
    x: float,
    line: int,
    text: float,
    width: float,
    indent: float,
    measure: Measure,
) -> list[KeyLine]:
    """Set a lens's bold name and its levels, breaking only between levels when that is possible."""
    space = measure("n n", text, "regular") - measure("nn", text, "regular")
    room = width - x - indent
    lines: list[list[Run]] = [[]]
    used = 0.0
    parts: list[Run] = [(part, "bold") for part in wrap_all(head, text, "bold", room, measure)]
    for piece in pieces:
        parts += [(part, "regular") for part in wrap_all(piece, text, "regular", room, measure)]
    for words, weight in parts:
        wide = measure(words, text, weight)
        if used and used + space + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append((words, weight))
        used += wide + (space if used else 0.0)
    return [
        KeyLine(
            sample=sample if index == 0 else "", runs=tuple(runs), x=x + indent, line=line + index
        )
        for index, runs in enumerate(lines)
    ]


def _special_entries(
    unusual: Unusual, labels: ChartLabels, full: bool, names: dict[str, str]
) -> list[tuple[str, str]]:
    """Return the samples and words for whatever unusual the chart shows."""
    entries: list[tuple[str, str]] = []
    if unusual.contested:
        entries.append(("contested", labels.contested))
    if full and unusual.settled_apart:
        entries.append(("range", labels.range_line))
    if unusual.no_agreement:
        entries.append(("no_agreement", labels.no_agreement))
    if labels.note:
        entries.append(("name:", labels.note))
    if full:
        entries += [
            (f"name:{s}", f"{s} {n}") for s, n in names.items() if s != n and s not in n.split()
        ]
    return entries


def key_height(lines: tuple[KeyLine, ...], text: float) -> float:
    """Return the height of a laid-out key."""
    return (max((line.line for line in lines), default=-1) + 1) * KEY_LINE * text


def draw_key(lines: tuple[KeyLine, ...], top: float, text: float, measure: Measure) -> Group:
    """Return the key's drawing, its first line's middle half a line under ``top``."""
    space = measure("n n", text, "regular") - measure("nn", text, "regular")
    items: list[Item] = []
    for line in lines:
        middle = top + (line.line + 0.5) * KEY_LINE * text
        items += _sample(line.sample, line.x - 0.9 * text, middle, text)
        x = line.x
        for words, weight in line.runs:
            items.append(Text(x=x, y=middle + CAP * text / 2, text=words, size=text, weight=weight))
            x += measure(words, text, weight) + space
    return Group(id="key", items=tuple(items), kind="key")


def _sample(sample: str, x: float, y: float, text: float) -> tuple[Item, ...]:
    size = token_size(text, 1.0, text)
    if sample in set(Lens):
        lens = Lens(sample)
        return token(lens, x, y, size, look_of(lens, Standing.SCORED))
    if sample == "contested":
        lens = Lens.FOUNDATIONS
        return token(lens, x, y, size, look_of(lens, Standing.SCORED, contested=True))
    if sample in ("range", "no_agreement"):
        half = (0.6 if sample == "range" else 0.3) * text
        role = "quiet_ink" if sample == "range" else "ink"
        return (Line(x1=x - half, y1=y, x2=x + half, y2=y, stroke=role, stroke_width=0.12 * text),)
    return ()

"""Bar charts of district data by student group: honest about what a file does not say.

One value a group, or several side by side (years, schools) on one scale. Bars keep the order in
which they are given.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.domain.chart_bar_marks import (
    HATCHED,
    BarLabels,
    BarTable,
    BarValue,
    Frame,
    axis_end,
    dashed,
    foot,
    high_end,
    marks_of,
    words_of,
)
from app.domain.chart_text import ELLIPSIS, LINE, block, narrowest, wrap_all
from app.domain.drawing import Drawing, Group, Item, Line, Measure, Text

_BETWEEN = 1.0
"""Room between two columns, as a multiple of the text's size."""

_WIDEST_NAMES = 0.36
"""Share of the width that the groups' names may take where they fit on one line."""

_OVER_LINE = 0.35
"""How far a dashed line goes on over its bars, as a multiple of the text's size."""


def bar_chart(
    table: BarTable,
    width: float,
    height: float,
    measure: Measure,
    *,
    labels: BarLabels,
    scale: float = 1.0,
    min_text: float = 28.0,
    largest: float = 1.3,
) -> Drawing:
    """Return the bar chart, ``width`` by ``height``; text is at least ``min_text * scale``.

    Text may be ``largest`` times that where there is room, and bars grow with it. Only where the
    bars do not fit otherwise does text become smaller than ``min_text * scale``.
    """
    smallest = min_text * scale
    items: list[Item] = []
    for share in _shares(largest):
        found: list[Item] | None = None
        # Names in two lines leave more to the bars: better than text that is too small.
        for names in (_WIDEST_NAMES,) if share > 1.0 else (_WIDEST_NAMES, 0.0):
            attempt = _Attempt(table, width, height, measure, labels, smallest * share, names)
            found = found or attempt.items(may_cut=share <= 1.0)
        if found is not None:
            items = found
            break
    return Drawing(
        width=width,
        height=height,
        items=tuple(items),
        title=table.title,
        description=_describe(table, labels),
    )


def _shares(largest: float) -> Iterator[float]:
    """Yield sizes of text to try, the least one that is asked for always among them."""
    share = largest
    while share > 1.01:
        yield share
        share *= 0.93
    share = 1.0
    while share > 0.03:
        yield share
        share *= 0.9


@dataclass(frozen=True, kw_only=True)
class _Words:
    """The words above and below the bars, broken into lines."""

    title: tuple[str, ...]
    heads: tuple[tuple[str, ...], ...]
    panel: tuple[str, ...]
    small: tuple[str, ...]


class _Attempt:
    """The chart at one size of text."""

    def __init__(
        self,
        table: BarTable,
        width: float,
        height: float,
        measure: Measure,
        labels: BarLabels,
        text: float,
        widest_names: float,
    ) -> None:
        """Try ``text``; names on one line may take the share ``widest_names`` of the width."""
        self.table, self.labels, self.text = table, labels, text
        self.widest_names = widest_names
        self.width, self.height, self.measure = width, height, measure
        self.rows: list[tuple[BarValue, ...]] = (
            list(table.cells) if table.columns else [(value,) for value in table.values]
        )
        self.end = axis_end(table)

    def items(self, *, may_cut: bool) -> list[Item] | None:
        """Return the chart, or None when it does not fit at this size.

        ``may_cut``: whether a word over a column that is too long for it may be shortened.
        """
        text, count = self.text, max(len(self.table.columns), 1)
        names, name_width = self._names()
        left = name_width + 0.6 * text
        column = (self.width - left - (count - 1) * _BETWEEN * text) / count
        if column < 4 * text:
            return None
        words = self._words(column)
        if not may_cut and any(ELLIPSIS in line for lines in words.heads for line in lines):
            return None
        top = len(words.title) * LINE * 1.25 * text + 0.3 * text
        head = max((len(lines) for lines in words.heads), default=0) * LINE * text
        head += 0.35 * text if head else 0.0
        below = len(words.panel) * LINE * text + (1.1 * text if words.panel else 0.0)
        below += len(words.small) * LINE * text + (0.45 * text if words.small else 0.0)
        row = (self.height - top - head - below - 0.45 * text) / max(len(self.rows), 1)
        needed = max((max(1.5, len(lines) * LINE + 0.25) for lines in names), default=1.5) * text
        axis = self._axis_width(column)
        if row < needed or axis < (4 if count == 1 else 2) * text:
            return None
        row = min(row, max(2.6 * text, needed))
        frames = [
            Frame(text=text, left=left + place * (column + _BETWEEN * text), width=axis,
                  end=self.end)
            for place in range(count)
        ]  # fmt: skip
        items = self._heads(words, frames, top)
        items += self._bars(names, frames, top + head, row)
        foot_top = top + head + row * max(len(self.rows), 1) + 0.45 * text
        return items + foot(words.panel, words.small, foot_top, self.width, text)

    def _names(self) -> tuple[list[tuple[str, ...]], float]:
        """Return the groups' names in lines, and the width that they take."""
        text, measure = self.text, self.measure
        labels = [row[0].label for row in self.rows]
        least = max((narrowest(name, text, "regular", 2, measure) for name in labels), default=0.0)
        whole = max((measure(name, text, "regular") for name in labels), default=0.0)
        width = max(least, min(whole, self.widest_names * self.width))
        return [wrap_all(name, text, "regular", width, measure) for name in labels], width

    def _words(self, column: float) -> _Words:
        table, text, measure = self.table, self.text, self.measure
        panel = " ".join(words for words in (table.statement, table.aim) if words)
        small = [
            wrap_all(words, text, "regular", self.width, measure)
            for words in (table.note, table.source)
        ]
        return _Words(
            title=wrap_all(table.title, 1.25 * text, "bold", self.width, measure),
            heads=tuple(wrap_all(name, text, "bold", column, measure) for name in table.columns),
            panel=wrap_all(panel, text, "regular", self.width - 1.2 * text, measure),
            small=tuple(line for lines in small for line in lines),
        )

    def _axis_width(self, room: float) -> float:
        """Return the widest axis that leaves room for every value's words after its bar."""
        width, text = room, self.text
        for value in self.table.all_values:
            free = room - self.measure(self._said(value), text, "bold") - 0.4 * text
            if value.status == "suppressed":
                free -= (HATCHED + 0.6) * text
            furthest = value.value if value.status == "reported" else None
            if value.status == "range" and (value.low is not None or value.high is not None):
                furthest = high_end(value, self.end)
            furthest = max(furthest or 0.0, value.mark or 0.0)
            share = min(max(furthest / self.end, 0.0), 1.0)
            width = min(width, free / share if share > 0 else width if free > 0 else 0.0)
        return width

    def _said(self, value: BarValue) -> str:
        return words_of(value, self.table.unit, self.labels, short=bool(self.table.columns))

    def _heads(self, words: _Words, frames: Sequence[Frame], top: float) -> list[Item]:
        """Return the title, and over each column its name."""
        text = self.text
        tall = len(words.title) * LINE * 1.25 * text
        items: list[Item] = []
        if words.title:
            items += block(words.title, 0, tall / 2, 1.25 * text, weight="bold")
        for frame, lines in zip(frames, words.heads, strict=bool(words.heads)):
            items += block(
                lines, frame.left, top + len(lines) * LINE * text / 2, text, weight="bold"
            )
        return items

    def _bars(
        self,
        names: Sequence[tuple[str, ...]],
        frames: Sequence[Frame],
        top: float,
        row: float,
    ) -> list[Item]:
        text = self.text
        items: list[Item] = []
        if not self.rows:
            empty = wrap_all(self.labels.no_values, text, "regular", self.width, self.measure)
            return list(block(empty, 0, top + row / 2, text, role="quiet_ink"))
        for index, (cells, name) in enumerate(zip(self.rows, names, strict=True)):
            items += self._row(cells, index, name, frames, top + (index + 0.5) * row, row)
        bottom = top + row * len(self.rows)
        for place, frame in enumerate(frames):
            items.append(
                Line(
                    x1=frame.left, y1=top, x2=frame.left, y2=bottom, stroke="quiet_ink",
                    stroke_width=0.07 * text,
                )
            )  # fmt: skip
            mark = self.table.marks[place] if place < len(self.table.marks) else None
            if mark is not None:
                items += self._dashes(place, frame.x(mark), items, top, row)
        return items

    def _dashes(
        self, place: int, x: float, drawn: Sequence[Item], top: float, row: float
    ) -> list[Item]:
        """Return the dashed line of a column, which makes way for words that stand in it."""
        text, column = self.text, f"-{place + 1}" if self.table.columns else ""
        groups = {each.id: each for each in drawn if isinstance(each, Group)}
        found: list[Item] = []
        for index in range(len(self.rows)):
            words = groups[f"bar-{index + 1}{column}"].items[-1]
            assert isinstance(words, Text)
            long = self.measure(words.text, words.size, words.weight)
            begin, end = top + index * row, top + (index + 1) * row
            above = begin - (_OVER_LINE * text if index == 0 else 0.0)
            if not words.x - 0.2 * text < x < words.x + long + 0.2 * text:
                found.append(dashed(x, above, end, text))
                continue
            clear = min(0.6 * text, row / 2)
            found.append(dashed(x, above, (begin + end) / 2 - clear, text))
            found.append(dashed(x, (begin + end) / 2 + clear, end, text))
        return found

    def _row(
        self,
        cells: Sequence[BarValue],
        index: int,
        name: tuple[str, ...],
        frames: Sequence[Frame],
        middle: float,
        row: float,
    ) -> list[Item]:
        """Return one group's name, and each of its values as a bar with its words."""
        text = self.text
        half = min(0.36 * row, 0.7 * text)
        found: list[Item] = []
        label = block(name, frames[0].left - 0.5 * text, middle, text, anchor="end")
        for place, (value, frame) in enumerate(zip(cells, frames, strict=True)):
            words = self._said(value)
            drawn = marks_of(value, words, frame, middle, half)
            column = f"-{place + 1}" if self.table.columns else ""
            where = f", {self.table.columns[place]}" if self.table.columns else ""
            found.append(
                Group(
                    id=f"bar-{index + 1}{column}",
                    items=(*(label if place == 0 else ()), *drawn),
                    title=f"{value.label}{where}: {words}",
                    kind="bar",
                )
            )
        return found


def _describe(table: BarTable, labels: BarLabels) -> str:
    rows = table.cells if table.columns else tuple((value,) for value in table.values)
    lines = []
    for row in rows:
        words = [words_of(value, table.unit, labels) for value in row]
        if table.columns:
            words = [f"{name}: {said}" for name, said in zip(table.columns, words, strict=True)]
        lines.append(f"{row[0].label}: {'; '.join(words)}.")
    more = (table.statement, table.aim, table.note, table.source)
    return "\n".join((lines or [labels.no_values]) + [words for words in more if words])

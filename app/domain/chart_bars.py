"""Bar charts of district data by student group: honest about what a file does not say.

A suppressed value is hatched and named, never a zero; a value given only as a range is an interval,
never a point; a blank stays blank. Bars keep the order in which they are given.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from app.domain.chart_text import CAP, LINE, block, narrowest, wrap_all
from app.domain.drawing import Drawing, Group, Item, Line, Measure, Rect, Text, Weight

Unit = Literal["percent", "count", "rate"]
"""What the values are: percentages 0–100, whole numbers, or a rate."""

Status = Literal["reported", "suppressed", "range", "missing", "not_applicable"]
"""What the file says about a value."""


@dataclass(frozen=True, kw_only=True)
class BarValue:
    """One student group's value; ``as_written`` is the file's own text, such as "GE50"."""

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: Status = "reported"
    as_written: str = ""


@dataclass(frozen=True, kw_only=True)
class BarTable:
    """One measure for several student groups.

    ``statement`` is the sentence that must stand under every outcome chart (gaps come from unequal
    opportunity); ``source`` names file and year.
    """

    title: str
    unit: Unit
    values: tuple[BarValue, ...]
    statement: str = ""
    source: str = ""


@dataclass(frozen=True, kw_only=True)
class BarLabels:
    """The words that a bar chart says by itself."""

    suppressed: str
    missing: str
    not_applicable: str
    no_values: str


def bar_labels(_: Callable[[str], str]) -> BarLabels:
    """Return the labels through a translator, such as ``app.i18n.translator("es")``."""
    return BarLabels(
        suppressed=_("suppressed, too few students"),
        missing=_("no value in the file"),
        not_applicable=_("does not apply"),
        no_values=_("No values yet."),
    )


_SAID: tuple[str, Weight] = ("ink", "bold")
_UNSAID: tuple[str, Weight] = ("quiet_ink", "regular")


@dataclass(frozen=True, kw_only=True)
class _Frame:
    """Where the bars lie: left edge, width for the axis, and the axis's end."""

    text: float
    left: float
    width: float
    top: float
    row: float
    end: float

    def x(self, value: float) -> float:
        return self.left + self.width * min(max(value / self.end, 0.0), 1.0)


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
    described = _describe(table, labels)
    for share in _shares(largest):
        items = _try(table, width, height, measure, labels, smallest * share)
        if items is not None:
            return Drawing(
                width=width,
                height=height,
                items=tuple(items),
                title=table.title,
                description=described,
            )
    return Drawing(width=width, height=height, items=(), title=table.title, description=described)


def _shares(largest: float) -> Iterator[float]:
    share = largest
    while share > 0.03:
        yield share
        share *= 0.93 if share > 1.01 else 0.9


def _try(
    table: BarTable,
    width: float,
    height: float,
    measure: Measure,
    labels: BarLabels,
    text: float,
) -> list[Item] | None:
    """Return the chart at this size of text, or None when it does not fit."""
    items: list[Item] = []
    title = wrap_all(table.title, 1.25 * text, "bold", width, measure)
    title_height = len(title) * LINE * 1.25 * text
    if title:
        items += block(title, 0, title_height / 2, 1.25 * text, weight="bold")
    statement = wrap_all(table.statement, text, "regular", width - 1.2 * text, measure)
    source = wrap_all(table.source, text, "regular", width, measure)
    gap = 0.45 * text
    foot = len(statement) * LINE * text + (1.1 * text if statement else 0.0)
    foot += len(source) * LINE * text + (gap if source else 0.0)
    top = title_height + 0.3 * text
    rows = max(len(table.values), 1)
    row = (height - top - foot - gap) / rows
    column = max(
        (narrowest(value.label, text, "regular", 2, measure) for value in table.values), default=0
    )
    column = max(
        column,
        min(
            max((measure(v.label, text, "regular") for v in table.values), default=0), 0.36 * width
        ),
    )
    names = [wrap_all(value.label, text, "regular", column, measure) for value in table.values]
    needed = max((max(1.5, len(lines) * LINE + 0.25) for lines in names), default=1.5) * text
    words = [_words(value, table.unit, labels) for value in table.values]
    left = column + 0.6 * text
    end = _axis_end(table)
    frame = _Frame(
        text=text,
        left=left,
        width=_axis_width(table, words, width - left, end, text, measure),
        top=top,
        row=min(row, max(2.6 * text, needed)),
        end=end,
    )
    if row < needed or frame.width < 4 * text:
        return None
    for index, (value, name, word) in enumerate(zip(table.values, names, words, strict=True)):
        items.append(_row(value, index, name, word, frame))
    if not table.values:
        empty = wrap_all(labels.no_values, text, "regular", width, measure)
        items += block(empty, 0, top + frame.row / 2, text, role="quiet_ink")
        return items + _foot(statement, source, top + frame.row + gap, width, text)
    items.append(
        Line(
            x1=left,
            y1=top,
            x2=left,
            y2=top + frame.row * rows,
            stroke="quiet_ink",
            stroke_width=0.07 * text,
        )
    )
    return items + _foot(statement, source, top + frame.row * rows + gap, width, text)


def _axis_width(
    table: BarTable, words: list[str], room: float, end: float, text: float, measure: Measure
) -> float:
    """Return the widest axis that leaves room for every value's words after its bar."""
    width = room
    for value, word in zip(table.values, words, strict=True):
        free = room - measure(word, text, "bold") - 0.4 * text
        if value.status == "suppressed":
            free -= 2.8 * text
        furthest = value.value if value.status == "reported" else None
        if value.status == "range" and (value.low is not None or value.high is not None):
            furthest = _high(value, end)
        share = min(max((furthest or 0.0) / end, 0.0), 1.0)
        width = min(width, free / share if share > 0 else width if free > 0 else 0.0)
    return width


def _row(value: BarValue, index: int, name: tuple[str, ...], words: str, frame: _Frame) -> Group:
    """Return one group's label, bar (or hatching, or interval) and value in words."""
    text = frame.text
    top = frame.top + index * frame.row
    middle = top + frame.row / 2
    half = min(0.36 * frame.row, 0.7 * text)
    items: list[Item] = list(block(name, frame.left - 0.5 * text, middle, text, anchor="end"))
    after = frame.left + 0.4 * text
    role, weight = _SAID
    if value.status == "reported" and value.value is not None:
        end = frame.x(value.value)
        if end > frame.left:
            items.append(_bar(frame.left, end, middle, half, "accent"))
        after = end + 0.35 * text
    elif value.status == "range" and (value.low is not None or value.high is not None):
        low, high = frame.x(value.low or 0.0), frame.x(_high(value, frame.end))
        items += _interval(low, high, middle, half, text)
        after = high + 0.35 * text
    elif value.status == "suppressed":
        # Away from the axis and always of one size, so that it is never read as a value.
        right = after + 2.2 * text
        items += _hatching(after, right, middle - half, middle + half, text)
        after = right + 0.35 * text
        role, weight = _UNSAID
    else:
        role, weight = _UNSAID
    items.append(
        Text(
            x=after,
            y=middle + CAP * text / 2,
            text=words,
            size=text,
            role=role,
            weight=weight,
        )
    )
    return Group(
        id=f"bar-{index + 1}", items=tuple(items), title=f"{value.label}: {words}", kind="bar"
    )


def _bar(left: float, right: float, middle: float, half: float, role: str) -> Rect:
    radius = min(0.18 * half, (right - left) / 2)
    return Rect(
        x=left, y=middle - half, width=right - left, height=2 * half, fill=role, radius=radius
    )


def _interval(low: float, high: float, middle: float, half: float, text: float) -> tuple[Item, ...]:
    """Return an open bar with whiskers from low to high: the value lies somewhere in it."""
    stroke = 0.09 * text
    shade = Rect(
        x=low,
        y=middle - half * 0.62,
        width=high - low,
        height=half * 1.24,
        fill="accent_soft",
    )
    ends = tuple(
        Line(
            x1=x,
            y1=middle - half,
            x2=x,
            y2=middle + half,
            stroke="accent",
            stroke_width=stroke,
        )
        for x in (low, high)
    )
    spine = Line(x1=low, y1=middle, x2=high, y2=middle, stroke="accent", stroke_width=stroke)
    return (shade, spine, *ends)


def _hatching(left: float, right: float, top: float, bottom: float, text: float) -> list[Item]:
    """Return a dashed frame filled with slanted lines: a value exists, and nobody may see it."""
    stroke = 0.06 * text
    frame = Rect(
        x=left,
        y=top,
        width=right - left,
        height=bottom - top,
        stroke="cannot_tell_line",
        stroke_width=stroke,
        dash=(0.2 * text, 0.14 * text),
    )
    items: list[Item] = [frame]
    tall, step = bottom - top, 0.42 * text
    for index in range(1, floor((right - left + tall) / step) + 1):
        # The slanted line x + y = const, cut off at the frame's four sides.
        sum_ = index * step
        x1, x2 = max(0.0, sum_ - tall), min(right - left, sum_)
        items.append(
            Line(
                x1=left + x1,
                y1=top + sum_ - x1,
                x2=left + x2,
                y2=top + sum_ - x2,
                stroke="cannot_tell_line",
                stroke_width=stroke,
            )
        )
    return items


def _foot(
    statement: tuple[str, ...], source: tuple[str, ...], top: float, width: float, text: float
) -> list[Item]:
    """Return the opportunity-gap statement on its own ground, and the source under it."""
    items: list[Item] = []
    y = top
    if statement:
        tall = len(statement) * LINE * text + 0.6 * text
        items.append(
            Rect(x=0, y=y, width=width, height=tall, fill="accent_soft", radius=0.25 * text)
        )
        items += block(statement, 0.6 * text, y + tall / 2, text)
        y += tall + 0.4 * text
    if source:
        tall = len(source) * LINE * text
        items += block(source, 0, y + tall / 2, text, role="quiet_ink")
    return items


def _high(value: BarValue, end: float) -> float:
    return end if value.high is None else value.high


def _axis_end(table: BarTable) -> float:
    """Return the axis's end: 100 for percentages, else a round number above every value."""
    if table.unit == "percent":
        return 100.0
    known = [
        number
        for value in table.values
        for number in (value.value, value.low, value.high)
        if number is not None
    ]
    most = max(known, default=0.0)
    if most <= 0:
        return 1.0
    step: float = 10.0 ** floor(log10(most))
    return ceil(most / step * 2) * step / 2


def number(value: float, unit: Unit) -> str:
    """Return a value as people read it: "62.5%", "1,204", "3.4"."""
    if unit == "count":
        return f"{value:,.0f}"
    short = f"{value:.1f}".removesuffix(".0")
    return f"{short}%" if unit == "percent" else short


def _words(value: BarValue, unit: Unit, labels: BarLabels) -> str:
    if value.status == "reported" and value.value is not None:
        return number(value.value, unit)
    if value.status == "range":
        low, high = value.low, value.high
        # EDFacts writes GT50 and LT50 for "more" and "less than", GE50 and LE50 for the others.
        strictly = value.as_written.strip().upper()[:2] in ("GT", "LT") or (
            value.as_written.strip()[:1] in ("<", ">") and "=" not in value.as_written
        )
        if low is not None and high is not None:
            return f"{number(low, unit)} – {number(high, unit)}"
        if low is not None:
            return f"{'>' if strictly else '≥'} {number(low, unit)}"
        if high is not None:
            return f"{'<' if strictly else '≤'} {number(high, unit)}"
        return value.as_written or labels.missing
    if value.status == "suppressed":
        return labels.suppressed
    return labels.not_applicable if value.status == "not_applicable" else labels.missing


def _describe(table: BarTable, labels: BarLabels) -> str:
    lines = [f"{value.label}: {_words(value, table.unit, labels)}." for value in table.values]
    extra = [words for words in (table.statement, table.source) if words]
    return "\n".join((lines or [labels.no_values]) + extra)

"""What a bar chart is made of: values, what is said of them, and how each is drawn.

A suppressed value is hatched and named, never a zero; a value given only as a range is an interval,
never a point; a blank stays blank.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10
from typing import Literal

from app.domain.chart_text import CAP, LINE, SLASH, block
from app.domain.drawing import Item, Line, Rect, Text, Weight

Unit = Literal["percent", "count", "rate"]
"""What the values are: percentages 0–100, whole numbers, or a rate."""

Status = Literal["reported", "suppressed", "range", "missing", "not_applicable"]
"""What the file says about a value."""


@dataclass(frozen=True, kw_only=True)
class BarValue:
    """One student group's value; ``as_written`` is the file's own text, such as "GE50".

    ``mark`` is what it is to be compared with, drawn as a tick; a ``soft`` bar stands back behind
    the others.
    """

    label: str
    value: float | None = None
    low: float | None = None
    high: float | None = None
    status: Status = "reported"
    as_written: str = ""
    mark: float | None = None
    soft: bool = False


@dataclass(frozen=True, kw_only=True)
class BarTable:
    """One measure for several student groups.

    Attributes:
        title, unit: what is measured, and in what.
        values: one for each group; without them, ``cells`` has each group's values by column.
        columns: names of what stands side by side, such as years; () for one value a group.
        cells: one tuple a group, one value a column.
        marks: for each column (one without columns) where a dashed line runs through its bars.
        most: a number that the axis reaches even where no value does: that of the whole measure,
            of which this is a part.
        statement: the sentence that must stand under every outcome chart (gaps come from unequal
            opportunity).
        aim: how the groups' numbers should stand to each other.
        note: how many values are suppressed, blurred or missing.
        source: names file and year.

    """

    title: str
    unit: Unit
    values: tuple[BarValue, ...] = ()
    columns: tuple[str, ...] = ()
    cells: tuple[tuple[BarValue, ...], ...] = ()
    marks: tuple[float | None, ...] = ()
    most: float = 0.0
    statement: str = ""
    aim: str = ""
    note: str = ""
    source: str = ""

    @property
    def all_values(self) -> tuple[BarValue, ...]:
        """Return every value in it."""
        return self.values or tuple(value for row in self.cells for value in row)


@dataclass(frozen=True, kw_only=True)
class BarLabels:
    """The words that a bar chart says by itself."""

    suppressed: str
    suppressed_short: str
    missing: str
    missing_short: str
    not_applicable: str
    no_values: str
    open_ends: Mapping[str, str]


def bar_labels(_: Callable[[str], str]) -> BarLabels:
    """Return the labels through a translator, such as ``app.i18n.translator("es")``."""
    return BarLabels(
        suppressed=_("suppressed, too few students"),
        suppressed_short=_("suppressed"),
        missing=_("no value in the file"),
        missing_short=_("no value"),
        not_applicable=_("does not apply"),
        no_values=_("No values yet."),
        open_ends={
            ">": _("more than {value}"),
            "≥": _("{value} or more"),
            "<": _("less than {value}"),
            "≤": _("{value} or less"),
        },
    )


def joined_labels(labels: Sequence[BarLabels]) -> BarLabels:
    """Return labels that say everything in several languages, one after the other."""
    first = labels[0]

    def join(words: Iterable[str]) -> str:
        return f" {SLASH} ".join(dict.fromkeys(words))

    def one(name: str) -> str:
        return join(getattr(each, name) for each in labels)

    return BarLabels(
        suppressed=one("suppressed"),
        suppressed_short=one("suppressed_short"),
        missing=one("missing"),
        missing_short=one("missing_short"),
        not_applicable=one("not_applicable"),
        no_values=one("no_values"),
        open_ends={sign: join(each.open_ends[sign] for each in labels) for sign in first.open_ends},
    )


_SAID: tuple[str, Weight] = ("ink", "bold")
_UNSAID: tuple[str, Weight] = ("quiet_ink", "regular")

HATCHED = 2.2
"""Width of hatching, as a multiple of the text's size; the same for every suppressed value."""


_BEYOND = 1.25
"""How far the axis goes on behind the only end that a range has."""

_MOST_DIGITS = 6
"""Decimals beyond which nobody looks."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """Where bars lie: left edge, width for the axis, and the axis's end."""

    text: float
    left: float
    width: float
    end: float

    def x(self, value: float) -> float:
        """Return where a value lies."""
        return self.left + self.width * min(max(value / self.end, 0.0), 1.0)


def marks_of(value: BarValue, words: str, frame: Frame, middle: float, half: float) -> list[Item]:
    """Return a value's bar, interval or hatching on the height ``middle``, and its words."""
    text = frame.text
    items: list[Item] = []
    after = frame.left + 0.4 * text
    role, weight = _UNSAID
    if value.status == "reported" and value.value is not None:
        end = frame.x(value.value)
        if end > frame.left:
            items.append(_bar(frame.left, end, middle, half, soft=value.soft, text=text))
        after = end + 0.35 * text
        role, weight = _SAID
    elif value.status == "range" and (value.low is not None or value.high is not None):
        low, high = frame.x(value.low or 0.0), frame.x(high_end(value, frame.end))
        items += _interval(low, high, middle, half, text)
        after = high + 0.35 * text
        role, weight = _SAID
    elif value.status == "suppressed":
        # Away from the axis and always of one size, so that it is never read as a value.
        right = after + HATCHED * text
        items += _hatching(after, right, middle - half, middle + half, text)
        after = right + 0.35 * text
    if value.mark is not None:
        items.append(_tick(frame.x(value.mark), middle, half, text))
        after = max(after, frame.x(value.mark) + 0.35 * text)
    items.append(
        Text(x=after, y=middle + CAP * text / 2, text=words, size=text, role=role, weight=weight)
    )
    return items


def _tick(x: float, middle: float, half: float, text: float) -> Line:
    reach = half + 0.16 * text
    return Line(
        x1=x, y1=middle - reach, x2=x, y2=middle + reach, stroke="ink", stroke_width=0.13 * text
    )


def dashed(x: float, top: float, bottom: float, text: float) -> Line:
    """Return a piece of the dashed line that a column's values are held against."""
    dash = (0.24 * text, 0.18 * text)
    return Line(x1=x, y1=top, x2=x, y2=bottom, stroke="ink", stroke_width=0.07 * text, dash=dash)


def _bar(left: float, right: float, middle: float, half: float, *, soft: bool, text: float) -> Rect:
    radius = min(0.18 * half, (right - left) / 2)
    return Rect(
        x=left, y=middle - half, width=right - left, height=2 * half, radius=radius,
        fill="accent_soft" if soft else "accent", stroke="accent" if soft else "",
        stroke_width=0.06 * text if soft else 0.0,
    )  # fmt: skip


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


def foot(
    statement: tuple[str, ...], small: tuple[str, ...], top: float, width: float, text: float
) -> list[Item]:
    """Return the opportunity-gap statement on its own ground, and other words under it."""
    items: list[Item] = []
    y = top
    if statement:
        tall = len(statement) * LINE * text + 0.6 * text
        items.append(
            Rect(x=0, y=y, width=width, height=tall, fill="accent_soft", radius=0.25 * text)
        )
        items += block(statement, 0.6 * text, y + tall / 2, text)
        y += tall + 0.4 * text
    if small:
        tall = len(small) * LINE * text
        items += block(small, 0, y + tall / 2, text, role="quiet_ink")
    return items


def high_end(value: BarValue, end: float) -> float:
    """Return the upper end of a range; one that is open ends with the axis."""
    return end if value.high is None else value.high


def axis_end(table: BarTable) -> float:
    """Return the axis's end: 100 for percentages, else a round number above every value."""
    if table.unit == "percent":
        return 100.0
    known = [
        number
        for value in table.all_values
        for number in (value.value, value.low, value.high, value.mark)
        if number is not None
    ]
    # Of "50 or more" the interval begins at 50, so there is something beyond it.
    known += [_BEYOND * v.low for v in table.all_values if v.low is not None and v.high is None]
    most = max([*known, table.most])
    if most <= 0:
        return 1.0
    step: float = 10.0 ** floor(log10(most))
    return ceil(most / step * 2) * step / 2


def number(value: float, unit: Unit) -> str:
    """Return a value as people read it: "62.5%", "1,204", "3.4".

    What is more than nothing never reads as zero, nor what is less than all as 100 percent: it
    has as many decimals as it takes, up to six.
    """
    whole = 100.0 if unit == "percent" else None
    digits = 0 if unit == "count" and value.is_integer() else 1
    while digits < _MOST_DIGITS and _seems_else(round(value, digits), value, whole):
        digits += 1
    short = f"{value:,.{digits}f}".removesuffix(".0")
    return f"{short}%" if unit == "percent" else short


def _seems_else(rounded: float, value: float, whole: float | None) -> bool:
    return rounded != value and rounded in (0.0, whole)


def words_of(value: BarValue, unit: Unit, labels: BarLabels, *, short: bool = False) -> str:
    """Return a value as it stands beside its bar; ``short`` where there is little room."""
    missing = labels.missing_short if short else labels.missing
    if value.status == "reported" and value.value is not None:
        return number(value.value, unit)
    if value.status == "range":
        return _range_words(value, unit, labels) or value.as_written or missing
    if value.status == "suppressed":
        return labels.suppressed_short if short else labels.suppressed
    return labels.not_applicable if value.status == "not_applicable" else missing


def _range_words(value: BarValue, unit: Unit, labels: BarLabels) -> str:
    """Return a range; one that is open as the file means it: GT50 is "more than 50%"."""
    low, high = value.low, value.high
    sign = open_end(value.as_written)
    if low is not None and (high is None or sign in (">", "≥")):
        words = labels.open_ends[sign if sign in (">", "≥") else "≥"]
        return words.format(value=number(low, unit))
    if high is not None and (low is None or sign in ("<", "≤")):
        words = labels.open_ends[sign if sign in ("<", "≤") else "≤"]
        return words.format(value=number(high, unit))
    return f"{number(low or 0.0, unit)} – {number(high, unit)}" if high is not None else ""


def open_end(as_written: str) -> str:
    """Return ">", "≥", "<" or "≤" where a file says so, as EDFacts does with GT, GE, LT and LE."""
    text = as_written.strip().upper()
    signs = {"GT": ">", "GE": "≥", "LT": "<", "LE": "≤", ">=": "≥", "<=": "≤"}
    if not any(sign.isdigit() for sign in text[1:4]):
        return ""  # "less than 5" begins with letters that are a sign elsewhere
    if text[:2] in signs:
        return signs[text[:2]]
    return text[:1] if text[:1] in (">", "≥", "<", "≤") else ""

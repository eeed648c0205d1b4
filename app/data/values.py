"""What a published cell really says: a number, a blurred range, a suppressed value, nothing.

Nothing is imputed: a range keeps its two ends, a blank is no zero, a code is no number.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import isfinite

from app.domain.measures import MeasureStatus

S = MeasureStatus


@dataclass(frozen=True, kw_only=True)
class Value:
    """One cell: ``value`` where reported, ``low`` and ``high`` where it is a range."""

    status: MeasureStatus
    value: float | None = None
    low: float | None = None
    high: float | None = None
    as_written: str = ""
    percent_sign: bool = False

    @property
    def is_number(self) -> bool:
        """Return whether the cell gives one number."""
        return self.status is S.REPORTED


_SUPPRESSED = frozenset(
    {"ps", "s", "sup", "supp", "suppressed", "redacted", "masked", "dns",
     "x", "<n", "too few", "too few students", "too small", "tfs", "ts", "ds",
     "<", "insufficient sample", "insufficient data", "insufficient n",
     "ctstr", "suprimido", "suprimida", "oculto", "muy pocos", "muy pocos estudiantes",
     "muestra insuficiente", "datos insuficientes"}
)  # fmt: skip
_SIGNS = re.compile(r"[*‡]+|††")
"""Signs that stand for a number that may not be shown."""

_DASHES = re.compile(r"[-‐‑‒–—―.…\s]*")
_MISSING = frozenset(
    {"null", "none", "nan", "n/d", "nd", "missing", "not reported",
     "not available", "no data", "sin datos", "no disponible", "no reportado", "#n/a", "#value!",
     "#div/0!", "#ref!", "na", "nr", "n/r"}
)  # fmt: skip
_NOT_APPLICABLE = frozenset({"n/a", "†", "not applicable", "no aplica", "no corresponde"})
"""† is "not applicable" and ‡ "reporting standards not met" in the statistical tables of NCES
(Statistical Standards, 5-1)."""

_TOO_FEW = re.compile(
    r"(?:n|n[ -]?size|(?:cell|group) size)\s*(?:<=?|≤|of fewer than|(?:is )?(?:fewer|less) than)"
    r"\s*\d+(?:\s*(?:students|pupils))?"
    r"|(?:<=?|≤|(?:fewer|less) than|under|menos de)\s*\d+\s*"
    r"(?:students|pupils|estudiantes|alumnos)"
)
"""How many there are is too small to be told; "<10" alone may be a range, and is one."""

_FEWER_THAN = re.compile(r"(?:<|(?:less|fewer) than|under|below|menos de)\s*(\d+)", re.IGNORECASE)

_OR_BEYOND = re.compile(
    r"(\d[\d.,]*)\s*(%?)\s*(?:percent)?\s*or\s*(more|above|higher|greater|less|fewer|below|lower)",
    re.IGNORECASE,
)
_WORDED = re.compile(
    r"(at least|more than|over|at most|less than|fewer than|under|below|up to"
    r"|al menos|por lo menos|m[aá]s de|como m[aá]ximo|menos de|hasta)\s+"
    r"(\d[\d.,]*)\s*(%?)",
    re.IGNORECASE,
)
_BLURRED = re.compile(r"(GE|GT|LE|LT|>=|<=|≥|≤|>|<)\s*(\d[\d.,]*)\s*(%?)", re.IGNORECASE)
_BETWEEN = re.compile(r"(\d[\d.,]*)\s*%?\s*(?:-|–|—|to|a)\s*(\d[\d.,]*)\s*(%?)", re.IGNORECASE)
_NUMBER = re.compile(r"([-+−]?)\s*(\d[\d.,'\s\u00a0\u202f]*|[.,]\d+)\s*(%?)")
_MONEY = re.compile(r"(?:US)?[$€£]\s*|\s*[$€£]")
_TO_ONE = re.compile(r"(\d[\d.,]*)\s*:\s*(\d[\d.,]*)")
"""So many to one: "412:1" and "1:412" are both four hundred and twelve students a counselor."""

_PLAIN_POINT = re.compile(r"\d*\.\d+")
_GROUPS_OF_THREE = re.compile(r"[1-9]\d{0,2}(?:\.\d{3})+")
_IN_THOUSANDS = re.compile(r"(?:\d+|[1-9]\d{0,2}(?:,\d{3})+)?(?:\.\d*)?")
_SPACED = re.compile(r"[1-9]\d{0,2}(?P<sign>['\s])\d{3}(?:(?P=sign)\d{3})*(?:[.,]\d*)?")
"""A space or an apostrophe stands between thousands; anywhere else it parts two numbers."""

_ON_TWO_LINES = re.compile(r"\d%?[^\S\r\n]*[\r\n]\s*\d")
_SWAPPED = str.maketrans(",.", ".,")
_AROUND_A_NUMBER = "+-−<>≤≥%$€£ "
_UPWARDS = frozenset(
    {
        "ge",
        "gt",
        ">=",
        "≥",
        ">",
        "more",
        "above",
        "higher",
        "greater",
        "at least",
        "more than",
        "over",
        "al menos",
        "por lo menos",
        "mas de",
        "más de",
    }
)


def read_value(
    cell: str, *, decimal_comma: bool = False, most: float | None = None
) -> Value | None:
    """Return what a cell says, or None where it says nothing that is known here.

    Args:
        cell: as written.
        decimal_comma: whether "12,5" is twelve and a half.
        most: the upper end of an open range ("GE50"): 100 for percentages, None for counts.

    """
    text = " ".join(cell.split())
    word = text.casefold()
    if word[:1] == "(" and word[-1:] == ")" and not any(sign.isdigit() for sign in word):
        word = word[1:-1].strip()
    if word in _MISSING or _DASHES.fullmatch(word):
        return Value(status=S.MISSING, as_written=text)
    if word in _NOT_APPLICABLE:
        return Value(status=S.NOT_APPLICABLE, as_written=text)
    if word in _SUPPRESSED or word.replace(" ", "") in _SUPPRESSED:
        return Value(status=S.SUPPRESSED, as_written=text)
    if _SIGNS.fullmatch(word.replace(" ", "")) or _TOO_FEW.fullmatch(word.strip("()")):
        return Value(status=S.SUPPRESSED, as_written=text)
    if _ON_TWO_LINES.search(cell):
        return None
    bare = _MONEY.sub("", text) if _MONEY.search(text) else text
    found = _range(bare, decimal_comma, most) or _number(bare, decimal_comma)
    found = found or _to_one(bare, decimal_comma)
    return replace(found, as_written=text) if found else None


def some_value(cell: str) -> Value | None:
    """Return what a cell says whatever its commas mean, or None where it says nothing known."""
    return read_value(cell) or read_value(cell, decimal_comma=True)


def reason_code(cell: str) -> Value | None:
    """Return what a civil-rights file means by a negative number, or None for another cell.

    Source: the reserve codes in the Civil Rights Data Collection's public-use file manuals.
    """
    text = cell.strip()
    if not re.fullmatch(r"-\d{1,2}(?:\.0+)?", text):
        return None
    code = int(float(text))
    status = {-9: S.NOT_APPLICABLE, -11: S.SUPPRESSED}.get(code, S.MISSING)
    return Value(status=status, as_written=text)


def without_code(value: Value) -> Value:
    """Return a value; a number below zero is a code, so it is missing and stays as written."""
    if value.value is None or value.value >= 0:
        return value
    return replace(value, status=S.MISSING, value=None)


def is_a_minimum(value: Value, sizes: Iterable[int]) -> bool:
    """Tell whether a cell says "fewer than" one of these sizes, with no sign that it is a percent.

    Where a source publishes nothing about groups smaller than that, this is how it says so.
    """
    found = None if value.percent_sign else _FEWER_THAN.fullmatch(value.as_written)
    return found is not None and int(found[1]) in sizes


def too_few_of(value: Value) -> Value:
    """Return a cell of a column whose numbers all have a percent sign.

    "<10" without one there may be less than ten students as well as less than ten percent, so it
    is drawn as neither.
    """
    if value.status is not S.RANGE or value.low or value.percent_sign:
        return value
    return replace(value, status=S.SUPPRESSED, low=None, high=None)


def as_percent(value: Value, *, of_one: bool) -> Value:
    """Return a value as a percentage from 0 to 100; ``of_one``: the file counts from 0 to 1.

    A range with an end above 1 that the cell itself gives ("<5") is a percentage already.
    """
    if not of_one or value.percent_sign or _is_range_of_percent(value):
        return value
    high = _hundred(value.high)
    return replace(
        value,
        value=_hundred(value.value),
        low=_hundred(value.low),
        high=None if high is None else min(high, 100.0),
    )


def comma_is_decimal(cells: Iterable[str], *, beside: bool = False) -> bool:
    """Tell whether numbers write their decimals with a comma ("12,5", "0,125"), never "1,250".

    One plain decimal point among the cells ("73.8") says that the comma is none, whatever a list
    such as the grades "9,10" looks like; "1.250" may be a thousand and says nothing. There
    ``beside`` counts: how the columns beside these cells write it.
    """
    found = pointed = False
    for cell in cells:
        bare = cell.strip().strip(_AROUND_A_NUMBER)
        if _GROUPS_OF_THREE.fullmatch(bare):
            pointed = True
        elif _PLAIN_POINT.fullmatch(bare):
            return False
        head, comma, tail = bare.rpartition(",")
        if comma and "." in tail:
            return False
        if comma and "," not in head and tail.isdigit():
            found = found or len(tail) != 3 or head in ("", "0")
    return found or (pointed and beside)


def _is_range_of_percent(value: Value) -> bool:
    low, high = value.low or 0.0, value.high or 0.0
    return low > 1.0 or (low == 0.0 and high > 1.0)


def _hundred(number: float | None) -> float | None:
    return None if number is None else round(number * 100, 8)


def _range(text: str, decimal_comma: bool, most: float | None) -> Value | None:
    open_range = _open_range(text)
    if open_range:
        bound, digits, sign = open_range
        end = _float(digits, decimal_comma)
        if end is None:
            return None
        upwards = bound.casefold() in _UPWARDS
        return Value(
            status=S.RANGE, low=end if upwards else 0.0, high=most if upwards else end,
            as_written=text, percent_sign=bool(sign),
        )  # fmt: skip
    between = _BETWEEN.fullmatch(text)
    if between:
        low, high = (_float(between.group(n), decimal_comma) for n in (1, 2))
        if low is not None and high is not None and low <= high:
            return Value(
                status=S.RANGE, low=low, high=high, as_written=text,
                percent_sign=bool(between.group(3)),
            )  # fmt: skip
    return None


def _open_range(text: str) -> tuple[str, str, str] | None:
    """Return (which way, digits, percent sign) of a range with one end: "GE50", "5% or less"."""
    if found := _BLURRED.fullmatch(text) or _WORDED.fullmatch(text):
        return found[1], found[2], found[3]
    if found := _OR_BEYOND.fullmatch(text):
        return found[3], found[1], found[2]
    return None


def _number(text: str, decimal_comma: bool) -> Value | None:
    found = _NUMBER.fullmatch(text)
    if not found:
        return None
    number = _float(found.group(2), decimal_comma)
    if number is None:
        return None
    sign = -1.0 if found.group(1) in ("-", "−") else 1.0
    return Value(
        status=S.REPORTED, value=sign * number, as_written=text, percent_sign=bool(found.group(3))
    )


def _to_one(text: str, decimal_comma: bool) -> Value | None:
    """Return how many there are to one; where neither side is one, nothing is known."""
    sides = _TO_ONE.fullmatch(text)
    if not sides:
        return None
    first, second = (_float(side, decimal_comma) for side in sides.groups())
    if first is None or second is None or 1.0 not in (first, second):
        return None
    return Value(status=S.REPORTED, value=second if first == 1.0 else first, as_written=text)


def _float(digits: str, decimal_comma: bool) -> float | None:
    """Return the number that digits are, or None where their commas and points make none.

    Where a comma stands between thousands, "12,5" is no number, least of all 125; nor are the two
    of "45 50" one.
    """
    bare = digits.strip(" '")
    if re.search(r"['\s]", bare):
        if not _SPACED.fullmatch(bare):
            return None
        bare = re.sub(r"['\s]", "", bare)
    if decimal_comma:
        bare = bare.translate(_SWAPPED)
    if not _IN_THOUSANDS.fullmatch(bare):
        return None
    bare = bare.replace(",", "")
    try:
        number = float(bare)
    except ValueError:
        return None
    return number if isfinite(number) else None

"""What the readers of public layouts share: rows by header, places by code, cells into measures."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from app.data.student_groups import group_id_of
from app.data.tables import normalised_header
from app.data.values import Value, comma_is_decimal, read_value, without_code
from app.domain.importing import RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus

Cells = Mapping[str, str]
"""A row's cells by their column's name (:func:`column_names`)."""

Aliases = Mapping[str, str]
"""Other names of columns to the one that a reader knows, both as :func:`column_name` makes them."""

_NUMBERS = re.compile(r"[-+−<>≤≥]*\s*[\d.,'\s\u00a0\u202f]*\d\s*%?")
_HOLDS_NUMBERS = re.compile(
    r"(?:_(?:cnt|pct)|_(?:rate|cohort)_\d{4}|(?:numvalid|pctprof)_\d{4}|_sgp|_score|student_count)$"
    r"|^(?:sch|tot)_"
)
"""Columns of public layouts with numbers: a list of grades such as "9,10" is none."""

_DAY = re.compile(r"((?:19|20)\d\d)-\d\d-\d\d")
_YEAR_WITH_END = re.compile(r"(?:19|20)(\d\d)\s*[-–/_]\s*(?:(?:19|20)?(\d\d))")
_ANY_YEAR = re.compile(r"(?:19|20)\d\d")
_TWO_DIGITS = re.compile(r"(?:FY|SY)\s*['’]?(\d\d)|(\d\d)\s*[-–/]\s*(\d\d)", re.IGNORECASE)

_OF_ALL = re.compile(
    r"(?:grand |sub)?totals?|all schools"
    r"|(?:district|lea|state|county)[ -]?(?:wide|totals?|averages?)"
    r"|totals? (?:for )?(?:the )?(?:district|lea|state|county)|todas las escuelas",
    re.IGNORECASE,
)
"""What stands in the place of a school's name where a row is of all of them."""


def column_name(header: str) -> str:
    """Return a header in the one form that layouts compare: "Stu. Grp" and "stu_grp" are one."""
    return normalised_header(header).replace(" ", "_")


def column_names(header: Sequence[str], aliases: Aliases) -> tuple[str, ...]:
    """Return each column's name; an alias gives way to a column that has the name itself."""
    plain = [column_name(name) for name in header]
    taken = set(plain)
    found: list[str] = []
    for name in plain:
        known = aliases.get(name, name)
        if known != name and known in taken:
            known = name
        taken.add(known)
        found.append(known)
    return tuple(found)


class Rows:
    """A table as a layout's reader sees it.

    Attributes:
        names: the columns' names, in order.
        decimal_comma: whether numbers here have a decimal comma.

    """

    def __init__(self, table: RawTable, aliases: Aliases) -> None:
        self.table = table
        self.names = column_names(table.header, aliases)
        self._headers = dict(zip(reversed(self.names), reversed(table.header), strict=True))
        self.decimal_comma = comma_is_decimal(
            cell
            for row in table.rows
            for name, cell in zip(self.names, row.cells, strict=True)
            if ("," in cell or "." in cell) and _HOLDS_NUMBERS.search(name)
            if _NUMBERS.fullmatch(cell.strip())
        )

    def __iter__(self) -> Iterator[tuple[RawRow, Cells]]:
        """Yield each row with its cells by column name; of two with one name the first counts."""
        backwards = self.names[::-1]
        for row in self.table.rows:
            cells = (cell.strip() for cell in row.cells[::-1])
            yield row, dict(zip(backwards, cells, strict=True))

    def header(self, *names: str) -> str:
        """Return the file's own headers of columns, joined."""
        return " + ".join(self._headers[name] for name in names if name in self._headers)

    def value(self, cell: str, most: float | None = None) -> Value | None:
        """Return what a cell says, in this table's way of writing numbers."""
        found = read_value(cell, decimal_comma=self.decimal_comma, most=most)
        return without_code(found) if found else None

    def number(self, cell: str) -> float | None:
        """Return the number in a cell, or None."""
        found = self.value(cell)
        return found.value if found else None

    def are_of_one(self, columns: Sequence[str]) -> bool:
        """Tell whether shares are written from 0 to 1: no number of these columns is above 1."""
        numbers = [
            found.value
            for _row, cells in self
            for column in columns
            if (found := self.value(cells.get(column, ""))) and found.value is not None
            if not found.percent_sign
        ]
        return bool(numbers) and max(numbers) <= 1.0


class Places:
    """The schools and districts of a table by their codes: two of one name stay two."""

    def __init__(self, found: Sequence[tuple[str, str, str]]) -> None:
        """Take (code, name, district) of every row; a code may be "" where a file has none.

        A place with a code stays one where its district is called otherwise in another year.
        """
        self._districts: dict[str, str] = {}
        for code, _name, district in found:
            self._districts.setdefault(code, district)
        once = dict.fromkeys((c, name, self._district(c, district)) for c, name, district in found)
        self._times = Counter(name for _code, name, _district in once)
        self._in_district = Counter((name, district) for _code, name, district in once)

    def name(self, code: str, name: str, district: str) -> str:
        """Return what to call a place: its name, with district or code where that is not enough."""
        if self._times[name] < 2:
            return name
        district = self._district(code, district)
        if district and district != name and self._in_district[name, district] < 2:
            return f"{name} ({district})"
        return f"{name} ({code})" if code else name

    def _district(self, code: str, district: str) -> str:
        return self._districts[code] if code else district


def code_of(text: str, digits: int) -> str:
    """Return a code as text; the leading zeros that a spreadsheet took away are put back."""
    return text.zfill(digits) if text.isdigit() else text


def is_of_all(name: str) -> bool:
    """Tell whether what stands where a school is named says that a row is of all schools."""
    return bool(_OF_ALL.fullmatch(" ".join(name.split())))


def ending_year(text: str) -> int | None:
    """Return the year in which a school year ends: 2024 for "2024", "2023-24", "FY24", "23-24".

    A day is in its own year.
    """
    day = _DAY.match(text.strip())
    if day:
        return int(day[1])
    spans = _YEAR_WITH_END.search(text)
    if spans:
        first, last = int(spans[1]), int(spans[2])
        return int(f"{text[spans.start() : spans.start() + 2]}{last:02}") + 100 * (last < first)
    single = _ANY_YEAR.search(text)
    if single:
        return int(single[0])
    short = _TWO_DIGITS.fullmatch(text.strip())
    if not short:
        return None
    if short[1]:
        return 2000 + int(short[1])
    first, last = int(short[2]), int(short[3])
    return 2000 + last if last == (first + 1) % 100 else None


def with_value(base: Measure, value: Value | None, group: str, written: str = "") -> Measure:
    """Return a measure with a value; a cell that cannot be read is missing, as written."""
    value = value or Value(status=MeasureStatus.MISSING, as_written=written)
    return replace(
        base,
        student_group=group,
        group_id=group_id_of(group),
        value=value.value,
        low=value.low,
        high=value.high,
        status=value.status,
        as_written=value.as_written,
    )

"""Any table of district data by a mapping of its columns: long (a value column) or wide (several).

Without a public layout nothing is known about the numbers, so what looks wrong is told with its
row and column, and never mended.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.data.data_headers import is_of_a_school
from app.data.header_facts import (
    HeaderFacts,
    facts_of,
    groups_are_columns,
    of_all_students,
    spaced,
    years_are_columns,
)
from app.data.layout_rows import Places, is_of_all
from app.data.student_groups import ALL, group_id_of
from app.data.tables import normalised_header
from app.data.values import (
    Value,
    as_percent,
    comma_is_decimal,
    read_value,
    too_few_of,
    without_code,
)
from app.domain.importing import Choice, DataField, Problem, RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import _

F = DataField
S = MeasureStatus
_MOST_PROBLEMS = 50
_OF_STUDENTS = re.compile(r"(?:fewer|under)\b|\d+ or fewer", re.IGNORECASE)
"""Words for how many there are, not for a share of them."""

_OF_NO_SHARE = re.compile(r"\b(?:index|ratio|score|gpa|fte|average|avg|mean|indice|promedio|per)\b")
"""Words for numbers that may all be below one and are no shares."""

SHARES_OF_ONE = "shares_of_one"
"""The question what percentages from 0 to 1 mean; answered `YES` until somebody says `NO`."""

YES, NO = "yes", "no"


def read_mapped(
    table: RawTable,
    mapping: Sequence[DataField],
    unit: str = "",
    *,
    shares_of_one: bool = True,
) -> tuple[list[Measure], str, list[Problem]]:
    """Return (measures, unit, problems) of a mapped table.

    Several value columns are years or student groups where their headers name them, else each is
    a metric of its own, named by its header. Without a student group the organisations are
    compared. ``shares_of_one`` says what percentages that are all from 0 to 1 mean: 0.25 is 25
    percent (True), or a quarter of one percent.
    """
    if len(mapping) != len(table.header):
        raise ValueError("a mapping has one field for each column")
    values = [index for index, which in enumerate(mapping) if which is F.VALUE]
    if not values or not _compares(table, mapping, values):
        return [], unit or "percent", []
    measures: list[Measure] = []
    problems: list[Problem] = []
    comma = _has_decimal_comma(table, mapping)
    guessed = {index: unit_of(table, index, comma=comma) for index in values}
    lines = _Lines(table, mapping, values)
    for index in values:
        reader = _ColumnReader(
            table, index, unit or guessed[index], comma=comma, shares_of_one=shares_of_one
        )
        for row in table.rows:
            if not lines.is_of_nobody(row):
                measures.append(reader.measure(row, lines.base(row, index)))
        problems += reader.problems
    units = {unit} if unit else set(guessed.values())
    found_unit = next(iter(units)) if len(units) == 1 else "rate"
    return measures, found_unit, problems[:_MOST_PROBLEMS]


def unit_of_measures(
    table: RawTable, mapping: Sequence[DataField], measures: Sequence[Measure]
) -> str:
    """Return the unit of the columns that these measures come from, "" where they differ."""
    columns = {measure.column for measure in measures}
    comma = _has_decimal_comma(table, mapping)
    units = {
        unit_of(table, n, comma=comma) for n, name in enumerate(table.header) if name in columns
    }
    return next(iter(units)) if len(units) == 1 else ""


def _compares(table: RawTable, mapping: Sequence[DataField], values: Sequence[int]) -> bool:
    if F.GROUP in mapping or F.ORGANISATION in mapping:
        return True
    return groups_are_columns([table.header[index] for index in values])


class _Lines:
    """What stands beside the values: of each row, and of each column in its header."""

    def __init__(
        self, table: RawTable, mapping: Sequence[DataField], values: Sequence[int]
    ) -> None:
        self._table, self._mapping = table, mapping
        headers = [table.header[index] for index in values]
        self._several = len(values) > 1
        self._years = F.YEAR not in mapping and years_are_columns(headers)
        self._groups = F.GROUP not in mapping and groups_are_columns(headers)
        whole = of_all_students(headers) if self._groups else {}
        self._whole = {values[at]: facts for at, facts in whole.items()}
        comma = _has_decimal_comma(table, mapping)
        self._commas = {
            n: comma_is_decimal(table.column(n), beside=comma)
            for n, which in enumerate(mapping)
            if which in (F.NUMERATOR, F.DENOMINATOR)
        }
        places = [n for n, which in enumerate(mapping) if which is F.ORGANISATION]
        self._group_header = next(
            (table.header[n] for n, which in enumerate(mapping) if which is F.GROUP), ""
        )
        self._schools = [n for n in places if len(places) > 1 and is_of_a_school(table.header[n])]
        self._others = [n for n in places if n not in self._schools]
        self._names = Places([self._place(row) for row in table.rows])

    def is_of_nobody(self, row: RawRow) -> bool:
        """Tell whether a row says neither whose nor where its values are: a line of a report."""
        told = (F.GROUP, F.ORGANISATION) if F.GROUP in self._mapping else (F.ORGANISATION,)
        if self._groups and F.ORGANISATION not in self._mapping:
            return False
        pairs = zip(row.cells, self._mapping, strict=True)
        return not any(cell.strip() for cell, which in pairs if which in told)

    def base(self, row: RawRow, index: int) -> Measure:
        """Return a row's measure in a column, still without its value."""
        header = self._table.header[index]
        facts = self._whole.get(index) or facts_of(header)
        own_group = self._groups and bool(facts.group_id)
        group = facts.group if own_group else self._text(row, F.GROUP)
        name, district = self._place(row)[1:]
        place = self._names.name("", name, district)
        grouped = own_group or F.GROUP in self._mapping
        return Measure(
            metric=self._metric(row, header, facts, own_group=own_group),
            organisation=place if grouped else "",
            level=self._level(row),
            year=facts.year if self._years else self._text(row, F.YEAR),
            grade=self._text(row, F.GRADE),
            subject=self._text(row, F.SUBJECT),
            student_group=group if grouped else place,
            group_id=facts.group_id if own_group else group_id_of(group, self._group_header),
            numerator=self._number(row, F.NUMERATOR, facts),
            denominator=self._number(row, F.DENOMINATOR, facts),
            file=self._table.name,
            row=row.number,
            column=header,
        )

    def _metric(self, row: RawRow, header: str, facts: HeaderFacts, *, own_group: bool) -> str:
        written = self._text(row, F.METRIC)
        if own_group:
            counted = facts.rest if re.search(r"[%#]|\w", facts.rest) else ""
            stem = written or self._table.name.rsplit(".", 1)[0]
            return f"{stem} ({counted})" if counted else stem
        if self._years:
            rest = facts.rest if re.search(r"\w", facts.rest) else ""
            return written or rest or self._table.name.rsplit(".", 1)[0]
        return header if self._several else written or header

    def _level(self, row: RawRow) -> str:
        level = self._text(row, F.LEVEL).casefold()
        if level in ("school", "district", "state"):
            return level
        if not self._schools:
            return ""
        names = [row.cells[n].strip() for n in self._schools if row.cells[n].strip()]
        return "district" if not names or is_of_all(names[0]) else "school"

    def _place(self, row: RawRow) -> tuple[str, str, str]:
        """Return ("", name, district): the school's name where there is one."""
        school, other = (
            next((row.cells[n].strip() for n in columns if row.cells[n].strip()), "")
            for columns in (self._schools, self._others)
        )
        return "", school or other, other if school else ""

    def _text(self, row: RawRow, which: DataField) -> str:
        pairs = zip(row.cells, self._mapping, strict=True)
        return next((cell.strip() for cell, each in pairs if each is which), "")

    def _number(self, row: RawRow, which: DataField, facts: HeaderFacts) -> float | None:
        """Return the size beside a value: of several columns that of its year and group."""
        columns = [n for n, each in enumerate(self._mapping) if each is which]
        sizes = {n: facts_of(self._table.header[n]) for n in columns}
        fitting = [n for n, size in sizes.items() if _fits(size, facts)]
        if not fitting:
            return None
        place = max(fitting, key=lambda n: _closeness(sizes[n], facts))
        value = read_value(row.cells[place], decimal_comma=self._commas[place])
        return without_code(value).value if value else None


def _fits(size: HeaderFacts, value: HeaderFacts) -> bool:
    """Tell whether a column of sizes belongs to one of values: neither names another's year.

    How many there are in all is no group's size.
    """
    same_year = not size.year or size.year == value.year
    of_all = size.group_id == ALL and not value.group_id
    return same_year and (not size.group_id or of_all or size.group_id == value.group_id)


def _closeness(size: HeaderFacts, value: HeaderFacts) -> tuple[bool, bool]:
    """Return how much a fitting column of sizes says that it is of one of values, to compare."""
    return size.group_id == value.group_id, size.year == value.year


class _ColumnReader:
    """Reads one column of values."""

    def __init__(
        self, table: RawTable, index: int, unit: str, *, comma: bool, shares_of_one: bool
    ) -> None:
        cells = [cell for cell in table.column(index) if cell.strip()]
        self._header = table.header[index]
        self._index = index
        self._unit = unit
        self._comma = comma_is_decimal(cells, beside=comma)
        self._signed = unit == "percent" and _all_have_a_sign(cells, decimal_comma=self._comma)
        doubtful = unit == "percent" and _is_of_one(cells, decimal_comma=self._comma)
        self._of_one = doubtful and shares_of_one
        self.problems: list[Problem] = [_shares_question(self._header, cells)] if doubtful else []

    def measure(self, row: RawRow, base: Measure) -> Measure:
        cell = row.cells[self._index]
        most = 100.0 if self._unit == "percent" else None
        value = read_value(cell, decimal_comma=self._comma, most=most)
        if value is None:
            self._tell(row, cell, _("Row {row}, column “{column}”: “{value}” is no number."))
            value = Value(status=S.MISSING, as_written=cell.strip())
        if self._signed or (self._unit == "percent" and _OF_STUDENTS.match(value.as_written)):
            value = too_few_of(value)
        value = as_percent(value, of_one=self._of_one)
        if value.value is not None and value.value < 0:
            self._tell(
                row, cell,
                _("Row {row}, column “{column}”: {value} is below zero, so it is taken as a code."),
            )  # fmt: skip
            value = replace(value, status=S.MISSING, value=None)
        elif value.value is not None and self._unit == "percent" and value.value > 100:
            self._tell(row, cell, _("Row {row}, column “{column}”: {value} is above 100 percent."))
        return replace(
            base,
            value=value.value,
            low=value.low,
            high=value.high,
            status=value.status,
            as_written=value.as_written,
        )

    def _tell(self, row: RawRow, cell: str, message: str) -> None:
        self.problems.append(
            Problem(
                key=f"value@{row.number}:{self._index}", row=row.number, field=self._header,
                value=cell, rows=(row.number,), blocking=False,
                message=message.format(row=row.number, column=self._header, value=cell.strip()),
            )
        )  # fmt: skip


def _shares_question(header: str, cells: Sequence[str]) -> Problem:
    message = _("“{column}” goes from 0 to 1: is 0.25 to be read as 25 percent?")
    return Problem(
        key=SHARES_OF_ONE, row=0, field=header, value=cells[0], blocking=False,
        message=message.format(column=header),
        choices=(
            Choice(value=YES, label=_("Yes, as 25 percent")),
            Choice(value=NO, label=_("No, as 0.25 percent")),
        ),
    )  # fmt: skip


def _has_decimal_comma(table: RawTable, mapping: Sequence[DataField]) -> bool:
    """Tell how all numbers of a table are written: "1.250" alone does not say it, others do."""
    numbers = (F.VALUE, F.NUMERATOR, F.DENOMINATOR)
    columns = [index for index, which in enumerate(mapping) if which in numbers]
    return comma_is_decimal(cell for index in columns for cell in table.column(index))


def unit_of(table: RawTable, index: int, *, comma: bool) -> str:
    """Guess the unit of a column: by its name, a percent sign, or numbers from 0 to 1.

    ``comma`` is how the table writes decimals where the column alone does not say it.
    """
    cells = [cell for cell in table.column(index) if cell.strip()]
    name = normalised_header(spaced(table.header[index]))
    if re.search(r"\b(?:pct|percent\w*|share|rate|porcentaje|tasa)\b|^per (?:prof|tested)", name):
        return "percent"
    comma = comma_is_decimal(cells, beside=comma)
    values = [read_value(cell, decimal_comma=comma) for cell in cells]
    if "%" in table.header[index] or any(value and value.percent_sign for value in values):
        return "percent"
    if _is_of_one(cells, decimal_comma=comma) and not _OF_NO_SHARE.search(name):
        return "percent"
    numbers = [value.value for value in values if value and value.value is not None]
    return "count" if numbers and all(number.is_integer() for number in numbers) else "rate"


def _all_have_a_sign(cells: Sequence[str], *, decimal_comma: bool) -> bool:
    """Tell whether every number of a column has a percent sign."""
    values = [read_value(cell, decimal_comma=decimal_comma) for cell in cells]
    numbers = [value for value in values if value and value.is_number]
    return bool(numbers) and all(value.percent_sign for value in numbers)


def _is_of_one(cells: Sequence[str], *, decimal_comma: bool) -> bool:
    """Tell whether numbers are shares of one: none above 1, and some between 0 and 1."""
    values = [read_value(cell, decimal_comma=decimal_comma) for cell in cells]
    numbers = [v.value for v in values if v and v.value is not None and not v.percent_sign]
    return bool(numbers) and max(numbers) <= 1.0 and any(0 < n < 1 for n in numbers)

"""Any table of district data by a mapping of its columns: long (a value column) or wide (several).

Without a public layout nothing is known about the numbers, so what looks wrong is told with its
row and column, and never mended.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from app.data.student_groups import group_id_of
from app.data.tables import normalised_header
from app.data.values import Value, as_percent, comma_is_decimal, read_value, without_code
from app.domain.importing import Choice, DataField, DataMapping, Problem, RawRow, RawTable
from app.domain.measures import Measure, MeasureStatus
from app.i18n import _

F = DataField
S = MeasureStatus
_MOST_PROBLEMS = 50
SHARES_OF_ONE = "shares_of_one"
"""The question what percentages from 0 to 1 mean; answered `YES` until somebody says `NO`."""

YES, NO = "yes", "no"
_NAMES = {
    F.GROUP: (
        "student group, subgroup, student subgroup, group, stu grp, demographic, demographic group,"
        "race ethnicity, race, population, grupo, grupo de estudiantes, subgrupo, category"
    ),
    F.VALUE: (
        "value, percent, percentage, pct, rate, share, valor, porcentaje, tasa, result, number,"
        "proficient, percent proficient, grad rate, graduation rate"
    ),
    F.NUMERATOR: "numerator, numerador",
    F.DENOMINATOR: (
        "denominator, n, n size, students, student count, stu cnt, cohort, cohort cnt, total,"
        "enrollment, denominador, estudiantes, number of students, count, tested"
    ),
    F.ORGANISATION: (
        "organization, organisation, school, school name, district, district name, org name, name,"
        "escuela, distrito, leanm, lea name, sch name"
    ),
    F.LEVEL: "level, org type, organization type, nivel, type",
    F.YEAR: "year, school year, sy, ano, ano escolar",
    F.SUBJECT: "subject, subject code, materia, asignatura, test, content area",
    F.GRADE: "grade, test grade, grado, grades, grade level",
    F.METRIC: "metric, measure, indicator, indicador, medida, rate type, grad rate type",
}
_KNOWN = {name.strip(): which for which, names in _NAMES.items() for name in names.split(",")}
_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:\d\d){1,2})?")


def guess_mapping(table: RawTable) -> DataMapping:
    """Return what each column seems to be: by name, else the first words and the first numbers."""
    guesses = [F.IGNORE] * len(table.header)
    for index, name in enumerate(table.header):
        which = _KNOWN.get(normalised_header(name))
        if which and which not in guesses:
            guesses[index] = which
    free = [index for index, which in enumerate(guesses) if which is F.IGNORE]
    if F.GROUP not in guesses:
        best = max(free, key=lambda index: _share_of_groups(table, index), default=None)
        words = [index for index in free if not _numeric(table, index)]
        if best is not None and _share_of_groups(table, best):
            guesses[best] = F.GROUP
        elif words:
            guesses[words[0]] = F.GROUP
    if F.VALUE not in guesses:
        for index in free:
            if guesses[index] is F.IGNORE and _numeric(table, index):
                guesses[index] = F.VALUE
    return tuple(guesses)


def read_mapped(
    table: RawTable,
    mapping: Sequence[DataField],
    unit: str = "",
    *,
    shares_of_one: bool = True,
) -> tuple[list[Measure], str, list[Problem]]:
    """Return (measures, unit, problems) of a mapped table.

    With several value columns each is a metric of its own, named by its header. Without a student
    group the organisations are compared. ``shares_of_one`` says what percentages that are all
    from 0 to 1 mean: 0.25 is 25 percent (True), or a quarter of one percent.
    """
    if len(mapping) != len(table.header):
        raise ValueError("a mapping has one field for each column")
    values = [index for index, which in enumerate(mapping) if which is F.VALUE]
    if not values or (F.GROUP not in mapping and F.ORGANISATION not in mapping):
        return [], unit or "percent", []
    measures: list[Measure] = []
    problems: list[Problem] = []
    units = {unit} if unit else {_unit(table, index) for index in values}
    found_unit = next(iter(units)) if len(units) == 1 else "rate"
    comma = _sizes_have_decimal_comma(table, mapping)
    for index in values:
        metric = table.header[index] if len(values) > 1 else ""
        reader = _ColumnReader(table, index, found_unit, shares_of_one=shares_of_one)
        column = table.header[index]
        for row in table.rows:
            base = _base(row, mapping, metric, column, decimal_comma=comma)
            measures.append(reader.measure(row, replace(base, file=table.name, column=column)))
        problems += reader.problems
    return measures, found_unit, problems[:_MOST_PROBLEMS]


class _ColumnReader:
    """Reads one column of values."""

    def __init__(self, table: RawTable, index: int, unit: str, *, shares_of_one: bool) -> None:
        cells = [cell for cell in table.column(index) if cell.strip()]
        self._header = table.header[index]
        self._index = index
        self._unit = unit
        self._comma = comma_is_decimal(cells)
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


def _sizes_have_decimal_comma(table: RawTable, mapping: Sequence[DataField]) -> bool:
    """Tell how sizes of groups are written: "1.250" alone does not say it, the values beside do."""
    numbers = (F.VALUE, F.NUMERATOR, F.DENOMINATOR)
    columns = [index for index, which in enumerate(mapping) if which in numbers]
    return comma_is_decimal(cell for index in columns for cell in table.column(index))


def _base(
    row: RawRow, mapping: Sequence[DataField], metric: str, header: str, *, decimal_comma: bool
) -> Measure:
    def text(which: DataField) -> str:
        return next((c.strip() for c, w in zip(row.cells, mapping, strict=True) if w is which), "")

    def number(which: DataField) -> float | None:
        value = read_value(text(which), decimal_comma=decimal_comma)
        return without_code(value).value if value else None

    group = text(F.GROUP)
    organisation = text(F.ORGANISATION)
    level = text(F.LEVEL).casefold()
    return Measure(
        metric=metric or text(F.METRIC) or header,
        organisation=organisation if F.GROUP in mapping else "",
        level=level if level in ("school", "district", "state") else "",
        year=text(F.YEAR),
        grade=text(F.GRADE),
        subject=text(F.SUBJECT),
        student_group=group if F.GROUP in mapping else organisation,
        group_id=group_id_of(group),
        numerator=number(F.NUMERATOR),
        denominator=number(F.DENOMINATOR),
        row=row.number,
    )


def _unit(table: RawTable, index: int) -> str:
    """Guess the unit of a column: by its name, a percent sign, or numbers from 0 to 1."""
    cells = [cell for cell in table.column(index) if cell.strip()]
    name = normalised_header(table.header[index])
    if re.search(r"\b(?:pct|percent\w*|share|rate|porcentaje|tasa)\b", name):
        return "percent"
    if any("%" in cell for cell in cells) or "%" in table.header[index]:
        return "percent"
    if _is_of_one(cells, decimal_comma=comma_is_decimal(cells)):
        return "percent"
    values = [read_value(cell, decimal_comma=comma_is_decimal(cells)) for cell in cells]
    numbers = [value.value for value in values if value and value.value is not None]
    return "count" if numbers and all(number.is_integer() for number in numbers) else "rate"


def _is_of_one(cells: Sequence[str], *, decimal_comma: bool) -> bool:
    """Tell whether numbers are shares of one: none above 1, and some between 0 and 1."""
    values = [read_value(cell, decimal_comma=decimal_comma) for cell in cells]
    numbers = [v.value for v in values if v and v.value is not None and not v.percent_sign]
    return bool(numbers) and max(numbers) <= 1.0 and any(0 < n < 1 for n in numbers)


def _share_of_groups(table: RawTable, index: int) -> float:
    cells = [cell for cell in table.column(index) if cell.strip()]
    return sum(bool(group_id_of(cell)) for cell in cells) / len(cells) if cells else 0.0


def _numeric(table: RawTable, index: int) -> bool:
    """Tell whether a column holds values: mostly numbers, and no years."""
    cells = [cell.strip() for cell in table.column(index) if cell.strip()]
    if not cells or all(_YEAR.fullmatch(cell) for cell in cells):
        return False
    values = [read_value(cell) for cell in cells]
    numbers = sum(value is not None and value.status in (S.REPORTED, S.RANGE) for value in values)
    return numbers >= len(cells) / 2

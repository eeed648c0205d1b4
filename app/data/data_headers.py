"""What the columns of any table of district data seem to be, by their headers and their cells.

A header may carry more than a name: the year ("Graduated 2023-24") or the student group
("Black students"). Codes of places and dates are numbers that nobody counted.
"""

import re
from collections.abc import Sequence

from app.data.header_facts import (
    facts_of,
    groups_are_columns,
    of_all_students,
    spaced,
    years_are_columns,
)
from app.data.student_groups import group_id_of
from app.data.tables import normalised_header
from app.data.values import some_value
from app.domain.importing import DataField, DataMapping, RawTable
from app.domain.measures import MeasureStatus

F = DataField
S = MeasureStatus
_NAMES = {
    F.GROUP: (
        "student group, subgroup, student subgroup, group, stu grp, demographic, demographic group,"
        "race ethnicity, race, population, grupo, grupo de estudiantes, subgrupo, category,"
        "studentgroup, student group name, group name, subgroup name, reporting category,"
        "report category, reporting group, ethnicity, subpopulation, demographic category"
    ),
    F.VALUE: (
        "value, percent, percentage, pct, rate, share, valor, porcentaje, tasa, result, number,"
        "proficient, percent proficient, grad rate, graduation rate"
    ),
    F.NUMERATOR: "numerator, numerador",
    F.DENOMINATOR: (
        "denominator, n, n size, students, student count, stu cnt, cohort, cohort cnt, total,"
        "enrollment, denominador, estudiantes, number of students, count, tested, number tested,"
        "n tested, students tested, cohort count, cohort size, group size, cohort students,"
        "count tested, count of students expected to test, numero de estudiantes, matricula,"
        "cantidad de estudiantes, total de estudiantes, numero de alumnos,"
        "number of valid scores, valid scores, students enrolled, number of students tested"
    ),
    F.ORGANISATION: (
        "organization, organisation, school, school name, district, district name, org name, name,"
        "escuela, distrito, leanm, lea name, sch name, lea, agency name, leaname, schname, schnam,"
        "sedaleaname, campus, campus name, schoolname, districtname, entity name, institution,"
        "geographic area name, name geographic area name, organization name, building,"
        "building name, site, site name, nombre de la escuela, nombre del distrito,"
        "campname, distname, division, division name, corporation name, system name,"
        "parish, school system name, bldg name, school division"
    ),
    F.LEVEL: "level, org type, organization type, nivel, type, organization level",
    F.YEAR: (
        "year, school year, sy, ano, ano escolar, academic year, schoolyear, reporting year,"
        "survyear, data year, fiscal year"
    ),
    F.SUBJECT: "subject, subject code, materia, asignatura, test, content area, academic subject,"
    "course, course name, curso",
    F.GRADE: "grade, test grade, grado, grades, grade level, age grade",
    F.METRIC: (
        "metric, measure, indicator, indicador, medida, rate type, grad rate type,"
        "data description, measure name"
    ),
}
_KNOWN = {name.strip(): which for which, names in _NAMES.items() for name in names.split(",")}
_OF_A_SCHOOL = re.compile(r"\b(?:sch\w*|camp(?:us|name)|escuela|building|bldg|site)\b")
_OF_A_SCHOOL_S_DISTRICT = re.compile(r"\bschool (?:division|district|system|corporation)\b")
_CODE = re.compile(
    r"\b(?:id|ids|code|codes|cd|fips\w*|\w*leaid|geoid|combokey|ncessch|schid|sedalea|codigo|zip"
    r"|irn|rcdts|phone|latitude|longitude)\b"
    r"|\b(?:district|school|building|campus|site|county|entity|org|agency|lea|division|corp"
    r"|corporation)"
    r" (?:no|num|number|nbr)\b"
)
_DATE = re.compile(r"\b(?:date|as of|updated|timestamp|fecha)\b")
_OF_A_STATE = re.compile(r"\b(?:st|stnam|state\w*|county|region|estado|condado)\b")
_IS_YEAR = re.compile(r"(?:19|20)\d\d(?:\s*[-–/]\s*(?:\d\d){1,2})?")
_DECIMAL = re.compile(r"\d[.,]\d{1,2}$")
_OF_WORDS = (F.GROUP, F.ORGANISATION, F.METRIC, F.SUBJECT)
_OF_NUMBERS = (F.VALUE, F.NUMERATOR, F.DENOMINATOR)
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}")


def is_of_a_school(header: str) -> bool:
    """Tell whether a column of places holds schools, where another holds their districts."""
    name = _plain(header)
    return bool(_OF_A_SCHOOL.search(name)) and not _OF_A_SCHOOL_S_DISTRICT.search(name)


def guess_mapping(table: RawTable) -> DataMapping:
    """Return what each column seems to be: by name, else the first words and the first numbers."""
    guesses = [F.IGNORE] * len(table.header)
    for index, which in _by_name(table):
        guesses[index] = which
    free = [index for index, which in enumerate(guesses) if which is F.IGNORE]
    free = [index for index in free if not _is_a_places_number(table, index)]
    numbers = [index for index in free if is_numeric(table, index)]
    numbers += _beside(table, numbers, free)
    sizes = [index for index, which in enumerate(guesses) if which is F.DENOMINATOR]
    if F.GROUP not in guesses:
        columns = [*numbers, *sizes]
        if groups_are_columns([table.header[index] for index in columns]):
            whole = of_all_students([table.header[index] for index in columns])
            of_groups = [
                n
                for at, n in enumerate(columns)
                if at in whole or facts_of(table.header[n]).group_id
            ]
            for index in sizes:
                guesses[index] = F.IGNORE
            for index in of_groups:
                guesses[index] = F.VALUE
            _tell_rows_apart(table, guesses, F.METRIC)
            return tuple(guesses)
        _guess_group(table, guesses, free)
    if F.VALUE not in guesses:
        numbers = [index for index in numbers if guesses[index] is F.IGNORE] or sizes
        for index in numbers:
            guesses[index] = F.VALUE
    _without_sizes_of_all(table, guesses)
    _tell_rows_apart(table, guesses, F.SUBJECT)
    return tuple(guesses)


def _without_sizes_of_all(table: RawTable, guesses: list[DataField]) -> None:
    """Leave out sizes that are of no group where groups are columns: each group has its own."""
    values = [table.header[n] for n, each in enumerate(guesses) if each is F.VALUE]
    if F.GROUP in guesses or not groups_are_columns(values):
        return
    for index, each in enumerate(guesses):
        if each is F.DENOMINATOR and not facts_of(table.header[index]).group_id:
            guesses[index] = F.IGNORE


def _beside(table: RawTable, numbers: Sequence[int], free: Sequence[int]) -> list[int]:
    """Return columns of years or groups, like those of numbers, in which every value is hidden."""
    headers = [table.header[index] for index in numbers]
    hidden = [n for n in free if n not in numbers and _is_hidden(table, n)]
    of_groups = [n for n in hidden if facts_of(table.header[n]).group_id]
    if groups_are_columns([*headers, *(table.header[n] for n in of_groups)]) and any(
        facts_of(header).group_id for header in headers
    ):
        return of_groups
    if years_are_columns(headers):
        return [n for n in hidden if facts_of(table.header[n]).year]
    return []


def _tell_rows_apart(table: RawTable, guesses: list[DataField], which: DataField) -> None:
    """Take the first words by which rows differ that are the same in all that is taken so far."""
    told = [n for n, each in enumerate(guesses) if each not in (F.IGNORE, *_OF_NUMBERS)]
    keys = [tuple(row.cells[n].strip() for n in told) for row in table.rows]
    if which in guesses or len(set(keys)) == len(keys):
        return
    for index, each in enumerate(guesses):
        if each is not F.IGNORE or is_numeric(table, index) or _is_aside(table, index):
            continue
        if _OF_A_STATE.search(_plain(table.header[index])):
            continue
        apart = {(*key, row.cells[index]) for key, row in zip(keys, table.rows, strict=True)}
        if len(apart) == len(keys):
            guesses[index] = which
            return


def _by_name(table: RawTable) -> list[tuple[int, DataField]]:
    """Return the columns that their names tell, one for each meaning.

    Districts and their schools are two; so are sizes of groups in several years.
    """
    found: dict[DataField, list[int]] = {}
    for index, header in enumerate(table.header):
        which = _known(header) or _known(facts_of(header).rest)
        if which in _OF_WORDS and _is_measured(table, index):
            continue  # "District" beside "Lincoln" and "Harbor" is a place whose numbers these are
        if which and not (which in _OF_NUMBERS and _CODE.search(_plain(header))):
            found.setdefault(which, []).append(index)
    kept: list[tuple[int, DataField]] = []
    for which, columns in found.items():
        if which is F.GROUP:
            columns = [max(columns, key=lambda index: len(_distinct(table, index)))]
        elif which is F.ORGANISATION:
            # Texas writes the number under "CAMPUS" and the name under "CAMPNAME".
            columns = sorted(columns, key=lambda index: not _is_named(table, index))
            schools = [n for n in columns if is_of_a_school(table.header[n])]
            others = [n for n in columns if n not in schools]
            columns = [*others[:1], *schools[:1]]
        elif which not in (F.DENOMINATOR, F.VALUE, F.NUMERATOR):
            columns = columns[:1]
        else:
            columns = _one_of_each_year(table, columns)
        kept += [(index, which) for index in columns]
    return kept


def _known(header: str) -> DataField | None:
    return _KNOWN.get(normalised_header(header)) or _KNOWN.get(_plain(header))


def _plain(header: str) -> str:
    return normalised_header(spaced(header))


def _is_measured(table: RawTable, index: int) -> bool:
    """Tell whether a column has percentages or decimals: no name or code is written so."""
    if not is_numeric(table, index):
        return False
    return any("%" in cell or _DECIMAL.search(cell) for cell in table.column(index))


def _is_named(table: RawTable, index: int) -> bool:
    """Tell whether a column of places has their names, not their numbers alone."""
    return any(sign.isalpha() for cell in table.column(index) for sign in cell)


def _is_a_places_number(table: RawTable, index: int) -> bool:
    """Tell whether a column numbers places that another one names."""
    if _known(table.header[index]) is not F.ORGANISATION or _is_named(table, index):
        return False
    return not _is_measured(table, index)


def _one_of_each_year(table: RawTable, columns: Sequence[int]) -> list[int]:
    """Return the first column of each year and student group that their headers name."""
    once: dict[tuple[str, str], int] = {}
    for index in columns:
        facts = facts_of(table.header[index])
        once.setdefault((facts.year, facts.group_id), index)
    return list(once.values())


def _guess_group(table: RawTable, guesses: list[DataField], free: Sequence[int]) -> None:
    """Take the column with the most student groups, else, without places, the first words."""
    words = [n for n in free if not is_numeric(table, n) and not _is_aside(table, n)]
    words = [n for n in words if not _OF_A_STATE.search(_plain(table.header[n]))]
    best = max(words, key=lambda index: _share_of_groups(table, index), default=None)
    if best is not None and _share_of_groups(table, best):
        guesses[best] = F.GROUP
        return
    differing = [n for n in words if len(_distinct(table, n)) > 1]
    if F.ORGANISATION in guesses:
        return
    if differing or words:
        guesses[(differing or words)[0]] = F.GROUP


def is_numeric(table: RawTable, index: int) -> bool:
    """Tell whether a column holds values: mostly numbers, and no years, codes or dates."""
    cells = [cell.strip() for cell in table.column(index) if cell.strip()]
    if not cells or all(_IS_YEAR.fullmatch(cell) for cell in cells) or _is_aside(table, index):
        return False
    values = [some_value(cell) for cell in cells]
    numbers = sum(value is not None and value.status in (S.REPORTED, S.RANGE) for value in values)
    return numbers >= len(cells) / 2 or (numbers > 0 and None not in values)


def _is_hidden(table: RawTable, index: int) -> bool:
    """Tell whether a column has only signs for values that are not shown, or are not there."""
    cells = [cell.strip() for cell in table.column(index) if cell.strip()]
    return bool(cells) and None not in [some_value(cell) for cell in cells]


def _is_aside(table: RawTable, index: int) -> bool:
    """Tell whether a column holds codes or dates, by its header and its cells."""
    name = _plain(table.header[index])
    if _CODE.search(name) or _DATE.search(name):
        return True
    return any(_ISO_DATE.fullmatch(cell.strip()) for cell in table.column(index))


def _distinct(table: RawTable, index: int) -> set[str]:
    return {cell.strip() for cell in table.column(index) if cell.strip()}


def _share_of_groups(table: RawTable, index: int) -> float:
    cells = [cell for cell in table.column(index) if cell.strip()]
    return sum(bool(group_id_of(cell)) for cell in cells) / len(cells) if cells else 0.0

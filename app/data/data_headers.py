"""What the columns of any table of district data seem to be, by their headers and their cells.

A header may carry more than a name: the year ("Graduated 2023-24") or the student group
("Black students"). Codes of places and dates are numbers that nobody counted.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.data.student_groups import ALL, group_id_of
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
_YEAR_WITHIN = re.compile(r"(?<![\dA-Za-z])(?:19|20)\d\d(?:\s?[-–/_]\s?(?:(?:19|20)?\d\d))?(?!\d)")
_DECIMAL = re.compile(r"\d[.,]\d{1,2}$")
_OF_WORDS = (F.GROUP, F.ORGANISATION, F.METRIC, F.SUBJECT)
_OF_NUMBERS = (F.VALUE, F.NUMERATOR, F.DENOMINATOR)
_PARTED = re.compile(r"\s*[:|·]\s*|\s+[-–—]\s+")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d.*|\d{1,2}/\d{1,2}/\d{2,4}")
_COUNTED = frozenset(
    {"pct", "percent", "percentage", "cnt", "count", "number", "num", "n", "enrollment", "rate",
     "share"}
)  # fmt: skip
"""Words beside a group that tell one column of it from another: its number from its share."""

_OF_OTHERS = frozenset(
    {"teacher", "teachers", "staff", "educator", "educators", "principal", "principals", "faculty",
     "workforce", "counselors", "administrators", "teaching", "docentes", "maestros", "personal",
     "not", "non", "no", "without", "former", "formerly", "ever", "never", "other", "gap", "vs",
     "versus", "difference", "minus", "sin", "ex", "brecha", "diferencia"}
)  # fmt: skip
"""Words in headers that are about people who are no students, or not of the group beside them."""

_INITIALS = frozenset({"EL", "ELL", "LEP", "SWD", "IEP", "ECD", "FRL"})
_SHORT = 3
_MOST_WORDS = 20

_AROUND_A_GROUP = _COUNTED | {"students", "student", "estudiantes", "enrolled", "of", "the"}


@dataclass(frozen=True, kw_only=True)
class HeaderFacts:
    """What a header says besides a column's name.

    Attributes:
        year: as written in it, or "".
        group: the student group that it names, as written; ``group_id`` its canonical id, or "".
        rest: what is left of the header without year, and without the group where there is one.

    """

    year: str = ""
    group: str = ""
    group_id: str = ""
    rest: str = ""


def spaced(header: str) -> str:
    """Return a header with its words apart where capitals tell them: "DistrictCode"."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)


@lru_cache(maxsize=4096)
def facts_of(header: str) -> HeaderFacts:
    """Return what a header says of the year and the student group of its column."""
    bare = _BRACKETS.sub(" ", header)
    found = _YEAR_WITHIN.search(bare)
    year = found[0] if found else ""
    bare = bare.replace(year, " ", 1) if year else bare
    bare = " ".join(bare.strip(" ·,:;-–/_").split())
    words = normalised_header(re.sub(r"\([^)]*\)", " ", bare)).split()
    start, stop = 0, len(words)
    while stop > start:
        group_id = group_id_of(" ".join(words[start:stop]))
        if group_id:
            left = [word for word in (*words[:start], *words[stop:]) if word in _COUNTED]
            left += re.findall(r"[%#]", bare)
            rest = " ".join(left)
            return HeaderFacts(year=year, group=bare, group_id=group_id, rest=rest)
        if words[start] in _AROUND_A_GROUP:
            start += 1
        elif words[stop - 1] in _AROUND_A_GROUP:
            stop -= 1
        else:
            break
    for group, rest in _ends(bare):
        if group_id := group_id_of(group):
            return HeaderFacts(year=year, group=group, group_id=group_id, rest=rest)
    if found_within := _within(bare):
        group, group_id, rest = found_within
        return HeaderFacts(year=year, group=group, group_id=group_id, rest=rest)
    return HeaderFacts(year=year, rest=bare)


def _within(header: str) -> tuple[str, str, str] | None:
    """Return the group within a header, its id, and the words around it, or None.

    "Attendance rate Hispanic percent" is one. "Black teachers" are no students, "not economically
    disadvantaged" and "Asian Pacific Islander" are other groups than their last words; and a total
    among others ("total tested") says nothing.
    """
    written = spaced(header.replace("_", " ")).split()
    plain = [normalised_header(word) for word in written]
    if len(written) > _MOST_WORDS or set(plain) & _OF_OTHERS:
        return None
    for long in range(len(written) - 1, 0, -1):
        for start in range(len(written) - long + 1):
            stop = start + long
            group_id = group_id_of(" ".join(written[start:stop]))
            if not group_id or not plain[start] or not plain[stop - 1]:
                continue
            rest = [*written[:start], *written[stop:]]
            edge = start == 0 or stop == len(written)
            tells = long > 1 or (group_id != ALL and _tells(written[start], at_an_edge=edge))
            if tells and not any(group_id_of(word) not in ("", ALL) for word in rest):
                around = " ".join(word.strip(",;:–—-/") for word in rest).strip()
                return " ".join(written[start:stop]), group_id, around
    return None


def _tells(word: str, *, at_an_edge: bool) -> bool:
    """Tell whether one word among others is a group's name, or its initials ("SWD")."""
    return len(word) > _SHORT or (at_an_edge and word.isupper() and word in _INITIALS)


def _ends(header: str) -> Iterator[tuple[str, str]]:
    """Yield what stands behind and before a sign of a header in two parts: "Favorable: Latino"."""
    parts = [part.strip() for part in _PARTED.split(header)]
    if len(parts) > 1:
        yield parts[-1], " ".join(parts[:-1])
        yield parts[0], " ".join(parts[1:])


def years_are_columns(headers: Sequence[str]) -> bool:
    """Tell whether these columns of values are years of one number: each names one."""
    years = [facts_of(header).year for header in headers]
    return bool(years) and all(years)


def groups_are_columns(headers: Sequence[str]) -> bool:
    """Tell whether columns of values are student groups: two different ones at least."""
    return len({facts_of(header).group_id for header in headers} - {""}) > 1


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
            of_groups = [n for n in columns if facts_of(table.header[n]).group_id]
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
    _tell_rows_apart(table, guesses, F.SUBJECT)
    return tuple(guesses)


def _beside(table: RawTable, numbers: Sequence[int], free: Sequence[int]) -> list[int]:
    """Return columns of years or groups, like those of numbers, in which every value is hidden."""
    headers = [table.header[index] for index in numbers]
    hidden = [n for n in free if n not in numbers and _is_hidden(table, n)]
    if groups_are_columns(headers):
        return [n for n in hidden if facts_of(table.header[n]).group_id]
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

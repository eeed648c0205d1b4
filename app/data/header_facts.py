"""What a header of district data says besides a column's name: a year, a student group.

"Graduated 2023-24" has the one, "Black students" the other.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.data.student_groups import ALL, group_id_of
from app.data.tables import normalised_header

_YEAR_WITHIN = re.compile(
    r"(?:(?<![\dA-Za-z])(?:[FS]Y\s?)?|(?<=[A-Za-z]{4}))(?:19|20)\d\d(?:\s?[-–/_]\s?(?:(?:19|20)?\d\d))?(?!\d)"
    r"|(?<![\dA-Za-z])[FS]Y\s?['’]?\d\d(?:\s?[-–/]\s?\d\d)?(?!\d)"
)
_PARTED = re.compile(r"\s*[:|·]\s*|\s+[-–—]\s+")
_BRACKETS = re.compile(r"\[[^\]]*\]")
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


def of_all_students(headers: Sequence[str]) -> dict[int, HeaderFacts]:
    """Return what headers say that are those of groups without a group, by their place.

    "Graduation rate" beside "Graduation rate - Black" is of all students.
    """
    every = list(map(facts_of, headers))
    grouped = {(facts.year, facts.rest.casefold()): facts for facts in every if facts.group_id}
    taken = {key for key, facts in grouped.items() if facts.group_id == ALL}
    return {
        place: HeaderFacts(
            year=facts.year, group=facts.rest, group_id=ALL, rest=grouped[key].rest
        )
        for place, facts in enumerate(every)
        if not facts.group_id and (key := (facts.year, facts.rest.casefold())) in grouped
        if facts.rest and key not in taken
        if not _OF_OTHERS.intersection(normalised_header(facts.rest).split())
    }  # fmt: skip

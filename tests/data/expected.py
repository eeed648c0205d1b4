"""What the sample files say, worked out by hand from the files themselves, never by the importer.

Shares that a file writes from 0 to 1 stand here in percent. A number made of two is kept as its
parts, and a value that is none as the word for why.
"""

from collections.abc import Iterator

Key = tuple[str, str, str, str, str]
"""What is counted, where, year, subject, student group as the file writes it."""

Said = tuple[str, float | None, float | None, float | None, float | None]
"""Status, value, low, high, and of how many."""

SUPPRESSED, MISSING, NOT_APPLICABLE = "suppressed", "missing", "not_applicable"


def reported(value: float, of: float | None = None) -> Said:
    return ("reported", value, None, None, of)


def between(low: float, high: float, of: float | None = None) -> Said:
    return ("range", None, low, high, of)


def none(why: str, of: float | None = None) -> Said:
    return (why, None, None, None, of)


# ---------------------------------------------------------------- Massachusetts, enrollment

_ENROLLMENT_GROUPS = (
    "White", "Black", "Hispanic", "Asian", "Native American", "Pacific Islander",
    "Two or more races",
)  # fmt: skip
_SAME = (34.0, 21.0, 31.0, 8.0, 0.5, 0.1, 5.4)
_ENROLLMENT = {
    "Riverbend": (_SAME, 8240, {"swd": 1565, "el": 1318, "li": 4284}),
    "Lincoln K-8": (_SAME, 912, {"swd": 173, "el": 145, "li": 474}),
    "Harbor High": (_SAME, 1640, {"swd": 311, "el": 262, "li": 852}),
    "Eastside Elementary": (
        (11.0, 37.0, 42.0, 5.0, 0.4, 0.0, 4.6), 430, {"swd": 81, "el": 68, "li": 348},
    ),
}  # fmt: skip
_COUNTED = {"swd": "Students with disabilities", "el": "English learners", "li": "Low income"}


def _enrollment() -> Iterator[tuple[Key, Said]]:
    for year in ("2024", "2025"):
        for place, (shares, total, counts) in _ENROLLMENT.items():
            for group, share in zip(_ENROLLMENT_GROUPS, shares, strict=True):
                yield ("Share of enrollment", place, year, "", group), reported(share)
            for short, count in counts.items():
                said = reported(100 * count / total, total)
                yield ("Share of enrollment", place, year, "", _COUNTED[short]), said


# ---------------------------------------------------------------- Massachusetts, state test

_TESTED = {
    "All Students": 3600, "High Needs": 2300, "Low Income": 1900, "EL": 580,
    "Students w/disabilities": 700, "Afr. Amer./Black": 760, "Asian": 290,
    "Hispanic/Latino": 1120, "White": 1230, "Multi-race, Non-Hisp./Lat.": 200,
}  # fmt: skip
_MET = {
    ("2024", "ELA"): (41, 27, 28, 14, 12, 27, 62, 25, 55, 46),
    ("2024", "MATH"): (37, 23, 24, 10, 8, 23, 58, 21, 51, 42),
    ("2025", "ELA"): (42, 28, 29, 15, 13, 28, 63, 26, 56, 47),
    ("2025", "MATH"): (38, 24, 25, 11, 9, 24, 59, 22, 52, 43),
}
_NOT_MET = {
    ("2024", "ELA"): (23.6, 29.2, 28.8, 34.4, 35.2, 29.2, 15.2, 30.0, 18.0, 21.6),
    ("2024", "MATH"): (25.2, 30.8, 30.4, 36.0, 36.8, 30.8, 16.8, 31.6, 19.6, 23.2),
    ("2025", "ELA"): (23.2, 28.8, 28.4, 34.0, 34.8, 28.8, 14.8, 29.6, 17.6, 21.2),
    ("2025", "MATH"): (24.8, 30.4, 30.0, 35.6, 36.4, 30.4, 16.4, 31.2, 19.2, 22.8),
}


def _assessment() -> Iterator[tuple[Key, Said]]:
    tables = (
        ("Meeting or exceeding expectations", _MET),
        ("Not meeting expectations", _NOT_MET),
        ("Took part in the test", dict.fromkeys(_MET, (98.0,) * 10)),
    )
    for metric, table in tables:
        for (year, subject), values in table.items():
            for (group, tested), value in zip(_TESTED.items(), values, strict=True):
                yield (metric, "Riverbend", year, subject, group), reported(value, tested)
        for year in ("2024", "2025"):
            few = "Native Hawaiian or Pacific Islander"
            yield (metric, "Riverbend", year, "ELA", few), none(SUPPRESSED, 4)


# ---------------------------------------------------------------- Massachusetts, graduation

_COHORT = {
    "All Students": 410, "High Needs": 260, "Low Income": 230, "EL": 58,
    "Students w/disabilities": 80, "Afr. Amer./Black": 90, "Asian": 33, "Hispanic/Latino": 130,
    "White": 142, "Multi-race, Non-Hisp./Lat.": 15,
}  # fmt: skip
_RATES = {
    "4-Year Graduation Rate": (86, 79, 80, 66, 68, 82, 95, 78, 92, 88),
    "5-Year Graduation Rate": (89, 82, 83, 69, 71, 85, 98, 81, 95, 91),
    "4-Year Adjusted Cohort Graduation Rate": (88, 81, 82, 68, 70, 84, 97, 80, 94, 90),
    "5-Year Adjusted Cohort Graduation Rate": (90, 83, 84, 70, 72, 86, 99, 82, 96, 92),
}


def _graduation() -> Iterator[tuple[Key, Said]]:
    for rate, values in _RATES.items():
        for (group, cohort), value in zip(_COHORT.items(), values, strict=True):
            yield (rate, "Riverbend", "2025", "", group), reported(value, cohort)
        few = "Amer. Ind. or Alaska Nat."
        yield (rate, "Riverbend", "2025", "", few), none(SUPPRESSED, 3)


# ---------------------------------------------------------------- EDFacts, graduation

_EDFACTS_GROUPS = (
    "All students", "American Indian or Alaska Native", "Black", "Hispanic", "White",
    "Students with disabilities", "Economically disadvantaged", "English learners",
)  # fmt: skip
_EDFACTS = {
    "Riverbend Community Schools": (
        reported(87, 412), none(SUPPRESSED, 2), between(80, 84, 61), between(75, 79, 88),
        reported(90, 240), between(65, 69, 52), reported(82, 210), between(50, 100, 14),
    ),
    "Plainfield Township": (
        between(80, 100, 19), none(MISSING), none(SUPPRESSED, 1), none(SUPPRESSED, 4),
        between(50, 100, 14), none(SUPPRESSED, 3), between(50, 100, 8), none(MISSING),
    ),
}  # fmt: skip


def _edfacts() -> Iterator[tuple[Key, Said]]:
    for place, said in _EDFACTS.items():
        for group, each in zip(_EDFACTS_GROUPS, said, strict=True):
            yield ("Graduated in four years", place, "2018–19", "", group), each


# ---------------------------------------------------------------- Civil rights, schools

_CRDC_GROUPS = (
    "All students", "Hispanic", "American Indian or Alaska Native", "Asian", "Pacific Islander",
    "Black", "White", "Two or more races", "English learners", "Students with disabilities",
)  # fmt: skip
_NA = None
"""Where the file has the reason code −9, which no sum may hold."""

_ENROLLED = {
    "Lincoln K-8": (849, 238, 1, 69, 1, 190, 304, 46, 136, 132),
    "Harbor High": (1523, 428, 1, 123, 1, 341, 547, 82, 244, 237),
    "Eastside Elementary": (422, 119, 0, 34, 0, 95, 151, 23, 68, 66),
    "Riverbend Alternative": (_NA, _NA, 0, 6, 0, 18, 29, 4, 13, 13),
}
_DISTRICT = (None, None, 2, 232, 2, 644, 1031, 155, 461, 448)
_TEACHERS = {
    "Lincoln K-8": (41, 7, 39),
    "Harbor High": (73.8, 12.6, 70.2),
    "Eastside Elementary": (20.5, 3.5, 19.5),
    "Riverbend Alternative": (4.1, 0.7, None),
    "Riverbend Community Schools": (139.4, 23.8, None),
}
"""In all, in their first or second year, certified (where every school says so)."""


def _crdc() -> Iterator[tuple[Key, Said]]:
    for place, counts in _ENROLLED.items():
        for group, count in zip(_CRDC_GROUPS, counts, strict=True):
            said = none(NOT_APPLICABLE) if count is None else reported(count)
            yield ("Students enrolled", place, "", "", group), said
    for group, count in zip(_CRDC_GROUPS, _DISTRICT, strict=True):
        said = none(MISSING) if count is None else reported(count)
        yield ("Students enrolled", "Riverbend Community Schools", "", "", group), said
    for place, (whole, new, certified) in _TEACHERS.items():
        metric = "Teachers in their first or second year"
        yield (metric, place, "", "", "All teachers"), reported(100 * new / whole, whole)
        said = none(MISSING) if certified is None else reported(100 * certified / whole, whole)
        yield ("Teachers certified by the state", place, "", "", "All teachers"), said


EXPECTED: dict[str, dict[Key, Said]] = {
    "ma-enrollment": dict(_enrollment()),
    "ma-assessment": dict(_assessment()),
    "ma-graduation": dict(_graduation()),
    "edfacts-graduation": dict(_edfacts()),
    "crdc-schools": dict(_crdc()),
}

COUNTS = {
    "ma-enrollment": 80, "ma-assessment": 126, "ma-graduation": 44, "edfacts-graduation": 16,
    "crdc-schools": 60,
}  # fmt: skip
"""How many values each file has: 2 years × 4 places × 10; 42 rows × 3; 44; 2 × 8; 5 places × 12."""

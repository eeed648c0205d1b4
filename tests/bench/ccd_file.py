"""A file such as the Common Core of Data publishes: membership of many schools, each counted
several times over, of any size.

Every number is invented, from the school's number alone, so that a test knows what must come out.
"""

from collections.abc import Iterator
from pathlib import Path

HEADER = (
    "SCHOOL_YEAR,FIPST,STATENAME,ST,SCH_NAME,LEA_NAME,STATE_AGENCY_NO,UNION,ST_LEAID,LEAID,"
    "ST_SCHID,NCESSCH,SCHID,GRADE,RACE_ETHNICITY,SEX,STUDENT_COUNT,TOTAL_INDICATOR,DMS_FLAG"
)
RACES = (
    "American Indian or Alaska Native", "Asian", "Black or African American", "Hispanic/Latino",
    "Native Hawaiian or Other Pacific Islander", "Two or more races", "White",
)  # fmt: skip
GRADES = ("Kindergarten", *(f"Grade {n}" for n in range(1, 13)))
SEXES = ("Female", "Male")
BY_ALL = "Category Set A - By Race/Ethnicity; Sex; Grade"
BY_RACE = "Derived - Subtotal by Race/Ethnicity and Sex minus Adult Education Count"
BY_GRADE = "Subtotal 4 - By Grade"
IN_ALL = "Derived - Education Unit Total minus Adult Education Count"
NONE = "No Category Codes"
SCHOOLS_A_DISTRICT = 6


def count(school: int, race: int, sex: int, grade: int) -> int:
    """Return how many students of a kind a school has."""
    return (school * 7 + race * 5 + sex * 3 + grade) % 9


def by_race(school: int, race: int) -> int:
    """Return how many students of a race a school has."""
    return sum(count(school, race, sex, grade) for sex in (0, 1) for grade in range(len(GRADES)))


def leaid(school: int) -> str:
    """Return the code of a school's district, which begins with a zero."""
    return f"{100_000 + school // SCHOOLS_A_DISTRICT:07}"


def lines_of(school: int) -> Iterator[str]:
    """Yield every line of one school."""
    district = leaid(school)
    name = "Riverbend" if school // SCHOOLS_A_DISTRICT == 1 else f"District {district}"
    head = (
        f"2022-2023,01,ALABAMA,AL,School {school},{name},01,,AL-{district},{district},"
        f"AL-{district}-{school},{district}{school % 100_000:05},{school:05}"
    )
    for race, race_name in enumerate(RACES):
        for sex, sex_name in enumerate(SEXES):
            each = [count(school, race, sex, grade) for grade in range(len(GRADES))]
            for grade, number in zip(GRADES, each, strict=True):
                yield f"{head},{grade},{race_name},{sex_name},{number},{BY_ALL},Reported"
            yield f"{head},{NONE},{race_name},{sex_name},{sum(each)},{BY_RACE},Derived"
    for grade, grade_name in enumerate(GRADES):
        number = sum(count(school, race, sex, grade) for race in range(7) for sex in (0, 1))
        yield f"{head},{grade_name},{NONE},{NONE},{number},{BY_GRADE},Reported"
    whole = sum(by_race(school, race) for race in range(len(RACES)))
    yield f"{head},{NONE},{NONE},{NONE},{whole},{IN_ALL},Derived"


def write(path: Path, size: int) -> int:
    """Write a file of at least ``size`` bytes; return how many schools are in it."""
    school = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(HEADER + "\r\n")
        while file.tell() < size or school % SCHOOLS_A_DISTRICT:
            file.writelines(f"{line}\r\n" for line in lines_of(school))
            school += 1
    return school

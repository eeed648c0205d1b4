"""Files as agencies and districts really export them, and what each says, worked out by hand.

The files lie in ``tests/data/brought``: headers and conventions of state report cards, EDFacts, ED
Data Express, the Civil Rights Data Collection, the Common Core of Data and its table generator, the
Census Bureau and student information systems, with invented numbers.
"""

from tests.data.expected import MISSING, NOT_APPLICABLE, SUPPRESSED, Said, between, none, reported

Place = tuple[str, str, str, str]
"""Where, year, subject, student group as the file writes it."""

BROUGHT: dict[str, tuple[str, dict[Place, tuple[Said, int]]]] = {
    "mae-dese-excel.xlsx": (
        "ma_enrollment",
        {
            ("Abington", "", "", "Black"): (reported(8.1), 4),
            ("Abington", "", "", "Pacific Islander"): (reported(0), 4),
            ("Riverbend", "", "", "Black"): (reported(15.2), 5),
            ("Riverbend", "", "", "White"): (none(SUPPRESSED), 5),
            ("Riverbend", "", "", "Native American"): (none(MISSING), 5),
            ("Riverbend", "", "", "Asian"): (reported(4.0), 5),
        },
    ),
    "mae-renamed-2024-headers.csv": (
        "ma_enrollment",
        {
            ("Riverbend", "2021", "", "Economically disadvantaged"): (reported(49.757282, 8240), 2),
            ("Riverbend", "2022", "", "Low income"): (reported(51.927273, 8250), 3),
            ("Riverbend", "2021", "", "English learners"): (reported(15.995146, 8240), 2),
            ("Riverbend", "2021", "", "Native American"): (reported(0.5), 2),
        },
    ),
    "mae-only-counts-beside-grades.csv": (
        "ma_enrollment",
        {
            ("Harbor", "2024", "", "Students with disabilities"): (reported(80, 1250), 2),
            ("Harbor", "2024", "", "Low income"): (reported(100, 1250), 2),
            ("Bay", "2024", "", "English learners"): (reported(50, 2500), 3),
        },
    ),
    "mae-semicolon-decimal-comma-cp1252.csv": (
        "ma_enrollment",
        {
            ("Peñasco", "2024", "", "White"): (reported(33.4), 4),
            ("Peñasco", "2024", "", "Students with disabilities"): (reported(20, 1250), 4),
        },
    ),
    "mcas-percent-ints.csv": (
        "ma_assessment",
        {
            ("Boston", "2023", "ELA", "All Students"): (reported(30, 20123), 2),
            ("Boston", "2023", "ELA", "American Indian or Alaska Native"): (none(SUPPRESSED, 9), 3),
            ("Boston", "2023", "ELA", "Migrant"): (none(SUPPRESSED), 4),
            ("Boston", "2023", "ELA", "Foster Care"): (none(MISSING, 10), 5),
        },
    ),
    "mcas-shares-le-ge.csv": (
        "ma_assessment",
        {
            ("Acad", "2023-24", "MATH", "White"): (between(95, 100, 55), 2),
            ("Acad", "2023-24", "MATH", "Black"): (between(20, 29, 12), 3),
            ("Acad", "2023-24", "MATH", "Asian"): (reported(45, 12), 4),
        },
    ),
    "mcas-utf16-tab-renamed.txt": (
        "ma_assessment",
        {
            ("Lincoln", "2024", "ELA", "EL and Former EL"): (reported(21, 84), 4),
            ("Lincoln", "2024", "ELA", "EL"): (reported(11, 44), 5),
        },
    ),
    "mcas-xlsx-text-numbers.xlsx": (
        "ma_assessment",
        {
            ("Riverbend", "2024", "ELA", "All Students"): (reported(41, 1234), 2),
            ("Riverbend", "2024", "ELA", "Black"): (reported(27, 234), 3),
        },
    ),
    "grad-percent-strings.csv": (
        "ma_graduation",
        {
            ("Riverbend", "2023-24", "", "All Students"): (reported(86.4, 1410), 2),
            ("Riverbend", "2023-24", "", "EL"): (none(SUPPRESSED, 5), 3),
            ("Riverbend", "2023-24", "", "Homeless"): (none(MISSING, 6), 4),
            ("Riverbend", "2023-24", "", "White"): (between(95, 100, 90), 5),
        },
    ),
    "grad-comma.csv": (
        "ma_graduation",
        {
            ("Riverbend", "2024", "", "All Students"): (reported(86.4, 1410), 2),
            ("Riverbend", "2024", "", "White"): (reported(100, 1000), 3),
        },
    ),
    "grad-all-zero-or-one.csv": (
        "ma_graduation",
        {
            ("R", "2024", "", "All Students"): (reported(100, 41), 2),
            ("R", "2024", "", "White"): (reported(0, 20), 3),
        },
    ),
    "grad-footnote-rows-dup-group.csv": (
        "ma_graduation",
        {
            ("R", "2024", "", "All Students"): (reported(80, 41), 2),
        },
    ),
    "edf-grad-lots.csv": (
        "edfacts_graduation",
        {
            ("Albertville City", "2019–20", "", "All students"): (reported(92, 1212), 2),
            ("Albertville City", "2019–20", "", "Asian"): (none(SUPPRESSED, 5), 2),
            ("Albertville City", "2019–20", "", "Black"): (between(0, 50, 40), 2),
            ("Albertville City", "2019–20", "", "Homeless"): (between(21, 39, 31), 2),
            ("Albertville City", "2019–20", "", "Foster care"): (none(MISSING), 2),
            ("Marshall County", "2019–20", "", "All students"): (between(99, 100, 400), 3),
            ("Marshall County", "2019–20", "", "Asian"): (none(SUPPRESSED, 5), 3),
            ("Marshall County", "2019–20", "", "Black"): (none(MISSING, 40), 3),
            ("Marshall County", "2019–20", "", "Military-connected students"): (
                none(NOT_APPLICABLE, 6),
                3,
            ),
            ("Marshall County", "2019–20", "", "Homeless"): (between(0, 1, 31), 3),
            ("Marshall County", "2019–20", "", "Foster care"): (none(MISSING, 0), 3),
        },
    ),
    "edf-grad-two-years-in-one.csv": (
        "edfacts_graduation",
        {
            ("River", "2010–11", "", "All students"): (between(80, 84, 400), 2),
            ("River", "2011–12", "", "All students"): (reported(83, 410), 2),
        },
    ),
    "edf-grad-school-xlsx.xlsx": (
        "edfacts_graduation",
        {
            ("Albertville HS", "2017–18", "", "All students"): (between(90, 94, 300), 2),
            ("Night HS", "2017–18", "", "White"): (none(SUPPRESSED, 1), 3),
        },
    ),
    "edf-grad-1-5-rates-as-excel-date.csv": (
        "edfacts_graduation",
        {
            ("River", "2018–19", "", "All students"): (none(MISSING, 400), 2),
            ("River", "2018–19", "", "Black"): (none(MISSING, 40), 2),
        },
    ),
    "edf-assess.csv": (
        "edfacts_assessment",
        {
            ("Alb", "2017–18", "Mathematics", "All students"): (reported(45, 2000), 2),
            ("Alb", "2017–18", "Mathematics", "Hispanic"): (none(SUPPRESSED, 9), 2),
            ("Alb", "2017–18", "Reading and language arts", "Girls"): (between(40, 44, 900), 2),
        },
    ),
    "edf-assess-lower-tabs.tsv": (
        "edfacts_assessment",
        {
            ("River", "2020–21", "Reading and language arts", "All students"): (
                between(95, 100, 150),
                2,
            ),
            ("River", "2020–21", "Reading and language arts", "Students with disabilities"): (
                between(0, 50, 15),
                2,
            ),
        },
    ),
    "crdc-excel-guarded-ids-EL-X.csv": (
        "crdc",
        {
            ("Middle", "", "", "Black"): (reported(23), 2),
            ("Middle", "", "", "English learners"): (none(NOT_APPLICABLE), 2),
            ("High", "", "", "Black"): (none(MISSING), 3),
            ("High", "", "", "English learners"): (reported(11), 3),
            ("Albertville City", "", "", "Black"): (none(MISSING), 2),
            ("Albertville City", "", "", "English learners"): (none(MISSING), 2),
        },
    ),
    "crdc-support-file.csv": (
        "crdc",
        {
            ("Middle", "", "", "All teachers"): (reported(10, 40), 2),
        },
    ),
    "crdc-2013-no-fy.csv": (
        "crdc",
        {
            ("Middle", "", "", "Hispanic"): (none(MISSING), 2),
            ("Middle", "", "", "Black"): (reported(5), 2),
        },
    ),
    "crdc-decimals.csv": (
        "crdc",
        {
            ("S", "", "", "Black"): (reported(2234), 2),
        },
    ),
    "crdc-11-and-star.csv": (
        "crdc",
        {
            ("S", "", "", "Black"): (none(SUPPRESSED), 2),
            ("S", "", "", "White"): (none(SUPPRESSED), 2),
        },
    ),
    "ccd-totals.csv": (
        "ccd_membership",
        {
            ("Mid", "2022-2023", "", "All students"): (reported(98), 8),
            ("Mid", "2022-2023", "", "Black or African American"): (reported(7), 5),
        },
    ),
    "ccd-no-grade.csv": (
        "ccd_membership",
        {
            ("River", "2021-2022", "", "White"): (reported(190), 2),
            ("River", "2021-2022", "", "Black or African American"): (none(SUPPRESSED), 4),
            ("River", "2021-2022", "", "All students"): (reported(400), 5),
        },
    ),
    "elsi.csv": (
        "",
        {
            ("RIVERBEND", "2022-23", "", "Black or African American Students"): (reported(1730), 5),
        },
    ),
    "ed-data-express.csv": (
        "",
        {
            ("River", "2020-2021", "", "All Students in LEA"): (reported(82, 402), 2),
            ("River", "2020-2021", "", "Asian"): (between(95, 100, 21), 4),
            ("River", "2020-2021", "", "Black (not Hispanic) African American"): (
                none(SUPPRESSED),
                3,
            ),
            ("River", "2020-2021", "", "Children with disabilities"): (between(60, 69, 30), 5),
        },
    ),
    "state-report-card.csv": (
        "",
        {
            ("Lincoln", "2023-24", "ELA", "All Students"): (reported(45.2, 1204), 2),
            ("Lincoln", "2023-24", "ELA", "Black or African American"): (none(SUPPRESSED), 3),
            ("Lincoln", "2023-24", "ELA", "Asian"): (between(95, 100, 12), 4),
            ("Lincoln", "2023-24", "ELA", "Hispanic"): (between(0, 5, 300), 5),
            ("Lincoln", "2023-24", "ELA", "Native American"): (none(SUPPRESSED), 6),
            ("Lincoln", "2023-24", "ELA", "White"): (between(21, 24, 200), 7),
        },
    ),
    "wide-sis.csv": (
        "",
        {
            ("Lincoln", "", "", "Black"): (reported(190), 2),
            ("Harbor", "", "", "English Learners"): (between(0, 10), 3),
            ("East", "", "", "Black"): (none(SUPPRESSED), 4),
        },
    ),
    "years-wide.csv": (
        "",
        {
            ("", "2021-22", "", "All students"): (reported(81), 2),
            ("", "2022-23", "", "Black"): (none(SUPPRESSED), 3),
            ("", "2023-24", "", "Black"): (reported(72.5), 3),
        },
    ),
    "two-header-rows.csv": (
        "",
        {
            ("", "2023-24", "", "All students"): (reported(83.5, 410), 4),
            ("", "2022-23", "", "Black"): (reported(70, 60), 5),
        },
    ),
    "acs-two-headers.csv": (
        "",
        {
            ("", "", "", "Riverbend School District, Indiana"): (reported(15.3), 3),
        },
    ),
    "serial-dates.xlsx": (
        "",
        {
            ("", "", "", "All students"): (reported(93.4), 2),
            ("", "", "", "Black"): (reported(91.2), 3),
        },
    ),
    "spanish-comma.csv": (
        "",
        {
            ("", "", "", "Todos los estudiantes"): (reported(45.2, 1204), 2),
            ("", "", "", "Aprendices de inglés"): (reported(12, 58), 3),
            ("", "", "", "Bajos ingresos"): (between(0, 5, 7), 4),
        },
    ),
    "texas.csv": (
        "",
        {
            ("Austin ISD", "", "", "African American"): (none(MISSING), 2),
            ("Austin ISD", "", "", "All Students"): (reported(93.4, 1000), 4),
        },
    ),
    "crdc-advanced-placement.csv": (
        "crdc",
        {
            ("Maple Grove High", "", "", "Black"): (reported(18 + 19), 2),
            ("Maple Grove High", "", "", "English learners"): (reported(7), 2),
            ("Cedar Elementary", "", "", "Hispanic"): (none(NOT_APPLICABLE), 4),
            ("Cedar Elementary", "", "", "All students"): (none(NOT_APPLICABLE), 4),
            ("Maple Valley Schools", "", "", "Black"): (reported(37 + 57 + 77), 2),
            ("Maple Valley Schools", "", "", "All students"): (none(MISSING), 2),
        },
    ),
    "crdc-suspensions.csv": (
        "crdc",
        {
            ("Orchard Middle", "", "", "White"): (reported(30 + 31), 3),
            ("Orchard Middle", "", "", "Students with disabilities"): (reported(11), 3),
            ("Maple Valley Schools", "", "", "Hispanic"): (none(MISSING), 2),
        },
    ),
    "california.txt": (
        "",
        {
            ("Maple Valley Unified", "2023-24", "", "TA"): (reported(87.8, 410), 2),
            ("Maple Valley Unified", "2023-24", "", "RB"): (reported(9.8, 61), 3),
            ("Maple Valley Unified", "2023-24", "", "SD"): (none(SUPPRESSED, 9), 7),
            ("Maple Valley Unified", "2023-24", "", "SF"): (none(SUPPRESSED), 8),
        },
    ),
    "florida.csv": (
        "",
        {
            ("", "", "", "DISTRICT TOTALS"): (reported(55, 410), 2),
            ("", "", "", "CEDAR ELEMENTARY"): (reported(289, 70), 4),
            ("", "", "", "HOPE ACADEMY"): (none(SUPPRESSED, 7), 5),
        },
    ),
    "sis-absence.csv": (
        "",
        {
            ("Orchard Middle", "", "", "Black"): (reported(33.3, 60), 3),
            ("Cedar Elementary", "", "", "Asian"): (none(SUPPRESSED, 8), 11),
        },
    ),
    "class-size.csv": (
        "",
        {
            ("", "", "AP Calculus", "Maple Grove High"): (reported(14.5), 4),
            ("", "", "Math 7", "Orchard Middle"): (reported(8), 6),
        },
    ),
    "per-pupil.csv": (
        "",
        {
            ("", "", "", "Orchard Middle"): (reported(13914, 912), 3),
            ("", "", "", "Hope Academy"): (reported(23410.5, 29), 5),
            ("", "", "", "Maple Grove High"): (reported(45, 1640), 2),
        },
    ),
    "students-per-adult.csv": (
        "",
        {
            ("", "", "", "Orchard Middle"): (reported(456), 3),
            ("", "", "", "Cedar Elementary"): (none(NOT_APPLICABLE), 4),
        },
    ),
    "courses-by-group.csv": (
        "",
        {
            ("", "", "AP or IB", "Black"): (reported(22), 2),
            ("", "", "Dual enrollment", "ELL"): (between(0, 5), 4),
        },
    ),
    "prek-years.csv": (
        "",
        {
            ("", "2021-22", "", "District"): (reported(66), 4),
            ("", "2024-25", "", "Cedar Pre-K"): (reported(38), 2),
            ("", "2024-25", "", "Orchard Pre-K"): (none(SUPPRESSED), 3),
            ("", "2024-25", "", "District"): (none(MISSING), 4),
        },
    ),
    "discipline-long.csv": (
        "",
        {
            ("Maple Grove High", "2024-25", "", "Black"): (reported(9.9, 36), 4),
            ("Orchard Middle", "2024-25", "", "IEP"): (reported(4.8, 16), 17),
        },
    ),
    "climate-survey.csv": (
        "",
        {
            ("", "", "", "Black students"): (reported(62), 2),
            ("", "", "", "English learners"): (none(SUPPRESSED), 3),
        },
    ),
}
"""File → its public layout ("" for none) and what some of its cells say, with their row."""

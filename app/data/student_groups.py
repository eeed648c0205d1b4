"""Names of student groups as files write them, to the ids that the framework knows.

Only what is the same group gets an id: "EL and former EL" is not "EL".
"""

from app.data.tables import normalised_header

ALL = "all"
WHITE = "white"
HIGH_NEEDS = "high_needs"

_NAMES = {
    ALL: (
        "all, all students, all students in lea, all students in school, all students in sea,"
        "total students, total students all grades, total enrollment,"
        "all students in district, total, tot, district, todos, todos los estudiantes, overall"
    ),
    "low_income": (
        "low income, ecd, econ disadvantaged, economically disadvantaged, low income students,"
        "economically disadvantaged students, li, frl, free or reduced lunch,"
        "from low income families, bajos ingresos, students from low income families"
    ),
    "english_learners": (
        "el, ell, lep, english learners, english learner, english language learners, lep students,"
        "multilingual learners, limited english proficient, aprendices de ingles,"
        "estudiantes de ingles"
    ),
    "disabilities": (
        "students w disabilities, students with disabilities, swd, cwd, idea, disabilities,"
        "special education, children with disabilities, estudiantes con discapacidades"
    ),
    "homelessness": "hom, homeless, homeless students, experiencing homelessness",
    "foster_care": "fcs, foster care, in foster care, foster care students",
    "black": (
        "black, mbl, bl, afr amer black, african american black, black or african american,"
        "african american, black african american, black students, baa, blk,"
        "black not hispanic african american, black non hispanic, black not hispanic"
    ),
    "latino": (
        "hispanic, latino, latina, latinx, mhi, hi, hispanic latino, hispanic or latino,"
        "latino students, hispanic students, hl, hisp, hsp, hispanic latino of any race"
    ),
    "asian": "asian, mas, as, asian students, asn, asian non hispanic",
    "native": (
        "mam, am, aian, amer ind or alaska nat, american indian or alaska native, native american,"
        "american indian, native american students, american indian alaska native,"
        "native american or alaska native"
    ),
    "pacific_islander": (
        "hp, nhpi, native hawaiian or pacific islander, pacific islander, nat haw or pacif isl,"
        "native hawaiian or other pacific islander, native hawaiian other pacific islander, pacific"
    ),
    "multiracial": (
        "mtr, tr, multi race non hisp lat, two or more races, multiracial, multi race, mnhl,"
        "multi race non hispanic latino, two or more"
    ),
    "students_of_color": "students of color, bipoc students, estudiantes de color",
    WHITE: "white, mwh, wh, white students, wht, white non hispanic, white not hispanic",
    HIGH_NEEDS: "high needs, high needs students",
}
_IDS = {name.strip(): group for group, names in _NAMES.items() for name in names.split(",")}


def group_id_of(written: str) -> str:
    """Return the canonical id of a student group, or "" for one that is not known."""
    return _IDS.get(normalised_header(written), "")

"""Names of student groups as files write them, to the ids that the framework knows.

Only what is the same group gets an id: "EL and former EL" is not "EL".
"""

import re

from app.data.tables import normalised_header

ALL = "all"
WHITE = "white"
HIGH_NEEDS = "high_needs"

_NAMES = {
    ALL: (
        "all, all students, all students in lea, all students in school, all students in sea,"
        "total students, total students all grades, total enrollment,"
        "all students in district, total, tot, district, todos, todos los estudiantes,"
        "overall, all student groups, all pupils, district total, state total,"
        "student population, districtwide, total population"
    ),
    "low_income": (
        "low income, ecd, econ disadvantaged, economically disadvantaged, low income students,"
        "economically disadvantaged students, li, frl, free or reduced lunch,"
        "from low income families, bajos ingresos, students from low income families,"
        "economic disadvantage, economically disadvantaged student, econ dis, eco dis, eds,"
        "socioeconomically disadvantaged, socio economically disadvantaged, sed,"
        "ses disadvantaged, free reduced lunch, free reduced price lunch,"
        "free or reduced price lunch, frpl, farms, free and reduced lunch,"
        "free and reduced price lunch, free and reduced price meals,"
        "free reduced lunch eligible, free reduced price meals, free or reduced price meals,"
        "free and reduced meals, free reduced meals, eligible for free or reduced price lunch,"
        "low ses, low socioeconomic status, students in poverty, desventaja economica,"
        "en desventaja economica, estudiantes de bajos ingresos"
    ),
    "english_learners": (
        "el, ell, lep, english learners, english learner, english language learners,"
        "lep students, multilingual learners, limited english proficient,"
        "aprendices de ingles, english language learner, english learner students,"
        "ell students, el students, ells, els, multilingual learner, ml, mll, mlls,"
        "emergent bilingual, emergent bilinguals, eb, limited english proficiency,"
        "limited english, el ell, ell lep, current el, current english learners,"
        "current english learner, english as a second language, students learning english,"
        "estudiantes aprendices de ingles, estudiantes que aprenden ingles,"
        "estudiantes de ingles"
    ),
    "disabilities": (
        "students w disabilities, students with disabilities, swd, cwd, idea, disabilities,"
        "special education, children with disabilities, estudiantes con discapacidades,"
        "special education students, students in special education, sped, special ed, swds,"
        "student with disabilities, students with disability, students with a disability,"
        "disability, students with iep, students with ieps, iep, ieps, with iep,"
        "students with an iep, idea students, students with disabilities idea, special needs,"
        "students served under idea, educacion especial, con discapacidad,"
        "estudiantes con discapacidad"
    ),
    "homelessness": (
        "hom, homeless, homeless students, experiencing homelessness, homeless student,"
        "students experiencing homelessness, homeless youth, homeless mckinney vento,"
        "mckinney vento, homeless children and youth, sin hogar, estudiantes sin hogar"
    ),
    "foster_care": (
        "fcs, foster care, in foster care, foster care students, foster, foster youth,"
        "students in foster care, foster children, foster care youth, cuidado de crianza,"
        "hogar temporal"
    ),
    "black": (
        "black, mbl, bl, afr amer black, african american black, black or african american,"
        "african american, black african american, black students, baa, blk,"
        "black not hispanic african american, black non hispanic, black not hispanic,"
        "afr am black, african american or black, black african american non hispanic,"
        "african american students, black or african american not hispanic, blacks, af am,"
        "black not of hispanic origin, black or african american students, afroamericano,"
        "african american not hispanic,"
        "black or african american non hispanic, negro o afroamericano, estudiantes negros"
    ),
    "latino": (
        "hispanic, latino, latina, latinx, mhi, hi, hispanic latino, hispanic or latino,"
        "latino students, hispanic students, hl, hisp, hsp, hispanic latino of any race,"
        "hispanic latino of any race s, hispanic or latino of any race s,"
        "hispanic or latino of any race, hispanic or latino a, hispanic or latino students,"
        "hispanic latino a, hispanic latino students, latino a, latino latina, latine,"
        "latino hispanic, hispanic latinx, latina o, latino or hispanic, hispanos, hispano,"
        "hispano latino, estudiantes latinos, hispano o latino, hispanic of any race"
    ),
    "asian": (
        "asian, mas, as, asian students, asn, asian non hispanic, asian american,"
        "asian not hispanic, asian american students, asiatico, asiaticos,"
        "estudiantes asiaticos"
    ),
    "native": (
        "mam, am, aian, amer ind or alaska nat, american indian or alaska native,"
        "native american, american indian, native american students,"
        "american indian alaska native, native american or alaska native,"
        "native american alaska native, american indian students,"
        "american indian alaskan native, american indian or alaskan native, indigenous,"
        "american indian or alaska native students, alaska native american indian, ai an,"
        "aian students, american indian alaska native non hispanic,"
        "american indian alaska native native american,"
        "american indian or alaska native native american,"
        "american indian or alaska native non hispanic, american indian native alaskan,"
        "native alaskan american indian, alaska native, alaskan native,"
        "native american alaskan native, nativo americano"
    ),
    "pacific_islander": (
        "hp, nhpi, native hawaiian or pacific islander, pacific islander,"
        "nat haw or pacif isl, native hawaiian or other pacific islander,"
        "native hawaiian other pacific islander, pacific, native hawaiian pacific islander,"
        "hawaiian pacific islander, nh pi, nhopi, pi, hawaiian or pacific islander,"
        "hawaiian native pacific islander, pacific islanders, pacific isle,"
        "native hawaiian and pacific islander, native hawaiian or pacific islander students,"
        "hawaiian other pacific islander, pacific islander students,"
        "native hawaiian or other pacific islander non hispanic, islas del pacifico"
    ),
    "multiracial": (
        "mtr, tr, multi race non hisp lat, two or more races, multiracial, multi race, mnhl,"
        "multi race non hispanic latino, two or more, multi racial, multirace, multiple races,"
        "multiracial students, two or more race, more than one race,"
        "two or more races students, two or more races non hispanic, mixed race, biracial,"
        "multi ethnic, multiethnic, 2 or more races, two races or more, multirracial,"
        "multicultural multiethnic multiracial other, two or more races not hispanic,"
        "dos o mas razas"
    ),
    "students_of_color": "students of color, bipoc students, estudiantes de color, bipoc",
    WHITE: (
        "white, mwh, wh, white students, wht, white non hispanic, white not hispanic,"
        "white not of hispanic origin,"
        "white or caucasian not hispanic, white or caucasian,"
        "caucasian, white caucasian, caucasian white, not hispanic white, non hispanic white,"
        "blanco, blancos, estudiantes blancos"
    ),
    HIGH_NEEDS: "high needs, high needs students, high need, high need students",
}
_IDS = {name.strip(): group for group, names in _NAMES.items() for name in names.split(",")}


_CODES = {
    "reporting category": {
        "ta": ALL, "rb": "black", "ri": "native", "ra": "asian", "rh": "latino",
        "rp": "pacific_islander", "rt": "multiracial", "rw": WHITE, "se": "english_learners",
        "sd": "disabilities", "ss": "low_income", "sf": "foster_care", "sh": "homelessness",
    },
}  # fmt: skip
"""Codes that a column has for groups, by its header: California's files do not spell them out."""

_CAPITALS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_BRACKETS = re.compile(r"(.*\w.*?)\s*\(([^()]+)\)\s*")


def group_id_of(written: str, header: str = "") -> str:
    """Return the canonical id of a student group, or "" for one that is not known.

    ``header`` is the one of the column in which it stands: some have codes of their own.

    What stands in brackets behind a name counts where it is the same group or its initials:
    "English learners (EL)" is one, "English learners (and former)" is another.
    """
    codes = _CODES.get(normalised_header(_CAPITALS.sub(" ", header)), {})
    known = codes.get(written.strip().casefold()) or _IDS.get(normalised_header(written), "")
    found = None if known else _IN_BRACKETS.fullmatch(written)
    if not found:
        return known
    outside = _IDS.get(normalised_header(found[1]), "")
    inside = normalised_header(found[2])
    initials = "".join(word[0] for word in normalised_header(found[1]).split())
    same = _IDS.get(inside, "") == outside or inside.replace(" ", "") == initials
    return outside if outside and same else ""

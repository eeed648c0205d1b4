"""What states and districts call student groups, and what only sounds alike."""

import pytest

from app.data.student_groups import group_id_of


@pytest.mark.parametrize(
    ("group", "names"),
    [
        ("low_income", "Economically Disadvantaged (ED); Socioeconomically Disadvantaged; FRL; "
         "Free/Reduced Lunch Eligible; Free and Reduced-Price Meals; Bajos ingresos"),
        ("english_learners", "English Learners (EL); English Language Learner; "
         "Multilingual Learners; Emergent Bilingual; ELL/LEP; Limited English Proficient (LEP)"),
        ("disabilities", "Special Education (SWD); Students with IEPs; SpEd; "
         "Students w/ Disabilities"),
        ("black", "Black/African American; African-American; Afr. Am./Black; Black, non-Hispanic"),
        ("latino", "Hispanic or Latino/a; Latinx; Hispanic/Latino of any race; Latino/Hispanic"),
        ("native", "American Indian/Alaskan Native; Native American (NA); Indigenous"),
        ("multiracial", "Multiracial (two or more); Multi-Racial; Two or More Races; "
         "Multiple races"),
        ("white", "White/Caucasian; White, Non-Hispanic"),
        ("asian", "Asian American; Asian, not Hispanic"),
        ("homelessness", "Homeless Youth; Students experiencing homelessness; McKinney-Vento"),
        ("foster_care", "Foster Youth; Students in foster care"),
        ("all", "All students (total); Overall; District total"),
    ],
)  # fmt: skip
def test_a_group_is_known_by_the_names_that_it_goes_by(group: str, names: str) -> None:
    found = {name.strip(): group_id_of(name) for name in names.split(";") if name.strip()}
    assert {name for name, known in found.items() if known != group} == set()


@pytest.mark.parametrize(
    "name",
    [
        "Non-EL", "EL/Former EL", "Former EL", "English learners (and former)", "Black (male)",
        "Not Economically Disadvantaged", "Students without disabilities", "Asian/Pacific Islander",
        "Non-White", "White (percent tested)", "Gifted", "Hispanic girls", "2 or more",
    ],
)  # fmt: skip
def test_what_only_sounds_alike_is_no_such_group(name: str) -> None:
    assert group_id_of(name) == ""

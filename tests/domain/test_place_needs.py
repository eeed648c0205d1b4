"""What people write about access, and what of it a place can meet."""

import pytest

from app.domain.place_needs import place_needs


@pytest.mark.parametrize(
    ("written", "needed"),
    [
        ("", ()),
        ("Large print", ()),
        ("ASL interpreter", ()),
        ("None", ()),
        ("Gluten free lunch", ()),
        ("I use a wheelchair", ("step_free",)),
        ("Wheel-chair accessible table, please", ("step_free",)),
        ("Step-free", ("step_free",)),
        ("no stairs!", ("step_free",)),
        ("I can't climb stairs", ("step_free",)),
        ("Silla de ruedas", ("step_free",)),
        ("acceso sin escalones", ("step_free",)),
        ("Low vision: sit near the screen", ("near_screen",)),
        ("baja visión", ("near_screen",)),
        ("seat near the door", ("near_door",)),
        ("cerca del baño", ("near_door",)),
        ("A quiet corner", ("quiet",)),
        ("Hard of hearing", ("quiet",)),
        ("wheelchair; near the exit; quiet", ("step_free", "near_door", "quiet")),
        ("Walkerville Elementary", ()),
        ("candy", ()),
    ],
)
def test_words_are_taken_for_what_a_place_can_meet(written: str, needed: tuple[str, ...]) -> None:
    assert place_needs(written) == needed

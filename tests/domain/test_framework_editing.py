"""Words of a pack changed one by one, on its JSON, without touching the pack that was given."""

import pytest

from app.domain.framework import (
    Lens,
    framework_from_json,
    holds_lines,
    holds_words,
    text_at,
    with_line,
    with_words,
)
from app.services.sample import default_pack


def test_words_are_put_in_at_their_place() -> None:
    pack = default_pack()
    fresh = with_words(pack, "dimensions.d01.questions.d01q1.text", "en", "Is it enough?")
    assert text_at(fresh, "dimensions.d01.questions.d01q1.text")["en"] == "Is it enough?"
    assert text_at(pack, "dimensions.d01.questions.d01q1.text")["en"] != "Is it enough?"
    fresh = with_words(fresh, "scales.4.access.levels.a2.name", "es", "Llega a pocos")
    framework = framework_from_json(fresh)
    assert framework.scale(Lens.ACCESS).levels[1].name["es"] == "Llega a pocos"
    with pytest.raises(KeyError):
        with_words(pack, "dimensions.d99.name", "en", "x")


def test_lists_grow_and_shrink() -> None:
    pack = default_pack()
    before = len(pack["equity_ideas"])
    longer = with_line(pack, "equity_ideas", "en", "One more")
    assert longer["equity_ideas"][-1] == {"en": "One more"}
    place = f"equity_ideas.{before + 1}"
    assert len(with_words(longer, place, "en", "")["equity_ideas"]) == before
    second = with_line(pack, "equity_ideas", "en", "In between", 2)
    assert text_at(second, "equity_ideas.2") == {"en": "In between"}
    assert text_at(second, "equity_ideas.3") == text_at(pack, "equity_ideas.2")
    with pytest.raises(KeyError):
        with_line(pack, "equity_ideas", "en", "Far out", before + 2)


def test_a_new_language_joins_the_pack() -> None:
    fresh = with_words(default_pack(), "title", "vi", "Công bằng")
    assert fresh["languages"] == ["en", "es", "vi"]


@pytest.mark.parametrize(
    ("place", "words", "lines"),
    [
        ("title", True, False),
        ("equity_ideas", False, True),
        ("equity_ideas.1", True, False),
        ("equity_ideas.99", False, False),
        ("dimensions.d01.look_fors", False, True),
        ("dimensions.d99.look_fors", False, False),
        ("dimensions.d01.level_notes.f1", True, False),
        ("dimensions.d01.level_notes.zz", False, False),
        ("dimensions.d01", False, False),
        ("dimensions.d01.id", False, False),
        ("active_scale", False, False),
        ("", False, False),
    ],
)
def test_only_places_of_words_take_words(place: str, words: bool, lines: bool) -> None:
    framework = framework_from_json(default_pack())
    assert holds_words(framework, place) == words
    assert holds_lines(framework, place) == lines

"""Letters on paper: joined, turned, and each in a font that has it."""

import pytest

from app.reports.right_to_left import as_seen, has_right_to_left, joined
from app.reports.typeface import (
    CUTS,
    clean,
    loaded,
    markup,
    noting_left_out,
    runs,
    settable,
    width,
)


def test_arabic_letters_take_the_form_their_neighbours_ask_for() -> None:
    assert joined("مريم") == "ﻣﺮﻳﻢ"
    assert joined("لا") == "ﻻ"
    assert joined("abc") == "abc"


@pytest.mark.parametrize(
    ("read", "forms"),
    [
        ("کیان", "FB90 FEF4 FE8E FEE5"),
        ("پدر", "FB58 FEAA FEAD"),
        ("گلچین", "FB94 FEE0 FB7D FEF4 FEE6"),
        ("علی", "FECB FEE0 FEF0"),
    ],
)
def test_persian_letters_join_too(read: str, forms: str) -> None:
    assert joined(read) == "".join(chr(int(form, 16)) for form in forms.split())


def test_every_joined_letter_is_in_the_bundled_font() -> None:
    names = "کیان پدر گلچین علی ژاله مريم سلام فاطمه زینب عبدالرحمن چنگیز لاله"
    fonts = {font for font, _letters in runs(joined(names).replace(" ", ""), "regular")}
    assert fonts == {"NotoSansArabic-Regular"}


@pytest.mark.parametrize(
    ("read", "seen"),
    [("נועם", "םעונ"), ("abc נועם 12", "abc 12 םעונ"), ("plain", "plain")],
)
def test_a_line_is_turned_for_the_eye(read: str, seen: str) -> None:
    assert as_seen(read).split() == seen.split() or as_seen(read) == seen


def test_only_right_to_left_words_take_the_slow_road() -> None:
    assert has_right_to_left("hello مريم")
    assert not has_right_to_left("Ñandú ● ễ 漢")


def test_each_letter_is_drawn_in_a_font_that_has_it() -> None:
    fonts = [font for font, _letters in runs("aễ●", "regular")]
    assert fonts == ["AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular",
                     "WorkshopSymbols-Regular"]  # fmt: skip


def test_markup_is_escaped_and_controls_are_gone() -> None:
    assert markup("<b>&\x00\u202e") == "&lt;b&gt;&amp;"
    assert markup("a\nb") == "a<br/>b"
    assert clean("a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize(
    ("written", "set_as", "noted"),
    [
        ("王小明", "____", ["王小明"]),
        ("Ana 王 Ruiz", "Ana ____ Ruiz", ["王"]),
        ("प्रिया शर्मा", "____ ____", ["प्रिया", "शर्मा"]),
        ("김민준", "____", ["김민준"]),
        ("Ana 🎉🎉 Ruiz", "Ana * Ruiz", ["🎉🎉"]),
        ("👩🏽‍🏫 Zoë ❤️", "* Zoë *", ["👩🏽🏫", "❤"]),
        ("𝓐𝓷𝓪 Ｒｕｉｚ", "Ana Ruiz", []),
        ("Nguyễn Thị Ánh", "Nguyễn Thị Ánh", []),
        ("دانا مريم", "دانا مريم", []),
        ("דנה לוי", "דנה לוי", []),
        ("Олена Đặng Ñandú", "Олена Đặng Ñandú", []),
    ],
)
@pytest.mark.parametrize("cut", CUTS)
def test_no_letter_is_ever_an_empty_box(
    cut: str, written: str, set_as: str, noted: list[str]
) -> None:
    with noting_left_out() as left_out:
        found = list(runs(clean(written), cut))
    assert "".join(letters for _font, letters in found) == set_as
    assert all(ord(c) in loaded(font).face.charToGlyph for font, part in found for c in part)
    assert list(left_out) == noted
    assert width(clean(written), cut, 10) == width(set_as, cut, 10)


@pytest.mark.parametrize("name", ["ڄاڻ", "ئۇيغۇر", "ڪريم", "ۋەلى", "ہمایوں ڈار"])
def test_a_joined_letter_without_a_form_in_the_font_is_no_box_either(name: str) -> None:
    found = list(runs(as_seen(name), "bold"))
    assert all(ord(c) in loaded(font).face.charToGlyph for font, part in found for c in part)
    assert settable(name, "bold") == name, "its letters are in the font, so it is read"
    assert "_" not in "".join(part for _font, part in found)

"""What the look promises: colors that can be read, shapes told apart, digits that stand still."""

import re

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication
from reportlab.pdfbase.ttfonts import TTFontFile

from app.paths import resource_path
from app.ui import icons, theme

THEMES = [theme.load_theme(name) for name in theme.THEMES]

# (foreground, background, least contrast): 7 for words the room reads, 4.5 for other words,
# 3 for shapes and edges (WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11).
PAIRS = [
    ("ink", "surface", 7.0),
    ("ink", "raised", 7.0),
    ("ink", "sunken", 7.0),
    ("ink", "accent_soft", 7.0),
    ("ink", "attention_soft", 7.0),
    ("ink", "overtime_soft", 7.0),
    ("ink", "success_soft", 7.0),
    ("ink", "foundations_soft", 7.0),
    ("ink", "access_soft", 7.0),
    ("quiet_ink", "surface", 7.0),
    ("quiet_ink", "raised", 7.0),
    ("quiet_ink", "sunken", 4.5),
    ("quiet_ink", "accent_soft", 4.5),
    ("faint_ink", "surface", 4.5),
    ("faint_ink", "raised", 4.5),
    ("faint_ink", "sunken", 4.5),
    ("accent", "surface", 4.5),
    ("accent", "raised", 4.5),
    ("accent", "accent_soft", 4.5),
    ("accent_ink", "accent", 4.5),
    ("attention", "surface", 4.5),
    ("attention", "raised", 4.5),
    ("attention", "attention_soft", 4.5),
    ("attention_ink", "attention", 4.5),
    ("overtime", "surface", 4.5),
    ("overtime", "raised", 4.5),
    ("overtime", "overtime_soft", 4.5),
    ("overtime_ink", "overtime", 4.5),
    ("success", "surface", 4.5),
    ("success", "raised", 4.5),
    ("success", "success_soft", 4.5),
    ("foundations", "surface", 4.5),
    ("foundations", "raised", 4.5),
    ("foundations_ink", "foundations", 4.5),
    ("access", "surface", 4.5),
    ("access", "raised", 4.5),
    ("access_ink", "access", 4.5),
    # The numbers of the levels stand on the room screen.
    *[(f"level_ink_{level}", f"level_{level}", 7.0) for level in range(1, 6)],
    *[(f"series_{number}", "raised", 4.5) for number in range(1, 9)],
    *[(f"series_{number}", "sunken", 3.0) for number in range(1, 9)],
    ("missing_ink", "missing", 4.5),
    ("cannot_tell_ink", "cannot_tell", 4.5),
    ("cannot_tell_line", "cannot_tell", 3.0),
    *[("attention_line", ground, 3.0) for ground in ("surface", "raised", "sunken", "accent_soft")],
    ("edge", "surface", 3.0),
    ("edge", "raised", 3.0),
    ("focus", "surface", 3.0),
    ("focus", "raised", 3.0),
    ("accent", "track", 3.0),
    ("attention", "track", 3.0),
]

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEFICIENCIES = {
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}


def linear(color: str) -> tuple[float, ...]:
    """Return linear RGB, 0 to 1, of ``#rrggbb`` (sRGB transfer, IEC 61966-2-1)."""
    parts = [int(color[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)


def luminance(color: str) -> float:
    red, green, blue = linear(color)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def seen_with(matrix: tuple[tuple[float, ...], ...], color: str) -> list[float]:
    rgb = linear(color)
    return [sum(weight * part for weight, part in zip(row, rgb, strict=True)) for row in matrix]


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
@pytest.mark.parametrize(("front", "back", "least"), PAIRS)
def test_words_and_shapes_stand_out(
    shown: theme.Theme, front: str, back: str, least: float
) -> None:
    assert contrast(shown.roles[front], shown.roles[back]) >= least


def test_in_high_contrast_what_is_asked_for_does_not_look_typed() -> None:
    roles = theme.load_theme("contrast").roles
    assert contrast(roles["ink"], roles["faint_ink"]) > 2
    assert "dashed" in theme.style_sheet(theme.load_theme("contrast"))
    assert "dashed" not in theme.style_sheet(theme.load_theme("light"))


def test_every_theme_declares_the_same_roles() -> None:
    assert len({tuple(sorted(shown.roles)) for shown in THEMES}) == 1


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
@pytest.mark.parametrize("deficiency", DEFICIENCIES)
def test_lenses_differ_for_color_blind_eyes(shown: theme.Theme, deficiency: str) -> None:
    one, other = (
        seen_with(DEFICIENCIES[deficiency], shown.roles[lens]) for lens in ("foundations", "access")
    )
    assert sum((a - b) ** 2 for a, b in zip(one, other, strict=True)) ** 0.5 > 0.2


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
def test_levels_run_one_way_from_dark_to_light_or_back(shown: theme.Theme) -> None:
    ramp = [luminance(shown.roles[f"level_{level}"]) for level in range(1, 6)]
    assert ramp in (sorted(ramp), sorted(ramp, reverse=True))


def test_an_unknown_theme_is_the_light_one() -> None:
    assert theme.load_theme("sepia").name == "light"


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
def test_the_style_sheet_leaves_no_placeholder(qapp: QApplication, shown: theme.Theme) -> None:
    theme.apply_theme(qapp, shown, 1.5)
    assert not re.search(r"\{(px|icon|[a-z_0-9]+)[:}]", theme.style_sheet(shown))
    assert theme.current() is shown


def test_text_scale_is_held_between_one_and_two(qapp: QApplication) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"), 5.0)
    assert theme.scaled(10) == 20
    theme.apply_theme(qapp, theme.load_theme("light"), 0.1)
    assert theme.scaled(10) == 10


@pytest.mark.parametrize("role", ["body", "quiet", "strong", "heading", "digits", "italic"])
def test_digits_are_equally_wide_in_the_bundled_font(qapp: QApplication, role: str) -> None:
    theme.load_fonts()
    font = theme.font(role, 40)
    metrics = QFontMetricsF(font)
    assert QFontInfo(font).family() == theme.FAMILY
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_digits_stay_tabular_in_styled_widgets(qapp: QApplication, qtbot: object) -> None:
    from app.ui.widgets.text import Label

    theme.apply_theme(qapp, theme.load_theme("light"))
    label = Label("111", role="strong")
    label.ensurePolished()
    metrics = QFontMetricsF(label.font())
    assert metrics.horizontalAdvance("1") == metrics.horizontalAdvance("8")


def test_bundled_fonts_cover_names_and_shapes() -> None:
    covered: set[int] = set()
    for name in theme.FONT_FILES:
        covered |= set(TTFontFile(str(resource_path("fonts", name))).charToGlyph)
    wanted = "Ñandú Ćirić Nguyễn Łódź Şahin Олена Ελένη أمينة נועה ●◆○◇✓→–…×·"
    assert {letter for letter in wanted if ord(letter) not in covered} == set()


def test_reports_can_embed_every_font() -> None:
    from reportlab.pdfbase.ttfonts import TTFont as ReportFont

    for name in theme.FONT_FILES:
        letters = ReportFont(name, str(resource_path("fonts", name))).face.charToGlyph
        assert letters, name


def test_licences_lie_beside_fonts_and_icons() -> None:
    assert "SIL OPEN FONT LICENSE" in resource_path("fonts", "OFL.txt").read_text("utf-8")
    assert "ISC License" in resource_path("icons", "LICENSE.txt").read_text("utf-8")


def test_every_icon_takes_its_roles_color(qapp: QApplication) -> None:
    theme.apply_theme(qapp, theme.load_theme("light"))
    tint = theme.color("access")
    for name in icons.names():
        image = icons.pixmap(name, "access", 24, 2.0).toImage()
        opaque = [
            image.pixelColor(x, y)
            for x in range(0, image.width(), 2)
            for y in range(0, image.height(), 2)
            if image.pixelColor(x, y).alpha() == 255
        ]
        assert image.width() == 48
        assert opaque, name
        assert all(abs(pixel.red() - tint.red()) < 3 for pixel in opaque), name


def test_an_icon_that_is_not_bundled_is_a_bug(qapp: QApplication) -> None:
    with pytest.raises(FileNotFoundError):
        icons.icon("no-such-icon")

"""The two lenses and the levels are told apart by every eye, and on a gray print."""

import math
from itertools import pairwise

import pytest

from app.ui import theme
from app.ui.score.lens_section import SHAPES
from tests.ui.test_theme import DEFICIENCIES, THEMES, linear, luminance

LEAST_LENSES = 20.0
LEAST_LEVELS = 5.0
"""CIEDE2000 differences; 2.3 is the least that people notice, 5 is seen at a glance."""

EYES = {"all colors": None, **DEFICIENCIES, "gray": "gray"}


def seen(color: str, eye: object) -> tuple[float, float, float]:
    """Return linear RGB as an eye (or a gray print) gives it."""
    rgb = linear(color)
    if eye == "gray":
        gray = luminance(color)
        return gray, gray, gray
    if eye is not None:
        rows = [sum(w * c for w, c in zip(row, rgb, strict=True)) for row in eye]  # type: ignore[attr-defined]
        rgb = tuple(min(1.0, max(0.0, c)) for c in rows)
    return rgb[0], rgb[1], rgb[2]


def lab(rgb: tuple[float, float, float]) -> tuple[float, float, float]:
    """Return CIE L*a*b* (D65) of linear sRGB."""
    red, green, blue = rgb
    xyz = (
        (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047,
        0.2126729 * red + 0.7151522 * green + 0.0721750 * blue,
        (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883,
    )
    x, y, z = (c ** (1 / 3) if c > 216 / 24389 else (24389 / 27 * c + 16) / 116 for c in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return CIEDE2000 (Sharma, Wu and Dalal, 2005) between two L*a*b* colors."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    mean_c = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean_c**7 / (mean_c**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    mean_l, mean_c = (l1 + l2) / 2, (c1 + c2) / 2
    mean_h = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(mean_h - 30))
        + 0.24 * math.cos(math.radians(2 * mean_h))
        + 0.32 * math.cos(math.radians(3 * mean_h + 6))
        - 0.20 * math.cos(math.radians(4 * mean_h - 63))
    )
    sl = 1 + 0.015 * (mean_l - 50) ** 2 / math.sqrt(20 + (mean_l - 50) ** 2)
    sc, sh = 1 + 0.045 * mean_c, 1 + 0.015 * mean_c * t
    rc = 2 * math.sqrt(mean_c**7 / (mean_c**7 + 25**7))
    rt = -rc * math.sin(math.radians(60 * math.exp(-(((mean_h - 275) / 25) ** 2))))
    dl, dc = l2 - l1, c2 - c1
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh))


def apart(one: str, other: str, eye: object) -> float:
    return difference(lab(seen(one, eye)), lab(seen(other, eye)))


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 2.5, 0.0), (61.0, -5.0, 29.0), 22.8977),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_differences_are_those_that_were_published(
    one: tuple[float, float, float], other: tuple[float, float, float], known: float
) -> None:
    assert difference(one, other) == pytest.approx(known, abs=1e-4)


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
@pytest.mark.parametrize("eye", [name for name in EYES if name != "gray"])
def test_lenses_are_far_apart_in_color(shown: theme.Theme, eye: str) -> None:
    roles = shown.roles
    assert apart(roles["foundations"], roles["access"], EYES[eye]) >= LEAST_LENSES


def test_lenses_have_shapes_of_their_own() -> None:
    """On a gray print the colors may be alike: the shapes are not."""
    assert len(set(SHAPES.values())) == len(SHAPES) == 2


@pytest.mark.parametrize("shown", THEMES, ids=lambda shown: shown.name)
@pytest.mark.parametrize("eye", EYES)
def test_neighboring_levels_are_told_apart(shown: theme.Theme, eye: str) -> None:
    ramp = [shown.roles[f"level_{level}"] for level in range(1, 6)]
    steps = [apart(one, other, EYES[eye]) for one, other in pairwise(ramp)]
    assert min(steps) >= LEAST_LEVELS, steps

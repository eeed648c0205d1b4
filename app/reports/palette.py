"""Colors on paper, by role: the light theme's, on white."""

import tomllib
from functools import cache

from reportlab.lib.colors import Color, HexColor

from app.paths import resource_path


@cache
def roles() -> dict[str, str]:
    """Return the light theme's roles as "#rrggbb", with paper as the surface."""
    text = resource_path("themes", "light.toml").read_text(encoding="utf-8")
    found: dict[str, str] = tomllib.loads(text)["roles"]
    return {**found, "surface": found["raised"]}


@cache
def color(role: str) -> Color:
    """Return a role's color for ReportLab.

    Raises:
        KeyError: for a role that the theme does not have.

    """
    return HexColor(roles()[role])

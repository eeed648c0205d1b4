"""Colors by role, fonts and the style sheet; themes are data in ``resources/themes``.

Use: ``load_fonts()`` once, ``apply_theme(app, load_theme("light"), text_scale=1.0)``, and then
anywhere ``theme.color("accent")``, ``theme.font("strong", theme.scaled(16))``. Sizes are logical
pixels. A painted widget repaints itself on ``QEvent.Type.StyleChange``, which every widget gets
when a theme or a text scale is applied.
"""

import re
import tomllib
from dataclasses import dataclass, field

from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from app.paths import resource_path

THEMES = ("light", "dark", "contrast")
"""Names of the bundled themes; the first is the default."""

FAMILY = "Atkinson Hyperlegible Next"
FALLBACK_FAMILIES = ("Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew", "Workshop Symbols")

FONT_FILES = (
    "AtkinsonHyperlegibleNext-Regular.ttf",
    "AtkinsonHyperlegibleNext-SemiBold.ttf",
    "AtkinsonHyperlegibleNext-Bold.ttf",
    "AtkinsonHyperlegibleNext-Italic.ttf",
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
    "WorkshopSymbols-Regular.ttf",
)

STYLE = "Fusion"
"""Qt's style that draws alike on every system."""

SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0

_WEIGHTS = {
    "body": QFont.Weight.Normal,
    "quiet": QFont.Weight.Normal,
    "italic": QFont.Weight.Normal,
    "strong": QFont.Weight.DemiBold,
    "heading": QFont.Weight.Bold,
    "digits": QFont.Weight.Bold,
}

_PALETTE_ROLES = {
    QPalette.ColorRole.Window: "surface",
    QPalette.ColorRole.WindowText: "ink",
    QPalette.ColorRole.Base: "raised",
    QPalette.ColorRole.AlternateBase: "sunken",
    QPalette.ColorRole.Text: "ink",
    QPalette.ColorRole.PlaceholderText: "faint_ink",
    QPalette.ColorRole.Button: "raised",
    QPalette.ColorRole.ButtonText: "ink",
    QPalette.ColorRole.Highlight: "accent",
    QPalette.ColorRole.HighlightedText: "accent_ink",
    QPalette.ColorRole.Accent: "accent",
    QPalette.ColorRole.ToolTipBase: "raised",
    QPalette.ColorRole.ToolTipText: "ink",
    QPalette.ColorRole.Link: "accent",
    QPalette.ColorRole.LinkVisited: "accent",
    QPalette.ColorRole.BrightText: "overtime",
    QPalette.ColorRole.Light: "raised",
    QPalette.ColorRole.Midlight: "sunken",
    QPalette.ColorRole.Mid: "line",
    QPalette.ColorRole.Dark: "edge",
    QPalette.ColorRole.Shadow: "edge",
}

_SIZE = re.compile(r"\{px:(\d+(?:\.\d+)?)\}")
_ROUND = re.compile(r"\{round:(\d+)\}")
"""Half of a box of this size with its border of two pixels: one pixel more is no circle for Qt."""
_ROLE = re.compile(r"\{([a-z][a-z_0-9]*)\}")
_ICON = re.compile(r"\{icon:([a-z0-9-]+):([a-z_0-9]+)\}")


@dataclass(frozen=True)
class Theme:
    """A named set of colors by role.

    Attributes:
        name: ``light``, ``dark`` or ``contrast``.
        roles: role → color as ``#rrggbb``.
    """

    name: str
    roles: dict[str, str] = field(default_factory=dict)

    def color(self, role: str) -> QColor:
        """Return the color of ``role``; raises KeyError for a role that no theme declares."""
        return QColor(self.roles[role])


@dataclass
class _Applied:
    """What this process shows now; written by ``apply_theme`` only."""

    theme: Theme | None = None
    text_scale: float = 1.0
    fonts_loaded: bool = False
    style_known: bool = False


_applied = _Applied()


def load_theme(name: str) -> Theme:
    """Read a bundled theme; an unknown name gives the light one, so that a typo never stops us."""
    known = name if name in THEMES else THEMES[0]
    data = tomllib.loads(resource_path("themes", f"{known}.toml").read_text(encoding="utf-8"))
    return Theme(name=data["name"], roles=data["roles"])


def current() -> Theme:
    """Return the theme applied last, or the light one before any was."""
    if _applied.theme is None:
        _applied.theme = load_theme(THEMES[0])
    return _applied.theme


def color(role: str) -> QColor:
    """Return the current theme's color of ``role``."""
    return current().color(role)


def text_scale() -> float:
    """Return the text scale in force, 1.0 to 2.0."""
    return _applied.text_scale


def scaled(px: float) -> int:
    """Return a size in pixels at 100 % as pixels at the current text scale."""
    return max(1, round(px * _applied.text_scale))


def know_style() -> None:
    """Take note that the application was made in :data:`STYLE`.

    Asking it would have Python make the largest of Qt's classes before the first picture.
    """
    _applied.style_known = True


def load_fonts() -> None:
    """Register the bundled fonts with Qt; needs a QGuiApplication; a second call does nothing."""
    if _applied.fonts_loaded:
        return
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource_path("fonts", name)))
    _applied.fonts_loaded = True


def font(role: str, px: float) -> QFont:
    """Return the program's font for a role at exactly ``px`` pixels, digits tabular.

    Roles: body, quiet, italic, strong, heading, digits. ``px`` is not scaled: windows pass
    ``scaled(16)``, the room screen its own share of the screen's height.
    """
    chosen = QFont()
    chosen.setFamilies([FAMILY, *FALLBACK_FAMILIES])
    chosen.setPixelSize(max(1, round(px)))
    chosen.setWeight(_WEIGHTS[role])
    chosen.setItalic(role == "italic")
    chosen.setFeature(QFont.Tag("tnum"), 1)
    return chosen


def apply_theme(app: QApplication, theme: Theme, text_scale: float = 1.0) -> None:
    """Show ``theme`` in the whole program: style, palette, font and style sheet.

    ``text_scale`` is held between 1.0 and 2.0. Widgets get ``StyleChange`` and repaint, unless all
    is shown that way already.
    """
    load_fonts()
    before = (_applied.theme, _applied.text_scale)
    _applied.theme = theme
    _applied.text_scale = min(max(text_scale, SMALLEST_SCALE), LARGEST_SCALE)
    sheet = style_sheet(theme)
    if before == (theme, _applied.text_scale) and app.styleSheet() == sheet:
        return
    if not _applied.style_known:
        if app.style().name().lower() != STYLE.lower():
            app.setStyle(STYLE)
        know_style()
    app.setPalette(_palette(theme))
    app.setFont(font("body", scaled(15)))
    app.setStyleSheet(sheet)


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of ``resources/qss`` filled with ``theme`` and the text scale."""
    from app.ui import icons  # icons tint by role and so import this module

    # A file "theme-<name>" is for that theme alone, and comes after the others.
    files = [
        file
        for file in sorted(resource_path("qss").glob("*.qss"))
        if not file.stem.startswith("theme-") or file.stem == f"theme-{theme.name}"
    ]
    sheet = "\n".join(file.read_text(encoding="utf-8") for file in files)
    sheet = _SIZE.sub(lambda match: f"{scaled(float(match[1]))}px", sheet)
    sheet = _ROUND.sub(lambda match: f"{(scaled(float(match[1])) + 4) // 2}px", sheet)
    sheet = _ICON.sub(lambda match: icons.tinted_file(match[1], theme.roles[match[2]]), sheet)
    return _ROLE.sub(lambda match: theme.roles[match[1]], sheet)


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    for role, name in _PALETTE_ROLES.items():
        palette.setColor(role, theme.color(name))
    for role in (
        QPalette.ColorRole.WindowText,
        QPalette.ColorRole.Text,
        QPalette.ColorRole.ButtonText,
    ):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.color("faint_ink"))
    return palette

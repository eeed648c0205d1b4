"""Which bundled font draws which letter, and text as ReportLab's mark-up.

Atkinson Hyperlegible Next comes first; Noto Sans and its Arabic and Hebrew cuts stand in for what
it lacks, and a small symbol font draws the shapes of the lenses. Fonts are read only when a text
needs them.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from app.paths import resource_path

CUTS = {
    "regular": (
        "AtkinsonHyperlegibleNext-Regular",
        "NotoSans-Regular",
        "WorkshopSymbols-Regular",
        "NotoSansArabic-Regular",
        "NotoSansHebrew-Regular",
    ),
    "bold": (
        "AtkinsonHyperlegibleNext-Bold",
        "NotoSans-Bold",
        "WorkshopSymbols-Regular",
        "NotoSansArabic-Bold",
        "NotoSansHebrew-Bold",
    ),
    "italic": (
        "AtkinsonHyperlegibleNext-Italic",
        "NotoSans-Regular",
        "WorkshopSymbols-Regular",
        "NotoSansArabic-Regular",
        "NotoSansHebrew-Regular",
    ),
}
"""Font files of each cut, in the order in which they are tried."""

KEPT_CONTROLS = "\n"


class MeasuredFont(TTFont):  # type: ignore[misc]
    """A font that remembers how wide a word is; a report asks for the same ones over and over."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path)
        self._widths: dict[str, float] = {}

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802
        """Return a text's width in points."""
        known = self._widths.get(text)
        if known is None:
            known = float(super().stringWidth(text, 1000.0, encoding))
            self._widths[text] = known
        return known * size / 1000.0


@cache
def loaded(name: str) -> TTFont:
    """Return a bundled font, registered with ReportLab under its file's name."""
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(MeasuredFont(name, str(resource_path("fonts", f"{name}.ttf"))))
    return pdfmetrics.getFont(name)


def main_font(cut: str) -> str:
    """Return the name of a cut's first font."""
    return str(loaded(CUTS[cut][0]).fontName)


def clean(text: str) -> str:
    """Return a text that can be set: composed, without control and direction characters."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = composed.replace("\t", "    ").replace("\u2028", "\n").replace("\u2029", "\n")
    return "".join(
        char
        for char in spaced
        if char in KEPT_CONTROLS or unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )


@cache
def font_of(char: str, cut: str) -> str:
    """Return the font that draws a letter; the first one, with its empty box, where none can."""
    for name in CUTS[cut]:
        if ord(char) in loaded(name).face.charToGlyph:
            return name
    return CUTS[cut][1]


def runs(text: str, cut: str) -> Iterator[tuple[str, str]]:
    """Yield (font, letters) along a text; a space stays with the letters before it."""
    font, letters = "", ""
    for char in text:
        wanted = font if char == " " and font else font_of(char, cut)
        if wanted != font and letters:
            yield font, letters
            letters = ""
        font, letters = wanted, letters + char
    if letters:
        yield font, letters


def width(text: str, cut: str, size: float) -> float:
    """Return a text's width in points, every run in its own font."""
    return sum(float(pdfmetrics.stringWidth(part, font, size)) for font, part in runs(text, cut))


def markup(text: str, cut: str = "regular") -> str:
    """Return a text as ReportLab's mark-up: escaped, each run in a font that has its letters."""
    first = CUTS[cut][0]
    lines = []
    for line in clean(text).split("\n"):
        parts = []
        for font, letters in runs(line, cut):
            loaded(font)
            words = escape(letters)
            parts.append(words if font == first else f'<font name="{font}">{words}</font>')
        lines.append("".join(parts))
    return "<br/>".join(lines)

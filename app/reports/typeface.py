"""Which bundled font draws which letter, and text as ReportLab's mark-up.

Atkinson Hyperlegible Next comes first; Noto Sans and its Arabic and Hebrew cuts stand in for what
it lacks, and a small symbol font draws the shapes of the lenses. Fonts are read only when a text
needs them.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
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

TO_WRITE_ON, PICTURE = "____", "*"
"""What is printed for a word in letters that no bundled font has, and for an emoji."""

_VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Signs that only choose between two looks of the letter before them."""

_left_out: ContextVar[dict[str, None] | None] = ContextVar("left_out", default=None)


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
    """Return the font that draws a letter; "" where none can."""
    for name in CUTS[cut]:
        if ord(char) in loaded(name).face.charToGlyph:
            return name
    return ""


@contextmanager
def noting_left_out() -> Iterator[dict[str, None]]:
    """Collect what is set meanwhile and has letters in no bundled font, each once, in order."""
    found: dict[str, None] = {}
    token = _left_out.set(found)
    try:
        yield found
    finally:
        _left_out.reset(token)


def settable(text: str, cut: str) -> str:
    """Return a text of which every letter has a font, never an empty box.

    A letter in fancy dress becomes plain, as Unicode says that they are the same. A word in letters
    that no font has is a line to write on, and pictures are a star.
    """
    if all(font_of(char, cut) for char in text):
        return text
    found: list[str] = []
    missing = ""
    for char in text:
        if font_of(char, cut):
            found += [_stand_in(missing), char]
            missing = ""
            continue
        same = unicodedata.normalize("NFKC", char)
        if same != char and all(font_of(each, cut) for each in same):
            found += [_stand_in(missing), same]
            missing = ""
        elif not _VARIANTS.match(char):
            missing += char
    return "".join((*found, _stand_in(missing)))


def _stand_in(missing: str) -> str:
    """Return what is printed for letters that no font has, and note them."""
    if not missing:
        return ""
    noted = _left_out.get()
    if noted is not None:
        noted[missing] = None
    kinds = {unicodedata.category(char)[0] for char in missing}
    return TO_WRITE_ON if kinds & {"L", "M", "N"} else PICTURE


def runs(text: str, cut: str) -> Iterator[tuple[str, str]]:
    """Yield (font, letters) along a text; a space stays with the letters before it."""
    font, letters = "", ""
    for char in settable(text, cut):
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

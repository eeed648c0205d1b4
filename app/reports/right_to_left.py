"""Arabic and Hebrew on paper: letters joined, lines in the order in which they are seen.

Lines are broken in reading order and only then turned (Unicode's bidirectional algorithm, UAX 9).
Arabic letters take their joined forms from Unicode's presentation forms; the bundled font has them.
"""

import unicodedata
from functools import cache

from bidi.algorithm import get_base_level, get_display
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable

from app.reports.typeface import clean, runs, width

_RIGHT = ("R", "AL")
_FORMS = (*range(0xFB50, 0xFC00), *range(0xFE70, 0xFEFD))
"""Presentation forms A (Persian, Urdu and other letters) and B (Arabic)."""

_TWO_LETTERS = range(0xFE70, 0xFEFD)
"""Where two letters in one sign are wanted: lam and alef. Those of A are for print of long ago."""
_TRANSPARENT = "Mn"


_SAME_SHAPE = {0xFBFC: 0xFEEF, 0xFBFD: 0xFEF0, 0xFBFE: 0xFEF3, 0xFBFF: 0xFEF4}
"""Forms of the Persian yeh, which the bundled font lacks -> Arabic ones that look the same."""


def has_right_to_left(text: str) -> bool:
    """Tell whether a text has letters that are read from right to left."""
    return any(ord(char) > 0x58F and unicodedata.bidirectional(char) in _RIGHT for char in text)


@cache
def _joined_forms() -> dict[str, dict[str, str]]:
    """Return base letters → form name ("initial" …) → presentation form, from Unicode's tables."""
    found: dict[str, dict[str, str]] = {}
    for code in _FORMS:
        kind, *bases = unicodedata.decomposition(chr(code)).split() or ("",)
        if kind in ("<isolated>", "<initial>", "<medial>", "<final>") and "0020" not in bases:
            letters = "".join(chr(int(base, 16)) for base in bases)
            if len(bases) > 1 and code not in _TWO_LETTERS:
                continue
            found.setdefault(letters, {})[kind.strip("<>")] = chr(code)
    return found


def joined(text: str) -> str:
    """Return a text with its Arabic letters in the forms that their neighbours ask for."""
    forms = _joined_forms()
    units: list[str] = []
    for char in text:
        if units and units[-1] + char in forms:
            units[-1] += char
        else:
            units.append(char)
    formed = "".join(_form(units, place, forms) for place in range(len(units)))
    return formed.translate(_SAME_SHAPE)


def _form(units: list[str], place: int, forms: dict[str, dict[str, str]]) -> str:
    own = forms.get(units[place])
    if own is None:
        return units[place]
    before = forms.get(_neighbour(units, place, -1), {})
    after = forms.get(_neighbour(units, place, 1), {})
    to_before = "final" in own and "initial" in before
    to_after = "initial" in own and "final" in after
    name = {(True, True): "medial", (True, False): "final", (False, True): "initial"}.get(
        (to_before, to_after), "isolated"
    )
    return own.get(name) or own.get("isolated", units[place])


def _neighbour(units: list[str], place: int, step: int) -> str:
    place += step
    while 0 <= place < len(units) and unicodedata.category(units[place][0]) == _TRANSPARENT:
        place += step
    return units[place] if 0 <= place < len(units) else ""


def as_seen(line: str, from_right: bool | None = None) -> str:
    """Return one line from left to right as it is seen on paper.

    ``from_right`` is the direction of the paragraph it is in; None takes the line's own.
    """
    right = is_right_to_left(line) if from_right is None else from_right
    return str(get_display(joined(line), base_dir="R" if right else "L"))


def is_right_to_left(text: str) -> bool:
    """Tell whether a text as a whole starts on the right."""
    return bool(get_base_level(text))


class RightToLeftText(Flowable):  # type: ignore[misc]
    """A paragraph with right-to-left words in it; splits over pages like any other.

    Attributes:
        beside: it belongs to what stands on its left: where one line is enough, it begins there.

    """

    beside = False

    def __init__(
        self, text: str, style: ParagraphStyle, cut: str, from_right: bool | None = None
    ) -> None:
        super().__init__()
        self.text = clean(text)
        self.from_right = is_right_to_left(self.text) if from_right is None else from_right
        self.style = style
        self.cut = cut
        self.lines: list[str] = []
        self.width = self.height = 0.0

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Break the text for a width and return the space it takes."""
        if self.lines and available_width == self.width:
            return available_width, self.height
        self.width = available_width
        self.lines = [
            line
            for part in self.text.split("\n")
            for line in _broken(part, self.cut, self.style.fontSize, available_width)
        ]
        self.height = len(self.lines) * self.style.leading
        return available_width, self.height

    def split(self, available_width: float, available_height: float) -> list[Flowable]:
        """Return two paragraphs, the first of which fits; nothing when not even a line does."""
        self.wrap(available_width, available_height)
        count = int(available_height // self.style.leading)
        if count < 1 or count >= len(self.lines):
            return [self] if count >= len(self.lines) else []
        parts = ("\n".join(self.lines[:count]), "\n".join(self.lines[count:]))
        return [RightToLeftText(part, self.style, self.cut, self.from_right) for part in parts]

    def getSpaceBefore(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the space before, in points."""
        return float(self.style.spaceBefore)

    def getSpaceAfter(self) -> float:  # noqa: N802 - ReportLab's name
        """Return the space after, in points."""
        return float(self.style.spaceAfter)

    def draw(self) -> None:
        """Draw the lines from the side on which the paragraph starts."""
        size = self.style.fontSize
        self.canv.setFillColor(self.style.textColor)
        y = self.height - size
        at_right = self.from_right and not (self.beside and len(self.lines) == 1)
        for line in self.lines:
            seen = as_seen(line, self.from_right)
            x = self.width - width(seen, self.cut, size) if at_right else 0.0
            for font, letters in runs(seen, self.cut):
                self.canv.setFont(font, size)
                self.canv.drawString(x, y, letters)
                x += width(letters, self.cut, size)
            y -= self.style.leading


def _broken(text: str, cut: str, size: float, room: float) -> list[str]:
    """Return a line's words broken for a width; a word too long for a line is cut in pieces."""
    found: list[str] = []
    space = width(" ", cut, size)
    used = 0.0
    for word in text.split():
        for piece in _pieces(word, cut, size, room):
            # Letters never join across a space, so widths simply add up.
            taken = width(joined(piece), cut, size)
            if found and used + space + taken <= room:
                found[-1] = f"{found[-1]} {piece}"
                used += space + taken
            else:
                found.append(piece)
                used = taken
    return found or [""]


def _pieces(word: str, cut: str, size: float, room: float) -> list[str]:
    needed = width(joined(word), cut, size)
    if needed <= room:
        return [word]
    letters = max(1, int(len(word) * 0.85 * room / needed))
    return [word[start : start + letters] for start in range(0, len(word), letters)]

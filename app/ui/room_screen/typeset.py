"""Setting words: breaking them into lines, stacking lines, splitting what is too tall.

Sizes and places are in units of the room screen, of which the shorter way across a 16:9 screen has
1080. No text is ever cut off: a word too wide for its place is broken, a block too tall is split.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from app.domain.chart_text import CAP, shorten
from app.domain.drawing import Measure, Text, Weight

SMALLEST = 28.0
"""The least size of any text, so that the back row can read it."""

LEAD = 1.24
"""Height of a line, as a multiple of the text's size."""


@dataclass(frozen=True, kw_only=True)
class Para:
    """Words of one size; ``before`` is the air above them unless they come first."""

    text: str
    size: float
    weight: Weight = "regular"
    role: str = "ink"
    before: float = 0.0


@dataclass(frozen=True, kw_only=True)
class SetLine:
    """One line in a block; ``top`` is measured from the block's top."""

    text: str
    size: float
    weight: Weight
    role: str
    top: float

    @property
    def bottom(self) -> float:
        """Return the line's lower edge."""
        return self.top + LEAD * self.size


@dataclass(frozen=True, kw_only=True)
class SetText:
    """Lines, one under the other."""

    lines: tuple[SetLine, ...] = ()

    @property
    def height(self) -> float:
        """Return the height of all lines."""
        return self.lines[-1].bottom if self.lines else 0.0

    def width(self, measure: Measure) -> float:
        """Return the width of the widest line."""
        return max((measure(i.text, i.size, i.weight) for i in self.lines), default=0.0)

    def at(self, x: float, y: float, align: str = "start") -> Iterator[Text]:
        """Yield the texts, the block's top at ``y`` and its start, middle or end at ``x``."""
        for line in self.lines:
            middle = y + line.top + LEAD * line.size / 2
            yield Text(
                x=x,
                y=middle + CAP * line.size / 2,
                text=line.text,
                size=line.size,
                role=line.role,
                weight=line.weight,
                anchor="middle" if align == "middle" else "end" if align == "end" else "start",
            )

    def split(self, height: float) -> tuple["SetText", "SetText"]:
        """Return the lines that fit into ``height`` (one at least), and the rest."""
        count = sum(1 for line in self.lines if line.bottom <= height + 0.01)
        count = max(1, count)
        head, tail = self.lines[:count], self.lines[count:]
        shift = tail[0].top if tail else 0.0
        return SetText(lines=head), SetText(
            lines=tuple(replace(line, top=line.top - shift) for line in tail)
        )


def set_text(paras: Iterable[Para], width: float, measure: Measure) -> SetText:
    """Break paragraphs into lines of ``width``."""
    lines: list[SetLine] = []
    y = 0.0
    for para in paras:
        if not para.text.strip():
            continue
        y += para.before if lines else 0.0
        for words in break_lines(para.text, para.size, para.weight, width, measure):
            lines.append(
                SetLine(text=words, size=para.size, weight=para.weight, role=para.role, top=y)
            )
            y += LEAD * para.size
    return SetText(lines=tuple(lines))


def break_lines(
    text: str, size: float, weight: Weight, width: float, measure: Measure
) -> tuple[str, ...]:
    """Break ``text`` at its spaces and line ends; a word wider than ``width`` is broken too."""
    found: list[str] = []
    space = measure(" ", size, weight)
    for paragraph in text.splitlines():
        line: list[str] = []
        used = 0.0
        # Not split(): a no-break space holds what belongs together.
        for word in filter(None, paragraph.replace("\t", " ").split(" ")):
            for piece in _pieces(word, size, weight, width, measure):
                wide = measure(piece, size, weight)
                # Words are measured once each: kerning against a space is far below a unit.
                if line and used + space + wide > width:
                    found.append(" ".join(line))
                    line, used = [], 0.0
                used += wide + (space if line else 0.0)
                line.append(piece)
        if line:
            found.append(" ".join(line))
    return tuple(found)


def _pieces(
    word: str, size: float, weight: Weight, width: float, measure: Measure
) -> Iterator[str]:
    while measure(word, size, weight) > width and len(word) > 1:
        low, high = 1, len(word) - 1
        while low < high:
            middle = (low + high + 1) // 2
            if measure(word[:middle], size, weight) <= width:
                low = middle
            else:
                high = middle - 1
        yield word[:low]
        word = word[low:]
    yield word


def largest(
    sizes: Iterable[float], make: Callable[[float], SetText], height: float
) -> tuple[SetText, bool]:
    """Return the first setting, largest first, that fits ``height``; else the last, and False."""
    found = SetText()
    for size in sizes:
        found = make(size)
        if found.height <= height:
            return found, True
    return found, False


def sizes_from(top: float, bottom: float = SMALLEST) -> tuple[float, ...]:
    """Return sizes to try, from ``top`` down to ``bottom`` in small steps."""
    sizes = [top]
    while sizes[-1] * 0.94 > bottom:
        sizes.append(round(sizes[-1] * 0.94, 1))
    return (*sizes, bottom) if sizes[-1] > bottom else tuple(sizes)


def one_line(text: str, size: float, weight: Weight, width: float, measure: Measure) -> str:
    """Return ``text`` as one line, shortened with an ellipsis where it is too long."""
    return shorten(" ".join(text.split()), size, weight, width, measure)

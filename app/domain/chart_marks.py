"""The marks of the charts: a circle for foundations, a diamond for access, and the group's name.

A mark is a *token* with its group's name beside it, as large as all other words of the chart; the
name is left out only when a crowd leaves no other way.
"""

from dataclasses import dataclass
from functools import cache
from math import sqrt

from app.domain.chart_text import CAP
from app.domain.drawing import Circle, Dash, Diamond, Group, Item, Line, Polygon, Text
from app.domain.framework import Lens
from app.domain.results import Standing


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a token is painted: roles of its fill and outline, and the kind of outline.

    ``double`` draws a second, filled shape inside the outline.
    """

    fill: str
    stroke: str
    stroke_share: float = 0.09
    dashed: bool = False
    double: bool = False


@dataclass(frozen=True, kw_only=True)
class TokenSize:
    """Measures of the tokens in one chart, in drawing units.

    ``radius`` is the circle's, and ``reach`` the diamond's from its middle to every corner; ``gap``
    keeps marks of a line apart; ``label_width`` is the widest label's, or 0 when marks go unnamed.
    """

    text: float
    radius: float
    reach: float
    gap: float
    label_width: float

    def half(self, lens: Lens) -> float:
        """Return how far a lens's token reaches from its middle."""
        return self.radius if lens is Lens.FOUNDATIONS else self.reach

    def line_height(self, lens: Lens) -> float:
        """Return the height that one line of marks takes, label included."""
        return max(2 * self.half(lens), 0.8 * self.text if self.label_width else 0.0)

    def block_width(self, lens: Lens) -> float:
        """Return the width of one mark with its label, without the gap to the next.

        Every label counts as the widest, so that marks in two lines stand under each other.
        """
        return 2 * self.half(lens) + (self.label_gap + self.label_width if self.label_width else 0)

    @property
    def border_air(self) -> float:
        """Return the least air between a level's marks and its borders: more than among marks.

        Two marks on either side of a border then stand twice as far apart as two of one level.
        """
        return max(self.gap, 0.3 * self.text)

    @property
    def label_gap(self) -> float:
        """Return the space between a token and the label beside it."""
        return 0.14 * self.text


def token_size(text: float, ease: float, label_width: float) -> TokenSize:
    """Return token measures for labels of size ``text``; ``ease`` 0 is tight and 1 comfortable.

    ``label_width`` is the widest label's, set bold at that size, or 0 to leave marks unnamed.
    """
    radius = (0.37 + 0.07 * ease) * text if label_width else 0.3 * text
    gap = (0.36 + 0.24 * ease) * text if label_width else 0.1 * text
    # A diamond as wide as the circle would look smaller than it.
    return TokenSize(
        text=text, radius=radius, reach=1.14 * radius, gap=gap, label_width=label_width
    )


@cache
def look_of(lens: Lens, standing: Standing, contested: bool = False) -> Look:
    """Return how a lens's token looks: filled when scored, four different outlines otherwise."""
    role = lens.value
    if standing is Standing.CANNOT_TELL:
        return Look(fill="", stroke=role, stroke_share=0.1, dashed=True)
    if standing is Standing.CHOSE_NOT:
        return Look(fill="", stroke=role, stroke_share=0.11)
    if standing is Standing.NOT_YET:
        return Look(fill="", stroke="missing_ink", stroke_share=0.06)
    if contested:
        return Look(fill="surface", stroke=role, stroke_share=0.07, double=True)
    return Look(fill=role, stroke="")


def token(lens: Lens, x: float, y: float, size: TokenSize, look: Look) -> tuple[Item, ...]:
    """Return the bare shape of a lens around (x, y), its outline drawn inside its measures."""
    half = size.half(lens)
    stroke = look.stroke_share * size.text if look.stroke else 0.0
    dash: Dash = (0.17 * size.text, 0.11 * size.text) if look.dashed else ()
    # A mitred outline reaches further at a diamond's corners than at a circle's edge.
    edge = half - stroke / 2 * (1.0 if lens is Lens.FOUNDATIONS else sqrt(2))
    outer = _shape(lens, x, y, edge, fill=look.fill, stroke=look.stroke, width=stroke, dash=dash)
    if not look.double:
        return (outer,)
    return (outer, _shape(lens, x, y, 0.56 * half, fill=look.stroke))


def _shape(
    lens: Lens,
    x: float,
    y: float,
    half: float,
    *,
    fill: str,
    stroke: str = "",
    width: float = 0.0,
    dash: Dash = (),
) -> Circle | Diamond:
    if lens is Lens.FOUNDATIONS:
        return Circle(
            x=x, y=y, radius=half, fill=fill, stroke=stroke, stroke_width=width, dash=dash
        )
    return Diamond(
        x=x,
        y=y,
        half_width=half,
        half_height=half,
        fill=fill,
        stroke=stroke,
        stroke_width=width,
        dash=dash,
    )


def named_token(
    lens: Lens, left: float, y: float, label: str, size: TokenSize, look: Look
) -> tuple[Item, ...]:
    """Return a token whose block starts at ``left``, with its group's label beside it."""
    half = size.half(lens)
    shapes = token(lens, left + half, y, size, look)
    if not size.label_width:
        return shapes
    words = Text(
        x=left + 2 * half + size.label_gap,
        y=y + CAP * size.text / 2,
        text=label,
        size=size.text,
        weight="bold",
    )
    return (*shapes, words)


def flag(x: float, y: float, height: float) -> Group:
    """Return a small flag, as tall as ``height``, around (x, y): here more data is needed."""
    left, top, wide, cloth = x - height * 0.36, y - height / 2, height * 0.72, height * 0.58
    pole = height * 0.09
    cloth_shape = Polygon(
        points=(
            (left, top + pole / 2),
            (left + wide, top + pole / 2),
            (left + wide * 0.72, top + cloth / 2),
            (left + wide, top + cloth),
            (left, top + cloth),
        ),
        fill="attention_line",
        stroke="ink",
        stroke_width=pole,
    )
    mast = Line(x1=left, y1=top, x2=left, y2=y + height / 2, stroke="ink", stroke_width=pole * 1.3)
    return Group(id="", items=(cloth_shape, mast), kind="flag")


def short_labels(labels: tuple[str, ...]) -> dict[str, str]:
    """Return what each group is called on its mark, all different and short.

    "Group 1", "Group 2" lose the word that they share; names longer than three letters become
    their first letters, or their place in the list when these are not enough.
    """
    names = [label.strip() for label in labels]
    words = [name.split() for name in names]
    same_first_word = len({found[0] for found in words if found}) == 1
    if len(names) > 1 and same_first_word and all(len(found) == 2 for found in words):
        names = [found[1] for found in words]
    cuts = [[name[:length].strip() for name in names] for length in (1, 2)]
    tries = [names, *cuts] if max(map(len, names), default=0) <= 3 else cuts
    for found in tries:
        if all(found) and len(set(found)) == len(labels):
            return dict(zip(labels, found, strict=True))
    return {label: str(index + 1) for index, label in enumerate(labels)}

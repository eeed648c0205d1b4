"""The marks of the charts: a circle for foundations, a diamond for access, and the group's name.

A mark is a *token*: it carries the group's letter inside when the rows are tall enough, beside it
when they are not, and none at all only when a crowd leaves no other way.
"""

from dataclasses import dataclass
from enum import Enum
from math import hypot

from app.domain.chart_text import CAP
from app.domain.drawing import Circle, Dash, Diamond, Group, Item, Line, Polygon, Text
from app.domain.framework import Lens
from app.domain.results import Standing


class Naming(Enum):
    """Where a mark says which group it stands for."""

    INSIDE = "inside"
    BESIDE = "beside"
    NONE = "none"


@dataclass(frozen=True, kw_only=True)
class Look:
    """How a token is painted: its fill, outline and the color of a letter inside."""

    fill: str
    stroke: str
    ink: str
    stroke_share: float = 0.09
    dashed: bool = False
    double: bool = False


@dataclass(frozen=True, kw_only=True)
class TokenSize:
    """Measures of the tokens in one chart, in drawing units.

    ``half_width`` and ``half_height`` are per lens; ``gap`` keeps tokens of a line apart;
    ``widths`` are the widths of the groups' labels at ``text`` size.
    """

    text: float
    naming: Naming
    half_width: dict[Lens, float]
    half_height: dict[Lens, float]
    gap: float
    widths: dict[str, float]

    def line_height(self, lens: Lens) -> float:
        """Return the height that one line of marks takes, label included."""
        tall = 2 * self.half_height[lens]
        return max(tall, 0.8 * self.text) if self.naming is Naming.BESIDE else tall

    def block_width(self, lens: Lens, label: str) -> float:
        """Return the width of one mark with its label, without the gap to the next."""
        width = 2 * self.half_width[lens]
        if self.naming is Naming.BESIDE and label:
            width += self.label_gap + self.widths[label]
        return width

    @property
    def label_gap(self) -> float:
        """Return the space between a token and the label beside it."""
        return 0.14 * self.text


def token_size(text: float, naming: Naming, ease: float, widths: dict[str, float]) -> TokenSize:
    """Return token measures for labels of size ``text``; ``ease`` 0 is tight and 1 comfortable.

    ``widths`` holds the labels' widths, bold, at that size.
    """
    if naming is Naming.INSIDE:
        widest = max(widths.values(), default=0.6 * text)
        radius = max(
            (0.58 + 0.08 * ease) * text, hypot(widest, CAP * text) / 2 + (0.06 + 0.06 * ease) * text
        )
        half_height = max((0.60 + 0.10 * ease) * text, 1.03 * radius)
        # The letter's box just fits between the slopes; corners of letters are mostly empty.
        room = 1 - CAP * text / 2 / half_height
        half_width = max((widest / 2 + 0.03 * text) / room, half_height)
        gap = (0.08 + 0.06 * ease) * text
    else:
        radius = (0.37 + 0.07 * ease) * text if naming is Naming.BESIDE else 0.3 * text
        half_height = half_width = radius * 1.14
        gap = 0.34 * text if naming is Naming.BESIDE else 0.1 * text
    return TokenSize(
        text=text,
        naming=naming,
        half_width={Lens.FOUNDATIONS: radius, Lens.ACCESS: half_width},
        half_height={Lens.FOUNDATIONS: radius, Lens.ACCESS: half_height},
        gap=gap,
        widths=widths,
    )


def look_of(lens: Lens, standing: Standing, contested: bool = False) -> Look:
    """Return how a lens's token looks: filled when scored, four different outlines otherwise."""
    role = lens.value
    if standing is Standing.CANNOT_TELL:
        return Look(fill="", stroke=role, ink=role, dashed=True)
    if standing is Standing.CHOSE_NOT:
        return Look(fill="", stroke=role, ink=role, stroke_share=0.11)
    if standing is Standing.NOT_YET:
        return Look(fill="", stroke="missing", ink="quiet_ink", stroke_share=0.06)
    if contested:
        return Look(fill="surface", stroke=role, ink=role, stroke_share=0.07, double=True)
    return Look(fill=role, stroke="", ink=f"{role}_ink")


def token(lens: Lens, x: float, y: float, size: TokenSize, look: Look) -> tuple[Item, ...]:
    """Return the bare shape of a lens around (x, y), its outline drawn inside its measures."""
    half_width, half_height = size.half_width[lens], size.half_height[lens]
    stroke = look.stroke_share * size.text if look.stroke else 0.0
    dash: Dash = (0.17 * size.text, 0.11 * size.text) if look.dashed else ()
    steps = (1.0, 0.62 if size.naming is not Naming.INSIDE else 0.80) if look.double else (1.0,)
    shapes: list[Item] = []
    for index, step in enumerate(steps):
        fill = look.fill if index == 0 else ""
        if look.double and index == 1 and size.naming is not Naming.INSIDE:
            fill = look.stroke
        if lens is Lens.FOUNDATIONS:
            shapes.append(
                Circle(
                    x=x,
                    y=y,
                    radius=half_width * step - stroke / 2,
                    fill=fill,
                    stroke=look.stroke,
                    stroke_width=stroke,
                    dash=dash,
                )
            )
        else:
            # A mitred outline reaches further at the tips than at the sides.
            inset = stroke / 2 * hypot(half_width, half_height)
            shapes.append(
                Diamond(
                    x=x,
                    y=y,
                    half_width=half_width * step - inset / half_height,
                    half_height=half_height * step - inset / half_width,
                    fill=fill,
                    stroke=look.stroke,
                    stroke_width=stroke,
                    dash=dash,
                )
            )
    return tuple(shapes)


def named_token(
    lens: Lens, left: float, y: float, label: str, size: TokenSize, look: Look
) -> tuple[Item, ...]:
    """Return a token whose block starts at ``left``, with its group's label inside or beside."""
    x = left + size.half_width[lens]
    shapes = token(lens, x, y, size, look)
    if size.naming is Naming.NONE or not label:
        return shapes
    inside = size.naming is Naming.INSIDE
    words = Text(
        x=x if inside else x + size.half_width[lens] + size.label_gap,
        y=y + CAP * size.text / 2,
        text=label,
        size=size.text,
        role=look.ink if inside else "ink",
        anchor="middle" if inside else "start",
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
        fill="attention",
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

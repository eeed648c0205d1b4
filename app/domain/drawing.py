"""A picture as plain data: shapes and words with color roles, for several painters.

Units are whatever the width and height are meant in (pixels on a screen, points on paper); y grows
downward. Colors are role names ("ink", "foundations"), never values: a painter is given a mapping
from role to color. An empty fill or stroke means none. Painters live in `app.reports.svg`,
`app.reports.pdf_drawing` and `app.ui.charts.painter`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

Anchor = Literal["start", "middle", "end"]
"""Which point of a text's line its x means."""

Weight = Literal["regular", "bold"]
"""The two weights of the bundled font."""

Measure = Callable[[str, float, Weight], float]
"""``measure(text, size, weight) -> width`` in the drawing's units."""

Dash = tuple[float, ...]
"""Lengths of ink and gap in turn, in the drawing's units; empty is a solid line."""

ROLES = (
    "surface",
    "sunken",
    "ink",
    "quiet_ink",
    "line",
    "edge",
    "foundations",
    "foundations_line",
    "access",
    "access_line",
    "attention_line",
    "accent",
    "accent_soft",
    "missing",
    "missing_ink",
    "cannot_tell_line",
    "level_1",
    "level_2",
    "level_3",
    "level_4",
    "level_5",
    "level_ink_1",
    "level_ink_2",
    "level_ink_3",
    "level_ink_4",
    "level_ink_5",
)
"""Every color role that the charts use; a painter's mapping holds them all."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """An upright rectangle that encloses something; used to keep things apart."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: "Box", slack: float = 0.01) -> bool:
        """Return whether the two share more than ``slack`` in both directions."""
        return (
            self.left < other.right - slack
            and other.left < self.right - slack
            and self.top < other.bottom - slack
            and other.top < self.bottom - slack
        )

    def inside(self, width: float, height: float, slack: float = 0.01) -> bool:
        """Return whether the box lies within a drawing of that size."""
        return (
            self.left >= -slack
            and self.top >= -slack
            and self.right <= width + slack
            and self.bottom <= height + slack
        )


@dataclass(frozen=True, kw_only=True)
class Rect:
    """A rectangle, (x, y) its top left corner, with optional round corners."""

    x: float
    y: float
    width: float
    height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    radius: float = 0.0
    dash: Dash = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Line:
    """A straight line from (x1, y1) to (x2, y2)."""

    x1: float
    y1: float
    x2: float
    y2: float
    stroke: str
    stroke_width: float
    dash: Dash = ()
    opacity: float = 1.0
    round_ends: bool = False


@dataclass(frozen=True, kw_only=True)
class Circle:
    """A circle around (x, y)."""

    x: float
    y: float
    radius: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    dash: Dash = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Diamond:
    """A rhombus around (x, y), ``half_width`` and ``half_height`` from middle to corner."""

    x: float
    y: float
    half_width: float
    half_height: float
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    dash: Dash = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Polygon:
    """A closed shape through the points."""

    points: tuple[tuple[float, float], ...]
    fill: str = ""
    stroke: str = ""
    stroke_width: float = 0.0
    dash: Dash = ()
    opacity: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Text:
    """One line of words; y is the baseline, ``role`` the color.

    ``turned`` words stand on their head, turned about (x, y): the other half of a folded sheet.
    """

    x: float
    y: float
    text: str
    size: float
    role: str = "ink"
    anchor: Anchor = "start"
    weight: Weight = "regular"
    turned: bool = False


Primitive = Rect | Line | Circle | Diamond | Polygon | Text


@dataclass(frozen=True, kw_only=True)
class Group:
    """Primitives that belong together: ``id`` for tests and styles, ``title`` said by readers.

    Painters draw the items in order. ``kind`` names what the group is ("mark", "row", "key").
    """

    id: str
    items: tuple["Item", ...]
    title: str = ""
    kind: str = ""


Item = Primitive | Group


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """A finished picture. ``title`` and ``description`` say in words what it shows."""

    width: float
    height: float
    items: tuple[Item, ...]
    title: str = ""
    description: str = ""

    def primitives(self) -> Iterator[Primitive]:
        """Yield every primitive, groups opened, in painting order."""
        yield from _flat(self.items)

    def groups(self, kind: str = "") -> Iterator[Group]:
        """Yield every group, outer ones first; only those of ``kind`` when it is given."""
        for group in _groups(self.items):
            if not kind or group.kind == kind:
                yield group


def _flat(items: tuple[Item, ...]) -> Iterator[Primitive]:
    for item in items:
        if isinstance(item, Group):
            yield from _flat(item.items)
        else:
            yield item


def _groups(items: tuple[Item, ...]) -> Iterator[Group]:
    for item in items:
        if isinstance(item, Group):
            yield item
            yield from _groups(item.items)


def bounds(item: Item, measure: Measure) -> Box:
    """Return the box that encloses an item, outlines included.

    A text's box runs from its capitals' top (0.72 of the size) to its descenders (0.22).
    """
    if not isinstance(item, Group):
        left, top, right, bottom = _edges(item, measure)
        return Box(left=left, top=top, right=right, bottom=bottom)
    lefts, tops, rights, bottoms = zip(
        *(_edges(part, measure) for part in _flat((item,))), strict=True
    )
    return Box(left=min(lefts), top=min(tops), right=max(rights), bottom=max(bottoms))


def _edges(item: Primitive, measure: Measure) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of what encloses a primitive."""
    if isinstance(item, Text):
        width = measure(item.text, item.size, item.weight)
        left = item.x - _ANCHORED[item.anchor] * width
        if item.turned:
            right = 2 * item.x - left
            return right - width, item.y - 0.22 * item.size, right, item.y + 0.72 * item.size
        return left, item.y - 0.72 * item.size, left + width, item.y + 0.22 * item.size
    left, top, right, bottom = _outline(item)
    pad = item.stroke_width / 2 if item.stroke else 0.0
    return left - pad, top - pad, right + pad, bottom + pad


_ANCHORED = {"start": 0.0, "middle": 0.5, "end": 1.0}
"""Anchor → how much of a text's width lies left of its x."""


def _outline(
    item: Rect | Line | Circle | Diamond | Polygon,
) -> tuple[float, float, float, float]:
    """Return left, top, right and bottom of a shape without its outline's width."""
    if isinstance(item, Circle):
        x, y, radius = item.x, item.y, item.radius
        return x - radius, y - radius, x + radius, y + radius
    if isinstance(item, Diamond):
        x, y, wide, high = item.x, item.y, item.half_width, item.half_height
        return x - wide, y - high, x + wide, y + high
    if isinstance(item, Rect):
        return item.x, item.y, item.x + item.width, item.y + item.height
    if isinstance(item, Line):
        across, down = sorted((item.x1, item.x2)), sorted((item.y1, item.y2))
        return across[0], down[0], across[1], down[1]
    xs, ys = zip(*item.points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def missing_roles(drawing: Drawing, colors: Mapping[str, str]) -> set[str]:
    """Return the color roles that a drawing uses and ``colors`` does not define."""
    used: set[str] = set()
    for item in drawing.primitives():
        if isinstance(item, Text):
            used.add(item.role)
        elif isinstance(item, Line):
            used.add(item.stroke)
        else:
            used.update((item.fill, item.stroke))
    return {role for role in used if role} - set(colors)

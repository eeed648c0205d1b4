"""Writes a drawing as SVG 1.1, self-contained and readable by screen readers."""

from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from app.domain.drawing import (
    Circle,
    Dash,
    Diamond,
    Drawing,
    Group,
    Item,
    Line,
    Measure,
    Primitive,
    Rect,
    Text,
)

FONT_FAMILY = "Atkinson Hyperlegible Next"
"""The font asked for; whoever lacks it gets a plain sans serif."""

_FALLBACK = "Noto Sans, Verdana, Arial, sans-serif"


def to_svg(
    drawing: Drawing,
    colors: Mapping[str, str],
    font_family: str = FONT_FAMILY,
    measure: Measure | None = None,
) -> bytes:
    """Return ``drawing`` as a UTF-8 SVG file.

    ``colors`` maps color roles to CSS colors; a role that is missing raises KeyError. With the
    ``measure`` that laid the drawing out, words keep their width in whatever font they are shown.
    """
    size = f"{_px(drawing.width)} {_px(drawing.height)}"
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}"'
        f' width="{_px(drawing.width)}" height="{_px(drawing.height)}" role="img"'
        ' aria-labelledby="title desc"'
        f" font-family={quoteattr(f'{font_family}, {_FALLBACK}')}>",
        f'<title id="title">{_words(drawing.title)}</title>',
        f'<desc id="desc">{_words(drawing.description)}</desc>',
    ]
    for item in drawing.items:
        lines += _item(item, colors, measure)
    lines.append("</svg>")
    return "\n".join(lines).encode("utf-8")


def _words(text: str) -> str:
    """Escape words, leaving out control characters, which XML forbids even when escaped."""
    return escape("".join(char for char in text if char >= " " or char in "\n\t"))


def _px(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _item(item: Item, colors: Mapping[str, str], measure: Measure | None) -> list[str]:
    if not isinstance(item, Group):
        return [_primitive(item, colors, measure)]
    kind = f" class={quoteattr(item.kind)}" if item.kind else ""
    lines = [f"<g{kind}>"]
    if item.title:
        lines.append(f"<title>{_words(item.title)}</title>")
    for part in item.items:
        lines += _item(part, colors, measure)
    return [*lines, "</g>"]


def _primitive(item: Primitive, colors: Mapping[str, str], measure: Measure | None) -> str:
    if isinstance(item, Text):
        wide = measure(item.text, item.size, item.weight) if measure else 0.0
        length = f' textLength="{_px(wide)}" lengthAdjust="spacingAndGlyphs"' if wide > 0 else ""
        turn = f' transform="rotate(180 {_px(item.x)} {_px(item.y)})"' if item.turned else ""
        return (
            f'<text x="{_px(item.x)}" y="{_px(item.y)}" font-size="{_px(item.size)}"'
            f' text-anchor="{item.anchor}" font-weight="{item.weight.replace("regular", "normal")}"'
            f"{length}{turn} fill={quoteattr(colors[item.role])}>{_words(item.text)}</text>"
        )
    if isinstance(item, Line):
        ends = ' stroke-linecap="round"' if item.round_ends else ""
        return (
            f'<line x1="{_px(item.x1)}" y1="{_px(item.y1)}" x2="{_px(item.x2)}" y2="{_px(item.y2)}"'
            f"{ends}{_stroke(item.stroke, item.stroke_width, item.dash, item.opacity, colors)}/>"
        )
    paint = _fill(item.fill, colors) + _stroke(
        item.stroke, item.stroke_width, item.dash, item.opacity, colors
    )
    if isinstance(item, Rect):
        return (
            f'<rect x="{_px(item.x)}" y="{_px(item.y)}" width="{_px(item.width)}"'
            f' height="{_px(item.height)}" rx="{_px(item.radius)}"{paint}/>'
        )
    if isinstance(item, Circle):
        return f'<circle cx="{_px(item.x)}" cy="{_px(item.y)}" r="{_px(item.radius)}"{paint}/>'
    points = diamond_points(item) if isinstance(item, Diamond) else item.points
    pairs = " ".join(f"{_px(x)},{_px(y)}" for x, y in points)
    return f'<polygon points="{pairs}"{paint}/>'


def diamond_points(item: Diamond) -> tuple[tuple[float, float], ...]:
    """Return a diamond's corners, from the top, clockwise."""
    return (
        (item.x, item.y - item.half_height),
        (item.x + item.half_width, item.y),
        (item.x, item.y + item.half_height),
        (item.x - item.half_width, item.y),
    )


def _fill(role: str, colors: Mapping[str, str]) -> str:
    return f" fill={quoteattr(colors[role])}" if role else ' fill="none"'


def _stroke(role: str, width: float, dash: Dash, opacity: float, colors: Mapping[str, str]) -> str:
    parts = []
    if role:
        parts.append(f' stroke={quoteattr(colors[role])} stroke-width="{_px(width)}"')
        if dash:
            parts.append(f' stroke-dasharray="{" ".join(map(_px, dash))}"')
    if opacity < 1:
        parts.append(f' opacity="{_px(opacity)}"')
    return "".join(parts)

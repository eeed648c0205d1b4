"""Draws a drawing onto a ReportLab canvas, and measures words in the bundled fonts."""

from collections.abc import Mapping
from functools import lru_cache

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from app.domain.drawing import Circle, Diamond, Drawing, Line, Primitive, Rect, Text, Weight
from app.reports.right_to_left import as_seen, has_right_to_left
from app.reports.svg import diamond_points
from app.reports.typeface import clean, runs, width


@lru_cache(maxsize=4096)
def _seen(text: str) -> str:
    """Return a text as one line from left to right, letters joined, nothing that cannot be set."""
    line = " ".join(clean(text).split("\n"))
    return as_seen(line) if has_right_to_left(line) else line


def measure(text: str, size: float, weight: Weight) -> float:
    """Return the width of ``text`` in points, each letter in a font that has it."""
    return width(_seen(text), weight, size)


def draw(
    canvas: Canvas,
    drawing: Drawing,
    colors: Mapping[str, str],
    x: float,
    y: float,
    scale: float = 1.0,
) -> None:
    """Draw with the top left corner at (x, y) points from the page's bottom left.

    ``colors`` maps color roles to "#rrggbb"; a role that is missing raises KeyError.
    """
    canvas.saveState()
    canvas.translate(x, y)
    canvas.scale(scale, scale)
    for item in drawing.primitives():
        canvas.saveState()
        _primitive(canvas, item, colors)
        canvas.restoreState()
    canvas.restoreState()


def _primitive(canvas: Canvas, item: Primitive, colors: Mapping[str, str]) -> None:
    """Draw one shape; ReportLab's y grows upward, so every y changes its sign."""
    if isinstance(item, Text):
        _words(canvas, item, colors[item.role])
        return
    if item.opacity < 1:
        canvas.setStrokeAlpha(item.opacity)
        canvas.setFillAlpha(item.opacity)
    if item.stroke:
        canvas.setStrokeColor(HexColor(colors[item.stroke]))
        canvas.setLineWidth(item.stroke_width)
        if item.dash:
            canvas.setDash(list(item.dash))
    if isinstance(item, Line):
        canvas.setLineCap(1 if item.round_ends else 0)
        canvas.line(item.x1, -item.y1, item.x2, -item.y2)
        return
    if item.fill:
        canvas.setFillColor(HexColor(colors[item.fill]))
    stroke, fill = int(bool(item.stroke)), int(bool(item.fill))
    if isinstance(item, Rect):
        bottom = -item.y - item.height
        canvas.roundRect(item.x, bottom, item.width, item.height, item.radius, stroke, fill)
    elif isinstance(item, Circle):
        canvas.circle(item.x, -item.y, item.radius, stroke, fill)
    else:
        points = diamond_points(item) if isinstance(item, Diamond) else item.points
        path = canvas.beginPath()
        path.moveTo(points[0][0], -points[0][1])
        for across, down in points[1:]:
            path.lineTo(across, -down)
        path.close()
        canvas.drawPath(path, stroke, fill)


def _words(canvas: Canvas, item: Text, color: str) -> None:
    """Write one line, run by run; an anchor is where the line is held, whatever way it is read."""
    seen = _seen(item.text)
    wide = width(seen, item.weight, item.size)
    x, y = item.x, -item.y
    if item.turned:
        canvas.translate(x, y)
        canvas.rotate(180)
        x = y = 0.0
    x -= {"start": 0.0, "middle": wide / 2, "end": wide}[item.anchor]
    canvas.setFillColor(HexColor(color))
    for font, letters in runs(seen, item.weight):
        canvas.setFont(font, item.size)
        canvas.drawString(x, y, letters)
        x += width(letters, item.weight, item.size)

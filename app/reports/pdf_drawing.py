"""Draws a drawing onto a ReportLab canvas, and measures words in the bundled fonts."""

from collections.abc import Mapping
from functools import cache

from reportlab.lib.colors import HexColor
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from app.domain.drawing import Circle, Diamond, Drawing, Line, Primitive, Rect, Text, Weight
from app.paths import resource_path
from app.reports.svg import diamond_points

_FILES = {
    "regular": "AtkinsonHyperlegibleNext-Regular.ttf",
    "bold": "AtkinsonHyperlegibleNext-Bold.ttf",
}
_BUILT_IN = {"regular": "Helvetica", "bold": "Helvetica-Bold"}


@cache
def font_name(weight: Weight) -> str:
    """Return ReportLab's name of the bundled font, registering it at first; Helvetica without."""
    path = resource_path("fonts", _FILES[weight])
    if not path.exists():
        return _BUILT_IN[weight]
    name = path.stem
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(path)))
    return name


def measure(text: str, size: float, weight: Weight) -> float:
    """Return the width of ``text`` in points."""
    return float(pdfmetrics.stringWidth(text, font_name(weight), size))


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
        canvas.setFont(font_name(item.weight), item.size)
        canvas.setFillColor(HexColor(colors[item.role]))
        put = {
            "start": canvas.drawString,
            "middle": canvas.drawCentredString,
            "end": canvas.drawRightString,
        }
        put[item.anchor](item.x, -item.y, item.text)
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

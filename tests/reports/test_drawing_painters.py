"""SVG and PDF hold the same shapes and words as the drawing, whatever people have typed."""

from io import BytesIO
from xml.etree import ElementTree

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.domain.drawing import (
    ROLES,
    Circle,
    Diamond,
    Drawing,
    Group,
    Line,
    Polygon,
    Rect,
    Text,
)
from app.reports import pdf_drawing
from app.reports.svg import to_svg

COLORS = dict.fromkeys(ROLES, "#123456")
NASTY = 'A <b>"bold"</b> & \x07 <script>alert(1)</script> ñandú'
SHAPES = Drawing(
    width=200,
    height=100,
    items=(
        Rect(x=1, y=1, width=50, height=20, fill="line", stroke="ink", stroke_width=1, radius=4),
        Group(
            id="g",
            title=NASTY,
            kind="mark",
            items=(
                Circle(x=20, y=50, radius=8, fill="foundations"),
                Diamond(x=60, y=50, half_width=9, half_height=9, stroke="access", stroke_width=2),
                Text(x=70, y=55, text=NASTY, size=10, anchor="middle", weight="bold"),
            ),
        ),
        Line(x1=0, y1=90, x2=200, y2=90, stroke="line", stroke_width=1, dash=(3.0, 2.0)),
        Polygon(points=((1, 1), (5, 1), (3, 6)), fill="accent", opacity=0.5),
    ),
    title=NASTY,
    description=NASTY,
)
SVG = "{http://www.w3.org/2000/svg}"


def test_svg_is_well_formed_and_says_what_it_shows() -> None:
    root = ElementTree.fromstring(to_svg(SHAPES, COLORS))
    safe = NASTY.replace("\x07", "")
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == safe
    assert root.findtext(f"{SVG}desc") == safe
    assert [text.text for text in root.iter(f"{SVG}text")] == [safe]
    assert not list(root.iter(f"{SVG}script"))
    tags = [element.tag.removeprefix(SVG) for element in root.iter()]
    counts = {tag: tags.count(tag) for tag in ("rect", "circle", "polygon", "line", "text")}
    assert counts == {"rect": 1, "circle": 1, "polygon": 2, "line": 1, "text": 1}


def test_svg_words_keep_their_width_in_any_font() -> None:
    root = ElementTree.fromstring(to_svg(SHAPES, COLORS, measure=lambda *_: 42.0))
    assert next(root.iter(f"{SVG}text")).get("textLength") == "42"


def test_a_color_that_is_missing_is_a_bug_and_not_black() -> None:
    with pytest.raises(KeyError):
        to_svg(SHAPES, {})


class Counting(Canvas):  # type: ignore[misc]
    """A canvas that notes what is drawn on it."""

    def __init__(self) -> None:
        super().__init__(BytesIO(), pageCompression=0)
        self.drawn: list[str] = []

    def roundRect(self, *rest: object, **more: object) -> None:
        self.drawn.append("rect")
        super().roundRect(*rest, **more)

    def circle(self, *rest: object, **more: object) -> None:
        self.drawn.append("circle")
        super().circle(*rest, **more)

    def line(self, *rest: object, **more: object) -> None:
        self.drawn.append("line")
        super().line(*rest, **more)

    def drawPath(self, *rest: object, **more: object) -> None:
        self.drawn.append("path")
        super().drawPath(*rest, **more)

    def drawString(self, *rest: object, **more: object) -> None:
        self.drawn.append("text")
        super().drawString(*rest, **more)

    def drawCentredString(self, *rest: object, **more: object) -> None:
        self.drawn.append("text")
        super().drawCentredString(*rest, **more)


def test_pdf_draws_every_primitive_once() -> None:
    canvas = Counting()
    pdf_drawing.draw(canvas, SHAPES, COLORS, 10, 500)
    wanted = ("circle", "line", "rect", "text")
    assert sorted(d for d in canvas.drawn if d in wanted) == sorted(wanted)
    assert canvas.getpdfdata().startswith(b"%PDF")


def test_pdf_measures_in_the_font_it_draws_in() -> None:
    assert pdf_drawing.font_name("bold") == "AtkinsonHyperlegibleNext-Bold"
    narrow, wide = (pdf_drawing.measure(text, 10, "regular") for text in ("iii", "WWW"))
    assert 0 < narrow < wide
    assert pdf_drawing.measure("WWW", 20, "regular") == pytest.approx(2 * wide)

"""SVG and PDF hold the same shapes and words as the drawing, whatever people have typed."""

from dataclasses import replace
from io import BytesIO
from xml.etree import ElementTree

import pytest
from reportlab.pdfgen.canvas import Canvas

from app.domain.drawing import (
    ROLES,
    Anchor,
    Circle,
    Diamond,
    Drawing,
    Group,
    Line,
    Polygon,
    Rect,
    Text,
    bounds,
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
        self.words: list[str] = []
        self.fonts: list[str] = []
        self.across: list[float] = []

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

    def drawString(self, x: float, y: float, text: str, *rest: object, **more: object) -> None:
        self.drawn.append("text")
        self.words.append(text)
        self.fonts.append(self._fontname)
        self.across.append(x)
        super().drawString(x, y, text, *rest, **more)


def test_pdf_draws_every_primitive_once() -> None:
    canvas = Counting()
    pdf_drawing.draw(canvas, SHAPES, COLORS, 10, 500)
    wanted = ("circle", "line", "rect", "text")
    assert sorted(d for d in canvas.drawn if d in wanted) == sorted(wanted)
    assert canvas.getpdfdata().startswith(b"%PDF")


def test_pdf_measures_in_the_font_it_draws_in() -> None:
    narrow, wide = (pdf_drawing.measure(text, 10, "regular") for text in ("iii", "WWW"))
    assert 0 < narrow < wide
    assert pdf_drawing.measure("WWW", 20, "regular") == pytest.approx(2 * wide)


@pytest.mark.parametrize(
    ("words", "seen", "fonts"),
    [
        ("Nhóm Thiện Ngộ", "Nhóm Thiện Ngộ", {"AtkinsonHyperlegibleNext", "NotoSans"}),
        ("נועם", "םעונ", {"NotoSansHebrew"}),
        ("مريم", "ﻢﻳﺮﻣ", {"NotoSansArabic"}),
        ("one\ntwo", "one two", {"AtkinsonHyperlegibleNext"}),
    ],
)
@pytest.mark.parametrize("anchor", ["start", "middle", "end"])
def test_pdf_letters_are_joined_turned_and_in_a_font_that_has_them(
    words: str, seen: str, fonts: set[str], anchor: Anchor
) -> None:
    drawing = Drawing(
        width=200, height=50, items=(Text(x=100, y=20, text=words, size=10, anchor=anchor),)
    )
    canvas = Counting()
    pdf_drawing.draw(canvas, drawing, COLORS, 0, 0)
    assert "".join(canvas.words) == seen
    assert {font.partition("-")[0] for font in canvas.fonts} == fonts
    wide = pdf_drawing.measure(words, 10, "regular")
    start, end = (
        canvas.across[0],
        canvas.across[-1] + canvas.stringWidth(canvas.words[-1], canvas.fonts[-1], 10),
    )
    assert end - start == pytest.approx(wide)
    held = {"start": start, "middle": (start + end) / 2, "end": end}[anchor]
    assert held == pytest.approx(100)


def test_turned_words_stand_on_their_head_about_where_they_are_held() -> None:
    words = Text(x=70, y=55, text="Ana", size=10, turned=True)
    svg = to_svg(Drawing(width=100, height=100, items=(words,)), COLORS)
    assert b'transform="rotate(180 70 55)"' in svg
    upright, turned = (
        bounds(replace(words, turned=False), pdf_drawing.measure),
        bounds(words, pdf_drawing.measure),
    )
    assert (turned.right, upright.left) == (70, 70)
    assert turned.bottom - 55 == pytest.approx(55 - upright.top)

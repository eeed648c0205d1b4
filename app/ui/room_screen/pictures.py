"""Pictures painted from shapes in the theme's own colors; no words in them."""

from collections.abc import Callable
from itertools import pairwise
from math import cos, pi, sin

from app.domain.drawing import Circle, Diamond, Item, Line, Polygon, Rect
from app.ui.room_screen.stage import Area

Place = Callable[[float], float]

ROUND = 4.0
"""Radius of the picture's corners, in hundredths of its width."""


def school(area: Area) -> list[Item]:
    """Return a school on a hill, its doors open, and children of all kinds on their way to it."""
    unit = min(area.width / 100, area.height / 74)
    left = area.x + (area.width - 100 * unit) / 2
    top = area.y + (area.height - 74 * unit) / 2

    def x(value: float) -> float:
        return left + value * unit

    def y(value: float) -> float:
        return top + value * unit

    items: list[Item] = [
        Rect(
            x=x(0),
            y=y(0),
            width=100 * unit,
            height=74 * unit,
            fill="accent_soft",
            radius=ROUND * unit,
        )
    ]
    items += _sun(x(80), y(15), unit)
    items.append(_hill(x, y, ((4, 60), (28, 44), (58, 42), (96, 56)), "level_2"))
    items += _house(x, y, unit)
    items.append(_hill(x, y, ((4, 66), (34, 58), (64, 60), (96, 64)), "level_3"))
    items.append(
        Polygon(
            points=((x(47), y(53)), (x(53), y(53)), (x(64), y(74)), (x(36), y(74))), fill="raised"
        )
    )
    items += _tree(x(14), y(55), unit, 1.0)
    items += _tree(x(88), y(58), unit, 0.8)
    children = (
        (24, 66, 1.0, "foundations"), (33, 69, 0.86, "access"), (46, 66, 0.8, "accent"),
        (56, 69, 0.94, "access"), (67, 67, 1.06, "foundations"), (77, 69, 0.84, "accent"),
    )  # fmt: skip
    for place, ground, size, role in children:
        items += _child(x(place), y(ground), unit * size, role)
    return items


def _sun(x: float, y: float, unit: float) -> list[Item]:
    rays = [
        Line(
            x1=x + 8.4 * unit * cos(a), y1=y + 8.4 * unit * sin(a),
            x2=x + 11.4 * unit * cos(a), y2=y + 11.4 * unit * sin(a),
            stroke="attention_line", stroke_width=1.1 * unit, round_ends=True,
        )
        for a in (i * pi / 6 for i in range(12))
    ]  # fmt: skip
    return [Circle(x=x, y=y, radius=6.6 * unit, fill="attention_line"), *rays]


def _hill(x: Place, y: Place, tops: tuple[tuple[float, float], ...], role: str) -> Item:
    """Return a hill through ``tops``, smooth, down to the picture's lower edge."""
    points = [(x(0.0), y(tops[0][1] + 2))]
    for (x1, y1), (x2, y2) in pairwise(tops):
        for step in range(9):
            t = step / 8
            ease = (1 - cos(pi * t)) / 2
            points.append((x(x1 + (x2 - x1) * t), y(y1 + (y2 - y1) * ease)))
    foot = [(100.0, tops[-1][1] + 1), *_corner(100 - ROUND, 0.0), *_corner(ROUND, pi / 2)]
    points += [(x(across), y(down)) for across, down in foot]
    return Polygon(points=tuple(points), fill=role)


def _corner(middle: float, begin: float) -> list[tuple[float, float]]:
    """Return a quarter of a circle as round as the picture's corners, from the angle ``begin``."""
    turns = (begin + step * pi / 16 for step in range(9))
    return [(middle + ROUND * cos(turn), 74.0 - ROUND + ROUND * sin(turn)) for turn in turns]


def _house(x: Place, y: Place, unit: float) -> list[Item]:
    """Return the school: two wings, a roof, windows lit, the door open."""
    dark, light, line = "level_4", "attention_line", 0.7 * unit

    def box(left: float, top: float, width: float, height: float) -> Item:
        return Rect(
            x=x(left), y=y(top), width=width * unit, height=height * unit, fill="raised",
            stroke=dark, stroke_width=line,
        )  # fmt: skip

    def shape(role: str, *corners: tuple[float, float]) -> Item:
        return Polygon(points=tuple((x(a), y(b)) for a, b in corners), fill=role)

    items = [
        box(26, 33, 48, 21),
        box(40, 26, 20, 28),
        shape(dark, (37, 27), (50, 16), (63, 27)),
        shape(dark, (23.5, 34), (28, 29), (40, 29), (40, 34)),
        shape(dark, (60, 34), (60, 29), (72, 29), (76.5, 34)),
        Line(x1=x(50), y1=y(17), x2=x(50), y2=y(7), stroke=dark, stroke_width=line),
        shape("access", (50.3, 7), (58, 9.3), (50.3, 11.6)),
        Circle(
            x=x(50), y=y(32), radius=3.1 * unit, fill="accent_soft", stroke=dark, stroke_width=line
        ),
        shape(light, (45.6, 41), (54.4, 41), (54.4, 54), (45.6, 54)),
        shape(dark, (45.6, 41), (42, 43), (42, 56), (45.6, 54)),
        shape(dark, (54.4, 41), (58, 43), (58, 56), (54.4, 54)),
    ]
    for place in (28.6, 33.8, 61.6, 66.8):
        items.append(
            Rect(
                x=x(place), y=y(39), width=3.8 * unit, height=7.4 * unit, fill=light,
                stroke=dark, stroke_width=0.5 * unit, radius=0.5 * unit,
            )
        )  # fmt: skip
    return items


def _tree(x: float, y: float, unit: float, size: float) -> list[Item]:
    unit *= size
    return [
        Line(x1=x, y1=y + 8 * unit, x2=x, y2=y - 8 * unit, stroke="edge", stroke_width=1.6 * unit),
        Circle(x=x, y=y - 10 * unit, radius=6.4 * unit, fill="level_4"),
        Circle(x=x - 4 * unit, y=y - 5 * unit, radius=4.6 * unit, fill="level_4"),
        Circle(x=x + 4 * unit, y=y - 5.4 * unit, radius=4.6 * unit, fill="level_4"),
    ]


def _child(x: float, y: float, unit: float, role: str) -> list[Item]:
    """Return a figure from simple shapes: a head, a coat, and something carried along."""
    edge = 0.5 * unit
    coat = ((-1.5, -5.2), (1.5, -5.2), (3.0, 2.2), (-3.0, 2.2))
    return [
        Polygon(
            points=tuple((x + a * unit, y + b * unit) for a, b in coat), fill=role,
            stroke="raised", stroke_width=edge,
        ),
        Circle(
            x=x, y=y - 7.2 * unit, radius=2.3 * unit, fill="ink", stroke="raised", stroke_width=edge
        ),
        Diamond(
            x=x + 3.0 * unit, y=y - 1.2 * unit, half_width=1.3 * unit, half_height=1.3 * unit,
            fill="attention_line", stroke="raised", stroke_width=edge,
        ),
    ]  # fmt: skip


def ladders(area: Area, *, fair: bool) -> list[Item]:
    """Return three people on ground of different depth under one shelf of light.

    With the same ladder for each, only one reaches it; with a ladder as long as each one's way,
    all do.
    """
    w, h = area.width, area.height
    items: list[Item] = [Rect(x=area.x, y=area.y, width=w, height=h, fill="accent_soft", radius=18)]
    goal = area.y + 0.24 * h
    items.append(
        Rect(x=area.x + 0.05 * w, y=goal - 0.03 * h, width=0.9 * w, height=0.03 * h,
             fill="attention_line", radius=0.015 * h)
    )  # fmt: skip
    depths = (0.66, 0.78, 0.90)
    body = 0.27 * h
    for index, depth in enumerate(depths):
        x = area.x + w * (0.06 + 0.3 * index)
        ground = area.y + depth * h
        width = 0.28 * w
        items.append(
            Rect(x=x, y=ground, width=width, height=area.bottom - ground - 0.04 * h, fill="level_3",
                 radius=6)
        )  # fmt: skip
        need = ground - goal - body
        given = need if fair else depths[0] * h - 0.24 * h - body
        middle = x + width / 2
        reached = given >= need - 1
        items += _ladder(middle, ground, max(given, 0.02 * h), 0.09 * w)
        items += _climber(middle, ground - given, body, "foundations", reached=reached)
        star = area.y + 0.13 * h
        items.append(
            Circle(x=middle, y=star, radius=0.042 * h, fill="attention_line" if reached else "",
                   stroke="attention_line" if reached else "edge", stroke_width=4,
                   dash=() if reached else (10, 8))
        )  # fmt: skip
    return items


def _ladder(x: float, ground: float, height: float, width: float) -> list[Item]:
    """Return a ladder with rungs at equal distances."""
    stroke = max(5.0, 0.09 * width)
    items: list[Item] = [
        Line(x1=x + side, y1=ground, x2=x + side, y2=ground - height, stroke="access",
             stroke_width=stroke, round_ends=True)
        for side in (-width / 2, width / 2)
    ]  # fmt: skip
    count = max(1, round(height / (0.5 * width)))
    for rung in range(count):
        y = ground - height * (rung + 0.5) / count
        items.append(
            Line(x1=x - width / 2, y1=y, x2=x + width / 2, y2=y, stroke="access",
                 stroke_width=stroke, round_ends=True)
        )  # fmt: skip
    return items


def _climber(x: float, foot: float, body: float, role: str, *, reached: bool) -> list[Item]:
    """Return a person whose hands are up, on the shelf or short of it."""
    head = 0.13 * body
    shoulder = foot - 0.52 * body
    stroke = 0.1 * body
    up = foot - 0.97 * body
    hands = up if reached else up + 0.06 * body
    return [
        *(
            Line(x1=x, y1=foot - 0.3 * body, x2=x + side * 0.13 * body, y2=foot - stroke / 2,
                 stroke=role, stroke_width=stroke, round_ends=True)
            for side in (-1, 1)
        ),
        Line(x1=x, y1=shoulder, x2=x, y2=foot - 0.28 * body, stroke=role,
             stroke_width=1.7 * stroke, round_ends=True),
        *(
            Line(x1=x, y1=shoulder, x2=x + side * 0.25 * body, y2=hands,
                 stroke=role, stroke_width=stroke, round_ends=True)
            for side in (-1, 1)
        ),
        Circle(x=x, y=shoulder - 1.65 * head, radius=head, fill="ink"),
    ]  # fmt: skip

"""The icebreaker: the prompt and its picture together."""

from math import cos, pi, sin

from app.domain.drawing import Circle, Diamond, Item, Line, Polygon, Rect
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, largest, sizes_from


def draw_icebreaker(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the activity's prompt beside (or over) a schoolhouse with everyone on the way."""
    activity = context.activity
    area = stage.title(context.say(activity.title) if activity else (), area)
    prompts = context.say(activity.prompt) if activity else ()
    if stage.wide:
        words, picture = area.columns((1.12, 1.0), 64)
    else:
        picture = area.below(area.height * 0.5)
        words = area.above(area.height * 0.5 + 30)
    block, fits = largest(
        sizes_from(58.0),
        lambda size: stage.set(
            (Para(text=t, size=size, weight="bold", before=0.6 * size) for t in prompts),
            words.width,
        ),
        words.height,
    )
    if not fits:
        block = block.split(words.height)[0]
    stage.put(block, words.x, words.y + max(0.0, (words.height - block.height) * 0.3))
    stage.add(*school(picture))


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
        Rect(x=x(0), y=y(0), width=100 * unit, height=74 * unit, fill="accent_soft", radius=4 * unit)
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


def _hill(x, y, tops: tuple[tuple[float, float], ...], role: str) -> Item:
    """Return a hill through ``tops``, smooth, down to the picture's lower edge."""
    points = [(x(0.0), y(72.0)), (x(0.0), y(tops[0][1] + 2))]
    for (x1, y1), (x2, y2) in zip(tops, tops[1:], strict=False):
        for step in range(9):
            t = step / 8
            ease = (1 - cos(pi * t)) / 2
            points.append((x(x1 + (x2 - x1) * t), y(y1 + (y2 - y1) * ease)))
    points += [(x(100.0), y(tops[-1][1] + 1)), (x(100.0), y(72.0)), (x(98.0), y(74.0)), (x(2.0), y(74.0))]
    return Polygon(points=tuple(points), fill=role)


def _house(x, y, unit: float) -> list[Item]:
    """Return the school: two wings, a roof, windows lit, the door open."""
    wall, edge = "raised", "level_4"
    line = 0.7 * unit
    items: list[Item] = [
        Rect(x=x(26), y=y(33), width=48 * unit, height=21 * unit, fill=wall, stroke=edge, stroke_width=line),
        Rect(x=x(40), y=y(26), width=20 * unit, height=28 * unit, fill=wall, stroke=edge, stroke_width=line),
        Polygon(points=((x(37), y(27)), (x(50), y(16)), (x(63), y(27))), fill=edge),
        Polygon(points=((x(23.5), y(34)), (x(28), y(29)), (x(40), y(29)), (x(40), y(34))), fill=edge),
        Polygon(points=((x(60), y(34)), (x(60), y(29)), (x(72), y(29)), (x(76.5), y(34))), fill=edge),
        Line(x1=x(50), y1=y(17), x2=x(50), y2=y(7), stroke=edge, stroke_width=line),
        Polygon(points=((x(50.3), y(7)), (x(58), y(9.3)), (x(50.3), y(11.6))), fill="access"),
        Circle(x=x(50), y=y(32), radius=3.1 * unit, fill="accent_soft", stroke=edge, stroke_width=line),
        Rect(x=x(45.6), y=y(41), width=8.8 * unit, height=13 * unit, fill="attention_line"),
        Polygon(points=((x(45.6), y(41)), (x(42), y(43)), (x(42), y(56)), (x(45.6), y(54))), fill=edge),
        Polygon(points=((x(54.4), y(41)), (x(58), y(43)), (x(58), y(56)), (x(54.4), y(54))), fill=edge),
    ]  # fmt: skip
    for place in (28.6, 33.8, 61.6, 66.8):
        items.append(
            Rect(
                x=x(place), y=y(39), width=3.8 * unit, height=7.4 * unit, fill="attention_line",
                stroke=edge, stroke_width=0.5 * unit, radius=0.5 * unit,
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
    return [
        Polygon(
            points=(
                (x - 1.5 * unit, y - 5.2 * unit), (x + 1.5 * unit, y - 5.2 * unit),
                (x + 3.0 * unit, y + 2.2 * unit), (x - 3.0 * unit, y + 2.2 * unit),
            ),
            fill=role, stroke="raised", stroke_width=0.5 * unit,
        ),
        Circle(x=x, y=y - 7.2 * unit, radius=2.3 * unit, fill="ink", stroke="raised", stroke_width=0.5 * unit),
        Diamond(x=x + 3.0 * unit, y=y - 1.2 * unit, half_width=1.3 * unit, half_height=1.3 * unit,
                fill="attention_line", stroke="raised", stroke_width=0.4 * unit),
    ]  # fmt: skip

"""Equity, equality and resources: ideas beside a picture of our own."""

from app.domain.drawing import Circle, Item, Line, Rect
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.prompt import question_strip
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para

DOTS = 44.0


def draw_equity(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw two pictures of ladders, the framework's ideas beside them, the question below."""
    activity = context.activity
    titles = context.both(lambda _: _("What we mean by equity"))
    area = stage.title(titles, area)
    if activity is not None and activity.scene == "equity":
        area = question_strip(context, stage, area, 0.26)
    if stage.wide:
        share = 1.25 if len(context.languages) == 1 else 0.62
        picture, words = area.columns((share, 1.35), 56)
    else:
        picture, words = area.above(0.56 * area.height), area.below(0.47 * area.height)
    _draw_pictures(context, stage, picture)
    columns = words.columns([1.0] * len(context.languages), 40)
    xs = tuple(column.x + DOTS for column in columns)

    def make(size: float) -> list[Row]:
        return [
            Row(
                cells=tuple(
                    stage.set((Para(text=text, size=size),), column.width - DOTS)
                    for text, column in zip(context.columns(idea), columns, strict=True)
                ),
                lead=_dot(words.x, size),
            )
            for idea in context.snapshot.framework.equity_ideas
        ]

    draw_rows(stage, words, make, Look(xs=xs, gap=22, ruled=False, loosest=1.8), top_size=38)


def _dot(x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.add(Circle(x=x + 10, y=y + 0.62 * size, radius=10, fill="accent"))

    return draw


def _draw_pictures(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw equality and equity, side by side or one over the other, each with its caption."""
    captions = (
        context.both(lambda _: _("Equality: the same for each")),
        context.both(lambda _: _("Equity: what each one needs")),
    )
    beside = area.width > 1.15 * area.height
    if beside:
        parts = area.columns((1.0, 1.0), 40)
    else:
        half = (area.height - 28) / 2
        parts = (
            Area(area.x, area.y, area.width, half),
            Area(area.x, area.y + half + 28, area.width, half),
        )
    for part, words, fair in zip(parts, captions, (False, True), strict=True):
        block = stage.set((Para(text=text, size=32, weight="bold") for text in words), part.width)
        room = part.above(block.height + 16)
        height = min(room.height, 1.0 * room.width)
        picture = Area(room.x, room.y + (room.height - height) / 2, room.width, height)
        stage.add(*ladders(picture, fair=fair))
        stage.put(block, part.x, picture.bottom + 14)


def ladders(area: Area, *, fair: bool) -> list[Item]:
    """Return three people on ground of different depth under one shelf of light.

    With the same ladder for each, only one reaches it; with a ladder as long as each one's way,
    all do.
    """
    w, h = area.width, area.height
    items: list[Item] = [
        Rect(x=area.x, y=area.y, width=w, height=h, fill="accent_soft", radius=18)
    ]
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
        last = index == 2
        width = 0.28 * w if not last else 0.28 * w
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
    return [
        *(
            Line(x1=x, y1=foot - 0.3 * body, x2=x + side * 0.13 * body, y2=foot - stroke / 2,
                 stroke=role, stroke_width=stroke, round_ends=True)
            for side in (-1, 1)
        ),
        Line(x1=x, y1=shoulder, x2=x, y2=foot - 0.28 * body, stroke=role,
             stroke_width=1.7 * stroke, round_ends=True),
        *(
            Line(x1=x, y1=shoulder, x2=x + side * 0.25 * body, y2=up + (0 if reached else 0.06 * body),
                 stroke=role, stroke_width=stroke, round_ends=True)
            for side in (-1, 1)
        ),
        Circle(x=x, y=shoulder - 1.65 * head, radius=head, fill="ink"),
    ]  # fmt: skip

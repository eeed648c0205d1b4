"""Equity, equality and resources: ideas beside a picture of our own."""

from dataclasses import replace

from app.domain.drawing import Circle
from app.domain.scenes import Scene
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.pictures import ladders
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.prompt import question_strip
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para

DOTS = 44.0


def draw_equity(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw two pictures of ladders with the framework's ideas, and the activity's question.

    In one language all is on one page; in two, the question has the last page, under the pictures.
    """
    activity = context.activity
    asks = activity is not None and activity.scene == Scene.EQUITY.value
    area = stage.title(context.both(lambda _: _("What we mean by equity")), area, 54)
    alone = len(context.languages) == 1
    if asks and alone:
        area = question_strip(context, stage, area, 0.2, 38.0)
    if not stage.wide:
        picture, words = area.above(0.6 * area.height), area.below(0.43 * area.height)
    else:
        picture, words = area.columns((1.3, 1.35) if alone else (0.62, 1.35), 56)
    probe = replace(stage, pieces=[], live=[])
    _draw_ideas(context, probe, words)
    last = probe.pages + (1 if asks and not alone else 0)
    number = stage.turn_to(last)
    if asks and not alone and number == last - 1:
        _draw_pictures(context, stage, question_strip(context, stage, area, 0.4, 48.0))
        return
    _draw_pictures(context, stage, picture)
    _draw_ideas(context, stage, words)


def _draw_ideas(context: SceneContext, stage: Stage, area: Area) -> None:
    columns = area.columns([1.0] * len(context.languages), 40)
    xs = tuple(column.x + DOTS for column in columns)

    def make(size: float) -> list[Row]:
        return [
            Row(
                cells=tuple(
                    stage.set((Para(text=text, size=size),), column.width - DOTS)
                    for text, column in zip(context.columns(idea), columns, strict=True)
                ),
                lead=_dot(area.x, size),
            )
            for idea in context.snapshot.framework.equity_ideas
        ]

    draw_rows(stage, area, make, Look(xs=xs, gap=22, ruled=False, loosest=1.8), top_size=38)


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

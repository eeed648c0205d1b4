"""The activity's title and what it asks of the room: shown by itself where nothing else is."""

from collections.abc import Sequence

from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, SetText, largest, sizes_from

STRIP_PAD = 32.0


def draw_prompt(
    context: SceneContext, stage: Stage, area: Area, extra: tuple[str, ...] = ()
) -> None:
    """Draw title and prompt large; ``extra`` says what is missing, where something is."""
    activity = context.activity
    titles = context.say(activity.title) if activity else ()
    prompts = (context.say(activity.prompt) if activity else ()) or extra
    area = stage.title(titles, area)
    room = Area(area.x, area.y, min(area.width, 1680.0), area.height)
    block, fits = largest(
        sizes_from(88.0),
        lambda size: stage.set(
            (
                Para(text=text, size=size, weight="bold", role="ink", before=0.6 * size)
                for text in prompts
            ),
            room.width,
        ),
        room.height,
    )
    if not fits:
        head, _rest = block.split(room.height)
        block = head
    stage.put(block, room.x, room.y + max(0.0, (room.height - block.height) / 3))


def question_strip(
    context: SceneContext, stage: Stage, area: Area, most: float, top_size: float = 42.0
) -> Area:
    """Draw the activity's question in a strip at the bottom of ``area``; return what is left.

    The strip takes at most the share ``most`` of the height; nothing is drawn without a question.
    """
    activity = context.activity
    words = context.say(activity.prompt) if activity else ()
    return words_strip(stage, area, words, most * area.height, top_size)


def words_strip(
    stage: Stage, area: Area, words: Sequence[str], most: float, top_size: float
) -> Area:
    """Draw words in a strip at the bottom, at most ``most`` high; return the area over it.

    Two languages stand beside each other, or under each other where that takes less height.
    """
    if not words:
        return area
    width = area.width - 2 * STRIP_PAD
    for size in sizes_from(top_size):
        one_under_other = _set_strip(stage, [(text, width) for text in words], size)
        beside = _set_strip(stage, [(text, (width - 56) / len(words)) for text in words], size)
        stacked = sum(block.height for block in one_under_other)
        side_by_side = max(block.height for block in beside)
        if min(stacked, side_by_side) + 28 <= most:
            break
    height = min(stacked, side_by_side, most - 28)
    strip = Area(area.x, area.bottom - height - 28, area.width, height + 28)
    stage.panel(strip)
    y = strip.y + 14
    if stacked <= side_by_side:
        for block in one_under_other:
            if y + block.height <= strip.bottom:
                y = stage.put(block, area.x + STRIP_PAD, y)
    else:
        for block, column in zip(
            beside, area.inset(STRIP_PAD, 0).columns([1.0] * len(words), 56), strict=True
        ):
            stage.put(block.split(height)[0], column.x, y)
    return area.above(strip.height + 18)


def _set_strip(stage: Stage, texts: list[tuple[str, float]], size: float) -> list[SetText]:
    return [stage.set((Para(text=t, size=size, weight="bold"),), width) for t, width in texts]

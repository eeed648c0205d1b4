"""The activity's title and what it asks of the room: shown by itself where nothing else is."""

from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, largest, sizes_from


def draw_prompt(
    context: SceneContext, stage: Stage, area: Area, extra: tuple[str, ...] = ()
) -> None:
    """Draw title and prompt large; ``extra`` says what is missing, where something is."""
    activity = context.activity
    titles = context.say(activity.title) if activity else ()
    prompts = (context.say(activity.prompt) if activity else ()) or extra
    area = stage.title(titles, area)
    room = Area(area.x, area.y, min(area.width, 1560.0), area.height)
    block, fits = largest(
        sizes_from(72.0),
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


def question_strip(context: SceneContext, stage: Stage, area: Area, most: float) -> Area:
    """Draw the activity's question in a strip at the bottom of ``area``; return what is left.

    The strip takes at most the share ``most`` of the height; nothing is drawn without a question.
    """
    activity = context.activity
    words = context.say(activity.prompt) if activity else ()
    if not words:
        return area
    columns = area.inset(36, 0).columns([1.0] * len(words), 56)
    for size in sizes_from(42.0):
        blocks = [
            stage.set((Para(text=text, size=size, weight="bold"),), column.width)
            for text, column in zip(words, columns, strict=True)
        ]
        height = max(block.height for block in blocks)
        if height <= most * area.height - 40:
            break
    else:
        blocks = [block.split(most * area.height - 40)[0] for block in blocks]
        height = max(block.height for block in blocks)
    strip = Area(area.x, area.bottom - height - 40, area.width, height + 40)
    stage.panel(strip)
    for block, column in zip(blocks, columns, strict=True):
        stage.put(block, column.x, strip.y + 20)
    return area.above(strip.height + 22)

"""The icebreaker: the prompt and its picture together."""

from app.domain.scenes import Scene
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.pictures import school
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, largest, sizes_from


def draw_icebreaker(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the icebreaker's prompt beside (or over) a schoolhouse with everyone on the way."""
    of_day = (a for a in context.snapshot.agenda.activities if a.scene == Scene.ICEBREAKER)
    activity = context.own_activity or next(of_day, context.activity)
    area = stage.title(context.say(activity.title) if activity else (), area)
    prompts = context.say(activity.prompt) if activity else ()
    if stage.wide:
        words, picture = area.columns((1.12, 1.0), 64)
    else:
        words, picture = area.above(0.45 * area.height), area
    block, fits = largest(
        sizes_from(62.0),
        lambda size: stage.set(
            (Para(text=t, size=size, weight="bold", before=0.6 * size) for t in prompts),
            words.width,
        ),
        words.height,
    )
    if not fits:
        block = block.split(words.height)[0]
    if stage.wide:
        stage.put(block, words.x, words.y + max(0.0, (words.height - block.height) * 0.3))
    else:
        picture = area.below(block.height + 36)
        stage.put(block, words.x, words.y)
    stage.add(*school(picture))

"""The closing: what people take with them, when the room meets again, thanks."""

from app.ui.room_screen.context import SceneContext, day_in_words
from app.ui.room_screen.scenes.notes import draw_cards, wall_notes
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, largest, sizes_from


def draw_closing(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the question or the thanks, the wall's notes to it, and the next convening."""
    area = _draw_next_time(context, stage, area)
    activity = context.own_activity
    words = context.say(activity.prompt) if activity else ()
    if not words:
        words = context.both(
            lambda _: _("Thank you. What you saw and said today is the beginning.")
        )
    own = activity.prompt_id if activity else ""
    notes = [note for note in wall_notes(context) if own and note.prompt_id == own]
    if notes:
        draw_cards(context, stage, stage.title(words, area, 56), notes)
        return
    room = Area(area.x, area.y, min(area.width, 1640.0), area.height)
    block, fits = largest(
        sizes_from(88.0),
        lambda size: stage.set(
            (Para(text=text, size=size, weight="bold", before=0.5 * size) for text in words),
            room.width,
        ),
        room.height,
    )
    if not fits:
        block = block.split(room.height)[0]
    stage.put(block, room.x, room.y + max(0.0, (room.height - block.height) * 0.4))


def _draw_next_time(context: SceneContext, stage: Stage, area: Area) -> Area:
    """Draw when and where the room meets again, if that is known; return the area over it."""
    workshop = context.snapshot.workshop
    if workshop.next_date is None:
        return area
    heads = context.each(lambda _: _("We meet again"))
    columns = area.inset(40, 0).columns([1.0] * len(heads), 56)
    where = " · ".join(part for part in (_time(context), workshop.next_place) if part)
    blocks = [
        stage.set(
            (
                Para(text=head, size=34, weight="bold", role="accent"),
                Para(text=day_in_words(workshop.next_date, language), size=44, weight="bold"),
                Para(text=where, size=36, role="quiet_ink"),
            ),
            column.width,
        )
        for head, language, column in zip(heads, context.languages, columns, strict=True)
    ]
    height = max(block.height for block in blocks) + 56
    panel = Area(area.x, area.bottom - height, area.width, height)
    stage.panel(panel)
    for block, column in zip(blocks, columns, strict=True):
        stage.put(block, column.x, panel.y + 28)
    return area.above(height + 30)


def _time(context: SceneContext) -> str:
    """Return the next convening's time in the room's way of writing it; "" when not known."""
    text = context.snapshot.workshop.next_time
    try:
        hour, minute = (int(part) for part in text.split(":"))
    except ValueError:
        return text
    return context.local(hour, minute)

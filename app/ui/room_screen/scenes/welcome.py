"""The welcome: whose day this is, and when it starts."""

from app.domain.drawing import Circle, Diamond, Rect
from app.ui.room_screen.context import SceneContext, day_in_words
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, SetText, largest, sizes_from


def draw_welcome(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the greeting, the district, the day, who leads it, and a band of shapes."""
    band = min(170.0, 0.2 * area.height)
    words = area.above(band + 30)

    def make(size: float) -> SetText:
        return stage.set(_words(context, size), words.width)

    block, fits = largest(sizes_from(128.0, 60.0), make, words.height)
    if not fits:
        block = block.split(words.height)[0]
    stage.put(block, words.x, words.y + max(0.0, (words.height - block.height) * 0.42))
    _draw_band(stage, Area(area.x, area.bottom - band, area.width, band))


def _words(context: SceneContext, size: float) -> list[Para]:
    """Return the lines from the greeting down; the others follow the greeting's size."""
    workshop = context.snapshot.workshop
    small = max(32.0, 0.36 * size)
    greeting = "  ·  ".join(context.both(lambda _: _("Welcome")))
    lines = [
        Para(text=greeting, size=size, weight="bold", role="accent"),
        Para(text=workshop.district, size=max(44.0, 0.62 * size), weight="bold", before=0.1 * size),
    ]
    days = (day_in_words(workshop.date, language) for language in context.languages)
    lines += [
        Para(text=text, size=small, role="quiet_ink", before=0.5 * size * (index == 0))
        for index, text in enumerate(dict.fromkeys(days))
    ]
    if workshop.place:
        lines.append(Para(text=workshop.place, size=small, role="quiet_ink"))
    activity = context.own_activity
    prompts = context.say(activity.prompt) if activity else ()
    if not prompts and not context.rundown.running:
        time = context.clock(context.rundown.schedule.start)
        starts = context.both(lambda _: _("We start at {time}"))
        prompts = tuple(text.format(time=time) for text in starts)
    lines += [
        Para(
            text=text, size=1.15 * small, weight="bold", before=(0.5 if index == 0 else 0.12) * size
        )
        for index, text in enumerate(prompts)
    ]
    return lines


def _draw_band(stage: Stage, area: Area) -> None:
    """Draw the day's two shapes in many sizes, side by side: different, together."""
    roles = ("foundations", "access", "level_3", "foundations_line", "access_line", "accent")
    steps = (1.0, 0.6, 0.8, 0.46, 0.9, 0.54, 0.72)
    x, index = area.x, 0
    ground = area.bottom - 8
    while True:
        radius = 0.42 * area.height * steps[index % len(steps)]
        reach = radius if index % 2 == 0 else 1.2 * radius
        if x + 2 * reach > area.right:
            break
        role = roles[index % len(roles)]
        if index % 2 == 0:
            stage.add(Circle(x=x + reach, y=ground - radius, radius=radius, fill=role))
        else:
            stage.add(
                Diamond(
                    x=x + reach, y=ground - reach, half_width=reach, half_height=reach, fill=role
                )
            )
        x += 2 * reach + 26
        index += 1
    stage.add(Rect(x=area.x, y=ground, width=area.width, height=8, fill="level_2", radius=4))

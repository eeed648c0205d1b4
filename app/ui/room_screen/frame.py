"""What surrounds every scene: who and when above, how long and what next below."""

from app.domain.drawing import Item, Line, Rect, Text
from app.domain.rundown import LineState
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import MARGIN, Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para, one_line
from app.ui.widgets.big_clock import clock_text

TOP_LINE = 56.0
"""The height of the middle of the top line."""

TOP_SIZE = 32.0

TOP = 100.0
"""Where the scene begins, under the top line."""

STRIP = 118.0
"""The height of the strip at the bottom."""

BAR = 16.0
NUMBER = 46.0
NEXT = 30.0

NEARLY_OVER = 0.1
"""The share of an activity from which on its bar is framed, so that nobody is surprised."""

MESSAGE_LINES = 4


def draw_frame(context: SceneContext, stage: Stage, *, number: bool = True) -> Area:
    """Draw the frame; return the area that is left for the scene.

    ``number`` False leaves out the digits beside the bar, where the scene itself is a clock.
    """
    _draw_top(context, stage)
    bottom = stage.height - (STRIP if context.on else 44.0)
    area = Area(MARGIN, TOP, stage.width - 2 * MARGIN, bottom - TOP)
    if context.on:
        _draw_strip(context, stage, number)
    message = context.snapshot.scene.message.strip()
    return _draw_message(message, stage, area) if message else area


def draw_page_mark(stage: Stage) -> None:
    """Say which page of how many this is, once the scene has said how many there are."""
    if stage.pages < 2:
        return
    text = f"{min(stage.page, stage.pages)} / {stage.pages}"
    width = stage.measure(text, TOP_SIZE, "bold") + 44
    x = stage.width - MARGIN - _time_width(stage) - width
    stage.add(
        Rect(x=x, y=TOP_LINE - 26, width=width, height=52, fill="accent_soft", radius=26),
    )
    stage.word(text, x + width / 2, TOP_LINE, TOP_SIZE, weight="bold", anchor="middle")


def _time_width(stage: Stage) -> float:
    return stage.measure("12:58 pm", TOP_SIZE, "regular") + 36


def _draw_top(context: SceneContext, stage: Stage) -> None:
    # Always leaves room for the page mark, so that turning pages moves nothing.
    room = stage.width - 2 * MARGIN - _time_width(stage) - 150
    line, size = _top_line(context, stage, room)
    stage.word(line, MARGIN, TOP_LINE, size, role="quiet_ink")
    right = stage.width - MARGIN
    stage.follow_time(lambda now: (_wall_clock(now, right),))


def _top_line(context: SceneContext, stage: Stage, room: float) -> tuple[str, float]:
    """Return who and what, and its size; where both are too long, what comes before who."""
    block = context.snapshot.block_now(context.rundown)
    district = context.snapshot.workshop.district.strip()
    title = " / ".join(context.say(block.title)) if block is not None else ""
    tries = (" · ".join(part for part in (district, title) if part), title or district)
    for text in tries:
        for size in (TOP_SIZE, 30.0, SMALLEST):
            if stage.measure(text, size, "regular") <= room:
                return text, size
    return one_line(tries[-1], SMALLEST, "regular", room, stage.measure), SMALLEST


def _wall_clock(context: SceneContext, right: float) -> Item:
    return Text(
        x=right,
        y=TOP_LINE + 0.34 * TOP_SIZE,
        text=context.wall_clock,
        size=TOP_SIZE,
        role="quiet_ink",
        anchor="end",
    )


def _draw_strip(context: SceneContext, stage: Stage, number: bool) -> None:
    middle = stage.height - STRIP / 2 + 4
    following = _next_words(context)
    room = 0.44 * (stage.width - 2 * MARGIN)
    right = stage.width - MARGIN
    if following:
        size = NEXT
        lines = [one_line(words, size, "regular", room, stage.measure) for words in following]
        width = max(stage.measure(line, size, "regular") for line in lines)
        block = stage.set(
            (Para(text=line, size=size, role="quiet_ink") for line in lines), width + 10
        )
        stage.put(block, right - width, middle - block.height / 2)
        right -= width + 40
    if number:
        digits = stage.measure("88:88", NUMBER, "bold")
        at = right
        stage.follow_time(lambda now: _number(now, at, middle))
        right -= max(digits, stage.measure("+188:88", NUMBER, "bold")) + 12
    bar = Area(MARGIN, middle - BAR / 2, right - MARGIN, BAR)
    stage.follow_time(lambda now: time_bar(now, bar))


def _number(context: SceneContext, right: float, middle: float) -> tuple[Item, ...]:
    seconds = context.seconds_left
    role = "overtime" if seconds < 0 else "quiet_ink" if context.paused else "ink"
    return (
        Text(
            x=right,
            y=middle + 0.34 * NUMBER,
            text=clock_text(seconds),
            size=NUMBER,
            role=role,
            anchor="end",
            weight="bold",
        ),
    )


def time_bar(context: SceneContext, area: Area) -> tuple[Item, ...]:
    """Return the bar that empties: hollow when paused, framed near the end, hatched after it."""
    line = context.rundown.line
    if line is None:
        return ()
    # In whole seconds, as the digits: a finer bar would have the projector painted at every tick.
    share = context.seconds_left / line.seconds if line.seconds > 0 else 0.0
    share = min(max(share, 0.0), 1.0)
    radius = area.height / 2
    track = Rect(
        x=area.x, y=area.y, width=area.width, height=area.height, fill="track", radius=radius
    )
    if context.seconds_left < 0:
        return (*_hatched(area), _outline(area, "overtime"))
    width = round(area.width * share)
    role = "edge" if context.paused else "attention" if share <= NEARLY_OVER else "accent"
    items: list[Item] = [track]
    if width > 0:
        width = max(width, round(area.height))
        items.append(
            Rect(x=area.x, y=area.y, width=width, height=area.height, fill=role, radius=radius)
        )
    if context.paused or share <= NEARLY_OVER:
        items.append(_outline(area, "accent" if context.paused else "attention"))
    return tuple(items)


def _outline(area: Area, role: str) -> Item:
    return Rect(
        x=area.x + 1.5, y=area.y + 1.5, width=area.width - 3, height=area.height - 3,
        stroke=role, stroke_width=3, radius=area.height / 2,
    )  # fmt: skip


def _hatched(area: Area) -> list[Item]:
    items: list[Item] = [
        Rect(
            x=area.x, y=area.y, width=area.width, height=area.height, fill="overtime_soft",
            radius=area.height / 2,
        )
    ]  # fmt: skip
    step = 1.5 * area.height
    x = area.x + area.height / 2
    while x + area.height < area.right:
        items.append(
            Line(
                x1=x, y1=area.bottom - 2, x2=x + 0.8 * area.height, y2=area.y + 2,
                stroke="overtime", stroke_width=0.36 * area.height,
            )
        )  # fmt: skip
        x += step
    return items


def _next_words(context: SceneContext) -> tuple[str, ...]:
    line = context.rundown.next_line
    activity = context.snapshot.agenda.activity(line.activity_id) if line else None
    if activity is None or (line and line.state is not LineState.UPCOMING):
        return ()
    titles = context.say(activity.title)
    words = context.each(lambda _: _("Next: {title}"))
    if len(titles) < len(words):
        return tuple(words[0].format(title=title) for title in titles)
    return tuple(w.format(title=title) for w, title in zip(words, titles, strict=True))


def _draw_message(message: str, stage: Stage, area: Area) -> Area:
    """Draw the facilitator's line to the room in a calm strip; return the area over it."""
    size = 40.0
    while True:
        block = stage.set((Para(text=message, size=size, weight="bold"),), area.width - 72)
        if len(block.lines) <= 2 or size <= SMALLEST:
            break
        size = max(SMALLEST, size - 4)
    if len(block.lines) > MESSAGE_LINES:
        kept = " ".join(line.text for line in block.lines[:MESSAGE_LINES])
        text = kept[: len(kept) - 4].rstrip() + "…"
        block = stage.set((Para(text=text, size=size, weight="bold"),), area.width - 72)
    height = block.height + 36
    strip = Area(area.x, area.bottom - height, area.width, height)
    stage.panel(strip)
    stage.put(block, strip.x + 36, strip.y + 18)
    return area.above(height + 24)

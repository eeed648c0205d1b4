"""The clock: what to do, how long there is, and in small groups who scores what."""

from collections.abc import Sequence

from app.domain.agenda import Activity
from app.domain.drawing import Item, Rect, Text
from app.domain.seating import Group
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.seats import WIDEST_BADGE, plan_now
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para, largest, sizes_from
from app.ui.widgets.big_clock import clock_text

DIGIT = 0.70
"""Height of a digit, as a multiple of the text's size."""

AIR = 28.0
"""Between the words and the plate of overtime."""

LEAST, MOST = 240.0, 470.0


def draw_clock(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the prompt, the digits, and beside them the groups while people work in groups."""
    if not context.on:
        _draw_off(context, stage, area)
        return
    activity = context.activity
    groups = _working_groups(context, activity)
    if groups and stage.wide:
        left, right = area.columns((1.82, 1.0), 72)
        _draw_groups(context, stage, right, groups)
        _draw_left(context, stage, left)
    elif groups:
        _draw_left(context, stage, area.above(0.4 * area.height))
        _draw_groups(context, stage, area.below(0.64 * area.height), groups)
    else:
        _draw_left(context, stage, area)


def _working_groups(context: SceneContext, activity: Activity | None) -> tuple[Group, ...]:
    """Return the groups at work, where the activity is for groups and they have dimensions."""
    if activity is None or activity.mode != "groups":
        return ()
    plan = plan_now(context)
    groups = plan.groups if plan else ()
    return tuple(group for group in groups if group.dimensions)


def _draw_off(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the time of day large, before the start and after the end."""
    line = context.rundown.schedule.start
    words = context.both(lambda _: _("We start at {time}"))
    if not context.rundown.running and context.rundown.started_at is None:
        area = stage.title([text.format(time=context.clock(line)) for text in words], area)
    size = _digit_size(stage, area, "12:58 pm")
    base = area.y + area.height / 2 + DIGIT * size / 2
    stage.follow_time(lambda now: (_line(now.wall_clock, area.x, base, size, "ink"),))


def _draw_left(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the prompt (or title), the digits and until when."""
    activity = context.activity
    words = context.say(activity.prompt) or context.say(activity.title) if activity else ()
    least = LEAST + 120
    room = Area(area.x, area.y, area.width, max(0.0, area.height - least))
    top = 66.0 if len(words) == 1 else 56.0
    block, fits = largest(
        sizes_from(top),
        lambda size: stage.set(
            (Para(text=w, size=size, weight="bold", before=0.45 * size) for w in words), area.width
        ),
        room.height,
    )
    if not fits:
        block = block.split(room.height)[0]
    stage.put(block, area.x, area.y)
    rest = area.below(block.height + (AIR + 12 if block.lines else 12))
    size = min(_digit_size(stage, rest, "88:88"), (rest.height - 130) / DIGIT)
    size = max(min(size, MOST), LEAST)
    spare = rest.height - DIGIT * size - 110
    base = rest.y + DIGIT * size + max(0.0, spare * 0.45)
    # The plate of overtime keeps off the words, whatever little height there is.
    pad = min(0.12 * size, max(8.0, base - DIGIT * size - area.y - block.height - AIR))
    stage.follow_time(lambda now: _digits(now, area, base, size, pad))


def _digit_size(stage: Stage, area: Area, widest: str) -> float:
    """Return the size at which ``widest`` fills the width, within the limits."""
    width = stage.measure(widest, 100, "bold") / 100
    return max(LEAST, min(MOST, (area.width - 60) / width))


def _digits(
    context: SceneContext, area: Area, base: float, size: float, high: float
) -> tuple[Item, ...]:
    """Return digits and the line under them; overtime stands on a framed plate.

    ``high`` is the air over and under the digits that the plate may take.
    """
    seconds = context.seconds_left
    text = clock_text(seconds)
    wide = 100 * _WIDTHS.get(len(text), 0.62 * len(text))
    size = min(size, 100 * (area.width - 60) / wide)
    items: list[Item] = []
    x = area.x - 0.04 * size
    role = "quiet_ink" if context.paused else "ink"
    if seconds < 0:
        role = "overtime"
        pad, high = 0.12 * size, min(high, 0.12 * size)
        items.append(
            Rect(
                x=area.x, y=base - DIGIT * size - high, width=wide / 100 * size + 2 * pad,
                height=DIGIT * size + 2 * high, fill="overtime_soft", stroke="overtime",
                stroke_width=8, radius=24,
            )
        )  # fmt: skip
        x = area.x + pad
    items.append(_line(text, x, base, size, role))
    items.append(
        Text(
            x=area.x, y=base + 92 + (20 if seconds < 0 else 0),
            text=" · ".join(_under(context)), size=42, role="quiet_ink",
        )
    )  # fmt: skip
    return tuple(items)


_WIDTHS = {4: 2.24, 5: 2.86, 6: 3.5, 7: 4.2}
"""Widths of digits and colons by number of characters, for plates; a little generous."""


def _line(text: str, x: float, base: float, size: float, role: str) -> Item:
    return Text(x=x, y=base, text=text, size=size, role=role, weight="bold")


def _under(context: SceneContext) -> tuple[str, ...]:
    """Return what stands under the digits."""
    line = context.rundown.line
    if context.paused:
        return context.both(lambda _: _("Paused"))
    if context.seconds_left < 0 or line is None:
        return context.both(lambda _: _("over time"))
    until = context.both(lambda _: _("until {time}"))
    return tuple(words.format(time=context.clock(line.ends_at)) for words in until)


def _draw_groups(context: SceneContext, stage: Stage, area: Area, groups: Sequence[Group]) -> None:
    """Draw each group with its dimensions; in two columns where there is width but no height."""
    columns = 1 if stage.wide else 2
    parts = area.columns([1.0] * columns, 48)
    per = -(-len(groups) // columns)
    for index, part in enumerate(parts):
        shown = groups[index * per : (index + 1) * per]
        if shown:
            _draw_group_column(context, stage, part, shown)


def _draw_group_column(
    context: SceneContext, stage: Stage, area: Area, groups: Sequence[Group]
) -> None:
    badges = max(stage.measure(g.label, 30, "bold") for g in groups)
    indent = max(54.0, badges + 24) + 20
    plates = indent <= WIDEST_BADGE * area.width
    indent = indent if plates else 0.0

    def make(size: float) -> list[Row]:
        found = []
        for group in groups:
            lines = [
                Para(text=n, size=size, before=0.05 * size)
                for n in _dimension_words(context, group)
            ]
            if not plates:
                lines.insert(0, Para(text=group.label, size=size, weight="bold", role="accent"))
            block = stage.set(lines, area.width - indent)
            lead = _badge(group.label, area.x, size) if plates else None
            found.append(Row(cells=(block,), lead=lead))
        return found

    draw_rows(
        stage, area, make, Look(xs=(area.x + indent,), gap=14, loosest=2.8), top_size=36,
        page_size=28,
    )  # fmt: skip


def _badge(label: str, x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.badge(label, x, y + 0.62 * size, 50)

    return draw


def _dimension_words(context: SceneContext, group: Group) -> tuple[str, ...]:
    """Return a group's dimensions in short, one line a language."""
    framework = context.snapshot.framework
    known = [d for d in framework.dimensions if d.id in group.dimensions]
    ordered = sorted(known, key=lambda d: group.dimensions.index(d.id))
    texts = [context.each_of(d.short_name) for d in ordered]
    lines = (" · ".join(words) for words in zip(*texts, strict=True))
    return tuple(dict.fromkeys(lines))

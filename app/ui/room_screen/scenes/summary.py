"""The read-back: scores, norms and next steps once more, before the summary is approved."""

from app.domain.results import SORTS
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import COMFORTABLE, Look, Row, draw_rows, paginate
from app.ui.room_screen.scenes.clock import draw_clock
from app.ui.room_screen.scenes.next_steps import NUMBER, shown_steps
from app.ui.room_screen.scenes.results import room_labels, room_table
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para

GAP = 22.0


def draw_summary(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the chart on the first page, then norms and next steps; nothing before the reveal."""
    if context.snapshot.workshop.revealed_at is None:
        draw_clock(context, stage, area)
        return
    parts = _parts(context, stage, area)
    number = stage.turn_to(1 + len(parts))
    if number == 0:
        area = _heading(context, stage, area)
        sort = context.argument("sort")
        stage.chart(
            room_table(context), area, room_labels(context), sort if sort in SORTS else "order"
        )
        return
    words, rows = parts[number - 1]
    area = stage.title(words, area)
    look = Look(xs=(area.x + NUMBER,), gap=GAP, loosest=2.0)
    draw_rows(stage, area, lambda _size: rows, look)


def _heading(context: SceneContext, stage: Stage, area: Area) -> Area:
    """Say that this is read back, in a strip; return the area under it."""
    if context.snapshot.workshop.approved_at is None:
        words = context.both(lambda _: _("Draft. Is this what we found?"))
    else:
        words = context.both(lambda _: _("This is what we found and share."))
    line = (" / ".join(words),)
    room = Area(area.x, area.y, area.width - 64, 92.0)
    block = stage.fit(line, room, 34, weight="bold", gap=0)[0]
    strip = Area(area.x, area.y, area.width, block.height + 14)
    stage.panel(strip)
    stage.put(block, area.x + 32, area.y + 7)
    return area.below(strip.height + 10)


Part = tuple[tuple[str, ...], list[Row]]


def _parts(context: SceneContext, stage: Stage, area: Area) -> list[Part]:
    """Return the pages after the chart: norms first, then next steps."""
    width = area.width - NUMBER
    norms = [
        _row(stage, index, tuple(" · ".join(context.say(norm.name)).split("\n")), "", area.x, width)
        for index, norm in enumerate(context.snapshot.norms, 1)
    ]
    steps = [
        _row(stage, index, (step.text,), step.owner_role, area.x, width)
        for index, step in enumerate(shown_steps(context), 1)
    ]
    room = area.height - 180
    found: list[Part] = []
    for words, rows in (
        (context.each(lambda _: _("How we work together")), norms),
        (context.each(lambda _: _("Next steps to explore")), steps),
    ):
        if rows:
            found += [(words, page) for page in paginate(rows, room, GAP)]
    return found


def _row(
    stage: Stage, index: int, words: tuple[str, ...], under: str, x: float, width: float
) -> Row:
    size = COMFORTABLE + 4
    lines = [Para(text=text, size=size, weight="bold") for text in words]
    lines.append(Para(text=under, size=COMFORTABLE, role="quiet_ink"))

    def draw(on: Stage, y: float) -> None:
        on.word(str(index), x, y + 0.62 * size, size, role="accent", weight="bold")

    return Row(cells=(stage.set(lines, width),), lead=draw)

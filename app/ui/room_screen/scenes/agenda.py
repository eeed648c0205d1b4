"""The agenda: the day's blocks with their times, and where we are."""

from app.domain.agenda import Block
from app.domain.drawing import Circle, Weight
from app.domain.rundown import Line as DayLine
from app.domain.rundown import LineState
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.prompt import draw_prompt
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import Para

MARK = 64.0
SIZE, LOOSEST = 44.0, 2.2
TALL_SIZE, TALL_LOOSEST = 52.0, 3.4
"""A 4:3 screen is taller: larger words, and more air between them, fill it."""


def draw_agenda(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw blocks with start times; past ones are quiet, the present one is bold and marked."""
    blocks = [b for b in context.snapshot.agenda.blocks if _lines(context, b)]
    if not blocks:
        draw_prompt(context, stage, area)
        return
    area = stage.title(context.each(lambda _: _("Today")), area)
    largest = SIZE if stage.wide else TALL_SIZE
    times = max(stage.measure(_start(context, block), largest, "regular") for block in blocks)
    names = Area(area.x + MARK + times + 40, area.y, area.width - MARK - times - 40, area.height)
    parts = names.columns([1.0] * len(context.languages), 48)
    xs = tuple(part.x for part in parts)
    ends = area.x + MARK + times

    def make(size: float) -> list[Row]:
        return [_row(context, stage, block, size, parts, area.x, ends) for block in blocks]

    look = Look(xs=xs, gap=26, loosest=LOOSEST if stage.wide else TALL_LOOSEST, ruled=False)
    draw_rows(stage, area, make, look, top_size=largest)


def _row(
    context: SceneContext,
    stage: Stage,
    block: Block,
    size: float,
    parts: tuple[Area, ...],
    x: float,
    ends: float,
) -> Row:
    """Return a block's row; its time, as large as its name, ends at ``ends``."""
    lines = _lines(context, block)
    current = any(line.state is LineState.CURRENT for line in lines)
    over = not current and all(line.state in (LineState.DONE, LineState.SKIPPED) for line in lines)
    weight: Weight = "bold" if current else "regular"
    role = "quiet_ink" if over else "ink"
    start = _start(context, block)
    time = stage.set((Para(text=start, size=size, role="quiet_ink"),), 1e9)
    left = ends - stage.measure(start, size, "regular")
    mark = _mark(x, size, current=current, over=over)

    def lead(stage: Stage, y: float) -> None:
        mark(stage, y)
        stage.put(time, left, y)

    names = tuple(
        stage.set((Para(text=text, size=size, weight=weight, role=role),), part.width)
        for text, part in zip(context.columns(block.title), parts, strict=True)
    )
    return Row(cells=names, lead=lead)


def _mark(x: float, size: float, *, current: bool, over: bool):
    def draw(stage: Stage, y: float) -> None:
        middle = y + 0.62 * size
        center = x + 20
        if current:
            stage.add(Circle(x=center, y=middle, radius=18, fill="accent"))
        elif over:
            stage.icon("check", center - 20, middle, 40, "accent")
        else:
            stage.add(Circle(x=center, y=middle, radius=15, stroke="edge", stroke_width=4))

    return draw


def _lines(context: SceneContext, block: Block) -> list[DayLine]:
    return [line for line in context.rundown.lines if line.block_id == block.id]


def _start(context: SceneContext, block: Block) -> str:
    return context.clock(_lines(context, block)[0].starts_at)

"""How to score: both lenses with their levels, and the two answers that are no level."""

from dataclasses import dataclass
from itertools import zip_longest

from app.domain.drawing import Rect
from app.domain.framework import Lens
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import Area, Stage, lens_shape
from app.ui.room_screen.typeset import SMALLEST, Para, SetText, sizes_from

PAD = 30.0
FOOT_INDENT = 144.0
"""Where the words of the foot begin, beside both lenses' marks."""

TILE = 1.5
"""Side of a level's number tile, as a multiple of the text's size."""


@dataclass(frozen=True, kw_only=True)
class _Panel:
    """One lens, set at one size."""

    lens: Lens
    size: float
    head: SetText
    levels: tuple[SetText, ...]

    @property
    def tile(self) -> float:
        return TILE * self.size

    @property
    def rows(self) -> tuple[float, ...]:
        """Return the height of each level."""
        return tuple(max(block.height, self.tile) for block in self.levels)


def draw_how_to_score(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw a panel a lens, and under them what else a group may answer."""
    area = stage.title(context.each(lambda _: _("Two scores for each dimension")), area)
    foot = _set_foot(context, stage, area.width)
    tall = max(block.height for block in foot) + 20
    panels = area.above(tall + 24).columns((1.0, 1.0), 36)
    made = _settle(context, stage, panels[0])
    head, rows = _shared(made)
    for panel, place in zip(made, panels, strict=True):
        _draw_panel(stage, panel, place, head, rows)
    _draw_foot(stage, foot, Area(area.x, area.bottom - tall, area.width, tall))


def _settle(context: SceneContext, stage: Stage, place: Area) -> list[_Panel]:
    """Return both panels at the largest size that fits; descriptions go before size does."""
    made: list[_Panel] = []
    for described, least in ((True, 31.0), (False, SMALLEST)):
        for size in sizes_from(42.0, least):
            made = [_panel(context, stage, lens, place.width, size, described) for lens in Lens]
            if _height(*_shared(made)) <= place.height:
                return made
    return made


def _shared(panels: list[_Panel]) -> tuple[float, tuple[float, ...]]:
    """Return the heights of head and levels that both panels share, so that levels line up."""
    rows = zip_longest(*(panel.rows for panel in panels), fillvalue=0.0)
    return max(panel.head.height for panel in panels), tuple(max(pair) for pair in rows)


def _height(head: float, rows: tuple[float, ...]) -> float:
    """Return the height that a panel needs, its levels 12 units apart."""
    return head + 24 + sum(rows) + 12 * (len(rows) - 1) + 2 * PAD


def _panel(
    context: SceneContext, stage: Stage, lens: Lens, width: float, size: float, described: bool
) -> _Panel:
    scale = context.snapshot.framework.scale(lens)
    indent = TILE * size + 24
    head = [
        Para(text=text, size=1.15 * size, weight="bold", role=lens.value)
        for text in context.say(scale.name)
    ]
    head += [
        Para(text=text, size=size, before=(0.15 if index == 0 else 0.05) * size)
        for index, text in enumerate(context.say(scale.question))
    ]
    levels = []
    for level in scale.offered:
        names = context.say(level.name)
        lines = [Para(text=" / ".join(names), size=size, weight="bold")]
        if described:
            lines += [
                Para(text=text, size=max(SMALLEST, 0.84 * size), role="quiet_ink")
                for text in context.say(level.description)
            ]
        levels.append(stage.set(lines, width - 2 * PAD - indent))
    return _Panel(
        lens=lens,
        size=size,
        head=stage.set(head, width - 2 * PAD - 1.6 * size),
        levels=tuple(levels),
    )


def _draw_panel(
    stage: Stage, panel: _Panel, place: Area, head: float, rows: tuple[float, ...]
) -> None:
    size = panel.size
    stage.panel(place, f"{panel.lens.value}_soft")
    x, y = place.x + PAD, place.y + PAD
    stage.lens_mark(panel.lens, x + 0.5 * size, y + 0.71 * size, 0.5 * size)
    stage.put(panel.head, x + 1.6 * size, y)
    y += head + 24
    spare = place.height - _height(head, rows)
    gap = 12 + min(max(0.0, spare) / max(1, len(rows)), 34.0)
    for number, (block, tall) in enumerate(zip(panel.levels, rows, strict=False), 1):
        _draw_tile(stage, number, x, y, panel.tile)
        low = max(0.0, (panel.tile - block.height) / 2)
        stage.put(block, x + panel.tile + 24, y + low)
        y += tall + gap


def _draw_tile(stage: Stage, number: int, x: float, y: float, side: float) -> None:
    step = min(number, 5)
    stage.add(Rect(x=x, y=y, width=side, height=side, fill=f"level_{step}", radius=0.2 * side))
    stage.word(
        str(number), x + side / 2, y + side / 2, 0.62 * side, role=f"level_ink_{step}",
        weight="bold", anchor="middle",
    )  # fmt: skip


def _set_foot(context: SceneContext, stage: Stage, width: float) -> tuple[SetText, SetText]:
    texts = (
        context.both(lambda _: _("“Cannot tell” is an answer, for each score.")),
        context.both(lambda _: _("A group may choose not to score, and say why.")),
    )
    for size in sizes_from(36.0):
        blocks = [
            stage.set((Para(text=text, size=size) for text in words), width / 2 - 18 - FOOT_INDENT)
            for words in texts
        ]
        if all(len(b.lines) <= 2 for b in blocks):
            break
    return blocks[0], blocks[1]


def _draw_foot(stage: Stage, foot: tuple[SetText, SetText], area: Area) -> None:
    """Draw the two other answers with the shapes that the chart gives them."""
    for part, block, name in zip(
        area.columns((1.0, 1.0), 36), foot, ("cannot", "not"), strict=True
    ):
        for index, lens in enumerate(Lens):
            x = part.x + PAD + 18 + 46 * index
            if name == "cannot":
                mark = lens_shape(lens, x, part.middle, 17, stroke=lens.value, dash=(8, 6))
                stage.add(mark)
            elif index == 0:
                stage.icon("circle-minus", x - 1, part.middle, 48, "ink")
        stage.put(block, part.x + FOOT_INDENT, part.middle - block.height / 2)

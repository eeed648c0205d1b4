"""The norms: how the room wants to work together."""

from app.domain.norms import Norm
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.prompt import draw_prompt
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para, SetText

NUMBER = 72.0
"""Room for a norm's number."""


def draw_norms(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw every norm with its line, a column a language."""
    norms = context.snapshot.norms
    if not norms:
        draw_prompt(context, stage, area)
        return
    area = stage.title(context.each(lambda _: _("How we work together")), area)
    columns = area.below(0).columns([1.0] * len(context.languages), 64)
    first = columns[0]
    widths = [first.width - NUMBER] + [c.width - NUMBER for c in columns[1:]]
    xs = tuple(column.x + NUMBER for column in columns)

    def make(size: float) -> list[Row]:
        return [
            Row(
                cells=tuple(
                    _norm(stage, name, text, size, width)
                    for name, text, width in zip(
                        context.columns(norm.name), _texts(context, norm), widths, strict=True
                    )
                ),
                lead=_number(index, first.x, size),
            )
            for index, norm in enumerate(norms, 1)
        ]

    draw_rows(stage, area, make, Look(xs=xs, gap=18, loosest=1.9), top_size=44, page_size=34)


def _texts(context: SceneContext, norm: Norm) -> tuple[str, ...]:
    return context.columns(norm.text) if any(norm.text.values()) else ("",) * len(context.languages)


def _norm(stage: Stage, name: str, text: str, size: float, width: float) -> SetText:
    return stage.set(
        (
            Para(text=name, size=size, weight="bold"),
            Para(text=text, size=max(SMALLEST, 0.8 * size), role="quiet_ink", before=2),
        ),
        width,
    )


def _number(index: int, x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.word(str(index), x, y + 0.62 * size, size, role="accent", weight="bold")

    return draw

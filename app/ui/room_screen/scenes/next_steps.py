"""Next steps to explore: what, who sees to it, by when."""

from app.domain.notes import NextStep
from app.ui.room_screen.context import SceneContext, day_in_words
from app.ui.room_screen.rows import Look, Row, draw_rows
from app.ui.room_screen.scenes.prompt import draw_prompt, question_strip
from app.ui.room_screen.stage import Area, Stage
from app.ui.room_screen.typeset import SMALLEST, Para

NUMBER = 72.0


def draw_next_steps(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw the steps, numbered; without any yet, the question alone."""
    steps = shown_steps(context)
    if not steps:
        draw_prompt(context, stage, area)
        return
    area = stage.title(context.each(lambda _: _("Next steps to explore")), area)
    activity = context.activity
    if activity is not None and activity.scene == "next_steps":
        area = question_strip(context, stage, area, 0.2)
    draw_steps(context, stage, area, steps)


def shown_steps(context: SceneContext) -> list[NextStep]:
    """Return the steps that have words."""
    return [s for s in context.snapshot.next_steps if not s.withdrawn and s.text.strip()]


def draw_steps(
    context: SceneContext, stage: Stage, area: Area, steps: list[NextStep], top_size: float = 52.0
) -> None:
    """Draw steps as a list in ``area``."""

    def make(size: float) -> list[Row]:
        return [
            Row(
                cells=(
                    stage.set(
                        (
                            Para(text=step.text, size=size, weight="bold"),
                            Para(
                                text=_who_when(context, step),
                                size=max(SMALLEST, 0.82 * size),
                                role="quiet_ink",
                                before=2,
                            ),
                        ),
                        area.width - NUMBER,
                    ),
                ),
                lead=_number(index, area.x, size),
            )
            for index, step in enumerate(steps, 1)
        ]

    draw_rows(
        stage, area, make, Look(xs=(area.x + NUMBER,), gap=24, loosest=3.2), top_size=top_size
    )


def _who_when(context: SceneContext, step: NextStep) -> str:
    parts = [step.owner_role.strip()]
    if step.due is not None:
        by = zip(context.languages, context.each(lambda _: _("by {day}")), strict=True)
        days = [text.format(day=day_in_words(step.due, language)) for language, text in by]
        parts.append(" / ".join(dict.fromkeys(days)))
    return " · ".join(part for part in parts if part)


def _number(index: int, x: float, size: float):
    def draw(stage: Stage, y: float) -> None:
        stage.word(str(index), x, y + 0.62 * size, size, role="accent", weight="bold")

    return draw

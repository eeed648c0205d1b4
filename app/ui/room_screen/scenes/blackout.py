"""The dark screen, with or without the clock."""

from app.domain.drawing import Item, Text
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.stage import Area, Stage
from app.ui.widgets.big_clock import clock_text

SIZE = 300.0


def draw_blackout(context: SceneContext, stage: Stage, area: Area) -> None:
    """Draw nothing, or the clock in quiet digits."""
    stage.dark = True
    if context.shown.arguments.get("clock"):
        stage.follow_time(lambda now: (_clock(now, area),))


def _clock(context: SceneContext, area: Area) -> Item:
    text = clock_text(context.seconds_left) if context.on else context.wall_clock
    return Text(
        x=area.x + area.width / 2,
        y=area.middle + 0.34 * SIZE,
        text=text,
        size=SIZE,
        role="quiet_ink",
        anchor="middle",
        weight="bold",
    )

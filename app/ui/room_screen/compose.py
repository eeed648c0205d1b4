"""From a context to a finished board, and from a board to a picture."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPainter

from app.domain.drawing import Measure
from app.domain.scenes import Scene
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board, ground, paint
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.frame import draw_frame, draw_page_mark
from app.ui.room_screen.scenes import scene_for
from app.ui.room_screen.stage import Area, ChartMemo, Stage, texts_of
from app.ui.theme import Theme, load_theme

WIDE, HIGH = 1920.0, 1080.0
"""The size for which scenes are designed, in units; other screens show more units one way."""


def scale_of(width: float, height: float) -> float:
    """Return pixels a unit on a screen of ``width`` by ``height`` pixels."""
    return max(min(width / WIDE, height / HIGH), 0.01)


def units_of(width: float, height: float) -> tuple[float, float]:
    """Return a screen's size in units."""
    scale = scale_of(width, height)
    return round(width / scale, 3), round(height / scale, 3)


def compose(
    context: SceneContext,
    width: float = WIDE,
    height: float = HIGH,
    memo: ChartMemo | None = None,
    measure: Measure | None = None,
) -> Board:
    """Lay out what ``context`` shows on a screen of that many units."""
    stage = Stage(
        width=width,
        height=height,
        measure=measure or measure_with(),
        memo=memo or ChartMemo(),
        page=context.page,
    )
    scene = context.shown.scene
    if scene is Scene.BLACKOUT:
        area = Area(0, 0, width, height)
    else:
        clock_alone = scene is Scene.CLOCK
        area = draw_frame(context, stage, number=not clock_alone)
    framed = len(stage.pieces), len(stage.live)
    scene_for(scene)(context, stage, area)
    if framed == (len(stage.pieces), len(stage.live)) and scene is not Scene.BLACKOUT:
        # Nothing to show yet, and nothing is asked of the room: better the time than a bare page.
        scene_for(Scene.CLOCK)(context, stage, area)
    if scene is not Scene.BLACKOUT:
        draw_page_mark(stage)
    return Board(
        scene=scene,
        width=width,
        height=height,
        pieces=tuple(stage.pieces),
        page=min(stage.page, stage.pages),
        pages=stage.pages,
        words=texts_of(stage.pieces),
        dark=stage.dark,
        theme=context.theme.name,
        live=tuple(stage.live),
    )


def theme_for(board: Board, theme: Theme) -> Theme:
    """Return the colors to paint a board with: a dark ground needs light words."""
    return load_theme("dark") if board.dark else theme


def grab_scene(context: SceneContext, size: QSize) -> QImage:
    """Return the room screen of a context as a picture of ``size`` pixels."""
    board = compose(context, *units_of(size.width(), size.height()))
    theme = theme_for(board, context.theme)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(ground(board, theme))
    painter = QPainter(image)
    scale = scale_of(size.width(), size.height())
    painter.scale(scale, scale)
    paint(painter, board.pieces, theme)
    paint(painter, board.live_items(context), theme)
    painter.end()
    return image

"""The room screen in Spanish: every scene, and none of our words in English."""

from collections.abc import Iterator

import pytest

from app import i18n
from app.domain.codec import to_json
from app.domain.drawing import Drawing, Text
from app.domain.scenes import Scene
from app.ui.charts.painter import measure_with
from app.ui.room_screen.board import Board
from app.ui.room_screen.compose import compose
from app.ui.room_screen.context import SceneContext
from tests.spanish import english_in, framework_english_in
from tests.ui.test_room_scenes import Room, faults, room, rooms

__all__ = ["room", "rooms"]

WIDE = (1920.0, 1080.0)


def lines_of(board: Board, context: SceneContext) -> Iterator[str]:
    """Yield what is written on a board, in its order."""
    live = Drawing(width=0, height=0, items=board.live_items(context))
    yield from (text.text for text, _x, _y in board.texts())
    yield from (one.text for one in live.primitives() if isinstance(one, Text))


def typed_in(context: SceneContext) -> str:
    """Return what people wrote."""
    told = context.snapshot
    parts = (told.workshop, told.notes, told.themes, told.history, told.datasets, told.cells)
    return str([to_json(part) for part in parts])


@pytest.mark.parametrize("kind", ["empty", "normal"])
@pytest.mark.parametrize("scene", Scene)
def test_every_scene_speaks_spanish(room: Room, scene: Scene, kind: str) -> None:
    i18n.use_language("en")
    measure = measure_with()
    for revealed, minutes in ((True, 3.0), (False, 240.0)):
        context = room(scene, kind, ("es",), revealed=revealed, minutes=minutes)
        board = compose(context, *WIDE, measure=measure)
        lines, typed = list(lines_of(board, context)), typed_in(context)
        assert english_in(lines, typed) == []
        assert framework_english_in(context.snapshot.framework, lines, typed) == []
        assert faults(board, context, measure) == []


def test_the_looker_sees_what_is_english(room: Room) -> None:
    context = room(Scene.HOW_TO_SCORE, "normal", ("en",))
    lines = list(lines_of(compose(context, *WIDE, measure=measure_with()), context))
    assert framework_english_in(context.snapshot.framework, lines)

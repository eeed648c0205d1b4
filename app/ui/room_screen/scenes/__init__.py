"""Every scene's drawing: ``scene_for(scene)(context, stage, area)``."""

from collections.abc import Callable

from app.domain.scenes import Scene
from app.ui.room_screen.context import SceneContext
from app.ui.room_screen.scenes.agenda import draw_agenda
from app.ui.room_screen.scenes.blackout import draw_blackout
from app.ui.room_screen.scenes.clock import draw_clock
from app.ui.room_screen.scenes.closing import draw_closing
from app.ui.room_screen.scenes.data import draw_data
from app.ui.room_screen.scenes.equity import draw_equity
from app.ui.room_screen.scenes.history import draw_history
from app.ui.room_screen.scenes.how_to_score import draw_how_to_score
from app.ui.room_screen.scenes.icebreaker import draw_icebreaker
from app.ui.room_screen.scenes.join import draw_join
from app.ui.room_screen.scenes.next_steps import draw_next_steps
from app.ui.room_screen.scenes.norms import draw_norms
from app.ui.room_screen.scenes.notes import draw_notes
from app.ui.room_screen.scenes.reasons import draw_reasons
from app.ui.room_screen.scenes.results import draw_reflect, draw_results
from app.ui.room_screen.scenes.seats import draw_groups
from app.ui.room_screen.scenes.summary import draw_summary
from app.ui.room_screen.scenes.welcome import draw_welcome
from app.ui.room_screen.stage import Area, Stage

SceneDrawing = Callable[[SceneContext, Stage, Area], None]

_DRAWINGS: dict[Scene, SceneDrawing] = {
    Scene.WELCOME: draw_welcome,
    Scene.AGENDA: draw_agenda,
    Scene.CLOCK: draw_clock,
    Scene.NORMS: draw_norms,
    Scene.ICEBREAKER: draw_icebreaker,
    Scene.EQUITY: draw_equity,
    Scene.HISTORY: draw_history,
    Scene.DATA: draw_data,
    Scene.HOW_TO_SCORE: draw_how_to_score,
    Scene.GROUPS: draw_groups,
    Scene.JOIN: draw_join,
    Scene.RESULTS: draw_results,
    Scene.REFLECT: draw_reflect,
    Scene.REASONS: draw_reasons,
    Scene.NOTES: draw_notes,
    Scene.NEXT_STEPS: draw_next_steps,
    Scene.CLOSING: draw_closing,
    Scene.SUMMARY: draw_summary,
    Scene.BLACKOUT: draw_blackout,
}

CHARTS = frozenset({Scene.RESULTS, Scene.REFLECT, Scene.SUMMARY, Scene.DATA})
"""Scenes whose pictures take long to lay out."""


def scene_for(scene: Scene) -> SceneDrawing:
    """Return what draws a scene."""
    return _DRAWINGS.get(scene, draw_clock)

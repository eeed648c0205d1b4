"""The room screen: scenes, the window on the projector, and its mirror in the console."""

from app.ui.room_screen.compose import compose, grab_scene
from app.ui.room_screen.context import SceneContext, context_at
from app.ui.room_screen.mirror import RoomMirror
from app.ui.room_screen.model import RoomModel, room_model
from app.ui.room_screen.room_screen import RoomScreen

__all__ = [
    "RoomMirror",
    "RoomModel",
    "RoomScreen",
    "SceneContext",
    "compose",
    "context_at",
    "grab_scene",
    "room_model",
]

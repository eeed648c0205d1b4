"""Scenes: what the room screen shows, and who decides it."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from app.domain.commands import WORDS, Command, verb
from app.domain.records import Record, record

SCENE_ID = "scene"


class Scene(StrEnum):
    """Everything that the room screen can show."""

    WELCOME = "welcome"
    AGENDA = "agenda"
    CLOCK = "clock"
    NORMS = "norms"
    ICEBREAKER = "icebreaker"
    EQUITY = "equity"
    HISTORY = "history"
    DATA = "data"
    HOW_TO_SCORE = "how_to_score"
    GROUPS = "groups"
    JOIN = "join"
    RESULTS = "results"
    REFLECT = "reflect"
    REASONS = "reasons"
    NOTES = "notes"
    NEXT_STEPS = "next_steps"
    CLOSING = "closing"
    SUMMARY = "summary"
    BLACKOUT = "blackout"


@record("scene")
@dataclass(frozen=True, kw_only=True)
class SceneState(Record):
    """What the facilitator asked of the room screen.

    Attributes:
        override: a scene shown instead of the agenda's, or "".
        arguments: of the override: ``dimension_id`` (reasons), ``dataset_id`` (data),
            ``seating_id`` (groups), ``sort`` (results), ``page`` …
        held: the override outlives the change of activity.
        norms_recalled: the norms lie over everything but the blackout.
        blackout: the screen is dark.
        blackout_clock: the dark screen shows the clock.
        message: a line for the room, or "".

    """

    id: str = SCENE_ID
    override: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)
    held: bool = False
    norms_recalled: bool = False
    blackout: bool = False
    blackout_clock: bool = False
    message: str = ""


@dataclass(frozen=True)
class Shown:
    """The scene that the room screen shows now."""

    scene: Scene
    arguments: dict[str, Any] = field(default_factory=dict)


def shown_scene(state: SceneState, agenda_scene: str, *, revealed: bool) -> Shown:
    """Decide the scene; results stay hidden (the clock instead) until they are revealed.

    ``agenda_scene`` is the current activity's scene, "" before the start (welcome) .
    """
    if state.blackout:
        return Shown(Scene.BLACKOUT, {"clock": state.blackout_clock})
    if state.norms_recalled:
        return Shown(Scene.NORMS)
    wished = state.override or agenda_scene or Scene.WELCOME
    arguments = state.arguments if state.override else {}
    try:
        scene = Scene(wished)
    except ValueError:
        scene = Scene.CLOCK
    if scene in HIDDEN_UNTIL_REVEAL and not revealed:
        return Shown(Scene.CLOCK)
    return Shown(scene, arguments)


HIDDEN_UNTIL_REVEAL = frozenset({Scene.RESULTS, Scene.REFLECT, Scene.REASONS, Scene.SUMMARY})
"""Scenes that tell scores."""


@verb("scene.show")
@dataclass(frozen=True, kw_only=True)
class ShowScene(Command):
    """Show a scene instead of the agenda's; "" follows the agenda again."""

    scene: str
    arguments: dict[str, Any] = field(default_factory=dict)
    held: bool = False


@verb("scene.hold")
@dataclass(frozen=True, kw_only=True)
class HoldScene(Command):
    """Keep what is shown (``scene``) when the agenda moves on, or let it go."""

    scene: str
    held: bool = True


@verb("scene.norms")
@dataclass(frozen=True, kw_only=True)
class RecallNorms(Command):
    """Lay the norms over the scene, or take them away."""

    on: bool


@verb("scene.blackout")
@dataclass(frozen=True, kw_only=True)
class Blackout(Command):
    """Darken the room screen, with or without the clock, or light it again."""

    on: bool
    clock: bool = False


@verb("scene.message")
@dataclass(frozen=True, kw_only=True)
class TellRoom(Command):
    """Put one line on the room screen; "" takes it away."""

    text: str = field(metadata=WORDS)

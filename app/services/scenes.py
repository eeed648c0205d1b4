"""What the room screen is asked to show."""

from dataclasses import replace

from app.domain.scenes import (
    SCENE_ID,
    Blackout,
    HoldScene,
    RecallNorms,
    SceneState,
    ShowScene,
    TellRoom,
)
from app.services.registry import handles
from app.storage.database import Transaction


@handles(ShowScene)
def show_scene(tx: Transaction, command: ShowScene) -> None:
    """Show a scene, or follow the agenda again; a recalled norm sheet and blackout end."""
    state = tx.get(SceneState, SCENE_ID)
    tx.put(
        replace(
            state, override=command.scene, arguments=command.arguments,
            held=command.held and bool(command.scene), norms_recalled=False, blackout=False,
        )
    )  # fmt: skip


@handles(HoldScene)
def hold_scene(tx: Transaction, command: HoldScene) -> None:
    """Keep a scene when the agenda moves on, or let it go."""
    state = tx.get(SceneState, SCENE_ID)
    if command.held:
        same = state.override == command.scene
        arguments = state.arguments if same else {}
        fresh = replace(state, held=True, override=command.scene, arguments=arguments)
    else:
        fresh = replace(state, held=False, override="", arguments={})
    tx.put(fresh)


@handles(RecallNorms)
def recall_norms(tx: Transaction, command: RecallNorms) -> None:
    """Lay the norms over the scene, or take them away."""
    tx.put(replace(tx.get(SceneState, SCENE_ID), norms_recalled=command.on))


@handles(Blackout)
def blackout(tx: Transaction, command: Blackout) -> None:
    """Darken the room screen, or light it again."""
    state = tx.get(SceneState, SCENE_ID)
    tx.put(replace(state, blackout=command.on, blackout_clock=command.clock))


@handles(TellRoom)
def tell_room(tx: Transaction, command: TellRoom) -> None:
    """Put one line on the room screen, or take it away."""
    tx.put(replace(tx.get(SceneState, SCENE_ID), message=command.text))

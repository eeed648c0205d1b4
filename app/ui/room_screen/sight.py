"""What of a workshop a scene shows: whatever else changes, its picture stays the same."""

from dataclasses import fields

from app.domain.scenes import Scene
from app.domain.snapshot import Snapshot
from app.ui.room_screen.scenes import CHARTS

SCORES = CHARTS | {Scene.REASONS}
"""Scenes that may show what groups wrote about dimensions."""

_WRITTEN = frozenset({"cells", "drafts", "judged"})
"""Parts of a snapshot that other scenes do not look at, but for the words of notes."""

_LOOKED_AT = tuple(one.name for one in fields(Snapshot) if one.name not in _WRITTEN)


class Sight:
    """Equal to another one where a scene finds the very same things in both snapshots.

    A snapshot is never compared by its values: what did not change is the same object in the next.
    """

    def __init__(self, snapshot: Snapshot, scene: Scene) -> None:
        """Note what ``scene`` looks at."""
        self._things: tuple[object, ...] = (
            (snapshot,)
            if scene in SCORES
            else (
                *(getattr(snapshot, name) for name in _LOOKED_AT),
                *snapshot.written(""),
            )
        )

    def __eq__(self, other: object) -> bool:
        """Compare by identity."""
        return (
            isinstance(other, Sight)
            and len(self._things) == len(other._things)
            and all(a is b for a, b in zip(self._things, other._things, strict=True))
        )

    def __hash__(self) -> int:
        """Return what equal ones have in common."""
        return hash(tuple(map(id, self._things)))
